import Testing

@testable import proftui

@Suite struct EditorCommandTests {
  private func words(_ setting: String, file: String = "/srv/shop.py") throws -> String {
    try EditorCommand(setting, file: file, line: 7).words.joined(separator: "|")
  }

  @Test(arguments: [
    ("vi", "vi|+7|/srv/shop.py"),
    ("/usr/bin/vim", "/usr/bin/vim|+7|/srv/shop.py"),
    ("vim.tiny -R", "vim.tiny|-R|+7|/srv/shop.py"),
    ("emacs -nw", "emacs|-nw|+7|/srv/shop.py"),
    ("nano", "nano|+7|/srv/shop.py"),
    ("less", "less|+7|/srv/shop.py"),
    ("subl --wait", "subl|--wait|/srv/shop.py:7"),
    ("hx", "hx|/srv/shop.py:7"),
    ("zed", "zed|/srv/shop.py:7"),
    ("code --wait", "code|--wait|--goto|/srv/shop.py:7"),
    ("codium", "codium|--goto|/srv/shop.py:7"),
    ("pycharm", "pycharm|--line|7|/srv/shop.py"),
    ("ed", "ed|/srv/shop.py"),
    ("'/opt/my editor/vi'", "/opt/my editor/vi|+7|/srv/shop.py"),
  ])
  func editorsAreToldTheLineAsTheyWantIt(setting: String, words: String) throws {
    #expect(try self.words(setting) == words)
  }

  @Test func namesOfFilesAreNoOptionsAndNoShellSeesThem() throws {
    #expect(try words("vi", file: "-R.py") == "vi|+7|./-R.py")
    #expect(try words("vi", file: "+q.py") == "vi|+7|./+q.py")
    #expect(try words("vi", file: "/a b/$(reboot);x.py") == "vi|+7|/a b/$(reboot);x.py")
    #expect(try EditorCommand("vi", file: "a.py", line: 0).words == ["vi", "+1", "a.py"])
  }

  @Test(arguments: [
    ("a  b\tc", ["a", "b", "c"]),
    ("a 'b c' \"d e\"f", ["a", "b c", "d ef"]),
    (#"a\ b 'c\d' "e\"f\g""#, ["a b", #"c\d"#, #"e"f\g"#]),
    ("$HOME/vi ; rm *", ["$HOME/vi", ";", "rm", "*"]),
    ("'' x", ["", "x"]),
    ("   ", []),
    (#"a\"#, [#"a\"#]),
  ])
  func settingsAreSplitAsAShellWould(setting: String, words: [String]) throws {
    #expect(try ShellWords.split(setting) == words)
  }

  @Test func openQuotesAreRefused() {
    #expect(throws: EditorError.self) { try ShellWords.split("vi 'x") }
    #expect(throws: EditorError.self) { try EditorCommand(" ", file: "a.py", line: 1) }
    #expect(throws: EditorError.self) { try EditorCommand("vi", file: "a\u{1B}[2J.py", line: 1) }
  }

  @Test func preferenceIsVisualThenEditorThenWhatIsInstalled() {
    func preferred(_ environment: [String: String], installed: Set<String> = []) -> String? {
      EditorCommand.preferred(environment: { environment[$0] }, isInstalled: installed.contains)
    }
    #expect(preferred(["VISUAL": "code -w", "EDITOR": "vi"]) == "code -w")
    #expect(preferred(["VISUAL": " ", "EDITOR": "vi"]) == "vi")
    #expect(preferred([:], installed: ["vi", "nano"]) == "nano")
    #expect(preferred([:]) == nil)
  }

  @Test func programsThatFailSaySo() {
    #expect(ChildProgram.run(["true"]) == nil)
    #expect(ChildProgram.run(["false"])?.reason == "false ended with status 1")
    #expect(ChildProgram.run(["no-such-editor"])?.reason == "no-such-editor: no such file or directory")
    #expect(ChildProgram.isInstalled("true"))
    #expect(!ChildProgram.isInstalled("no-such-editor"))
  }
}
