/// What reaches the thread that owns the state.
enum Event: Sendable {
  case message(Message)
  /// A body that is no JSON.
  case unparsable
  /// The client closed the stream; true if inside a message.
  case endOfInput(isTorn: Bool)
  /// The stream cannot be cut into messages any more.
  case brokenStream(String)
  /// The process that started the server is gone.
  case parentGone
  case background(BackgroundResult)
}
