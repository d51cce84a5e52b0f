import ProfileModel

/// The functions of a profile in an order, for the formats of `proftui report`.
struct FunctionReport {
  /// A function as a row of the report.
  struct Row {
    let function: PstatsTable.Entry
    let package: String
    /// pstats' `file:line(name)` with the file's path within its package, cleaned.
    let label: String
  }

  /// A package with the seconds of its functions' own code.
  struct PackageShare {
    let package: String
    let selfTime: Double
  }

  let subject: Subject
  /// The functions that are listed.
  let rows: [Row]
  /// All functions, those that are not listed too.
  let functionCount: Int
  /// Every package, the one with the most self time first.
  let packages: [PackageShare]

  /// The functions of a subject with the most self time.
  init(_ subject: Subject, limit: Int) {
    self.init(
      subject, PstatsTable(subject.profile), in: PstatsOrder(keys: [.time], restrictions: [.count(limit)]))
  }

  init(_ subject: Subject, _ table: PstatsTable, in order: PstatsOrder) {
    self.subject = subject
    functionCount = table.entries.count
    rows = order.rows(of: table).rows.map { row in
      Row(row, subject.sourcePath(of: row.id), of: subject)
    }
    packages = subject.split.map { PackageShare(package: subject.plainName(of: $0.package), selfTime: $0.time) }
  }

  var profile: Profile { subject.profile }

  /// Seconds of the functions' own code that are not listed.
  var restTime: Double { profile.totalTime - rows.reduce(0) { $0 + $1.function.numbers.selfTime } }

  /// `108.2 ms, 48,231 calls (47,001 primitive), 1,204 functions`
  func totals(_ glyphs: Glyphs) -> String {
    let calls = CountText.counted(profile.calls, profile.measure == .samples ? "sample" : "call", glyphs)
    let primitive = CountText.grouped(profile.primitiveCalls, glyphs)
    let functions = CountText.counted(.exact(Int64(functionCount)), "function", glyphs)
    let kind = profile.measure == .samples ? "direct" : "primitive"
    return "\(TimeText.fitting(profile.totalTime, glyphs)), \(calls) (\(primitive) \(kind)), \(functions)"
  }

  /// `application 41 %, sqlalchemy 30 %, 5 more 2.1 %`: self time by package.
  var packageShares: String {
    let shown = packages.prefix(packages.count > 6 ? 5 : 6)
    let rest = packages.dropFirst(shown.count)
    let total = profile.totalTime
    var texts = shown.map { "\(VisibleText.clean($0.package)) \(TimeText.shortPercent($0.selfTime, of: total))" }
    if !rest.isEmpty {
      let time = rest.reduce(0) { $0 + $1.selfTime }
      texts.append("\(rest.count) more \(TimeText.shortPercent(time, of: total))")
    }
    return texts.joined(separator: ", ")
  }
}

extension FunctionReport.Row {
  fileprivate init(_ function: PstatsTable.Entry, _ path: SourcePath, of subject: Subject) {
    let label = function.label
    let isShorter = !path.shortened.isEmpty && path.shortened.utf8.count < label.file.count
    self.function = function
    package = subject.plainName(of: path.package)
    self.label =
      isShorter
      ? "\(VisibleText.clean(path.shortened)):\(label.line)(\(VisibleText.clean(bytes: label.name)))"
      : label.standardName
  }
}
