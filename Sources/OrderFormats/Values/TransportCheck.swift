// What a transport status has to have, whatever format it comes in.

import OrderModel

enum TransportCheck {
    /// Whether it says which shipment it is about; reports it where it does not.
    static func isNamed(_ status: TransportStatus, at place: Place?, _ sink: FindingSink) -> Bool {
        if !status.shipment.isEmpty || !(status.trackingNumber ?? "").isEmpty { return true }
        sink.report(
            .error, .valueMissing, "neither shipment nor tracking number is given", at: place,
            hint: "give our number of the shipment, as it stands in the notice")
        return false
    }
}
