import ProfileModel

/// The page of a function's source code, with the callees that each line names beside it.
struct SourcePage: Sendable {
  enum Content: Sendable {
    /// The file is being read.
    case reading
    case absent(SourceAbsence)
    case listing(Listing)
  }

  /// The lines in which something was searched for, and found.
  struct Found: Sendable {
    let search: Search
    /// From 0, ascending.
    let lines: [Int]
  }

  /// A file that is shown.
  struct Listing: Sendable {
    let file: SourceFile
    let definition: Definition
    let callees: LineCallees
    /// Whether the file was written after the profile: its lines may be others.
    let isNewer: Bool
  }

  let function: FunctionID
  /// The callee whose line is selected at first, if a line names it.
  private let wanted: FunctionID?
  private(set) var content = Content.reading
  /// The selected line, from 0.
  private(set) var position = ListPosition()
  /// Which of the selected line's callees is selected.
  private(set) var calleeIndex = 0
  /// The search whose lines are marked, if any.
  private(set) var found: Found?

  init(of function: FunctionID, lookingFor callee: FunctionID? = nil) {
    self.function = function
    wanted = callee
  }

  var listing: Listing? {
    switch content {
    case .reading, .absent: nil
    case .listing(let listing): listing
    }
  }

  /// The callees that the selected line names.
  var callees: [LineCallees.Callee] { listing?.callees[position.row] ?? [] }

  /// The callee that keys ask about: one of the selected line, if it names any.
  var selectedCallee: FunctionID? {
    callees.indices.contains(calleeIndex) ? callees[calleeIndex].row.function : nil
  }

  /// Shows what was found; a line that was selected before stays so where the file was only read again.
  mutating func show(_ result: Result<SourceFile, SourceAbsence>, in profile: Profile, profiledAt time: Double?) {
    let wasShown = listing != nil
    switch result {
    case .failure(let absence): content = .absent(absence)
    case .success(let file):
      let listing = Listing(file, of: function, in: profile, profiledAt: time)
      content = .listing(listing)
      if let search = found?.search { found = try? Found(search, in: file.text) }
      if !wasShown { position = ListPosition(row: line(of: listing), top: listing.definition.line - 2) }
    }
  }

  /// The line that is selected at first.
  private func line(of listing: Listing) -> Int {
    listing.definition.body.first { line in listing.callees[line].contains { $0.row.function == wanted } }
      ?? listing.definition.line
  }

  mutating func move(by lines: Int) {
    position.move(by: lines, of: listing?.file.text.lines.count ?? 0)
    calleeIndex = 0
  }

  /// Marks the lines that match, and selects the first one from the selected line on, around the end.
  mutating func find(_ search: Search) throws(Search.SyntaxError) {
    found = nil
    guard !search.isEmpty, let text = listing?.file.text else { return }
    let found = try Found(search, in: text)
    self.found = found
    if let line = found.lines.first(where: { $0 >= position.row }) ?? found.lines.first {
      move(by: line - position.row)
    }
  }

  /// Selects the next or previous line that matches, around the end. False where none does.
  mutating func step(by direction: Int) -> Bool {
    guard let lines = found?.lines, let first = lines.first, let last = lines.last else { return false }
    let line =
      direction > 0
      ? lines.first { $0 > position.row } ?? first : lines.last { $0 < position.row } ?? last
    move(by: line - position.row)
    return true
  }

  /// Selects the next callee of the line; after the last one the first.
  mutating func changeCallee() { calleeIndex = callees.isEmpty ? 0 : (calleeIndex + 1) % callees.count }

  mutating func fit(to area: Area) {
    position.fit(visible: SourceLayout(area).code.rows, of: listing?.file.text.lines.count ?? 0)
  }
}

extension SourcePage.Found {
  fileprivate init(_ search: Search, in text: SourceText) throws(Search.SyntaxError) {
    self.search = search
    lines = try search.lines(of: text)
  }
}

extension SourcePage.Listing {
  fileprivate init(_ file: SourceFile, of id: FunctionID, in profile: Profile, profiledAt time: Double?) {
    let function = profile.functions[id]
    self.file = file
    definition = Definition(
      of: function.name, line: function.line, isExecuting: profile.measure == .samples, in: file.text)
    let moved = definition.place == .moved ? definition.line - (function.line - 1) : 0
    callees = LineCallees(of: id, in: profile, file.text, body: definition.body, moved: moved)
    isNewer = time.map { file.modified > $0 + Self.clockTolerance } ?? false
  }

  /// By how many seconds the clocks of two machines, or a time in whole seconds, may be off.
  private static let clockTolerance = 2.0
}

/// Where the parts of the source page lie.
///
///     the function        one or two lines
///     rule                the file, and what is to be known about it
///     code
struct SourceLayout: Hashable, Sendable {
  let function: Area
  let rule: Area
  let code: Area

  init(_ area: Area) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: area.column, rows: max(0, rows), columns: area.columns)
    }
    function = lines(area.row, area.rows >= 12 ? 2 : 1)
    rule = lines(function.endRow, 1)
    code = lines(rule.endRow, area.rows - function.rows - 1)
  }
}
