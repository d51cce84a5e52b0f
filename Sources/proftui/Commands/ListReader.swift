import ProfileModel

/// Reads all that a list is to show, and waits for it.
enum ListReader {
  /// The requests of a scan that a filter lets through, all of them read.
  static func list(_ scan: DirectoryScan, rules: [RouteRule], filter: RequestFilter?) -> RequestList {
    var list = RequestList(rules: rules)
    list.add(scan.requests)
    var unknown = scan.unknown
    if let filter {
      list = list.filtered(by: filter)
      unknown = filter.rows(of: unknown).map { unknown[$0] }
    }
    let findings = findings(list.requests.filter { $0.contents == .unread }.map(\.file), unknown)
    list.add(findings.compactMap { if case .profile(let request) = $0 { request } else { nil } })
    list.setContents(
      findings.compactMap { if case .contents(let file, let contents) = $0 { (file, contents) } else { nil } })
    return list
  }

  private static func findings(_ files: [FilePath], _ unknown: [RequestProfile]) -> [BackgroundReader.Finding] {
    let mailbox = Mailbox<[BackgroundReader.Finding]>()
    let reader = BackgroundReader { mailbox.post($0) }
    reader.read(files)
    reader.sniff(unknown)
    var findings: [BackgroundReader.Finding] = []
    while !reader.isIdle { findings += mailbox.take(waiting: 100).flatMap { $0 } }
    findings += mailbox.take().flatMap { $0 }
    reader.cancel()
    return findings
  }
}
