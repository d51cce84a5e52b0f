import ProfileModel

/// The page of findings: what the numbers of the profile say by themselves.
struct FindingsPage: Sendable {
  /// The weightiest first; nil while they are looked for.
  private(set) var found: [Finding]?
  private(set) var position = ListPosition()

  init(_ findings: [Finding]?) { found = findings }

  var findings: [Finding] { found ?? [] }

  var selected: Finding? { findings.indices.contains(position.row) ? findings[position.row] : nil }

  mutating func move(by steps: Int) { position.move(by: steps, of: findings.count) }

  /// Takes what was found meanwhile.
  mutating func take(_ findings: [Finding]) { if found == nil { found = findings } }

  mutating func fit(to area: Area) {
    position.fit(visible: FindingsLayout(area).rows.rows, of: findings.count)
  }
}

extension Finding {
  /// The function that one has to look at, and to change: of repeated calls the one that repeats them.
  var place: FunctionID {
    switch evidence {
    case .repeatedCalls(let repeated): repeated.caller
    case .oneTimeWork, .profilerOverhead, .recursion, .mixedRequests, .aboveTotal, .oddRequest: function
    }
  }
}

/// Where the parts of the page of findings lie.
///
///     heading
///     rows            one a finding
///     rule
///     the selected finding in full, and its function
struct FindingsLayout: Hashable, Sendable {
  let heading: Area
  let rows: Area
  let rule: Area
  let sentence: Area
  let function: Area

  init(_ area: Area) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: area.column, rows: max(0, rows), columns: area.columns)
    }
    let functionRows = area.rows >= 12 ? 2 : 1
    heading = lines(area.row, 1)
    rows = lines(heading.endRow, area.rows - functionRows - 4)
    rule = lines(rows.endRow, 1)
    sentence = lines(rule.endRow, 2)
    function = lines(sentence.endRow, functionRows)
  }
}
