// Pages of findings about X12 and EDIFACT, and about what a format cannot carry.

extension FindingPage {
    static let ediSyntax = FindingPage(
        "The interchange cannot be made sense of",
        """
        An envelope segment is damaged, stands in the wrong place, or the characters that part the segments cannot be \
        told. What it encloses is not taken.
        """,
        example: "ISA*00*~ST*850*0001~", remedy: "Send the interchange again as your translator wrote it.")
    static let ediLayout = FindingPage(
        "The layout of the interchange is damaged",
        """
        The content can still be read: lines are wrapped inside segments, ISA has not its 106 characters, a byte order mark \
        or blanks stand where none belong.
        """,
        example: "ISA*00* *00* *ZZ*ACME*ZZ*DOCKET*…",
        remedy: "Transfer the file in binary mode, and do not open it in an editor on its way.")
    static let ediCountWrong = FindingPage(
        "A trailer counts wrongly",
        "SE, GE, IEA, UNT or UNZ states another number of segments or messages than there are. The message is taken.",
        example: "UNT+99+1'", remedy: "Correct the program that writes the trailer; check that no segment got lost.")
    static let ediControlNumberDiffers = FindingPage(
        "Header and trailer have different control numbers", "The message is taken; the header's number is used.",
        example: "ST*850*0001~ … SE*12*0002~", remedy: "Write the same number in header and trailer.")
    static let ediAddressWrong = FindingPage(
        "The interchange is addressed to or from somebody else",
        "The sender is not the partner whose folder it lies in, or the receiver is not this desk. Nothing of it is taken.",
        example: "UNB+UNOC:3+4000001000005:14+9999999999994:14+…'",
        remedy: "Put it into the folder of its own sender, or have the address entered in your partner profile.")
    static let ediMessageUnknown = FindingPage(
        "A message of this type is not read here", "The others of the file are.",
        example: "ST*875*0001~ or UNH+1+INVOIC:D:96A:UN'",
        remedy: "Send 850 and 860, or ORDERS and ORDCHG; everything else by the way agreed with the desk.")
    static let ediMessageRepeated = FindingPage(
        "A control number stands twice in the file", "Of messages with the same control number the first is taken.",
        example: "two groups with GS06 17", remedy: "Number interchanges, groups and messages without repetition.")
    static let ediSegmentMissing = FindingPage(
        "A segment is missing without which the message has no meaning", "The message is refused.",
        example: "an 850 without BEG", remedy: "Write the segment.")
    static let ediSegmentUnexpected = FindingPage(
        "A segment stands where the message has none", "It is not read; the rest of the message is.",
        example: "N1 behind CTT", remedy: "Move it to its place, or leave it out.")
    static let ediElementMissing = FindingPage(
        "An element is missing that the standard demands",
        "With an error, the message is refused; with a warning, it is taken without it.",
        example: "BEG*00*SA**~", remedy: "Write the element.")
    static let ediCodeUnknown = FindingPage(
        "A code is not one of those that we know", "What it says is not used.",
        example: "PO1*1*10*XQ~", remedy: "Use a code of the standard's list, or have your own entered in your profile.")
    static let ediTestMessage = FindingPage(
        "The interchange is marked as a test",
        "A test order must not send goods on their way. Nothing of the interchange is taken.",
        example: "ISA15 T, UNB 0035 1",
        remedy: "Mark real orders as production, or have 'test: true' set in your profile for the time of the tests.")
    static let ediAcknowledged = FindingPage(
        "The partner's system has acknowledged what we sent", "There is nothing to do, and nothing is answered.",
        example: "a 997 with AK9*A, a CONTRL with the action 7", remedy: "Nothing to do.")
    static let ediAnswerRejected = FindingPage(
        "The partner's system has refused what we sent",
        "Its acknowledgement (997, TA1, CONTRL) names a document of ours that could not be read, or has errors.",
        example: "AK5*R*5~",
        remedy: "Look up the document in the outbox by its control number, and ask the partner what is wrong with it.")
    static let fieldNotCarried = FindingPage(
        "A format cannot carry a field", "`docket convert` leaves the field out and says so.",
        example: "an order with a verbal record, converted to X12",
        remedy: "Convert to JSON, which carries everything.")
}
