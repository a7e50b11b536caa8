// What can be fuzzed: a reader, and the promises that hold for whatever it is given.

import Glibc
import OrderModel

enum FuzzTarget: String, CaseIterable {
    case csv, json, ubl, x12, edifact, mail, charset
    case jsonValue = "json-value"

    /// The one that the command line names.
    static let chosen: FuzzTarget = {
        if let target = CommandLine.arguments.dropFirst().first.flatMap(FuzzTarget.init) { return target }
        print("docket-fuzz TARGET [options] [corpus…], with one of \(allCases.map(\.rawValue).joined(separator: ", "))")
        exit(2)
    }()

    /// Ends the program where a promise is broken: libFuzzer keeps the input.
    func check(_ bytes: [UInt8]) {
        switch self {
        case .csv, .json:
            FilePromises.check(bytes, from: .partner(id: "acme", channel: .edi))
            FilePromises.check(bytes, from: .desk(role: "master-data"))
        case .ubl, .x12, .edifact: FilePromises.check(bytes, from: .partner(id: "acme", channel: .edi))
        case .mail: FilePromises.check(bytes, from: .partner(id: "acme", channel: .email))
        case .charset: TextPromises.check(bytes)
        case .jsonValue: ValuePromises.check(bytes)
        }
    }
}

func promise(_ isKept: Bool, _ promise: @autoclosure () -> String) {
    if !isKept { fatalError("broken promise: \(promise())") }
}
