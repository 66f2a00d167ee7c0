#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// `swift run Generator [ROOT]` rewrites the generated files of the package in ROOT (the working folder);
/// `swift run Generator twins CORPORA` compares Bicep files with the templates that they were compiled to.
@main
enum Generator {
  static func main() {
    if CommandLine.arguments.dropFirst().first == "twins" {
      TwinReport.run(CommandLine.arguments.dropFirst(2).first ?? "../shared/corpora")
      return
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
