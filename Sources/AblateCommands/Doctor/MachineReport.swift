/// What `doctor` finds out about a machine.
struct MachineReport: Encodable {
  struct Processor: Encodable {
    /// `nil` where the processor does not tell it.
    var model: String?
    var cores: Int
    /// Instruction sets that the kernels were compiled for.
    var builtFor: [String]
    /// Those of them that the processor lacks; the program does not start with any.
    var missing: [String]
    /// Fused multiply-adds of one core, counted as two operations each.
    var peakOperationsPerSecond: Double
  }

  struct OpenBLAS: Encodable {
    var version: String
    /// `pthread`, `openmp` or `serial`.
    var build: String
    /// The kernel that it chose for the processor.
    var core: String
    /// Threads really in force, read back after one was asked for.
    var threads: Int
    /// Weights from which on a dense layer of a `pinned` trial uses it, if any does.
    var denseWeights: Int?
  }

  struct DataFolder: Encodable {
    /// Why it is searched: `--data`, `$ABLATE_DATA`, `user cache`.
    var origin: String
    var path: String
    var isThere: Bool
  }

  struct DataSet: Encodable {
    enum Presence: String, Encodable {
      case builtIn = "built in"
      case userFiles = "user files"
      case found
      case missing
    }

    var name: String
    var presence: Presence
    /// Where it was found.
    var folder: String?
  }

  struct Store: Encodable {
    var path: String
    /// Trials in it; `nil` where there is no store.
    var trials: Int?
  }

  struct Figures: Encodable {
    /// gnuplot's path and version; `nil` where it is not installed.
    var program: String?
    var version: String?
  }

  /// The tool's version.
  var version: String
  var processor: Processor
  var openBLAS: OpenBLAS
  var dataFolders: [DataFolder]
  var dataSets: [DataSet]
  var store: Store
  var figures: Figures
  /// What all this means for repeating results, one sentence each.
  var reproducibility: [String]
  /// What makes runs impossible, one sentence each.
  var problems: [String]
}
