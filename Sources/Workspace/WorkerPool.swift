#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Runs independent jobs on several threads.
public enum WorkerPool {
  /// `body` of each item, in the order of the items, whatever thread ran it and when.
  ///
  /// The calling thread works too; the others have a stack of 8 MB. Items are taken in small runs, so that one slow item holds
  /// up few others. Where the system has no more threads, fewer are used.
  ///
  /// - Parameter jobs: the most threads that work at once.
  public static func concurrentMap<T: Sendable, R: Sendable>(_ items: [T], jobs: Int, _ body: @Sendable (T) -> R) -> [R] {
    let threads = min(jobs, items.count)
    guard threads > 1 else { return items.map(body) }
    return withoutActuallyEscaping(body) { body in
      let run = Run(items: items, threads: threads, body: body)
      let others = (1..<threads).compactMap { _ in startThread { run.work() } }
      run.work()
      for thread in others { pthread_join(thread, nil) }
      return run.takeResults()
    }
  }
}

/// Starts a thread with a stack of 8 MB; nil if the system has none left.
private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var attributes = pthread_attr_t()
  guard pthread_attr_init(&attributes) == 0 else { return nil }
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, 8 << 20)
  let job = Unmanaged.passRetained(Job(body)).toOpaque()
  #if canImport(Darwin)
  var thread: pthread_t?
  let code = pthread_create(&thread, &attributes, { runJob($0) }, job)
  #else
  var thread = pthread_t()
  let code = pthread_create(&thread, &attributes, { runJob($0) }, job)
  #endif
  if code == 0 { return thread }
  Unmanaged<Job>.fromOpaque(job).release()
  return nil
}

private func runJob(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let pointer { Unmanaged<Job>.fromOpaque(pointer).takeRetainedValue().body() }
  return nil
}

/// What a thread is given to do.
private final class Job: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// The items of one map, taken by several threads. Everything that changes is guarded by the lock.
private final class Run<T: Sendable, R: Sendable>: @unchecked Sendable {
  private let items: [T]
  private let body: @Sendable (T) -> R
  private let step: Int
  private let lock = Lock()
  private var next = 0
  private var results: [[R]?]

  init(items: [T], threads: Int, body: @escaping @Sendable (T) -> R) {
    self.items = items
    self.body = body
    step = min(32, max(1, items.count / (threads * 8)))
    results = Array(repeating: nil, count: (items.count + step - 1) / step)
  }

  /// Takes runs of items until none is left.
  func work() {
    while true {
      let number = lock.withLock {
        defer { next += 1 }
        return next
      }
      guard number < results.count else { return }
      let start = number * step
      let part = items[start..<min(start + step, items.count)].map(body)
      lock.withLock { results[number] = part }
    }
  }

  func takeResults() -> [R] {
    lock.withLock {
      var all: [R] = []
      all.reserveCapacity(items.count)
      for part in results { all += part ?? [] }
      return all
    }
  }
}
