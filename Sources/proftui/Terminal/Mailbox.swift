import CTerminal
import Glibc
import Synchronization

/// How other threads tell the event loop something: the only thing that the two share.
///
/// Whoever waits, waits in `poll` for the ``descriptor`` among others, so a message wakes the loop without any ticking.
final class Mailbox<Message: Sendable>: Sendable {
  /// Readable while there are messages.
  let descriptor: Int32
  private let messages = Mutex<[Message]>([])

  init() {
    descriptor = terminal_wakeup_make()
    precondition(descriptor >= 0, "no more file descriptors")
  }

  deinit { close(descriptor) }

  /// Leaves a message; from any thread.
  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    terminal_wakeup_signal(descriptor)
  }

  /// All messages so far, oldest first, after waiting some milliseconds for the first; none when the time is over.
  func take(waiting milliseconds: Int32) -> [Message] {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, milliseconds) > 0 ? take() : []
  }

  /// All messages so far, oldest first. Does not wait.
  func take() -> [Message] {
    terminal_wakeup_clear(descriptor)
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
