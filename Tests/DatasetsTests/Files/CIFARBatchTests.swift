import Datasets
import Foundation
import Testing

@Suite struct CIFARBatchTests {
  let scratch = try? TemporaryFolder()

  private func read(_ bytes: [UInt8]) throws -> (values: [UInt8], labels: [UInt8]) {
    let file = try #require(scratch).write(bytes, to: "data_batch_1.bin")
    var values: [UInt8] = [42]
    var labels: [UInt8] = [7]
    try CIFARBatch.read(file, classCount: 10, values: &values, labels: &labels)
    return (values, labels)
  }

  @Test func recordsAreAddedPlaneByPlane() throws {
    var bytes = [UInt8](repeating: 1, count: 30_730_000)
    bytes[0] = 9
    bytes[1] = 100
    bytes[1 + 1024] = 101
    bytes[3073] = 8
    let (values, labels) = try read(bytes)
    #expect(labels.count == 10_001 && labels.prefix(4) == [7, 9, 8, 1])
    #expect(values.count == 30_720_001 && values.prefix(3) == [42, 100, 1])
    #expect(values[1 + 1024] == 101)
  }

  @Test func damageIsNamed() throws {
    let path = try #require(scratch).folder.path + "/data_batch_1.bin"
    func expect(
      _ bytes: [UInt8], _ reason: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(
        throws: DatasetError.corrupt(path: path, reason: reason), sourceLocation: sourceLocation
      ) { try read(bytes) }
    }
    expect([1, 2, 3], "ends after 3 of the 30,730,000 bytes that a CIFAR-10 batch has")
    var bytes = [UInt8](repeating: 0, count: 30_730_001)
    expect(bytes, "goes on after the 30,730,000 bytes that a CIFAR-10 batch has")
    bytes.removeLast()
    bytes[2 * 3073] = 10
    expect(bytes, "label 10 of example 2 (counted from 0) is not one of 0 to 9")
  }
}
