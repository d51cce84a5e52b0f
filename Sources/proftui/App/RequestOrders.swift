import ProfileModel

/// How the two tables of the request list are sorted.
struct RequestOrders: Hashable, Sendable {
  private(set) var routes = RouteOrder(by: .total)
  private(set) var requests = RequestOrder(by: .elapsed)
  /// What to go back to when functions are no longer searched for.
  private var before: Pair?

  private struct Pair: Hashable {
    let routes: RouteOrder
    let requests: RequestOrder
  }

  /// By a column, or the other way round if that is the order already.
  mutating func sortRoutes(by column: RouteColumn) { routes = routes.choosing(column) }

  /// See ``sortRoutes(by:)``.
  mutating func sortRequests(by column: RequestColumn) { requests = requests.choosing(column) }

  mutating func reverseRoutes() { routes = routes.reversed }

  mutating func reverseRequests() { requests = requests.reversed }

  /// Puts what a search for functions finds first, or goes back to the orders from before the search.
  mutating func putFunctionsFirst(_ isSearching: Bool) {
    if isSearching, before == nil {
      before = Pair(routes: routes, requests: requests)
      (routes, requests) = (RouteOrder(by: .function), RequestOrder(by: .function))
    } else if !isSearching, let pair = before.take() {
      if routes.column == .function { routes = pair.routes }
      if requests.column == .function { requests = pair.requests }
    }
  }
}

extension ColumnOrder {
  /// The order by a column, as a digit or a click on the heading asks for it: of the column that it is by already, the other
  /// way round.
  func choosing(_ column: Column) -> ColumnOrder { column == self.column ? reversed : ColumnOrder(by: column) }
}
