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
      case .function(let node) where node.function == nil: "total"
      case .function: box.functions.map { profile.functions.name(of: $0) }.joined(separator: ">")
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

  /// On real profiles: every path that is drawn one by one is found when chains are joined, and the other way round.
  @Test func joinedChainsKeepEveryPath() throws {
    for profile in try Fixtures.goodProfiles() {
      var tree = CallTree(preparing: profile)
      tree.foldsRecursion = true
      let apart = Icicle(of: tree, zoom: tree.root, columns: 80, rowLimit: 40)
      let joined = Icicle(of: tree, zoom: tree.root, columns: 80, rowLimit: 40, chains: .joined(except: []))
      #expect(joined.rows.count <= apart.rows.count)
      for (row, boxes) in joined.rows.enumerated() {
        for index in boxes.indices where boxes[index].node != nil {
          let place = Icicle.Place(row: row, index: index)
          #expect(joined.place(of: joined.path(to: place)) == place)
          #expect(tree.node(at: joined.path(to: place), below: tree.root) != nil)
        }
      }
      for (row, boxes) in apart.rows.enumerated() {
        for index in boxes.indices where boxes[index].node != nil {
          let place = Icicle.Place(row: row, index: index)
          let found = joined.place(of: apart.path(to: place))
          let share = apart[place].time / (apart[Icicle.Place(row: max(0, row - 1), index: apart[place].parent)].time)
          #expect(found != nil || share < 0.02 || isBesideChain(place, in: apart))
        }
      }
    }
  }

  /// Whether a box, or one above it, is part of the 2 % that a chain leaves.
  private func isBesideChain(_ place: Icicle.Place, in icicle: Icicle) -> Bool {
    var place = place
    while place.row > 0 {
      let caller = Icicle.Place(row: place.row - 1, index: icicle[place].parent)
      if icicle[place].time <= 0.0201 * icicle[caller].time { return true }
      place = caller
    }
    return false
  }

  private let chain = TracedProgram(
    "main 1\n  run 1\n    handle 1\n      parse 50\n      render 1\n        template 49"
  ).profile

  @Test func runsOfBoxesAreJoined() {
    let tree = CallTree(preparing: chain)
    let icicle = Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 9, chains: .joined(except: []))
    #expect(
      drawing(icicle, of: chain) == """
        |total__________________________________
        |main>run>handle________________________
        |parse_____________|render>template____
        """)
    let handle = icicle.path(to: Icicle.Place(row: 1, index: 0))
    #expect(handle.depth == 3)
    for depth in 1...3 { #expect(icicle.place(of: handle.prefix(depth)) == Icicle.Place(row: 1, index: 0)) }
    #expect(icicle.place(of: CallPath([handle.functions[1]])) == nil)
    #expect(icicle.widestPlace(of: handle.functions[1]) == Icicle.Place(row: 1, index: 0), "search finds the middle")
  }

  @Test func oneChainOpens() {
    let tree = CallTree(preparing: chain)
    let joined = Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 9, chains: .joined(except: []))
    let path = joined.path(to: Icicle.Place(row: 1, index: 0))
    let icicle = Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 9, chains: .joined(except: [path]))
    #expect(
      drawing(icicle, of: chain) == """
        |total__________________________________
        |main___________________________________
        |run____________________________________
        |handle________________________________
        |parse_____________|render>template____
        """)
  }

  /// A run of a thousand boxes is walked once, not again from each of its boxes when it is open.
  @Test func longChainsOpenToTheirEnd() {
    let few = timeOfOpening(250)
    let many = timeOfOpening(1000)
    #expect(many < 8 * few, "\(few) s, \(many) s")
  }

  /// Opens a run of so many boxes, and returns the processor time in seconds.
  private func timeOfOpening(_ last: Int) -> Double {
    let calls = (0..<last).map { "f\($0) > f\($0 + 1)  1  0.0  1.0" }
    let functions = (0...last).map { "f\($0)  1  \($0 == last ? "1.0" : "0.0")  1.0" }
    let tree = CallTree(preparing: drawnProfile((functions + calls).joined(separator: "\n")))
    let joined = Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 9, chains: .joined(except: []))
    #expect(joined.rows.count == 2)
    let path = joined.path(to: Icicle.Place(row: 1, index: 0))
    return processorTime {
      let open = Icicle(of: tree, zoom: tree.root, columns: 40, rowLimit: 2000, chains: .joined(except: [path]))
      #expect(open.rows.count == last + 2)
      #expect(open.rows.allSatisfy { $0.count == 1 && $0[0].joined.isEmpty })
    }
  }
}
