/// What is kept of an object that later objects may refer to: eight bytes, whatever the object's size.
///
/// A reference is looked up, never expanded: the objects of a pstats file that can stand in it again are numbers,
/// strings, functions, and the numbers and callers of functions and edges, and each of these is a row of some column.
struct MarshalReference {
  /// What a payload is.
  enum Kind {
    /// No payload yet: the object is still being read, and a reference to it would be a cycle.
    case unfinished
    /// An integer of 32 bits: itself.
    case int
    /// Any other number: a row of ``MarshalReader``'s numbers.
    case number
    /// A ``StringID``.
    case string
    /// A ``CodeObject``.
    case code
    /// A tuple (file, line, name): a ``FunctionLabel``.
    case label
    /// A tuple of an edge's numbers: an edge.
    case edge
    /// A dict of callers: the entry that it belongs to.
    case callers
    /// A tuple of a function's numbers and callers: an entry.
    case entry
    /// An object that no pstats file refers to: its ``MarshalType``.
    case other
  }

  let kind: Kind
  let payload: UInt32

  init(_ kind: Kind, _ payload: UInt32 = 0) {
    self.kind = kind
    self.payload = payload
  }

  init(_ kind: Kind, row: Int) { self.init(kind, UInt32(truncatingIfNeeded: row)) }

  var row: Int { Int(payload) }
}

extension MarshalReference: CustomStringConvertible {
  /// The object with its article, as sentences about broken files need it.
  var description: String {
    switch kind {
    case .unfinished: "a reference to an object that holds it"
    case .int, .number: "a reference to a number"
    case .string: "a reference to a string"
    case .code: "a reference to a code object"
    case .label, .edge, .entry: "a reference to a tuple"
    case .callers: "a reference to a dict"
    case .other: "a reference to \(MarshalType(rawValue: UInt8(truncatingIfNeeded: payload)).name ?? "something else")"
    }
  }
}
