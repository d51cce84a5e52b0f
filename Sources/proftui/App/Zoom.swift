import ProfileModel

/// Which box of the call tree has the full width.
struct Zoom: Hashable, Sendable {
  /// Where paths start.
  enum Origin: Hashable, Sendable {
    /// The whole profile.
    case total
    /// One function from everywhere: all its contexts merged.
    case function(FunctionID)
    /// One function above its callers: the icicle is inverted.
    case callers(of: FunctionID)
  }

  var origin: Origin = .total
  /// From the origin down to the zoomed box; empty for the origin itself.
  var path = CallPath.total

  static let all = Zoom()

  /// Whether callers stand below a box, not callees.
  var isInverted: Bool {
    switch origin {
    case .total, .function: false
    case .callers: true
    }
  }

  /// The zoomed function; nil for the whole profile.
  var function: FunctionID? {
    switch origin {
    case .total: path.last
    case .function(let function), .callers(let function): path.last ?? function
    }
  }

  /// All functions from the origin down, the origin's own first.
  var functions: [FunctionID] {
    switch origin {
    case .total: path.functions
    case .function(let function), .callers(let function): [function] + path.functions
    }
  }
}

/// The one selection that icicle and table share.
struct Selection: Hashable, Sendable {
  /// The selected function; nil while the whole profile is selected.
  var function: FunctionID?
  /// The selected box, from the zoom's origin down; nil where the function has no box that is drawn.
  var path: CallPath?

  static let total = Selection(function: nil, path: .total)
}
