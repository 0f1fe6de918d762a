internal import Catalog
internal import Engine

extension Call {
  /// The layer with the settings that differ from their defaults: `conv 6, kernel 5, padding 2`.
  var title: String {
    guard let definition = LayerRegistry.registry.definition(named: name) else { return name }
    var parts: [String] = []
    for (position, setting) in definition.settings.enumerated() {
      guard let value = arguments.values[setting.name], value != setting.defaultValue else {
        continue
      }
      parts.append(position == 0 ? value.text : "\(setting.name) \(value.text)")
    }
    return parts.isEmpty ? name : "\(name) \(parts.joined(separator: ", "))"
  }
}

extension Value {
  fileprivate var text: String {
    switch self {
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number.shortest
    case .text(let text): text
    case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    case .call(let call): call.name
    }
  }
}
