import ProfileModel
import TestSupport
import Testing

@Suite struct SunburstTests {
  private let tree = CallTree(
    preparing: TracedProgram("main 10\n  parse 20\n    lex 30\n  eval 40\n    lex 50\n    call 10").profile)

  private var sunburst: Sunburst { Sunburst(of: tree, zoom: tree.root, parts: 360, ringLimit: 10) }

  @Test func arcsAreAsLongAsTheirTimes() {
    for (row, boxes) in sunburst.icicle.rows.enumerated() {
      for box in boxes {
        let ring = sunburst.ring(of: box, row: row, radius: 100)
        let share = (box.node?.time ?? 0) / tree.totalTime
        #expect((ring.turns.upperBound - ring.turns.lowerBound - share).magnitude < 1.0 / 180)
        #expect(ring.radii.upperBound - ring.radii.lowerBound == 100.0 / Double(sunburst.rings))
      }
    }
  }

  /// The middle of every arc is found again, and nothing beyond the circle is.
  @Test func pointsLieInTheBoxThatIsDrawnThere() {
    for (row, boxes) in sunburst.icicle.rows.enumerated() {
      for (index, box) in boxes.enumerated() {
        let ring = sunburst.ring(of: box, row: row, radius: 1)
        let place = sunburst.place(
          turns: (ring.turns.lowerBound + ring.turns.upperBound) / 2,
          distance: (ring.radii.lowerBound + ring.radii.upperBound) / 2)
        #expect(place == Icicle.Place(row: row, index: index))
      }
    }
    for (turns, distance) in [(0.5, 1.0), (1.0, 0.5), (-0.1, 0.5), (.nan, 0.5), (0.5, .infinity)] {
      #expect(sunburst.place(turns: turns, distance: distance) == nil)
    }
  }

  /// The corners of a line of text along an arc lie within the ring.
  @Test(arguments: [(0.0, 1.0), (0.1, 0.2), (0.3, 0.9)])
  func textAlongAnArcStaysInItsRing(start: Double, end: Double) {
    for inner in [20.0, 60, 300] {
      let ring = Sunburst.Ring(turns: start...end, radii: inner...inner + 30)
      let half = ring.lengthAlong(lineHeight: 12) / 2
      let top = inner + 15 + 6
      #expect((half * half + top * top).squareRoot() <= inner + 30.001)
    }
    #expect(Sunburst.Ring(turns: start...end, radii: 50...60).lengthAlong(lineHeight: 12) == 0)
    #expect(Sunburst.Ring(turns: 0.1...0.1001, radii: 50...90).lengthAcross(lineHeight: 12) == 0)
  }

  @Test func emptyProfilesHaveAMiddleAlone() {
    let empty = Sunburst(
      of: CallTree(preparing: drawnProfile("")), zoom: CallTree(preparing: drawnProfile("")).root, parts: 10,
      ringLimit: 3)
    #expect(empty.rings == 1 && !empty.isCut)
  }
}
