#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// What came and has not been looked at, in order, with what decides early about a request: the cancellations and changes that
/// stand behind it.
struct Waiting: Sendable {
  private(set) var events: [Event] = []
  private(set) var cancelled: Set<RequestID> = []
  /// By URI, the index of the last change of the document.
  private(set) var lastChange: [String: Int] = [:]

  mutating func append(_ event: Event) {
    if case .message(.notification(let method, let parameters)) = event {
      if method == "$/cancelRequest", let id = parameters?["id"].flatMap(RequestID.init) { cancelled.insert(id) }
      if method == "textDocument/didChange", let uri = parameters?["textDocument"]?["uri"]?.string { lastChange[uri] = events.count }
    }
    events.append(event)
  }
}

/// Where the threads that wait on the outside leave what they got for the thread that owns the state. The only lock.
final class Mailbox: @unchecked Sendable {
  // The lock and the condition live at addresses of their own: they must not move.
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var waiting = Waiting()

  init() {
    pthread_mutex_init(lock, nil)
    pthread_cond_init(arrival, nil)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(lock)
    arrival.deallocate()
    lock.deallocate()
  }

  func post(_ event: Event) {
    pthread_mutex_lock(lock)
    waiting.append(event)
    pthread_cond_signal(arrival)
    pthread_mutex_unlock(lock)
  }

  /// Everything that waits; sleeps until there is something, or for `seconds` at most.
  func takeAll(waitingAtMost seconds: Double? = nil) -> Waiting {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    if let seconds {
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      let nanoseconds = Int(min(max(0, seconds), 3600) * 1e9) + deadline.tv_nsec
      deadline.tv_sec += nanoseconds / 1_000_000_000
      deadline.tv_nsec = nanoseconds % 1_000_000_000
      while waiting.events.isEmpty { if pthread_cond_timedwait(arrival, lock, &deadline) != 0 { break } }
    } else {
      while waiting.events.isEmpty { pthread_cond_wait(arrival, lock) }
    }
    let result = waiting
    waiting = Waiting()
    return result
  }

  /// Whether a cancellation of the request has come in the meantime.
  func holdsCancellation(of id: RequestID) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return waiting.cancelled.contains(id)
  }

  /// Whether a change of the document has come in the meantime.
  func holdsChange(of uri: String) -> Bool {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return waiting.lastChange[uri] != nil
  }
}
