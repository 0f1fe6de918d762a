/// Finds the name that a mistyped one was meant to be.
package enum Suggestion {
  package static func nearest(to name: String, among candidates: [String]) -> String? { nil }
}
