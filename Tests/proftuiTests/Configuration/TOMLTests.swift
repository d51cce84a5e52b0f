import TestSupport
import Testing

@testable import proftui

struct TOMLTests {
  @Test func `entries have their tables and lines`() throws {
    let text = """
      # settings
      theme = "dark"   # quietly

      [list]
      follow = false
      "odd key" = 'C:\\no\\escape'
      size = 1_000

      [routes.more]
      a.b = ["x", "tab\\there", "\\u00e9",
             # a comment within
             true, -3,]
      """
    #expect(
      try TOML.entries(of: text) == [
        TOML.Entry(table: "", key: "theme", value: .string("dark"), line: 2),
        TOML.Entry(table: "list", key: "follow", value: .boolean(false), line: 5),
        TOML.Entry(table: "list", key: "odd key", value: .string("C:\\no\\escape"), line: 6),
        TOML.Entry(table: "list", key: "size", value: .integer(1000), line: 7),
        TOML.Entry(
          table: "routes.more.a", key: "b",
          value: .array([.string("x"), .string("tab\there"), .string("é"), .boolean(true), .integer(-3)]), line: 10),
      ])
  }

  @Test func `lines may end as on Windows`() throws {
    #expect(try TOML.entries(of: "a = 1\r\n# c\r\nb = 2\r\n").map(\.line) == [1, 3])
  }

  @Test(arguments: [
    ("a", 1, "= is expected"), ("a =", 1, "a value is expected"), ("\n\na = \"x", 3, "the text has no end"),
    ("a = 1 2", 1, "something follows that does not belong here"), ("[a", 1, "] is expected"),
    ("[[a]]", 1, "arrays of tables are not used here"), ("a = [1, [2]]", 1, "arrays in arrays are not used here"),
    ("a = [1\n2]", 2, "a comma or ] is expected"), ("a = [", 1, "the array has no end"),
    ("a = \"\\q\"", 1, "\\q is no escape"), ("a = \"\\ud800\"", 1, "\\u is no escape"),
    ("a = \"\"\"x\"\"\"", 1, "texts of several lines are not used here"), ("= 1", 1, "a name is expected"),
    ("a = 1.5", 1, "'1.5' is no text in quotes, no whole number and not true or false"),
  ])
  func `what is wrong is named with its line`(text: String, line: Int, reason: String) {
    #expect(throws: TOML.SyntaxError(line: line, reason: reason)) { try TOML.entries(of: text) }
  }

  @Test func `any text ends with entries or an error`() {
    var random = SplitMix(seed: 4)
    let pieces = ["a", "=", "\"", "'", "[", "]", ",", "\n", "\r", "#", " ", "\\", "u", "1", "true", ".", "é", "\0"]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...12, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do {
        _ = try TOML.entries(of: text)
      } catch {
        #expect(error.line >= 1 && error.line <= text.utf8.count { $0 == 10 } + 1)
      }
    }
  }
}
