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
    static let mailUnreadable = FindingPage(
        "The mail cannot be taken apart",
        """
        It is no mail as RFC 5322 and MIME describe it, or it is built in a way that no mail program builds: parts nested \
        too deeply, thousands of parts, headers of megabytes. Nothing of it was taken.
        """,
        example: "a mail of 1,001 parts",
        remedy: "Send the order in a mail of its own, with the data as an attachment.")
    static let mailPartUnreadable = FindingPage(
        "A part of the mail cannot be opened",
        """
        The part is encrypted or opaquely signed (S/MIME, OpenPGP), packed by Outlook (winmail.dat), or only a fragment. \
        Other attachments of the mail were read.
        """,
        example: "Content-Type: application/pkcs7-mime; smime-type=enveloped-data",
        remedy: "Send the mail without encryption, in plain text or HTML, with the file itself attached.")
    static let mailNothingToRead = FindingPage(
        "The mail holds no order that can be read",
        """
        No attachment is data, and the text of the mail is words. A PDF or a scan can only be the proof of an order. Somebody \
        has to key the order in.
        """,
        example: "a mail that says: please send us 12 of the usual",
        remedy: "Attach the order as CSV, JSON, UBL, X12 or EDIFACT, or key it in and keep the mail as its proof.")
    static let scanWithoutData = FindingPage(
        "The scan came alone",
        """
        A scan (.tif, .pdf, .png, .jpg) waits for the data file of the same name beside it; none came in time. It is in \
        quarantine, and customer service was asked to key the order in.
        """,
        example: "fax-77.tif without fax-77.csv",
        remedy: "Send the data file and the scan together, under one name but for the ending.")
}
