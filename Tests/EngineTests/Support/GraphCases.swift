import Catalog
import Engine

extension FusionCase {
  private typealias Layer = (any LayerDefinition.Type, [String: Value])

  private static func picture(_ height: Int, _ width: Int, _ channels: Int) -> Shape {
    .picture(height: height, width: width, channels: channels)
  }

  private static func conv(_ filters: Int, _ kernel: Int, stride: Int = 1) -> Layer {
    (
      Conv.self,
      [
        "filters": .integer(filters), "kernel": .integer(kernel), "stride": .integer(stride),
        "padding": .integer(kernel / 2),
      ]
    )
  }

  private static func dense(_ units: Int) -> Layer { (Dense.self, ["units": .integer(units)]) }

  private static let relu: Layer = (ReLU.self, [:])
  private static let norm: Layer = (BatchNorm.self, [:])
  private static let add: Layer = (Add.self, [:])
  private static let concat: Layer = (Concat.self, [:])
  private static let flatten: Layer = (Flatten.self, [:])
  private static let pool: Layer = (MaxPool.self, ["size": .integer(2)])
  private static let nothing: Layer = (Dropout.self, ["rate": .integer(0)])

  /// The same with curves in the place of kinks.
  ///
  /// Differences over the short steps that kinks ask for are too coarse for the small derivatives
  /// that joined layers have. With kinks, fused layers are compared with those one by one.
  var smooth: FusionCase {
    var copy = self
    copy.layers = layers.map { layer -> Layer in
      if layer.0 == ReLU.self || layer.0 == LeakyReLU.self { return (Tanh.self, [:]) }
      if layer.0 == MaxPool.self { return (AveragePool.self, layer.1) }
      return layer
    }
    return copy
  }

  /// A small residual network for grey pictures, with both kinds of shortcuts.
  ///
  /// - Parameters:
  ///   - side: Height and width of the pictures.
  ///   - filters: Of the first block; the second one has twice as many.
  /// - Returns: The network, with ten outputs.
  static func residual(side: Int = 28, filters: Int = 4) -> FusionCase {
    let (few, many) = (filters, 2 * filters)
    return FusionCase(
      name: "residual network", input: picture(side, side, 1),
      layers: [
        conv(few, 3, stride: 2), norm, relu,
        conv(few, 3), norm, relu, conv(few, 3), norm, add, relu,
        conv(many, 3, stride: 2), norm, relu, conv(many, 3), norm, conv(many, 1, stride: 2), norm,
        add, relu, (GlobalAveragePool.self, [:]), dense(10),
      ],
      from: [8: [7, 2], 15: [9], 17: [14, 16]])
  }

  /// Layers that several others read, where each kind of fusion would swallow one.
  static let graphs: [FusionCase] = [
    FusionCase(
      name: "add of two layers", input: .features(6), layers: [dense(5), dense(5), add],
      from: [1: [-1], 2: [0, 1]]),
    FusionCase(
      name: "add of a layer to itself, relu", input: picture(3, 2, 2),
      layers: [conv(3, 3), add, relu], from: [1: [0, 0]]),
    FusionCase(
      name: "add of three layers, relu", input: picture(4, 3, 2),
      layers: [conv(3, 3), conv(3, 1), conv(3, 3), add, relu],
      from: [1: [-1], 2: [-1], 3: [2, 0, 1]]),
    FusionCase(
      name: "add to the input of a layer with a border", input: picture(5, 4, 3),
      layers: [conv(3, 3), relu, conv(3, 3), add, conv(2, 3)], from: [3: [2, 1]]),
    FusionCase(
      name: "add of a flattened picture and a vector", input: picture(2, 3, 2),
      layers: [flatten, dense(12), add, dense(4)], from: [2: [0, 1]]),
    FusionCase(
      name: "concat of pictures", input: picture(4, 4, 2),
      layers: [conv(3, 3), conv(5, 1), concat, conv(2, 3)], from: [1: [-1], 2: [1, 0, -1]]),
    FusionCase(
      name: "concat of vectors and a flattened picture", input: picture(2, 3, 2),
      layers: [flatten, dense(4), concat, dense(3)], from: [2: [1, 0, 1]]),
    FusionCase(
      name: "conv before relu is read too", input: picture(6, 6, 2),
      layers: [conv(4, 3), relu, pool, conv(4, 3, stride: 2), add], from: [3: [0], 4: [2, 3]]),
    FusionCase(
      name: "relu before max_pool is read too", input: picture(6, 6, 2),
      layers: [conv(4, 3), relu, pool, conv(4, 3, stride: 2), add], from: [3: [1], 4: [2, 3]]),
    FusionCase(
      name: "conv before batch_norm is read too", input: picture(5, 5, 2),
      layers: [conv(4, 3), norm, relu, add, conv(2, 3)], from: [3: [2, 0]]),
    FusionCase(
      name: "batch_norm before relu is read too", input: picture(5, 5, 2),
      layers: [conv(4, 3), norm, relu, concat, conv(2, 3)], from: [3: [1, 2]]),
    FusionCase(
      name: "dense before relu and relu before dropout are read too", input: .features(7),
      layers: [
        dense(6), relu, (Dropout.self, ["rate": .number(0.3)]), concat, dense(4),
      ], from: [3: [2, 0, 1]]),
    FusionCase(
      name: "tanh before average_pool is read too", input: picture(6, 6, 1),
      layers: [
        conv(4, 3), (Tanh.self, [:]), (AveragePool.self, ["size": .integer(2)]),
        conv(4, 1, stride: 2),
        add,
      ], from: [3: [1], 4: [2, 3]]),
    FusionCase(
      name: "flatten is read twice and its input too", input: picture(3, 3, 2),
      layers: [
        conv(2, 3), flatten, dense(5), dense(5), add, (GlobalAveragePool.self, [:]), concat,
      ], from: [3: [1], 4: [2, 3], 5: [0], 6: [4, 5]]),
    FusionCase(
      name: "nothing between a conv and one that reads its border", input: picture(5, 5, 2),
      layers: [conv(3, 3), nothing, conv(3, 3), add], from: [3: [1, 2]]),
    FusionCase(
      name: "gelu and leaky_relu side by side", input: picture(4, 4, 2),
      layers: [
        conv(4, 3), (GELU.self, [:]), (LeakyReLU.self, [:]), concat,
        (GlobalAveragePool.self, [:]), dense(3),
      ], from: [2: [0], 3: [1, 2]]),
    residual(side: 4, filters: 2),
  ]
}
