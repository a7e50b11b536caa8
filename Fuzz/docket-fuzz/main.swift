// docket-fuzz TARGET [libFuzzer's options] [CORPUS…]: lets libFuzzer look for inputs that break a promise of a reader.
// Built and run by scripts/fuzz.

import CLibFuzzer
import Glibc

let arguments = CommandLine.arguments.prefix(1) + CommandLine.arguments.dropFirst(2)
_ = FuzzTarget.chosen
var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
var count = CInt(pointers.count - 1)
let status = unsafe pointers.withUnsafeMutableBufferPointer { buffer in
    var start = unsafe buffer.baseAddress
    return unsafe LLVMFuzzerRunDriver(&count, &start) { data, size in
        FuzzTarget.chosen.check(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
        return 0
    }
}
exit(status)
