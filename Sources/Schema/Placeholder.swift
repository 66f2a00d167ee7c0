/// placeholder
enum SchemaPlaceholder {}
