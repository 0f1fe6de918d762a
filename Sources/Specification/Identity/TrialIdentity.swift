internal import Digests

/// The identity of a trial: what determines its result, in one short text.
package enum TrialIdentity {
  /// The number of hexadecimal digits of an identity.
  package static let length = 32

  /// The identity of a trial.
  ///
  /// - Parameters:
  ///   - trial: With all defaults filled in; names, comments and order of keys are gone.
  ///   - dataDigest: The digest of the data set.
  ///   - numericsVersion: The version of the engine's arithmetic.
  /// - Returns: The start of a SHA-256, fit for a folder's name.
  package static func id(
    of trial: TrialSpecification, dataDigest: String, numericsVersion: Int
  ) -> String {
    let form = CanonicalValue.object([
      "trial": trial.canonicalValue, "data": .text(dataDigest),
      "tier": .text(trial.training.numerics.rawValue), "numerics": .integer(numericsVersion),
    ])
    return String(SHA256.hexadecimal(of: form.json).prefix(length))
  }
}
