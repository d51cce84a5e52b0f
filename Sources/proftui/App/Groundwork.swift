import ProfileModel

/// What keys ask of a profile sooner or later, and its first picture does not need: worked out once, in the background.
struct Groundwork: Sendable {
  /// For what the time was spent, as far as names tell.
  let waiting: Waiting
  /// What the numbers say by themselves.
  let findings: [Finding]
  /// The table's rows in the order that each column has at first.
  let orders: TableOrders
  /// What searches look at.
  let names: SearchText
  let labels: SearchText
  /// The large boxes of the call tree, where the tree is the best there is.
  let outline: Outline?

  /// O(functions + call edges), the boxes of an outline, and a comparison sort for equal file names.
  init(of subject: Subject) {
    let profile = subject.profile
    let kinds = WaitingKinds(of: profile.functions)
    waiting = Waiting(profile, kinds: kinds)
    findings = Findings.all(in: profile, kinds, merged: subject.merged)
    var orders = TableOrders()
    for column in TableColumn.allCases { orders.keep(TableOrder(by: column), of: profile) }
    self.orders = orders
    names = SearchText(namesOf: profile.functions)
    labels = SearchText(labelsOf: profile.functions)
    outline = subject.wholeTree.isPrepared ? subject.wholeTree.outlined().outline : nil
  }
}
