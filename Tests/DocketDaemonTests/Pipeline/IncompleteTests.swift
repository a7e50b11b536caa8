// Files whose structure breaks off wait for their rest until the partner's deadline, and no longer.

import Glibc
import OrderLedger
import OrderModel
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct IncompleteTests {
    @Test("The deadline counts on where the inbox does not keep the time of a file that was put back, as some shares")
    func timeNotKept() throws {
        let desk = try PipelineDesk()
        try desk.start()
        try desk.takeReferenceData()
        let path = desk.inbox("globex/edi") + "/half.json"
        try desk.spool.onPutBack = { _ in utimes(path, nil) }
        try desk.drop("{\"document\": \"order\", \"lines\": [", "half.json", into: "globex/edi")
        #expect(try desk.runUntilQuiet().incomplete == 1)
        #expect(Disk.names(in: desk.inbox("globex/edi")).contains("half.json"))
        try desk.turn(passing: 700)
        try desk.runUntilQuiet()
        let intake = try desk.intake("half.json")
        #expect(intake.outcome == .refused && intake.receipt.findings.map(\.code).contains(.fileIncomplete))
    }
}
