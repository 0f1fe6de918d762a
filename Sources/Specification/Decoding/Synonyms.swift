/// Names that other programs use for what this one calls differently.
enum Synonyms {
  /// The first of the valid names that a name from elsewhere stands for.
  ///
  /// Letter case, `-`, `_` and spaces do not count.
  static func meaning(of written: String, among names: [String]) -> String? {
    table[plain(written)]?.first(where: names.contains)
  }

  /// Names without separators and capitals, each with what it may mean, the likeliest first.
  static let table: [String: [String]] = [
    // Keys.
    "augmentation": ["augment"],
    "baselr": ["learning_rate"],
    "bs": ["batch_size"],
    "bsz": ["batch_size"],
    "caption": ["title", "heading"],
    "channels": ["filters"],
    "criterion": ["loss"],
    "drop": ["rate", "dropout"],
    "dropoutrate": ["dropout", "rate"],
    "droprate": ["dropout", "rate"],
    "eps": ["epsilon"],
    "feature": ["features"],
    "filter": ["filters"],
    "gradclip": ["gradient_clip"],
    "header": ["heading"],
    "hidden": ["units"],
    "hyperparameters": ["parameters"],
    "inherits": ["extends"],
    "init": ["initialize"],
    "initialization": ["initialize"],
    "initializer": ["initialize"],
    "kernelsize": ["kernel"],
    "layers": ["network"],
    "lr": ["learning_rate"],
    "maxepochs": ["epochs"],
    "model": ["network"],
    "nepochs": ["epochs"],
    "neurons": ["units"],
    "nodes": ["units"],
    "numepochs": ["epochs"],
    "numfilters": ["filters"],
    "numsamples": ["samples"],
    "numunits": ["units"],
    "objective": ["loss"],
    "optim": ["optimizer"],
    "outchannels": ["filters"],
    "outfeatures": ["units"],
    "poolsize": ["size"],
    "prob": ["rate"],
    "probability": ["rate"],
    "searchspace": ["grid"],
    "strides": ["stride"],
    "usebias": ["bias"],
    "valsplit": ["validation"],
    "validationsplit": ["validation"],
    "wd": ["weight_decay"],
    "windowsize": ["size"],
    // Layers.
    "avgpool": ["average_pool"],
    "avgpool2d": ["average_pool"],
    "averagepooling2d": ["average_pool"],
    "batchnorm2d": ["batch_norm"],
    "batchnormalization": ["batch_norm"],
    "bn": ["batch_norm"],
    "conv2d": ["conv"],
    "convolution": ["conv"],
    "convolution2d": ["conv"],
    "fc": ["dense"],
    "fullyconnected": ["dense"],
    "linear": ["dense"],
    "logistic": ["sigmoid"],
    "maxpool2d": ["max_pool"],
    "maxpooling2d": ["max_pool"],
    // Losses, optimizers, initializers and data sets.
    "bceloss": ["binary_cross_entropy"],
    "categoricalcrossentropy": ["cross_entropy"],
    "ce": ["cross_entropy"],
    "celoss": ["cross_entropy"],
    "cifar10": ["cifar-10"],
    "crossentropyloss": ["cross_entropy"],
    "fashion": ["fashion-mnist"],
    "glorotnormal": ["xavier_normal"],
    "glorotuniform": ["xavier_uniform"],
    "kaimingnormal": ["he_normal"],
    "kaiminguniform": ["he_uniform"],
    "mseloss": ["mean_squared_error"],
    "nll": ["cross_entropy"],
    "softmaxcrossentropy": ["cross_entropy"],
    "sparsecategoricalcrossentropy": ["cross_entropy"],
    "zeros": ["zero"],
  ]

  private static func plain(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { !"-_ ".unicodeScalars.contains($0) })
  }
}
