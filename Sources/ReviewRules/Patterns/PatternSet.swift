// Sets of characters in regular expressions: [a-z], \d, \p{L}, and their opposites.

/// A set of code points.
struct PatternSet: Sendable {
    private enum Member: Sendable {
        case range(ClosedRange<UInt32>)
        case outside([ClosedRange<UInt32>])
        case category(Set<Unicode.GeneralCategory>, negated: Bool)
    }

    private var members: [Member] = []
    var isNegated = false

    mutating func insert(_ range: ClosedRange<UInt32>) { members.append(.range(range)) }

    mutating func insert(_ ranges: [ClosedRange<UInt32>], negated: Bool) {
        if negated { members.append(.outside(ranges)) } else { members += ranges.map(Member.range) }
    }

    mutating func insert(_ categories: Set<Unicode.GeneralCategory>, negated: Bool) {
        members.append(.category(categories, negated: negated))
    }

    var isEmpty: Bool { members.isEmpty }

    func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        let isInside =
            holds(scalar) || (ignoringCase && scalar.caseVariants.contains { $0 != scalar && holds($0) })
        return isInside != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        members.contains { member in
            switch member {
            case .range(let range): range.contains(scalar.value)
            case .outside(let ranges): !ranges.contains { $0.contains(scalar.value) }
            case .category(let categories, let negated):
                categories.contains(scalar.properties.generalCategory) != negated
            }
        }
    }
}

extension Unicode.Scalar {
    /// The lower and upper case forms that are one code point.
    var caseVariants: [Unicode.Scalar] {
        if value < 0x80 {
            guard properties.isAlphabetic else { return [] }
            return [Unicode.Scalar(UInt8(value) | 0x20), Unicode.Scalar(UInt8(value) & ~0x20)]
        }
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
            let scalars = mapping.unicodeScalars
            return scalars.count == 1 ? scalars.first : nil
        }
    }

    func equals(_ other: Unicode.Scalar, ignoringCase: Bool) -> Bool {
        self == other || (ignoringCase && (caseVariants.contains(other) || other.caseVariants.contains(self)))
    }

    /// A letter, digit or underscore of ASCII, as `\w` and `\b` mean it.
    var isPatternWord: Bool { isDigit || isNameStart }
}

/// The character classes that have names.
enum PatternClasses {
    static let digit: [ClosedRange<UInt32>] = [0x30...0x39]
    static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]
    static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]

    /// The ranges of `\d`, `\s`, `\w` and their opposites.
    static func perl(_ letter: Unicode.Scalar) -> (ranges: [ClosedRange<UInt32>], negated: Bool)? {
        switch letter {
        case "d": (digit, false)
        case "D": (digit, true)
        case "s": (space, false)
        case "S": (space, true)
        case "w": (word, false)
        case "W": (word, true)
        default: nil
        }
    }

    /// `[:alpha:]` and its kin, as they stand inside brackets.
    static let posix: [String: [ClosedRange<UInt32>]] = [
        "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A], "alpha": [0x41...0x5A, 0x61...0x7A], "ascii": [0...0x7F],
        "blank": [0x09...0x09, 0x20...0x20], "cntrl": [0...0x1F, 0x7F...0x7F], "digit": digit,
        "graph": [0x21...0x7E], "lower": [0x61...0x7A], "print": [0x20...0x7E],
        "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
        "space": [0x09...0x0D, 0x20...0x20], "upper": [0x41...0x5A], "word": word,
        "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
    ]

    /// The general categories of Unicode, as `\p{L}` and `\p{Lu}` name them.
    static let categories: [String: Set<Unicode.GeneralCategory>] = {
        let single: [String: Unicode.GeneralCategory] = [
            "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter,
            "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
            "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber, "Pc": .connectorPunctuation,
            "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation, "Pi": .initialPunctuation,
            "Pf": .finalPunctuation, "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
            "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator,
            "Zp": .paragraphSeparator, "Cc": .control, "Cf": .format, "Cs": .surrogate, "Co": .privateUse,
        ]
        var all: [String: Set<Unicode.GeneralCategory>] = [:]
        for (name, category) in single {
            all[name] = [category]
            all[String(name.prefix(1)), default: []].insert(category)
        }
        return all
    }()

    /// Chinese characters, by the blocks that hold them.
    static let han: [ClosedRange<UInt32>] = [
        0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029,
        0x3038...0x303B, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9, 0x20000...0x2A6DF,
        0x2A700...0x2EE5D, 0x2F800...0x2FA1D, 0x30000...0x323AF,
    ]
}
