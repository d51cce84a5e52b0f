import ProfileModel

/// How an editor is started at a line of a file: its words, which no shell ever sees.
struct EditorCommand: Hashable, Sendable {
  /// The program, then its arguments.
  let words: [String]

  /// - Parameters:
  ///   - setting: the editor as the user says it, with arguments: `code --wait`, `'/opt/my editor/vi' -R`.
  ///   - line: from 1.
  /// - Throws: why the setting is none.
  init(_ setting: String, file: String, line: Int) throws(EditorError) {
    let words = try ShellWords.split(setting)
    guard let program = words.first else { throw EditorError("no editor is set") }
    // Some editors show the name as it is, and this one would not be a name but commands to the terminal.
    if file.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      throw EditorError("the file's name has control characters: \(VisibleText.clean(file))")
    }
    // What begins with a sign would be taken for an option.
    let isSafe = file.first != "-" && file.first != "+"
    self.words = words + Self.arguments(of: program, file: isSafe ? file : "./\(file)", line: max(1, line))
  }

  /// What an editor wants to be told, by its program's name.
  private static func arguments(of program: String, file: String, line: Int) -> [String] {
    let name = program.split(separator: "/").last.map(String.init) ?? program
    if plusNumber.contains(name) || name.hasPrefix("vim.") || name.hasPrefix("emacs") { return ["+\(line)", file] }
    if colonNumber.contains(name) { return ["\(file):\(line)"] }
    if goTo.contains(name) { return ["--goto", "\(file):\(line)"] }
    if lineOption.contains(name) { return ["--line", "\(line)", file] }
    return [file]
  }

  /// `+N file`: vi's convention.
  private static let plusNumber: Set<String> = [
    "vi", "vim", "nvim", "nvi", "gvim", "view", "vimdiff", "elvis", "vile", "nano", "rnano", "pico", "emacsclient",
    "mg",
    "jmacs", "joe", "jed", "kak", "ne", "gedit", "mcedit", "less", "more", "most", "editor", "sensible-editor",
  ]
  /// `file:N`
  private static let colonNumber: Set<String> = [
    "subl", "sublime_text", "hx", "helix", "zed", "zeditor", "micro", "lapce",
  ]
  /// `--goto file:N`: Visual Studio Code and its kin.
  private static let goTo: Set<String> = ["code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"]
  /// `--line N file`: JetBrains.
  private static let lineOption: Set<String> = ["pycharm", "charm", "idea", "kate"]
}

extension EditorCommand {
  /// What the user edits with: `VISUAL`, else `EDITOR`, else the first of the usual ones that is installed.
  static func preferred(environment: (String) -> String?, isInstalled: (String) -> Bool) -> String? {
    for name in ["VISUAL", "EDITOR"] {
      if let setting = environment(name), setting.contains(where: { !$0.isWhitespace }) { return setting }
    }
    return ["sensible-editor", "nano", "vi"].first(where: isInstalled)
  }
}

/// Why no editor could be started, in a sentence for the status bar.
struct EditorError: Error, Hashable, Sendable {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
