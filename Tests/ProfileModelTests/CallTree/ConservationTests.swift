import ProfileModel
import TestSupport
import Testing

/// Self time and callees make up a box's time, nothing is negative, and the tree ends: for every profile there is.
@Suite struct ConservationTests {
  /// Unfolds the largest boxes and checks each.
  private func check(_ tree: CallTree, of profile: Profile, _ name: String, limit: Int = 1500) {
    var pending = [tree.root]
    var visited = 0
    var own = 0.0
    while let node = pending.popLast(), visited < limit {
      visited += 1
      let children = tree.children(of: node)
      let sum = children.reduce(node.selfTime) { $0 + $1.time }
      guard sum.isNearly(node.time), node.time.isFinite, node.selfTime >= 0, children.allSatisfy({ $0.time > 0 }) else {
        Issue.record("\(name): \(node.time) s are \(sum) s with their callees at \(visited)")
        return
      }
      own += node.selfTime
      pending += children
    }
    if pending.isEmpty, visited < limit { #expect(own.isNearly(tree.totalTime), "\(name)") }
  }

  @Test func everyGoodProfileConservesTime() throws {
    for name in Fixtures.names(in: "profiles/good") {
      let profile = try Fixtures.profile("good/" + name)
      check(CallTree(profile), of: profile, name, limit: 500)
      let tree = CallTree(preparing: profile)
      check(tree, of: profile, name, limit: 1000)
      checkMerged(tree, of: profile, name)
      checkFolded(tree, of: profile, name)
    }
  }

  /// Functions from everywhere.
  private func checkMerged(_ tree: CallTree, of profile: Profile, _ name: String) {
    for function in profile.functions.ids.prefix(200) {
      let node = tree.merged(function)
      let sum = tree.children(of: node).reduce(node.selfTime) { $0 + $1.time }
      #expect(sum.isNearly(node.time), "\(name): function \(function.rawValue)")
      #expect(node.selfTime >= 0)
    }
  }

  /// Runs of self recursion folded into one box.
  private func checkFolded(_ tree: CallTree, of profile: Profile, _ name: String) {
    for (_, node) in tree.boxes(of: profile, limit: 100) {
      let folded = tree.folded(node)
      let children = tree.children(of: folded)
      #expect(children.reduce(folded.selfTime) { $0 + $1.time }.isNearly(node.time), "\(name)")
      #expect(!children.contains { $0.recursionLevel > 1 }, "\(name)")
    }
  }

  /// Graphs that no program could have: labels overwritten, threads mixed, times negative, infinite or not a number.
  @Test(arguments: 0..<60) func impossibleGraphsConserveTime(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    for _ in 0..<5 {
      let profile = Self.impossibleProfile(&random)
      check(CallTree(preparing: profile), of: profile, "seed \(seed)", limit: 1500)
      _ = CallTree(preparing: profile).accounting
    }
  }

  private static func impossibleProfile(_ random: inout SplitMix) -> Profile {
    var builder = ProfileBuilder()
    let count = Int.random(in: 0...12, using: &random)
    let functions = (0..<count + 2).map {
      builder.function(.init(file: $0 % 3 == 0 ? "~" : "app.py", line: $0, name: "f\($0)"))
    }
    for function in functions.prefix(count) { builder.add(function, numbers(&random)) }
    var seen: Set<Int> = []
    for _ in 0..<Int.random(in: 0...40, using: &random) where count > 0 {
      let caller = Int.random(in: 0..<count + 2, using: &random)
      let callee = Int.random(in: 0..<count, using: &random)
      guard seen.insert(caller * 100 + callee).inserted else { continue }
      if Int.random(in: 0..<8, using: &random) == 0 {
        builder.addEdge(from: functions[caller], to: functions[callee], calls: numbers(&random).calls)
      } else {
        builder.addEdge(from: functions[caller], to: functions[callee], numbers(&random))
      }
    }
    return builder.build()
  }

  private static func numbers(_ random: inout SplitMix) -> ProfileBuilder.Numbers {
    let calls = count(&random)
    let primitive = Bool.random(using: &random) ? calls : count(&random)
    return ProfileBuilder.Numbers(
      calls: calls, primitiveCalls: primitive, selfTime: time(&random), cumulativeTime: time(&random))
  }

  private static func count(_ random: inout SplitMix) -> Count {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: .exact(0)
    case 1: .exact(.max)
    case 2: .exact(-5)
    case 3: .inexact(1e40)
    case 4: .inexact(.nan)
    default: .exact(Int64.random(in: 1...20, using: &random))
    }
  }

  private static func time(_ random: inout SplitMix) -> Double {
    switch Int.random(in: 0..<16, using: &random) {
    case 0: .nan
    case 1: .infinity
    case 2: -1
    case 3: 0
    case 4: 1e300
    case 5: .leastNonzeroMagnitude
    default: Double(Int.random(in: 0...1_000_000, using: &random)) / 1e9
    }
  }
}
