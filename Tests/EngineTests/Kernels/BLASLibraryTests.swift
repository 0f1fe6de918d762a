import Engine
import Testing

@Suite struct BLASLibraryTests {
  @Test func oneThreadIsInForce() throws {
    try BLASLibrary.prepare()
    #expect(BLASLibrary.threads == 1)
    #expect(BLASLibrary.version.wholeMatch(of: #/\d+\.\d+(\.\d+)?(\.dev)?/#) != nil)
    #expect(!BLASLibrary.coreName.isEmpty)
  }

  @Test(arguments: BLASLibrary.Build.allCases) func onlyThreadedBuildsServe(
    _ build: BLASLibrary.Build
  ) {
    #expect(
      BLASLibrary.obstacle(build: build, threads: 1) == (build == .serial ? .serialBuild : nil))
    #expect(BLASLibrary.obstacle(build: build, threads: 2) != nil)
  }

  @Test func obstaclesAreOneSentence() {
    #expect(
      BLASLibrary.Unsuitable.serialBuild.description
        == "this OpenBLAS is the serial build, which gives wrong results when trials run in parallel; "
        + "install the threaded one (Debian: apt-get install libopenblas0-pthread)")
    #expect(
      BLASLibrary.Unsuitable.threadsNotSet(4).description
        == "OpenBLAS keeps using 4 threads although one was asked for, so that results would depend "
        + "on the machine")
  }

  /// `plan` shows what this says, and the operation obeys it.
  @Test(arguments: Numerics.Tier.allCases) func denseProductsAreNeverTheLibrarys(
    _ tier: Numerics.Tier
  ) {
    for (inputs, outputs) in [(1, 1), (400, 120), (784, 1000), (20_000, 5000)] {
      #expect(ProductEngine.dense(inputs: inputs, outputs: outputs, tier: tier) == .kernels)
    }
  }
}
