/// placeholder
enum LanguageServerPlaceholder {}
