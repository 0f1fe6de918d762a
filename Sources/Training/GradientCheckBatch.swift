internal import Datasets
internal import Engine
internal import Specification

/// The first examples that a trial is trained on, cut down to what a check of gradients looks at.
struct GradientCheckBatch {
  let description: DatasetDescription
  let examples: ExampleValues
  let labels: [UInt8]
  let order: [UInt32]

  init(_ dataset: Dataset, _ trial: TrialSpecification, _ options: GradientCheck.Options) {
    let data = PreparedData(dataset, trial: trial)
    let chosen = data.trainingOrder.prefix(max(1, options.examples))
    var description = dataset.description
    guard let features = options.features, features < description.featureCount else {
      self.description = description
      examples = data.training
      labels = data.trainingLabels
      order = Array(chosen)
      return
    }
    let size = description.featureCount
    (description.height, description.width, description.channels) = (1, 1, features)
    self.description = description
    func value(_ index: Int) -> Float {
      switch data.training.storage {
      case .bytes(let bytes): Float(bytes[index])
      case .floats(let floats): floats[index]
      }
    }
    examples = ExampleValues(
      storage: .floats(
        chosen.flatMap { sample in (0..<features).map { value(Int(sample) * size + $0) } }),
      size: features, scale: Array(data.training.scale.prefix(features)),
      shift: Array(data.training.shift.prefix(features)))
    labels = chosen.map { data.trainingLabels[Int($0)] }
    order = (0..<UInt32(chosen.count)).map { $0 }
  }
}
