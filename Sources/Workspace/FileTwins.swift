#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Tells the names of a walk apart that lead to one file.
enum FileTwins {
  /// Sorts the found names into files and twins. A name that is no symbolic link goes before one that is, then the first in order.
  ///
  /// Files are looked at only where links or equal inodes make it possible that two are one: an inode alone is no proof, since
  /// a walk may cross devices and layered file systems.
  static func separate(_ found: [FoundFile], isSorted: Bool, errors: [FileError], folders: Int) -> WalkedFiles {
    var result = WalkedFiles(errors: errors, folderCount: folders)
    let found = isSorted ? found : found.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    var identities: [FileIdentity?] = []
    var isWanted: [Bool] = []
    var mayHaveTwins = found.contains { $0.isLink }
    if !mayHaveTwins {
      var inodes: Set<UInt64> = []
      inodes.reserveCapacity(found.count)
      for file in found where !inodes.insert(file.inode).inserted { mayHaveTwins = true }
    }
    guard mayHaveTwins else {
      result.files = found.map(\.path)
      return result
    }
    for file in found {
      var status = stat()
      let exists = stat(file.path, &status) == 0
      // A link to a folder, a dangling one, and a file that is gone by now are passed over.
      isWanted.append(exists && kindBits(status.st_mode) == mode_t(S_IFREG))
      identities.append(exists ? FileIdentity(status) : nil)
    }
    var first: [FileIdentity: Int] = [:]
    for wantsLinks in [false, true] {
      for i in found.indices where found[i].isLink == wantsLinks && isWanted[i] {
        if let identity = identities[i], first[identity] == nil { first[identity] = i }
      }
    }
    for i in found.indices where isWanted[i] {
      guard let identity = identities[i], let original = first[identity] else { continue }
      if original == i {
        result.files.append(found[i].path)
      } else if found[i].path != found[original].path {
        result.twins.append(WalkedFiles.Twin(path: found[i].path, file: found[original].path))
      }
    }
    return result
  }
}
