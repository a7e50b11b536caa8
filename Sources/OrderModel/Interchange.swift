// The envelope of an EDI file, as it was read: what an acknowledgement (X12 997, EDIFACT CONTRL) has to answer.

/// One interchange: X12 ISA … IEA, EDIFACT UNB … UNZ.
package struct Interchange: Hashable, Codable, Sendable {
    /// `x12` or `edifact`.
    package var standard: FileFormat
    /// ISA05/06, UNB S002. The scheme is the qualifier.
    package var sender: Identifier
    /// ISA07/08, UNB S003.
    package var receiver: Identifier
    /// ISA13, UNB 0020, as written.
    package var controlReference: String
    /// ISA09 and ISA10 as written, which a TA1 repeats.
    package var date: String?
    package var time: String?
    /// ISA15 `T`, UNB 0035 `1`.
    package var isTest: Bool
    /// The sender asks for an acknowledgement (ISA14, UNB 0031).
    package var wantsAcknowledgement: Bool
    /// X12: GS … GE. EDIFACT: UNG … UNE; messages outside a group are in one group without a code.
    package var groups: [Group]
    /// What is wrong with the envelope itself; with an error among it, nothing of the interchange was taken.
    package var errors: [SyntaxError]

    package struct Group: Hashable, Codable, Sendable {
        /// GS01, such as `PO`; nil where EDIFACT messages stand without a group.
        package var functionalCode: String?
        /// GS02, GS03.
        package var sender: String?
        package var receiver: String?
        /// GS06, UNG 0048.
        package var controlReference: String
        /// GS08, such as `004010`.
        package var version: String?
        /// How many messages the trailer counts; nil where it is missing.
        package var statedCount: Int?
        package var messages: MessageList
        package var errors: [SyntaxError]

        package init(
            functionalCode: String? = nil, sender: String? = nil, receiver: String? = nil, controlReference: String,
            version: String? = nil, statedCount: Int? = nil, messages: MessageList = [], errors: [SyntaxError] = []
        ) {
            self.functionalCode = functionalCode
            self.sender = sender
            self.receiver = receiver
            self.controlReference = controlReference
            self.version = version
            self.statedCount = statedCount
            self.messages = messages
            self.errors = errors
        }
    }

    /// One message: X12 ST … SE, EDIFACT UNH … UNT.
    package struct Message: Hashable, Codable, Sendable {
        /// `850`, `ORDERS`.
        package var type: String
        /// EDIFACT S009 in full, such as `D:96A:UN:EAN008`; nil for X12.
        package var version: String?
        /// ST02, UNH 0062.
        package var controlReference: String
        package var outcome: Outcome
        package var errors: [SyntaxError]

        package enum Outcome: String, Codable, Sendable {
            case accepted
            /// Taken in spite of deviations (AK501 `E`).
            case acceptedWithErrors = "accepted-with-errors"
            case rejected
        }

        package init(
            type: String, version: String? = nil, controlReference: String, outcome: Outcome,
            errors: [SyntaxError] = []
        ) {
            self.type = type
            self.version = version
            self.controlReference = controlReference
            self.outcome = outcome
            self.errors = errors
        }
    }

    /// What is wrong, in the words of the standard.
    package struct SyntaxError: Hashable, Codable, Sendable {
        /// The standard's own code: X12 AK304, AK403, AK502 or AK905; EDIFACT 0085.
        package var code: String
        /// 1-based position of the segment in its message, ST or UNH being the first; nil: the message as a whole.
        package var segmentPosition: Int?
        package var segment: String?
        /// 1-based position of the element in the segment, and of the component in the element.
        package var element: Int?
        package var component: Int?
        /// The value, as far as it is short.
        package var value: String?

        package init(
            code: String, segmentPosition: Int? = nil, segment: String? = nil, element: Int? = nil,
            component: Int? = nil, value: String? = nil
        ) {
            self.code = code
            self.segmentPosition = segmentPosition
            self.segment = segment
            self.element = element
            self.component = component
            self.value = value
        }
    }

    package init(
        standard: FileFormat, sender: Identifier, receiver: Identifier, controlReference: String, isTest: Bool = false,
        wantsAcknowledgement: Bool = false, groups: [Group] = [], errors: [SyntaxError] = []
    ) {
        self.standard = standard
        self.sender = sender
        self.receiver = receiver
        self.controlReference = controlReference
        self.isTest = isTest
        self.wantsAcknowledgement = wantsAcknowledgement
        self.groups = groups
        self.errors = errors
    }
}
