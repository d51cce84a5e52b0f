import Testing

@testable import proftui

@Suite struct BackgroundThreadsTests {
  /// Tasks that wait for each other's children need threads that take one job after another.
  @Test func moreTasksThanThreadsAllRun() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for first in 0..<100 {
        group.addTask(executorPreference: BackgroundThreads.shared) {
          await withTaskGroup(of: Int.self) { inner in
            for number in first..<first + 10 { inner.addTask { number } }
            return await inner.reduce(0, +)
          }
        }
      }
      return await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(sums == Set((0..<100).map { $0 * 10 + 45 }))
  }

  @Test func aTaskIsCancelledWhileItRuns() async {
    let task = Task.background { while !Task.isCancelled { await Task.yield() } }
    task.cancel()
    await task.value
    #expect(task.isCancelled)
  }
}
