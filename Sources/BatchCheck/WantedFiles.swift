import Analysis
import Workspace

/// Lowers deployments side by side and fetches what they ask for, until nothing is wanted any more.
struct WantedFiles {
  let jobs: Int

  func settle(_ host: inout Host, before: BaselineLoader?) {
    var seen: Set<WantedFile> = []
    for _ in 0..<WantedFile.mostRounds {
      lower(&host)
      let wanted = host.wanted().filter { !seen.contains($0) }
      guard !wanted.isEmpty, seen.count + wanted.count <= WantedFile.mostFiles else { return }
      seen.formUnion(wanted)
      provide(wanted.filter { !$0.isEarlier }, to: &host, Self.onDisk) { host, file in host.job(for: file, revision: nil) }
      let earlier = wanted.filter(\.isEarlier)
      guard !earlier.isEmpty, let before else { continue }
      let look = before.look(for: earlier)
      provide(earlier, to: &host, look) { host, file in
        host.job(for: file, revision: before.revision, counterpart: before.counterpart(of: file.path))
      }
    }
  }

  private func lower(_ host: inout Host) {
    let pending = host.loweringJobs()
    for lowered in WorkerPool.concurrentMap(pending, jobs: jobs, { $0.lower() }) { host.accept(lowered) }
  }

  private struct Look: Sendable {
    let file: WantedFile
    let job: FileJob
  }

  private func provide(
    _ wanted: [WantedFile], to host: inout Host, _ look: @escaping @Sendable (WantedFile, FileJob) -> WantedFile.Content,
    _ job: (inout Host, WantedFile) -> FileJob
  ) {
    let looks = wanted.map { Look(file: $0, job: job(&host, $0)) }
    let found = WorkerPool.concurrentMap(looks, jobs: jobs) { look($0.file, $0.job) }
    for (wanted, content) in zip(wanted, found) { host.provide(wanted, content) }
  }

  /// What stands on the disk: regular files only, so that nobody waits for a pipe.
  static func onDisk(_ wanted: WantedFile, _ job: FileJob) -> WantedFile.Content {
    wanted.content(
      job,
      bytes: {
        guard case .file? = try? FileKind(of: wanted.path) else { return nil }
        return try? FileReader.read(wanted.path, limit: WantedFile.largestFile)
      },
      names: {
        try? FolderWalk(suffixes: WorkspaceFiles.suffixes + [".hcl"]).filesDirectly(in: wanted.path).map(FilePath.name)
      })
  }
}
