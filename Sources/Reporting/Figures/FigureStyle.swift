/// Colours and line patterns of all figures.
enum FigureStyle {
  static let font = "DejaVu Sans"
  /// What a viewer without that font shows instead.
  static let fontFamily = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
  static let text = "#333333"
  static let faintText = "#777777"
  static let axis = "#666666"
  static let grid = "#e4e4e4"

  /// Curves with at most as many points show each of them.
  static let mostMarkedPoints = 12

  /// Told apart with every kind of colour vision (Paul Tol's bright scheme, grey left out).
  private static let colours = [
    "#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377",
  ]
  private static let paleColours = [
    "#B4C9DD", "#F8C2C9", "#A7D0AE", "#EBE4B4", "#C2EBF8", "#DDADC9",
  ]

  private static let dashes = ["solid", "(10,5)", "(3,4)", "(12,4,3,4)"]

  /// Curves of more variants have patterns too, which then cannot tell metrics apart.
  static var colourCount: Int { colours.count }

  static func colour(_ index: Int) -> String { colours[index % colours.count] }

  static func pale(_ index: Int) -> String { paleColours[index % paleColours.count] }

  /// The pattern of a line; colours that come around again get another one.
  static func dash(_ colour: Int, _ pattern: Int) -> String {
    dashes[(pattern + colour / colours.count) % dashes.count]
  }
}
