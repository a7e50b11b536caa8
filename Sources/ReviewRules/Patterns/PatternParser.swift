// Reads a regular expression in the syntax of RE2, without what cannot be matched in linear time.

/// The parts of a regular expression.
indirect enum PatternNode: Sendable {
    case empty
    case scalar(Unicode.Scalar, ignoringCase: Bool)
    case set(PatternSet, ignoringCase: Bool)
    case anyScalar(includingNewline: Bool)
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    case alternatives([PatternNode])
    case repeated(PatternNode, atLeast: Int, atMost: Int?)
}

enum PatternAssertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}

/// Why a text is not a regular expression.
struct PatternError: Error, Hashable, Sendable {
    let sentence: String
    /// The code point where it is wrong.
    let offset: Int
}

/// Reads a pattern from left to right.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private let limits: RuleLimits
    private var position = 0
    private var depth = 0
    private var flags = Flags()

    private struct Flags {
        var ignoresCase = false
        var dotMatchesNewline = false
        var isMultiline = false
    }

    static func parse(_ pattern: String, limits: RuleLimits) throws(PatternError) -> PatternNode {
        var parser = PatternParser(scalars: Array(pattern.unicodeScalars), limits: limits)
        guard parser.scalars.count <= limits.patternLength else {
            throw PatternError(sentence: "it is longer than \(limits.patternLength) characters", offset: 0)
        }
        let node = try parser.alternatives()
        guard parser.position == parser.scalars.count else { throw parser.problem("there is no '(' for this ')'") }
        return node
    }

    private init(scalars: [Unicode.Scalar], limits: RuleLimits) {
        self.scalars = scalars
        self.limits = limits
    }

    private func problem(_ sentence: String, at offset: Int? = nil) -> PatternError {
        PatternError(sentence: sentence, offset: offset ?? position)
    }

    private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws(PatternError) -> PatternNode {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = peek(), scalar != "|", scalar != ")" {
            let start = position
            let isFlags = scalar == "("
            let flagsBefore = position
            let part = try atom()
            // (?i) stands for nothing itself, so there is nothing to repeat.
            let standsAlone = isFlags && position > flagsBefore && isEmptyGroup(part)
            parts.append(standsAlone ? part : try repetitions(of: part, from: start))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    private func isEmptyGroup(_ node: PatternNode) -> Bool {
        if case .empty = node { peek() != "*" && peek() != "+" && peek() != "?" } else { false }
    }
}

// MARK: - Repetition

extension PatternParser {
    private mutating func repetitions(of part: PatternNode, from start: Int) throws(PatternError) -> PatternNode {
        guard let bounds = try repetition() else { return part }
        // A '?' behind asks for the shortest match, which is the same for a test.
        _ = take("?")
        let again = position
        if try repetition() != nil {
            throw problem("a repetition cannot be repeated; put brackets around it", at: again)
        }
        return .repeated(part, atLeast: bounds.atLeast, atMost: bounds.atMost)
    }

    private mutating func repetition() throws(PatternError) -> (atLeast: Int, atMost: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard peek() == "{" else { return nil }
        let start = position
        position += 1
        guard let low = number() else {
            position = start
            return nil
        }
        var high: Int? = low
        if take(",") { high = peek() == "}" ? nil : number() }
        guard take("}") else {
            position = start
            return nil
        }
        guard low <= limits.patternRepetition, high ?? 0 <= limits.patternRepetition else {
            throw problem("a repetition has at most \(limits.patternRepetition) rounds", at: start)
        }
        if let high, high < low { throw problem("the repetition ends before it begins", at: start) }
        return (low, high)
    }

    private mutating func number() -> Int? {
        let start = position
        var value = 0
        while let digit = peek(), digit.isDigit {
            value = min(value * 10 + Int(digit.value - 0x30), 1_000_000)
            position += 1
        }
        return position > start ? value : nil
    }
}

// MARK: - Atoms

extension PatternParser {
    private mutating func atom() throws(PatternError) -> PatternNode {
        guard let scalar = peek() else { return .empty }
        let start = position
        switch scalar {
        case "(": return try group()
        case "[": return .set(try brackets(), ignoringCase: flags.ignoresCase)
        case "\\": return try escape()
        case "*", "+", "?": throw problem("there is nothing here to repeat")
        case "{" where try repetition() != nil: throw problem("there is nothing here to repeat", at: start)
        default: break
        }
        position += 1
        switch scalar {
        case ".": return .anyScalar(includingNewline: flags.dotMatchesNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        default: return .scalar(scalar, ignoringCase: flags.ignoresCase)
        }
    }

    private mutating func group() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.patternDepth else {
            throw problem("groups are nested more than \(limits.patternDepth) levels deep")
        }
        let before = flags
        if take("?") {
            if try takeGroupName() {
                // A name means nothing to a test.
            } else if try takeFlags() {
                return .empty
            }
        }
        let inner = try alternatives()
        flags = before
        guard take(")") else { throw problem("the group that begins here is not closed", at: start) }
        return inner
    }

    private mutating func takeGroupName() throws(PatternError) -> Bool {
        let start = position
        let isNamed = (peek() == "P" && peek(1) == "<") || (peek() == "<" && peek(1)?.isNameStart == true)
        guard isNamed else { return false }
        position += peek() == "P" ? 2 : 1
        while let scalar = peek(), scalar.isPatternWord { position += 1 }
        guard take(">") else { throw problem("the name of the group is not closed with '>'", at: start) }
        return true
    }

    /// Takes `i)`, `i:`, `-s:` and the like; true where the group ends with its flags, which then hold on.
    private mutating func takeFlags() throws(PatternError) -> Bool {
        let start = position
        var changed = flags
        var value = true
        while let scalar = peek() {
            position += 1
            switch scalar {
            case "i": changed.ignoresCase = value
            case "s": changed.dotMatchesNewline = value
            case "m": changed.isMultiline = value
            case "U": break
            case "-" where value: value = false
            case ":", ")":
                flags = changed
                return scalar == ")"
            case "=", "!", "<", ">":
                throw problem("looking ahead or behind is not supported; it cannot be done in linear time", at: start)
            default: throw problem("'\(scalar)' is not a flag; there are i, s, m and U", at: position - 1)
            }
        }
        throw problem("the group that begins here is not closed", at: start)
    }

    private mutating func escape() throws(PatternError) -> PatternNode {
        let start = position
        position += 1
        guard let code = peek() else { throw problem("a backslash stands at the end", at: start) }
        var set = PatternSet()
        if let (ranges, negated) = PatternClasses.perl(code) {
            position += 1
            set.insert(ranges, negated: negated)
            return .set(set, ignoringCase: false)
        }
        if code == "p" || code == "P" {
            try property(into: &set)
            return .set(set, ignoringCase: flags.ignoresCase)
        }
        switch code {
        case "A": position += 1; return .assertion(.textStart)
        case "z": position += 1; return .assertion(.textEnd)
        case "b": position += 1; return .assertion(.wordBoundary)
        case "B": position += 1; return .assertion(.noWordBoundary)
        case "Q": return quoted()
        case "1"..."9":
            throw problem("going back to a group is not supported; it cannot be done in linear time", at: start)
        default: return .scalar(try escapedScalar(from: start), ignoringCase: flags.ignoresCase)
        }
    }

    /// `\Q…\E`: everything between stands for itself.
    private mutating func quoted() -> PatternNode {
        position += 1
        var parts: [PatternNode] = []
        while let scalar = peek() {
            position += 1
            if scalar == "\\", peek() == "E" {
                position += 1
                break
            }
            parts.append(.scalar(scalar, ignoringCase: flags.ignoresCase))
        }
        return .sequence(parts)
    }

    /// The code point of an escape, `position` being behind the backslash.
    private mutating func escapedScalar(from start: Int) throws(PatternError) -> Unicode.Scalar {
        guard let code = peek() else { throw problem("a backslash stands at the end", at: start) }
        position += 1
        switch code {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "0":
            var value: UInt32 = 0
            for _ in 0..<2 {
                guard let digit = peek(), digit >= "0", digit <= "7" else { break }
                value = value * 8 + digit.value - 0x30
                position += 1
            }
            return Unicode.Scalar(UInt8(truncatingIfNeeded: value))
        case "x": return try hexadecimal(from: start)
        default:
            guard !code.isPatternWord else { throw problem("'\\\(code)' is not an escape of patterns", at: start) }
            return code
        }
    }

    private mutating func hexadecimal(from start: Int) throws(PatternError) -> Unicode.Scalar {
        let isBraced = take("{")
        var value: UInt32 = 0
        var digits = 0
        while let digit = peek()?.hexValue, digits < (isBraced ? 6 : 2) {
            value = value << 4 | digit
            digits += 1
            position += 1
        }
        guard isBraced ? digits > 0 && take("}") : digits == 2, let scalar = Unicode.Scalar(value) else {
            throw problem("\\x needs two hexadecimal digits, or up to six in braces", at: start)
        }
        return scalar
    }

    /// `\p{L}`, `\pL`, `\P{Lu}`, `\p{Han}`, `position` being on the `p`.
    private mutating func property(into set: inout PatternSet) throws(PatternError) {
        let start = position - 1
        var negated = peek() == "P"
        position += 1
        var name = ""
        if take("{") {
            if take("^") { negated.toggle() }
            while let scalar = peek(), scalar != "}" {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard take("}") else { throw problem("the name of the class is not closed with '}'", at: start) }
        } else if let scalar = peek() {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        if let categories = PatternClasses.categories[name] {
            set.insert(categories, negated: negated)
        } else if name == "Han" {
            set.insert(PatternClasses.han, negated: negated)
        } else if name == "Any" {
            set.insert([0...0x10FFFF], negated: negated)
        } else {
            throw problem(
                "'\(name)' is not a class of characters; there are the categories such as L, Lu, Nd, P, and Han",
                at: start)
        }
    }
}

// MARK: - Brackets

extension PatternParser {
    private mutating func brackets() throws(PatternError) -> PatternSet {
        let start = position
        position += 1
        var set = PatternSet()
        set.isNegated = take("^")
        var isFirst = true
        while let scalar = peek() {
            if scalar == "]", !isFirst {
                position += 1
                return set
            }
            isFirst = false
            try bracketMember(into: &set)
        }
        throw problem("the class that begins here is not closed with ']'", at: start)
    }

    private mutating func bracketMember(into set: inout PatternSet) throws(PatternError) {
        if peek() == "[", peek(1) == ":" { return try posixClass(into: &set) }
        if peek() == "\\", let code = peek(1) {
            if let (ranges, negated) = PatternClasses.perl(code) {
                position += 2
                return set.insert(ranges, negated: negated)
            }
            if code == "p" || code == "P" {
                position += 1
                return try property(into: &set)
            }
        }
        let start = position
        let low = try bracketScalar()
        guard peek() == "-", let after = peek(1), after != "]" else { return set.insert(low.value...low.value) }
        position += 1
        let high = try bracketScalar()
        guard low <= high else { throw problem("the range ends before it begins", at: start) }
        set.insert(low.value...high.value)
    }

    private mutating func bracketScalar() throws(PatternError) -> Unicode.Scalar {
        guard let scalar = peek() else { throw problem("the class is not closed with ']'") }
        let start = position
        position += 1
        return scalar == "\\" ? try escapedScalar(from: start) : scalar
    }

    private mutating func posixClass(into set: inout PatternSet) throws(PatternError) {
        let start = position
        position += 2
        let negated = take("^")
        var name = ""
        while let scalar = peek(), scalar.isNameStart {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take(":"), take("]"), let ranges = PatternClasses.posix[name] else {
            throw problem("'\(name)' is not a class of characters", at: start)
        }
        set.insert(ranges, negated: negated)
    }
}
