import Glibc
import ProfileModel

/// The call tree as the round picture that snakeviz draws: the whole in the middle, callees in rings around it.
struct SunburstSVG {
  private let picture: TreePicture
  private let sunburst: Sunburst

  /// In pixels.
  private static let radius = 420.0
  private static let margin = 16.0
  private static let top = 62.0
  private static let legendWidth = 300.0
  private static let ringLimit = 14
  /// How many parts the circle has: arcs shorter than half a pixel in the outermost ring are gathered.
  private static let parts = 5400

  /// - Parameter subject: with a prepared tree.
  init(_ subject: Subject) {
    picture = TreePicture(subject)
    sunburst = Sunburst(of: subject.tree, zoom: subject.tree.root, parts: Self.parts, ringLimit: Self.ringLimit)
  }

  /// The whole picture. O(arcs).
  var text: String {
    let heading = picture.heading
    let centre = (x: Self.margin + Self.radius, y: Self.top + Self.radius)
    var elements = [
      SVGText.text(heading.title, x: Self.margin, y: 28, size: 17, attributes: "font-weight=\"bold\""),
      SVGText.text(heading.totals, x: Self.margin, y: 48, fill: SVGText.quietInk),
      "<g transform=\"translate(\(SVGText.number(centre.x)) \(SVGText.number(centre.y)))\" stroke=\"#ffffff\" stroke-width=\"0.6\">",
    ]
    elements += arcs.map(shape)
    elements.append("</g>\n<g transform=\"translate(\(SVGText.number(centre.x)) \(SVGText.number(centre.y)))\">")
    elements += arcs.compactMap(label)
    elements.append("</g>")
    elements += legend(x: Self.margin + 2 * Self.radius + 30)
    let height = Self.top + 2 * Self.radius + 40
    let depth = sunburst.isCut ? " Rings further out are not drawn." : ""
    elements.append(
      SVGText.text(picture.footnote + depth, x: Self.margin, y: height - 14, fill: SVGText.quietInk))
    return SVGText.document(
      width: Self.margin + 2 * Self.radius + 30 + Self.legendWidth, height: height, title: heading.title, elements)
  }

  private struct Arc {
    let content: Icicle.Content
    let ring: Sunburst.Ring
    let colours: (fill: String, text: String)
  }

  private var arcs: [Arc] {
    sunburst.icicle.rows.enumerated().flatMap { row, boxes in
      boxes.enumerated().map { index, box in
        Arc(
          content: box.content, ring: sunburst.ring(of: box, row: row, radius: Self.radius),
          colours: picture.colours(of: box.content, isDarker: !index.isMultiple(of: 2)))
      }
    }
  }

  private func shape(_ arc: Arc) -> String {
    "<path class=\"box\" d=\"\(Self.path(arc.ring))\" fill=\"\(arc.colours.fill)\"><title>\(picture.hover(arc.content))</title></path>"
  }

  /// The outline: out along the beginning, round outside, in along the end, back inside. A full ring is two halves.
  private static func path(_ ring: Sunburst.Ring) -> String {
    if ring.turns.upperBound - ring.turns.lowerBound > 0.9999 {
      let half = ring.turns.lowerBound + 0.5
      return path(Sunburst.Ring(turns: ring.turns.lowerBound...half, radii: ring.radii)) + " "
        + path(Sunburst.Ring(turns: half...ring.turns.upperBound, radii: ring.radii))
    }
    let (start, end) = (ring.turns.lowerBound, ring.turns.upperBound)
    let large = end - start > 0.5 ? 1 : 0
    let (inner, outer) = (ring.radii.lowerBound, ring.radii.upperBound)
    return "M\(point(start, inner)) L\(point(start, outer)) "
      + "A\(SVGText.number(outer)) \(SVGText.number(outer)) 0 \(large) 1 \(point(end, outer)) L\(point(end, inner)) "
      + "A\(SVGText.number(inner)) \(SVGText.number(inner)) 0 \(large) 0 \(point(start, inner)) Z"
  }

  /// A point of the circle: turns count from the top, clockwise.
  private static func point(_ turns: Double, _ radius: Double) -> String {
    let angle = 2 * Double.pi * turns
    return "\(SVGText.number(radius * sin(angle))) \(SVGText.number(-radius * cos(angle)))"
  }

  // MARK: Words

  /// The name in an arc, along it or across it, whichever shows more; nil where there is room for neither.
  private func label(_ arc: Arc) -> String? {
    let text = picture.label(of: arc.content)
    if arc.ring.radii.lowerBound == 0 {
      return SVGText.text(text, x: 0, y: 4, fill: arc.colours.text, attributes: "text-anchor=\"middle\"")
    }
    let along = Int(arc.ring.lengthAlong(lineHeight: SVGText.fontSize) / SVGText.characterWidth)
    let across = Int(arc.ring.lengthAcross(lineHeight: SVGText.fontSize) / SVGText.characterWidth)
    let columns = max(along, across)
    guard columns >= 3 else { return nil }
    let middle = (arc.ring.turns.lowerBound + arc.ring.turns.upperBound) / 2
    let radius = (arc.ring.radii.lowerBound + arc.ring.radii.upperBound) / 2
    let degrees = along >= across ? Self.upright(360 * middle) : Self.upright(360 * middle - 90)
    let angle = 2 * Double.pi * middle
    let (x, y) = (radius * sin(angle), -radius * cos(angle))
    let transform =
      "transform=\"translate(\(SVGText.number(x)) \(SVGText.number(y))) rotate(\(SVGText.number(degrees)))\""
    return SVGText.text(
      CutText.end(text, columns: columns, .unicode), x: 0, y: 4, fill: arc.colours.text,
      attributes: "text-anchor=\"middle\" \(transform)")
  }

  /// A rotation that does not stand on its head.
  private static func upright(_ degrees: Double) -> Double {
    let turned = degrees - 360 * (degrees / 360).rounded()
    return turned > 90 ? turned - 180 : turned < -90 ? turned + 180 : turned
  }

  private func legend(x: Double) -> [String] {
    picture.legend(16).enumerated().flatMap { row, entry in
      let y = Self.top + 20 + 22 * Double(row)
      let words = CutText.end(
        "\(entry.name) \(entry.share)", columns: Int((Self.legendWidth - 30) / SVGText.characterWidth), .unicode)
      return [
        "<rect x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y - 11))\" width=\"13\" height=\"13\" fill=\"\(entry.fill)\"/>",
        SVGText.text(words, x: x + 20, y: y),
      ]
    }
  }
}
