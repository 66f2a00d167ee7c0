/// Whole numbers among floating-point ones, without the C mathematics library: the target links nothing.
enum WholeNumber {
  /// The number as an integer; nil where it has a fraction or does not fit.
  static func integer(_ number: Double) -> Int? {
    guard number > -9.2e18, number < 9.2e18 else { return nil }
    let whole = Int(number)
    return Double(whole) == number ? whole : nil
  }

  /// Whether the number has no fraction. From 2⁵³ on none has.
  static func isWhole(_ number: Double) -> Bool {
    guard number.isFinite else { return false }
    return number.magnitude >= 9_007_199_254_740_992 || integer(number) != nil
  }

  /// Whether `value` is a multiple of `divisor`, as far as binary fractions can tell: 0.0075 is one of 0.0001.
  static func isMultiple(_ value: Double, of divisor: Double) -> Bool {
    guard divisor > 0, value.isFinite else { return true }
    if let value = integer(value), let divisor = integer(divisor) { return value % divisor == 0 }
    let quotient = value / divisor
    guard quotient.isFinite, quotient.magnitude < 9.2e18 else { return quotient.isFinite }
    let truncated = Double(Int(quotient))
    let tolerance = 1e-12 * max(1, quotient.magnitude)
    let fraction = (quotient - truncated).magnitude
    return fraction <= tolerance || 1 - fraction <= tolerance
  }
}
