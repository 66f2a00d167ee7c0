/// placeholder
enum LoweringPlaceholder {}
