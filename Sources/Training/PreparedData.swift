package import Datasets
package import Engine
package import Specification

/// A data set split and scaled for one trial; the values themselves are shared.
package struct PreparedData {
  package let training: ExampleValues
  package let test: ExampleValues
  package let trainingLabels: [UInt8]
  package let testLabels: [UInt8]
  /// Examples that are trained on, in file order.
  package let trainingOrder: [UInt32]
  /// Held-out examples of the training part, in file order.
  package let validationOrder: [UInt32]
  package let testOrder: [UInt32]

  package init(_ dataset: Dataset, trial: TrialSpecification) {
    let data = trial.data
    let count = dataset.training.count
    let split = DataSplit.make(
      count: count, validationCount: data.validation.count(of: count),
      seed: data.splitSeed ?? trial.seed)
    let scaling: Standardization =
      switch data.scale {
      case .none: .none(featureCount: dataset.description.featureCount)
      case .unit: .unit(dataset)
      case .standardize:
        .standardize(dataset, over: split.training, by: data.standardizeBy.scope)
      }
    func values(_ part: ExampleSet) -> ExampleValues {
      let storage: ExampleValues.Storage =
        switch part.values {
        case .bytes(let bytes): .bytes(bytes)
        case .floats(let floats): .floats(floats)
        }
      return ExampleValues(
        storage: storage, size: dataset.description.featureCount, scale: scaling.scale,
        shift: scaling.shift)
    }
    training = values(dataset.training)
    test = values(dataset.test)
    trainingLabels = dataset.training.labels
    testLabels = dataset.test.labels
    trainingOrder = split.training.map { UInt32($0) }
    validationOrder = split.validation.map { UInt32($0) }
    testOrder = (0..<UInt32(dataset.test.count)).map { $0 }
  }
}

extension DataSpecification.StandardizeBy {
  fileprivate var scope: Standardization.Scope {
    switch self {
    case .channel: .channel
    case .feature: .feature
    case .all: .all
    }
  }
}
