import SourceText
import Testing

@testable import SyntaxTree

@Suite("JSON: mistakes")
struct JSONRecoveryTests {
  func check(_ text: String, _ value: String, _ errors: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    check(text, .armTemplate, value, errors, sourceLocation: sourceLocation)
  }

  /// Checks the value that is read, and the mistakes: each its text (or `@` and the offset where it has none) and the message's
  /// beginning.
  func check(
    _ text: String, _ options: JSONOptions, _ value: String, _ errors: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let document = Document(SourceText(text), format: .json(options))
    expectLossless(document, text)
    #expect(data(document, document.topValue()) == value, sourceLocation: sourceLocation)
    let found = document.syntaxErrors().map { error in
      (error.range.isEmpty ? "@\(error.range.start)" : "<\(document.text.string(error.range))>") + " " + error.message
    }
    #expect(found.count == errors.count && zip(found, errors).allSatisfy { $0.hasPrefix($1) }, "\(found)", sourceLocation: sourceLocation)
  }

  @Test("A comma too many")
  func commas() {
    check("{ \"a\": 1,, \"b\": 2 }", "{a:1,b:2}", ["<,> unexpected ','"])
    check("[1,,2]", "[1,2]", ["<,> unexpected ','"])
    check("[,1]", "[1]", ["<,> unexpected ','"])
    check("[1,]", "[1]", ["<,> a comma after the last"])
    check("{\n  \"a\": 1, // one\n}", "{a:1}", ["<,> a comma after the last"])
    check("[1,]", .relaxed, "[1]", [])
    check("[1,,]", .relaxed, "[1]", ["<,> unexpected ','"])
    check("[,]", .relaxed, "[]", ["<,> unexpected ','"])
  }

  @Test("A comma that is not there spoils nothing")
  func missingComma() {
    check("{\n  \"a\": 1\n  \"b\": 2\n}", "{a:1,b:2}", ["@10 expected ',' after the value"])
    check("{\n  \"a\": {}\n  \"b\": 2\n}", "{a:{},b:2}", ["@11 expected ','"])
    check("[1 2]", "[1,2]", ["@2 expected ','"])
    check("[{} {}]", "[{},{}]", ["@3 expected ','"])
    check("{ \"a\": \"say \"hi\" there\", \"b\": 1 }", "{a:'say ',b:1}", ["<hi\" there\"> expected ',' or a closing"])
  }

  @Test("A colon or a value that is not there")
  func colonsAndValues() {
    check("{ \"a\" 1 }", "{a:1}", ["@5 expected ':' after the property name"])
    check("{ \"a\" { \"b\": 1 } }", "{a:{b:1}}", ["@5 expected ':'"])
    check("{ \"a\": }", "{a:_}", ["@6 expected a value after ':'"])
    check("{ \"a\" }", "{a:_}", ["@5 expected ':' and a value"])
    check("{ \"a\":, \"b\": 1 }", "{a:_,b:1}", ["@6 expected a value"])
    check("{ \"a\", \"b\": 1 }", "{a:_,b:1}", ["@5 expected ':' and a value"])
    check("{\n  \"a\":\n  \"b\": 1\n}", "{a:_,b:1}", ["@8 expected a value"])
    check("{\n  \"a\"\n  \"b\": 1\n}", "{a:_,b:1}", ["@7 expected ':' and a value"])
    check("{ \"a\", 1 }", "{a:1}", ["<,> expected ':' instead"])
    check("{ \"a\":: 1 }", "{a:1}", ["<:> unexpected ':'"])
    check("[\"a\": 1]", "['a',1]", ["<:> expected ',' instead"])
    check("{ : 1 }", "{:1}", ["@2 expected a property name"])
    check("{ {} }", "{:{}}", ["@2 expected a property name"])
  }

  @Test("A name that is no string")
  func names() {
    check("{ a: 1, \"b\": 2 }", "{a:1,b:2}", ["<a> a property name must"])
    check("{ 'a': 'x', \"b\": 2 }", "{a:'x',b:2}", ["<'a'> a property name must", "<'x'> a string must be in double quotes"])
    check("{ 1: 1 }", "{1:1}", ["<1> a property name must"])
    check("{ na }", "{na:_}", ["<na> a property name must"])
  }

  @Test("A string that is not closed ends with its line")
  func strings() {
    check("{\n  \"a\": \"x,\n  \"b\": 1\n}", "{a:'x',b:1}", ["<\"x> the string is not closed"])
    check("{\n  \"a\": \"x\n}", "{a:'x'}", ["<\"x> the string"])
    check("{\n  \"a: 1,\n  \"b\": 1\n}", "{a: 1:_,b:1}", ["<\"a: 1> the string"])
    check("{\n  \"a\n  \"b\": 1\n}", "{a:_,b:1}", ["<\"a> the string"])
    check("[\"a\\q\"]", "['aq']", ["<\\q> unknown escape"])
    check("[\"a\\u12x4\"]", "['au12x4']", ["<\\u> unknown escape"])
    check("[\"a\u{1}b\"]", "['a\u{1}b']", ["<\u{1}> a control character"])
    check("[\"a\tb\"]", .strict, "['a\tb']", ["<\t> a control character"])
  }

  @Test("A string over several lines is one where comments are allowed")
  func multilineStrings() {
    check("{ \"a\": \"[concat(\n  'x')]\", \"b\": 1 }", "{a:'[concat(\n  'x')]',b:1}", [])
    check("{ \"a\": \"x\ny\" }", .strict, "{a:'x'}", ["<\"x> the string is not closed", "@14 the object"])
  }

  @Test("Words and numbers that are none")
  func words() {
    check("[tru, 1]", "[_,1]", ["<tru> unexpected 'tru'; expected a value"])
    check("[01, -, 1.]", "[1,_,_]", ["<01> a number must not", "<-> '-' is not", "<1.> '1.' is not"])
    check("[1e5, -0.5]", "[100000.0,-0.5]", [])
  }

  @Test("An object that is not closed ends where the indentation says so")
  func unclosed() {
    check(
      "{\n  \"a\": {\n    \"b\": 1\n  ,\n  \"c\": 2\n}", "{a:{b:1},c:2}", ["@21 the object that begins in line 2 is not closed"])
    check("{\n  \"a\": {\n    \"b\": 1\n  \"c\": 2\n}", "{a:{b:1},c:2}", ["@21 the object that begins in line 2 is not closed"])
    check("{\n  \"a\": {\n    \"b\": [\n      1\n  },\n  \"c\": 2\n}", "{a:{b:[1]},c:2}", ["@29 the array that begins in line 3"])
    check("{\n  \"a\": {\n    \"b\": {\n      \"x\": 1\n  },\n  \"c\": 2\n}", "{a:{b:{x:1}},c:2}", ["@34 the object that begins in line 3"])
    check(
      "{\n  \"r\": [\n    {\n      \"x\": 1\n    ,\n    {\n      \"y\": 2\n    }\n  ]\n}", "{r:[{x:1},{y:2}]}",
      ["@29 the object that begins in line 3"])
    check("{ \"a\": [1, 2, \"b\": 3 }", "{a:[1,2,'b',3]}", ["<:> expected ',' instead", "@20 the array"])
    check("{ \"a\": [1, 2 }", "{a:[1,2]}", ["@12 the array that begins in line 1 is not closed: expected ']'"])
    check("{\n  \"a\": {\n  \"b\": 1,\n  \"c\": 2\n}", "{a:{},b:1,c:2}", ["@10 the object that begins in line 2"])
    check("{\n  \"a\": [1, 2\n  \"b\": 1\n}", "{a:[1,2],b:1}", ["@14 the array that begins in line 2"])
    check("{\n  \"a\": [\n    {\n      \"x\": 1\n    }\n  \"b\": 1\n}", "{a:[{x:1}],b:1}", ["@35 the array that begins in line 2"])
    check("{ \"a\": { \"b\": 1", "{a:{b:1}}", ["@15 the object"])
    check("{", "{}", ["@1 the object"])
    check("{ \"a\":", "{a:_}", ["@6 the object"])
  }

  @Test("A closing bracket too many closes nothing")
  func closers() {
    check("{\n  \"a\": {\n    \"b\": 1\n  }\n  },\n  \"c\": 2\n}", "{a:{b:1},c:2}", ["<}> unexpected '}'"])
    check("{ \"a\": ] }", "{a:_}", ["<]> unexpected ']'", "@8 expected a value"])
    check("[1}", "[1]", ["<}> expected ']' instead of '}'"])
    check("]", "_", ["<]> unexpected ']'"])
    check("{}}", "{}", ["<}> unexpected"])
  }

  @Test("Comments where they are not allowed, and comments that are not closed")
  func comments() {
    check("{ // x\n  \"a\": 1 }", .strict, "{a:1}", ["<// x> comments are not allowed"])
    check("{} // x", .strict, "{}", ["<// x> comments"])
    check("// x\n{}", "{}", [])
    check("{ \"a\": 1 } /* x", "{a:1}", ["</*> the comment is not closed"])
  }

  @Test("An empty document, and text behind the end")
  func document() {
    check("", "_", ["@0 the document is empty"])
    check(" \n", "_", ["@0 the document is empty"])
    check("{} {}", "{}", ["<{}> unexpected text after the end"])
    check("{},", "{}", ["<,> unexpected text after"])
  }

  @Test("Escapes are decoded; a lone surrogate is U+FFFD")
  func escapes() {
    check(#"["\u0041\n\t\"\\\/\ud83d\ude00", "\ud83d", "\ude00x", "é"]"#, "['A\n\t\"\\/😀','\u{fffd}','\u{fffd}x','é']", [])
  }

  @Test("A property is found by its name, whatever its escapes; regard to case or not")
  func lookUp() {
    let text = #"{ "ab": 1, "Ab": 2, "a\u0062c": 3, "É": 4, "K": 5, "x-y": 6, "": 7, "aa": , 'q': 8, w: 9 }"#
    let document = Document(SourceText(text), format: .json(.armTemplate))
    func value(_ name: String, _ ignoringCase: Bool = false) -> String {
      document.topValue().flatMap { document.value($0, name, ignoringCase: ignoringCase) }.map { data(document, $0) } ?? "none"
    }
    #expect(value("ab") == "1" && value("Ab") == "2" && value("AB") == "none" && value("AB", true) == "1" && value("abc") == "3")
    #expect(value("ABC", true) == "3" && value("É") == "4" && value("é", true) == "4" && value("k", true) == "5" && value("k") == "none")
    #expect(value("X-Y", true) == "6" && value("x\ry", true) == "none" && value("") == "7" && value("aa") == "_" && value("q") == "8")
    #expect(value("w") == "9" && value("a") == "none" && value("abcd", true) == "none")
    for name in ["ab", "AB", "é", "K", "X-Y", ""] {
      for ignoringCase in [false, true] {
        let first = document.topValue().flatMap { top in
          document.members(top).first { $0.name == name || ignoringCase && $0.name.lowercased() == name.lowercased() }?.value
        }
        #expect(document.topValue().flatMap { document.value($0, name, ignoringCase: ignoringCase) } == first)
      }
    }
  }

  @Test("Comments are told with their marks, whether allowed or not")
  func commentRanges() {
    let text = "// 1\n{ /* 2 */ \"a//\": 1, // 3\n \"b\": [ /* 4 */ ] /* 5 */ } // 6"
    for options in [JSONOptions.strict, .armTemplate] {
      let document = Document(SourceText(text), format: .json(options))
      #expect(document.comments().map { document.text.string($0) } == ["// 1", "/* 2 */", "// 3", "/* 4 */", "/* 5 */", "// 6"])
    }
  }

  @Test("A million brackets, open, closed or wrong, are read")
  func depth() {
    let n = 1_000_000
    for text in [
      [UInt8](repeating: 0x5b, count: n), [UInt8](repeating: 0x5d, count: n), [UInt8](repeating: 0x7b, count: n),
      [UInt8](repeating: 0x5b, count: n) + [UInt8](repeating: 0x7d, count: n),
      [UInt8](repeating: 0x5b, count: n) + [UInt8](repeating: 0x5d, count: n),
    ] {
      let document = Document(SourceText(text), format: .json(.relaxed))
      #expect(TapeWord.length(document.tape.words[0]) == text.count)
      _ = document.syntaxErrors(limit: 10)
    }
  }

  @Test("Gaps longer than a word can tell keep the structure")
  func longGaps() {
    let space = String(repeating: " ", count: 200_000)
    let comment = "/*" + String(repeating: "x", count: 100_000) + "*/"
    for filler in [space, comment, space + comment + space, "\n" + space] {
      check("{\(filler)\"a\"\(filler):\(filler)1\(filler),\(filler)\"b\": [\(filler)2\(filler)]\(filler)}\(filler)", "{a:1,b:[2]}", [])
      check("{\(filler)\"a\"\(filler)1\(filler)\"b\": 2\(filler)}", "{a:1,b:2}", ["@", "@"])
    }
  }
}
