import ProfileModel

/// Everything that decides what the screen shows: a value that events turn into the next.
struct State: Sendable {
  /// What the program shows.
  enum Content: Sendable {
    /// A file that is still being read.
    case reading(name: String)
    case explorer(Explorer)
  }

  /// What keys mean at the moment.
  enum Mode: Sendable {
    case browsing
    /// Text is typed into the status bar.
    case typing(Prompt)
    /// The help covers the screen, scrolled down by some rows.
    case help(top: Int)
  }

  var size: Size
  let appearance: Appearance
  var content: Content
  var mode = Mode.browsing
  /// Something to say in the status bar until the next key.
  var message: String?

  init(size: Size, appearance: Appearance, content: Content) {
    self.size = size
    self.appearance = appearance
    self.content = content
    fitExplorer()
  }

  var layout: Layout { Layout(size) }

  /// Changes the explorer, where there is one, and fits it to the screen.
  mutating func withExplorer(_ change: (inout Explorer) -> Void) {
    guard case .explorer(var explorer) = content else { return }
    content = .reading(name: "")  // so that the explorer is changed in place rather than copied
    change(&explorer)
    explorer.fit(to: layout)
    content = .explorer(explorer)
  }

  mutating func fitExplorer() { withExplorer { _ in } }
}

/// How the terminal wants the screen to be, as far as drawing has to know.
struct Appearance: Hashable, Sendable {
  let glyphs: Glyphs
  /// Whether boxes need a drawn edge because no colour tells them apart.
  let drawsBoxEdges: Bool

  static let unicode = Appearance(glyphs: .unicode, drawsBoxEdges: false)
  static let ascii = Appearance(glyphs: .ascii, drawsBoxEdges: true)
}

/// A line of text that is being typed.
struct Prompt: Sendable {
  enum Purpose: Sendable {
    case search
    case keepMatches
  }

  let purpose: Purpose
  var text = ""
  /// What is wrong with the text, if anything.
  var complaint: String?
  /// Where one was before typing, to go back to.
  let before: Explorer

  /// What stands before the text.
  var sign: String {
    switch purpose {
    case .search: "/"
    case .keepMatches: "&"
    }
  }
}
