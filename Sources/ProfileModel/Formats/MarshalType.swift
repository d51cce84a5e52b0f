/// The types of marshalled Python objects: the first byte of each, without its highest bit.
///
/// Source: CPython, `Python/marshal.c`, `TYPE_…`; Python 2.7's file of the same name for ``stringReference``.
enum MarshalType: UInt8 {
  /// No object: the end of a dict.
  case null = 0x30  // 0
  case none = 0x4E  // N
  case `false` = 0x46  // F
  case `true` = 0x54  // T
  case stopIteration = 0x53  // S
  case ellipsis = 0x2E  // .
  case int = 0x69  // i
  case int64 = 0x49  // I, written by 64-bit Python 2
  case textFloat = 0x66  // f, versions 0 and 1
  case float = 0x67  // g
  case textComplex = 0x78  // x, versions 0 and 1
  case complex = 0x79  // y
  /// An integer of any size, in digits of 15 bits.
  case long = 0x6C  // l
  case bytes = 0x73  // s; the str of Python 2
  /// A string that Python had interned: bytes in Python 2, UTF-8 in version 3.
  case interned = 0x74  // t
  /// A string that was ``interned`` before, in Python 2.
  case stringReference = 0x52  // R
  case reference = 0x72  // r
  case tuple = 0x28  // (
  case shortTuple = 0x29  // )
  case list = 0x5B  // [
  case dict = 0x7B  // {
  case code = 0x63  // c
  case unicode = 0x75  // u
  case ascii = 0x61  // a
  case internedASCII = 0x41  // A
  case shortASCII = 0x7A  // z
  case shortInternedASCII = 0x5A  // Z
  case set = 0x3C  // <
  case frozenset = 0x3E  // >
  /// Since version 5 (Python 3.14).
  case slice = 0x3A  // :
  /// What Python writes for an object that it cannot marshal.
  case unknown = 0x3F  // ?
}

extension MarshalType: CustomStringConvertible {
  /// The type's name in Python with its article, as sentences about broken files need it.
  var description: String {
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
    case .unknown: "an object that Python could not marshal"
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
