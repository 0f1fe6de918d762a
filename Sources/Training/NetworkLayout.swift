package import Datasets
package import Diagnostics
package import Engine
package import Specification

/// The shapes and sizes of a network, found without reading any data.
package struct NetworkLayout: Sendable {
  package struct Row: Sendable {
    /// `conv1`.
    package var name: String
    /// The kind with the settings that matter: `conv 6@5×5 pad 2`.
    package var title: String
    package var output: Shape
    package var parameterCount: Int
    /// Multiplications and additions of one sample's forward pass.
    package var operations: Int
  }

  package var input: Shape
  package var rows: [Row]

  package var parameterCount: Int { rows.reduce(0) { $0 + $1.parameterCount } }

  /// Infers all shapes of a trial's network.
  ///
  /// - Parameters:
  ///   - trial: Its layers carry the places that diagnostics point at.
  ///   - data: The data set's own description, before `classes` and `limit`.
  ///   - diagnostics: Receives shapes that do not fit, a last layer whose width does not fit the
  ///     classes, a `dense` on an unflattened picture, batch norm with a tail batch of one.
  /// - Returns: `nil` when there was an error.
  package static func infer(
    for trial: TrialSpecification, data: DatasetDescription,
    into diagnostics: inout DiagnosticList
  ) -> NetworkLayout? {
    nil
  }
}
