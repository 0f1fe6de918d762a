import AblateCommands
import Testing

@testable import Benchmarks

@Suite struct BenchmarkRegistryTests {
  @Test func namesAreDistinctAndInKebabCase() {
    let names = BenchmarkRegistry.all.map { $0.name } + BenchmarkGroup.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.wholeMatch(of: #/[a-z0-9]+(-[a-z0-9]+)*/#) != nil, "\(name)")
    }
  }

  @Test func everyGroupHasBenchmarksThatFollowEachOther() {
    var order: [BenchmarkGroup] = []
    for benchmark in BenchmarkRegistry.all where order.last != benchmark.group {
      order.append(benchmark.group)
    }
    #expect(order == BenchmarkGroup.allCases)
  }

  @Test func nothingNamedIsEverything() throws {
    #expect(try BenchmarkTool.selection([]).count == BenchmarkRegistry.all.count)
  }

  @Test func namesAndGroupsAreSelectedInTheRegistrysOrder() throws {
    let names = try BenchmarkTool.selection(["data", "lenet5"]).map { $0.name }
    #expect(names == ["lenet5", "gather", "parse"])
  }

  @Test(arguments: [
    ("lenet", "did you mean 'lenet5'?"), ("trainings", "did you mean 'training'?"),
    ("dense_1000", "did you mean 'dense-1000'?"), ("xyzzy", nil),
  ])
  func anUnknownNameHasAHint(_ name: String, _ hint: String?) {
    #expect(
      throws: UsageError("there is no benchmark or group '\(name)'", hint: hint)
    ) { try BenchmarkTool.selection([name]) }
  }
}
