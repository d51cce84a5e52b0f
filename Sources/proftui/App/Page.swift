import ProfileModel

/// What the explorer shows below its title and breadcrumb.
///
/// One starts on the overview. A key opens another page about what is selected; from there one may walk on, and each
/// step back shows the page before as it was left. Every page is a value that holds what it shows and where one is in it.
indirect enum Page: Sendable {
  /// The icicle above the function table; their state is the explorer's own.
  case overview
  /// A function between its callers and its callees.
  case neighbours(NeighboursPage)
  /// A function's source code.
  case source(SourcePage)
  /// What the numbers say by themselves.
  case findings(FindingsPage)
}

/// A selected row of a list, and which part of the list is in sight.
struct ListPosition: Hashable, Sendable {
  private(set) var row = 0
  /// The row that is drawn first.
  private(set) var top = 0

  init(row: Int = 0, top: Int = 0) {
    self.row = row
    self.top = top
  }

  /// Selects another row of `count`, as far as there are rows that way.
  mutating func move(by steps: Int, of count: Int) {
    if count > 0 { row = row.addingClamped(steps, to: 0..<count) }
  }

  /// Keeps the selection in sight where `visible` of `count` rows have room.
  mutating func fit(visible: Int, of count: Int) {
    row = max(0, min(row, count - 1))
    top = Self.top(from: top, toShow: row, visible: visible, of: count)
  }

  /// The first row to draw so that `row` is in sight, moved as little as needed.
  static func top(from top: Int, toShow row: Int, visible: Int, of count: Int) -> Int {
    max(0, min(max(min(top, row), row - max(0, visible - 1)), count - visible))
  }
}

extension Explorer {
  /// The function that is selected on the page that is shown, if one is: what keys ask about.
  var selectedFunction: FunctionID? {
    switch page {
    case .overview: selectedGroup == nil ? selection.function : nil
    case .neighbours(let page): page.selected
    case .source(let page): page.selectedCallee ?? page.function
    case .findings(let page): page.selected?.place
    }
  }

  /// The functions one walked to, from the overview to the page that is shown.
  var walk: [FunctionID] { (pages.earlier + [page]).compactMap(\.function) }
}

extension Page {
  /// The function that the page is about; nil for the overview.
  fileprivate var function: FunctionID? {
    switch self {
    case .overview: nil
    case .neighbours(let page): page.function
    case .source(let page): page.function
    case .findings: nil
    }
  }

  /// Keeps the page's selection in sight.
  mutating func fit(to layout: Layout) {
    switch self {
    case .overview: break
    case .neighbours(var page):
      page.fit(to: layout.page)
      self = .neighbours(page)
    case .source(var page):
      page.fit(to: layout.page)
      self = .source(page)
    case .findings(var page):
      page.fit(to: layout.page)
      self = .findings(page)
    }
  }
}
