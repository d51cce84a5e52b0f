import ProfileModel
import TestSupport
import Testing

/// Programs of `Tests/Fixtures/truth`, whose true call trees were recorded: how near the drawn ones come.
@Suite struct TruthTests {
  /// How far a tree is from the true one; 0 is identical, 1 has nothing in common.
  struct Score: CustomStringConvertible {
    /// Half the sum of differences of self time over call paths.
    var paths = 0.0
    /// The same with paths cut at depth 6.
    var depth6 = 0.0
    /// The mean error of the 20 largest contexts.
    var top20 = 0.0
    /// Time lost or invented.
    var conservation = 0.0

    var description: String {
      [paths, depth6, top20].map { "\(($0 * 10_000).rounded() / 10_000)" }.joined(separator: "\t")
    }
  }

  /// The programs, with the scores that the trees had when they were last recorded.
  private static let recorded: [(name: String, paths: Double, depth6: Double, top20: Double)] =
    Fixtures.rows("truth/scores.tsv").map { ($0[0], Double($0[1]) ?? 0, Double($0[2]) ?? 0, Double($0[3]) ?? 0) }

  @Test func scoresDoNotGetWorse() throws {
    #expect(Self.recorded.count == 6)
    for case (let name, let paths, let depth6, let top20) in Self.recorded {
      let score = try Self.score(name)
      print("truth/\(name)\t\(score)")
      #expect(score.paths <= paths + 0.001, "\(name)")
      #expect(score.depth6 <= depth6 + 0.001, "\(name)")
      #expect(score.top20 <= top20 + 0.001, "\(name)")
      #expect(score.conservation <= 1e-9, "\(name)")
    }
  }

  @Test func measuredBoxesAreTrue() throws {
    var measured = 0
    for (name, _, _, _) in Self.recorded {
      let profile = try ProfileFormat.read(Fixtures.bytes("truth/\(name).prof"))
      let truth = Self.contexts(Self.stacks(Fixtures.text("truth/\(name).folded")))
      let labels = profile.functions.ids.map { Self.label($0, profile) }
      for (path, node) in CallTree(preparing: profile).boxes(of: profile, limit: 1500, smallestShare: 1e-4) {
        guard node.exactness == .measured else { continue }
        measured += 1
        let time = truth[path.map { labels[$0.row] }.joined(separator: ";"), default: 0]
        #expect((node.time * 1e9 - time).magnitude <= 4, "\(name): \(labels[path.last?.row ?? 0])")
      }
    }
    #expect(measured > 100)
  }

  private static func label(_ function: FunctionID, _ profile: Profile) -> String {
    let function = profile.functions[function]
    return "\(function.file):\(function.line)(\(function.name))".replacing(";", with: "%3B")
  }

  private static func score(_ name: String) throws -> Score {
    let profile = try ProfileFormat.read(Fixtures.bytes("truth/\(name).prof"))
    let tree = UnfoldedTree(CallTree(preparing: profile), of: profile)
    let drawn = stacks(String(decoding: FoldedWriter.bytes(of: tree, profile.functions), as: UTF8.self))
    let truth = stacks(Fixtures.text("truth/\(name).folded"))
    let total = truth.values.reduce(0, +)
    var score = Score()
    score.conservation = (drawn.values.reduce(0, +) - total).magnitude / total
    score.paths = difference(truth, drawn) / total
    score.depth6 = difference(cut(truth), cut(drawn)) / total
    let contexts = (true: contexts(truth), drawn: contexts(drawn))
    let largest = contexts.true.filter { $0.key.contains(";") }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .prefix(20)
    let errors = largest.map { min(1, (contexts.drawn[$0.key, default: 0] - $0.value).magnitude / $0.value) }
    score.top20 = errors.reduce(0, +) / Double(max(1, errors.count))
    return score
  }

  /// Self time by call path.
  private static func stacks(_ text: String) -> [String: Double] {
    var stacks: [String: Double] = [:]
    for line in text.split(separator: "\n") {
      guard let space = line.utf8.lastIndex(of: UInt8(ascii: " ")) else { continue }
      stacks[String(line[..<space]), default: 0] += Double(line[line.utf8.index(after: space)...]) ?? 0
    }
    return stacks
  }

  private static func difference(_ stacks: [String: Double], _ others: [String: Double]) -> Double {
    let first = stacks.reduce(0) { $0 + ($1.value - others[$1.key, default: 0]).magnitude }
    return (first + others.reduce(0) { $0 + (stacks[$1.key] == nil ? $1.value : 0) }) / 2
  }

  private static func cut(_ stacks: [String: Double]) -> [String: Double] {
    var short: [String: Double] = [:]
    for (path, time) in stacks {
      short[path.split(separator: ";").prefix(6).joined(separator: ";"), default: 0] += time
    }
    return short
  }

  /// Time by context: what is below a path counts for it.
  private static func contexts(_ stacks: [String: Double]) -> [String: Double] {
    var contexts: [String: Double] = [:]
    for (path, time) in stacks {
      contexts[path, default: 0] += time
      for index in path.utf8.indices where path.utf8[index] == UInt8(ascii: ";") {
        contexts[String(path[..<index]), default: 0] += time
      }
    }
    return contexts
  }
}
