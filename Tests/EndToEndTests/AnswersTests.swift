import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Each key that answers a question, on the slowest list.
  @Suite struct AnswersTests {
    @Test func callersAreOneKeyAndTheWayBackIsAnother() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "c")
      let screen = try terminal.see("overview › _serialize_links", "1 caller of _serialize_links")
      #expect(!screen.lines(with: "_serialize_provider  resource_provider.py:49").isEmpty)
      try terminal.press(.enter)
      try terminal.see("overview › _serialize_links › _serialize_provider")
      try terminal.press(.backspace)
      try terminal.see("overview › _serialize_links\n")
      try terminal.press("q")
      try terminal.see("% of self time measured")
    }

    @Test func icicleIsInvertedAndBack() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "i")
      try terminal.see("callers of _serialize_links")
      try terminal.press(.down)
      try terminal.see("‹ call_func ‹ __call__")
      try terminal.press("i")
      try terminal.seeNoMore("callers of _serialize_links")
    }

    @Test func tableIsGroupedByPackageAndAGroupOpens() throws {
      let terminal = try explorer()
      try terminal.press(.tab, "oo")
      try terminal.see("packages")
      try terminal.press("4", .enter)
      try terminal.see("of 611 functions")
      try terminal.press(.backspace)
      try terminal.see("packages")
    }

    @Test func builtinsAreFoldedAway() throws {
      let terminal = try explorer()
      try terminal.press("xb")
      try terminal.see("folded: built-ins", "b built-ins ✓")
      try terminal.press("b", .escape)
      try terminal.seeNoMore("folded: built-ins")
    }

    /// tmux takes what a program copies into its own buffer where it is told to.
    @Test func whatIsShownIsCopiedAndWritten() throws {
      let terminal = try explorer()
      try terminal.allowCopying()
      try terminal.press(.tab, "y")
      try terminal.see("lines of Markdown")
      #expect(try terminal.buffer().contains("| `resource_provider.py:33(_serialize_links)` |"))
      try terminal.press("w", .control("u"), "/tmp/proftui-answers.md", .enter)
      try terminal.see("written: /tmp/proftui-answers.md")
      try terminal.press("w", .control("u"), "/tmp/proftui-answers.md", .enter)
      try terminal.see("not written: ")
      #expect(unlink("/tmp/proftui-answers.md") == 0)
    }
  }
}
