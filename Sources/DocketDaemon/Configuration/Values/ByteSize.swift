// Amounts of bytes as configuration files write them: `100 MiB`, `64 kB`.

enum ByteSize {
    private static let units: [(name: String, bytes: Int64)] = [
        ("B", 1), ("kB", 1_000), ("KB", 1_000), ("KiB", 1 << 10), ("MB", 1_000_000), ("MiB", 1 << 20),
        ("GB", 1_000_000_000), ("GiB", 1 << 30),
    ]

    /// Nil if the text is not a number with a unit.
    static func read(_ text: String) -> Int? {
        guard let (tenths, unit) = NumberWithUnit.read(text),
            let size = units.first(where: { $0.name.lowercased() == unit.lowercased() })
        else { return nil }
        let (product, overflow) = tenths.multipliedReportingOverflow(by: size.bytes)
        return overflow ? nil : Int(exactly: product / 10)
    }

    /// The size in the largest binary unit that it fills with whole numbers; `read` reads it back.
    static func text(_ bytes: Int) -> String {
        for (name, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where bytes > 0 && bytes % size == 0
        {
            return "\(bytes / size) \(name)"
        }
        return "\(bytes) B"
    }
}
