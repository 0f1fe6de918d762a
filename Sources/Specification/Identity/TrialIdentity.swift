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
    id(ofForm: form(of: trial, dataDigest: dataDigest, numericsVersion: numericsVersion))
  }

  /// The text that decides an identity: everything that determines the result, as JSON.
  package static func form(
    of trial: TrialSpecification, dataDigest: String, numericsVersion: Int
  ) -> String {
    CanonicalValue.object([
      "trial": trial.canonicalValue, "data": .text(dataDigest),
      "tier": .text(trial.training.numerics.rawValue), "numerics": .integer(numericsVersion),
    ]).json
  }

  /// The identity that a form stands for.
  package static func id(ofForm form: String) -> String {
    String(SHA256.hexadecimal(of: form).prefix(length))
  }
}
