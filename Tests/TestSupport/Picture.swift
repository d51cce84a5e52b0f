import Glibc
import Testing

/// Expects a text to be the one that is kept in the repository under `Tests/Pictures/NAME.txt`.
///
/// A picture that is missing or differs is a failure; with `PROFTUI_RECORD=1` in the environment it is written instead,
/// to be looked at and committed.
public func expectPicture(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let path = "\(Repository.root)/Tests/Pictures/\(name).txt"
  let picture = text + "\n"
  if getenv("PROFTUI_RECORD") != nil {
    write(picture, to: path)
    return
  }
  guard let kept = contents(of: path) else {
    Issue.record("no picture \(name): record it with PROFTUI_RECORD=1", sourceLocation: sourceLocation)
    return
  }
  if kept != picture {
    Issue.record("picture \(name) differs:\n\(difference(from: kept, to: picture))", sourceLocation: sourceLocation)
  }
}

private func difference(from old: String, to new: String) -> String {
  let old = old.split(separator: "\n", omittingEmptySubsequences: false)
  let new = new.split(separator: "\n", omittingEmptySubsequences: false)
  return (0..<max(old.count, new.count)).flatMap { line -> [String] in
    let before = line < old.count ? String(old[line]) : ""
    let after = line < new.count ? String(new[line]) : ""
    return before == after ? [] : ["\(line + 1) - \(before)", "\(line + 1) + \(after)"]
  }.joined(separator: "\n")
}

private func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += chunk[..<count]
  }
}

private func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}
