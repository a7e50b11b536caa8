// What has been read is remembered decoded, so that a batch of a thousand orders does not read the same product a
// thousand times, nor add up the same stock. Everything here can be forgotten at any time; the tables are the truth.

import ExactDecimals
import OrderModel

/// The writer's memory between and within transactions.
///
/// `@unchecked Sendable`: a memo belongs to one ledger and is only touched inside the serial queue of that ledger's
/// database connection, which runs one closure at a time.
final class Memo: @unchecked Sendable {
    struct PriceKey: Hashable {
        var product: String
        var customer: String
    }

    struct ValueKey: Hashable {
        var customer: String
        var currency: String
    }

    private(set) var products: [String: Product?] = [:]
    private(set) var customers: [String: Customer?] = [:]
    private(set) var prices: [PriceKey: [PriceListEntry]] = [:]
    private(set) var openValues: [ValueKey: ExactDecimal] = [:]
    var stock: [String: [LotOnHand]] = [:]
    private(set) var journals: [String: [JournalEntry]] = [:]
    private var journalBytes = 0
    /// What the engine's change counter was when the memory was known to be right.
    private var changeCounter: Int64?

    /// Forgets everything if somebody else has written since.
    func checkIn(changeCounter counter: Int64) {
        if changeCounter != counter { forget() }
        changeCounter = counter
    }

    func forget() {
        products = [:]
        customers = [:]
        prices = [:]
        openValues = [:]
        stock = [:]
        forgetJournals()
        changeCounter = nil
    }

    // MARK: Reference data

    func remember(_ product: Product?, code: String) {
        if products.count >= LedgerLimits.rememberedReferences { products = [:] }
        products[code] = .some(product)
    }

    func remember(_ customer: Customer?, id: String) {
        if customers.count >= LedgerLimits.rememberedReferences { customers = [:] }
        customers[id] = .some(customer)
    }

    func remember(_ entries: [PriceListEntry], for key: PriceKey) {
        if prices.count >= LedgerLimits.rememberedReferences { prices = [:] }
        prices[key] = entries
    }

    func forgetProducts() { products = [:] }
    func forgetCustomers() { customers = [:] }
    func forgetPrices() { prices = [:] }

    // MARK: Sums

    func remember(_ value: ExactDecimal, for key: ValueKey) {
        if openValues.count >= LedgerLimits.rememberedSums { openValues = [:] }
        openValues[key] = value
    }

    func forgetOpenValues() { openValues = [:] }

    func remember(_ lots: [LotOnHand], product: String) {
        if stock.count >= LedgerLimits.rememberedSums { stock = [:] }
        stock[product] = lots
    }

    func forgetStock(of products: some Sequence<String>) {
        for product in products { stock[product] = nil }
    }

    // MARK: Journals

    /// A whole journal, whose text is `bytes` long.
    func remember(_ entries: [JournalEntry], order: String, bytes: Int) {
        if journalBytes + bytes > LedgerLimits.rememberedJournalBytes { forgetJournals() }
        guard bytes <= LedgerLimits.rememberedJournalBytes else { return }
        journals[order] = entries
        journalBytes += bytes
    }

    /// The next entries of a journal: kept if the journal is remembered, or begins with them. What they weigh is told
    /// when it is known (`weigh`).
    func extend(with entries: [JournalEntry]) {
        guard let first = entries.first else { return }
        let known = journals[first.orderNumber]?.last?.sequence ?? 0
        guard known == first.sequence - 1 else { return }
        journals[first.orderNumber, default: []] += entries
    }

    /// The text of the entries that came last is so long.
    func weigh(journalOf order: String, bytes: Int) {
        guard journals[order] != nil else { return }
        journalBytes += bytes
        if journalBytes > LedgerLimits.rememberedJournalBytes { forgetJournals() }
    }

    private func forgetJournals() {
        journals = [:]
        journalBytes = 0
    }
}
