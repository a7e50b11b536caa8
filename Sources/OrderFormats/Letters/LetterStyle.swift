// How a letter in HTML looks, on the screen and on A4. An administrator's own style.css takes its place.

enum LetterStyle {
    static let standard = """
        @page { size: A4; margin: 20mm 18mm 18mm 22mm; }
        * { box-sizing: border-box; }
        html { background: #eceef0; }
        body {
          margin: 0;
          color: #1c2126;
          font: 11pt/1.5 "Helvetica Neue", Helvetica, Arial, "Noto Sans", "PingFang SC", "Microsoft YaHei",
            "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", sans-serif;
        }
        article {
          max-width: 210mm;
          margin: 8mm auto;
          padding: 20mm 18mm 18mm 22mm;
          background: #fff;
          box-shadow: 0 1px 6px rgba(0, 0, 0, 0.2);
          overflow-wrap: anywhere;
        }
        header { border-bottom: 2pt solid #24506e; padding-bottom: 3mm; margin-bottom: 12mm; color: #444c54; font-size: 9pt; }
        header::first-line { color: #24506e; font-size: 14pt; font-weight: bold; }
        address { font-style: normal; margin-bottom: 10mm; }
        .date { text-align: right; margin: 0 0 8mm; }
        h1 { font-size: 15pt; line-height: 1.3; margin: 0 0 6mm; }
        h2 { font-size: 11.5pt; line-height: 1.3; margin: 7mm 0 2mm; color: #24506e; break-after: avoid; }
        p { margin: 0 0 3mm; }
        ul { margin: 0 0 3mm; padding-left: 5mm; }
        li { margin-bottom: 1.5mm; break-inside: avoid; }
        table { border-collapse: collapse; margin: 0 0 4mm; }
        th, td { text-align: left; vertical-align: top; padding: 0.7mm 2.5mm 0.7mm 0; }
        .facts th { font-weight: normal; color: #444c54; padding-right: 8mm; white-space: nowrap; overflow-wrap: normal; }
        .lines { width: 100%; font-size: 9.5pt; line-height: 1.35; }
        .lines thead { display: table-header-group; }
        .lines thead th { border-bottom: 1pt solid #24506e; color: #24506e; vertical-align: bottom; overflow-wrap: normal;
          word-break: keep-all; }
        .lines td { border-bottom: 0.5pt solid #d3d8dc; }
        .lines tr { break-inside: avoid; }
        .lines .number { text-align: right; padding: 0.7mm 0 0.7mm 3mm; font-variant-numeric: tabular-nums; }
        .lines td.number { white-space: nowrap; }
        @media print {
          html { background: none; }
          article { max-width: none; margin: 0; padding: 0; box-shadow: none; }
        }
        @media (max-width: 180mm) {
          article { margin: 0; padding: 6mm; box-shadow: none; }
          .lines { display: block; overflow-x: auto; }
        }

        """

    /// Why a style cannot stand in a page that loads nothing from elsewhere; nil if it can.
    static func problems(_ text: String) -> [LetterTemplate.Problem] {
        var problems: [LetterTemplate.Problem] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            func report(_ piece: String, _ message: String, _ hint: String, unless allowed: [String] = []) {
                let lowered = line.lowercased()
                for range in lowered.ranges(of: piece) {
                    let rest = lowered[range.upperBound...].drop { $0 == " " || $0 == "\"" || $0 == "'" }
                    if allowed.contains(where: { rest.hasPrefix($0) }) { continue }
                    let column = lowered[..<range.lowerBound].unicodeScalars.count + 1
                    problems.append(
                        LetterTemplate.Problem(
                            line: index + 1, column: column, length: piece.count, message: message, hint: hint))
                }
            }
            report("<", "'<' has no place in a style", "the style stands inside the page and must not end it")
            report("@import", "a letter loads nothing from elsewhere", "copy the rules into this file")
            report(
                "url(", "a letter loads nothing from elsewhere", "put the picture or font in as a data: address",
                unless: ["data:"])
            if problems.count >= 100 { break }
        }
        return problems
    }
}
