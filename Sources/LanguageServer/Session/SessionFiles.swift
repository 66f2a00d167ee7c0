import Analysis
import SourceText

// Files of the disk and of an earlier state, read in the background.
extension Session {
  func read(_ job: BackgroundJob) {
    if let job = background.add(job) { start(job) }
  }

  private func start(_ first: BackgroundJob) {
    var next: BackgroundJob? = first
    while let job = next {
      var work = BackgroundWork(job: job)
      switch job {
      case .read(let folder, let paths, _):
        for path in paths { work.fileJobs[path] = folders[folder]?.host.job(path) }
      case .readEarlier(let earlier):
        for file in earlier.files {
          work.fileJobs[file.path] = folders[earlier.folder]?.host.baselineJob(file.path, revision: earlier.revision)
        }
      case .list, .listSiblings, .listEarlier: break
      }
      if work.start(mailbox: mailbox) { return }
      // Without a thread there is nothing from the disk, but the queue goes on.
      next = background.next()
    }
  }

  func take(_ result: BackgroundResult) {
    switch result {
    case .listed(let folder, let paths, let isWholeFolder): read(.read(folder: folder, paths: paths, isWholeFolder: isWholeFolder))
    case .read(let batch): take(batch)
    case .listedEarlier(let folder, let revision, let earlier):
      guard let checked = folders[folder], revisionToCompare(with: checked) == revision else { break }
      if let earlier {
        // A commit does not change.
        if earlier.commit != checked.baseline { read(.readEarlier(earlier)) }
      } else {
        folders[folder]?.setBaseline(nil, commit: nil)
      }
    case .readEarlier(let earlier, let files): folders[earlier.folder]?.setBaseline(files, commit: earlier.commit)
    }
    if result.endsItsJob, let job = background.next() { start(job) }
  }

  private func take(_ batch: FileBatch) {
    for refusal in batch.refusals {
      notify("window/logMessage") { writer in
        writer.object {
          // A warning.
          $0.member("type", 2)
          $0.member("message", refusal)
        }
      }
    }
    guard var folder = folders.removeValue(forKey: batch.folder) else { return }
    folder.willChange()
    for file in batch.files where openPaths[file.path] == nil { folder.host.accept(file) }
    for path in batch.missing where openPaths[path] == nil { folder.host.removeFile(path) }
    if batch.isWholeFolder { folder.host.options.coversWorkspace = true }
    if batch.isLast { folder.invalidate() }
    let configured = folder.configuredBaseline
    folders[batch.folder] = folder
    // What has been read may be a configuration that names another state to compare with.
    guard batch.isLast, !batch.files.isEmpty, let snapshot = snapshot(ofFolder: batch.folder) else { return }
    let named = snapshot.configuredBaseline(for: folder.root)
    if named != configured {
      folders[batch.folder]?.configuredBaseline = named
      readBaseline(of: batch.folder)
    }
  }

  /// Looks up the state to compare with: what the configuration names, else the editor's setting, else the last commit.
  func readBaseline(of key: Int) {
    guard let folder = folders[key], folder.reach != .alone else { return }
    if let revision = revisionToCompare(with: folder) {
      read(.listEarlier(folder: key, root: folder.root, revision: revision))
    } else {
      folders[key]?.setBaseline(nil, commit: nil)
    }
  }

  private func revisionToCompare(with folder: CheckedFolder) -> String? {
    folder.configuredBaseline ?? (settings.comparesStates ? settings.against ?? "HEAD" : nil)
  }
}
