import ProfileModel

/// What a comparison found, in words: the same on the screen and in every report.
struct ComparisonText {
  let glyphs: Glyphs

  // MARK: Numbers

  /// `+12.3 ms`, `−31.2 ms`; `0` for no difference.
  func difference(_ seconds: Double) -> String {
    seconds == 0 ? "0" : sign(seconds) + TimeText.short(seconds.magnitude, glyphs)
  }

  /// `+12.30`, `−31.20` in a column's unit.
  func difference(_ seconds: Double, in unit: TimeUnit) -> String {
    seconds == 0 ? "0" : sign(seconds) + TimeText.digits(seconds.magnitude, in: unit)
  }

  /// A share as `−28 %`, `+3.1 %`; what became many times as large as `×12`.
  func percent(_ ratio: Double?) -> String {
    guard let ratio, ratio.isFinite else { return "" }
    if ratio == 0 { return "0 %" }
    if ratio >= 9.995 { return glyphs.times + NumberText.fixed(ratio + 1, decimals: ratio < 99 ? 1 : 0) }
    let text = TimeText.shortPercent(ratio.magnitude, of: 1)
    return sign(ratio) + text
  }

  /// `999 fewer`, `12 more`.
  func calls(_ change: FunctionChange) -> String {
    let difference = change.newCalls - change.oldCalls
    let word = difference.value < 0 ? "fewer" : "more"
    return "\(CountText.grouped(magnitude(difference), glyphs)) \(word)"
  }

  /// `p = 0.002`, `p < 0.001`.
  func probability(_ p: Double) -> String {
    if p < 0.001 { return "p < 0.001" }
    return "p = \(NumberText.fixed(p, decimals: p < 0.0095 ? 3 : 2))"
  }

  private func sign(_ number: Double) -> String { number < 0 ? glyphs.minus : "+" }

  private func magnitude(_ count: Count) -> Count { count.value < 0 ? .zero - count : count }

  // MARK: The whole

  /// `p50 57.0 ms → 41.0 ms, −28 %, 12 and 12 requests: faster (p = 0.002)`
  func sentence(_ route: RouteChange) -> String {
    let (old, new) = (route.baseline, route.change)
    let label = max(old.requests, new.requests) > 1 ? "p50 " : ""
    let times =
      "\(label)\(TimeText.short(old.median, glyphs)) \(glyphs.arrow) \(TimeText.short(new.median, glyphs))"
    let noun = old.requests == 1 && new.requests == 1 ? "request" : "requests"
    let requests = "\(grouped(old.requests)) and \(grouped(new.requests)) \(noun)"
    let ratio = percent(route.ratio)
    return [times, ratio, requests].filter { !$0.isEmpty }.joined(separator: ", ") + ": " + verdict(route)
  }

  /// `faster (p = 0.002)`, `no change beyond noise (p = 0.41)`.
  func verdict(_ route: RouteChange) -> String {
    let words = direction(route.direction)
    return route.pValue.map { "\(words) (\(probability($0)))" } ?? words
  }

  /// Shorter, for columns: `faster (p = 0.002)`, `noise (p = 0.41)`, `too few`.
  func shortVerdict(_ route: RouteChange) -> String {
    let word = DiffJSON.word(route.direction)
    return route.pValue.map { "\(word) (\(probability($0)))" } ?? word
  }

  func direction(_ direction: RouteChange.Direction) -> String {
    switch direction {
    case .faster: "faster"
    case .slower: "slower"
    case .withinNoise: "no change beyond noise"
    case .tooFew: "too few requests to tell from noise"
    case .same: "the same"
    }
  }

  /// `less work: 48,231 → 1,204 calls`
  func sentence(_ work: WorkChange, _ route: RouteChange) -> String {
    let calls = { (count: Count) in CountText.grouped(count, glyphs) }
    let counts = "\(calls(route.baseline.calls)) \(glyphs.arrow) \(calls(route.change.calls)) calls"
    switch work.kind {
    case .same: return "same work: \(calls(route.change.calls)) calls"
    case .less: return "less work: \(counts)"
    case .more: return "more work: \(counts)"
    case .additional: return "additional work: \(counts), \(whole(work.added)) in functions not called before"
    case .other:
      return "other work: \(counts), \(whole(work.less)) fewer of some and \(whole(work.more)) more of others"
    }
  }

  /// One request held against its fellows:
  /// `123 ms against p50 54.0 ms of 6 fellows, +128 %: same work, slower: noise, waiting or garbage collection`
  func sentence(standing comparison: Comparison) -> String {
    let (old, new) = (comparison.route.baseline, comparison.route.change)
    let fellows = CountText.counted(.exact(Int64(old.requests)), "fellow", glyphs)
    let times = "\(TimeText.short(new.median, glyphs)) against p50 \(TimeText.short(old.median, glyphs)) of \(fellows)"
    let ratio = percent(comparison.route.ratio)
    return [times, ratio].filter { !$0.isEmpty }.joined(separator: ", ") + ": " + standing(comparison)
  }

  private func standing(_ comparison: Comparison) -> String {
    switch (comparison.work.kind, comparison.route.standing) {
    case (.same, .slower): "same work, slower: noise, waiting or garbage collection"
    case (.same, .faster): "same work, faster: noise"
    case (.same, .usual): "same work in its usual time"
    case (.additional, _): "other work: it sets up what its fellows find ready, as a worker's first request does"
    case (.less, _): "other work: fewer calls"
    case (.more, _): "other work: more calls"
    case (.other, _): "other work: other calls"
    }
  }

  private func whole(_ number: Double) -> String { NumberText.grouped(Int64(exactly: number.rounded()) ?? .max) }

  private func grouped(_ number: Int) -> String { NumberText.grouped(Int64(number)) }

  /// `most of it: Cursor.execute −31.2 ms, 801 → 1 calls: fewer calls`
  func cause(in comparison: Comparison) -> String? {
    if let cause = comparison.mainCause { return sentence(cause: cause, of: comparison.function(cause.id)) }
    return comparison.route.direction == .withinNoise ? "no function changed by more than noise" : nil
  }

  func sentence(cause change: FunctionChange, of function: Function) -> String {
    let name = VisibleText.clean(FunctionText.short(function))
    let calls = [change.oldCalls, change.newCalls].map { CountText.grouped($0, glyphs) }
    let counts =
      change.oldCalls == change.newCalls
      ? "\(calls[0]) calls as before" : "\(calls[0]) \(glyphs.arrow) \(calls[1]) calls"
    return "most of it: \(name) \(difference(change.selfTime.difference)), \(counts): \(why(change.selfTime, change))"
  }

  // MARK: One function

  /// Why a function's time differs, in two words: the larger of the two parts of Δ.
  func why(_ time: TimeChange, _ change: FunctionChange) -> String {
    why(time, isAdded: change.baseline == nil, isGone: change.change == nil)
  }

  func why(_ time: TimeChange, isAdded: Bool, isGone: Bool) -> String {
    if isAdded { return "added" }
    if isGone { return "gone" }
    if time.difference == 0 { return "" }
    if time.byCalls.magnitude >= time.byCost.magnitude { return time.byCalls < 0 ? "fewer calls" : "more calls" }
    return time.byCost < 0 ? "faster calls" : "slower calls"
  }

  /// `−31.2 ms = −31.0 ms by 800 fewer calls, −0.2 ms by faster calls`
  func split(_ time: TimeChange, _ change: FunctionChange) -> String {
    let whole = difference(time.difference)
    if change.baseline == nil { return "\(whole): added" }
    if change.change == nil { return "\(whole): gone" }
    guard time.byCalls != 0, time.byCost != 0 else {
      let reason = why(time, change)
      return reason.isEmpty ? whole : "\(whole): \(reason)"
    }
    let cost = time.byCost < 0 ? "faster calls" : "slower calls"
    return "\(whole) = \(difference(time.byCalls)) by \(calls(change)) calls, \(difference(time.byCost)) by \(cost)"
  }

  /// The verdict on a function in one or two words: what is true of its calls and its self time.
  func verdict(_ verdict: FunctionVerdict) -> String {
    switch (verdict.selfTime, verdict.calls) {
    case (.changed, _): "changed"
    case (_, .changed): "calls only"
    case (.withinNoise, _), (_, .withinNoise): "noise"
    case (.tooFew, _), (_, .tooFew): "too few"
    case (.untested, _), (_, .untested): "folded"
    case (.tooSmall, .tooSmall), (.tooSmall, .same): "small"
    case (.same, .same), (.same, .tooSmall): "same"
    }
  }

  /// Where a request's self time lies among those of its fellows: in one of three words.
  func standing(_ change: FunctionChange, in comparison: Comparison) -> String {
    let spreads = comparison.matching[change.id].baseline.compactMap { comparison.baseline.spread(of: $0)?.selfTime }
    if change.verdict.selfTime == .untested { return "folded" }
    guard let spread = spreads.first, spreads.count == 1, change.change != nil else {
      return change.baseline == nil ? "here only" : "not here"
    }
    if change.selfTime.change > spread.maximum { return "above all" }
    return change.selfTime.change < spread.minimum ? "below all" : "usual"
  }

  /// `changed: calls (in every request), self (p = 0.002); within noise: cumulative (p = 0.41)`
  func sentence(_ verdict: FunctionVerdict) -> String {
    let all = [("calls", verdict.calls), ("self", verdict.selfTime), ("cumulative", verdict.cumulativeTime)]
      .map { (words: sentence($0.1), name: $0.0) }
    let kinds = all.reduce(into: [String]()) { kinds, one in
      if kinds.last != one.words.kind { kinds.append(one.words.kind) }
    }
    return kinds.map { kind in
      let parts = all.filter { $0.words.kind == kind }.map { [$0.name, $0.words.detail].filter { !$0.isEmpty } }
      return "\(kind): \(parts.map { $0.joined(separator: " ") }.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  private func sentence(_ verdict: Verdict) -> (kind: String, detail: String) {
    switch verdict {
    case .changed(let p): ("changed", "(\(p.map(probability) ?? "in every request"))")
    case .withinNoise(let p): ("within noise", "(\(probability(p)))")
    case .tooFew: ("too few requests to tell", "")
    case .tooSmall: ("too small to test", "")
    case .untested: ("with what is folded into it, and not tested", "")
    case .same: ("the same", "")
    }
  }
}
