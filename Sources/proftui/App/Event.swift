import ProfileModel

/// Something that happened outside: a key, the mouse, a new size, finished work. What work made is large, and stored apart:
/// events come in lists, and a key takes no more room than it needs.
enum Event: Sendable {
  case key(Key)
  case mouse(Mouse)
  /// Text that the terminal says was pasted.
  case paste(String)
  case resize(Size)
  /// The terminal is ours again after a suspension or another program: everything must be drawn anew.
  case resumed
  /// The terminal said what its background is: the same screen looks different now.
  case recoloured
  /// The process is asked to end: by a signal, or because the terminal is gone.
  case terminate(signal: Int32)
  /// A profile was read in the background.
  indirect case opened(Subject)
  /// The open comparison has been arranged as was asked for.
  indirect case arrangedComparison(ArrangedComparison, opening: Int)
  /// Two sides were compared in the background.
  indirect case compared(ComparisonSubject)
  /// One of the routes of two directories was compared in the background.
  indirect case comparedRoute(ComparedRoute)
  /// So many of the requests that are being opened have been merged.
  case progressed(opening: Int, done: Int)
  /// The call tree that uses all that the open profile determines is ready.
  indirect case prepared(CallTree, opening: Int)
  /// The open profile has been arranged as was asked for.
  indirect case arranged(ArrangedProfile, opening: Int)
  /// The call tree that is shown, without what these filters fold away, got what searches ask of it.
  indirect case outlined(CallTree, Set<Filter>, opening: Int)
  /// What keys may ask of the open profile has been worked out.
  indirect case worked(Groundwork, opening: Int)
  /// A text was written to a file, or not; the sentence says which.
  case kept(String)
  /// Something about the files of the request list; of the listing of this number.
  indirect case files(FileEvent, listing: Int)
  /// A function's source was looked for.
  indirect case sourceRead(SourceAnswer)
  /// The editor is done, or could not do it.
  case edited(EditorError?)
  /// A profile could not be read, or one of several that are merged; the sentence says why.
  case failed(OpenError, opening: Int)
}

extension Event {
  /// Whether it is an answer that may change what is shown. While text is typed such answers wait: what the prompt searches,
  /// and what it goes back to, stays what it was when it was opened.
  var waitsForPrompt: Bool {
    switch self {
    case .opened, .compared, .prepared, .worked, .arranged, .arrangedComparison, .sourceRead, .edited, .kept, .failed:
      true
    case .key, .mouse, .paste, .resize, .resumed, .recoloured, .terminate, .comparedRoute, .progressed, .outlined,
      .files:
      false
    }
  }
}

/// Something that was found out about the files of the request list.
enum FileEvent: Sendable {
  /// They were written just now.
  case found([RequestProfile])
  /// From now on all directories are listed: what is told of a file before they have been is newer than the list.
  case scanning
  /// All directories have been listed.
  case listed(DirectoryScan)
  case vanished(Set<FilePath>)
  /// What is in files.
  case understood([FileContents])
}
