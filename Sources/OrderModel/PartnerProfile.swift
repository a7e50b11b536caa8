// What the administrator has set up for one trading partner: how they write, how they want to be answered.

/// The row with which a partner closes its CSV files, such as `TRL,120`.
package struct CSVTrailer: Hashable, Codable, Sendable {
    /// What its first cell holds.
    package var word: String
    /// The 1-based cell of it that counts the rows between header and trailer; nil: it counts nothing.
    package var countColumn: Int?

    package init(word: String, countColumn: Int? = nil) {
        self.word = word
        self.countColumn = countColumn
    }
}

/// How a partner's CSV files are laid out. Everything has a default, so a file in our own column names needs nothing.
package struct CSVMapping: Hashable, Codable, Sendable {
    /// `,` `;` tab or `|`; nil: found out from the header line.
    package var delimiter: String?
    /// Our column name (docs: schemas/csv) → the partner's header.
    package var columns: [String: String]
    /// 1.234,56 instead of 1234.56.
    package var usesDecimalComma: Bool
    /// `YYYY-MM-DD`, `DD.MM.YYYY`, `DD/MM/YYYY`, `MM/DD/YYYY`, `YYYYMMDD`.
    package var dateFormat: String
    /// Values for columns that the partner never sends, by our column name.
    package var constants: [String: String]
    /// Nil where the partner sends none. With one, a file that has none is not whole.
    package var trailer: CSVTrailer?

    package init(
        delimiter: String? = nil, columns: [String: String] = [:], usesDecimalComma: Bool = false,
        dateFormat: String = "YYYY-MM-DD", constants: [String: String] = [:], trailer: CSVTrailer? = nil
    ) {
        self.delimiter = delimiter
        self.columns = columns
        self.usesDecimalComma = usesDecimalComma
        self.dateFormat = dateFormat
        self.constants = constants
        self.trailer = trailer
    }
}

package struct PartnerProfile: Hashable, Codable, Sendable {
    /// The name of the partner's folders, and the customer's id in the reference data.
    package var id: String
    package var name: String
    /// Numbers by which the partner calls itself in its documents; an order for anybody else is refused (B14).
    package var identifiers: [Identifier]
    /// In which format receipts, confirmations and shipping notices go out.
    package var answerFormat: FileFormat
    package var channels: [OrderChannel]
    /// The charset of the partner's text files; nil: found out.
    package var charset: String?
    package var csv: CSVMapping
    package var x12 = X12Profile()
    package var edifact = EDIFACTProfile()
    /// The partner's words for units → UN/ECE Recommendation 20 codes.
    package var unitWords: [String: String]
    /// BCP 47, for texts written to the partner: `en` or `zh`.
    package var language: String
    /// How long a file has to stand still before it counts as whole, in seconds.
    package var quietPeriodSeconds: Int
    /// After how many seconds a file whose structure breaks off is put into quarantine as incomplete.
    package var incompleteAfterSeconds: Int
    /// A file that was closed and that nobody has open counts as whole at once. Off for partners who write a file in
    /// several goes: theirs has to stand still for the quiet period.
    package var takesClosedFiles: Bool
    /// A file counts only once `<name>.done` lies beside it.
    package var requiresDoneMarker: Bool
    /// Names that are never taken, as globs with `*` and `?`, besides the built-in ones.
    package var neverTaken: [String]
    /// How long a scan waits for the data file of the same name beside it, in seconds; then it is answered alone.
    package var bundleWaitSeconds = 600
    /// Channels whose folder is a Maildir.
    package var maildirs: [OrderChannel] = []
    /// The carrier that takes this partner's shipments; nil: the desk's own choice.
    package var carrier: String?

    package init(
        id: String, name: String, identifiers: [Identifier] = [], answerFormat: FileFormat = .json,
        channels: [OrderChannel] = OrderChannel.allCases, charset: String? = nil, csv: CSVMapping = CSVMapping(),
        unitWords: [String: String] = [:], language: String = "en", quietPeriodSeconds: Int = 2,
        incompleteAfterSeconds: Int = 600, takesClosedFiles: Bool = true, requiresDoneMarker: Bool = false,
        neverTaken: [String] = [],
        carrier: String? = nil
    ) {
        self.id = id
        self.name = name
        self.identifiers = identifiers
        self.answerFormat = answerFormat
        self.channels = channels
        self.charset = charset
        self.csv = csv
        self.unitWords = unitWords
        self.language = language
        self.quietPeriodSeconds = quietPeriodSeconds
        self.incompleteAfterSeconds = incompleteAfterSeconds
        self.takesClosedFiles = takesClosedFiles
        self.requiresDoneMarker = requiresDoneMarker
        self.neverTaken = neverTaken
        self.carrier = carrier
    }
}
