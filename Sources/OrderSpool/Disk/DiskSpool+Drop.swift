// Dropping a file into an inbox the way a careful partner would: whole and at once.

import Glibc

extension DiskSpool {
    /// Crash row "before the claim": until the rename there is only a hidden temporary file, which nothing takes; from
    /// then on the file is in the inbox like any other.
    package func drop(_ bytes: [UInt8], into inbox: String, as name: FileName) throws(SpoolError) -> SpoolPath {
        guard !NeverTaken().contains(name) else {
            throw .badIdentifier(name.printable, why: "files of such a name are never taken out of an inbox")
        }
        let folder = try open(.inbox, inbox, for: .drop)
        let path = folder.path.appending(name)
        let temporary = try freeTemporary(in: folder)
        let file = try write(bytes, as: temporary, into: folder, during: .drop)
        do {
            try file.calls.sync(file)
            try mover.move(temporary, in: folder, to: name, in: folder, fallback: .linkThenRemove)
            try folder.calls.sync(folder.descriptor)
        } catch {
            _ = try? folder.remove(temporary)
            if error.number == EEXIST { throw .nameTaken(.drop, path: path) }
            throw error.during(.drop, path)
        }
        return path
    }

    private func freeTemporary(in folder: OpenFolder) throws(SpoolError) -> FileName {
        try attempt(.drop, folder.path) { () throws(Failure) in
            var name = temporaryName("drop")
            while try folder.detailsIfThere(of: name) != nil { name = temporaryName("drop") }
            return name
        }
    }
}
