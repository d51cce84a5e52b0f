import ProfileModel

/// The call tree as a picture for tickets and pages: root on top, a box as wide as its time.
struct IcicleSVG {
  private let picture: TreePicture
  private let icicle: Icicle

  /// In pixels.
  private static let width = 1200.0
  private static let margin = 12.0
  private static let rowHeight = 18.0
  private static let top = 58.0
  private static let rowLimit = 100
  private static let legendLimit = 12

  /// - Parameter subject: with a prepared tree.
  init(_ subject: Subject) {
    picture = TreePicture(subject)
    icicle = Icicle(
      of: subject.tree, zoom: subject.tree.root, columns: Int(Self.width - 2 * Self.margin), rowLimit: Self.rowLimit)
  }

  /// The whole picture. O(boxes).
  var text: String {
    let heading = picture.heading
    var elements = [
      SVGText.text(heading.title, x: Self.margin, y: 26, size: 17, attributes: "font-weight=\"bold\""),
      SVGText.text(heading.totals, x: Self.margin, y: 46, fill: SVGText.quietInk),
    ]
    for (row, boxes) in icicle.rows.enumerated() {
      for (index, box) in boxes.enumerated() { elements.append(element(box, row: row, index: index)) }
    }
    let bottom = Self.top + Double(icicle.rows.count) * Self.rowHeight + 22
    let (legend, end) = legend(from: bottom)
    elements += legend
    elements.append(
      SVGText.text(
        icicle.isCut ? "\(picture.footnote) Deeper boxes are not drawn." : picture.footnote, x: Self.margin,
        y: end + 20,
        fill: SVGText.quietInk))
    return SVGText.document(width: Self.width, height: end + 34, title: heading.title, elements)
  }

  private func element(_ box: Icicle.Box, row: Int, index: Int) -> String {
    let colours = picture.colours(of: box.content, isDarker: !index.isMultiple(of: 2))
    let x = Self.margin + Double(box.columns.lowerBound)
    let y = Self.top + Double(row) * Self.rowHeight
    let width = Double(box.columns.count)
    let frame =
      "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" width=\"\(SVGText.number(width))\" height=\"\(SVGText.number(Self.rowHeight - 1))\""
    let text = words(of: box, room: width - 6).map { words in
      SVGText.text(words.label, x: x + 3, y: y + 13, fill: colours.text)
        + (words.numbers.isEmpty
          ? ""
          : SVGText.text(
            words.numbers, x: x + width - 3, y: y + 13, fill: colours.text, attributes: "text-anchor=\"end\""))
    }
    return
      "<g><rect class=\"box\" \(frame) fill=\"\(colours.fill)\"><title>\(picture.hover(box.content))</title></rect>\(text ?? "")</g>"
  }

  /// The name at the left; in wide boxes, at the right, time and share. Nil where there is no room at all.
  private func words(of box: Icicle.Box, room: Double) -> (label: String, numbers: String)? {
    let columns = Int(room / SVGText.characterWidth)
    let numbers = columns >= 30 ? picture.numbers(of: box.content) : ""
    let label = CutText.end(
      picture.label(of: box.content), columns: columns - (numbers.isEmpty ? 0 : numbers.count + 2), .unicode)
    return label.isEmpty ? nil : (label, numbers)
  }

  /// The packages side by side, and the baseline of the last line.
  private func legend(from y: Double) -> (elements: [String], end: Double) {
    var (x, y) = (Self.margin, y)
    var elements: [String] = []
    for entry in picture.legend(Self.legendLimit) {
      let words = "\(entry.name) \(entry.share)"
      let width = 18 + Double(words.count) * SVGText.characterWidth + 18
      if x + width > Self.width - Self.margin, x > Self.margin { (x, y) = (Self.margin, y + 20) }
      elements.append(
        "<rect x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y - 11))\" width=\"13\" height=\"13\" fill=\"\(entry.fill)\"/>"
      )
      elements.append(SVGText.text(words, x: x + 18, y: y))
      x += width
    }
    return (elements, y)
  }
}
