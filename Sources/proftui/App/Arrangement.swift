import ProfileModel

/// How the functions of an explorer are arranged: what is folded away, and what the table's rows stand for.
struct Arrangement: Hashable, Sendable {
  /// Of them ``Filter/chains`` is none: it is a matter of the picture.
  var filters: Set<Filter> = []
  var grouping = Grouping.functions
  /// The package whose group is selected then.
  var package: Package?
}

/// A profile arranged so: O(functions + edges), which of a large profile is work for the background.
struct ArrangedProfile: Sendable {
  let arrangement: Arrangement
  let folded: FoldedProfile
  let groups: GroupTable?

  /// - Parameter order: that of the table.
  init(_ arrangement: Arrangement, of subject: Subject, order: TableOrder) {
    var subject = subject
    if arrangement.filters != subject.filters || subject.isFoldedFromOldTree {
      subject.fold(away: arrangement.filters)
      subject.keep(order)
    }
    self.arrangement = arrangement
    folded = subject.folded
    groups = GroupTable(by: arrangement.grouping, of: subject, order: order)
  }
}

extension Explorer {
  /// How the functions are arranged now.
  var arrangement: Arrangement {
    Arrangement(filters: subject.filters, grouping: table.groups?.grouping ?? .functions)
  }

  /// Shows the profile arranged otherwise. False where it was made from another call tree than there is now.
  mutating func show(_ arranged: ArrangedProfile) -> Bool {
    let isRegrouped = arranged.arrangement.grouping != arrangement.grouping || arranged.arrangement.package != nil
    if arranged.folded.filters != subject.filters || subject.isFoldedFromOldTree {
      guard subject.show(arranged.folded) else { return false }
      refold()
      if !isRegrouped { table.followFolding(arranged.groups, of: &subject) }
    }
    if isRegrouped { table.show(arranged.groups, selecting: selection.function, of: &subject) }
    if let package = arranged.arrangement.package {
      focus(on: .table)
      table.select(package)
    }
    return true
  }
}

/// Arranging: at once where nobody notices, else in the background.
extension State {
  mutating func arrange(_ change: (inout Arrangement) -> Void) -> [Effect] {
    guard let explorer else { return [] }
    var arrangement = arranging ?? explorer.arrangement
    arrangement.package = nil
    change(&arrangement)
    if explorer.subject.profile.graph.count < edgesArrangedAtOnce {
      let arranged = ArrangedProfile(arrangement, of: explorer.subject, order: explorer.table.order)
      withExplorer { _ = $0.show(arranged) }
      return outlineIfMissing
    }
    arranging = arrangement
    return [.arrange(arrangement)]
  }

  /// Shows what was arranged in the background; what is wanted no longer is dropped.
  mutating func take(_ arranged: ArrangedProfile, _ opening: Int) -> [Effect] {
    guard explorer?.subject.opening == opening, arranged.arrangement == arranging else { return [] }
    var isShown = false
    withExplorer { isShown = $0.show(arranged) }
    if !isShown { return [.arrange(arranged.arrangement)] }
    arranging = nil
    return outlineIfMissing
  }

  /// The first letter of a search would have to wait for it. That of the whole tree is part of the ``Groundwork``.
  private var outlineIfMissing: [Effect] {
    guard let subject = explorer?.subject, !subject.folded.isWhole, subject.tree.outline == nil else { return [] }
    return [.outline]
  }
}
