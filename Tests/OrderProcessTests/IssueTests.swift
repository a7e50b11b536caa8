// What was found of an order: the same thing is said once.

import OrderModel
import Testing

@testable import OrderProcess

struct IssueTests {
    private func issue(
        _ severity: Finding.Severity, _ code: FindingCode = .priceMissing, value: String? = nil, line: String? = "1"
    ) -> OrderProcess.Issue {
        OrderProcess.Issue(Finding(severity, code, "\(severity)", value: value), line: line)
    }

    @Test("An error is never hidden by a warning of the same code about the same line, whichever comes first")
    func doubles() {
        for issues in [[issue(.warning), issue(.error)], [issue(.error), issue(.warning)]] {
            #expect(issues.withoutDoubles().map(\.finding.severity) == [.error])
        }
    }

    @Test("What is said once stands where it was said first, and other lines and values are said too")
    func sequence() {
        let issues = [
            issue(.note), issue(.error, line: "2"), issue(.error, value: "x"), issue(.error, .productUnknown),
            issue(.warning), issue(.warning, line: "2"),
        ]
        let kept = issues.withoutDoubles()
        #expect(kept.map(\.lineID) == ["1", "2", "1", "1"])
        #expect(kept.map(\.finding.severity) == [.warning, .error, .error, .error])
    }
}
