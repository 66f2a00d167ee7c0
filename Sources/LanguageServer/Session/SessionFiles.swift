import Analysis
import SourceText

// Files of the disk and of an earlier state.
extension Session {
  func read(_ job: BackgroundReading.Job) { if let job = background.add(job) { start(job) } }

  func readBaseline(of key: Int) {
    guard let folder = folders[key], folder.reach != .alone else { return }
    if let revision = settings.against {
      read(.baseline(folder: key, root: folder.root, revision: revision))
    } else {
      folders[key]?.invalidate()
      folders[key]?.host.setBaseline(nil, revision: nil)
    }
  }

  private func start(_ job: BackgroundReading.Job) {
    // placeholder until the walk exists
    switch job {
    case .walk(let folder, _), .siblings(let folder, _), .files(let folder, _):
      mailbox.post(.files(FolderScan.Batch(folder: folder, isLast: true)))
    case .baseline(let folder, _, let revision): mailbox.post(.baseline(BaselineLoad.Result(folder: folder, revision: revision)))
    }
  }

  func take(_ batch: FolderScan.Batch) {
    if var folder = folders.removeValue(forKey: batch.folder) {
      for file in batch.files where openPaths[file.path] == nil { folder.host.setFile(file.path, file.text) }
      for path in batch.missing where openPaths[path] == nil { folder.host.removeFile(path) }
      if batch.isLast { folder.invalidate() }
      folders[batch.folder] = folder
    }
    if batch.isLast, let job = background.next() { start(job) }
  }

  func take(_ result: BaselineLoad.Result) {
    if result.revision == settings.against {
      folders[result.folder]?.invalidate()
      folders[result.folder]?.host.setBaseline(result.files, revision: result.files == nil ? nil : result.revision)
    }
    if let job = background.next() { start(job) }
  }
}
