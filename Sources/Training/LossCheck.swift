internal import Catalog
internal import Datasets
internal import Diagnostics
package import Engine
package import Specification

/// Whether a loss can tell the classes apart and do what is asked of it.
struct LossCheck {
  let training: TrainingSpecification
  /// Where a mistake is shown whose own place is not known.
  let elsewhere: SourceRange
  let classes: Int
  /// Where the file decides how many classes there are.
  let origin: [Diagnostic.Note]

  /// Takes what matters from a trial.
  ///
  /// - Precondition: The trial has layers.
  init(_ trial: TrialSpecification, _ data: DatasetDescription) {
    training = trial.training
    elsewhere = trial.layers[0].range
    classes = data.classNames.count
    origin = Self.origin(of: classes, trial.data)
  }

  /// Where the number of classes comes from: those that are kept, or the data set.
  static func origin(of classes: Int, _ data: DataSpecification) -> [Diagnostic.Note] {
    let count = "\(classes) class\(classes == 1 ? "" : "es")"
    if let range = data.classesPlace.range {
      return [.init("\(count) \(classes == 1 ? "is" : "are") kept here", at: range)]
    }
    return data.datasetPlace.range.map { [.init("this has \(count)", at: $0)] } ?? []
  }

  /// Reports what does not fit.
  ///
  /// - Parameter diagnostics: Receives the mistake.
  /// - Returns: Whether all is well.
  func report(into diagnostics: inout DiagnosticList) -> Bool {
    let name = training.loss.name
    let loss = LossRegistry.make(training.loss)
    if type(of: loss).isBinary, classes != 2 {
      diagnostics.report(
        .conflictingValues, at: training.lossPlace.range ?? elsewhere,
        "\(name) tells two classes apart, but the data has \(classes)",
        hint: classes > 2
          ? "keep two with 'classes: [0, 1]' under 'data', or use 'cross_entropy'"
          : "use 'cross_entropy'", notes: origin)
      return false
    }
    if training.labelSmoothing != 0, loss.smoothed(by: training.labelSmoothing) == nil {
      diagnostics.report(
        .conflictingValues, at: training.labelSmoothingPlace.range ?? elsewhere,
        "'label_smoothing' means nothing with \(name)",
        hint: "remove it, or use 'loss: cross_entropy'")
      return false
    }
    return true
  }
}

extension TrainingSpecification {
  /// The loss with its label smoothing.
  ///
  /// - Precondition: `NetworkGraph` found nothing wrong with the trial.
  package func makeLoss() -> any LossDefinition {
    LossRegistry.make(loss, smoothing: labelSmoothing)
  }
}
