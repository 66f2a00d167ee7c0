/// placeholder
enum WorkspacePlaceholder {}
