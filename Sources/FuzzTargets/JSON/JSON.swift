import FuzzChecks

/// What libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  checkParser(data, count, .json(.strict), .json(.armTemplate), .json(.relaxed))
}
