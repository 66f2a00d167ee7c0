/// How much room a parser asks for before it reads.
enum TapeCapacity {
  /// From so many bytes on, memory that nobody writes to costs nothing: the system gives it when it is touched.
  private static let largeText = 1 << 20

  /// Words for a text: one for so many bytes as most texts have for an entry; for a large text as many as nearly all texts need, as moving
  /// a large tape to a larger place costs more than reading the text.
  static func words(for count: Int, bytesPerWord: Int) -> Int {
    count / (count < largeText ? bytesPerWord : 2) + 128
  }
}
