import ProfileModel

/// Pieces of an SVG picture as text.
enum SVGText {
  /// Text from outside as content or as an attribute: cleaned, since XML allows no control characters, and escaped.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    VisibleText.forEachScalar(of: text) { scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A length in pixels, to a hundredth.
  static func number(_ value: Double) -> String {
    let text = NumberText.fixed(value, decimals: 2)
    return text.hasSuffix(".00") ? String(text.dropLast(3)) : text
  }

  static func text(
    _ text: String, x: Double, y: Double, size: Double = fontSize, fill: String = ink, attributes: String = ""
  ) -> String {
    let attributes = attributes.isEmpty ? "" : " \(attributes)"
    return
      "<text x=\"\(number(x))\" y=\"\(number(y))\" font-size=\"\(number(size))\" fill=\"\(fill)\"\(attributes)>\(escaped(text))</text>"
  }

  /// A whole picture: self-contained, without scripts, readable on every background.
  static func document(width: Double, height: Double, title: String, _ elements: [String]) -> String {
    let size = "width=\"\(number(width))\" height=\"\(number(height))\""
    let box = "viewBox=\"0 0 \(number(width)) \(number(height))\""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" \(size) \(box) role="img" font-family="\(fonts)">
      <title>\(escaped(title))</title>
      <style>text { white-space: pre; pointer-events: none } .box:hover { stroke: #000; stroke-width: 1.5 }</style>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// In pixels.
  static let fontSize = 12.0
  /// How wide a character of the usual size is, in pixels; no font of ``fonts`` has wider ones.
  static let characterWidth = 7.3
  static let ink = "#202020"
  static let quietInk = "#5f5f5f"
  private static let fonts = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
}

extension FixedColour {
  /// The colour as `#rrggbb`.
  var hexadecimal: String {
    let (red, green, blue) = components
    return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
