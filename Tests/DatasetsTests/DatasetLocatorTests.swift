import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct DatasetLocatorTests {
  let scratch = try? TemporaryFolder()

  private let home = URL(fileURLWithPath: "/people/someone", isDirectory: true)

  private func places(
    _ option: String?, _ environment: [String: String]
  ) -> [String] {
    DatasetLocator.standard(dataOption: option, environment: environment, home: home).folders.map {
      "\($0.origin) \($0.folder.path)"
    }
  }

  @Test func foldersComeInTheDocumentedOrder() {
    #expect(
      places("/option", ["ABLATE_DATA": "/environment", "XDG_CACHE_HOME": "/cache"]).prefix(2)
        == ["--data /option", "$ABLATE_DATA /environment"])
    #expect(places(nil, ["ABLATE_DATA": ""]).count == 1)
  }

  #if os(Linux)
    @Test func cacheFollowsTheConventionOfTheSystem() {
      #expect(places(nil, [:]) == ["user cache /people/someone/.cache/ablate/data"])
      #expect(places(nil, ["XDG_CACHE_HOME": "/cache"]) == ["user cache /cache/ablate/data"])
      #expect(
        places(nil, ["XDG_CACHE_HOME": "relative"])
          == ["user cache /people/someone/.cache/ablate/data"])
    }
  #endif

  @Test func earlierFoldersAndPlainFilesWin() throws {
    let scratch = try #require(scratch)
    let locator = DatasetLocator(
      folders: ["first", "second"].map { ($0, scratch.folder.appending(path: $0)) })
    func found() -> String? {
      locator.find("file", in: ["set", "other"])?.path
        .replacingOccurrences(of: scratch.folder.path, with: "").replacing("//", with: "/")
    }
    #expect(found() == nil)
    for path in [
      "/second/other/file.gz", "/second/set/file.gz", "/second/set/file", "/first/other/file",
    ] {
      try scratch.write([1], to: String(path.dropFirst()))
      #expect(found() == path)
    }
  }

  @Test func missingSetIsOneMessage() throws {
    let scratch = try #require(scratch)
    let locator = DatasetLocator(
      folders: [
        ("--data", scratch.folder), ("user cache", scratch.folder.appending(path: "absent")),
      ])
    let here = scratch.folder.path
    #expect {
      try FashionMNIST(Arguments()).load(from: locator)
    } throws: { error in
      "\(error)" == """
        data set 'fashion-mnist' is not on this machine
          looked for: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, \
        t10k-labels-idx1-ubyte (plain or .gz)
          in: \(here)/fashion-mnist (--data)
          in: \(here)/absent/fashion-mnist (user cache; \(here)/absent does not exist)
          get it with: ablate data fetch fashion-mnist
          or name the folder that holds fashion-mnist/ with --data DIR or ABLATE_DATA=DIR
        """
    }
  }

  @Test func incompleteSetNamesWhatIsMissing() throws {
    let scratch = try #require(scratch)
    for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"] {
      try scratch.write([1], to: "mnist/\(name)")
    }
    #expect {
      try MNIST(Arguments()).load(from: DatasetLocator(folders: [("--data", scratch.folder)]))
    } throws: { error in
      "\(error)" == """
        data set 'mnist' is incomplete on this machine
          looked for: t10k-labels-idx1-ubyte (plain or .gz)
          in: \(scratch.folder.path)/mnist (--data)
          get it with: ablate data fetch mnist
          or name the folder that holds mnist/ with --data DIR or ABLATE_DATA=DIR
        """
    }
  }

  @Test func userFilesAreFoundInDataFolders() throws {
    let scratch = try #require(scratch)
    let locator = DatasetLocator(folders: [("--data", scratch.folder)])
    let file = try scratch.write([1], to: "own/table.csv")
    #expect(try locator.userFile("own/table.csv").path == file.path)
    #expect(try locator.userFile(file.path).path == file.path)
    let working = FileManager.default.currentDirectoryPath
    #expect {
      try locator.userFile("own/absent.csv")
    } throws: { error in
      "\(error)" == """
        file 'own/absent.csv', which the experiment names as data, is not there
          in: \(working)/own (working folder)
          in: \(scratch.folder.path)/own (--data)
          name the folder that holds it with --data DIR or ABLATE_DATA=DIR
        """
    }
    #expect(
      throws: DatasetError.missing(
        "there is no file /absent.csv, which the experiment names as data")
    ) { try locator.userFile("/absent.csv") }
  }
}
