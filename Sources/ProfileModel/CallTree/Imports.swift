/// Draws modules below those who imported them.
///
/// In the graph all imports run through the same functions of importlib, so the rules for tables would show every module
/// below every importer. But a module runs once, so each is assigned to one importer (``ImportAssignment``), and travels as
/// *cargo* from the importer's box through importlib's functions to its own box, which gets the module's exact time. What
/// importlib itself does is shared out by the tables as everywhere; so the modules' time is taken out of the tables.
///
///     app.py <module>  ▶ _find_and_load ▶ _find_and_load_unlocked ▶ _load_unlocked ▶ exec_module ▶ … ▶ exec ▶ <module>
///
/// The way depends on how the module was imported: `from package import name` starts at `_handle_fromlist`, a package that
/// is loaded on the way to a module in it goes round through `__import__` once more, and a frozen module has a loader of its
/// own, which exact sums tell.
struct Imports: Sendable {
  /// Modules that go one way from an importer to `exec`.
  struct Trip: Sendable {
    /// The edges on the way: the first leads into importlib, the last to `exec`.
    let route: [Int]
    /// The edges from `exec` to the modules.
    let modules: [(row: Int, time: Double)]
    /// Nanoseconds of all modules.
    let time: Double
  }

  private(set) var trips: [Trip] = []
  /// The trips that start at an importer's edge.
  private(set) var departures: [Int: [Int]] = [:]
  /// The trip that ends at a module's edge.
  private(set) var arrivals: [Int: Int] = [:]
  private(set) var changes: FlowChanges

  /// Nil where there is nothing to assign. O(functions + edges), and a bounded search.
  init?(_ profile: Profile, _ numbers: CallNumbers, _ flows: Flows, _ tables: (Int) -> CallTables) {
    guard let system = ImportSystem(profile, numbers) else { return nil }
    let importers = system.importerEdges()
    let modules = importers.isEmpty ? [] : system.moduleEdges(tables(system.exec))
    if modules.isEmpty { return nil }
    changes = FlowChanges(rows: flows.time, columns: flows.time)
    var folders = SourceFolders()
    let assignment = ImportAssignment(
      importers: importers.map { Self.importer($0, system, numbers, &folders) },
      modules: modules.map { Self.module($0.row, system, numbers, &folders) }, folders: folders)
    let byEntries = Dictionary(grouping: modules, by: \.entries)
    for entries in byEntries.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let rows = Set(byEntries[entries, default: []].map(\.row))
      let routes = ImportRoutes(system, numbers, flows, entries: entries)
      for importer in assignment.importers.indices { addTrips(importer, assignment, rows, routes) }
    }
    if trips.isEmpty { return nil }
    takeOut(numbers, flows)
    conserve(numbers, flows)
  }

  private static func importer(
    _ row: Int, _ system: ImportSystem, _ numbers: CallNumbers, _ folders: inout SourceFolders
  ) -> ImportAssignment.Importer {
    let caller = numbers.graph.callers[row].row
    let isFromList = system.name(numbers.callee(row)) == "_handle_fromlist"
    return ImportAssignment.Importer(
      row: row, function: caller, time: numbers.edges.cumulativeTime[row],
      loads: isFromList ? 0 : Int(min(1e6, numbers.edges.calls[row])),
      folder: folders.number(ofFile: system.file(caller)))
  }

  private static func module(
    _ row: Int, _ system: ImportSystem, _ numbers: CallNumbers, _ folders: inout SourceFolders
  ) -> ImportAssignment.Module {
    let function = numbers.callee(row)
    let file = system.file(function)
    return ImportAssignment.Module(
      row: row, function: function, time: numbers.edges.cumulativeTime[row],
      folder: folders.number(ofFile: file), isPackage: file.hasSuffix("__init__.py"))
  }

  /// More modules than loads: the packages among them were loaded on the way to the others, and go round once more.
  ///
  /// - Parameter rows: the modules that can take these routes.
  private mutating func addTrips(
    _ importer: Int, _ assignment: ImportAssignment, _ rows: Set<Int>, _ routes: ImportRoutes
  ) {
    let place = assignment.importers[importer]
    let list = assignment.assigned[importer]
    let excess = place.loads > 0 ? max(0, list.count - place.loads) : 0
    let packages = assignment.packages(of: importer).sorted { $0 < $1 }.prefix(excess)
    for (modules, isRoundabout) in [(list.filter { !packages.contains($0) }, false), (Array(packages), true)] {
      let edges = modules.map { (row: assignment.modules[$0].row, time: assignment.modules[$0].time) }
        .filter { rows.contains($0.row) }
      let time = edges.reduce(0) { $0 + $1.time }
      guard time > 0, let route = routes.route(from: place.row, isRoundabout: isRoundabout) else { continue }
      departures[place.row, default: []].append(trips.count)
      for edge in edges { arrivals[edge.row] = trips.count }
      trips.append(Trip(route: route, modules: edges, time: time))
    }
  }

  /// Takes the modules out of the flows through importlib, so that its tables share out the rest.
  private mutating func takeOut(_ numbers: CallNumbers, _ flows: Flows) {
    for trip in trips {
      changes.rows[trip.route[0]] -= trip.time
      for row in trip.route.dropFirst() {
        changes.rows[row] -= trip.time
        changes.columns[row] -= trip.time
      }
      for module in trip.modules { changes.columns[module.row] = 0 }
    }
    for trip in trips {
      for row in trip.route { changes.rows[row] = max(changes.rows[row], numbers.edges.selfTime[row]) }
      for row in trip.route.dropFirst() {
        changes.columns[row] = max(changes.columns[row], numbers.edges.selfTime[row])
      }
    }
  }
}

extension Imports {
  /// Makes what is left of the unknown flows within importlib add up again at each of its functions.
  private mutating func conserve(_ numbers: CallNumbers, _ flows: Flows) {
    let functions = Set(trips.flatMap { $0.route.map(numbers.callee) })
    func isFree(_ row: Int) -> Bool {
      guard row < numbers.graph.count, !flows.isExact[row], let caller = numbers.caller(row) else { return false }
      return functions.contains(caller) && functions.contains(numbers.callee(row))
    }
    var times = changes.rows
    Relaxation(
      numbers, functions: functions.sorted(), incoming: changes.rows, outgoing: changes.columns, isFree: isFree,
      lowest: { numbers.edges.selfTime[$0] }
    ).relax(&times)
    for row in times.indices where isFree(row) {
      changes.rows[row] = times[row]
      changes.columns[row] = times[row]
    }
  }
}

/// Where modules are on their way from an importer's box to their own.
struct ImportedCargo: Sendable {
  let trip: Int
  /// The position of the box's edge on the route.
  let position: Int
  /// Nanoseconds.
  let time: Double
}

/// The ways through importlib to `exec`.
struct ImportRoutes {
  private let system: ImportSystem
  private let numbers: CallNumbers
  private let flows: Flows
  /// The edges from importlib to `exec` over which the ways may end.
  private let entries: [Int]
  /// Whether a function of importlib leads to one of them.
  private let isLeading: [Bool]

  init(_ system: ImportSystem, _ numbers: CallNumbers, _ flows: Flows, entries: [Int]) {
    self.system = system
    self.numbers = numbers
    self.flows = flows
    self.entries = entries
    isLeading = system.leading(to: entries)
  }

  /// The widest way from an importer's edge to `exec`; the long way round where there is no such way.
  func route(from row: Int, isRoundabout: Bool) -> [Int]? {
    if isRoundabout, let route = widest(from: row, isRoundabout: true) { return route }
    return widest(from: row, isRoundabout: false)
  }

  private func widest(from start: Int, isRoundabout: Bool) -> [Int]? {
    var route = [start]
    var hasToTurn = isRoundabout
    while let last = route.last, numbers.callee(last) != system.exec {
      var best: Int?
      numbers.forEachOutgoing(numbers.callee(last)) { next in
        guard isOnTheWay(from: last, to: next, hasToTurn), route.count(where: { $0 == next }) <= (isRoundabout ? 1 : 0)
        else { return }
        if best.map({ flows.time[next] > flows.time[$0] }) ?? true { best = next }
      }
      guard let best, route.count < 40 else { return nil }
      if system.name(numbers.callee(last)) == "_find_and_load_unlocked" { hasToTurn = false }
      route.append(best)
    }
    return route
  }

  /// `_call_with_frames_removed` calls what it is given: `exec` for `exec_module`, else `__import__`. A package on the
  /// way to a module is loaded by `_find_and_load_unlocked`, which calls `__import__` for it.
  private func isOnTheWay(from row: Int, to next: Int, _ hasToTurn: Bool) -> Bool {
    let callee = numbers.callee(next)
    guard callee == system.exec ? entries.contains(next) : isLeading[callee] else { return false }
    switch system.name(numbers.callee(row)) {
    case "_call_with_frames_removed":
      let isExecuting = numbers.caller(row).map { system.name($0) == "exec_module" } ?? false
      return isExecuting == (callee == system.exec)
    case "_find_and_load_unlocked":
      return (system.name(callee) == "_call_with_frames_removed") == hasToTurn
    default:
      return true
    }
  }
}
