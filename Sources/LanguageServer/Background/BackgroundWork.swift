import Analysis
import SourceText
import Workspace

/// A background job with what it needs of the session, which only the owner of the session can give it.
struct BackgroundWork: Sendable {
  var job: BackgroundJob
  /// What makes parts of the workspace of texts, by path.
  var fileJobs: [String: FileJob] = [:]
  /// The same for what deployments asked for.
  var wantedJobs: [WantedFile: FileJob] = [:]

  /// No file written by people is larger; a generated one would make the editor wait.
  static let largestFile = 32 << 20

  /// Does the work on a thread of its own and posts what comes of it. False if there is no thread to be had.
  func start(mailbox: Mailbox) -> Bool {
    SystemThread.start(stackSize: 8 << 20) { run { mailbox.post(.background($0)) } }
  }

  func run(_ post: (BackgroundResult) -> Void) {
    switch job {
    case .list(let folder, let root):
      let inside = FolderWalk(suffixes: []).list([root]).files.filter { Host.isCandidate(name: FilePath.name($0)) }
      post(.listed(folder: folder, paths: inside + Self.configurations(above: root), isWholeFolder: true))
    case .listSiblings(let folder, let root):
      let beside = (try? FolderWalk(suffixes: []).filesDirectly(in: root)) ?? []
      let paths = beside.filter { Host.isCandidate(name: FilePath.name($0)) } + Self.configurations(above: root)
      post(.listed(folder: folder, paths: paths, isWholeFolder: false))
    case .read(let folder, let paths, let isWholeFolder): read(paths, folder: folder, isWholeFolder: isWholeFolder, post)
    case .listEarlier(let folder, let root, let revision):
      post(.listedEarlier(folder: folder, revision: revision, EarlierFiles(folder: folder, root: root, revision: revision)))
    case .readEarlier(let earlier): post(.readEarlier(earlier, earlier.read(fileJobs)))
    case .look(let folder, let root, let wanted, let commit):
      let earlier = EarlierContents(of: wanted, root: root, commit: commit)
      let found = wanted.compactMap { file in
        wantedJobs[file].map { (file: file, content: file.isEarlier ? earlier.content(of: file, $0) : Self.onDisk(file, $0)) }
      }
      post(.looked(folder: folder, commit: commit, found))
    }
  }

  private func read(_ paths: [String], folder: Int, isWholeFolder: Bool, _ post: (BackgroundResult) -> Void) {
    var batch = FileBatch(folder: folder)
    for path in paths {
      if let file = file(path, &batch.refusals) { batch.files.append(file) } else { batch.missing.append(path) }
      if batch.files.count >= 64 {
        post(.read(batch))
        batch = FileBatch(folder: folder)
      }
    }
    batch.isLast = true
    batch.isWholeFolder = isWholeFolder
    post(.read(batch))
  }

  /// Regular files only, so that nobody waits for a pipe.
  private static func onDisk(_ wanted: WantedFile, _ job: FileJob) -> WantedFile.Content {
    wanted.content(
      job,
      bytes: {
        guard case .file? = try? FileKind(of: wanted.path) else { return nil }
        return try? FileReader.read(wanted.path, limit: WantedFile.largestFile)
      }, names: { (try? FolderWalk(suffixes: []).filesDirectly(in: wanted.path))?.map(FilePath.name) })
  }

  /// A file that cannot be read is one that is not there; only of one that is too large the log tells, because nothing else would.
  private func file(_ path: String, _ refusals: inout [String]) -> ReadFile? {
    guard let job = fileJobs[path] else { return nil }
    do throws(FileError) {
      return job.read(SourceText(try FileReader.read(path, limit: Self.largestFile)))
    } catch .tooLarge(let path, let limit) {
      refusals.append(FileError.tooLarge(path: path, limit: limit).message)
      return nil
    } catch {
      return nil
    }
  }

  /// The configurations that hold for a folder without lying in it: the nearest one upwards counts.
  private static func configurations(above root: String) -> [String] {
    var found: [String] = []
    var folder = root
    while folder != "/", FilePath.parent(folder) != folder {
      folder = FilePath.parent(folder)
      for name in [".cmklint.json", ".cmklint.yaml", ".cmklint.yml"] {
        let path = FilePath.join(folder, name)
        if let kind = try? FileKind(of: path), kind == .file { found.append(path) }
      }
    }
    return found
  }
}
