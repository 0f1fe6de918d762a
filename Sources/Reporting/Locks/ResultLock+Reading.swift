internal import Digests
internal import Records
internal import Specification

extension ResultLock {
  /// Why a lock cannot be believed.
  package struct Damage: Error, Sendable, Hashable, CustomStringConvertible {
    /// A clause about `it`.
    package var description: String

    static let malformed = Damage(description: "it lacks a field or has one of another type")
  }

  /// Reads a file that `text` wrote.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: The lock, or why it is none.
  package static func read(_ bytes: [UInt8]) -> Result<ResultLock, Damage> {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.contains("\n<<<<<<<") {
      return .failure(
        Damage(description: "it has conflict marks of a merge; 'ablate table' writes it again"))
    }
    guard text.hasPrefix("{\n\"format\":\"\(formatName)\",\n") else {
      return .failure(Damage(description: "it is not a lock of this program"))
    }
    // A line feed stands between values only: within a text it is written as an escape.
    guard let value = JSONReader.read(bytes.filter { $0 != UInt8(ascii: "\n") }) else {
      return .failure(Damage(description: "it is cut short or not JSON"))
    }
    guard value["version"]?.integer == version else {
      let found = value["version"]?.integer.map(String.init) ?? "?"
      return .failure(
        Damage(description: "it has version \(found), and this program reads \(version)"))
    }
    guard let digest = value["sha256"]?.string else { return .failure(.malformed) }
    let end = ending(digest)
    guard text.hasSuffix(end), SHA256.hexadecimal(of: String(text.dropLast(end.count))) == digest
    else {
      return .failure(
        Damage(description: "its checksum does not fit its content: it was changed by hand"))
    }
    guard let lock = ResultLock(value) else { return .failure(.malformed) }
    return .success(lock)
  }

  private init?(_ value: Records.JSONValue) {
    guard let experiment = value["experiment"], let name = experiment["name"]?.string,
      let file = experiment["file"]?.string, let digest = experiment["digest"]?.string,
      let numerics = value["numerics"]?.integer, let status = value["status"]?.string,
      let data = value["data"]?.items, let trials = value["trials"]?.items
    else { return nil }
    func texts(_ key: String) -> [String] {
      (value[key]?.items ?? []).compactMap(\.string)
    }
    let readData = data.compactMap { Data($0) }
    let readTrials = trials.compactMap { Trial($0) }
    guard readData.count == data.count, readTrials.count == trials.count,
      Set(readTrials.map(\.id)).count == readTrials.count
    else { return nil }
    self.init(
      origin: Origin(
        name: name, file: file, experimentDigest: digest, numericsVersion: numerics,
        overrides: texts("set"), only: texts("only"), data: readData, mixture: texts("mixed")),
      isComplete: status == "complete", trials: readTrials)
  }
}

extension ResultLock.Data {
  fileprivate init?(_ value: Records.JSONValue) {
    guard let name = value["name"]?.string, let selection = value["selection"]?.string,
      let digest = value["digest"]?.string
    else { return nil }
    var testSet: TestSet?
    if let digest = value["test_set"]?.string, let count = value["test_examples"]?.integer {
      testSet = TestSet(
        digest: digest, count: count,
        classNames: (value["classes"]?.items ?? []).compactMap(\.string))
    }
    self.init(name: name, selection: selection, digest: digest, testSet: testSet)
  }
}

extension ResultLock.Trial {
  fileprivate init?(_ value: Records.JSONValue) {
    guard let id = value["id"]?.string, let seed = value["seed"]?.unsigned,
      let state = value["state"]?.string.flatMap(Self.state), let tier = value["tier"]?.string,
      let blasCore = value["blas_core"]?.string, let parameters = value["parameters"]?.integer,
      let content = Content(value)
    else { return nil }
    self.init(
      id: id, seed: seed, data: value["data"]?.string, state: state, tier: tier,
      blasCore: blasCore, parameterCount: parameters,
      restoredEpoch: value["restored_epoch"]?.integer,
      hasPredictedClasses: value["predicted_classes"]?.integer == 1,
      recordDigest: value["record"]?.string, sealedDigest: value["sealed"]?.string,
      correctDigest: value["correct"]?.string,
      confusion: value["confusion"]?.items?.map { ($0.items ?? []).compactMap(\.integer) },
      content: content)
  }
}

extension ResultLock.Trial.Content {
  fileprivate init?(_ value: Records.JSONValue) {
    if let open = value["curves"]?.curves, let test = value["test_curves"]?.curves {
      self = .curves(open, test: test)
      return
    }
    guard let epoch = value["epoch"]?.integer, case .object(let fields) = value["values"] else {
      return nil
    }
    var values: [Metric: Double?] = [:]
    for (name, field) in fields {
      guard let metric = Metric(name), let number = field.measurement else { return nil }
      values.updateValue(number, forKey: metric)
    }
    self = .values(epoch: epoch, values)
  }
}

extension Records.JSONValue {
  fileprivate var items: [Records.JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// A number or `null`, or `nil` when it is something else.
  fileprivate var measurement: Double?? {
    if case .null = self { return .some(nil) }
    return number.map { .some($0) }
  }

  /// Curves by metric.
  fileprivate var curves: [Metric: Curve]? {
    guard case .object(let fields) = self else { return nil }
    var curves: [Metric: Curve] = [:]
    for (name, field) in fields {
      guard let metric = Metric(name), let items = field.items else { return nil }
      let curve = items.compactMap(\.measurement)
      guard curve.count == items.count else { return nil }
      curves[metric] = curve
    }
    return curves
  }
}
