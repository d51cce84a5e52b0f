import Glibc
import Testing

@testable import proftui

@Suite struct MailboxTests {
  @Test func handsOverInOrderAndOnce() {
    let mailbox = Mailbox<Int>()
    #expect(mailbox.take() == [])
    for message in 1...3 { mailbox.post(message) }
    #expect(mailbox.take() == [1, 2, 3])
    #expect(mailbox.take() == [])
  }

  @Test func wakesWhoeverPollsWhileThereIsMail() {
    let mailbox = Mailbox<Int>()
    #expect(!isReadable(mailbox))
    mailbox.post(1)
    mailbox.post(2)
    #expect(isReadable(mailbox))
    _ = mailbox.take()
    #expect(!isReadable(mailbox))
  }

  @Test func losesNothingOfManyThreads() async {
    let mailbox = Mailbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask { for number in 0..<100 { mailbox.post(sender * 100 + number) } }
      }
    }
    #expect(mailbox.take().sorted() == Array(0..<800))
  }

  private func isReadable(_ mailbox: Mailbox<Int>) -> Bool {
    var polled = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) == 1
  }
}
