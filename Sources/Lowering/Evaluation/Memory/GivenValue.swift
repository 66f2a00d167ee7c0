/// A value that a module or a root is given, if it is.
struct GivenValue: Equatable, Sendable { let value: EvaluatedValue? }
