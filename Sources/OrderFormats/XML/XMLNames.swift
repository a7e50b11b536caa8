// The names of a document's elements and attributes, known by number: every name is looked at once, however often it
// stands there.

/// A name, resolved by its namespace, and as the document writes it.
final class XMLName: Sendable {
    /// Empty for the usual attribute without a prefix.
    let namespace: String
    let local: String
    /// With the document's own prefix, such as `cbc:ID`.
    let qualified: String
    /// The number under which the vocabulary knows it, `XMLVocabulary.unknown` for all others.
    let code: UInt16

    init(namespace: String, local: String, prefix: String, code: UInt16) {
        self.namespace = namespace
        self.local = local
        qualified = prefix.isEmpty ? local : prefix + ":" + local
        self.code = code
    }
}

/// The names that a reader looks for, each with a number of its own.
struct XMLVocabulary {
    static let unknown = UInt16.max

    private var codes: [String: [String: UInt16]] = [:]

    /// - Parameter code: less than `unknown`.
    mutating func add(_ local: String, in namespace: String, as code: UInt16) {
        codes[namespace, default: [:]][local] = code
    }

    func code(_ local: String, in namespace: String) -> UInt16 { codes[namespace]?[local] ?? XMLVocabulary.unknown }
}

/// The names that have stood in a document so far.
///
/// libxml2 keeps each spelling once, so that the addresses of a name say which one it is; a small hash table over them
/// spares comparing texts.
struct XMLNameTable {
    /// No order has that many; a document of random names must not fill the memory with them.
    static let most = 65_535

    private struct Slot {
        var local: UInt = 0
        var prefix: UInt = 0
        var namespace: UInt = 0
        /// Into `names`; -1 while the slot is free.
        var index = -1
    }

    private let vocabulary: XMLVocabulary
    private(set) var names: [XMLName] = []
    /// A power of two of them, never more than half full.
    private var slots = [Slot](repeating: Slot(), count: 512)

    init(_ vocabulary: XMLVocabulary) { self.vocabulary = vocabulary }

    /// The number of a name; nil where there are too many.
    mutating func index(
        _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?
    ) -> Int? {
        let wanted = Slot(
            local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix), namespace: UInt(bitPattern: namespace))
        let place = slot(of: wanted)
        if slots[place].index >= 0 { return slots[place].index }
        guard names.count < XMLNameTable.most else { return nil }
        let name = unsafe (XMLNameTable.text(local), XMLNameTable.text(prefix), XMLNameTable.text(namespace))
        names.append(
            XMLName(
                namespace: name.2, local: name.0, prefix: name.1, code: vocabulary.code(name.0, in: name.2)))
        slots[place] = wanted
        slots[place].index = names.count - 1
        if names.count * 2 > slots.count { grow() }
        return names.count - 1
    }

    /// Where the name is, or the free slot that it belongs into.
    private func slot(of wanted: Slot) -> Int {
        let mixed = (wanted.local ^ (wanted.prefix << 7) ^ (wanted.namespace << 13)) &* 0x9E37_79B9_7F4A_7C15
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: mixed >> 40) & mask
        while slots[place].index >= 0 {
            let slot = slots[place]
            if slot.local == wanted.local, slot.prefix == wanted.prefix, slot.namespace == wanted.namespace { break }
            place = (place + 1) & mask
        }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for entry in old where entry.index >= 0 { slots[slot(of: entry)] = entry }
    }

    private static func text(_ pointer: UnsafePointer<UInt8>?) -> String {
        guard let pointer = unsafe pointer else { return "" }
        return unsafe String(cString: pointer)
    }
}
