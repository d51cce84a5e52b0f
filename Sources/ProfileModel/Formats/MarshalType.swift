/// The type of a marshalled Python object: its first byte without the highest bit.
///
/// A structure and not an enumeration, since any byte may stand in a file: most objects are the one type that is
/// expected at their place, and whatever else stands there is looked at when it is refused.
///
/// Source: CPython, `Python/marshal.c`, `TYPE_…`; Python 2.7's file of the same name for ``stringReference``.
struct MarshalType: RawRepresentable, Hashable {
  let rawValue: UInt8

  /// No object: the end of a dict.
  static let null = MarshalType(rawValue: UInt8(ascii: "0"))
  static let none = MarshalType(rawValue: UInt8(ascii: "N"))
  static let `false` = MarshalType(rawValue: UInt8(ascii: "F"))
  static let `true` = MarshalType(rawValue: UInt8(ascii: "T"))
  static let stopIteration = MarshalType(rawValue: UInt8(ascii: "S"))
  static let ellipsis = MarshalType(rawValue: UInt8(ascii: "."))
  static let int = MarshalType(rawValue: UInt8(ascii: "i"))
  /// Written by 64-bit Python 2.
  static let int64 = MarshalType(rawValue: UInt8(ascii: "I"))
  /// An integer of any size, in digits of 15 bits.
  static let long = MarshalType(rawValue: UInt8(ascii: "l"))
  static let float = MarshalType(rawValue: UInt8(ascii: "g"))
  /// Versions 0 and 1.
  static let textFloat = MarshalType(rawValue: UInt8(ascii: "f"))
  static let complex = MarshalType(rawValue: UInt8(ascii: "y"))
  /// Versions 0 and 1.
  static let textComplex = MarshalType(rawValue: UInt8(ascii: "x"))
  /// Also the str of Python 2.
  static let bytes = MarshalType(rawValue: UInt8(ascii: "s"))
  /// A string that Python had interned: bytes in Python 2, UTF-8 in version 3.
  static let interned = MarshalType(rawValue: UInt8(ascii: "t"))
  /// A string that was ``interned`` before, in Python 2.
  static let stringReference = MarshalType(rawValue: UInt8(ascii: "R"))
  static let unicode = MarshalType(rawValue: UInt8(ascii: "u"))
  static let ascii = MarshalType(rawValue: UInt8(ascii: "a"))
  static let internedASCII = MarshalType(rawValue: UInt8(ascii: "A"))
  static let shortASCII = MarshalType(rawValue: UInt8(ascii: "z"))
  static let shortInternedASCII = MarshalType(rawValue: UInt8(ascii: "Z"))
  static let reference = MarshalType(rawValue: UInt8(ascii: "r"))
  static let tuple = MarshalType(rawValue: UInt8(ascii: "("))
  static let shortTuple = MarshalType(rawValue: UInt8(ascii: ")"))
  static let list = MarshalType(rawValue: UInt8(ascii: "["))
  static let dict = MarshalType(rawValue: UInt8(ascii: "{"))
  static let set = MarshalType(rawValue: UInt8(ascii: "<"))
  static let frozenset = MarshalType(rawValue: UInt8(ascii: ">"))
  static let code = MarshalType(rawValue: UInt8(ascii: "c"))
  /// Since version 5 (Python 3.14).
  static let slice = MarshalType(rawValue: UInt8(ascii: ":"))
}

extension MarshalType {
  /// The type's name in Python with its article, as sentences about broken files need it; nil if there is none.
  var name: String? {
    switch self {
    case .null: "the end of a dict"
    case .none: "None"
    case .false, .true: "a bool"
    case .stopIteration: "StopIteration"
    case .ellipsis: "an ellipsis"
    case .int, .int64, .long: "an int"
    case .textFloat, .float: "a float"
    case .textComplex, .complex: "a complex number"
    case .bytes: "a bytes string"
    case .interned, .unicode, .ascii, .internedASCII, .shortASCII, .shortInternedASCII: "a string"
    case .stringReference, .reference: "a reference to something else"
    case .tuple, .shortTuple: "a tuple"
    case .list: "a list"
    case .dict: "a dict"
    case .code: "a code object"
    case .set: "a set"
    case .frozenset: "a frozenset"
    case .slice: "a slice"
    default: nil
    }
  }
}

/// The first byte of a marshalled object, and where it stands.
struct MarshalTag {
  let type: MarshalType
  /// Whether the object takes the next number of the reference table.
  let isReferable: Bool
  /// The offset of the byte in the file.
  let offset: Int

}

/// Errors about an object that is not what must stand in its place.
///
/// The expectation is a sentence with "must be", such as "the line of a function must be an int".
extension MarshalTag {
  func error(_ expectation: String) -> ProfileError {
    guard let name = type.name else {
      return ProfileError(
        .malformed, at: offset, "no Python object begins with a byte \(type.rawValue): is the file damaged?")
    }
    return ProfileError(.malformed, at: offset, "\(expectation), not \(name)")
  }

  func error(_ expectation: String, _ reference: MarshalReference) -> ProfileError {
    ProfileError(.malformed, at: offset, "\(expectation), not \(reference)")
  }

  func error(_ expectation: String, tupleOf count: Int) -> ProfileError {
    ProfileError(.malformed, at: offset, "\(expectation), not one of \(count) item\(count == 1 ? "" : "s")")
  }
}
