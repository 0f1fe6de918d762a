internal import Datasets
internal import Diagnostics
internal import Engine
internal import Specification
internal import Training

/// Compares the engine's gradients of declared networks with finite differences.
package enum GradcheckCommand: Subcommand {
  package static let name = "gradcheck"
  package static let summary = "compare gradients of the networks with finite differences"
  package static let operands = "FILE"
  package static let discussion = """
    Takes the first setting of each variant, runs its network in double precision and in training \
    mode on the first examples, and differentiates loss and penalties by every weight twice: as \
    training does, and from differences. What dropout drops stays the same. Prints for each tensor \
    the largest |a - n| / max(E, |a| + |n|) and the same of whole tensors' norms. A value at a \
    kink, such as that of a rectifier, has no derivative; it is left out and counted. Exits with 1 \
    when a tensor fails.
    """

  static let variant = Option(
    "variant", value: "NAME", isRepeatable: true, help: "check this variant's network only")
  static let examples = Option(
    "examples", value: "N", help: "take the first N training examples; usually 5")
  static let features = Option(
    "features", value: "N", help: "take the first N values of each example as a vector")
  static let coordinates = Option(
    "coordinates", value: "N", help: "check at most N values of a tensor; usually 2500")
  static let epsilon = Option(
    "epsilon", value: "E",
    help: "compare errors with E at least; usually 1e-7 of the largest derivative")

  package static let options = [
    SharedOptions.data, SharedOptions.set, variant, examples, features, coordinates, epsilon,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let checkOptions = try checkOptions(arguments)
    guard arguments.operands.count == 1 else { throw UsageError("expects one experiment file") }
    let loader = ExperimentLoader(arguments, console)
    guard let experiment = try loader.load(arguments.operands)?.first else { return .usage }
    let variants = try variants(of: experiment, arguments.values(of: variant))
    try BLASLibrary.prepare()
    var seen: [[LayerSpecification]] = []
    var code = ExitCode.success
    for variant in variants {
      guard let candidate = variant.resolved.first, !seen.contains(candidate.trial.layers) else {
        continue
      }
      var diagnostics = DiagnosticList()
      let dataset = try loader.library.dataset(for: candidate.trial.data)
      guard
        let check = GradientCheck.run(candidate.trial, dataset, checkOptions, into: &diagnostics)
      else {
        let renderer = DiagnosticRenderer(usesColor: console.usesColor(on: console.errors))
        console.errors.write(renderer.render(diagnostics))
        return .usage
      }
      if !seen.isEmpty { console.output.writeLine("") }
      seen.append(candidate.trial.layers)
      console.output.write(GradientCheckText(check, variant: variant.name).text)
      if !check.passes { code = .gate }
    }
    return code
  }

  private static func checkOptions(_ arguments: ParsedArguments) throws -> GradientCheck.Options {
    var options = GradientCheck.Options()
    let most = 1_000_000
    if let count = try arguments.integer(of: examples, in: 1...4096) { options.examples = count }
    options.features = try arguments.integer(of: features, in: 1...most)
    if let count = try arguments.integer(of: coordinates, in: 1...most) {
      options.coordinates = count
    }
    if let text = arguments.value(of: epsilon) {
      guard let number = Double(text), number.isFinite, number > 0 else {
        throw UsageError("'--epsilon' expects a number above 0, not '\(text)'")
      }
      options.epsilon = number
    }
    return options
  }

  private static func variants(of experiment: Experiment, _ names: [String]) throws -> [Variant] {
    let known = experiment.variants.map(\.name)
    for name in names where !known.contains(name) {
      throw UsageError(
        "\(experiment.name) has no variant '\(name)'",
        hint: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" })
    }
    return names.isEmpty
      ? experiment.variants : experiment.variants.filter { names.contains($0.name) }
  }
}
