/// A call tree laid out in rings: the zoom in the middle, callees around their caller, an arc as long as its time.
///
/// It is an icicle bent round: a row is a ring, the columns are parts of the circle, from the top on, clockwise. So
/// boxes, places and paths are those of ``icicle``.
public struct Sunburst: Sendable {
  /// What is bent into rings.
  public let icicle: Icicle
  /// How many rings there is room for: what is not drawn stays free.
  public let ringLimit: Int

  /// Cost: that of the icicle.
  ///
  /// - Parameter parts: how many parts the circle has; what is shorter is gathered.
  public init(of tree: CallTree, zoom: CallTreeNode, parts: Int, ringLimit: Int) {
    self.init(Icicle(of: tree, zoom: zoom, columns: parts, rowLimit: ringLimit), ringLimit: ringLimit)
  }

  /// An icicle bent round, as far as there is room for its rows.
  public init(_ icicle: Icicle, ringLimit: Int) {
    self.icicle = icicle
    self.ringLimit = ringLimit
  }

  /// Whether the tree goes on outside the last ring.
  public var isCut: Bool { icicle.isCut || icicle.rows.count > ringLimit }

  /// Rings that are drawn: the circle in the middle and those around it.
  public var rings: Int { min(icicle.rows.count, ringLimit) }
}

extension Sunburst {
  /// The part of a ring that a box covers.
  public struct Ring: Hashable, Sendable {
    /// From 0, at the top, to 1, clockwise.
    public let turns: ClosedRange<Double>
    /// Distances from the middle.
    public let radii: ClosedRange<Double>

    public init(turns: ClosedRange<Double>, radii: ClosedRange<Double>) {
      self.turns = turns
      self.radii = radii
    }
  }

  /// Where a box is drawn in a circle of a radius; all rings are equally wide.
  public func ring(of box: Icicle.Box, row: Int, radius: Double) -> Ring {
    let width = radius / Double(max(1, rings))
    let parts = Double(max(1, icicle.columns))
    return Ring(
      turns: Double(box.columns.lowerBound) / parts...Double(box.columns.upperBound) / parts,
      radii: width * Double(row)...width * Double(row + 1))
  }

  /// The box at a point; nil outside.
  ///
  /// - Parameters:
  ///   - turns: from 0, at the top, up to 1, clockwise.
  ///   - distance: from the middle, as a part of the radius.
  public func place(turns: Double, distance: Double) -> Icicle.Place? {
    guard 0..<1 ~= turns, 0..<1 ~= distance, rings > 0 else { return nil }
    return icicle.place(
      row: Int(distance * Double(rings)), column: Int(turns * Double(icicle.columns)))
  }
}

extension Sunburst.Ring {
  /// How long a straight line of text can be that runs along the arc.
  ///
  ///     ·  ‾‾‾‾‾‾  ·     its corners stay below the outer circle, its middle above the inner one
  public func lengthAlong(lineHeight: Double) -> Double {
    let bottom = (radii.lowerBound + radii.upperBound - lineHeight) / 2
    let top = bottom + lineHeight
    guard bottom > radii.lowerBound, radii.upperBound > top else { return 0 }
    let half = (radii.upperBound * radii.upperBound - top * top).squareRoot()
    let arc = radii.lowerBound * 2 * Double.pi * (turns.upperBound - turns.lowerBound)
    return max(0, min(2 * half, arc - 4))
  }

  /// How long a line of text can be that runs from the inner circle to the outer one.
  public func lengthAcross(lineHeight: Double) -> Double {
    let arc = radii.lowerBound * 2 * Double.pi * (turns.upperBound - turns.lowerBound)
    return arc >= lineHeight ? max(0, radii.upperBound - radii.lowerBound - 6) : 0
  }
}
