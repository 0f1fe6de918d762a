import Testing

extension Tag {
  /// Numbers against references, theory or finite differences.
  @Tag static var numerics: Self
  /// Speed, measured; meaningful only when nothing else runs.
  @Tag static var performance: Self
}
