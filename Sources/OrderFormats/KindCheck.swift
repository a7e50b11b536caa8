// Who may send what: the folder decides.

import OrderModel

enum KindCheck {
    static func notAllowed(_ kind: IncomingDocument.Kind, _ sender: Sender, at place: Place?) -> Finding {
        let possible = IncomingDocument.Kind.allCases.filter { $0.isAllowed(from: sender) }.map(\.rawValue)
        return Finding(
            .error, .kindNotAllowedHere, "a \(kind.rawValue) document cannot be sent through \(sender.folder)",
            at: place, value: kind.rawValue,
            hint: "possible here: \(possible.joined(separator: ", ")); put the file into the folder of its own sender")
    }
}
