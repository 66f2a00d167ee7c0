/// placeholder
enum AnalysisPlaceholder {}
