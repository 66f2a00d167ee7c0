#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// `swift run Generator [ROOT]` rewrites the generated files of the package in ROOT (the working folder);
/// `twins CORPORA` compares Bicep files with the templates that they were compiled to, `peers CORPORA` the facts with what other
/// checkers say of their own fixtures; `facts CORPORA` counts what is known of real Terraform configurations.
@main
enum Generator {
  static func main() {
    let corpora = CommandLine.arguments.dropFirst(2).first ?? "../shared/corpora"
    switch CommandLine.arguments.dropFirst().first {
    case "twins": return TwinReport.run(corpora)
    case "peers": return PeerReport(corpora).show()
    case "facts": return FactReport(corpora).show()
    default: break
    }
    let root = CommandLine.arguments.dropFirst().first ?? "."
    do {
      for file in GeneratedFile.all {
        let path = root + "/" + file.path
        let contents = try file.contents(root)
        if let before = try? readText(path), before == contents {
          print("\(file.path) is current")
        } else {
          try writeText(contents, to: path)
          print("\(file.path) written")
        }
      }
    } catch {
      print("Generator: \(error)")
      exit(2)
    }
  }
}
