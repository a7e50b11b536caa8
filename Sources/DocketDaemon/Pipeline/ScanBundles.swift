// A scan and the data file that was keyed in from it are one bundle (C15): what lies together in an inbox, and how long
// the one waits for the other.

import OrderModel
import OrderSpool

enum ScanBundles {
    /// The files of an inbox, each data file with its scans; a scan whose data file is there is not listed by itself.
    /// Of several data files with one stem the first takes the scans.
    static func of(_ entries: [InboxEntry]) -> [InboxEntry] {
        var scans: [FileName: [InboxEntry]] = [:]
        for entry in entries where entry.name.isScan { scans[entry.name.stem, default: []].append(entry) }
        guard !scans.isEmpty else { return entries }
        var taken: Set<FileName> = []
        var bundles: [InboxEntry] = []
        for entry in entries where !entry.name.isScan {
            var bundle = entry
            if let beside = scans.removeValue(forKey: entry.name.stem) {
                bundle.scans = beside.filter { $0.name.isScan(of: entry.name) }
                taken.formUnion(bundle.scans.map(\.name))
            }
            bundles.append(bundle)
        }
        let alone = entries.filter { $0.name.isScan && !taken.contains($0.name) }
        return alone.isEmpty
            ? bundles
            : (bundles + alone).sorted {
                ($0.facts.changedNanoseconds, $0.name) < ($1.facts.changedNanoseconds, $1.name)
            }
    }
}

extension InboxWatch {
    /// Until when a file whose other half is not there waits for it; nil: it has waited long enough.
    mutating func waitForOther(_ entry: InboxEntry, in inbox: Inbox, monotonic: Int64) -> Int64? {
        guard entry.scans.isEmpty else { return nil }
        let wait = entry.name.isScan ? inbox.scanWaitNanoseconds : inbox.dataWaitNanoseconds
        guard wait > 0 else { return nil }
        let since = sinceFound(entry.name, in: inbox.folder.id, monotonic: monotonic)
        let (end, isTooLarge) = since.addingReportingOverflow(wait)
        return isTooLarge || monotonic < end ? (isTooLarge ? .max : end) : nil
    }
}
