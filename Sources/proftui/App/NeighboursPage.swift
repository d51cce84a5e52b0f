import ProfileModel

/// The page of one function between its callers and its callees. One selection walks through both lists.
///
/// Where a function was called by other code than the application's, the places in the application that caused the calls
/// come first: of a database driver's `execute` one wants to know those, and not the eight layers in between.
struct NeighboursPage: Sendable {
  /// A row of one of the lists.
  enum Row: Hashable, Sendable {
    /// Application code that leads to calls of the function.
    case application(NearestCaller)
    case edge(Neighbours.Row)

    var function: FunctionID {
      switch self {
      case .application(let caller): caller.function
      case .edge(let row): row.function
      }
    }
  }

  let neighbours: Neighbours
  /// The places in the application that cause most of the calls; empty where the callers are the application themselves.
  let applicationCallers: [NearestCaller]
  /// How many such places there are; at most ``applicationLimit`` are shown.
  let applicationCount: Int
  private(set) var order: NeighbourOrder
  /// Who called the function, and whom it called.
  var lists: CallerLists<Row>

  private static let applicationLimit = 5
  /// What share of the calls or of their time a place must have to be one that caused them.
  private static let leastShare = 0.001

  /// - Parameter order: how both lists are sorted.
  init(of function: FunctionID, in subject: Subject, order: NeighbourOrder) {
    neighbours = Neighbours(of: function, in: subject.profile)
    let areApplication = neighbours.callers.allSatisfy {
      $0.function == function || subject.isApplication($0.function)
    }
    let all = areApplication ? [] : subject.profile.nearestCallers(of: function, where: subject.isApplication)
    let sums = all.reduce(into: (calls: 0.0, time: 0.0)) {
      ($0.calls, $0.time) = ($0.calls + $1.calls, $0.time + $1.time)
    }
    let found = all.filter { $0.time > Self.leastShare * sums.time || $0.calls > Self.leastShare * sums.calls }
    applicationCount = found.count
    applicationCallers = Array(found.prefix(Self.applicationLimit))
    self.order = order
    lists = CallerLists(
      callers: applicationCallers.map(Row.application) + neighbours.callers.map(Row.edge),
      callees: neighbours.callees.map(Row.edge))
    sort(by: order, in: subject.profile)
  }

  /// The function in the middle.
  var function: FunctionID { neighbours.function }

  /// The function in the selected row; the one in the middle where there is no row.
  var selected: FunctionID { lists.selected?.function ?? function }

  /// What the selected caller calls on its way to the function: of callers far up that is another function.
  var calledFunction: FunctionID {
    guard case .application(let caller) = lists.selected else { return function }
    return caller.path.first ?? function
  }

  /// Sorts both lists but for the application's rows; the first rows are selected.
  mutating func sort(by order: NeighbourOrder, in profile: Profile) {
    self.order = order
    lists.replace(
      callers: applicationCallers.map(Row.application) + profile.sorted(neighbours.callers, by: order).map(Row.edge),
      callees: profile.sorted(neighbours.callees, by: order).map(Row.edge))
  }

  /// Keeps the selected rows in sight.
  mutating func fit(to area: Area) { lists.fit(to: area) }
}

/// Where the parts of the page of callers and callees lie. Views draw by it, and keys scroll by it.
///
///     heading of the callers
///     callers                     as many rows as there are, at most half
///     rule
///     the function                one or two lines
///     heading of the callees
///     callees
struct NeighboursLayout: Hashable, Sendable {
  let callersHeading: Area
  let callers: Area
  let rule: Area
  let function: Area
  let calleesHeading: Area
  let callees: Area

  init(_ area: Area, callers callerCount: Int, callees calleeCount: Int) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: area.column, rows: max(0, rows), columns: area.columns)
    }
    let functionRows = area.rows >= 12 ? 2 : 1
    let free = max(0, area.rows - functionRows - 3)
    let wanted = max(1, callerCount)
    let callerRows = min(wanted, max((free + 1) / 2, free - max(1, calleeCount)))
    callersHeading = lines(area.row, 1)
    callers = lines(callersHeading.endRow, callerRows)
    rule = lines(callers.endRow, 1)
    function = lines(rule.endRow, functionRows)
    calleesHeading = lines(function.endRow, 1)
    callees = lines(calleesHeading.endRow, free - callerRows)
  }

  func heading(of pane: CallerPane) -> Area { pane == .callers ? callersHeading : calleesHeading }

  func rows(of pane: CallerPane) -> Area { pane == .callers ? callers : callees }
}
