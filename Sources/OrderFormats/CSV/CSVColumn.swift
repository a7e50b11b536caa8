// How a column of our CSV files is declared: once, for reading, for hints, and for the published descriptions.

package import OrderModel
import Spellings

/// A column of a table, as partners and departments send it.
package struct CSVColumn: Sendable {
    package enum Need: String, Sendable {
        /// Every row must have a value.
        case everyRow
        /// The column must be there; a value may be missing in a row.
        case column
        case optional
    }
    package enum Level: String, Sendable {
        /// The same for all rows of one document; it is enough when the first row has it.
        case document
        /// Of the row itself.
        case line
    }
    /// A word that a column may hold, and other words that mean the same.
    package struct Choice: Sendable {
        package var value: String
        package var words: [String]
        init(_ value: String, _ words: String...) {
            self.value = value
            self.words = words
        }
    }
    package enum Value: Sendable {
        /// A number or code by which something is known.
        case identifier
        case text
        case decimal
        case integer
        case date
        case yesNo
        case gtin
        case sha256
        /// `name=value;name=value`
        case pairs
        /// `scheme:value;value`
        case identifiers
        case choice([Choice])
    }

    package let name: String
    package let level: Level
    package let need: Need
    package let value: Value
    package let about: String
    package let example: String
    /// Other header names that mean this column, compared like all names (`Spelling.normalized`).
    package let aliases: [String]

    init(
        _ name: String, _ level: Level = .line, _ need: Need = .optional, _ value: Value, _ about: String,
        example: String, aliases: [String] = []
    ) {
        self.name = name
        self.level = level
        self.need = need
        self.value = value
        self.about = about
        self.example = example
        self.aliases = aliases
    }
}

/// The columns of one table: an enumeration in the order of the published description.
protocol CSVColumnSet: RawRepresentable, CaseIterable, Sendable where RawValue == Int {
    var declaration: CSVColumn { get }
}

/// A kind of CSV file that we read.
package struct CSVTable: Sendable {
    package let kind: IncomingDocument.Kind
    package let title: String
    package let about: String
    package let columns: [CSVColumn]
    /// The column by which rows belong together; nil: every row stands for itself.
    package let groupedBy: Int?
    /// Normalized names and aliases → the column.
    let lookup: [String: Int]
    /// Columns of the line that must have a value in every row.
    let neededInLine: [Int]

    init<Columns: CSVColumnSet>(
        _ kind: IncomingDocument.Kind, _ title: String, _ about: String, columns: Columns.Type,
        groupedBy: Columns? = nil
    ) {
        self.kind = kind
        self.title = title
        self.about = about
        self.columns = columns.allCases.map(\.declaration)
        self.groupedBy = groupedBy?.rawValue
        var lookup: [String: Int] = [:]
        for (index, column) in self.columns.enumerated() {
            lookup[Spelling.normalized(column.name)] = index
        }
        for (index, column) in self.columns.enumerated() {
            for alias in column.aliases where lookup[Spelling.normalized(alias)] == nil {
                lookup[Spelling.normalized(alias)] = index
            }
        }
        self.lookup = lookup
        neededInLine = self.columns.indices.filter { [columns = self.columns] index in
            columns[index].level == .line && columns[index].need == .everyRow
        }
    }
}

extension CSVTable {
    /// All tables that we read. A header that fits several is taken for the first of those that fit best.
    package static let all: [CSVTable] = [
        .orders, .customerAnswers, .reviewDecisions, .progressReports, .dispatchReports, .carrierReports,
        .deliveryReports, .transportStatuses, .deliveryFailures,
        .receiptAdvices, .deliveryRetries, .products, .customers, .prices, .sales, .stock,
    ]

    package static func table(of kind: IncomingDocument.Kind) -> CSVTable {
        switch kind {
        case .order: .orders
        case .customerAnswer: .customerAnswers
        case .decision: .reviewDecisions
        case .progressReport: .progressReports
        case .dispatchReport: .dispatchReports
        case .carrierReport: .carrierReports
        case .deliveryReport: .deliveryReports
        case .transportStatus: .transportStatuses
        case .deliveryFailure: .deliveryFailures
        case .receiptAdvice: .receiptAdvices
        case .deliveryRetry: .deliveryRetries
        case .products: .products
        case .customers: .customers
        case .prices: .prices
        case .sales: .sales
        case .stock: .stock
        }
    }
}
