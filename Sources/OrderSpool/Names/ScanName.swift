// A scan beside a data file: the picture of the paper that somebody keyed in. The names alone say what belongs together,
// so that it can be read off a folder after a crash.

extension FileName {
    private static let scanEndings = [".tif", ".tiff", ".pdf", ".png", ".jpg", ".jpeg"]

    /// A picture of a paper, by the end of its name in either case.
    package var isScan: Bool { Self.scanEndings.contains { ends(withAnyCase: $0) } }

    /// The name without its ending; `fax-77` for `fax-77.tif`, `fax-77.csv` and `fax-77.csv.gz`.
    package var stem: FileName {
        let unpacked = ends(withAnyCase: ".gz") ? bytes.dropLast(3) : bytes[...]
        guard let dot = unpacked.lastIndex(of: UInt8(ascii: ".")), dot > 0 else {
            return unpacked.isEmpty ? self : FileName(composed: Array(unpacked))
        }
        return FileName(composed: Array(unpacked[..<dot]))
    }

    /// Whether this is the scan of what is keyed in in `data`. Names so long that they have no room for a mark of ours
    /// are nobody's scan.
    package func isScan(of data: FileName) -> Bool {
        isScan && !data.isScan && bytes.count <= FixedLimits.nameBytes - OwnName.scanMarkBytes && stem == data.stem
    }
}
