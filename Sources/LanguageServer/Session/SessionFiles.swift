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
      case .look(let folder, _, let wanted, _):
        let revision = folders[folder].flatMap(revisionToCompare)
        for file in wanted { work.wantedJobs[file] = folders[folder]?.host.job(for: file, revision: revision) }
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
    case .looked(let folder, let commit, let found): take(found, in: folder, commit: commit)
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
    folder.lookedFor = folder.lookedFor.filter { !batch.missing.contains($0.path) }
    if batch.isWholeFolder { folder.host.options.coversWorkspace = true }
    if batch.isLast {
      folder.invalidate()
      folder.host.options.isLoading = false
    }
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

  // MARK: - What deployments ask for

  /// Looks for what the deployments of a folder need beside its files: open documents first, the rest in the background.
  func lookForWanted(in key: Int) {
    flushAll(in: key)
    var rest: [WantedFile] = []
    // What an open document says may lead to further files.
    for _ in 0..<WantedFile.mostRounds {
      guard folders[key]?.host.options.isLoading == false else { return }
      let lookedFor = folders[key]?.lookedFor ?? []
      let wanted = folders[key]?.host.wanted().filter { !lookedFor.contains($0) } ?? []
      guard !wanted.isEmpty, lookedFor.count + wanted.count <= WantedFile.mostFiles else { break }
      folders[key]?.lookedFor.formUnion(wanted)
      for file in wanted {
        if !file.isEarlier, !file.isFolder, let text = openPaths[file.path].flatMap({ documents[$0]?.text }),
          let job = folders[key]?.host.job(for: file, revision: nil)
        {
          folders[key]?.invalidate()
          folders[key]?.host.provide(file, file.content(job, bytes: { text.bytes }, names: { nil }))
        } else {
          rest.append(file)
        }
      }
    }
    if let folder = folders[key], !rest.isEmpty {
      read(.look(folder: key, root: folder.root, wanted: rest, commit: folder.baseline))
    }
  }

  private func take(_ found: [(file: WantedFile, content: WantedFile.Content)], in key: Int, commit: String?) {
    guard var folder = folders.removeValue(forKey: key) else { return }
    folder.invalidate()
    for (file, content) in found where openPaths[file.path] == nil || file.isEarlier {
      // Another commit may be compared with by now.
      if file.isEarlier, commit != folder.baseline { continue }
      folder.host.provide(file, content)
    }
    folders[key] = folder
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
