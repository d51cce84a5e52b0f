import TestSupport
import Testing

@testable import ProfileModel

@Suite struct UnfoldedTreeTests {
  /// `f` calls itself `depth` times, and there functions of their own.
  private func profile(depth: Int, leaves: Int) throws -> Profile {
    var builder = StackTreeBuilder(fileSize: 0)
    let f = builder.function(.init(file: "a.py", line: 1, name: "f"))
    var node = StackTreeBuilder.top
    for _ in 0..<depth {
      node = try builder.node(f, below: node, at: 0)
      builder.add(own: 1, at: node)
    }
    for line in 0..<leaves {
      let leaf = try builder.node(builder.function(.init(file: "a.py", line: line, name: "g")), below: node, at: 0)
      builder.add(own: 2, at: leaf)
    }
    return builder.profile(.calls)
  }

  private func text(_ profile: Profile, pathBytes: Int) -> [Substring] {
    var limits = UnfoldedTree.Limits()
    limits.pathBytes = pathBytes
    let tree = UnfoldedTree(CallTree(preparing: profile), of: profile, limits: limits)
    return String(decoding: FoldedWriter.bytes(of: tree, profile.functions), as: UTF8.self).split(separator: "\n")
  }

  private func sum(_ lines: [Substring]) -> Int {
    lines.reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) }
  }

  /// `a.py:1(f)` is counted as 20 bytes: what lies deeper than the budget reaches is its caller's own.
  @Test(arguments: [
    (19, "6"), (20, "6"), (59, "6"), (60, "1 5"), (120, "1 1 4"), (299, "1 1 1 3"), (300, "1 1 1 1 2"),
  ]) func whatIsTooDeepStaysItsCallersTime(pathBytes: Int, expected: String) throws {
    let lines = text(try profile(depth: 4, leaves: 1), pathBytes: pathBytes)
    #expect(lines.map { String($0.split(separator: " ").last ?? "") }.joined(separator: " ") == expected)
  }

  /// In full these would be 30 GB.
  @Test func deepStacksWithManyEndsHaveABound() throws {
    let lines = text(try profile(depth: 60_000, leaves: 50_000), pathBytes: 1 << 24)
    #expect(lines.reduce(0) { $0 + $1.utf8.count } < 1 << 24)
    #expect(sum(lines) == 160_000)
  }

  /// A name of a megabyte in a stack of 2,000 functions counts as what it is.
  @Test func longNamesHaveABound() throws {
    var builder = StackTreeBuilder(fileSize: 0)
    let f = builder.function(.init(file: "a.py", line: 1, name: String(repeating: "f", count: 1 << 20)))
    var node = StackTreeBuilder.top
    for _ in 0..<2_000 {
      node = try builder.node(f, below: node, at: 0)
      builder.add(own: 1, at: node)
    }
    let lines = text(builder.profile(.calls), pathBytes: 1 << 24)
    #expect(lines.count == 5 && sum(lines) == 2_000)
  }
}
