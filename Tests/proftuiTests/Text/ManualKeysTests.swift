import TestSupport
import Testing

@testable import proftui

/// `docs/manual.md` has every key of the one table, with the words of the help.
@Suite struct ManualKeysTests {
  private static let manual = Fixtures.text("../../docs/manual.md")

  /// A line of the manual's tables of keys: `| ↓ j | one row down |`, the keys as code.
  private static func row(_ binding: KeyBinding) -> String {
    let keys = binding.keys.map { "`\($0.name(.unicode))`" }.joined(separator: " ")
    return "| \(keys) | \(binding.help) |"
  }

  @Test(arguments: KeyBindings.standard.groups.map(\.title))
  func everyKeyIsInTheManual(title: String) throws {
    let group = try #require(KeyBindings.standard.groups.first { $0.title == title })
    let rows = group.bindings.map { Self.row($0) + "\n" }.joined()
    let isThere = Self.manual.contains("### \(title)\n\n| keys | |\n| --- | --- |\n\(rows)")
    #expect(isThere, "docs/manual.md needs below \(title):\n\(rows)")
  }

  @Test func noKeyIsInTheManualThatDoesNothing() {
    let section = Self.manual.split(separator: "\n").drop { $0 != "## All keys" }.dropFirst().prefix {
      !$0.hasPrefix("## ")
    }
    let rows = section.filter { $0.hasPrefix("| `") }.map(String.init)
    let known = KeyBindings.standard.bindings.map(Self.row)
    #expect(rows.count == known.count)
    for row in rows {
      let isKnown = known.contains(row)
      #expect(isKnown, "\(row)")
    }
  }
}
