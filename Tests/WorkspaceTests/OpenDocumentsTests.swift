import SourceText
import TestSupport
import Testing

@testable import Workspace

@Suite struct OpenDocumentsTests {
  @Test func theEditorsTextWinsOverTheDiskUntilItIsClosed() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.tf", "disk")
    var documents = OpenDocuments()
    #expect(try documents.read(path) == Array("disk".utf8))
    documents[path] = OpenDocuments.Document(version: 1, text: SourceText("editor"))
    #expect(try documents.read(folder("./x/../a.tf")) == Array("editor".utf8))
    documents[path] = nil
    #expect(try documents.read(path) == Array("disk".utf8))
  }

  @Test func editsApplyInTurn() {
    var documents = OpenDocuments()
    documents["/a"] = OpenDocuments.Document(version: 1, text: SourceText("abc"))
    let edits = [TextEdit(ByteRange(0, 1), "xy"), TextEdit(ByteRange(1, 2), "z")]
    let isDone = documents.edit("/a", version: 2, edits)
    #expect(isDone)
    #expect(documents["/a"] == OpenDocuments.Document(version: 2, text: SourceText("xzbc")))
    let isOpen = documents.edit("/b", version: 2, [])
    #expect(!isOpen)
    #expect(documents.paths == ["/a"])
  }
}
