// Pages of findings about files as a whole.

extension FindingPage {
    static let fileEmpty = FindingPage(
        "The file is empty", "There is nothing in the file, or nothing but blanks or a header line.",
        example: "a file of 0 bytes", remedy: "Send the file again; look whether the program that wrote it failed.")
    static let fileTooLarge = FindingPage(
        "The file is too large", "The file, or one document in it, is larger than the desk takes in.",
        example: "a file of 2 GiB", remedy: "Split it into several files. The limit is a setting of the desk.")
    static let fileIncomplete = FindingPage(
        "The end of the file is missing",
        """
        The file breaks off: in the middle of a row, of a character, or before the last bracket or element is closed. The \
        desk waits for the rest until the partner's deadline; then the file goes into quarantine.
        """,
        example: "order,product,quantity\nPO-1,W-1", remedy: "Send the whole file again, under a new name.")
    static let kindUnknown = FindingPage(
        "It cannot be told what the file is",
        """
        A JSON document says what it is in its field "document", a CSV file by the names in its header line. Neither \
        fits anything that the desk knows.
        """,
        example: "{\"customerReference\": \"PO-1\"}",
        remedy: "Add \"document\": \"order\", or a header line with the column names of schemas/csv.")
    static let kindNotAllowedHere = FindingPage(
        "This kind of document cannot come through this folder",
        "The folder says who speaks. Partners send orders and answers, departments decisions and reports.",
        example: "a stock count in the folder of a customer", remedy: "Put the file into the folder of its own sender.")
    static let charsetInvalid = FindingPage(
        "The characters cannot be read",
        """
        The bytes are not in the charset that the file seems to be in, or the file mixes charsets. Nothing is guessed \
        where a guess could turn a name into other characters.
        """,
        example: "a UTF-8 file with one line pasted in from a GBK file",
        remedy: "Save the file as UTF-8, or have its charset entered in the partner profile.")
    static let charsetDiffers = FindingPage(
        "The file is in another charset than agreed",
        """
        The partner profile names a charset, but a byte order mark or the bytes themselves show another one. The file \
        was read as what it is.
        """,
        example: "a UTF-8 file of a partner whose profile says GBK",
        remedy: "Send every file in the charset of the profile, or have the profile changed.")
    static let binaryContent = FindingPage(
        "This is no text file", "The file is a workbook, an image, an archive, or damaged.",
        example: "an .xlsx workbook under the name orders.csv",
        remedy: "Save the sheet as CSV (UTF-8) and send that.")
    static let tooManyDocuments = FindingPage(
        "Too many documents in one file", "The file has more orders or reports than one file may have.",
        example: "100,001 orders in one file", remedy: "Split the file. Nothing of it was taken.")
    static let tooManyLines = FindingPage(
        "Too many lines in one document", "An order has more lines than the desk takes in.",
        example: "an order of 10,001 lines", remedy: "Split it into several orders.")
    static let tooManyFindings = FindingPage(
        "Not all findings are listed", "The file has more findings than a receipt lists.",
        example: "a file of 5,000 rows with the wrong date format",
        remedy: "Correct the ones listed; many have the same cause.")
    static let notProcessed = FindingPage(
        "The desk failed on this file",
        "The file may be good: an error of the desk itself kept it from being taken. Nothing of it was entered.",
        example: "the disk of the desk was full", remedy: "Nothing to do for the sender; the administrator retries it.")
}
