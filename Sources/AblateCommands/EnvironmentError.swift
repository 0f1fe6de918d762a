/// Something outside the experiment file that stands in the way, as one clear sentence.
package struct EnvironmentError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) {
    self.description = description
  }
}
