import TestSupport
import Testing

extension EndToEnd {
  /// Every character that does something else than being seen, through every way out of the program.
  @Suite struct InjectionTests {
    private let shell: Shell

    /// Twenty functions, and the request files of a directory, have all such characters of Unicode in their names.
    init() throws {
      shell = try Shell()
      let python = """
        import marshal, os, sys, unicodedata
        odd = [chr(i) for i in range(0x110000) if unicodedata.category(chr(i)) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
        odd += [chr(i) for i in (0x34f, 0x115f, 0x3164, 0xfe0f, 0xfffe, 0x1fffe, 0xe0100, 0xe01ef)]
        size = len(odd) // 20 + 1
        names = ["f" + "".join(odd[i:i + size]) for i in range(0, len(odd), size)]
        stats = {}
        for name in names:
            stats[("/srv/" + name, 1, name)] = (1, 1, 0.5, 0.5, {})
        stats[("/srv/main", 1, "main")] = (1, 1, 0.5, 9.0, {key: (1, 1, 0.5, 0.5) for key in stats})
        marshal.dump(stats, open("odd.prof", "wb"))
        os.mkdir("list")
        plain = [c for c in odd if c not in "\\0/" and not 0xD800 <= ord(c) < 0xE000]
        for i in range(0, len(plain), 30):
            marshal.dump(stats, open("list/GET." + "".join(plain[i:i + 30]) + ".12ms.1795351334.prof", "wb"))
        open(b"list/POST.\\xff\\x9b\\xc2.1ms.1795351335.prof", "wb").write(b"text")
        """
      let made = try shell.run("cd ~ && python3 - <<'END'\n\(python)\nEND")
      try #require(made.status == 0, "\(made.errors)")
    }

    @Test(arguments: [
      "~/odd.prof | cat", "export --format json ~/odd.prof", "export --format folded ~/odd.prof",
      "export --format speedscope ~/odd.prof", "export --format callgrind ~/odd.prof",
      "export --format svg ~/odd.prof",
      "list ~/list", "list --requests ~/list", "list --format json ~/list", "list --format csv ~/list",
      "list --format csv --requests ~/list", "~/list/POST*", "~/list/GET*X",
      "--route \"$(printf 'a(\\033[31m\\x9b')=b\" ~",
      "list --filter \"$(printf '~(\\033[31m')\" ~", "list --sort \"$(printf '\\033[31m')\" ~",
    ])
    func noControlByteGetsOut(arguments: String) throws {
      let finished = try shell.run("proftui \(arguments)")
      #expect(!finished.output.isEmpty || !finished.errors.isEmpty)
      #expect(controls(in: finished.output).isEmpty)
      #expect(controls(in: finished.errors).isEmpty)
    }

    @Test func screensShowNone() throws {
      let terminal = try Tmux(columns: 150, rows: 40)
      try terminal.record(to: "output")
      try terminal.type("cp -r \(shell.home)/. ~/odd; proftui ~/odd/odd.prof")
      try terminal.see("q quit")
      try terminal.press(.down, .down, .enter, .tab, .down, .down, "c", .escape, "*", "q")
      try terminal.seePrompt()
      try terminal.type("proftui ~/odd/list")
      try terminal.see("q quit")
      try terminal.press(.down, "o", .down, .down, .end, "q")
      try terminal.seePrompt()
      let output = TerminalOutput(try #require(terminal.shell.bytes(of: "output")))
      #expect(output.strays.isEmpty)
      #expect(output.text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
    }

    /// The control characters of a text but for line ends, as numbers.
    private func controls(in text: String) -> Set<UInt32> {
      Set(text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }.map(\.value))
    }
  }
}
