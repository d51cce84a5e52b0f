extension MarshalReader {
  /// Steps over an object of any type, after its tag, with all that it holds.
  ///
  /// What it holds takes its numbers in the reference tables, since later objects count on them. Nested deeper than
  /// ``nestingLimit`` it is refused, so the recursion is bounded; lengths are used up item by item, so nothing is
  /// allocated for them.
  mutating func skip(_ tag: MarshalTag, depth: Int) throws(ProfileError) {
    guard depth < Self.nestingLimit else {
      throw ProfileError(.malformed, at: tag.offset, "objects are nested deeper than \(Self.nestingLimit) levels")
    }
    switch tag.type {
    case .none, .false, .true, .stopIteration, .ellipsis: return
    case .int, .int64, .long, .float, .textFloat: _ = try number(tag)
    case .complex, .textComplex: try skipComplex(tag)
    case .shortASCII, .shortInternedASCII, .ascii, .internedASCII, .unicode, .interned, .bytes: try skipString(tag)
    case .reference: _ = try reference(tag)
    case .stringReference: _ = try string(tag)
    case .code: _ = try codeObject(tag, depth: depth + 1)
    case .tuple, .shortTuple, .list, .set, .frozenset, .slice: try skipItems(tag, depth: depth + 1)
    case .dict: try skipDict(tag, depth: depth + 1)
    default: throw tag.error("an object must stand here")
    }
  }

  private mutating func skipComplex(_ tag: MarshalTag) throws(ProfileError) {
    let number = begin(tag)
    for _ in 0..<2 { _ = try input.range(of: tag.type == .complex ? 8 : Int(try input.uint8())) }
    finish(number, as: .other(tag))
  }

  /// Strings that nobody can refer to are not even interned.
  private mutating func skipString(_ tag: MarshalTag) throws(ProfileError) {
    if tag.isReferable || tag.type == .interned { _ = try string(tag) } else { _ = try stringRange(tag) }
  }

  private mutating func skipItems(_ tag: MarshalTag, depth: Int) throws(ProfileError) {
    let number = begin(tag)
    let count =
      switch tag.type {
      case .slice: 3
      case .shortTuple: Int(try input.uint8())
      default: try self.count()
      }
    for _ in 0..<count { try skip(try self.tag(), depth: depth) }
    finish(number, as: .other(tag))
  }

  private mutating func skipDict(_ tag: MarshalTag, depth: Int) throws(ProfileError) {
    let number = begin(tag)
    while true {
      let key = try self.tag()
      if key.type == .null { break }
      try skip(key, depth: depth)
      try skip(try self.tag(), depth: depth)
    }
    finish(number, as: .other(tag))
  }
}

extension MarshalReference {
  /// An object that no pstats file refers to.
  static func other(_ tag: MarshalTag) -> MarshalReference { MarshalReference(.other, UInt32(tag.type.rawValue)) }
}
