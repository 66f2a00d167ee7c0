/// placeholder
enum BatchCheckPlaceholder {}
