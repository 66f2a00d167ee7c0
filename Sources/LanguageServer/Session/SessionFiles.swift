import Analysis
import SourceText

// Files of the disk and of an earlier state.
extension Session {
  func read(_ job: BackgroundReading.Job) { background.add(job)?.start(mailbox: mailbox) }

  /// Looks up the state to compare with: what the configuration names, else the editor's setting, else the last commit.
  func readBaseline(of key: Int) {
    guard let folder = folders[key], folder.reach != .alone else { return }
    if let revision = revisionToCompare(with: folder) {
      read(.baseline(folder: key, root: folder.root, revision: revision))
    } else {
      folders[key]?.setBaseline(nil)
    }
  }

  private func revisionToCompare(with folder: CheckedFolder) -> String? {
    folder.configuredBaseline ?? (settings.comparesStates ? settings.against ?? "HEAD" : nil)
  }

  func take(_ batch: FileBatch) {
    if var folder = folders.removeValue(forKey: batch.folder) {
      folder.willChange()
      for file in batch.files where openPaths[file.path] == nil { folder.host.setFile(file.path, file.text) }
      for path in batch.missing where openPaths[path] == nil { folder.host.removeFile(path) }
      if batch.isWholeFolder { folder.host.options.coversWorkspace = true }
      if batch.isLast { folder.invalidate() }
      folders[batch.folder] = folder
      // What has been read may be a configuration that names another state.
      if batch.isLast, !batch.files.isEmpty, let snapshot = snapshot(ofFolder: batch.folder) {
        let configured = snapshot.configuredBaseline(for: folder.root)
        if configured != folder.configuredBaseline {
          folders[batch.folder]?.configuredBaseline = configured
          readBaseline(of: batch.folder)
        }
      }
    }
    if batch.isLast { background.next()?.start(mailbox: mailbox) }
  }

  func take(_ state: EarlierState) {
    if let folder = folders[state.folder], revisionToCompare(with: folder) == state.wanted { folders[state.folder]?.setBaseline(state) }
    background.next()?.start(mailbox: mailbox)
  }
}
