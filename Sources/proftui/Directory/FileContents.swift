import ProfileModel

/// What was found out about a file of the request list.
struct FileContents: Sendable {
  let file: FilePath
  let contents: RequestProfile.Contents
  /// The request itself, where the list did not know that the file is one.
  var isNew: RequestProfile?
  /// Whether it was written while the list was open.
  var isRecent = false
  /// What a search found in it, if one was on.
  var answer: Answer?

  /// The answer to one search.
  struct Answer: Sendable {
    /// ``FunctionSearch/number``.
    let number: Int
    /// Nil where the file has none of the functions.
    let time: FunctionTime?
  }
}

/// A search for functions in the files of the request list.
struct FunctionSearch: Sendable {
  /// Each search has another, so that late answers are recognised.
  let number: Int
  let search: Search
}
