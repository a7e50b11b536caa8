// Files that are no text at all: recognised by their first bytes or by what no text contains.

/// What somebody dropped who meant well: a workbook, a scan, an archive.
enum BinaryContent {
    /// What the file is and what to do, for people; nil if nothing speaks against its being text.
    struct Finding {
        var what: String
        var hint: String
    }

    private static let kinds: [(magic: [UInt8], what: String, hint: String)] = [
        (
            [0x50, 0x4B, 0x03, 0x04], "an Excel workbook (.xlsx) or another ZIP archive",
            "save the sheet as CSV (UTF-8) and send that, or unpack the archive first"
        ),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file", "save the sheet as CSV (UTF-8) and send that"),
        (Array("%PDF-".utf8), "a PDF", "send the order's data as CSV, JSON or UBL; a PDF can only be its evidence"),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image", "send the order's data as CSV, JSON or UBL beside the scan"),
        ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image", "send the order's data as CSV, JSON or UBL beside the scan"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", "send the order's data as CSV, JSON or UBL beside the scan"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "send the order's data as CSV, JSON or UBL beside the scan"),
        (Array("Rar!".utf8), "a RAR archive", "send the file unpacked"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive", "send the file unpacked"),
    ]

    /// By the first bytes.
    static func known(_ bytes: [UInt8]) -> Finding? {
        for kind in kinds where bytes.starts(with: kind.magic) { return Finding(what: kind.what, hint: kind.hint) }
        // POSIX names itself in the header of the first file (ustar).
        if bytes.dropFirst(257).starts(with: Array("ustar".utf8)) {
            return Finding(what: "a tar archive", hint: "send the files one by one, each packed with gzip if need be")
        }
        return nil
    }

    /// The offset of a byte that no text in an 8-bit charset has; nil if it may be text. Looks for NUL everywhere and
    /// for other control characters where they are many.
    static func firstOffence(_ bytes: [UInt8]) -> Int? {
        if let zero = ByteWords.firstZero(bytes.span) { return zero }
        var controls = 0
        var first: Int?
        let looked = bytes.prefix(8192)
        let isEDI = ["ISA", "UNA", "UNB"].contains { bytes.starts(with: $0.utf8) }
        for (offset, byte) in looked.enumerated() where isForeign(byte) {
            // The separators of ASCII part the segments and elements of some interchanges.
            if isEDI, (0x1C...0x1F).contains(byte) { continue }
            controls += 1
            if first == nil { first = offset }
        }
        // A few in a text are reported where they stand; many mean that it is no text.
        return controls > 3 && controls * 50 > looked.count ? first : nil
    }

    private static func isForeign(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x1A: false
        case 0x00..<0x20: true
        default: false
        }
    }
}
