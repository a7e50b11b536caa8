// How long someone has time, as rule files say it.

import Testing

@testable import ReviewRules

@Suite("Deadlines")
struct DeadlineTests {
    @Test(
        "Spans are read from words",
        arguments: [
            ("2 working days", Deadline(2, .workingDays)), ("1 working day", Deadline(1, .workingDays)),
            ("1 hour", Deadline(1, .hours)), ("30 minutes", Deadline(30, .minutes)), ("3 days", Deadline(3, .days)),
            ("  3   Days ", Deadline(3, .days)), ("1 week", Deadline(1, .weeks)),
            ("2 workdays", Deadline(2, .workingDays)),
            ("2 working-days", Deadline(2, .workingDays)),
        ])
    func read(text: String, deadline: Deadline) throws {
        #expect(try Deadline(text) == deadline)
        #expect(try Deadline(deadline.description) == deadline)
    }

    @Test(
        "Anything else is refused and says what to write",
        arguments: [
            "", "soon", "0 days", "-1 days", "1.5 hours", "2", "days", "2 fortnights", "99999 days", "2 days or so",
        ])
    func refused(text: String) {
        #expect { try Deadline(text) } throws: { "\($0)".contains("2 working days") }
    }

    @Test("One is written without the plural")
    func singular() {
        #expect(Deadline(1, .workingDays).description == "1 working day")
        #expect(Deadline(2, .hours).description == "2 hours")
    }
}
