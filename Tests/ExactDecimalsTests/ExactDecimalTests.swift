import ExactDecimals
import Testing

@Suite("Exact decimals") struct ExactDecimalTests {
    private func decimal(_ text: String) throws -> ExactDecimal { try ExactDecimal(text) }

    @Test("equal numbers are equal values whatever their zeros")
    func lowestTerms() throws {
        #expect(try decimal("1.50") == decimal("1.5"))
        #expect(try decimal("1.50").hashValue == decimal("1.5").hashValue)
        #expect(try decimal("-0.0") == .zero)
    }

    @Test(
        "what is read is written again",
        arguments: ["0", "1", "-1", "0.000001", "-12.5", "99999999999999999999.999999", "100", "0.1"])
    func roundTrip(_ text: String) throws {
        #expect(try decimal(text).description == text)
    }

    @Test(
        "what is not wholly a number is refused",
        arguments: ["", "-", ".", "12abc", "1,5", " 7", "1e3", "0x1", "1.2.3", "--1", "1 000", "∞"])
    func refuses(_ text: String) {
        #expect(throws: DecimalTextError.self) { try decimal(text) }
    }

    @Test("400 digits are too many, and so are 19 decimals")
    func limits() {
        #expect(throws: DecimalTextError.tooManyDigits) { try decimal(String(repeating: "9", count: 400)) }
        #expect(throws: DecimalTextError.tooManyDecimals) {
            try decimal("0." + String(repeating: "0", count: 18) + "1")
        }
    }

    @Test("sums and products are exact")
    func arithmetic() throws {
        #expect(try decimal("0.1") + decimal("0.2") == decimal("0.3"))
        #expect(try decimal("1.005") * decimal("1000") == decimal("1005"))
        #expect(try decimal("5") - decimal("7.25") == decimal("-2.25"))
    }

    @Test("what does not fit throws and never traps")
    func overflow() throws {
        let huge = try ExactDecimal(significand: Int128.max, scale: 0)
        #expect(throws: ArithmeticError.overflow) { try huge + .one }
        #expect(throws: ArithmeticError.overflow) { try huge * huge }
        #expect(throws: ArithmeticError.inexact) {
            try ExactDecimal(significand: 1, scale: 18) * ExactDecimal(significand: 1, scale: 1)
        }
        #expect(throws: ArithmeticError.divisionByZero) { try huge.divided(by: .zero, decimals: 2) }
    }

    @Test("the half goes to the even digit")
    func rounding() throws {
        #expect(try decimal("0.125").rounded(decimals: 2) == decimal("0.12"))
        #expect(try decimal("0.135").rounded(decimals: 2) == decimal("0.14"))
        #expect(try decimal("-0.125").rounded(decimals: 2) == decimal("-0.12"))
        #expect(try decimal("2").divided(by: decimal("3"), decimals: 4) == decimal("0.6667"))
        #expect(try decimal("-1").divided(by: decimal("8"), decimals: 2) == decimal("-0.12"))
    }

    @Test("order does not depend on how a number is written")
    func ordering() throws {
        #expect(try decimal("-1.5") < decimal("-1.49"))
        #expect(try decimal("1.5") < decimal("1.51"))
        #expect(try decimal("0.000000000000000001") > .zero)
        #expect(try ExactDecimal(significand: Int128.max, scale: 0) > decimal("0.5"))
    }

    @Test("money is written with the decimals that its currency has")
    func formatting() throws {
        #expect(try decimal("12.5").formatted(minimumDecimals: 2) == "12.50")
        #expect(try decimal("12").formatted(minimumDecimals: 2) == "12.00")
        #expect(try decimal("-0.005").formatted(minimumDecimals: 2) == "-0.005")
    }
}
