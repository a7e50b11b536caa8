// Pages of findings about CSV, JSON and XML.

extension FindingPage {
    // MARK: - CSV

    static let csvUnclosedQuote = FindingPage(
        "A quote is never closed",
        "A field begins with a double quote, and no closing quote follows in the whole file.",
        example: "PO-1,\"Hex bolt,120", remedy: "Close the quote, or send the whole file if it was cut off.")
    static let csvStrayQuote = FindingPage(
        "A quote stands where none belongs",
        """
        Inside a quoted field a quote must be written twice. In a field without quotes around it a quote is taken as it \
        stands, with a warning.
        """,
        example: "PO-1,\"10\" pipe\",3", remedy: "Write \"10\"\" pipe\".")
    static let csvFieldCount = FindingPage(
        "A row has more or fewer fields than the header",
        "The columns cannot be told apart in that row, so it is not used.",
        example: "order,product,quantity\nPO-1,W-100",
        remedy: "Write empty fields too; put fields with the delimiter or a line break in double quotes.")
    static let csvHeaderDuplicate = FindingPage(
        "Two columns mean the same", "Nobody can know which of them to read.",
        example: "order,product,quantity,quantity", remedy: "Leave one of them out, or rename it.")
    static let csvColumnMissing = FindingPage(
        "A column is missing", "Without that column the file is not what it seems to be.",
        example: "order,product,unit",
        remedy: "Add the column, or have your own name for it entered in the partner profile.")
    static let csvColumnUnknown = FindingPage(
        "A column is not known", "Its content is not read. A warning where the name resembles one that we know.",
        example: "order,product,quantitty", remedy: "Correct the name if it was meant to be read.")
    static let csvFieldTooLong = FindingPage(
        "A field is too long", "Usually a closing quote is missing, so that rows run together into one field.",
        example: "a field of 2 MiB", remedy: "Close the quote.")
    static let csvOrderFieldsDiffer = FindingPage(
        "Rows of one order contradict each other",
        "A column that belongs to the whole order has different values in its rows.",
        example: "order,currency,product,quantity\nPO-1,EUR,W-100,1\nPO-1,USD,W-200,1",
        remedy: "Write the same in all rows of the order, or only in its first.")

    static let csvRowsScattered = FindingPage(
        "The rows of too many orders do not stand together",
        """
        Rows of one order may stand apart, but in a long file each such order has to be kept until its last row, and \
        there are more of them than can be kept.
        """,
        example: "a file of 2,000,000 rows, sorted by product instead of by order",
        remedy: "Sort the rows by the order number. Nothing of the file was taken.")
    static let csvTrailerWrong = FindingPage(
        "The closing row does not fit the file",
        "Your files end with a row that counts the others, and its count is another one: rows were lost or doubled.",
        example: "TRL,120 at the end of a file of 119 rows",
        remedy: "Send the whole file again. Nothing of it was taken.")

    // MARK: - JSON

    static let jsonSyntax = FindingPage(
        "The text is no JSON", "It breaks a rule of RFC 8259 at the place named.",
        example: "{\"document\": \"order\",}", remedy: "Correct the place; a JSON editor shows it too.")
    static let jsonTooDeep = FindingPage(
        "The JSON is nested too deep", "No document of ours is nested that deep, so it is not read further.",
        example: "[[[[[…]]]]]", remedy: "Send the document in the form of schemas/json.")
    static let jsonDuplicateKey = FindingPage(
        "A key stands twice in one object", "Nobody can know which of the values is meant.",
        example: "{\"quantity\": 1, \"quantity\": 10}", remedy: "Keep one of them.")
    static let jsonNumberTooLong = FindingPage(
        "A number is too long", "It has more digits than can be kept exactly. Nothing is rounded.",
        example: "{\"unitPrice\": 1e400}", remedy: "Shorten the number; write codes in quotes.")
    static let jsonWrongType = FindingPage(
        "A value is of the wrong type", "A text stands where a number belongs, a list where an object belongs.",
        example: "{\"lines\": \"W-100\"}", remedy: "Write the value as schemas/json has it.")
    static let jsonUnknownField = FindingPage(
        "A field is not known", "It is not read. Reported once per document.", example: "{\"quantitty\": 120}",
        remedy: "Correct the name if it was meant to be read.")

    // MARK: - XML

    static let xmlSyntax = FindingPage(
        "The text is no well-formed XML", "It breaks a rule of XML at the place named.",
        example: "<Order><ID>PO-1</Order>", remedy: "Correct the place; any XML editor shows it too.")
    static let xmlDoctypeRefused = FindingPage(
        "A document type declaration is not accepted",
        "Declarations of entities can make a small file enormous or reach for other files, so none is read.",
        example: "<!DOCTYPE Order [<!ENTITY x \"…\">]>", remedy: "Leave the <!DOCTYPE …> out.")
    static let xmlTooDeep = FindingPage(
        "The XML is nested too deep", "No UBL document is nested that deep, so it is not read further.",
        example: "<a><a><a>…", remedy: "Send a UBL document.")
    static let xmlRootUnknown = FindingPage(
        "This XML document is none that we read", "The root element or its namespace is not one of ours.",
        example: "<Invoice xmlns=\"…:Invoice-2\">", remedy: "Send a UBL 2.x Order, OrderChange or OrderCancellation.")
    static let xmlElementUnknown = FindingPage(
        "An element is not known", "UBL has no such element at this place; it is not read.",
        example: "<cbc:Quantitty>", remedy: "Correct the name if it was meant to be read.")

    // MARK: - Values

    static let valueMissing = FindingPage(
        "A value is missing", "A field that the document cannot do without is empty.",
        example: "a review decision without a person", remedy: "Fill the field.")
    static let valueNotANumber = FindingPage(
        "A value is no number", "Digits with a decimal point are expected (a comma where the partner profile says so).",
        example: "120 pcs", remedy: "Write digits only: 120. Leave units, currency signs and thousands marks out.")
    static let valueTooManyDecimals = FindingPage(
        "A number has too many decimals", "At most 6 decimals can be taken, and nothing is rounded.",
        example: "0.123456789012", remedy: "Write fewer decimals, or a price per 100 or 1,000 units.")
    static let valueOutOfRange = FindingPage(
        "A value cannot be right",
        "It is of the right type but impossible: a control character in a name, a code that a spreadsheet cut short.",
        example: "1.23457E+12 as a product code", remedy: "Correct the value; format codes as text in the spreadsheet.")
    static let valueNotADate = FindingPage(
        "A value is no date", "Either the day does not exist, or it is written in another way than agreed.",
        example: "2026-02-30", remedy: "Write YYYY-MM-DD, or the format of the partner profile.")
    static let valueNotInList = FindingPage(
        "A word is none of those that can stand here", "The field takes one of a few words.",
        example: "verdict: maybe", remedy: "Use one of the words that the hint names.")
    static let spreadsheetDamage = FindingPage(
        "A spreadsheet has changed the value",
        """
        A long number was cut to 1.23457E+12, leading zeros of a GTIN are gone, the cell shows an error (#REF!), only # \
        because its column is too narrow, or a formula instead of its result. A note where texts are written as formulas \
        (="0123"): they are read as what stands in the quotes.
        """,
        example: "gtin\n4.01235E+12",
        remedy: "Format the column as text, widen it, save values instead of formulas, and save the sheet again.")
    static let valueTooLong = FindingPage(
        "A value is too long", "Texts and codes have a greatest length.", example: "an order number of 500 characters",
        remedy: "Shorten it.")
}
