import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Layers")
struct LayerTests {
  @Test func namesCountDeclaredLayersOfAKind() throws {
    let experiment = try SampleFile(
      parameters: "{on: false}",
      network:
        "[flatten, dense: {if: $on, units: 9}, dense: {units: 8, name: wide}, relu: ~, dense: 10]"
    ).experiment()
    let layers = experiment.variants[0].candidates[0].trial.layers
    #expect(layers.map(\.name) == ["flatten1", "wide", "relu1", "dense3"])
    #expect(layers.map(\.range.start.column) == [11, 48, 79, 88])
  }

  @Test func namesAreUnique() {
    SampleFile(network: "[{flatten: {name: ①a b②}}, dense: 10]").expect(
      Expected(
        "①", "②", .invalidName,
        "a layer's name consists of letters, digits, '_' and '-', not 'a b'"))
    SampleFile(network: "[flatten, {dense: {units: 8, name: dense2}}, ①dense②: 10]").expect(
      Expected("①", "②", .duplicateLayerName, "there are two layers named 'dense2'"))
  }

  @Test func networksNeedLayers() {
    SampleFile(network: "①[]②").expect(
      Expected("①", "②", .emptyNetwork, "the network has no layers"))
    SampleFile(network: "①[relu: {if: false}]②").expect(
      Expected("①", "②", .emptyNetwork, "every layer of the network is switched off"))
    SampleFile(network: "①{dense: 10}②").expect(
      Expected("①", "②", .wrongType, "'network' must be a list of layers, not a mapping"))
  }

  @Test func oneInputNeedsNoList() throws {
    let experiment = try SampleFile(
      parameters: "{source: flatten1}",
      network: """
        [flatten, dense: {units: 5, from: input}, dense: {units: 5, from: [$source]},
         dense: {units: 10, from: $source}]
        """
    ).experiment(features: [.layerInputs])
    let layers = experiment.variants[0].candidates[0].trial.layers
    #expect(layers.map(\.inputs) == [[], ["input"], ["flatten1"], ["flatten1"]])
  }

  @Test func inputsAreNames() {
    SampleFile(network: "[flatten, dense: {units: 5, from: ①[]②}, dense: {units: 10, from: ③7④}]")
      .expect(
        Expected("①", "②", .wrongType, "'from' must name at least one layer"),
        Expected(
          "③", "④", .wrongType, "'from' must be a list, each item a text, not the number 7"),
        features: [.layerInputs])
    SampleFile(network: "[{flatten: {name: ①input②}}, dense: 10]").expect(
      Expected(
        "①", "②", .invalidName, "'input' stands for the examples and is no layer's name",
        hint: "give the layer another name"))
  }

  @Test func inputsAreEarlierLayersThatAreThere() {
    SampleFile(
      network: """
        [flatten, dense: {units: 5, if: false}, dense: {units: 5, from: [flatten1, ①dense1②]},
         relu: {from: [③relu1④]}, dense: {units: 10, from: [⑤dens2⑥]}]
        """
    ).expect(
      Expected(
        "①", "②", .unknownLayerReference, "layer 'dense1' is switched off by its 'if'"),
      Expected(
        "③", "④", .unknownLayerReference, "there is no layer 'relu1' before this one"),
      Expected(
        "⑤", "⑥", .unknownLayerReference, "there is no layer 'dens2' before this one",
        hint: "did you mean 'dense2'?"),
      features: [.layerInputs])
  }
}
