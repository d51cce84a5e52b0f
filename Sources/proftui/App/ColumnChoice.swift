import ProfileModel

/// Which columns tables show, from left to right, where a user has set others than the usual ones.
struct ColumnChoice: Hashable, Sendable {
  /// Of the function table; the name is always among them.
  var functions = TableColumn.allCases
  /// Titles of columns of the table of routes, the route's among them; nil for the usual ones.
  var routes: [String]?
  /// Likewise of requests.
  var requests: [String]?
}

extension TableColumn {
  /// The column's name in settings: pstats' word.
  var settingName: String {
    switch self {
    case .calls: "ncalls"
    case .selfTime: "tottime"
    case .selfTimePerCall: "tottime-percall"
    case .cumulativeTime: "cumtime"
    case .cumulativeTimePerCall: "cumtime-percall"
    case .name: "function"
    }
  }
}
