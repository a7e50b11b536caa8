// Taking files: ids for them, their records, and the question whether the same bytes came before.

package import OrderModel

extension LedgerTransaction {
    /// An id for a file: the UTC day and a number that begins anew each day. Ids sort by time and are never given
    /// twice, on one condition: the transaction that gave an id commits before the id is used outside the ledger.
    package func nextIntakeID(now: Instant) throws(LedgerError) -> String {
        let ids = try nextIntakeIDs(count: 1, now: now)
        guard let id = ids.first else {
            throw .unreadable(what: "the number series of intakes", detail: "no id was given")
        }
        return id
    }

    /// As many ids at once, so that a busy scan needs one transaction and not one per file. Ids that are not used
    /// leave a gap, which means nothing.
    package func nextIntakeIDs(count: Int, now: Instant) throws(LedgerError) -> [String] {
        guard count > 0 else { return [] }
        let wanted = min(count, LedgerLimits.intakeIDsAtOnce)
        let day = now.wallClock().date.description.filter { $0 != "-" }
        let first = try takeNumbers(series: "intake-\(day)", count: wanted)
        return (first..<first + wanted).map { number in
            let digits = String(number)
            return "\(day)-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        }
    }

    /// Records a file with its answer. Recording an id again replaces its record: a file that is entered in several
    /// transactions is recorded in each.
    package func recordIntake(_ intake: Intake) throws(LedgerError) {
        try store.run(
            """
            INSERT INTO intake
                (id, sender, sender_folder, file_name, printable_name, size_bytes, sha256, received_at, format, outcome,
                receipt, disposition, final_path)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (id) DO UPDATE SET
                sender = excluded.sender, sender_folder = excluded.sender_folder, file_name = excluded.file_name,
                printable_name = excluded.printable_name, size_bytes = excluded.size_bytes, sha256 = excluded.sha256,
                received_at = excluded.received_at, format = excluded.format, outcome = excluded.outcome,
                receipt = excluded.receipt, disposition = excluded.disposition, final_path = excluded.final_path
            """, intake.id, try LedgerJSON.encode(intake.sender), intake.sender.folder, intake.fileName,
            intake.printableName, intake.size, intake.sha256, intake.receivedAt, intake.format?.rawValue,
            intake.outcome.rawValue, try LedgerJSON.encode(intake.receipt), intake.disposition.rawValue,
            intake.finalPath)
    }

    /// The file lies at its last place now. Doing it twice changes nothing but the path.
    package func markDisposed(_ id: String, path: String, at instant: Instant) throws(LedgerError) {
        let changed = try store.run(
            "UPDATE intake SET final_path = $1, disposed_at = $2 WHERE id = $3", path, instant, id)
        guard changed > 0 else { throw .unknownIntake(id: id) }
    }
}

extension LedgerReading {
    package func intake(_ id: String) throws(LedgerError) -> Intake? {
        try store.first("SELECT \(Intake.columns) FROM intake WHERE id = $1", id) {
            columns throws(LedgerError) in try Intake(columns)
        }
    }

    /// The first file with these bytes from the same sender that was taken, in whole or in part. A partner is the same
    /// sender through all of its channels. A file that was refused may come again and be taken then.
    package func takenIntake(from sender: Sender, sha256: String) throws(LedgerError) -> Intake? {
        let folders = Intakes.folders(of: sender)
        for folder in folders {
            let found = try store.first(
                """
                SELECT \(Intake.columns) FROM intake
                WHERE sender_folder = $1 AND sha256 = $2 AND outcome IN ('taken', 'partly-taken')
                    AND id NOT IN (SELECT intake FROM intake_progress)
                ORDER BY id LIMIT 1
                """, folder, sha256
            ) { columns throws(LedgerError) in try Intake(columns) }
            if let found { return found }
        }
        return nil
    }

    /// Files that are entered and not yet archived or put into quarantine, oldest first.
    package func intakesAwaitingDisposition(limit: Int = LedgerLimits.listedRows) throws(LedgerError) -> [Intake] {
        try store.rows(
            """
            SELECT \(Intake.columns) FROM intake
            WHERE disposed_at IS NULL AND id NOT IN (SELECT intake FROM intake_progress) ORDER BY id LIMIT $1
            """, limit
        ) { columns throws(LedgerError) in try Intake(columns) }
    }

    /// The files that had a part in an order, oldest first (C12).
    package func intakes(order number: String) throws(LedgerError) -> [Intake] {
        try writeJournal()
        return try store.rows(
            """
            SELECT \(Intake.columns) FROM intake
            WHERE id IN (SELECT intake FROM event WHERE order_number = $1 AND intake IS NOT NULL) ORDER BY id
            """, number
        ) { columns throws(LedgerError) in try Intake(columns) }
    }

    /// The orders that a file had a part in, by number.
    package func orders(intake id: String) throws(LedgerError) -> [String] {
        try writeJournal()
        return try store.rows("SELECT DISTINCT order_number FROM event WHERE intake = $1 ORDER BY order_number", id) {
            columns throws(LedgerError) in try columns.text(0)
        }
    }

    /// The latest files, newest first.
    package func recentIntakes(
        senderFolder: String? = nil, disposition: Intake.Disposition? = nil, limit: Int = LedgerLimits.listedRows
    ) throws(LedgerError) -> [Intake] {
        try store.rows(
            """
            SELECT \(Intake.columns) FROM intake
            WHERE ($1 = '' OR sender_folder = $1) AND ($2 = '' OR disposition = $2) ORDER BY id DESC LIMIT $3
            """, senderFolder ?? "", disposition?.rawValue ?? "", limit
        ) { columns throws(LedgerError) in try Intake(columns) }
    }

    /// The files in quarantine, newest first. One that has been taken out again is still listed: the folder says what
    /// is there now.
    package func quarantined(limit: Int = LedgerLimits.listedRows) throws(LedgerError) -> [Intake] {
        try recentIntakes(disposition: .quarantine, limit: limit)
    }
}

private enum Intakes {
    /// All folders through which the same sender speaks.
    static func folders(of sender: Sender) -> [String] {
        guard case .partner(let id, _) = sender else { return [sender.folder] }
        return OrderChannel.allCases.map { Sender.partner(id: id, channel: $0).folder }
    }
}
