import Datasets
import Digests
import Testing

@Suite struct DatasetDigestTests {
  private let description = DatasetDescription(
    height: 1, width: 1, channels: 2, classNames: ["a", "b"], trainingCount: 0, testCount: 0)

  @Test func bytesAreDigestedAsDocumented() {
    let dataset = Dataset(
      description: description,
      training: ExampleSet(values: .bytes([7, 8, 9, 10]), labels: [1, 0]),
      test: ExampleSet(values: .bytes([1, 2]), labels: [1]))
    let form =
      Array("ablate data set 1\n1 1 2 2\ntraining 2 bytes\n".utf8) + [7, 8, 9, 10, 1, 0]
      + Array("test 1 bytes\n".utf8) + [1, 2, 1]
    #expect(dataset.digest == SHA256.hexadecimal(of: form))
  }

  @Test func floatsAreDigestedLowestByteFirst() {
    let dataset = Dataset(
      description: description, training: ExampleSet(values: .floats([1, -2]), labels: [0]),
      test: ExampleSet(values: .floats([]), labels: []))
    let form =
      Array("ablate data set 1\n1 1 2 2\ntraining 1 floats\n".utf8)
      + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0] + Array("test 0 floats\n".utf8)
    #expect(dataset.digest == SHA256.hexadecimal(of: form))
  }
}
