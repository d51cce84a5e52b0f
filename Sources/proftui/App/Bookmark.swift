import ProfileModel

/// A place in an explorer by names rather than numbers, so that it can be found again in another profile.
struct Bookmark: Sendable {
  private let origin: Origin
  private let zoom: [Label]
  private let selection: [Label]?
  private let selected: Label?
  private let pane: Pane
  private let order: TableOrder
  private let search: Search?
  private let kept: Search?
  /// What is to be arranged before the place is found.
  let arrangement: Arrangement
  private let joinsChains: Bool
  private let foldsRecursion: Bool
  private let isSunburst: Bool
  /// The function whose callers and callees are shown, if they are.
  private let neighbours: Label?

  /// What kind of place the zoom starts from; ``zoom`` holds the function.
  private enum Origin: Sendable {
    case total
    case function
    case callers
  }

  /// What makes two functions of two profiles one.
  private struct Label: Hashable, Sendable {
    let file: String
    let name: String

    init(_ function: FunctionID, _ functions: FunctionTable) {
      file = functions.file(of: function)
      name = functions.name(of: function)
    }
  }

  /// Where one is now.
  init(_ explorer: Explorer) {
    let functions = explorer.profile.functions
    origin =
      switch explorer.zoom.origin {
      case .total: .total
      case .function: .function
      case .callers: .callers
      }
    zoom = explorer.zoom.functions.map { Label($0, functions) }
    selection = explorer.selection.path?.functions.map { Label($0, functions) }
    selected = explorer.selection.function.map { Label($0, functions) }
    pane = explorer.pane
    order = explorer.table.order
    search = explorer.matches?.search
    kept = explorer.table.kept?.search
    arrangement = explorer.arrangement
    joinsChains = explorer.joinsChains
    foldsRecursion = explorer.subject.tree.foldsRecursion
    isSunburst = explorer.isSunburst
    neighbours =
      switch explorer.page {
      case .overview, .source, .findings: nil
      case .neighbours(let page): Label(page.function, functions)
      }
  }

  /// Goes to the place in another profile, as far as it has it. O(functions).
  func restore(in explorer: inout Explorer) {
    let functions = explorer.profile.functions
    var ids: [Label: FunctionID] = [:]
    for id in functions.ids { ids[Label(id, functions)] = id }
    explorer.focus(on: pane)
    explorer.sort(by: order)
    if joinsChains != explorer.joinsChains { explorer.changeChains() }
    if foldsRecursion != explorer.subject.tree.foldsRecursion { explorer.foldRecursion() }
    if isSunburst { explorer.changePicture() }
    explorer.mark(search.flatMap { try? explorer.find($0) }, whileTyping: false)
    if let kept, let matches = try? explorer.find(kept) { explorer.keep(matches) }
    let path = zoom.compactMap { ids[$0] }
    if path.count == zoom.count, let target = target(path), explorer.has(target) { explorer.zoomIn(to: target) }
    if let function = selected.flatMap({ ids[$0] }) {
      let path = (selection ?? []).compactMap { ids[$0] }
      explorer.selection = Selection(function: function, path: path.isEmpty ? nil : CallPath(path))
      if explorer.place(of: explorer.selection) == nil { explorer.findBox() }
    }
    if let function = neighbours.flatMap({ ids[$0] }) { explorer.openNeighbours(of: function) }
  }

  private func target(_ path: [FunctionID]) -> Zoom? {
    let below = CallPath(Array(path.dropFirst()))
    switch origin {
    case .total: return Zoom(origin: .total, path: CallPath(path))
    case .function: return path.first.map { Zoom(origin: .function($0), path: below) }
    case .callers: return path.first.map { Zoom(origin: .callers(of: $0), path: below) }
    }
  }
}
