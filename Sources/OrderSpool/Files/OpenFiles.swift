// How many files this process may have open, so that what waits open for a sync leaves room for the rest.

import Glibc

enum OpenFiles {
    /// The most that may wait open for the next sync: an eighth of what the process may have, because a
    /// claim holds as many more.
    static var forSync: Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return .max }
        return max(4, Int(clamping: limit.rlim_cur / 8))
    }
}
