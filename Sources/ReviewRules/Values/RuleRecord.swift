// Values with named fields, read field by field so that binding an order to a rule costs nothing.

/// A value with named fields. Conform a small wrapper around an order: only the fields that a rule names are asked for.
/// An object, so that a value which holds one is small and is handed on without a copy.
package protocol RuleRecord: AnyObject, Sendable {
    /// The name of the record's type, as in its `RuleRecordType`.
    var typeName: String { get }
    /// All fields that have a value, in a fixed order; used for comparing and showing, not for reading a field.
    var fieldNames: [String] { get }
    /// The field's value; nil when it is not given (`has` is false then) or when there is no such field.
    func value(of field: String) -> RuleValue?
    /// The same. `index` is the field's place in the declared type, so that a record whose fields lie in that order need
    /// not search; it is only a hint.
    func value(of field: String, at index: Int) -> RuleValue?
}

extension RuleRecord {
    package func value(of field: String, at index: Int) -> RuleValue? { value(of: field) }
}

/// A record whose fields are at hand.
package final class RuleFields: RuleRecord {
    package let typeName: String
    private let fields: [String: RuleValue]

    /// Fields that are not given are left out of `fields`.
    package init(_ typeName: String, _ fields: [String: RuleValue]) {
        self.typeName = typeName
        self.fields = fields
    }

    package var fieldNames: [String] { fields.keys.sorted() }
    package func value(of field: String) -> RuleValue? { fields[field] }
}
