// Pages of findings about what files are packed into: gzip files and mails.

extension FindingPage {
    static let gzipDamaged = FindingPage(
        "The gzip file is damaged",
        """
        It cannot be unpacked to its end, or what comes out is not what was packed (the check sum differs). Nothing of \
        it was taken, because nobody can tell which part of it is right.
        """,
        example: "a file that was sent through FTP in text mode",
        remedy: "Pack the file again and send it in binary mode.")
    static let gzipTrailingData = FindingPage(
        "Something stands behind the end of the gzip file",
        "The packed data are whole and were taken. The bytes behind them belong to nothing and are ignored.",
        example: "orders.csv.gz with a line of a log file appended to it",
        remedy: "Send the file as the packing program wrote it.")
    static let containerTooDeep = FindingPage(
        "Files are packed into each other too deeply",
        "A packed file holds a packed file, and so on, deeper than the desk unpacks.",
        example: "a gzip file of a gzip file of a mail of a mail", remedy: "Send the file itself, or packed once.")
}
