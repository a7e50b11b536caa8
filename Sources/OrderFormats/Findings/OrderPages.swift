// Pages of findings about orders.

extension FindingPage {
    static let orderNumberMissing = FindingPage(
        "The order has no number", "Without the customer's order number nobody can refer to the order.",
        example: "order,product,quantity\n,W-100,1", remedy: "Write the order number, in CSV into every row.")
    static let linesMissing = FindingPage(
        "There are no lines", "Nothing is ordered or reported.", example: "{\"document\": \"order\", …, \"lines\": []}",
        remedy: "Add the lines.")
    static let lineNumberDuplicate = FindingPage(
        "A line number stands twice", "Confirmations and shipping notices refer to lines by their number.",
        example: "two lines with the number 10", remedy: "Number the lines without repeating.")
    static let quantityNotPositive = FindingPage(
        "A quantity is missing, zero or negative", "Nothing can be sent for it.", example: "quantity 0",
        remedy: "Write how much is ordered; send returns as an after-sales order.")
    static let priceNegative = FindingPage(
        "A price is negative", "Goods are not sold for less than nothing.", example: "price -2.50",
        remedy: "Correct the price.")
    static let priceMissing = FindingPage(
        "There is no price", "The order names none, and the price list has none for this unit and currency.",
        example: "a line without a price for a new product", remedy: "Write the agreed price, or ask for one.")
    static let priceBaseNotPositive = FindingPage(
        "The quantity that the price is for is not more than zero", "A price per nothing cannot be computed with.",
        example: "price 2.50 per 0", remedy: "Write how many units the price is for, usually 1, 100 or 1000.")
    static let productUnknown = FindingPage(
        "The product is not known", "Neither our code nor the customer's own code nor the GTIN is in the catalogue.",
        example: "product W-1OO (with letters instead of zeros)", remedy: "Check the code.")
    static let productMissing = FindingPage(
        "The line names no product", "One of our code, the customer's code and the GTIN must say what is ordered.",
        example: "a line with a name only", remedy: "Add the product's code.")
    static let productAmbiguous = FindingPage(
        "The codes name more than one product", "Two products fit, and nobody can know which is meant.",
        example: "our code of one product, the GTIN of another", remedy: "Name the product by our own code.")
    static let specificationDiffers = FindingPage(
        "The specification is not the product's", "The customer may mean another product, or a special one.",
        example: "W-100 (M8) ordered as M10", remedy: "Check whether code and specification belong together.")
    static let unitUnknown = FindingPage(
        "The unit is not known", "It is no UN/ECE Recommendation 20 code and no word agreed with the partner.",
        example: "unit boxx", remedy: "Use a code such as C62 or CT, or have your word entered in the partner profile.")
    static let unitNotSold = FindingPage(
        "The product is not sold in this unit", "The catalogue does not say how much of the product the unit holds.",
        example: "bolts ordered by the litre", remedy: "Order in the product's own unit or in one of its packs.")
    static let currencyUnknown = FindingPage(
        "The currency is not known", "It is no ISO 4217 code.", example: "currency EURO",
        remedy: "Write EUR, CNY, USD …")
    static let currencyMissing = FindingPage(
        "There are prices without a currency", "An amount without a currency says nothing.",
        example: "price 2.50, no currency", remedy: "Add the currency.")
    static let deliveryDatePast = FindingPage(
        "The delivery date has passed", "The goods cannot arrive in the past.",
        example: "delivery 2020-01-01", remedy: "Write the date that is meant.")
    static let deliveryDateMissing = FindingPage(
        "There is no delivery date", "The order is taken for as soon as possible.", example: "an order without a date",
        remedy: "Add the date if one is needed.")
    static let addressIncomplete = FindingPage(
        "The place of delivery is not complete", "A street and a city are needed to send goods.",
        example: "an order with a city only", remedy: "Send the order again with the full address.")
    static let contactMissing = FindingPage(
        "Nobody can be asked", "The order names neither a telephone number nor an e-mail address.",
        example: "an order without a contact", remedy: "Add a contact.")
    static let customerUnknown = FindingPage(
        "The customer is not on file", "The partner has a folder, but the reference data has no such customer.",
        example: "an order of a partner who was never entered", remedy: "Enter the customer's data.")
    static let customerIncomplete = FindingPage(
        "The customer's data is not complete",
        "Something that is needed for the order is missing in the reference data.",
        example: "a customer without an address", remedy: "Complete the customer's data.")
    static let senderMismatch = FindingPage(
        "The order is in somebody else's name",
        "The buyer's number in the document is not one of the partner whose folder the file lay in.",
        example: "an order for globex in the folder of acme",
        remedy: "Put the file into the right folder, or have the number entered in the partner profile.")
    static let lineAmountDiffers = FindingPage(
        "A line's amount is not quantity times price", "The sender computed something else than we do.",
        example: "quantity 10, price 2.50, amount 20.00", remedy: "Correct quantity, price or amount.")
    static let totalDiffers = FindingPage(
        "The total is not the sum of the lines", "The sender computed something else than we do.",
        example: "lines of 10.00 and 20.00, total 40.00", remedy: "Correct the total or the lines.")
    static let attestationMissing = FindingPage(
        "The fax order is neither signed nor stamped", "A fax order counts only with a signature or a company stamp.",
        example: "a fax order without signed_by and stamped_by", remedy: "Have it signed or stamped, and enter that.")
    static let recordUnconfirmed = FindingPage(
        "The record of the telephone order is not confirmed by both sides",
        "A verbal order binds once both sides have confirmed the record of it.",
        example: "a phone order without confirmed_by", remedy: "Have the customer confirm the record.")
    static let orderRepeated = FindingPage(
        "The order came before", "The same number with the same content: nothing was entered again.",
        example: "the same file sent twice", remedy: "Nothing to do.")
    static let orderNumberReused = FindingPage(
        "The order number was used before, for another order",
        "The same number with other content, not marked as a change: a person looks at it.",
        example: "PO-4711 with 120 pieces, then PO-4711 with 150",
        remedy: "Mark the order as a change, or give it a number of its own.")
    static let changeNeedsPerson = FindingPage(
        "A change or cancellation is looked at by a person", "Nothing was changed yet.",
        example: "an order with the purpose change", remedy: "Nothing to do; an answer follows.")
    static let quotationUnknown = FindingPage(
        "We have not given this quotation",
        "The order names a quotation that we have not made, or not to this customer.",
        example: "quotation QU-2026-000300 where the last one is QU-2026-000012",
        remedy: "Write the number as it stands on our quotation. The prices on file count until then.")
    static let quotationExpired = FindingPage(
        "The quotation has expired", "The day until which its prices bound us has passed.",
        example: "an order of 15 December by a quotation that was valid until 1 December",
        remedy: "Ask for a new quotation, or order at the prices on file.")
    static let quotationDiffers = FindingPage(
        "The quotation has no price for this line",
        "The product, its unit or its currency is not the quoted one, or the quantity is smaller than the quoted one.",
        example: "100 quoted, 20 ordered by the quotation",
        remedy: "Order what was quoted, or ask for another quotation. The price on file counts for the line.")
    static let promotionNotApplicable = FindingPage(
        "The conditions of a promotion or agreement are not met",
        "The price is on file, but it has ended or not begun, or holds only from a larger quantity on.",
        example: "80 ordered at the price that an agreement names from 100 on",
        remedy: "Order at the price on file, or a quantity that has the price; otherwise people decide about the price."
    )
    static let draftNotAllowed = FindingPage(
        "Nobody of ours orders for a customer",
        "Sales can draft quotations; orders come from the customer's own folder.",
        example: "an order file in inbox/desk/sales without the document type request-for-quotation",
        remedy: "Give the document type request-for-quotation, or put the customer's order into the customer's folder.")
    static let changeNotPossible = FindingPage(
        "The change cannot be made any more, or not in this way",
        "The goods are with the warehouse or have left, the order is closed, or a line that is to be changed is not there.",
        example: "a change of line 9 of an order with two lines; a cancellation after the goods have left",
        remedy: "Customer service agrees with the customer, and rejects the request with the reason.")
}
