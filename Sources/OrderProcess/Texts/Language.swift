// The languages in which texts to partners exist.

/// The language of a partner's texts, by the profile's BCP 47 tag: everything that is not Chinese is English.
enum Language: Hashable, Sendable {
    case english, chinese
    init(_ tag: String) {
        let primary = tag.lowercased().split(separator: "-").first
        self = primary == "zh" ? .chinese : .english
    }
}
