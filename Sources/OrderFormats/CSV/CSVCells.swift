// The cells of one row (or of one document), read as the values that its columns ask for.

import ExactDecimals
import OrderModel
import Spellings

/// What the reading of one CSV file shares. A class, so that handing it to every row costs one reference.
final class CSVFile {
    let source: SourceText
    let header: CSVHeader
    let dialect: CSVDialect
    let context: ReadingContext
    let limits: FormatLimits

    init(source: SourceText, header: CSVHeader, dialect: CSVDialect, context: ReadingContext) {
        self.source = source
        self.header = header
        self.dialect = dialect
        self.context = context
        limits = context.limits
    }
}

/// Cells by column, with the means to report what is wrong with them.
struct CSVCells<Column: CSVColumnSet> {
    let file: CSVFile
    /// Column of the table → its cell; empty where the file has none.
    let fields: [CSVField]
    let sink: FindingSink
    /// Where the row stands, for lines that keep their place.
    var rowPlace: Place?

    // MARK: - Places

    func place(_ column: Column) -> Place {
        let index = column.rawValue
        let field = fields[index]
        guard file.header.slots[index] >= 0, field != .empty else { return Place(field: file.header.name(of: index)) }
        return file.source.place(of: Int(field.start), field: file.header.name(of: index))
    }

    func report(_ problem: ValueProblem, _ column: Column, value: String) {
        sink.report(
            .error, problem.code, "\(file.header.name(of: column.rawValue)) \(problem.message)", at: place(column),
            value: value, hint: problem.hint)
    }

    // MARK: - Raw text

    /// The cell's text, nil where it is empty.
    func raw(_ column: Column) -> String? {
        let index = column.rawValue
        if let constant = file.header.constants[index] { return constant.isEmpty ? nil : constant }
        let field = fields[index]
        guard !field.isEmpty else { return nil }
        let text = file.source.string(field)
        return text.isEmpty ? nil : text
    }

    // MARK: - Values; what is no such value is reported, and nil

    func text(_ column: Column) -> String? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(text: text, longest: file.limits.textLength)
            return text
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    func identifier(_ column: Column) -> String? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            try TextChecks.check(identifier: text, longest: file.limits.identifierLength)
            if CSVCells.isCutNumber(text) {
                throw ValueProblem(
                    .valueOutOfRange, "looks like a number that a spreadsheet has cut short",
                    hint: "format the column as text in the spreadsheet, so that all digits stay, and save again")
            }
            return text
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    /// `1.23457E+12`: the exponent has at least two digits where a spreadsheet wrote it.
    private static func isCutNumber(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return false }
        let bytes = Array(text.utf8)
        guard bytes.count > 4, bytes.last != UInt8(ascii: "+"), let sign = bytes.firstIndex(of: UInt8(ascii: "+")),
            bytes.count - sign > 2
        else { return false }
        return NumberText.isScientific(bytes.span)
    }

    func gtin(_ column: Column) -> String? {
        guard let text = identifier(column) else { return nil }
        if let problem = TextChecks.gtinProblem(text) {
            sink.report(
                .warning, problem.code, "\(file.header.name(of: column.rawValue)) \(problem.message)",
                at: place(column), value: text, hint: problem.hint)
        }
        return text
    }

    func decimal(_ column: Column) -> ExactDecimal? {
        let index = column.rawValue
        let field = fields[index]
        do throws(ValueProblem) {
            if file.header.constants[index] == nil, !field.hasDoubledQuotes {
                let source = file.source.bytes
                let bytes = source.span
                let range = TextChecks.trimmed(bytes, field.range)
                guard !range.isEmpty else { return nil }
                return try NumberText.decimal(
                    bytes.extracting(range), style: file.dialect.numbers, limits: file.limits)
            }
            guard let text = raw(column) else { return nil }
            let bytes = Array(text.utf8)
            return try NumberText.decimal(bytes.span, style: file.dialect.numbers, limits: file.limits)
        } catch {
            report(error, column, value: raw(column) ?? "")
            return nil
        }
    }

    func integer(_ column: Column, upTo most: Int) -> Int? {
        guard let text = raw(column) else { return nil }
        let bytes = Array(text.utf8)
        do throws(ValueProblem) {
            return try NumberText.integer(bytes.span, upTo: most)
        } catch {
            report(error, column, value: text)
            return nil
        }
    }

    func date(_ column: Column) -> CalendarDate? {
        guard let text = raw(column) else { return nil }
        do throws(ValueProblem) {
            return try DateText.date(text, style: file.dialect.dates)
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
}
