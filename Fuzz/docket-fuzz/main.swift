// docket-fuzz TARGET [libFuzzer's options] [CORPUS…]: lets libFuzzer look for inputs that break a promise of a reader.
// Built and run by scripts/fuzz.

import CLibFuzzer
import Glibc

_ = FuzzTarget.chosen
// libFuzzer reads the command line, but for the target.
let names = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(2)
var arguments = unsafe names.map { unsafe strdup($0) } + [nil]
var count = CInt(names.count)
let status = unsafe arguments.withUnsafeMutableBufferPointer { buffer in
    var start = buffer.baseAddress
    return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
        FuzzTarget.chosen.check(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
}
exit(status)
