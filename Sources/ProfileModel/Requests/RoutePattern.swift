/// What the requests of one route have in common: a method, and a path in which identifiers stand folded.
///
///     GET /resource_providers/{uuid}/inventories
///
/// Requests whose names tell no path have a route of their own, with neither.
public struct RoutePattern: Hashable, Sendable {
  /// Nil where file names have none.
  public let method: String?
  /// The path with `{id}`, `{uuid}`, `{hex}` and `{name}` for segments, or the name that a ``RouteRule`` gives; uncleaned.
  public let path: String?

  public init(method: String?, path: String?) {
    self.method = method
    self.path = path
  }

  /// The route of files whose names tell no path.
  public static let unnamed = RoutePattern(method: nil, path: nil)

  /// Method and path with a blank between them, uncleaned; empty where there is neither.
  public var text: String { [method, path].compactMap { $0 }.joined(separator: " ") }
}

extension RoutePattern: Comparable {
  /// By path, then by method; what is not known comes last.
  public static func < (left: RoutePattern, right: RoutePattern) -> Bool {
    if left.path != right.path { return isBefore(left.path, right.path) }
    return isBefore(left.method, right.method)
  }

  private static func isBefore(_ left: String?, _ right: String?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    return left < right
  }
}

/// A rule that gives requests a route: `REGEX=NAME`.
///
/// The expression is looked for in `METHOD /path`, with the identifiers still in it. Requests that match have the route
/// of this name under their own method.
public struct RouteRule: Hashable, Sendable {
  /// Why a text is no rule.
  public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One clause without the text itself.
    public let description: String
  }

  /// What is looked for.
  public let expression: RegularExpression
  /// What the route is called.
  public let name: String

  /// Takes a rule apart at its last `=`.
  ///
  /// - Throws: ``SyntaxError`` where there is none, or no name behind it, or no regular expression before it.
  public init(_ text: String) throws(SyntaxError) {
    guard let mark = text.lastIndex(of: "="), mark > text.startIndex, text.index(after: mark) < text.endIndex else {
      throw SyntaxError(description: "a route is given as REGEX=NAME")
    }
    do {
      expression = try RegularExpression(String(text[..<mark]))
    } catch {
      throw SyntaxError(description: "not a regular expression: \(error.reason)")
    }
    name = String(text[text.index(after: mark)...])
  }
}
