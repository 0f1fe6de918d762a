import Catalog
import Testing

@Suite("Settings")
struct SettingTests {
  private enum Shape: String, CaseIterable, SettingValue {
    case round
    case square
  }

  private static let size = Setting<Int>("size", in: .positive, help: "How large.")
  private static let stride = Setting<Int>(
    "stride", in: .positive, isOptional: true, help: "A step.")
  private static let rate = Setting<Double>(
    "rate", in: .halfOpen(0, 1), default: 0.5, help: "A share.")
  private static let bias = Setting("bias", default: true, help: "Whether.")
  private static let shape = Setting<Shape>(oneOf: "shape", default: .square, help: "Which.")

  @Test func onlySettingsWithoutDefaultAreRequired() {
    #expect(Self.size.isRequired)
    #expect(!Self.stride.isRequired)
    #expect(!Self.rate.isRequired)
  }

  @Test func argumentsGiveValuesAndDefaults() {
    let arguments = Arguments(["size": .integer(3), "rate": .integer(0)])
    #expect(arguments[Self.size] == 3)
    #expect(arguments[Self.rate] == 0)
    #expect(Arguments()[Self.rate] == 0.5)
    #expect(arguments[Self.bias])
    #expect(arguments[Self.shape] == .square)
    #expect(Arguments(["shape": .text("round")])[Self.shape] == .round)
  }

  @Test func optionalSettingsMayBeAbsent() {
    #expect(Arguments()[optional: Self.stride] == nil)
    #expect(Arguments(["stride": .integer(2)])[optional: Self.stride] == 2)
    #expect(Arguments()[optional: Self.rate] == 0.5)
  }

  @Test func enumerationsAcceptTheirRawValues() {
    #expect(Self.shape.kind == .choice(["round", "square"]))
    #expect(Shape(Value.text("oval")) == nil)
    #expect(Shape.round.value == .text("round"))
  }

  @Test(arguments: [
    (SettingKind.boolean, "true or false"), (.integer(.positive), "an integer at least 1"),
    (.integer(IntegerRange()), "an integer"), (.number(.all), "a number"),
    (.number(.halfOpen(0, 1)), "a number at least 0 and below 1"),
    (.choice(["a", "b", "c"]), "'a', 'b' or 'c'"), (.choice(["a"]), "'a'"),
    (.integerOrWord(.nonNegative, ["same"]), "an integer at least 0 or 'same'"),
    (.numbers(count: 2, .positive), "a list of 2 numbers above 0"),
    (.list(.text), "a list, each item a text"),
    (.definition(family: "initializer"), "an initializer"), (.definition(family: "loss"), "a loss"),
    (.numberOrDefinition(.positive, family: "schedule"), "a number above 0 or a schedule"),
    (.text, "a text"),
  ])
  func kindsInWords(_ kind: SettingKind, _ words: String) {
    #expect(kind.description == words)
  }

  @Test(arguments: [Value.text("x"), .list([]), .integer(1), .number(0.5), .call(Call("a"))])
  func booleansAreNothingElse(_ value: Value) {
    #expect(Bool(value) == nil)
  }

  @Test func listsNeedItemsOfOneType() {
    #expect([Int](Value.list([.integer(1), .integer(2)])) == [1, 2])
    #expect([Int](Value.list([.integer(1), .text("2")])) == nil)
    #expect([Double](Value.list([.integer(1), .number(2.5)])) == [1, 2.5])
    #expect([1.5, 2].value == .list([.number(1.5), .number(2)]))
  }
}
