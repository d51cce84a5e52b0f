import Glibc
import ProfileModel
import Synchronization

/// Reads what is in many files, on few threads, and tells of it in batches.
///
/// What is on the screen is read first. Of each file there stays its summary, never its profile; so memory follows neither
/// the size of the files nor how fast they are read. Files that are being written are read again until they are whole, or
/// too old for that.
final class BackgroundReader: Sendable {
  private enum Job {
    case read(FilePath)
    /// Look whether it is a profile at all. Boxed: a job is kept for each of 100,000 files, and few are of this kind.
    indirect case sniff(RequestProfile, isRecent: Bool)
    /// Read again what was read, for the sake of a search.
    case search(FilePath)

    var isSearch: Bool { if case .search = self { true } else { false } }

    var file: FilePath {
      switch self {
      case .read(let file), .search(let file): file
      case .sniff(let request, _): request.file
      }
    }
  }

  private typealias NumberedJob = (number: Int, job: Job)

  private struct State {
    /// What is to be done, by file; the queues may name files that are done already.
    var jobs: [FilePath: Job] = [:]
    /// The number of the last job of each file that is being read: what an earlier one finds out is outdated.
    var running: [FilePath: Int] = [:]
    var jobsStarted = 0
    var urgent: [FilePath] = []
    var queue: [FilePath] = []
    /// How much of the queue has been taken.
    var taken = 0
    var workers = 0
    /// What is looked for in every file that is read.
    var search: FunctionSearch?
    var findings: [FileContents] = []
    var lastDelivery = ContinuousClock.now
    var isCancelled = false

    /// The next job; nil when there is none: then the worker that asked has ended, and has to tell the rest of what was
    /// found out.
    mutating func nextJob() -> (NumberedJob?, [FileContents]) {
      while let file = urgent.popLast() ?? nextOfQueue() {
        guard let job = jobs.removeValue(forKey: file) else { continue }
        jobsStarted += 1
        running[file] = jobsStarted
        return ((jobsStarted, job), [])
      }
      workers -= 1
      defer { findings = [] }
      return (nil, findings)
    }

    /// Ends a job, and takes what was found out.
    ///
    /// - Returns: what is to be told now; nil if the file is gone or was to be read again meanwhile, so that what was found out
    ///   may be outdated.
    mutating func finish(_ job: NumberedJob, _ finding: FileContents?) -> [FileContents]? {
      guard running[job.job.file] == job.number else { return nil }
      running[job.job.file] = nil
      guard let finding, !isCancelled else { return [] }
      findings.append(finding)
      let isDue = lastDelivery.duration(to: .now) > BackgroundReader.longestDelay
      guard isDue || findings.count >= BackgroundReader.largestBatch || jobs.isEmpty else { return [] }
      lastDelivery = .now
      defer { findings = [] }
      return findings
    }

    /// The next file of the queue; nil when it has been emptied.
    private mutating func nextOfQueue() -> FilePath? {
      guard taken < queue.count else {
        queue = []
        taken = 0
        return nil
      }
      taken += 1
      return queue[taken - 1]
    }
  }

  private static let mostWorkers = 2
  private static let largestBatch = 4096
  private static let longestDelay = Duration.milliseconds(200)
  /// How long to wait before a file that is being written is read again.
  private static let patience = Duration.milliseconds(500)

  private let state = Mutex(State())
  private let deliver: @Sendable ([FileContents]) -> Void

  /// - Parameter deliver: takes what was found out, in batches that are not empty, on any thread; it may not call the reader.
  init(deliver: @escaping @Sendable ([FileContents]) -> Void) { self.deliver = deliver }

  /// Whether all that was asked for is read and told, but for files that are being written.
  var isIdle: Bool { state.withLock { $0.workers == 0 } }

  /// Reads files, after those that were asked for before.
  func read(_ files: [FilePath]) { add(files.map { .read($0) }) }

  /// Looks which files are profiles at all, and reads those.
  ///
  /// - Parameter areRecent: whether they were written while the list was open.
  func sniff(_ requests: [RequestProfile], areRecent: Bool = false) {
    add(requests.map { .sniff($0, isRecent: areRecent) })
  }

  /// Looks for functions in these files, and from now on in every other that is read; what an earlier search still had to
  /// read is dropped. No search, and nothing is looked for.
  func search(_ search: FunctionSearch?, in files: [FilePath]) {
    state.withLock { state in
      state.search = search
      state.jobs = state.jobs.filter { !$0.value.isSearch }
    }
    if search != nil { add(files.map { .search($0) }) }
  }

  /// Reads files before all others, the first of them first: those on the screen. Files that nobody asked for stay unread.
  func prefer(_ files: [FilePath]) { state.withLock { $0.urgent = files.reversed() } }

  /// Leaves out files that are gone: neither reads them nor tells what was read.
  func forget(_ files: Set<FilePath>) {
    state.withLock { state in
      for file in files {
        state.jobs[file] = nil
        state.running[file] = nil
      }
      state.findings.removeAll { files.contains($0.file) }
    }
  }

  /// Forgets everything that is still to be read.
  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.jobs = [:]
      state.findings = []
    }
  }

  private func add(_ jobs: [Job]) {
    let started = state.withLock { state in
      guard !state.isCancelled else { return 0 }
      for job in jobs {
        let waiting = state.jobs[job.file]
        if waiting == nil { state.queue.append(job.file) }
        // A file that is to be read anyway is searched then.
        if waiting == nil || !job.isSearch { state.jobs[job.file] = job }
      }
      let started = min(Self.mostWorkers, state.jobs.count) - state.workers
      state.workers += max(0, started)
      return max(0, started)
    }
    for _ in 0..<started { Task.background { self.work() } }
  }

  // MARK: Work

  /// Does jobs until there are none.
  private func work() {
    while let job = nextJob() {
      let finding = Self.finding(job.job, state.withLock { $0.search })
      if finish(job, finding), let finding { retryLater(finding) }
    }
  }

  // What was found out is told before anybody else has the state, so that nothing is told of files that were left out.

  private func nextJob() -> NumberedJob? {
    state.withLock { state in
      let (job, rest) = state.nextJob()
      if !rest.isEmpty { deliver(rest) }
      return job
    }
  }

  /// Whether what was found out is not outdated.
  private func finish(_ job: NumberedJob, _ finding: FileContents?) -> Bool {
    state.withLock { state in
      guard let batch = state.finish(job, finding) else { return false }
      if !batch.isEmpty { deliver(batch) }
      return true
    }
  }

  private static func finding(_ job: Job, _ search: FunctionSearch?) -> FileContents? {
    switch job {
    case .read(let file), .search(let file): return finding(file, search)
    case .sniff(let request, let isRecent):
      guard ProfileFile.isProfile(request.file) else { return nil }
      var finding = finding(request.file, search)
      finding.isNew = RequestProfile(
        file: request.file, size: request.size, modified: request.modified, contents: finding.contents)
      finding.isRecent = isRecent
      return finding
    }
  }

  private static func finding(_ file: FilePath, _ search: FunctionSearch?) -> FileContents {
    let (contents, time) = ProfileFile.contents(file, finding: search?.search)
    var finding = FileContents(file: file, contents: contents)
    finding.answer = search.map { FileContents.Answer(number: $0.number, time: time) }
    return finding
  }

  private func retryLater(_ finding: FileContents) {
    guard finding.contents == .unfinished else { return }
    Task.background { [weak self] in
      try? await Task.sleep(for: Self.patience)
      self?.read([finding.file])
    }
  }
}
