import Testing

@testable import LanguageServer

@Suite struct MailboxTests {
  private func cancel(_ id: JSONValue) -> Event {
    .message(.notification(method: "$/cancelRequest", parameters: .object([.init(name: "id", value: id)])))
  }

  private func change(_ uri: String) -> Event {
    let identifier = JSONValue.object([.init(name: "uri", value: .string(uri))])
    return .message(.notification(method: "textDocument/didChange", parameters: .object([.init(name: "textDocument", value: identifier)])))
  }

  @Test func everythingThatWaitsIsTakenInOrder() {
    let mailbox = Mailbox()
    mailbox.post(change("a"))
    mailbox.post(.unparsable)
    mailbox.post(change("a"))
    let waiting = mailbox.takeAll()
    #expect(waiting.events.count == 3)
    #expect(waiting.lastChange == ["a": 2])
    #expect(mailbox.takeAll(waitingAtMost: 0).events.isEmpty)
  }

  @Test func aCancellationIsSeenBeforeItsTurn() {
    let mailbox = Mailbox()
    mailbox.post(cancel(.integer(7)))
    #expect(mailbox.holdsCancellation(of: .integer(7)))
    #expect(!mailbox.holdsCancellation(of: .string("7")))
    #expect(mailbox.takeAll().cancelled == [.integer(7)])
    #expect(!mailbox.holdsCancellation(of: .integer(7)))
  }

  @Test func aChangeIsSeenBeforeItsTurn() {
    let mailbox = Mailbox()
    #expect(!mailbox.holdsChange(of: "a"))
    mailbox.post(change("a"))
    #expect(mailbox.holdsChange(of: "a"))
    #expect(!mailbox.holdsChange(of: "b"))
  }

  @Test func aWaitingThreadIsWoken() {
    let mailbox = Mailbox()
    SystemThread.start { mailbox.post(.endOfInput(isTorn: true)) }
    guard case .endOfInput(isTorn: true)? = mailbox.takeAll().events.first else {
      Issue.record("nothing came")
      return
    }
  }

  @Test func backgroundJobsRunOneAfterTheOther() {
    var reading = BackgroundReading()
    let first = BackgroundJob.list(folder: 1, root: "/a")
    let second = BackgroundJob.read(folder: 1, paths: ["/a/b"], isWholeFolder: false)
    #expect(reading.add(first) == first)
    #expect(reading.add(second) == nil)
    #expect(reading.add(second) == nil, "asked for twice, done once")
    #expect(reading.next() == second)
    #expect(reading.next() == nil)
    #expect(reading.add(first) == first)
  }
}
