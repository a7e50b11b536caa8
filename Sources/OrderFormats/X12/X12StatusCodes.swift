// Code lists of the 214 as far as they decide where goods are: AT701 and AT703 (data elements 1650 and 1652), and
// AT702 (1651) in words for the people who read why something is late.

import OrderModel

enum X12StatusCodes {
    /// AT701. Nil for codes that are not known here.
    static func step(_ code: String) -> TransportStatus.Step? {
        switch code {
        case "AF", "CP", "AM", "BA", "R1", "L1": .pickedUp
        case "P1", "X4", "X6", "OA", "I1", "J1", "K1", "C1", "B6", "AR", "AC", "AN", "AO", "AP", "X2", "AG", "A1", "XB",
            "X3", "X7", "X8", "AA", "OO", "RL", "CL", "S1", "UR", "DR", "OF", "VA", "VD", "AE", "UV", "NT":
            .inTransit
        case "X1", "X5", "AV", "AB", "AJ", "BC": .arriving
        case "SD", "A7", "A9", "AH", "AI", "CA", "PR", "D2", "AL", "OH", "SL", "RF": .exception
        case "D1", "CD", "D9": .delivered
        case "A3", "RD": .returned
        default: nil
        }
    }

    /// AT703, the status of an appointment, where AT701 is empty.
    static func appointment(_ code: String) -> TransportStatus.Step? {
        switch code {
        case "AB", "X9": .arriving
        case "AA", "NA": .inTransit
        default: nil
        }
    }

    /// The date is one that is expected, not one that has been: estimated delivery, estimated arrival, appointment.
    static func isExpectation(_ code: String) -> Bool { ["AG", "X2", "AB", "B6", "X9"].contains(code) }

    /// AT702 in words. Nil where nothing is in the way (NS), or for codes that are not known here.
    static func reason(_ code: String) -> String? { reasons[code] }

    private static let reasons = [
        "A1": "the delivery was missed", "A2": "the address is wrong", "A3": "the delivery goes another way",
        "A5": "the address cannot be found", "A6": "the address was corrected", "AA": "it was sorted wrongly",
        "AD": "the customer wants it later", "AE": "it holds what may not be carried", "AF": "an accident",
        "AG": "a reason on the side of the consignee", "AH": "a reason on the side of the driver",
        "AI": "a breakdown of the vehicle", "AJ": "a reason on the side of another carrier",
        "AK": "it was damaged and packed anew", "AL": "an earlier stop took longer",
        "AM": "a reason on the side of the shipper", "AN": "closed for a holiday",
        "AO": "weather or a natural disaster", "AP": "it waits for export", "AQ": "nobody was there to receive it",
        "AR": "papers for the border are wrong", "AS": "customs hold it for want of papers",
        "AU": "unrest on the way", "AV": "it is more than the service takes", "AW": "it came after the closing time",
        "AX": "there was not enough time to collect it", "AY": "the collection was missed",
        "AZ": "another carrier delivered it", "B1": "the consignee was closed", "B4": "it waits for payment",
        "B5": "it waits for the consignee", "B8": "the place has no means to unload it",
        "B9": "goods are received at certain hours only", "BB": "the shipper wants it held", "BC": "papers are missing",
        "BD": "clearance at the border", "BE": "the state of the roads", "BF": "the carrier mistyped something",
        "BG": "another reason", "BH": "there was not enough time to deliver it", "BK": "an appointment was agreed",
        "BP": "the load has shifted", "BQ": "it is too heavy", "BR": "a train was derailed",
        "BS": "the customer refused it", "BT": "it was returned to the shipper", "C1": "the customer collects it",
        "C2": "it waits for credit", "C3": "the customer wants it held", "C4": "the customer is on holiday",
        "C5": "a strike at the customer's", "C6": "it waits for shipping instructions",
        "C8": "it has to be paid on delivery", "CA": "customs", "D1": "the carrier planned it wrongly",
        "D2": "no driver was free", "P1": "handling takes longer", "P2": "it waits for inspection",
        "P4": "it waits until the vehicle is full", "RC": "it goes to another consignee", "S1": "part of it is missing",
    ]
}
