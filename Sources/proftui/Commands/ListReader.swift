import ProfileModel

/// Requests, read, and those of them that a filter leaves.
struct ReadList {
  let list: RequestList
  let subset: RequestSubset
  /// The filter, if there is one.
  let filter: RequestFilter?
  /// By their paths.
  let broken: [RequestProfile]
  let unfinished: [RequestProfile]
  /// How many directories stand beside the files, and were not looked into.
  let directories: Int
}

/// Reads all that a list is to show, and waits for it.
enum ListReader {
  /// The requests of a scan whose names a filter lets through, all of them read.
  static func list(_ scan: DirectoryScan, rules: [RouteRule], filter: RequestFilter?) -> ReadList {
    var list = RequestList(rules: rules)
    list.add(scan.requests)
    let names = filter.map { $0.rows(of: list.requests) } ?? list.all.rows
    let unknown = filter.map { $0.rows(of: scan.unknown).map { scan.unknown[$0] } } ?? scan.unknown
    let files = names.map { list.requests[$0] }.filter { $0.contents == .unread }.map(\.file)
    let search = filter?.functions.map { FunctionSearch(number: 1, search: $0) }
    let contents = contents(files, unknown, search)
    list.add(contents.compactMap(\.isNew))
    list.setContents(contents.map { ($0.file, $0.contents) })
    list.setFunctionTimes(contents.compactMap { file in file.answer.map { (file.file, $0.time) } })
    let read = (filter?.rows(of: list.requests) ?? list.all.rows).map { list.requests[$0] }
    return ReadList(
      list: list, subset: list.subset(filter.map { list.rows(passing: $0) } ?? list.all.rows), filter: filter,
      broken: read.filter { $0.error != nil }.sorted { $0.file < $1.file },
      unfinished: read.filter { $0.contents == .unfinished }, directories: scan.subdirectories.count)
  }

  private static func contents(
    _ files: [FilePath], _ unknown: [RequestProfile], _ search: FunctionSearch?
  ) -> [FileContents] {
    let mailbox = Mailbox<[FileContents]>()
    let reader = BackgroundReader { mailbox.post($0) }
    reader.search(search, in: [])
    reader.read(files)
    reader.sniff(unknown)
    var contents: [FileContents] = []
    while !reader.isIdle { contents += mailbox.take(waiting: 100).flatMap { $0 } }
    contents += mailbox.take().flatMap { $0 }
    reader.cancel()
    return contents
  }
}
