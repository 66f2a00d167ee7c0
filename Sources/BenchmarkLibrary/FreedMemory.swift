/// What becomes of memory that is given back.
public enum FreedMemory {
  /// Keeps it in the process for the next time: a fresh page may cost more than parsing what fills it, and a benchmark that parses again and
  /// again measures the system. Holds for everything in the process, so for those that are measured beside it too.
  public static func isKept() -> Bool {
    #if canImport(Glibc)
    // M_MMAP_MAX, M_TRIM_THRESHOLD: no allocation is a mapping of its own, and what is free at the end of the heap stays there.
    return mallopt(-4, 0) == 1 && mallopt(-1, Int32.max) == 1
    #else
    return false
    #endif
  }
}

#if canImport(Glibc)
/// Of `malloc.h`, which is not in the module.
@_silgen_name("mallopt") private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32
#endif
