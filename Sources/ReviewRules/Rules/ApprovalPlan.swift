// Who approves an order when several rules ask for approval: one plan that satisfies them all.

/// One step of an approval: its roles are asked side by side, and all of them have to agree.
package struct ApprovalStep: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
    package let roles: [String]
    /// Besides, so many out of each of these.
    package let choices: [ApprovalChoice]

    package init(_ roles: [String], choices: [ApprovalChoice] = []) {
        self.roles = roles
        self.choices = choices
    }
    package init(arrayLiteral roles: String...) { self.init(roles) }

    /// Everybody who is asked, each once.
    package var everybody: [String] {
        var seen: Set<String> = []
        return (roles + choices.flatMap(\.roles)).filter { seen.insert($0).inserted }
    }
}

/// Any `needed` of `roles` have to agree.
package struct ApprovalChoice: Hashable, Sendable, Codable {
    package let needed: Int
    package let roles: [String]

    /// At least one and no more than there are.
    package init(needed: Int, of roles: [String]) {
        self.needed = max(1, min(needed, roles.count))
        self.roles = roles
    }
}

extension ApprovalStep: CustomStringConvertible {
    /// `engineering and quality`, `2 of sales, finance, warehouse`.
    package var description: String {
        (roles + choices.map { "\($0.needed) of \($0.roles.joined(separator: ", "))" }).joined(separator: " and ")
    }
}

/// The steps of an approval, one after the other.
package struct ApprovalPlan: Hashable, Sendable, Codable {
    package let steps: [ApprovalStep]

    package init(steps: [ApprovalStep]) { self.steps = steps }

    package var roles: [String] { steps.flatMap(\.everybody) }
}

extension ApprovalPlan {
    /// One plan out of the chains of all rules that match, so that the stricter approval wins: every role of every
    /// chain is asked, none twice, and each in the order of its chain.
    ///
    /// Where two chains contradict each other, the order of the earlier one stands. Roles of one step stay side by side
    /// unless another chain puts one before the other. Chains that have no role in common follow each other. A choice
    /// that is met by roles who are asked anyway goes. `final` roles come after all others, one after the other, and
    /// nowhere else (G06, G12).
    /// Takes time in proportion to the cube of the number of roles.
    package static func merge(of chains: [[ApprovalStep]], final: [String] = []) -> ApprovalPlan {
        var order = RoleOrder()
        let last = final.enumerated().filter { !final[..<$0.offset].contains($0.element) }.map(\.element)
        for chain in chains { order.add(chain.map { $0.without(last) }) }
        return ApprovalPlan(steps: order.steps(asked: last) + last.map { ApprovalStep([$0]) })
    }
}

extension ApprovalStep {
    fileprivate func without(_ others: [String]) -> ApprovalStep {
        ApprovalStep(roles.filter { !others.contains($0) }, choices: choices)
    }
}

/// Who is asked as one: a role, or so many out of several.
private enum Asked: Hashable {
    case role(String)
    case choice(ApprovalChoice)
}

/// Who comes before whom, gathered from the chains.
private struct RoleOrder {
    /// All by first appearance, each with the number of the step in which it appeared first.
    private var asked: [(who: Asked, step: Int)] = []
    private var positions: [Asked: Int] = [:]
    /// For each those that have to be asked before it.
    private var earlier: [Set<Int>] = []
    private var stepCount = 0

    mutating func add(_ chain: [ApprovalStep]) {
        var before: [Int] = []
        for step in chain {
            let all = step.roles.map(Asked.role) + step.choices.map(Asked.choice)
            let current = all.map { position(of: $0) }.filter { !before.contains($0) }
            stepCount += 1
            for later in current {
                for sooner in before where !comes(later, before: sooner) { earlier[later].insert(sooner) }
            }
            for one in current where !before.contains(one) { before.append(one) }
        }
    }

    private mutating func position(of who: Asked) -> Int {
        if let known = positions[who] { return known }
        positions[who] = asked.count
        asked.append((who, stepCount))
        earlier.append([])
        return asked.count - 1
    }

    private func comes(_ one: Int, before other: Int) -> Bool {
        var open = [other]
        var seen: Set<Int> = []
        while let current = open.popLast() {
            if current == one { return true }
            for next in earlier[current] where seen.insert(next).inserted { open.append(next) }
        }
        return false
    }

    /// All in an order that keeps to `earlier`; among those that could come next, the first mentioned is first.
    /// - Parameter others: who is asked besides.
    func steps(asked others: [String]) -> [ApprovalStep] {
        var done: Set<Int> = []
        var steps: [ApprovalStep] = []
        while done.count < asked.count {
            let ready = asked.indices.filter { !done.contains($0) && earlier[$0].isSubset(of: done) }
            guard let first = ready.first else { break }
            let together = ready.filter { asked[$0].step == asked[first].step }
            let step = step(of: together, others)
            if !step.everybody.isEmpty { steps.append(step) }
            done.formUnion(together)
        }
        return steps
    }

    private func step(of indices: [Int], _ others: [String]) -> ApprovalStep {
        var roles: [String] = []
        var choices: [ApprovalChoice] = []
        for index in indices {
            switch asked[index].who {
            case .role(let role): roles.append(role)
            case .choice(let choice) where !isMet(choice, others): choices.append(choice)
            case .choice: continue
            }
        }
        return ApprovalStep(roles, choices: choices)
    }

    private func isMet(_ choice: ApprovalChoice, _ others: [String]) -> Bool {
        choice.roles.count { positions[.role($0)] != nil || others.contains($0) } >= choice.needed
    }
}
