import Testing

@testable import Diagnostics

@Suite struct SuggestionTests {
  static let names = [
    "learning_rate", "momentum", "weight_decay", "batch_norm", "batch_size", "conv", "dense",
    "dropout", "max_pool", "average_pool", "adam", "adamw", "adagrad", "sgd", "cross_entropy",
    "binary_cross_entropy", "mean_squared_error", "test_accuracy", "train_accuracy",
    "validation_accuracy", "if", "by",
  ]

  @Test(arguments: [
    ("learing_rate", "learning_rate"),  // a letter is missing
    ("learning-rate", "learning_rate"),  // another separator
    ("learningRate", "learning_rate"),  // camel case
    ("LEARNING_RATE", "learning_rate"),
    ("rate_learning", "learning_rate"),  // word order
    ("lr", "learning_rate"),  // initials
    ("mse", "mean_squared_error"),
    ("bce", "binary_cross_entropy"),
    ("adma", "adam"),  // neighbours swapped
    ("addam", "adam"),
    ("AdamW", "adamw"),
    ("moment", "momentum"),  // stops short
    ("conv2d", "conv"),  // goes on
    ("MaxPool2d", "max_pool"),
    ("BatchNorm1d", "batch_norm"),
    ("test_acuracy", "test_accuracy"),
    ("weigth_decay", "weight_decay"),
    ("If", "if"),
  ])
  func nearest(_ written: String, _ meant: String) {
    #expect(Suggestion.nearest(to: written, among: Self.names) == meant)
  }

  @Test(arguments: [
    "", "x", "banana", "no", "transformer", "io", "🙂", "_",
    String(repeating: "learning_rate", count: 9),
  ])
  func nothingIsNear(_ written: String) {
    #expect(Suggestion.nearest(to: written, among: Self.names) == nil)
  }

  @Test(arguments: [
    ("abcdefghi", "abcdefxyz", true), ("abcdefghi", "abcdewxyz", false), ("abc", "abx", true),
    ("abc", "axy", false), ("ab", "ax", false), ("abcdef", "badcfe", false),
    ("abcdef", "badcef", true),
  ])
  func aThirdOfTheLettersMayDiffer(_ written: String, _ meant: String, _ isNear: Bool) {
    #expect(Suggestion.nearest(to: written, among: [meant]) == (isNear ? meant : nil))
  }

  @Test(arguments: [
    ("rat", ["rate"], true), ("sdg", ["sgd", "adam"], true), ("rats", ["rate"], true),
    ("kernal", ["kernel"], true), ("If", ["if"], true), ("ifs", ["if"], false),
    ("b", ["by"], false), ("cat", ["bat", "rat"], false), ("rtae", ["rate"], true),
    ("rtea", ["rate"], false), ("lr1", ["lr2"], false), ("width1", ["width2"], false),
    ("learnin_rat", ["learning_rate"], true),
  ])
  func aLetterOfAShortNameMayBeMended(
    _ written: String, _ names: [String], _ isCertain: Bool
  ) throws {
    let match = Suggestion.match(for: written, among: names)
    #expect((match?.isCertain ?? false) == isCertain)
  }

  @Test func aNameIsNoSuggestionForItself() {
    #expect(Suggestion.nearest(to: "dense", among: ["dense"]) == nil)
    #expect(Suggestion.nearest(to: "dense", among: ["dense", "Dense"]) == "Dense")
  }

  @Test func ofEquallyNearNamesTheFirstWins() {
    #expect(Suggestion.nearest(to: "cat", among: ["bat", "rat"]) == "bat")
    #expect(Suggestion.nearest(to: "cat", among: ["rat", "bat"]) == "rat")
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 1),
    ("ca", "abc", 3), ("dense", "dense", 0),
  ])
  func editDistance(_ lhs: String, _ rhs: String, _ distance: Int) {
    let (a, b) = (Array(lhs.unicodeScalars), Array(rhs.unicodeScalars))
    #expect(Suggestion.editDistance(a, b) == distance)
    #expect(Suggestion.editDistance(b, a) == distance)
  }
}
