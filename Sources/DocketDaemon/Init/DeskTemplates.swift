// The files that a new desk begins with. Their texts lie in Templates/ and are part of the program.

import OrderFormats

enum DeskTemplates {
    struct File {
        /// Beneath the desk's folder.
        let path: String
        let content: [UInt8]
    }

    static let configuration = [
        File(path: "etc/docket.yaml", content: PackageResources.docket_yaml),
        File(path: "etc/partners/acme.yaml", content: PackageResources.partner_acme_yaml),
        File(path: "etc/partners/globex.yaml.example", content: PackageResources.partner_globex_yaml_example),
        File(path: "etc/carriers/express.yaml.example", content: PackageResources.carrier_express_yaml_example),
    ]

    static let rules = [
        File(path: "etc/rules/attention.yaml", content: PackageResources.rules_attention_yaml),
        File(path: "etc/rules/credit.yaml", content: PackageResources.rules_credit_yaml),
        File(path: "etc/rules/evidence.yaml", content: PackageResources.rules_evidence_yaml),
        File(path: "etc/rules/prices.yaml", content: PackageResources.rules_prices_yaml),
        File(path: "etc/rules/review.yaml", content: PackageResources.rules_review_yaml),
    ]

    /// Decision tables; none is read before it is renamed.
    static let tables = [
        File(path: "etc/rules/order-size.csv.example", content: PackageResources.rules_order_size_csv_example)
    ]

    /// Cases beside the rules, for `docket rules test`.
    static let ruleCases = [
        File(path: "etc/rules/tests/default-rules.yaml", content: PackageResources.rules_tests_yaml)
    ]

    /// Empty forms for what people write down.
    static let forms = [
        File(path: "forms/telephone-order.csv", content: PackageResources.telephone_order_csv)
    ]

    static let readme = File(path: "README.txt", content: PackageResources.README_txt)

    /// Copies of the letters, each with a comment on what can be changed. Not read before they are renamed, so that a
    /// letter that nobody has changed stays the built-in one.
    static let letters = LetterTemplates.fileNames.map {
        File(path: "etc/templates/\($0).example", content: Array(LetterTemplates.commented($0).utf8))
    }

    static let all = configuration + rules + tables + ruleCases + letters + forms + [readme]
}
