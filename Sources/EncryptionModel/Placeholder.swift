/// placeholder
enum EncryptionModelPlaceholder {}
