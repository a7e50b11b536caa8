// The configurations that a desk has decided with, kept in its archive: what followed from a file followed from them too.
//
//   archive/configuration/20261122-093001123-start-3f2a9c0d11e24b77/docket.yaml, partners/…, rules/…, carriers/…, templates/…
//
// One is kept at each start and each reload that brings another one. Secrets are not among it.

import Digests
import Glibc
import Logging
import OrderModel
import OrderSpool

enum KeptConfigurations {
    /// How it came into use: a reload goes on with what it had where a file has an error.
    enum Cause: String { case start, reload }

    struct Kept {
        var since: Instant
        var cause: Cause
        var digest: String
        var path: String
    }

    static func folder(in archive: String) -> String { archive + "/configuration" }

    /// Keeps the files of a configuration, unless they are those that were kept last.
    /// - Parameter now: from when on it decides.
    /// - Throws: `BackupError` where the archive cannot be written.
    static func keep(
        _ location: ConfigurationLocation, in archive: String, because cause: Cause, now: Instant
    ) throws(BackupError) {
        let files = contents(of: location)
        // What lies in a folder that is no archive (a mount that is away) would not be found again.
        guard !files.isEmpty, FileTree.kind(Array("\(archive)/.docket-folder".utf8)) != nil else { return }
        let digest = digest(of: files)
        if let last = try all(in: archive).last, last.digest == digest, last.cause == cause || last.cause == .start {
            return
        }
        let parent = folder(in: archive)
        let temporary = "\(parent)/.new"
        FileTree.remove(temporary)
        for path in [parent, temporary] where mkdir(path, 0o750) != 0 && errno != EEXIST {
            throw BackupError("cannot make the folder", path, errno)
        }
        for (path, text) in files {
            let target = "\(temporary)/\(path)"
            if mkdir(DeskLayout.parent(of: target), 0o750) != 0, errno != EEXIST {
                throw BackupError("cannot make the folder", DeskLayout.parent(of: target), errno)
            }
            try FileTree.write(Array(text.utf8), to: target, mode: 0o640)
        }
        try FileTree.syncAll(beneath: temporary)
        let name = "\(parent)/\(stamp(now))-\(cause.rawValue)-\(digest)"
        guard rename(temporary, name) == 0 else { throw BackupError("cannot name the folder", name, errno) }
        try FileTree.sync(parent)
    }

    /// What is kept, the oldest first.
    static func all(in archive: String) throws(BackupError) -> [Kept] {
        let parent = folder(in: archive)
        return try FileTree.names(in: Array(parent.utf8)).compactMap { name in
            let text = String(decoding: name, as: UTF8.self)
            let parts = text.split(separator: "-").map(String.init)
            guard parts.count == 4, let cause = Cause(rawValue: parts[2]),
                let since = Instant(stamp: "\(parts[0])-\(parts[1])")
            else { return nil }
            return Kept(since: since, cause: cause, digest: parts[3], path: "\(parent)/\(text)")
        }
    }

    /// All files that were read, by their paths beneath the configuration's folder.
    private static func contents(of location: ConfigurationLocation) -> [(path: String, text: String)] {
        let read = ConfigurationFiles.read(at: location)
        guard case .success(let desk) = read.desk.text else { return [] }
        var files = [(path: "docket.yaml", text: desk)]
        for (folder, list) in [
            ("partners", read.partners), ("rules", read.rules), ("carriers", read.carriers),
            ("templates", read.templates),
        ] {
            for file in list {
                guard case .success(let text) = file.text, let name = file.path.split(separator: "/").last else {
                    continue
                }
                files.append(("\(folder)/\(name)", text))
            }
        }
        return files
    }

    private static func digest(of files: [(path: String, text: String)]) -> String {
        let bytes = files.sorted { $0.path < $1.path }.flatMap { Array("\($0.path)\0\($0.text)\0".utf8) }
        return String(Configuration.sha256(bytes).prefix(16))
    }

    /// `20261122-093001123`, as intakes begin.
    private static func stamp(_ now: Instant) -> String {
        var ids = IntakeIDs()
        return ids.next(at: now) { _ in false }.split(separator: "-").prefix(2).joined(separator: "-")
    }
}

extension Configuration {
    /// Keeps it in the archive, for whoever decides the past anew. Where that fails the desk goes on.
    func keep(because cause: KeptConfigurations.Cause, _ log: Logger) {
        do {
            try KeptConfigurations.keep(location, in: folders.archive, because: cause, now: SystemClock.now())
        } catch {
            log.warning("configuration-not-kept", metadata: ["error": "\(error)"])
        }
    }
}

extension Instant {
    /// From `20261122-093001123`, with which intakes begin; nil if it is not that.
    init?(stamp: String) {
        let digits = stamp.utf8.filter { $0 != UInt8(ascii: "-") }.map { Int($0) - 48 }
        guard digits.count >= 17, digits.prefix(17).allSatisfy((0...9).contains) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let text = stamp.utf8.filter { $0 != UInt8(ascii: "-") }.map { Character(Unicode.Scalar($0)) }
        guard let date = CalendarDate("\(String(text[0..<4]))-\(String(text[4..<6]))-\(String(text[6..<8]))") else {
            return nil
        }
        let second = number(8..<10) * 3600 + number(10..<12) * 60 + number(12..<14)
        self.init(milliseconds: Instant(date: date, secondOfDay: second).milliseconds + Int64(number(14..<17)))
    }
}
