import ProfileModel

/// A list of requests as JSON, for scripts: the schema `proftui.list/1`.
///
///     {"schema": "proftui.list/1",
///      "routes": [{"method": "GET", "path": "/users/{id}", "profiles": 2, "total_seconds": 0.1, "mean_seconds": 0.05,
///                  "p50_seconds": 0.04, "p95_seconds": 0.06, "max_seconds": 0.06, "last": 1795351334.0}],
///      "requests": [{"file": "dir/GET.users.7.40ms.1795351334.prof", "method": "GET", "path": "/users/7",
///                    "elapsed_seconds": 0.04, "time": 1795351334.0, "bytes": 82321,
///                    "waiting": [{"kind": "database", "seconds": 0.012}]}],
///      "broken": [{"file": "dir/x.prof", "byte": 0, "reason": "this is text, no profile"}]}
///
/// Where the filter looks for functions, routes and requests have `"function_seconds"` as well, the time in them.
///
/// `"waiting"` is for what the time was spent, the most first, in self time of functions that are known by their names.
///
/// What is not known is null; points in time are seconds since 1970. All of it is ASCII. A byte of a file's name that is no
/// UTF-8 is a lone surrogate, `\udc80` to `\udcff`, as Python's `os.fsencode` takes it.
struct ListJSON {
  private let report: ListReport

  init(_ report: ListReport) { self.report = report }

  /// The whole text, one route, request or broken file a line.
  var text: String {
    let requests = report.requests.enumerated().map { object($1, report.functionTimes?[$0] ?? nil) }
    let parts = [
      #""schema": "proftui.list/1""#, JSONText.array("routes", report.routes.map(object)),
      JSONText.array("requests", requests), JSONText.array("broken", report.contents.broken.map(brokenObject)),
    ]
    return "{\(parts.joined(separator: ",\n "))}\n"
  }

  private func object(_ route: Route) -> String {
    let numbers = route.statistics
    return JSONText.object(
      [
        ("method", JSONText.string(route.pattern.method)), ("path", JSONText.string(route.pattern.path)),
        ("profiles", "\(numbers.profiles)"),
        ("total_seconds", JSONText.number(numbers.mean == nil ? nil : numbers.total)),
        ("mean_seconds", JSONText.number(numbers.mean)), ("p50_seconds", JSONText.number(numbers.p50)),
        ("p95_seconds", JSONText.number(numbers.p95)), ("max_seconds", JSONText.number(numbers.maximum)),
        ("last", JSONText.number(numbers.last)),
      ] + functionSeconds(numbers.functionTime))
  }

  private func object(_ request: RequestProfile, _ functions: FunctionTime?) -> String {
    JSONText.object(
      [
        ("file", JSONText.string(bytes: request.file.bytes)), ("method", JSONText.string(request.name.method)),
        ("path", JSONText.string(request.name.path)), ("elapsed_seconds", JSONText.number(request.elapsed)),
        ("time", JSONText.number(request.time)), ("bytes", "\(request.size)"),
        ("waiting", request.summary.map { waiting($0.waiting) } ?? "null"),
      ] + functionSeconds(functions?.cumulativeTime))
  }

  private func waiting(_ waiting: Waiting) -> String {
    let parts = waiting.parts.map { part in
      JSONText.object([("kind", JSONText.string(part.kind.name)), ("seconds", JSONText.number(part.time))])
    }
    return "[\(parts.joined(separator: ", "))]"
  }

  private func functionSeconds(_ seconds: Double?) -> [(String, String)] {
    report.functionTimes == nil ? [] : [("function_seconds", JSONText.number(seconds))]
  }

  private func brokenObject(_ request: RequestProfile) -> String {
    JSONText.object([
      ("file", JSONText.string(bytes: request.file.bytes)), ("byte", request.error?.offset.map { "\($0)" } ?? "null"),
      ("reason", JSONText.string(request.error?.reason)),
    ])
  }
}
