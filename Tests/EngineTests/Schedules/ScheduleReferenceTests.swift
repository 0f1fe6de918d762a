import Catalog
import Engine
import Testing

/// Every registered schedule against PyTorch's rates, update by update.
@Suite(.tags(.numerics)) struct ScheduleReferenceTests {
  private struct File: Decodable {
    var cases: [Case]
  }

  private struct Case: Decodable {
    var name: String
    var settings: [String: ReferenceValue]
    var learningRates: [Double]
  }

  @Test(arguments: ScheduleRegistry.all.map { $0.name })
  func matchesPyTorch(_ kind: String) throws {
    let type = try #require(ScheduleRegistry.all.first { $0.name == kind })
    let file: File = try References.load("schedules/\(kind)")
    #expect(!file.cases.isEmpty)
    for example in file.cases {
      var settings = example.settings
      // The references name the unit, a file names the quantity.
      settings["length"] = settings.removeValue(forKey: "updates")
      let rate = try rate(type, settings, updates: example.learningRates.count)
      for (update, expected) in example.learningRates.enumerated() {
        let actual = rate.rate(at: update)
        #expect(
          abs(actual - expected) <= 1e-12 * max(expected, 1e-3),
          "\(kind) \(example.name): \(actual) at update \(update) instead of \(expected)")
      }
    }
  }

  @Test func someReferenceWarmsUp() throws {
    let files: [File] = try ScheduleRegistry.all.map { try References.load("schedules/\($0.name)") }
    #expect(files.flatMap(\.cases).contains { $0.settings["warm_up"] != nil })
  }

  /// An epoch of one update, so that schedules that change once an epoch change at every update.
  private func rate<D: ScheduleDefinition>(
    _: D.Type, _ settings: [String: ReferenceValue], updates: Int
  ) throws -> LearningRate {
    var values: [String: Value] = [:]
    for (key, value) in settings {
      guard let setting = D.settings.first(where: { $0.name == key }) else {
        throw UnknownSetting(description: "\(D.name) has no setting '\(key)'")
      }
      values[key] = value.value(for: setting.kind)
    }
    for setting in D.settings where values[setting.name] == nil {
      values[setting.name] = setting.defaultValue
    }
    return LearningRate(
      .call(Call(D.name, Arguments(values))),
      span: TrainingSpan(updatesPerEpoch: 1, epochs: updates))
  }
}
