// Comparing secrets: the time it takes must not tell how much of a guess was right.

import CLibcrypto

package enum ConstantTime {
    /// Whether both are the same bytes. Takes as long for a near miss as for a match; only the length shows.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right in
                unsafe left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}
