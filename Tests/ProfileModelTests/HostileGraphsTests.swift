import TestSupport
import Testing

@testable import ProfileModel

/// Graphs that no program makes, and files that were made to be slow.
@Suite struct HostileGraphsTests {
  /// Four times as much takes four times as long, and not sixteen times, on the processor.
  private func expectLinear(_ size: Int, _ work: (_ size: Int) -> () -> Void) {
    let ratio = processorTime(work(4 * size)) / processorTime(work(size))
    #expect(ratio < 9)
  }

  @Test("a function with many callers that have no times")
  func untimedHub() {
    expectLinear(2000) { count in
      let callers = (0..<count).map { "c\($0) > hub 1" }
      let profile = drawnProfile((callers + ["hub \(count) 1.0 1.0"]).joined(separator: "\n"))
      return {
        let tree = CallTree(profile)
        #expect(tree.children(of: tree.root).count == count)
      }
    }
  }

  @Test("callers of a function with many callers, upside down")
  func invertedHub() {
    expectLinear(1000) { count in
      let profile = drawnProfile(
        ((0..<count).map { "c\($0) 1 1.0 4.0" } + (0..<count).map { "c\($0) > hub 1 1.0 3.0" } + [
          "hub \(count) \(count).0 \(3 * count).0", "leaf \(count) \(2 * count).0 \(2 * count).0",
          "hub > leaf \(count) \(2 * count).0 \(2 * count).0",
        ]).joined(separator: "\n"))
      let leaf = profile.functions.ids.first { profile.functions.name(of: $0) == "leaf" }!
      let tree = CallTree(preparing: profile).inverted(leaf)
      let hub = tree.children(of: tree.root)[0]
      return { #expect(tree.children(of: hub).count == count) }
    }
  }

  @Test("a chain deeper than is unfolded", arguments: [100, 6000])
  func chain(depth: Int) throws {
    let names = (0..<depth).map { "f\($0)" }
    let profile = drawnProfile(
      (names.enumerated().map { "\($1) 1 1.0 \(depth - $0).0" }
        + zip(names, names.dropFirst()).enumerated().map { "\($1.0) > \($1.1) 1 1.0 \(depth - $0 - 1).0" })
        .joined(separator: "\n"))
    let tree = CallTree(profile)
    var node = tree.root
    var own = 0.0
    var levels = 0
    while let callee = tree.children(of: node).first {
      node = callee
      own += callee.selfTime
      levels += 1
    }
    #expect(levels == min(depth, CallTree.depthLimit))
    #expect((own - tree.root.time).magnitude < 1e-6 * own, "no time is lost below the deepest box")
    let deepest = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == names[levels - 1] })
    let outline = Outline(of: tree)
    let isMatch = profile.functions.ids.map { $0 == deepest }
    #expect(outline.time(onPathsThrough: isMatch) == (node.time < tree.root.time / 1000 ? 0 : node.time))
  }

  @Test("folded recursion deeper than the limit of other trees keeps its time", arguments: [10, 5000])
  func deepStack(depth: Int) throws {
    let stack = Array(repeating: "f", count: depth).joined(separator: ";") + ";g 100\n"
    var tree = CallTree(try ProfileFormat.read(Array(stack.utf8)))
    tree.foldsRecursion = true
    let folded = tree.drawn(try #require(tree.children(of: tree.root).first))
    #expect(folded.foldedLevels == depth)
    #expect(folded.selfTime == 0)
    #expect(tree.children(of: folded).map(\.time) == [folded.time])
  }

  @Test("recursions share a number of levels that are listed")
  func levels() {
    func recursion(limit: Int) -> Recursion {
      Recursion(outerCalls: 1, firstCalls: 1, recursiveCalls: 5000, levelLimit: limit)
    }
    #expect(recursion(limit: 4096).listedLevels == 4096)
    #expect(recursion(limit: 100).listedLevels == 100)
    #expect(recursion(limit: 0).listedLevels == 0)
    for limit in [0, 1, 100] {
      var reaching = 1.0
      var spread = 0.0
      for level in 2..<20_000 where reaching > 0 {
        let (here, deeper) = recursion(limit: limit).shares(atLevel: level)
        spread += reaching * here
        reaching *= deeper
      }
      #expect((spread - 1).magnitude < 1e-9, "all calls are on some level, with \(limit) listed")
    }
  }

  @Test("many modules of strange directories among many importers")
  func imports() {
    var folders = SourceFolders()
    let importers = (0..<100).map { index in
      ImportAssignment.Importer(
        row: index, function: index, time: index == 0 ? 1e9 : 1e6, loads: 0,
        folder: folders.number(ofFile: "/srv/a/x.py"))
    }
    let modules = (0..<1000).map { index in
      ImportAssignment.Module(
        row: index, function: 1000 + index, time: 9e5 - Double(index),
        folder: folders.number(ofFile: "/srv/b/\(index).py"),
        isPackage: false)
    }
    let assignment = ImportAssignment(importers: importers, modules: modules, folders: folders)
    #expect(assignment.assigned.joined().count == modules.count)
    #expect(Set(assignment.assigned.joined()).count == modules.count)
  }

  @Test("a directory whose path no system would open")
  func longPath() {
    var folders = SourceFolders()
    let long = folders.number(ofFile: String(repeating: "a/", count: 500_000) + "x.py")
    let short = folders.number(ofFile: "/srv/app/x.py")
    #expect(folders.parent(long) == -1)
    #expect(folders.parent(short) == folders.number(ofFile: "/srv/x.py"))
  }

  @Test("many lambdas of one file on both sides")
  func lambdas() {
    expectLinear(1500) { count in
      func side(_ shift: Int) -> Profile {
        var builder = ProfileBuilder()
        for index in 0..<count {
          for name in ["<lambda>", "f\(index)"] {
            builder.add(
              builder.function(ProfileBuilder.Label(file: "app.py", line: 2 * index + shift, name: name)),
              ProfileBuilder.Numbers(calls: .exact(1), primitiveCalls: .exact(1), selfTime: 1, cumulativeTime: 1))
          }
        }
        return builder.build()
      }
      let (old, new) = (side(1), side(8))
      return {
        let matching = FunctionMatching(baseline: old, change: new)
        #expect(matching.pairs.count == old.functions.count)
        #expect(old.functions.ids.allSatisfy { matching.pair(ofBaseline: $0) == matching.pair(ofChange: $0) })
      }
    }
  }

  @Test("a built-in with a name of many parts")
  func longBuiltin() {
    expectLinear(10_000) { count in
      let dots = String(repeating: "a.", count: count)
      return {
        #expect(WaitingKinds.kind(ofBuiltin: "<built-in method posix.\(dots)>") == nil)
        #expect(WaitingKinds.kind(ofBuiltin: "<built-in method time.sleep.\(dots)>") == .sleep)
      }
    }
  }

  @Test("groups without edges take no longer than groups with them")
  func manyGroups() {
    let count = 4000
    let profile = drawnProfile((0..<count).map { "f\($0) 1 1.0 1.0" }.joined(separator: "\n"))
    let few = GroupTimes(of: profile, groups: Array(repeating: 0, count: count), count: 1)
    let many = GroupTimes(of: profile, groups: Array(0..<Int32(count)), count: count)
    #expect(few[0]?.isEstimate == false)
    #expect(many[0]?.isEstimate == true)
    #expect(many[0]?.seconds == 1)
  }

  @Test("a long name in many functions is not written out for each")
  func labels() throws {
    let name = "head" + String(repeating: "x", count: 60_000)
    var builder = ProfileBuilder()
    for line in 1...2000 {
      builder.add(
        builder.function(ProfileBuilder.Label(file: "/srv/app/views.py", line: line, name: name)),
        ProfileBuilder.Numbers(calls: .exact(1), primitiveCalls: .exact(1), selfTime: 1, cumulativeTime: 1))
    }
    let text = SearchText(labelsOf: builder.build().functions)
    #expect(text.exact.bytes.count < 40 << 20)
    #expect(try Search("views.py:7(head").matches(in: text).count == 1)
    #expect(try Search("app/views").matches(in: text).count == 2000)
  }
}
