import Testing

@testable import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

@Suite struct WorkerPoolTests {
  @Test(arguments: [0, 1, 2, 3, 8, 200]) func resultsComeInTheOrderOfTheItems(jobs: Int) {
    for count in [0, 1, 2, 7, 100, 1000] {
      let doubled = WorkerPool.concurrentMap(Array(0..<count), jobs: jobs) { item in
        if item % 97 == 0 { usleep(1000) }
        return "\(item * 2)"
      }
      #expect(doubled == (0..<count).map { "\($0 * 2)" })
    }
  }

  @Test func jobsRunAtTheSameTime() {
    // Each job waits for the other one: with a single thread this would never end.
    let lock = Lock()
    nonisolated(unsafe) var arrived = 0
    let met = WorkerPool.concurrentMap([1, 2], jobs: 2) { _ in
      lock.withLock { arrived += 1 }
      for _ in 0..<10_000 {
        if lock.withLock({ arrived }) == 2 { return true }
        usleep(1000)
      }
      return false
    }
    #expect(met == [true, true])
  }
}
