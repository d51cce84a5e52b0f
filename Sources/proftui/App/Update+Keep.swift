import ProfileModel

/// Taking along what is shown.
extension State {
  /// How many bytes a terminal takes into its clipboard at once: xterm's limit, of which base64 leaves three quarters.
  private static let copyLimit = 74_994 / 4 * 3

  /// What is shown, as Markdown.
  private struct Kept {
    let text: String
    /// The name of what is shown, uncleaned.
    let name: String
    /// What the text is of: `table`.
    let subject: String
  }

  private var kept: Kept? {
    switch content {
    case .explorer(let explorer):
      let markdown = ExplorerMarkdown(explorer: explorer, layout: layout)
      return Kept(text: markdown.text, name: explorer.subject.name, subject: markdown.subject)
    case .comparison(let explorer):
      let markdown = ComparisonMarkdown(explorer: explorer, layout: explorer.layout(size))
      return Kept(text: markdown.text, name: explorer.subject.name, subject: markdown.subject)
    case .comparisons:
      return comparisons.map { list in
        let view = ComparisonListView(list: list, glyphs: .unicode)
        return Kept(text: view.markdown(ofRows: requestLayout.rows.rows), name: "comparison", subject: "routes")
      }
    case .requests:
      return requests.map { browser in
        let view = RequestListView(browser: browser, glyphs: .unicode, now: now)
        let subject = browser.view == .routes ? "routes" : "requests"
        return Kept(text: view.markdown(ofRows: requestLayout.rows.rows), name: "profiles", subject: subject)
      }
    case .reading: return nil
    }
  }

  /// Hands what is shown to the terminal's clipboard.
  mutating func copy() -> [Effect] {
    guard let text = kept?.text else { return [] }
    let bytes = text.utf8.count
    guard bytes <= Self.copyLimit else {
      message = say("\(SizeText.short(bytes)) are too much for a terminal's clipboard", .keep, "writes them to a file")
      return []
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    message = "handed \(lines) lines of Markdown to the terminal, for its clipboard"
    return [.copy(text)]
  }

  /// Asks for a file's name.
  mutating func startKeeping() {
    guard let kept else { return }
    startTyping(.keep(kept.text))
    guard case .typing(var prompt) = mode else { return }
    prompt.text = "\(Self.fileName(kept.name)).\(kept.subject).md"
    mode = .typing(prompt)
  }

  /// A profile's name as a part of a file's name: without directories, and with nothing that a shell or a terminal minds.
  private static func fileName(_ name: String) -> String {
    let base = name.hasSuffix(".prof") ? String(name.dropLast(5)) : name
    let last = base.split(separator: "/").last ?? "profile"
    let kept = last.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return String(kept.prefix(100))
  }
}
