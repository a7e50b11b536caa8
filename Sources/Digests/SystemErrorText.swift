// The system's own words for an error number.

import Glibc

/// The text that belongs to an `errno`, for error messages.
func systemErrorText(_ code: Int32) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Limits.systemErrorText) { buffer in
        guard let start = buffer.baseAddress, unsafe strerror_r(code, start, buffer.count) == 0 else {
            return "error \(code)"
        }
        return unsafe String(cString: start)
    }
}
