// Reading a row: each column as what it must be, with an error that names the query if it is not.

import ExactDecimals
import GRDB
import OrderModel

/// The columns of one row, by their index from 0.
struct Columns {
    let row: Row
    let sql: String

    func text(_ index: Int) throws(LedgerError) -> String {
        guard let text = try textOrNil(index) else { throw unreadable(index, "it is empty") }
        return text
    }

    func textOrNil(_ index: Int) throws(LedgerError) -> String? {
        switch value(index) {
        case .null: return nil
        case .string(let text): return text
        default: throw unreadable(index, "it is no text")
        }
    }

    func integer(_ index: Int) throws(LedgerError) -> Int64 {
        guard let number = try integerOrNil(index) else { throw unreadable(index, "it is empty") }
        return number
    }

    func integerOrNil(_ index: Int) throws(LedgerError) -> Int64? {
        switch value(index) {
        case .null: return nil
        case .int64(let number): return number
        default: throw unreadable(index, "it is no integer")
        }
    }

    func int(_ index: Int) throws(LedgerError) -> Int { Int(try integer(index)) }

    func bytes(_ index: Int) throws(LedgerError) -> [UInt8] {
        switch value(index) {
        case .blob(let data): return [UInt8](data)
        case .null: return []
        default: throw unreadable(index, "it is no byte string")
        }
    }

    func instant(_ index: Int) throws(LedgerError) -> Instant { Instant(milliseconds: try integer(index)) }

    func instantOrNil(_ index: Int) throws(LedgerError) -> Instant? {
        try integerOrNil(index).map { Instant(milliseconds: $0) }
    }

    func date(_ index: Int) throws(LedgerError) -> CalendarDate {
        guard let date = try dateOrNil(index) else { throw unreadable(index, "it is empty") }
        return date
    }

    /// Nil for an empty text too: keys cannot hold NULL and write "no date" that way.
    func dateOrNil(_ index: Int) throws(LedgerError) -> CalendarDate? {
        guard let text = try textOrNil(index), !text.isEmpty else { return nil }
        guard let date = CalendarDate(text) else { throw unreadable(index, "'\(text)' is no date") }
        return date
    }

    func decimal(_ index: Int) throws(LedgerError) -> ExactDecimal {
        guard let number = try decimalOrNil(index) else { throw unreadable(index, "it is empty") }
        return number
    }

    /// Nil for an empty text too, as with dates.
    func decimalOrNil(_ index: Int) throws(LedgerError) -> ExactDecimal? {
        guard let text = try textOrNil(index), !text.isEmpty else { return nil }
        do {
            return try ExactDecimal(text)
        } catch {
            throw unreadable(index, "'\(text)' is no decimal number")
        }
    }

    func choice<Choice: RawRepresentable<String>>(_ index: Int, _: Choice.Type) throws(LedgerError) -> Choice {
        let text = try text(index)
        guard let choice = Choice(rawValue: text) else { throw unreadable(index, "'\(text)' is not known") }
        return choice
    }

    func choiceOrNil<Choice: RawRepresentable<String>>(
        _ index: Int, _ type: Choice.Type
    ) throws(LedgerError) -> Choice? {
        try textOrNil(index) == nil ? nil : try choice(index, type)
    }

    func json<Content: Decodable>(_ index: Int, _: Content.Type) throws(LedgerError) -> Content {
        try LedgerJSON.decode(Content.self, from: text(index))
    }

    /// Whatever it is, as text.
    func anything(_ index: Int) throws(LedgerError) -> String {
        switch value(index) {
        case .int64(let number): String(number)
        case .string(let text): text
        case .double(let number): String(number)
        default: ""
        }
    }

    /// Whatever it is, for people; nil for no value.
    func shown(_ index: Int) -> String? {
        switch value(index) {
        case .null: nil
        case .int64(let number): String(number)
        case .string(let text): text
        case .double(let number): String(number)
        case .blob(let data): String(decoding: data, as: UTF8.self)
        }
    }

    private func value(_ index: Int) -> DatabaseValue.Storage {
        let value: DatabaseValue = row[index]
        return value.storage
    }

    private func unreadable(_ index: Int, _ detail: String) -> LedgerError {
        .unreadable(what: "column \(index + 1) of \"\(sql)\"", detail: detail)
    }
}
