import Glibc
import ProfileModel

/// The user's editor in our terminal.
enum UserEditor {
  /// Lends the terminal to the editor until it is closed.
  ///
  /// - Parameter line: from 1.
  /// - Returns: what went wrong, if anything.
  static func open(_ file: FilePath, line: Int, in terminal: Terminal) -> EditorError? {
    let setting = EditorCommand.preferred(
      environment: { getenv($0).map { String(cString: $0) } }, isInstalled: ChildProgram.isInstalled)
    guard let setting else { return EditorError("there is no editor: set VISUAL or EDITOR") }
    do throws(EditorError) {
      let command = try EditorCommand(setting, file: String(decoding: file.bytes, as: UTF8.self), line: line)
      return terminal.handOver { ChildProgram.run(command.words) }
    } catch {
      return error
    }
  }
}
