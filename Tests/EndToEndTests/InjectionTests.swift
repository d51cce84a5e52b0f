import TestSupport
import Testing

extension EndToEnd {
  /// Every character that does something else than being seen, through every way out of the program.
  @Suite struct InjectionTests {
    private let shell: Shell

    /// Twenty functions, the request files of a directory, a source file and a file of settings have all such characters of
    /// Unicode in them; `names` has what HTTP clients sent to a Flask application under Python 2.7.
    init() throws {
      shell = try Shell()
      let python = """
        import marshal, os, sys, unicodedata
        odd = [chr(i) for i in range(0x110000) if unicodedata.category(chr(i)) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
        odd += [chr(i) for i in (0x34f, 0x115f, 0x3164, 0xfe0f, 0xfffe, 0x1fffe, 0xe0100, 0xe01ef)]
        size = len(odd) // 20 + 1
        names = ["f" + "".join(odd[i:i + size]) for i in range(0, len(odd), size)]
        for file, seconds in ("odd.prof", 0.5), ("after.prof", 0.75):
            stats = {}
            for name in names:
                stats[("/srv/" + name, 1, name)] = (30, 30, seconds, seconds, {("/srv/main.py", 1, "main"): (30, 30, seconds, seconds)})
            stats[("/srv/main.py", 1, "main")] = (1, 1, 0.5, 9.0, {})
            marshal.dump(stats, open(file, "wb"))
        os.mkdir("list")
        plain = [c for c in odd if c not in "\\0/" and not 0xD800 <= ord(c) < 0xE000]
        for i in range(0, len(plain), 30):
            marshal.dump(stats, open("list/GET." + "".join(plain[i:i + 30]) + ".12ms.1795351334.prof", "wb"))
        open(b"list/POST.\\xff\\x9b\\xc2.1ms.1795351335.prof", "wb").write(b"text")
        text = "".join(plain)
        os.mkdir("src")
        quiet = text.replace(chr(10), "").replace(chr(13), "").replace(chr(12), "")
        open("src/main.py", "w").write("def main():\\n" + "".join(f"    f{c}()  # {c}\\n" for c in quiet))
        os.makedirs("odd/proftui")
        escaped = "".join(f"\\\\U{ord(c):08x}" for c in plain)
        open("odd/proftui/config.toml", "w").write(
            f'application = "{escaped}"\\ntheme = "{escaped}"\\n[keys]\\nsearch = "{escaped}"\\n'
            f'[paths]\\n"{escaped}" = "{escaped}"\\n[routes]\\n"a({escaped}" = "b"\\n"c{escaped}" = "{escaped}"\\nnone{quiet} = 1\\n')
        """
      let made = try shell.run("cd ~ && python3 - <<'END'\n\(python)\nEND")
      try #require(made.status == 0, "\(made.errors)")
      let names = "\(Repository.root)/Tests/Fixtures/requests/odd-names-py2.7.tar.gz"
      let unpacked = try shell.run("mkdir ~/names ~/bad; tar xzf \(names) -C ~/names; cp \(Self.badNames) ~/bad")
      try #require(unpacked.status == 0, "\(unpacked.errors)")
    }

    private static let badNames = "\(Repository.root)/Tests/Fixtures/profiles/bad/name-*.prof"
    private static let textFormats = ["folded", "speedscope", "callgrind", "json", "csv", "svg", "sunburst"]

    private static let commands =
      ["~/odd.prof | cat", "~/list/POST*", "~/list/GET*X", "~/names/*", "~/bad/* | cat"]
      + textFormats.map { "export --format \($0) ~/odd.prof" }
      + ["text", "json", "csv", "markdown"].flatMap { format in
        ["report --format \(format)", "diff ~/odd.prof --format \(format) --limit 99"].map { "\($0) ~/after.prof" }
          + ["diff ~/list ~/names/* --format \(format)", "diff ~/list ~/list --format \(format)"]
      }
      + ["--pstats", "--callers", "--callees", "--pstats --strip-dirs"].map { "report \($0) ~/odd.prof ~/bad/name*" }
      + ["", "--requests"].flatMap { rows in
        ["text", "csv", "json"].map { "list \(rows) --format \($0) --recursive ~/list ~/names ~/bad" }
      }
      + [
        "check ~/list --max-total 1ms", "check ~/odd.prof --max-calls main=0 --max-share main=1",
        "check ~/names ~/bad --max-total 1ns",
        "check ~/after.prof --against ~/odd.prof --max-regression 1",
        "check ~/odd.prof --max-calls \"$(printf '\\033[31m\\u202e')=1\"",
        "config", "config --path", "~/odd.prof --theme \"$(printf '\\033[31m')\"",
        "--route \"$(printf 'a(\\033[31m\\x9b')=b\" ~", "--map \"$(printf '\\033[31m')\" ~",
        "list --filter \"$(printf '~(\\033[31m')\" ~", "list --sort \"$(printf '\\033[31m')\" ~",
        "report --sort \"$(printf '\\033[31m')\" ~/odd.prof", "report --restrict \"$(printf '(\\033[31m')\" ~/odd.prof",
        "report --format \"$(printf '\\033[31m')\" ~/odd.prof", "\"$(printf '\\033[31m')\"",
        "--\"$(printf '\\033[31m\\u202e')\"",
      ]

    @Test(arguments: commands)
    func nothingHiddenGetsOut(command: String) throws {
      _ = try shell.run("export XDG_CONFIG_HOME=~/odd; { proftui \(command); } > ~/output 2>&1")
      let bytes = try #require(shell.bytes(of: "output"))
      let output = try #require(String(validating: bytes, as: UTF8.self), "bytes that are no UTF-8")
      #expect(!output.isEmpty)
      #expect(hidden(in: output).isEmpty, "\(output.prefix(2000))")
    }

    @Test func screensShowNone() throws {
      let terminal = try Tmux(columns: 150, rows: 40)
      try terminal.allowCopying()
      try terminal.record(to: "output")
      try terminal.type("cp -r \(shell.home)/. ~/odd; export XDG_CONFIG_HOME=~/odd/odd EDITOR=true; cd ~/odd; clear")
      try explore(in: terminal)
      try listAndCompare(in: terminal)
      let output = TerminalOutput(try #require(terminal.shell.bytes(of: "output")))
      #expect(output.strays.isEmpty)
      #expect(hidden(in: output.text).isEmpty)
    }

    /// Every page and prompt of the explorer.
    private func explore(in terminal: Tmux) throws {
      try terminal.type("proftui --map /srv=src odd.prof")
      try terminal.see("ncalls")
      try terminal.press(.down, .down, .enter, .tab, .down, .down, "c", .down, .enter, .escape, .escape)
      try terminal.press("*", "i", .down, "i", "f", .down, .enter, .escape, "f", "v", .escape, .escape)
      try terminal.press("0", "o", .down, "o", "o", "xb", .escape, "u", .down, .right, .enter, "u", "?", .escape)
      try terminal.press("0", "g", .tab, "/main", .enter, "v")
      try terminal.see("def main():")
      try terminal.press(.pageDown, .down, .end, .home, "e", "q", "w", .control("u"), "odd/none/\u{7}", .enter)
      try terminal.press("q")
      try terminal.seePrompt()
    }

    private func listAndCompare(in terminal: Tmux) throws {
      try terminal.type("clear; proftui --recursive ./list names")
      try terminal.see(" profiles")
      try terminal.press(.down, "o", .down, .down, .end, " ", .up, " ", "D")
      _ = try terminal.settledScreen()
      try terminal.press(.down, .enter, .tab, .down, "b", "o", "Q")
      try terminal.seePrompt()
      try terminal.type("clear; proftui diff odd.prof after.prof")
      try terminal.see("most of it")
      try terminal.press(.down, .enter, .tab, .down, "/f", .enter, "b", "q")
      try terminal.seePrompt()
      try terminal.type("clear; proftui diff list list")
      try terminal.see("on both sides")
      try terminal.press(.down, .enter)
      try terminal.see("widths")
      try terminal.press("Q")
      try terminal.seePrompt()
    }

    /// What is copied and what is written to a file, from each page.
    @Test func clipboardAndFilesHoldNone() throws {
      let terminal = try Tmux(columns: 150, rows: 40)
      try terminal.allowCopying()
      try terminal.type("cp -r \(shell.home)/. ~/odd; cd ~/odd; clear; proftui --map /srv=src odd.prof")
      try terminal.see("q quit")
      var copied: Set<String> = []
      for (number, keys)
        in ([["g"], [.tab], ["c"], ["q", "f"], ["q", "/main", .enter, "v"], ["q", "o"]] as [[Stroke]]).enumerated()
      {
        for key in keys { try terminal.press(key) }
        try terminal.press("y")
        try terminal.see("lines of Markdown")
        try terminal.press("w", .control("u"), Stroke("page\(number).md"), .enter)
        try terminal.see("page\(number).md")
        let written = try terminal.eventually("write it") { terminal.shell.bytes(of: "odd/page\(number).md") }
        #expect(hidden(in: String(decoding: written, as: UTF8.self)).isEmpty)
        copied.insert(try terminal.buffer())
      }
      #expect(copied.count == 6)
      #expect(hidden(in: copied.joined()).isEmpty)
    }

    /// The characters of a text that cannot be seen, but for line ends.
    private func hidden(in text: String) -> Set<UInt32> {
      let hidden = text.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n"
        case .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default:
          scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isNoncharacterCodePoint
        }
      }
      return Set(hidden.map(\.value))
    }
  }
}
