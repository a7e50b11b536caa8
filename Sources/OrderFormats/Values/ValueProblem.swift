// Why a text is not the value that its field asks for. The reader adds the place.

import OrderModel

struct ValueProblem: Error {
    var code: FindingCode
    /// What is wrong, as the rest of a sentence that begins with the field's name: `is not a date`.
    var message: String
    var hint: String?

    init(_ code: FindingCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}
