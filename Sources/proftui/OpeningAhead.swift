import Glibc
import ProfileModel
import Synchronization

/// Opens a profile before it is known that it is to be opened: what a start does while it looks at its command line.
///
/// Understanding the command line takes as long as reading the profile of a request. Where all that was typed is the name of
/// a file, as it mostly is, both are done at the same time. If the file is not wanted after all, nobody asks for it.
struct OpeningAhead: Sendable {
  private static let begun = Mutex<OpeningAhead?>(nil)

  private let source: ProfileSource
  private let reading: Task<Result<Profile, OpenError>, Never>
  private let preparing: Task<CallTree?, Never>
  private let making: Task<Subject?, Never>

  private init(_ source: ProfileSource) {
    self.source = source
    let reading = Task.background { Result { () throws(OpenError) in try source.profile() } }
    self.reading = reading
    preparing = Task.background {
      (try? await reading.value.get()).flatMap { BackgroundWork.treePreparedAtOnce(of: $0) }
    }
    making = Task.background { (try? await reading.value.get()).map { source.subject(of: $0) } }
  }

  /// Begins with the file that is the only argument, if there is a terminal to show it.
  static func begin(_ arguments: [String]) {
    guard arguments.count == 1, isatty(STDOUT_FILENO) != 0 else { return }
    let source = ProfileSource(argument: arguments[0])
    guard case .file(let path) = source, path.leads(to: S_IFREG) else { return }
    begun.withLock { $0 = OpeningAhead(source) }
  }

  /// Hands over the opening of a source, if it was begun.
  static func take(_ source: ProfileSource) -> OpeningAhead? {
    begun.withLock { $0?.source == source ? $0.take() : nil }
  }

  /// The profile, once it is read.
  var profile: Result<Profile, OpenError> {
    get async { await reading.value }
  }

  /// What the explorer explores of it, where no application is named; nil without a profile.
  var subject: Subject? {
    get async { await making.value }
  }

  /// Its call tree, once it is prepared; nil where that takes long, and without a profile.
  var tree: CallTree? {
    get async { await preparing.value }
  }
}
