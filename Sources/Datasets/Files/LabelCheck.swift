internal import Foundation

/// Finds labels that name no class.
enum LabelCheck {
  /// Checks labels against the number of classes.
  ///
  /// - Parameters:
  ///   - labels: The labels of a file, in its order.
  ///   - classCount: The number of classes.
  ///   - file: For the message.
  /// - Throws: `DatasetError.corrupt` at the first label that is too large.
  static func check(_ labels: [UInt8], below classCount: Int, in file: URL) throws {
    guard let index = labels.firstIndex(where: { $0 >= classCount }) else { return }
    throw DatasetError.corrupt(
      path: file.path,
      reason: "label \(labels[index]) of example \(index.grouped) (counted from 0) is not one of "
        + "0 to \(classCount - 1)")
  }
}
