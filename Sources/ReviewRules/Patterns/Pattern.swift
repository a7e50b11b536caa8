// Regular expressions that are matched in linear time, whatever the pattern and the text.

/// A compiled regular expression. It is tried at all places at once, character by character, so there is no going back:
/// the time is in proportion to the length of the text times the length of the pattern, at worst.
struct Pattern: Sendable {
    fileprivate enum Instruction: Sendable {
        case scalar(Unicode.Scalar, ignoringCase: Bool)
        case set(PatternSet, ignoringCase: Bool)
        case anyScalar(includingNewline: Bool)
        case assertion(PatternAssertion)
        case jump(Int)
        case split(Int, Int)
        case match
    }

    private let instructions: [Instruction]

    init(_ text: String, limits: RuleLimits = .standard) throws(PatternError) {
        let node = try PatternParser.parse(text, limits: limits)
        var assembler = PatternAssembler(limit: limits.patternInstructions)
        try assembler.emit(node)
        instructions = assembler.instructions + [.match]
    }

    /// How many instructions the pattern has.
    var size: Int { instructions.count }

    /// Whether the pattern matches anywhere in the text. `spend` is told how many steps are taken.
    func matches<Failure: Error>(_ text: String, spend: (Int) throws(Failure) -> Void) throws(Failure) -> Bool {
        try spend(instructions.count / 16)
        var current = StateSet(count: instructions.count)
        var following = StateSet(count: instructions.count)
        var previous: Unicode.Scalar?
        var scalars = text.unicodeScalars.makeIterator()
        var scalar = scalars.next()
        while true {
            // The pattern may begin at every place.
            add(0, to: &current, previous: previous, next: scalar)
            if current.hasMatch { return true }
            guard let here = scalar else { return false }
            try spend(1 + current.states.count / 4)
            let after = scalars.next()
            for state in current.states where accepts(state, here) {
                add(state + 1, to: &following, previous: here, next: after)
            }
            if following.hasMatch { return true }
            swap(&current, &following)
            following.removeAll()
            previous = here
            scalar = after
        }
    }

    private func accepts(_ state: Int, _ scalar: Unicode.Scalar) -> Bool {
        switch instructions[state] {
        case .scalar(let wanted, let ignoringCase): scalar.equals(wanted, ignoringCase: ignoringCase)
        case .set(let set, let ignoringCase): set.contains(scalar, ignoringCase: ignoringCase)
        case .anyScalar(let includingNewline): includingNewline || scalar != "\n"
        default: false
        }
    }

    /// Adds a state and all that are reached from it without a character.
    private func add(_ start: Int, to set: inout StateSet, previous: Unicode.Scalar?, next: Unicode.Scalar?) {
        var open = [start]
        while let state = open.popLast() {
            guard set.visit(state) else { continue }
            switch instructions[state] {
            case .jump(let target): open.append(target)
            case .split(let first, let second): open += [second, first]
            case .assertion(let assertion):
                if assertion.holds(previous: previous, next: next) { open.append(state + 1) }
            case .match: set.hasMatch = true
            case .scalar, .set, .anyScalar: set.states.append(state)
            }
        }
    }
}

extension PatternAssertion {
    func holds(previous: Unicode.Scalar?, next: Unicode.Scalar?) -> Bool {
        let isBoundary = (previous?.isPatternWord ?? false) != (next?.isPatternWord ?? false)
        return switch self {
        case .textStart: previous == nil
        case .textEnd: next == nil
        case .lineStart: previous == nil || previous == "\n"
        case .lineEnd: next == nil || next == "\n"
        case .wordBoundary: isBoundary
        case .noWordBoundary: !isBoundary
        }
    }
}

/// The places in the pattern that the text read so far can have reached.
private struct StateSet {
    var states: [Int] = []
    var hasMatch = false
    private var visited: [Int]
    private var round = 1

    init(count: Int) { visited = Array(repeating: 0, count: count) }

    /// True the first time a state is seen in this round.
    mutating func visit(_ state: Int) -> Bool {
        guard visited[state] != round else { return false }
        visited[state] = round
        return true
    }

    mutating func removeAll() {
        states.removeAll(keepingCapacity: true)
        hasMatch = false
        round += 1
    }
}

/// Turns the parts of a pattern into instructions.
private struct PatternAssembler {
    private(set) var instructions: [Pattern.Instruction] = []
    let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func emit(_ node: PatternNode) throws(PatternError) {
        switch node {
        case .empty: break
        case .scalar(let scalar, let ignoringCase): try append(.scalar(scalar, ignoringCase: ignoringCase))
        case .set(let set, let ignoringCase): try append(.set(set, ignoringCase: ignoringCase))
        case .anyScalar(let includingNewline): try append(.anyScalar(includingNewline: includingNewline))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .alternatives(let branches): try emit(branches: branches)
        case .repeated(let part, let atLeast, let atMost): try emit(part, atLeast: atLeast, atMost: atMost)
        }
    }

    private mutating func append(_ instruction: Pattern.Instruction) throws(PatternError) {
        guard instructions.count < limit else {
            throw PatternError(sentence: "its repetitions add up to more than \(limit) steps", offset: 0)
        }
        instructions.append(instruction)
    }

    private mutating func emit(branches: [PatternNode]) throws(PatternError) {
        var ends: [Int] = []
        for (index, branch) in branches.enumerated() {
            if index == branches.count - 1 {
                try emit(branch)
            } else {
                let split = instructions.count
                try append(.jump(0))
                try emit(branch)
                ends.append(instructions.count)
                try append(.jump(0))
                instructions[split] = .split(split + 1, instructions.count)
            }
        }
        for end in ends { instructions[end] = .jump(instructions.count) }
    }

    private mutating func emit(_ part: PatternNode, atLeast: Int, atMost: Int?) throws(PatternError) {
        for _ in 0..<atLeast { try emit(part) }
        guard let atMost else {
            let split = instructions.count
            try append(.jump(0))
            try emit(part)
            try append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in atLeast..<max(atLeast, atMost) {
            splits.append(instructions.count)
            try append(.jump(0))
            try emit(part)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}
