// A file that has been dealt with, and where it is kept.

/// The folder of one day in the archive: `yyyy/mm/dd`.
package struct ArchiveDay: Sendable, Hashable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// nil unless the year is 0 to 9999, the month 1 to 12 and the day 1 to 31.
    package init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    var folders: [FileName] {
        [digits(year, 4), digits(month, 2), digits(day, 2)].map { FileName(composed: $0) }
    }

    private func digits(_ number: Int, _ count: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return Array(repeating: UInt8(ascii: "0"), count: max(0, count - digits.count)) + digits
    }
}

/// A file in `archive/yyyy/mm/dd/<id>@<folder>/`, under its own name, with its `.done` marker if it had one.
package struct ArchivedFile: Sendable, Equatable {
    package var path: SpoolPath
    /// What it is now. If these are not the facts that it was read with (`hasSameContent`), somebody kept it open and
    /// wrote into it after it was entered.
    package var facts: FileFacts
    /// It had been archived before (the program died before it could say so).
    package var wasThereAlready: Bool

    package init(path: SpoolPath, facts: FileFacts, wasThereAlready: Bool) {
        self.path = path
        self.facts = facts
        self.wasThereAlready = wasThereAlready
    }
}
