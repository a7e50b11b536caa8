// Pages of findings about the desk's own files and the carriers' files.

extension FindingPage {
    static let orderUnknown = FindingPage(
        "There is no such order", "The file names an order that the desk does not have.",
        example: "a decision for SO-2026-999999", remedy: "Check the number.")
    static let roleNotAsked = FindingPage(
        "This role is not asked", "The order's review does not wait for this role now.",
        example: "a decision of finance while sales is asked", remedy: "Nothing to do; wait until a task comes.")
    static let decisionAlreadyGiven = FindingPage(
        "The decision was already given", "The first decision counts.", example: "the same decision file twice",
        remedy: "Nothing to do.")
    static let decisionIncomplete = FindingPage(
        "The decision is not complete",
        "A decision names a person. A rejection and a question need a reason; what is sent back, delegated or assigned "
            + "names the role it goes to; some approvals need working days or evidence, as their task says.",
        example: "verdict reject without a reason", remedy: "Add what is missing and send the decision again.")
    static let decisionOfOwnWork = FindingPage(
        "Nobody approves their own work", "Whoever entered the order has given the approval.",
        example: "recordedBy Li Na, and an approval by Li Na", remedy: "A colleague has to decide.")
    static let answerNotAsked = FindingPage(
        "Nothing was asked", "The order does not wait for this answer.",
        example: "ship-part for an order in full stock",
        remedy: "Nothing to do, or ring us.")
    static let shipmentUnknown = FindingPage(
        "There is no such shipment", "The report names a shipment that the desk does not have.",
        example: "a tracking number for SO-2026-999999-S1", remedy: "Check the id on the dispatch instruction.")
    static let shipmentAlreadyReported = FindingPage(
        "The shipment was already reported", "The first report counts.", example: "the same dispatch report twice",
        remedy: "Nothing to do.")
    static let reportUnsigned = FindingPage(
        "Nobody has signed the dispatch report", "The storekeeper who checked the goods has to be named.",
        example: "a dispatch report without confirmed_by", remedy: "Add the name and send the report again.")
    static let reportDiffers = FindingPage(
        "The report is not what was instructed", "Another product, lot or quantity was sent.",
        example: "118 sent where 120 were instructed",
        remedy: "A person compares; send a corrected report if it is wrong.")
    static let deliveryUnsigned = FindingPage(
        "Nobody has signed for the delivery", "Without a signature the delivery is not proved.",
        example: "a delivery report without signed_by", remedy: "Add who signed the delivery note.")
    static let referenceUnknown = FindingPage(
        "Something is referred to that is not there",
        "A price for a product that is not in the catalogue, and the like.",
        example: "a price for W-999", remedy: "Enter the product first, or correct the code.")
    static let referenceInvalid = FindingPage(
        "Reference data contradicts itself", "Two rows say something about the same entry.",
        example: "two rows for the product W-100", remedy: "Keep one of them.")
}
