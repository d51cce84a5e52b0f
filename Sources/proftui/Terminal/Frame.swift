import CTerminal
import Glibc

/// What curses writes for one screen, to be sent in one piece. Curses writes dozens of pieces, one for every move of the
/// cursor, and each of them is a packet on a network and perhaps a picture half drawn.
struct Frame: ~Copyable {
  /// What is written goes into a file in memory. Where there can be none, it goes to the terminal as it comes.
  private let file = terminal_frame_make()
  private let tty: Int32
  /// The descriptor that curses writes to.
  private let output: Int32

  init(output: Int32, tty: Int32) {
    self.output = output
    self.tty = tty
  }

  deinit { if file >= 0 { close(file) } }

  /// What `draw` writes.
  func collect(_ draw: () -> Void) -> [UInt8] {
    guard file >= 0 else {
      draw()
      return []
    }
    terminal_frame_point(output, file)
    draw()
    terminal_frame_point(output, tty)
    defer {
      lseek(file, 0, SEEK_SET)
      ftruncate(file, 0)
    }
    let count = max(0, lseek(file, 0, SEEK_CUR))
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, read in
      read = max(0, pread(file, bytes.baseAddress, count, 0))
    }
  }

  /// In one write, if the terminal takes it.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(tty, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR, errno != EAGAIN { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
