import ArgumentParser
import ProfileModel

/// What `proftui check` allows.
struct CheckLimits: Sendable {
  /// A function's name and a number: `execute=10`.
  struct Named: Hashable, Sendable, ExpressibleByArgument {
    let name: String
    let number: Double

    init?(argument: String) {
      guard let mark = argument.lastIndex(of: "="), mark > argument.startIndex else { return nil }
      let text = argument[argument.index(after: mark)...]
      guard let number = Double(text.hasSuffix("%") ? text.dropLast() : text), number >= 0 else { return nil }
      name = String(argument[..<mark])
      self.number = number
    }
  }

  /// A time with its unit: `200ms`, `1.5s`, `800us`.
  struct Time: Hashable, Sendable, ExpressibleByArgument {
    let seconds: Double
    let text: String

    init?(argument: String) {
      let units = [("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("s", 1.0)]
      guard let (unit, scale) = units.first(where: { argument.hasSuffix($0.0) }),
        let number = Double(argument.dropLast(unit.count).filter { $0 != " " }), number >= 0
      else { return nil }
      seconds = number * scale
      text = argument
    }
  }

  /// Seconds.
  var total: Double?
  var calls: [Named] = []
  /// In percent.
  var share: [Named] = []
  /// 0.1 for ten percent.
  var regression: Double?

  /// Whether there is a limit that needs no baseline.
  var hasOwn: Bool { total != nil || !calls.isEmpty || !share.isEmpty }
}

/// Limits held against routes: what is broken, one line each.
struct Check {
  let limits: CheckLimits
  private(set) var broken: [String] = []
  private(set) var problems: [OpenError] = []
  /// What a user should know although no limit is broken.
  private(set) var remarks: [String] = []
  /// How many routes were looked at.
  private(set) var routes = 0
  private let words = ComparisonText(glyphs: .unicode)

  init(limits: CheckLimits) { self.limits = limits }

  // MARK: Without a baseline

  mutating func check(_ sources: ComparisonSources) {
    problems += sources.errors
    var known: Set<String> = []
    var rest = requests(of: sources.common.flatMap(\.change))[...]
    for source in sources.common {
      check(rest.prefix(source.change.count), of: source, &known)
      rest = rest.dropFirst(source.change.count)
    }
    if routes == 0, problems.isEmpty { remarks.append("there is no profile to check") }
    for name in Set((limits.calls + limits.share).map(\.name)).subtracting(known).sorted() where routes > 0 {
      remarks.append("no function is called \(VisibleText.clean(name))")
    }
  }

  /// Reads files, several at a time. Blocks.
  private func requests(of files: [FilePath]) -> [Result<Request, OpenError>] {
    let limits = limits
    return Task.blocking {
      var requests: [Result<Request, OpenError>] = []
      await WorkAhead.forEach(files.count, ahead: ProfilesAhead.limit) { row in
        Result { () throws(OpenError) in
          Request(file: files[row], profile: try ProfileSource.file(files[row]).profile(), limits)
        }
      } _: {
        requests.append($1)
      }
      return requests
    }
  }

  private mutating func check(
    _ read: ArraySlice<Result<Request, OpenError>>, of source: ComparisonSource, _ known: inout Set<String>
  ) {
    var requests: [Request] = []
    for result in read {
      switch result {
      case .success(let request): requests.append(request)
      case .failure(let error): problems.append(error)
      }
    }
    guard !requests.isEmpty else { return }
    routes += 1
    for request in requests { known.formUnion(request.calls.keys) }
    let name = VisibleText.clean(source.name)
    checkTotal(requests, name)
    checkCalls(requests, name)
    checkShares(requests, name)
  }

  private mutating func checkTotal(_ requests: [Request], _ name: String) {
    guard let limit = limits.total, let median = Percentile.median.of(requests.map(\.total).sorted()), median > limit
    else { return }
    let label = requests.count > 1 ? "p50 of \(requests.count) requests" : "total"
    broken.append("\(name): \(label) \(short(median)) is over --max-total \(short(limit))")
  }

  private mutating func checkCalls(_ requests: [Request], _ name: String) {
    for limit in limits.calls {
      guard let most = requests.max(by: { $0.calls[limit.name, default: 0] < $1.calls[limit.name, default: 0] }),
        let calls = most.calls[limit.name], calls > limit.number
      else { continue }
      let allowed = "\(VisibleText.clean(limit.name))=\(Self.plain(limit.number))"
      broken.append("\(name): \(Self.plain(calls)) calls in \(most.file.visibleName), over --max-calls \(allowed)")
    }
  }

  private mutating func checkShares(_ requests: [Request], _ name: String) {
    let total = requests.reduce(0) { $0 + $1.total }
    for limit in limits.share where total > 0 {
      let share = requests.reduce(0) { $0 + $1.times[limit.name, default: 0] } / total * 100
      guard share > limit.number else { continue }
      let allowed = "\(VisibleText.clean(limit.name))=\(Self.plain(limit.number))"
      broken.append("\(name): \(NumberText.fixed(share, decimals: 1)) % of the time, over --max-share \(allowed)")
    }
  }

  // MARK: Against a baseline

  mutating func compare(_ sources: ComparisonSources) {
    problems += sources.errors
    let compared = sources.compared(&problems)
    routes = max(routes, compared.count)
    for one in Compared.ranked(compared) { checkRegression(one) }
    if compared.isEmpty, problems.isEmpty { remarks.append("no route has profiles on both sides") }
    let added = sources.onlyChange.map { VisibleText.clean($0) }
    if !added.isEmpty { remarks.append("not in the baseline: \(added.joined(separator: ", "))") }
  }

  private mutating func checkRegression(_ one: Compared) {
    let route = one.comparison.route
    guard let limit = limits.regression, let ratio = route.ratio, ratio > limit else { return }
    switch route.direction {
    case .withinNoise, .faster, .same: return
    case .slower, .tooFew: break
    }
    let name = VisibleText.clean(one.source.name)
    let cause = words.cause(in: one.comparison).map { "; " + $0 } ?? ""
    broken.append("\(name): \(words.sentence(route)), over --max-regression \(Self.plain(limit * 100))\(cause)")
  }

  private func short(_ seconds: Double) -> String { TimeText.short(seconds, .unicode) }

  private static func plain(_ number: Double) -> String {
    Int64(exactly: number).map(NumberText.grouped) ?? NumberText.fixed(number, decimals: 1)
  }
}

/// What limits ask of one request.
private struct Request: Sendable {
  let file: FilePath
  /// Seconds.
  let total: Double
  /// Calls of each name that limits hold and the profile has.
  private(set) var calls: [String: Double] = [:]
  /// Seconds with all it calls, of each name; of several functions the longest, which may hold the others.
  private(set) var times: [String: Double] = [:]

  init(file: FilePath, profile: Profile, _ limits: CheckLimits) {
    self.file = file
    total = profile.totalTime.isFinite ? profile.totalTime : 0
    let names = Set((limits.calls + limits.share).map(\.name))
    guard !names.isEmpty else { return }
    for id in profile.functions.ids.prefix(profile.functions.entryCount) {
      let function = profile.functions[id]
      for name in function.searchedNames where names.contains(name) {
        calls[name, default: 0] += function.calls.value
        times[name] = max(times[name] ?? 0, function.cumulativeTime)
      }
    }
  }
}

extension Function {
  /// The ways to name a function on the command line: its name, as the screen shortens it, a built-in method's
  /// without its type, with its file, and in full.
  fileprivate var searchedNames: Set<String> {
    let base = file.split(separator: "/").last.map(String.init) ?? file
    let short = FunctionText.short(self)
    let method = isBuiltin ? short.split(separator: ".").last.map(String.init) ?? short : short
    return [name, short, method, "\(base):\(name)", FunctionText.tableName(self), standardName]
  }
}
