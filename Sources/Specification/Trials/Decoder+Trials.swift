internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// Reads a whole trial.
  ///
  /// - Parameters:
  ///   - source: The setting.
  ///   - seed: The trial's seed.
  ///   - memo: What was read of the settings before; they differ from this one in their choices only.
  /// - Returns: `nil` when there was a mistake, which has been reported.
  mutating func trial(
    _ source: CandidateSource, seed: UInt64, _ memo: inout TrialMemo
  ) -> TrialSpecification? {
    let data = remembered(&memo.data, source) {
      $0.data(Located(source.trial.data)).map { CopyOnWrite(wrappedValue: $0) }
    }
    let layers = remembered(&memo.layers, source) {
      $0.layers(Located(source.trial.network)).map { CopyOnWrite(wrappedValue: $0) }
    }
    let training = training(Located(source.trial.training))
    guard let data, let layers, let training else { return nil }
    let trial = TrialSpecification(data: data, layers: layers, training: training, seed: seed)
    checkEarlyStopping(trial)
    return trial
  }

  /// What is read of a section, as if it had not been read before.
  private mutating func remembered<Content>(
    _ memo: inout SectionMemo<Content>, _ source: CandidateSource,
    _ read: (inout Decoder) -> Content?
  ) -> Content? {
    let reading = memo.reading(of: source) {
      var decoder = Decoder(vocabulary: vocabulary, environment: environment)
      let content = read(&decoder)
      return .init(content: content, used: decoder.used, diagnostics: decoder.diagnostics)
    }
    used.formUnion(reading.used)
    diagnostics.append(contentsOf: reading.diagnostics)
    return reading.content
  }

  private mutating func data(_ located: Located) -> DataSpecification? {
    guard let fields = fields(located, DataKeys.section) else { return nil }
    let dataset = value(DataKeys.dataset, in: fields)
    let validation: DataSpecification.Validation? =
      if let field = fields["validation"] {
        self.validation(field.value)
      } else {
        DataSpecification.Validation.none
      }
    let limit = fields["limit"].flatMap { self.fields($0.value, DataKeys.limit) }
    let splitSeed = value(DataKeys.splitSeed, in: fields)
    let scale = valueOrDefault(DataKeys.scale, in: fields)
    let standardizeBy = valueOrDefault(DataKeys.standardizeBy, in: fields)
    let limitTraining = limit.flatMap { value(DataKeys.train, in: $0) }
    let limitTest = limit.flatMap { value(DataKeys.test, in: $0) }
    let classes = classes(in: fields)
    let augment = augmentations(in: fields)
    guard let dataset, let validation, let scale, let standardizeBy, let classes, let augment
    else { return nil }
    return DataSpecification(
      dataset: dataset, validation: validation, splitSeed: splitSeed.map { UInt64($0) },
      // What has no effect is not part of the trial.
      scale: scale, standardizeBy: scale == .standardize ? standardizeBy : .channel,
      limitTraining: limitTraining, limitTest: limitTest, classes: classes, augment: augment,
      datasetPlace: Place(fields["dataset"]?.value.range),
      validationPlace: Place(fields["validation"]?.value.range),
      limitPlace: Place(limit?[DataKeys.train.name]?.value.range),
      testLimitPlace: Place(limit?[DataKeys.test.name]?.value.range),
      classesPlace: Place(fields[DataKeys.classes.name]?.value.range),
      augmentPlace: Place(fields[DataKeys.augment.name]?.value.range))
  }

  /// Reads the classes to keep; each becomes one of the network's outputs, so none may be there twice.
  private mutating func classes(in fields: Fields) -> [Int]? {
    let classes = valueOrDefault(DataKeys.classes, in: fields)
    var seen: Set<Int> = []
    guard let field = fields[DataKeys.classes.name],
      let repeated = classes?.first(where: { !seen.insert($0).inserted })
    else { return classes }
    report(.conflictingValues, at: field.value, "class \(repeated) is listed twice")
    return nil
  }

  private mutating func augmentations(in fields: Fields) -> [Call]? {
    if let field = fields[DataKeys.augment.name], vocabulary.augmentations.definitions.isEmpty {
      refuse(field)
      return nil
    }
    return valueOrDefault(DataKeys.augment, in: fields)
  }

  /// Reads a share below 1 or a count; 0 is no validation part.
  private mutating func validation(_ located: Located) -> DataSpecification.Validation? {
    guard let located = resolve(located) else { return nil }
    switch located.node.scalar?.kind {
    case .integer(0), .number(0): return DataSpecification.Validation.none
    case .integer(let count) where count > 0: return .count(count)
    case .number(let share) where share > 0 && share < 1: return .share(share)
    case .integer, .number:
      report(
        .outOfRange, at: located,
        "'validation' must be a share below 1 or a count, not \(located.node.scalar?.text ?? "")")
      return nil
    case .null, .boolean, .string, nil:
      report(
        .wrongType, at: located,
        "'validation' must be a share below 1 or a count, not \(located.node.kindDescription)")
      return nil
    }
  }

  private mutating func training(_ located: Located) -> TrainingSpecification? {
    guard let fields = fields(located, TrainingKeys.section) else { return nil }
    let loss = value(TrainingKeys.loss, in: fields)
    let optimizer = value(TrainingKeys.optimizer, in: fields)
    let penalties = penalties(in: fields)
    let initialize = initializers(fields["initialize"], TrainingKeys.initialize)
    let batchSize = value(TrainingKeys.batchSize, in: fields)
    let lastBatch = valueOrDefault(TrainingKeys.lastBatch, in: fields)
    let epochs = value(TrainingKeys.epochs, in: fields)
    let clip = gradientClip(in: fields)
    let smoothing = valueOrDefault(TrainingKeys.labelSmoothing, in: fields)
    let numerics = valueOrDefault(TrainingKeys.numerics, in: fields)
    let stopping = earlyStopping(in: fields)
    if let field = fields[TrainingKeys.labelSmoothing.name], smoothing != 0 {
      require(.labelSmoothing, at: field)
    }
    if let field = fields[TrainingKeys.numerics.name], numerics == .exact {
      require(.exactNumerics, at: field)
    }
    guard let loss, let optimizer, let penalties, let initialize, let batchSize, let lastBatch,
      let epochs, let smoothing, let numerics
    else { return nil }
    return TrainingSpecification(
      loss: loss, optimizer: optimizer, penalties: penalties, initialize: initialize,
      batchSize: batchSize, lastBatch: lastBatch, epochs: epochs, gradientClip: clip,
      earlyStopping: stopping, labelSmoothing: smoothing, numerics: numerics,
      lossPlace: Place(fields[TrainingKeys.loss.name]?.value.range),
      batchSizePlace: Place(fields[TrainingKeys.batchSize.name]?.value.range),
      labelSmoothingPlace: Place(fields[TrainingKeys.labelSmoothing.name]?.value.range))
  }

  private mutating func penalties(in fields: Fields) -> [Call]? {
    if let field = fields[TrainingKeys.penalty.name], vocabulary.penalties.definitions.isEmpty {
      refuse(field)
      return nil
    }
    return valueOrDefault(TrainingKeys.penalty, in: fields)
  }

  private mutating func gradientClip(in fields: Fields) -> Double? {
    guard let field = fields["gradient_clip"],
      let clip = self.fields(field.value, TrainingKeys.gradientClip)
    else { return nil }
    require(.gradientClip, at: field)
    return value(TrainingKeys.norm, in: clip)
  }

  /// Refuses what the engine does not do.
  mutating func require(_ feature: Vocabulary.Feature, at field: Field) {
    if !vocabulary.features.contains(feature) { refuse(field) }
  }

  /// Reads `initialize`.
  ///
  /// - Returns: The initializers by `weights` and `bias`; nothing when the key is absent.
  mutating func initializers(_ field: Field?, _ section: Section) -> [String: Call]? {
    guard let field else { return [:] }
    guard let fields = fields(field.value, section) else { return nil }
    var calls: [String: Call] = [:]
    var isComplete = true
    for setting in InitializeKeys.settings where fields[setting.name] != nil {
      if let call = value(setting, in: fields) {
        calls[setting.name] = call
      } else {
        isComplete = false
      }
    }
    return isComplete ? calls : nil
  }
}
