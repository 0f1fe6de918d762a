extension Double {
  /// The number with about three significant digits: `49,012`, `113`, `27.4`, `0.052`.
  var brief: String {
    guard isFinite else { return "\(self)" }
    switch magnitude {
    case 999.5...: return Int(rounded()).groupedDigits
    case 100...: return rounded(to: 0)
    case 10...: return rounded(to: 1)
    case 1...: return rounded(to: 2)
    case _: return rounded(to: 3)
    }
  }

  /// The number with a fixed count of decimals.
  private func rounded(to decimals: Int) -> String {
    var factor = 1
    for _ in 0..<decimals { factor *= 10 }
    let scaled = Int((magnitude * Double(factor)).rounded())
    let sign = self < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % factor)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(scaled / factor).\(zeros)\(fraction)"
  }

  /// A share as a percentage: `97%`.
  var percent: String { "\(Int((self * 100).rounded()))%" }
}

extension Int {
  /// The digits in groups of three.
  fileprivate var groupedDigits: String {
    var text = ""
    for (place, digit) in String(magnitude).reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { text = "," + text }
      text = "\(digit)" + text
    }
    return self < 0 ? "-" + text : text
  }
}
