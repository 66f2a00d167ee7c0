import Testing

@testable import LanguageServer

@Suite struct DocumentURITests {
  @Test(arguments: [
    ("file:///a/b.json", "/a/b.json"), ("file:///a%20b/%C3%A9%2B%26.tf", "/a b/é+&.tf"), ("file:///a/日本.json", "/a/日本.json"),
    ("FILE:///a", "/a"), ("file://localhost/a", "/a"), ("file:/a", "/a"), ("file:///a?x#y", "/a"), ("file:///a%3Fx", "/a?x"),
    ("file:///C:/a/b.tf", "/c:/a/b.tf"), ("file:///c%3A/a/b.tf", "/c:/a/b.tf"), ("file:///D%3a/", "/d:/"), ("file:///100%/x", "/100%/x"),
  ])
  func aFileURIHasAPath(uri: String, path: String) { #expect(DocumentURI.path(of: uri) == path) }

  @Test(arguments: ["untitled:Untitled-1", "git:/a/b.tf", "", "file", "/a/b", "file://host/share/a", "file:///a%00b", "file:///%FF"])
  func whatIsNoLocalFileHasNone(uri: String) { #expect(DocumentURI.path(of: uri) == nil) }

  @Test(arguments: ["/a/b.json", "/a b/é+&(x)[y].tf", "/100%/x", "/日本"])
  func aPathComesBackFromItsURI(path: String) { #expect(DocumentURI.path(of: DocumentURI.uri(of: path)) == path) }

  @Test func documentsThatAreNoFilesStandApart() {
    #expect(DocumentURI.standIn(for: "untitled:Untitled-1", fileExtension: "tf") == "/untitled:/Untitled-1.tf")
    #expect(DocumentURI.standIn(for: "vscode-remote://ssh%2Bhost/x/a.tf", fileExtension: "tf") == "/vscode-remote:/ssh+host/x/a.tf")
    #expect(DocumentURI.standIn(for: "inmemory://model/1", fileExtension: "json") == "/inmemory:/model/1.json")
    #expect(DocumentURI.standIn(for: "untitled:", fileExtension: "") == "/untitled:/document")
  }
}
