internal import Catalog
internal import Digests

extension TrialSpecification {
  /// The text that two trials share exactly when they are the same: JSON with sorted keys, every
  /// default filled in.
  package var canonicalForm: String { canonicalValue.json }

  var canonicalValue: CanonicalValue {
    .object([
      "data": shared.data.written(\.canonicalValue),
      "layers": shared.layers.written { .list($0.map(\.canonicalValue)) },
      "training": training.canonicalValue, "seed": .text(String(seed)),
    ])
  }
}

extension DataSpecification {
  /// A short digest of what decides which examples a trial uses: the data set and what is left out
  /// of it, but not what becomes of them.
  package var selectionDigest: String {
    let form = CanonicalValue(present: [
      "dataset": CanonicalValue(dataset), "limit_train": limitTraining.map { .integer($0) },
      "limit_test": limitTest.map { .integer($0) },
      "classes": classes.isEmpty ? nil : .list(classes.map { .integer($0) }),
    ])
    return String(SHA256.hexadecimal(of: form.json).prefix(16))
  }

  fileprivate var canonicalValue: CanonicalValue {
    let validation: CanonicalValue? =
      switch validation {
      case .none: nil
      case .share(let share): .object(["share": .number(share)])
      case .count(let count): .object(["count": .integer(count)])
      }
    return CanonicalValue(present: [
      "dataset": CanonicalValue(dataset), "validation": validation,
      "split_seed": splitSeed.map { .text(String($0)) }, "scale": .text(scale.rawValue),
      "standardize_by": scale == .standardize ? .text(standardizeBy.rawValue) : nil,
      "limit_train": limitTraining.map { .integer($0) },
      "limit_test": limitTest.map { .integer($0) },
      "classes": classes.isEmpty ? nil : .list(classes.map { .integer($0) }),
      "augment": augment.isEmpty ? nil : .list(augment.map { CanonicalValue($0) }),
    ])
  }
}

extension LayerSpecification {
  fileprivate var canonicalValue: CanonicalValue {
    CanonicalValue(present: [
      "name": .text(name), "layer": CanonicalValue(call),
      "from": inputs.isEmpty ? nil : .list(inputs.map { .text($0) }),
      "initialize": initialize.isEmpty ? nil : .object(initialize.mapValues { CanonicalValue($0) }),
    ])
  }
}

extension EarlyStopping {
  fileprivate var canonicalValue: CanonicalValue {
    .object([
      "metric": .text(metric.name), "patience": .integer(patience),
      "restore": .text(restore.rawValue),
    ])
  }
}

extension TrainingSpecification {
  fileprivate var canonicalValue: CanonicalValue {
    // The tier of the numerics is part of the identity beside the trial.
    CanonicalValue(present: [
      "loss": CanonicalValue(loss), "optimizer": CanonicalValue(optimizer),
      "penalty": penalties.isEmpty ? nil : .list(penalties.map { CanonicalValue($0) }),
      "initialize": initialize.isEmpty ? nil : .object(initialize.mapValues { CanonicalValue($0) }),
      "batch_size": .integer(batchSize), "last_batch": .text(lastBatch.rawValue),
      "epochs": .integer(epochs), "gradient_clip": gradientClip.map { .number($0) },
      "early_stopping": earlyStopping.map(\.canonicalValue),
      "label_smoothing": labelSmoothing == 0 ? nil : .number(labelSmoothing),
    ])
  }
}
