import Testing

@testable import proftui

struct MarkdownTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("a|b", #"a\|b"#), ("__init__", #"\_\_init\_\_"#), ("<module>", #"\<module\>"#),
    ("a\nb", #"a\\nb"#), ("\u{1B}[31m", #"\\x1b\[31m"#), ("Übung 漢", "Übung 漢"),
    ("a|\u{301}b", "a\\|\u{301}b"),
  ])
  func `marks are escaped`(text: String, expected: String) {
    #expect(MarkdownText.escaped(text) == expected)
  }

  @Test(arguments: [
    ("f", "`f`"), ("", ""), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a``b`", "``` a``b` ```"), ("a|b", #"`a\|b`"#),
    ("a\nb", #"`a\nb`"#), ("a|\u{301}b", "`a\\|\u{301}b`"), ("a`\u{301}b", "``a`\u{301}b``"),
    ("`\u{301}", "`` `\u{301} ``"),
  ])
  func `code keeps its ticks and cells`(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }
}
