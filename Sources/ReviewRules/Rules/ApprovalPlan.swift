// Who approves an order when several rules ask for approval: one plan that satisfies them all.

/// One step of an approval: its roles are asked side by side, and all of them have to agree.
package struct ApprovalStep: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
    package let roles: [String]

    package init(_ roles: [String]) { self.roles = roles }
    package init(arrayLiteral roles: String...) { self.roles = roles }
}

/// The steps of an approval, one after the other.
package struct ApprovalPlan: Hashable, Sendable, Codable {
    package let steps: [ApprovalStep]

    package init(steps: [ApprovalStep]) { self.steps = steps }

    package var roles: [String] { steps.flatMap(\.roles) }
}

extension ApprovalPlan {
    /// One plan out of the chains of all rules that match, so that the stricter approval wins: every role of every
    /// chain is asked, none twice, and each in the order of its chain.
    ///
    /// Where two chains contradict each other, the order of the earlier one stands. Roles of one step stay side by side
    /// unless another chain puts one before the other. Chains that have no role in common follow each other.
    /// Takes time in proportion to the cube of the number of roles.
    package static func merge(of chains: [[ApprovalStep]]) -> ApprovalPlan {
        var order = RoleOrder()
        for chain in chains { order.add(chain) }
        return ApprovalPlan(steps: order.steps())
    }
}

/// Which role comes before which, gathered from the chains.
private struct RoleOrder {
    /// All roles by first appearance, each with the number of the step in which it appeared first.
    private var roles: [(name: String, step: Int)] = []
    private var positions: [String: Int] = [:]
    /// For each role the roles that have to be asked before it.
    private var earlier: [Set<Int>] = []
    private var stepCount = 0

    mutating func add(_ chain: [ApprovalStep]) {
        var before: [Int] = []
        for step in chain {
            let current = step.roles.map { position(of: $0) }.filter { !before.contains($0) }
            stepCount += 1
            for later in current {
                for sooner in before where !comes(later, before: sooner) { earlier[later].insert(sooner) }
            }
            for role in current where !before.contains(role) { before.append(role) }
        }
    }

    private mutating func position(of role: String) -> Int {
        if let known = positions[role] { return known }
        positions[role] = roles.count
        roles.append((role, stepCount))
        earlier.append([])
        return roles.count - 1
    }

    private func comes(_ role: Int, before other: Int) -> Bool {
        var open = [other]
        var seen: Set<Int> = []
        while let current = open.popLast() {
            if current == role { return true }
            for next in earlier[current] where seen.insert(next).inserted { open.append(next) }
        }
        return false
    }

    /// The roles in an order that keeps to `earlier`; among those that could come next, the first mentioned is first.
    func steps() -> [ApprovalStep] {
        var asked: Set<Int> = []
        var steps: [ApprovalStep] = []
        while asked.count < roles.count {
            let ready = roles.indices.filter { !asked.contains($0) && earlier[$0].isSubset(of: asked) }
            guard let first = ready.first else { break }
            let together = ready.filter { roles[$0].step == roles[first].step }
            steps.append(ApprovalStep(together.map { roles[$0].name }))
            asked.formUnion(together)
        }
        return steps
    }
}
