import Glibc
import ProfileModel

/// The disc that a sunburst is drawn on, of half characters: each is about as wide as it is high.
struct SunburstDisc: Hashable, Sendable {
  /// Where the disc and what stands beside it lie.
  let area: Area
  /// In half characters, which are as many columns and twice as many rows.
  let diameter: Int

  /// How many parts a circle has: more than any terminal shows apart.
  static let parts = 720
  /// How wide a ring is at least, in half characters.
  private static let ringWidth = 1.6

  init(_ area: Area) {
    self.area = area
    diameter = max(0, min(area.columns, 2 * area.rows))
  }

  /// How many rings can be told apart.
  var ringLimit: Int { max(2, Int(Double(diameter) / 2 / Self.ringWidth)) }

  /// What stands beside the disc.
  var rest: Area {
    let column = area.column + diameter + 2
    return Area(row: area.row, column: column, rows: area.rows, columns: max(0, area.endColumn - column))
  }

  /// The box of which the upper or lower half of a position is a part; nil outside the disc.
  func place(at position: Position, isLower: Bool, in sunburst: Sunburst) -> Icicle.Place? {
    let radius = Double(diameter) / 2
    let x = Double(position.column - area.column) + 0.5 - radius
    let y = Double(2 * (position.row - area.row) + (isLower ? 1 : 0)) + 0.5 - radius
    let distance = (x * x + y * y).squareRoot() / radius
    let turns = atan2(x, -y) / (2 * Double.pi)
    return sunburst.place(turns: turns < 0 ? turns + 1 : turns, distance: distance)
  }
}

extension Explorer {
  /// The icicle bent round, with as many rings as the disc can show.
  func sunburst(on disc: SunburstDisc) -> Sunburst { Sunburst(icicle, ringLimit: disc.ringLimit) }
}
