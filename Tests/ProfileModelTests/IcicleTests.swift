import ProfileModel
import TestSupport
import Testing

@Suite struct IcicleTests {
  /// Rows of boxes as `|name___|`, gathered ones as `|+2_|`, each as wide as it is.
  private func drawing(_ icicle: Icicle, of profile: Profile) -> String {
    icicle.rows.map { row in
      var line = ""
      for box in row {
        line += String(repeating: " ", count: box.columns.lowerBound - line.count)
        line += drawing(box, of: profile)
      }
      return line
    }.joined(separator: "\n")
  }

  private func drawing(_ box: Icicle.Box, of profile: Profile) -> String {
    let name =
      switch box.content {
      case .function(let node): node.function.map { profile.functions.name(of: $0) } ?? "total"
      case .gathered(let count, _): "+\(count)"
      }
    let room = box.columns.count - 1
    return "|" + name.prefix(room) + String(repeating: "_", count: max(0, room - name.count))
  }

  private let profile = drawnProfile(
    """
    main    1   1.0  10.0
    parse   1   2.0   6.0
    read    3   4.0   4.0
    print   1   2.0   2.0
    close   1   0.5   0.5
    flush   1   0.5   0.5
    main > parse   1  2.0  6.0
    parse > read   3  4.0  4.0
    main > print   1  2.0  2.0
    main > close   1  0.5  0.5
    main > flush   1  0.5  0.5
    """)

  private func icicle(columns: Int, rowLimit: Int = 9) -> Icicle {
    let tree = CallTree(profile)
    return Icicle(of: tree, zoom: tree.root, columns: columns, rowLimit: rowLimit)
  }

  @Test func boxesAreAsWideAsTheirTime() {
    #expect(
      drawing(icicle(columns: 40), of: profile) == """
        |total__________________________________
        |main___________________________________
        |parse__________________|print__|c|f
        |read___________
        """)
  }

  @Test func whatIsTooNarrowIsGathered() {
    #expect(
      drawing(icicle(columns: 15), of: profile) == """
        |total_________
        |main__________
        |parse___|pr|+
        |read_
        """)
  }

  @Test func rowsEndAtTheLimitAndSaySo() {
    #expect(icicle(columns: 40, rowLimit: 2).rows.count == 2)
    #expect(icicle(columns: 40, rowLimit: 2).isCut)
    #expect(!icicle(columns: 40).isCut)
    #expect(icicle(columns: 0).rows.isEmpty)
  }

  @Test func placesAndPathsAreEachOthersInverse() throws {
    let icicle = icicle(columns: 40)
    for (row, boxes) in icicle.rows.enumerated() {
      for index in boxes.indices {
        let place = Icicle.Place(row: row, index: index)
        #expect(icicle.place(of: icicle.path(to: place)) == place)
        #expect(icicle.place(row: row, column: boxes[index].columns.lowerBound) == place)
      }
    }
    let read = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "read" })
    #expect(icicle.widestPlace(of: read) == Icicle.Place(row: 3, index: 0))
  }

  /// On real profiles and many widths: rows without overlap, each box below its caller, no empty box.
  @Test(arguments: [1, 2, 7, 40, 80, 200, 333])
  func boxesTile(columns: Int) throws {
    for profile in try Fixtures.goodProfiles() {
      let tree = CallTree(profile)
      let icicle = Icicle(of: tree, zoom: tree.root, columns: columns, rowLimit: 60)
      #expect(icicle.rows.first?.first?.columns == 0..<columns)
      for (row, boxes) in icicle.rows.enumerated() {
        var end = 0
        for box in boxes {
          #expect(box.columns.lowerBound >= end && !box.columns.isEmpty)
          end = box.columns.upperBound
          if row > 0 {
            let caller = icicle.rows[row - 1][box.parent].columns
            #expect(caller.lowerBound <= box.columns.lowerBound && box.columns.upperBound <= caller.upperBound)
          }
        }
        #expect(end <= columns)
      }
    }
  }
}
