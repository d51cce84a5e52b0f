import ProfileModel

/// Everything that decides what the screen shows: a value that events turn into the next.
struct State: Sendable {
  /// What the program shows.
  enum Content: Sendable {
    /// A file that is still being read.
    case reading(name: String)
    indirect case explorer(Explorer)
    /// The request list, ``State/requests``.
    case requests
    indirect case comparison(ComparisonExplorer)
    /// The routes that were compared, ``State/comparisons``.
    case comparisons
  }

  /// What keys mean at the moment.
  enum Mode: Sendable {
    case browsing
    /// Text is typed into the status bar.
    indirect case typing(Prompt)
    /// The status bar asks what to fold away.
    case filtering
    /// The help covers the screen, scrolled down by some rows.
    case help(top: Int)
  }

  var size: Size
  let appearance: Appearance
  var content: Content
  /// The request list, from which profiles are opened and to which one comes back; nil where a single file was named.
  var requests: RequestBrowser?
  /// The compared routes, from which comparisons are opened and to which one comes back; nil where none were named.
  var comparisons: ComparisonList?
  /// The comparison of which the explorer shows a side, to come back to.
  @Shared var comparisonBehind: ComparisonExplorer? = nil
  /// The places above the listed directory, through which one came.
  var placesAbove: [Place] = []
  /// The number of the last profile that was asked for.
  var opening = 0
  /// What is being opened, until it is there.
  var pending: Opening?
  /// How the profile that is explored is being arranged, until it is.
  var arranging: Arrangement?
  /// From how many call edges on arranging is work for the background.
  var edgesArrangedAtOnce = 20_000
  /// Where to go in the profile that is being opened: where one was in the one before.
  var bookmark: Bookmark?
  /// What keys do.
  var keys = KeyBindings.standard
  /// The columns of the function table, from left to right.
  var tableColumns = TableColumn.allCases
  /// Where source files are that profiles name by paths of other machines.
  var pathMap = PathMap.none
  /// Seconds since 1970, for what is told relative to today.
  var now = 0.0
  var mode = Mode.browsing
  /// Answers that came while text was typed; they are taken in once it is.
  var waiting: [Event] = []
  /// Something to say in the status bar until the next key.
  var message: String?

  init(size: Size, appearance: Appearance, content: Content) {
    self.size = size
    self.appearance = appearance
    self.content = content
    fitExplorer()
    withComparison { _ in }
  }

  var layout: Layout { layout(of: explorer) }

  private func layout(of explorer: Explorer?) -> Layout {
    Layout(size, isMerge: explorer?.subject.merged != nil, isSunburst: explorer?.isSunburst == true)
  }

  var requestLayout: RequestLayout { RequestLayout(size) }

  /// The requests whose rows are on the screen: what is read first.
  var visibleRequests: [FilePath] {
    guard let browser = requests, case .requests = content, browser.view == .requests else { return [] }
    let rows = (browser.top..<browser.count).prefix(requestLayout.rows.rows)
    return rows.compactMap { index in
      if case .request(let row) = browser.row(at: index) { browser.list.requests[row].file } else { nil }
    }
  }

  /// The explorer, where it is what the screen shows.
  var explorer: Explorer? {
    switch content {
    case .explorer(let explorer): explorer
    case .reading, .requests, .comparison, .comparisons: nil
    }
  }

  /// The comparison explorer, where it is what the screen shows.
  var comparison: ComparisonExplorer? {
    switch content {
    case .comparison(let explorer): explorer
    case .reading, .explorer, .requests, .comparisons: nil
    }
  }

  /// Changes the comparison explorer, where there is one, and fits it to the screen.
  mutating func withComparison(_ change: (inout ComparisonExplorer) -> Void) {
    guard case .comparison(var explorer) = content else { return }
    content = .reading(name: "")  // so that the explorer is changed in place rather than copied
    change(&explorer)
    explorer.fit(to: size)
    content = .comparison(explorer)
  }

  /// Changes the request list, where there is one, and fits it to the screen.
  mutating func withRequests(_ change: (inout RequestBrowser) -> Void) {
    guard var browser = requests.take() else { return }
    change(&browser)
    browser.fit(rows: requestLayout.rows.rows)
    requests = browser
  }

  /// Changes the explorer, where there is one, and fits it to the screen.
  mutating func withExplorer(_ change: (inout Explorer) -> Void) {
    guard case .explorer(var explorer) = content else { return }
    content = .reading(name: "")  // so that the explorer is changed in place rather than copied
    change(&explorer)
    explorer.fit(to: layout(of: explorer))
    content = .explorer(explorer)
  }

  mutating func fitExplorer() { withExplorer { _ in } }
}

/// A profile, or the merge of several, that is being read.
struct Opening: Hashable, Sendable {
  /// Uncleaned.
  let title: String
  /// How many files are read, and how many of them have been.
  let files: Int
  var done = 0
  /// Where to go in what is opened, where it is a side of the comparison that is shown.
  var visit: SideVisit?
  /// The row of the request list that is opened, if it is one.
  var item: RequestBrowser.Item?
}

/// How the terminal wants the screen to be, as far as drawing has to know.
struct Appearance: Hashable, Sendable {
  let glyphs: Glyphs
  /// Whether boxes need a drawn edge because no colour tells them apart.
  let drawsBoxEdges: Bool
  /// Whether half characters can have colours of their own.
  let drawsHalves: Bool

  static let unicode = Appearance(glyphs: .unicode, drawsBoxEdges: false, drawsHalves: true)
  static let ascii = Appearance(glyphs: .ascii, drawsBoxEdges: true, drawsHalves: false)
}

/// A line of text that is being typed.
struct Prompt: Sendable {
  enum Purpose: Sendable {
    case search
    case keepMatches
    case filterRequests
    /// A file's name for the text.
    case keep(String)
  }

  let purpose: Purpose
  var text = ""
  /// What is wrong with the text, if anything.
  var complaint: String?
  /// Where one was before typing, to go back to.
  let before: Before

  indirect enum Before: Sendable {
    case explorer(Explorer)
    case requests(filter: RequestFilter?, selection: RequestBrowser.Item?)
    case comparison(ComparisonExplorer)
    /// The list of compared routes, in which nothing is searched.
    case comparisons
  }

  /// Whether the text names a file, rather than being a search.
  var isForFile: Bool {
    switch purpose {
    case .search, .keepMatches, .filterRequests: false
    case .keep: true
    }
  }

  /// What stands before the text.
  var sign: String {
    switch purpose {
    case .search, .filterRequests: "/"
    case .keepMatches: "&"
    case .keep: "write to the file "
    }
  }
}
