/// The name of a built-in, taken out of the words that profilers wrap it in.
///
///     <built-in method time.sleep>                                  time            sleep
///     <method 'execute' of 'psycopg2.extensions.cursor' objects>    psycopg2.extensions.cursor   execute
///     <function socket.close at 0x7f4ab2daf7e0>                     socket          close
///     <built-in method __new__ of type object at 0x7fb78925ea00>    type            __new__
///     <built-in method fromkeys>                                                    fromkeys
///     <time.sleep>                                                  time            sleep
///     sum                                                                           sum
///
/// Source: CPython `Modules/_lsprof.c: normalizeUserObj`, of 2.7 and 3; the last line is the `profile` module's.
public struct BuiltinName: Hashable, Sendable {
  /// The module, or the type with its module; empty where the profiler does not say.
  public let owner: String
  /// The name alone: what source code that calls it says.
  public let name: String
  /// Whether the owner is a type.
  private let isMethod: Bool

  /// - Parameter text: the function's name as the profile has it. O(length).
  public init(_ text: String) {
    if let method = Self.method(text) {
      (name, owner) = method
      isMethod = true
    } else {
      let bare = Self.unwrapped(text)
      let dot = bare.utf8.lastIndex(of: UInt8(ascii: "."))
      owner = dot.map { String(bare[..<$0]) } ?? ""
      name = dot.map { String(bare[bare.utf8.index(after: $0)...]) } ?? String(bare)
      isMethod = false
    }
  }

  /// Owner and name with a dot between them.
  public var qualified: String { owner.isEmpty ? name : "\(owner).\(name)" }

  /// The qualified name, of methods without the module: `cursor.execute`.
  public var short: String {
    isMethod ? "\(owner.split(separator: ".").last ?? "").\(name)" : qualified
  }

  /// `<method 'NAME' of 'TYPE' objects>`, and `<built-in method NAME of TYPE object at 0x…>`.
  private static func method(_ text: String) -> (name: String, owner: String)? {
    if let inner = text.unwrapped(from: "<method '", to: "' objects>"), let (name, owner) = inner.split(at: "' of '") {
      return (String(name), String(owner))
    }
    if let inner = text.unwrapped(from: "<built-in method ", to: ">"), let (name, rest) = inner.split(at: " of "),
      let (owner, _) = rest.split(at: " object at ")
    {
      return (String(name), String(owner))
    }
    return nil
  }

  private static func unwrapped(_ text: String) -> Substring {
    if let inner = text.unwrapped(from: "<built-in method ", to: ">") { return inner }
    if let inner = text.unwrapped(from: "<function ", to: ">") { return inner.split(at: " at ")?.0 ?? inner }
    if let inner = text.unwrapped(from: "<", to: ">"), !inner.utf8.contains(UInt8(ascii: " ")) { return inner }
    return text[...]
  }
}

extension StringProtocol {
  /// What stands between a start and an end; nil where either is missing or nothing is between them.
  fileprivate func unwrapped(from start: String, to end: String) -> SubSequence? {
    guard utf8.count > start.utf8.count + end.utf8.count, hasPrefix(start), hasSuffix(end) else { return nil }
    return self[utf8.index(startIndex, offsetBy: start.utf8.count)..<utf8.index(endIndex, offsetBy: -end.utf8.count)]
  }

  /// What stands before and behind the first place of an ASCII separator. O(length × separator).
  fileprivate func split(at separator: String) -> (SubSequence, SubSequence)? {
    guard let first = separator.utf8.first else { return nil }
    var start = startIndex
    while let place = utf8[start...].firstIndex(of: first) {
      if utf8[place...].starts(with: separator.utf8) {
        return (self[..<place], self[utf8.index(place, offsetBy: separator.utf8.count)...])
      }
      start = utf8.index(after: place)
    }
    return nil
  }
}
