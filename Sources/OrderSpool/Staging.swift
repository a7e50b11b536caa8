// A document on its way out, and how publishing can end.

/// A document that is written but not yet visible to its partner.
package struct StagedFile: Sendable, Hashable {
    /// The document's id, given by the caller and unique for ever: 1 to 64 ASCII letters, digits, `.`, `_`, `-`.
    package var id: String
    /// The id of the outbox folder that it is for.
    package var outbox: String

    package init(id: String, outbox: String) {
        self.id = id
        self.outbox = outbox
    }
}

package enum PublishOutcome: Sendable, Equatable {
    /// It is there now, or the same bytes were there under its name.
    case published
    /// It was published before, even if its partner has taken it away since. Mark it.
    case stagedFileGone
    /// A file with other bytes has this name. Names are unique, so somebody else put it there; the staged file stays.
    case nameTaken
}
