// A mail taken apart: its head, the text that a person reads, and its attachments.

import CMailReader

/// A mail (RFC 5322 with MIME). What it says about its sender is a claim, not a proof.
struct MailMessage {
    struct Part {
        /// Such as `text/csv`, in lower case.
        var mediaType: String
        var fileName: String?
        /// The charset that the part says it is in.
        var charset: String?
        /// The sender's program calls it an attachment.
        var isAttachment: Bool
        /// It belongs to a mail that is attached to this one.
        var isInAttachedMail: Bool
        /// Without its transfer encoding.
        var content: [UInt8]
    }

    enum Problem: Error {
        case notParsed, tooDeep, tooManyParts
    }

    private(set) var messageID: String?
    private(set) var from: String?
    private(set) var to: String?
    private(set) var subject: String?
    private(set) var date: String?
    /// All leaves, in their order.
    private(set) var parts: [Part] = []
    /// The line that ends the outermost multipart is missing.
    private(set) var breaksOff = false

    init(_ bytes: ArraySlice<UInt8>, limits: FormatLimits) throws(Problem) {
        let collector = Collector()
        var breaksOff: CInt = 0
        let outcome = withExtendedLifetime(collector) {
            var callbacks = unsafe docket_mail_callbacks(
                state: Unmanaged.passUnretained(collector).toOpaque(),
                head: { state, head in
                    guard let state = unsafe state, let head = unsafe head?.pointee else { return }
                    unsafe Unmanaged<Collector>.fromOpaque(state).takeUnretainedValue().take(head)
                },
                part: { state, part in
                    guard let state = unsafe state, let part = unsafe part?.pointee else { return }
                    unsafe Unmanaged<Collector>.fromOpaque(state).takeUnretainedValue().take(part)
                })
            return unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe docket_mail_read(
                    bytes.baseAddress, bytes.count, CInt(clamping: limits.mailDepth), CInt(clamping: limits.mailParts),
                    &callbacks, &breaksOff)
            }
        }
        switch outcome {
        case DOCKET_MAIL_READ: break
        case DOCKET_MAIL_TOO_DEEP: throw .tooDeep
        case DOCKET_MAIL_TOO_MANY_PARTS: throw .tooManyParts
        default: throw .notParsed
        }
        self = collector.message
        self.breaksOff = breaksOff != 0
    }

    private init() {}

    /// Gathers what the C side hands over.
    private final class Collector {
        var message = MailMessage()

        func take(_ head: docket_mail_head) {
            message.messageID = unsafe text(head.message_id)
            message.from = unsafe text(head.from)
            message.to = unsafe text(head.to)
            message.subject = unsafe text(head.subject)
            message.date = unsafe text(head.date)
        }

        func take(_ part: docket_mail_part) {
            let content = unsafe [UInt8](UnsafeBufferPointer(start: part.content, count: part.count))
            message.parts.append(
                Part(
                    mediaType: unsafe text(part.media_type) ?? "application/octet-stream",
                    fileName: unsafe text(part.file_name), charset: unsafe text(part.charset),
                    isAttachment: unsafe part.is_attachment != 0,
                    isInAttachedMail: unsafe part.is_in_attached_mail != 0,
                    content: content))
        }

        /// Nil for an empty text; what is not UTF-8 in spite of everything is replaced. Bounded, because names and
        /// subjects stand in findings.
        private func text(_ pointer: UnsafePointer<CChar>?) -> String? {
            guard let pointer = unsafe pointer else { return nil }
            let text = unsafe String(cString: pointer)
            let clean = String(
                String.UnicodeScalarView(text.unicodeScalars.prefix(1000).map { $0.value < 0x20 ? " " : $0 }))
            return clean.isEmpty ? nil : clean
        }
    }
}
