import ProfileModel

/// A list of requests as JSON, for scripts: the schema `proftui.list/1`.
///
///     {"schema": "proftui.list/1",
///      "routes": [{"method": "GET", "path": "/users/{id}", "profiles": 2, "total_seconds": 0.1, "mean_seconds": 0.05,
///                  "p50_seconds": 0.04, "p95_seconds": 0.06, "max_seconds": 0.06, "last": 1795351334.0}],
///      "requests": [{"file": "dir/GET.users.7.40ms.1795351334.prof", "method": "GET", "path": "/users/7",
///                    "elapsed_seconds": 0.04, "time": 1795351334.0, "bytes": 82321}],
///      "broken": [{"file": "dir/x.prof", "byte": 0, "reason": "this is text, no profile"}]}
///
/// What is not known is null; points in time are seconds since 1970. All of it is ASCII. A byte of a file's name that is no
/// UTF-8 is a lone surrogate, `\udc80` to `\udcff`, as Python's `os.fsencode` takes it.
struct ListJSON {
  private let report: ListReport

  init(_ report: ListReport) { self.report = report }

  /// The whole text, one route, request or broken file a line.
  var text: String {
    let broken = report.list.requests.filter { $0.error != nil }.sorted { $0.file < $1.file }
    let parts = [
      #""schema": "proftui.list/1""#, array("routes", report.routes.map(object)),
      array("requests", report.requests.map(object)), array("broken", broken.map(brokenObject)),
    ]
    return "{\(parts.joined(separator: ",\n "))}\n"
  }

  private func object(_ route: Route) -> String {
    let numbers = route.statistics
    return object([
      ("method", string(route.pattern.method)), ("path", string(route.pattern.path)),
      ("profiles", "\(numbers.profiles)"), ("total_seconds", number(numbers.mean == nil ? nil : numbers.total)),
      ("mean_seconds", number(numbers.mean)), ("p50_seconds", number(numbers.p50)),
      ("p95_seconds", number(numbers.p95)), ("max_seconds", number(numbers.maximum)), ("last", number(numbers.last)),
    ])
  }

  private func object(_ request: RequestProfile) -> String {
    object([
      ("file", Self.string(request.file.bytes)), ("method", string(request.name.method)),
      ("path", string(request.name.path)), ("elapsed_seconds", number(request.elapsed)), ("time", number(request.time)),
      ("bytes", "\(request.size)"),
    ])
  }

  private func brokenObject(_ request: RequestProfile) -> String {
    object([
      ("file", Self.string(request.file.bytes)), ("byte", request.error?.offset.map { "\($0)" } ?? "null"),
      ("reason", string(request.error?.reason)),
    ])
  }

  // MARK: Values

  private func object(_ members: [(name: String, value: String)]) -> String {
    "{\(members.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", "))}"
  }

  private func array(_ name: String, _ items: [String]) -> String {
    "\"\(name)\": [\(items.map { "\n  " + $0 }.joined(separator: ","))]"
  }

  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  private func string(_ text: String?) -> String { text.map { Self.string(Array($0.utf8)) } ?? "null" }

  /// Bytes that should be UTF-8 as a JSON string of ASCII.
  static func string(_ bytes: [UInt8]) -> String {
    var text = "\""
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var rest = bytes[...]
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        rest = rest.dropFirst(encoded.count)
        text += escaped(Unicode.UTF8.decode(encoded))
      case .error(let length):
        for byte in rest.prefix(length) { text += escape(0xDC00 | UInt16(byte)) }
        rest = rest.dropFirst(length)
      case .emptyInput: return text + "\""
      }
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case " "..."~": String(scalar)
    default: String(scalar).utf16.map(escape).joined()
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
