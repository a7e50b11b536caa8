// From a configuration to the parts of a running desk.

import Digests
package import OrderFormats
import OrderModel
package import OrderProcess
package import OrderSpool

/// Why a desk cannot start or go on.
package enum DeskError: Error, CustomStringConvertible {
    case configuration(String)
    case failed(String)

    package var description: String {
        switch self {
        case .configuration(let sentence), .failed(let sentence): sentence
        }
    }
}

extension Configuration {
    /// The desk's folders, as the spool knows them.
    package func spoolLayout() throws(DeskError) -> SpoolLayout {
        func path(_ text: String) throws(DeskError) -> SpoolPath {
            guard let path = SpoolPath(text) else { throw .configuration("a folder's path is empty") }
            return path
        }
        var layout = SpoolLayout(root: try path(location.data))
        layout.inbox = try path(folders.inbox)
        layout.outbox = try path(folders.outbox)
        layout.archive = try path(folders.archive)
        layout.quarantine = try path(folders.quarantine)
        layout.work = try path(folders.work)
        return layout
    }

    /// Who speaks through which folder. Partners and carriers whose file has an error are left out: their files wait.
    package func inboxRegister() throws(DeskError) -> InboxRegister {
        do {
            return try InboxRegister(
                layout: try spoolLayout(), partners: partners.values.sorted { $0.id < $1.id }, roles: roles.all,
                carriers: carriers.keys.sorted())
        } catch let error as DeskError {
            throw error
        } catch {
            throw .configuration("\(error)")
        }
    }

    package func orderDesk() -> OrderDesk {
        OrderDesk(settings: deskSettings(digest: Configuration.sha256))
    }

    package func pipelineLimits() -> PipelineLimits {
        var limits = PipelineLimits()
        limits.filesPerTurn = self.limits.batchFiles
        limits.fileBytes = Int64(self.limits.fileBytes)
        limits.scanIntervalNanoseconds = self.limits.scanInterval.nanoseconds
        return limits
    }

    package func formatLimits() -> FormatLimits {
        var limits = FormatLimits.standard
        limits.bytes = self.limits.fileBytes
        return limits
    }

    /// SHA-256 in lower-case hex. Where the library fails there is no digest, and what needs one is not entered.
    package static let sha256: @Sendable ([UInt8]) -> String = { bytes in
        (try? SHA256Digest.of(bytes).hexadecimal) ?? ""
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carried) = seconds.addingReportingOverflow(components.attoseconds / 1_000_000_000)
        return overflow || carried ? .max : sum
    }
}
