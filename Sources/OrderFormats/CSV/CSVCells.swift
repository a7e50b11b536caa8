// The cells of one row, read as the values that its columns ask for.

import ExactDecimals
import OrderModel
import Spellings

/// Cells by column, with the means to report what is wrong with them.
struct CSVCells<Column: CSVColumnSet> {
    let file: CSVFile
    var row = CSVRow()
    var sink: FindingSink
    /// Column of the table → field of a row; −1 where the file has none.
    private let slots: [Int]
    /// Of the file; here, so that handing them on copies nothing.
    private let limits: FormatLimits
    private let dialect: CSVDialect

    init(_ file: CSVFile, _ sink: FindingSink) {
        self.file = file
        self.sink = sink
        slots = file.header.slots
        limits = file.limits
        dialect = file.dialect
    }

    // MARK: - Places

    /// Just the line for a column that has no cell in the row.
    func place(_ column: Column) -> Place {
        let name = file.header.name(of: column.rawValue)
        let field = field(column)
        // Every row has a first field, which is an empty one at index 0 where the window begins with it.
        guard field != .empty || slots[column.rawValue] == 0 else { return Place(line: row.line, field: name) }
        return row.place(of: Int(field.start), field: name)
    }

    @inline(never)
    func report(_ problem: ValueProblem, _ column: Column, value: String, severity: Finding.Severity = .error) {
        sink.report(
            severity, problem.code, "\(file.header.name(of: column.rawValue)) \(problem.message)", at: place(column),
            value: value, hint: problem.hint)
    }

    // MARK: - Raw text

    private func field(_ column: Column) -> CSVField {
        let slot = slots[column.rawValue]
        return slot >= 0 ? row.fields[slot] : .empty
    }

    private func constant(_ column: Column) -> String? {
        guard slots[column.rawValue] < 0, let text = file.header.constants[column.rawValue] else { return nil }
        return text.isEmpty ? nil : text
    }

    /// The cell's text without what a spreadsheet puts around it, nil where it is empty.
    func raw(_ column: Column) -> String? {
        let field = field(column)
        guard !field.isEmpty else { return constant(column) }
        let text = CSVText.string(field, in: row.bytes.span)
        guard let first = text.utf8.first, SpreadsheetCell.isMark(first) else { return text.isEmpty ? nil : text }
        if let kept = SpreadsheetCell.formulaText(text) {
            file.reportFormula(at: row.place(of: Int(field.start), field: file.header.name(of: column.rawValue)))
            return kept.isEmpty ? nil : kept
        }
        return SpreadsheetCell.withoutApostrophe(text)
    }

    /// An apostrophe in front says that nothing else is meant than what stands there.
    private func isMarkedAsText(_ column: Column) -> Bool {
        let field = field(column)
        return !field.isEmpty && row.bytes[Int(field.start)] == UInt8(ascii: "'")
    }

    /// Where the cell stands as it is meant: nothing doubled, no marks of a spreadsheet, no constant. Nil for all others.
    @inline(__always)
    private func plain(_ column: Column) -> Range<Int>? {
        let field = field(column)
        guard !field.isEmpty, !field.hasDoubledQuotes else { return nil }
        return SpreadsheetCell.isMark(row.bytes[Int(field.start)]) ? nil : field.range
    }

    // MARK: - Values; what is no such value is reported, and nil

    func text(_ column: Column) -> String? {
        if let range = plain(column), range.count <= limits.textLength,
            ByteWords.arePrintable(row.bytes.span, range)
        {
            return string(range)
        }
        return checkedText(column)
    }

    @inline(never)
    private func checkedText(_ column: Column) -> String? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: limits.textLength)
        } catch {
            report(error, column, value: text)
            return nil
        }
        if !isMarkedAsText(column), let damage = SpreadsheetCell.damage(text) {
            report(damage, column, value: text, severity: .warning)
        }
        return text
    }

    func identifier(_ column: Column) -> String? {
        if let range = plainIdentifier(column) { return string(range) }
        return checkedIdentifier(column)
    }

    /// Reports what is wrong with an identifier that is not wanted.
    func checkIdentifier(_ column: Column) {
        if plainIdentifier(column) == nil { _ = checkedIdentifier(column) }
    }

    @inline(__always)
    private func plainIdentifier(_ column: Column) -> Range<Int>? {
        guard let range = plain(column), range.count <= limits.identifierLength,
            ByteWords.arePrintable(row.bytes.span, range), !SpreadsheetCell.mayBeCutNumber(row.bytes.span, range)
        else { return nil }
        return range
    }

    /// Long texts repeat in most files: names of products, streets, notes.
    @inline(__always)
    private func string(_ range: Range<Int>) -> String {
        range.count <= 15
            ? ByteWords.string(row.bytes.span, range) : file.repeatedTexts.text(row.bytes.span, range)
    }

    @inline(never)
    private func checkedIdentifier(_ column: Column) -> String? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: limits.identifierLength)
            if !isMarkedAsText(column), let damage = SpreadsheetCell.cutNumber(text) ?? SpreadsheetCell.damage(text) {
                throw damage
            }
            return text
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    func gtin(_ column: Column) -> String? {
        if let range = plain(column), TextChecks.isGTIN(row.bytes.span, range) { return string(range) }
        guard let text = identifier(column) else { return nil }
        if let problem = TextChecks.gtinProblem(text) { report(problem, column, value: text, severity: .warning) }
        return text
    }

    func decimal(_ column: Column) -> ExactDecimal? {
        do throws(ValueProblem) {
            if let range = plain(column) {
                return try NumberText.decimal(
                    row.bytes.span.extracting(range), style: dialect.numbers, limits: limits)
            }
            guard let text = raw(column) else { return nil }
            if let damage = SpreadsheetCell.damage(text) { throw damage }
            let bytes = Array(text.utf8)
            return try NumberText.decimal(bytes.span, style: dialect.numbers, limits: limits)
        } catch {
            report(error, column, value: raw(column) ?? "")
            return nil
        }
    }

    func integer(_ column: Column, upTo most: Int) -> Int? {
        value(column) { bytes throws(ValueProblem) in try NumberText.integer(bytes, upTo: most) }
    }

    func date(_ column: Column) -> CalendarDate? {
        if let range = plain(column), let date = DateText.plainISO(row.bytes.span, range) { return date }
        return value(column) { [dialect] bytes throws(ValueProblem) in
            try DateText.date(bytes, style: dialect.dates)
        }
    }

    private func value<Value>(
        _ column: Column, _ read: (Span<UInt8>) throws(ValueProblem) -> Value
    ) -> Value? {
        guard let text = raw(column) else { return nil }
        let bytes = Array(text.utf8)
        do throws(ValueProblem) {
            if let damage = SpreadsheetCell.damage(text) { throw damage }
            return try read(bytes.span)
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    func yesNo(_ column: Column) -> Bool? {
        guard let text = raw(column) else { return nil }
        let word = text.lowercased()
        if OrderWords.yes.contains(word) { return true }
        if OrderWords.no.contains(word) { return false }
        report(ValueProblem(.valueNotInList, "is neither yes nor no", hint: "write yes or no"), column, value: text)
        return nil
    }

    /// One of our words, by itself or by a word that means the same.
    func choice<Choice: RawRepresentable<String>>(_ column: Column) -> Choice? {
        guard let text = raw(column), case .choice(let choices) = column.declaration.value else { return nil }
        if let word = OrderWords.find(text, in: choices) { return Choice(rawValue: word) }
        let words = choices.map(\.value)
        let meant = Spelling.nearest(to: text, in: words).map { "did you mean '\($0)'? " } ?? ""
        report(
            ValueProblem(
                .valueNotInList, "is none of the words that can stand here",
                hint: "\(meant)possible: \(words.joined(separator: ", "))"), column, value: text)
        return nil
    }

    func sha256(_ column: Column) -> String? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            return try TextChecks.sha256(text)
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    /// `GLN:4012345000009`, or a number without a scheme.
    func partyIdentifier(_ column: Column) -> Identifier? {
        identifier(column).flatMap(CSVCells.partyIdentifier)
    }

    static func partyIdentifier(_ text: String) -> Identifier? {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
            return text.isEmpty ? nil : Identifier(value: text)
        }
        let value = TextChecks.trimmed(String(text[text.index(after: colon)...]))
        guard !value.isEmpty else { return Identifier(value: text) }
        return Identifier(scheme: TextChecks.trimmed(String(text[..<colon])), value: value)
    }

    /// `name=value;name=value`.
    func pairs(_ column: Column) -> [(name: String, value: String)] {
        guard let text = text(column) else { return [] }
        var pairs: [(name: String, value: String)] = []
        for part in text.split(separator: ";") {
            let piece = TextChecks.trimmed(String(part))
            if piece.isEmpty { continue }
            let halves = piece.split(separator: "=", maxSplits: 1).map { TextChecks.trimmed(String($0)) }
            guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
                report(
                    ValueProblem(
                        .valueOutOfRange, "is not a list of name=value",
                        hint: "write for example \(column.declaration.example)"), column, value: piece)
                continue
            }
            pairs.append((halves[0], halves[1]))
        }
        return pairs
    }

    // MARK: - What a row must have

    /// Reports the cells of the line that must not be empty and are.
    func reportMissing() {
        for index in file.header.table.neededInLine {
            guard let column = Column(rawValue: index), field(column).isEmpty, constant(column) == nil else { continue }
            sink.report(
                .error, .valueMissing, "\(file.header.name(of: index)) is empty", at: place(column),
                hint: "write for example \(file.header.table.columns[index].example)")
        }
    }
}

extension CSVFile {
    /// Said once for a file: nothing is wrong with it, but the partner should know how it is read.
    func reportFormula(at place: Place) {
        guard !hasReportedFormulas else { return }
        hasReportedFormulas = true
        findings.append(
            Finding(
                .note, .spreadsheetDamage, "cells are written as formulas (=\"0123\"); the text in quotes is taken",
                at: place, hint: "write the text alone"))
    }
}
