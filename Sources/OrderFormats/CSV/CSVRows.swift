// The rows behind the header, one by one, with what is wrong with their layout.
//
// Where a row breaks off at the end of the window, it is read anew once the window has moved.

import OrderModel

/// A window on the text, and the row in it that was read last: what cells are read from.
struct CSVRow {
    /// The window.
    var bytes: [UInt8] = []
    /// The fields of the row, by their place in the header.
    var fields: [CSVField] = []
    /// Index of the row in the window, and the 1-based line that begins there.
    var start = 0
    var line = 1
    /// Behind its line end.
    var end = 0

    /// Line and column of a byte of the row. Cost: the length of the row.
    func place(of index: Int, field: String? = nil) -> Place {
        let text = bytes.span
        var place = (line: line, column: 1)
        for offset in start..<max(start, min(index, text.count)) {
            let byte = text[offset]
            if byte == 0x0A || (byte == 0x0D && !(offset + 1 < text.count && text[offset + 1] == 0x0A)) {
                place = (place.line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
        return Place(line: place.line, column: place.column, field: field)
    }
}

struct CSVRows {
    let file: CSVFile
    private var scanner: CSVScanner
    private var nextLine: Int
    private let expected: Int
    private var trailer: CSVTrailerCheck?
    private var textIsAtEnd: Bool
    /// What is wrong with the row's layout. With an error among it, the values cannot be trusted.
    private(set) var findings: [Finding] = []

    /// - Parameter line: the line at which the rows begin.
    init(_ file: CSVFile, position: Int, line: Int) {
        self.file = file
        expected = file.header.names.count
        scanner = CSVScanner(delimiter: file.dialect.delimiter, position: position, mostFields: expected)
        nextLine = line
        textIsAtEnd = file.text.isAtEnd
        trailer = file.context.csv.trailer.map { CSVTrailerCheck($0) }
    }

    /// Reads the next row that is not blank; false at the end. Cost: the length of the row.
    mutating func next(_ row: inout CSVRow) throws(InputError) -> Bool {
        while true {
            switch step(&row) {
            case .row: return true
            case .end:
                finish()
                return false
            case .unfinished:
                guard row.bytes.count - scanner.position <= file.limits.rowLength else {
                    stopAtLongRow(row)
                    return false
                }
                try moveWindow(&row)
            }
        }
    }

    private mutating func step(_ row: inout CSVRow) -> CSVScanner.Outcome {
        let bytes = row.bytes
        while true {
            let outcome = scanner.nextRow(bytes.span, isAtEnd: textIsAtEnd, into: &row.fields)
            guard outcome == .row else { return outcome }
            row.start = scanner.rowStart
            row.end = scanner.position
            row.line = nextLine
            nextLine += scanner.lineEnds
            if row.fields[0].isEmpty || row.bytes[row.start] == 0x1A, isBlank(row) { continue }
            if trailer != nil, takeTrailer(row) { continue }
            if !findings.isEmpty { findings.removeAll(keepingCapacity: true) }
            if scanner.fieldCount != expected || scanner.longestField > file.limits.fieldLength
                || !scanner.oddities.isEmpty
            {
                checkLayout(row)
            }
            return .row
        }
    }

    private mutating func moveWindow(_ row: inout CSVRow) throws(InputError) {
        // Bound anew: two references to the window would make it copied.
        row.bytes = []
        file.text.release(upTo: scanner.position, beginningOf: nextLine)
        if let gone = try file.text.more() { scanner.move(by: gone) }
        textIsAtEnd = file.text.isAtEnd
        row.bytes = file.text.bytes
    }

    private func isBlank(_ row: CSVRow) -> Bool {
        guard scanner.oddities.isEmpty, !scanner.hasSurplus else { return false }
        return row.fields.allSatisfy { field in
            // 0x1A ends text files of old systems.
            field.isEmpty || (field.range.count == 1 && row.bytes[field.range.lowerBound] == 0x1A)
        }
    }

    // MARK: - The end

    private mutating func takeTrailer(_ row: CSVRow) -> Bool {
        guard var check = trailer else { return false }
        let isTrailer = check.take(row)
        trailer = check
        return isTrailer
    }

    private func finish() {
        guard let finding = trailer?.closingFinding else { return }
        file.findings.append(finding)
        if finding.code == .fileIncomplete { file.isIncomplete = true }
    }

    /// The row may be as long as the rest of the file: most likely a quote is open.
    private func stopAtLongRow(_ row: CSVRow) {
        let place = Place(line: nextLine)
        file.findings.append(
            Finding(
                .error, .csvFieldTooLong,
                "the row that begins here has more than \(file.limits.rowLength) bytes; reading ends there", at: place,
                hint: "is a closing quote missing?"))
    }

    // MARK: - Layout

    @inline(never)
    private mutating func checkLayout(_ row: CSVRow) {
        for oddity in scanner.oddities {
            findings.append(CSVLayout.finding(oddity, at: row.place(of: oddity.offset)))
            if oddity.kind == .unclosedQuote { file.isIncomplete = true }
        }
        if scanner.fieldCount < expected || scanner.hasSurplus { reportFieldCount(row) }
        guard scanner.longestField > file.limits.fieldLength else { return }
        for (index, field) in row.fields.enumerated() where field.range.count > file.limits.fieldLength {
            findings.append(
                CSVLayout.tooLong(
                    field, file.limits, at: row.place(of: Int(field.start), field: file.header.names[index])))
        }
    }

    private mutating func reportFieldCount(_ row: CSVRow) {
        let place = row.place(of: row.start)
        let isTooShort = scanner.fieldCount < expected
        // Where the text ends in a byte that cannot be decoded, that is the reason, and it has been said.
        if isTooShort, !scanner.rowIsTerminated, !file.isIncomplete, !file.text.findings.hasErrors {
            file.isIncomplete = true
            findings.append(
                Finding(
                    .error, .fileIncomplete,
                    "the file breaks off in its last row: \(scanner.fieldCount) fields instead of \(expected)",
                    at: place, hint: "send the whole file again"))
            return
        }
        let hint =
            isTooShort
            ? "write empty fields too, or is a line break inside a field without quotes?"
            : "put a field that contains the delimiter in quotes"
        findings.append(
            Finding(
                .error, .csvFieldCount, "the row has \(scanner.fieldCount) fields, the header has \(expected)",
                at: place, hint: hint))
    }
}

/// What is said about the layout of rows.
enum CSVLayout {
    static func finding(_ oddity: CSVOddity, at place: Place) -> Finding {
        switch oddity.kind {
        case .unclosedQuote:
            Finding(
                .error, .csvUnclosedQuote, "the quote that opens here is never closed", at: place,
                hint: "the file may have been cut off, or a single \" stands where \"\" was meant")
        case .textBehindQuote:
            Finding(
                .error, .csvStrayQuote, "text follows the closing quote", at: place,
                hint: "inside quotes, write a quote twice: \"10\"\" pipe\"")
        case .quoteInsideField:
            Finding(
                .warning, .csvStrayQuote, "a quote inside a field without quotes around it is taken as it stands",
                at: place, hint: "put the field in quotes and write the quote twice: \"10\"\" pipe\"")
        }
    }

    static func tooLong(_ field: CSVField, _ limits: FormatLimits, at place: Place) -> Finding {
        Finding(
            .error, .csvFieldTooLong,
            "the field has \(field.range.count) bytes; at most \(limits.fieldLength) can be taken", at: place,
            hint: "is a closing quote missing?")
    }
}
