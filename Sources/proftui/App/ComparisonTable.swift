import ProfileModel

/// The comparison explorer's table: which functions it shows and in which order, or their groups.
struct ComparisonTable: Sendable {
  private(set) var order = ComparisonOrder(by: .selfTime)
  /// The groups, while the table does not show single functions.
  private(set) var groups: ComparisonGroupTable?
  /// The group whose functions the table shows: an index of the groups.
  private(set) var openedGroup: Int?
  /// The functions in their order.
  private(set) var rows: [PairID] = []
  /// One unit for all self times of the table, and one for all cumulative times.
  private(set) var units = (selfTime: TimeUnit.milliseconds, cumulativeTime: TimeUnit.milliseconds)
  /// The row that is drawn first.
  private(set) var top = 0
  /// The search whose matches are marked, if any.
  private(set) var matches: ComparisonMatches?
  /// The search whose matches alone are in the table, if any.
  private(set) var kept: ComparisonMatches?
  /// While a search is typed the table shows its matches alone.
  private var isSearching = false

  init(of folded: FoldedComparison) { refresh(of: folded) }

  /// The groups, where the table shows them rather than functions.
  var shownGroups: ComparisonGroupTable? { openedGroup == nil && !isSearching ? groups : nil }

  /// The columns of a table of so many columns of the screen. Groups have no verdict: only functions are tested.
  func columns(width: Int) -> ComparisonColumns { ComparisonColumns(width: width, hasVerdict: shownGroups == nil) }

  /// Keeps a row in sight, and the group that is selected.
  mutating func fit(to area: Area, row: Int?) {
    groups?.fit(visible: area.rows)
    if let row { top = area.scrolled(from: top, toShow: row) }
    top = max(0, min(top, rows.count - max(1, area.rows)))
  }

  private mutating func refresh(of folded: FoldedComparison) {
    let comparison = folded.comparison
    let shown = comparison.entries.filter { pair in
      kept?.contains(pair) != false && (!isSearching || matches?.contains(pair) != false)
        && (folded.isShown(pair) || matches?.contains(pair) == true)
        && (openedGroup == nil || groups?.groups.group(of: pair) == openedGroup)
    }
    rows = comparison.sorted(shown, by: order)
    top = 0
    if let groups = shownGroups?.groups.groups {
      units.selfTime = Self.unit(groups.compactMap(\.numbers.selfTime))
      units.cumulativeTime = Self.unit(groups.compactMap(\.numbers.cumulativeTime))
    } else {
      let largest = rows.count == comparison.entries.count ? comparison.largestTimes : nil
      units.selfTime = Self.unit(rows.lazy.map { comparison.selfTime(of: $0) }, largest?.selfTime)
      units.cumulativeTime = Self.unit(rows.lazy.map { comparison.cumulativeTime(of: $0) }, largest?.cumulativeTime)
    }
  }

  /// - Parameter largest: the largest time, where it is known.
  private static func unit(_ times: some Sequence<TimeChange>, _ largest: Double? = nil) -> TimeUnit {
    TimeUnit(
      forColumn: times.lazy.flatMap { [$0.baseline, $0.change] },
      largest: largest ?? times.reduce(0) { max($0, $1.largest) })
  }

  mutating func sort(by order: ComparisonOrder, of folded: FoldedComparison) {
    self.order = order
    groups?.sort(by: order)
    refresh(of: folded)
  }

  /// Marks the matches of a search; while it is typed the table shows nothing else.
  mutating func mark(_ matches: ComparisonMatches?, whileTyping: Bool, of folded: FoldedComparison) {
    self.matches = matches
    isSearching = whileTyping && matches != nil
    refresh(of: folded)
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: ComparisonMatches?, of folded: FoldedComparison) {
    kept = matches
    refresh(of: folded)
  }

  // MARK: Groups

  /// Shows the comparison as it was arranged; where other groups are wanted than before, that of the selected function is
  /// selected.
  mutating func show(_ arranged: ArrangedComparison, selecting pair: PairID?) {
    let isRegrouped = groups?.grouping != arranged.groups?.grouping
    let selected = isRegrouped ? pair.flatMap { arranged.groups?.groups.group(of: $0) } : groups?.selected
    groups = arranged.groups
    groups?.sort(by: order)
    if let selected { groups?.select(group: selected) }
    if isRegrouped {
      openedGroup = nil
      kept = nil
    }
    refresh(of: arranged.folded)
  }

  /// Shows the functions of a group, or all groups again.
  mutating func open(group: Int?, of folded: FoldedComparison) {
    guard group != openedGroup else { return }
    openedGroup = groups == nil ? nil : group
    refresh(of: folded)
  }

  /// Moves through the groups, where the table shows them. False where it shows functions.
  mutating func moveGroups(by steps: Int) -> Bool {
    guard shownGroups != nil else { return false }
    groups?.move(by: steps)
    return true
  }

  mutating func select(groupRow row: Int) { groups?.select(row: row) }
}
