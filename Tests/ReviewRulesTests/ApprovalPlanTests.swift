// How the approval chains of several rules become one plan.

import Testing

@testable import ReviewRules

@Suite("Approval plans")
struct ApprovalPlanTests {
    @Test("F03, F05: the operations review is part of the stricter chain, so the stricter chain is the plan")
    func stricterChainWins() {
        let plan = ApprovalPlan.merge(of: [
            [["operations"]], [["operations"], ["sales-director"], ["general-manager"]],
        ])
        #expect(plan.steps == [["operations"], ["sales-director"], ["general-manager"]])
    }

    @Test("F04, F05: no role is asked twice, and each chain keeps its order")
    func orderOfEachChainIsKept() {
        let plan = ApprovalPlan.merge(of: [
            [["operations"], ["general-manager"]], [["sales-director"], ["general-manager"]],
        ])
        #expect(plan.steps == [["operations"], ["sales-director"], ["general-manager"]])
    }

    @Test("A role that a later chain puts first is asked first")
    func laterChainCanPutARoleBefore() {
        let plan = ApprovalPlan.merge(of: [[["operations"]], [["finance"], ["operations"]]])
        #expect(plan.steps == [["finance"], ["operations"]])
    }

    @Test("Chains that contradict each other: the order of the first stands, and nobody is dropped")
    func firstOrderWins() {
        let plan = ApprovalPlan.merge(of: [[["a"], ["b"]], [["b"], ["a"], ["c"]]])
        #expect(plan.steps == [["a"], ["b"], ["c"]])
    }

    @Test("Roles of one step stay side by side")
    func sideBySide() {
        let plan = ApprovalPlan.merge(of: [[["a", "b"], ["c"]], [["c"], ["d"]]])
        #expect(plan.steps == [["a", "b"], ["c"], ["d"]])
    }

    @Test("Roles of one step follow each other where another chain says so")
    func sideBySideIsSplit() {
        let plan = ApprovalPlan.merge(of: [[["a", "b"], ["c"]], [["b"], ["a"]]])
        #expect(plan.steps == [["b"], ["a"], ["c"]])
    }

    @Test("A role named twice in one chain is asked once, where it is named first")
    func twiceInOneChain() {
        #expect(ApprovalPlan.merge(of: [[["a"], ["b"], ["a"]]]).steps == [["a"], ["b"]])
    }

    @Test("No chains, empty chains and empty steps give no steps")
    func nothing() {
        #expect(ApprovalPlan.merge(of: []).steps.isEmpty)
        #expect(ApprovalPlan.merge(of: [[], [[]]]).steps.isEmpty)
    }

    @Test("Every chain of roles in any order: all roles appear once, and the first chain's order is kept")
    func allOrders() {
        let roles = ["a", "b", "c", "d"]
        for first in permutations(roles) {
            for second in permutations(roles) {
                let plan = ApprovalPlan.merge(of: [first.map { [$0] }, second.map { [$0] }])
                #expect(plan.roles == first)
            }
        }
    }

    private func permutations(_ items: [String]) -> [[String]] {
        items.isEmpty
            ? [[]]
            : items.flatMap { item in permutations(items.filter { $0 != item }).map { [item] + $0 } }
    }
}
