// partners/ID.yaml: one trading partner.

import Glibc
import OrderFormats
import OrderModel

enum PartnerFile {
    /// Nil if the file cannot be read at all; otherwise the report says whether it can be used. `carriers` are the ids
    /// that have a file.
    static func read(_ root: YAMLNode, id: String, carriers: [String]) -> PartnerProfile? {
        YAMLMapping.read(root, what: "a partner") { mapping in
            var profile = PartnerProfile(id: id, name: mapping.required("name", .text) ?? id)
            profile.identifiers = mapping.value("identifiers", .list(of: PartyReading.identifier), else: [])
            profile.answerFormat = mapping.value("answer-format", .word, else: profile.answerFormat)
            profile.channels = channels(mapping) ?? profile.channels
            profile.language = mapping.value("language", language, else: profile.language)
            profile.charset = mapping.optional("charset", charset)
            profile.unitWords = mapping.value(
                "units", .dictionary(of: unitCode, what: "units"), else: profile.unitWords)
            profile.carrier = mapping.optional("carrier", .carrier(among: carriers))
            if let csv = mapping.section("csv", what: "csv", csv) { profile.csv = csv }
            if let x12 = mapping.section("x12", what: "x12", X12Section.read) { profile.x12 = x12 }
            if let edifact = mapping.section("edifact", what: "edifact", EDIFACTSection.read) {
                profile.edifact = edifact
            }
            mapping.section("intake", what: "intake") { readIntake($0, into: &profile) }
            return profile
        }
    }

    private static func channels(_ mapping: YAMLMapping) -> [OrderChannel]? {
        guard let named = mapping.optional("channels", .list(of: YAMLType<OrderChannel>.word)) else { return nil }
        var channels: [OrderChannel] = []
        for channel in named where !channels.contains(channel) { channels.append(channel) }
        if channels.isEmpty, let entry = mapping.entry("channels"), entry.value.elements?.isEmpty == true {
            entry.value.error(
                "the partner has no channel to send orders through", hint: "leave 'channels' out to allow all")
        }
        return channels
    }

    /// The languages in which we have texts.
    private static var language: YAMLType<String> { .oneOf(["en", "zh"]) }

    /// A charset that the C library can decode.
    private static var charset: YAMLType<String> {
        .text("a charset such as utf-8, gb18030 or windows-1252").checked { name in
            isCharset(name)
                ? nil
                : "there is no charset '\(name)'; write utf-8, gb18030, big5, utf-16, windows-1252 or another IANA name, "
                    + "or leave it out to have it found out"
        }
    }

    private static func isCharset(_ name: String) -> Bool {
        // iconv reads more into a name than a name (`//IGNORE`), so only plain names reach it.
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-_.:".utf8.contains(byte)
        }
        guard isPlain, let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else { return false }
        iconv_close(handle)
        return true
    }

    /// UN/ECE Recommendation 20: two or three letters and digits.
    private static var unitCode: YAMLType<String> {
        .scalar("a unit code of UN/ECE Recommendation 20 such as C62, KGM or CT") { text in
            (1...3).contains(text.utf8.count)
                && text.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
                ? text : nil
        }
    }

    /// The columns of all files that a partner may send.
    private static let columns: [String] = {
        var names: [String] = []
        for column in CSVTable.orders.columns + CSVTable.customerAnswers.columns where !names.contains(column.name) {
            names.append(column.name)
        }
        return names
    }()

    private static func csv(_ mapping: YAMLMapping) -> CSVMapping {
        let delimiters = [",", ";", "|", "tab", "\t"]
        var csv = CSVMapping()
        csv.delimiter = mapping.optional(
            "delimiter",
            .scalar("',', ';', '|' or tab") { delimiters.contains($0) ? ($0 == "tab" ? "\t" : $0) : nil })
        csv.usesDecimalComma = mapping.value("decimal-comma", .flag, else: csv.usesDecimalComma)
        let formats = ["YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYYMMDD"]
        csv.dateFormat = mapping.value("date-format", .oneOf(formats), else: csv.dateFormat)
        csv.columns = mapping.value(
            "columns", .dictionary(of: .text("the partner's name of the column"), what: "columns", keys: columns),
            else: [:])
        csv.constants = mapping.value(
            "constants", .dictionary(of: .text("a value"), what: "constants", keys: columns), else: [:])
        csv.trailer = mapping.section("trailer", what: "trailer", trailer).flatMap { $0 }
        if csv.usesDecimalComma, csv.delimiter == ",", let entry = mapping.entry("decimal-comma") {
            entry.value.error(
                "a comma cannot part columns and decimals at the same time", hint: "which one is it in their files?")
        }
        if let entry = mapping.entry("constants") {
            for name in csv.constants.keys.sorted() where csv.columns[name] != nil {
                entry.value.warning(
                    "the column '\(name)' has a name in the partner's files too",
                    hint: "the constant counts only in files without that column")
            }
        }
        return csv
    }

    /// The closing row of the partner's files.
    private static func trailer(_ mapping: YAMLMapping) -> CSVTrailer? {
        let column = mapping.optional("count-in-column", .integer(in: ConfigurationLimits.trailerColumn))
        let word = mapping.required(
            "word", .text("the text of its first cell, such as TRL"), hint: "write word: and the text of its first cell"
        )
        return word.map { CSVTrailer(word: $0, countColumn: column) }
    }

    private static func readIntake(_ mapping: YAMLMapping, into profile: inout PartnerProfile) {
        profile.quietPeriodSeconds = mapping.value(
            "quiet-period", .seconds(in: ConfigurationLimits.quietPeriodSeconds), else: profile.quietPeriodSeconds)
        profile.incompleteAfterSeconds = mapping.value(
            "incomplete-after", .seconds(in: ConfigurationLimits.incompleteAfterSeconds),
            else: profile.incompleteAfterSeconds)
        profile.takesClosedFiles = mapping.value("closed-is-whole", .flag, else: profile.takesClosedFiles)
        profile.requiresDoneMarker = mapping.value("done-marker", .flag, else: profile.requiresDoneMarker)
        let glob = YAMLType<String>.text("a file name with * and ? such as *.bak").checked { glob in
            if glob.contains("/") { return "a file name has no '/' in it" }
            return glob.allSatisfy { $0 == "*" } ? "'\(glob)' is every name: nothing would ever be taken" : nil
        }
        profile.bundleWaitSeconds = mapping.value(
            "bundle-wait", .seconds(in: ConfigurationLimits.bundleWaitSeconds), else: profile.bundleWaitSeconds)
        profile.maildirs = mapping.value("maildir", .list(of: YAMLType<OrderChannel>.word), else: profile.maildirs)
        profile.neverTaken = mapping.value("never-take", .list(of: glob), else: profile.neverTaken)
    }
}
