// A new desk: what is laid out loads without a problem, and nothing is ever overwritten.

import OrderFormats
import OrderModel
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct DeskInitTests {
    @Test("What init writes loads without a problem, with its folders in place")
    func layOut() throws {
        try withTemporaryFolder { folder in
            let root = "\(folder)/new/desk"
            let result = try DeskInit.layOut(at: root)
            #expect(result.files.count == 26)
            #expect(result.files.contains("\(root)/etc/docket.yaml"))
            #expect(result.folders.first == "\(folder)/new")
            for path in [
                "inbox/acme/edi", "inbox/acme/fax", "inbox/desk/finance", "inbox/desk/master-data", "outbox/acme",
                "outbox/desk/warehouse", "archive", "quarantine", "work", "etc/partners",
            ] {
                #expect(isFolder("\(root)/\(path)"))
            }
            #expect(permissions(of: "\(root)/etc/secrets") == 0o700)
            #expect(permissions(of: "\(root)/archive") == 0o750)
            #expect(permissions(of: "\(root)/inbox/acme") == 0o751)
            #expect(permissions(of: "\(root)/inbox/acme/edi") == 0o2770)
            #expect(permissions(of: "\(root)/outbox/acme") == 0o2770)
            let loaded = Configuration.load(from: ConfigurationLocation(root: root))
            #expect(loaded.problems == [])
            let configuration = try #require(loaded.configuration)
            #expect(configuration.partners.keys.sorted() == ["acme"])
            #expect(configuration.rules.count == 21)
            // What the commented file writes down is what holds without it.
            let bare = try #require(ConfigurationTestDesk().load().configuration)
            #expect(configuration.limits == bare.limits)
            #expect(configuration.log == bare.log)
            #expect(configuration.roles == bare.roles)
            #expect(configuration.dispatch == bare.dispatch)
            #expect(configuration.stock == bare.stock)
        }
    }

    @Test("Init a second time is refused and changes nothing")
    func twice() throws {
        try withTemporaryFolder { root in
            _ = try DeskInit.layOut(at: root)
            try write("seller: { name: Mine }\n", to: "\(root)/etc/docket.yaml")
            #expect {
                _ = try DeskInit.layOut(at: root)
            } throws: { error in
                guard case DeskInit.Trouble.alreadyThere(let files) = error else { return false }
                return files.count == 26 && "\(error)".contains("nothing was changed")
            }
            let seller = Configuration.load(from: ConfigurationLocation(root: root)).configuration?.seller
            #expect(seller?.name == "Mine")
        }
    }

    @Test("One file that is in the way is enough to refuse, before anything is written")
    func oneFileInTheWay() throws {
        try withTemporaryFolder { root in
            try write("mine\n", to: "\(root)/README.txt")
            #expect(throws: DeskInit.Trouble.alreadyThere(["\(root)/README.txt"])) {
                try DeskInit.layOut(at: root)
            }
            #expect(!isFolder("\(root)/etc"))
        }
    }

    @Test("Folders that are there already are used, and a file in the place of a folder is told")
    func folders() throws {
        try withTemporaryFolder { root in
            try DeskLayout.make([DeskLayout.Folder(path: "\(root)/inbox/acme")])
            let result = try DeskInit.layOut(at: root)
            #expect(!result.folders.contains("\(root)/inbox/acme"))
            #expect(result.folders.contains("\(root)/inbox/acme/edi"))
        }
        try withTemporaryFolder { root in
            try write("", to: "\(root)/inbox")
            #expect {
                _ = try DeskInit.layOut(at: root)
            } throws: { "\($0)".contains("\(root)/inbox cannot be made: something that is no folder has this name") }
        }
    }

    @Test("The examples that are not read load without a problem once they are renamed")
    func examples() throws {
        try withTemporaryFolder { root in
            _ = try DeskInit.layOut(at: root)
            try write("whsec_" + String(repeating: "A", count: 32), to: "\(root)/etc/secrets/express")
            for example in ["partners/globex.yaml", "carriers/express.yaml", "rules/order-size.csv"] {
                let text = try ConfigurationFiles.readFile("\(root)/etc/\(example).example").text.get()
                try write(text, to: "\(root)/etc/\(example)")
            }
            for name in LetterTemplates.fileNames {
                let text = try ConfigurationFiles.readFile("\(root)/etc/templates/\(name).example").text.get()
                try write(text, to: "\(root)/etc/templates/\(name)")
            }
            let loaded = Configuration.load(from: ConfigurationLocation(root: root))
            #expect(loaded.problems == [])
            #expect(loaded.configuration?.partners.keys.sorted() == ["acme", "globex"])
            #expect(loaded.configuration?.carriers.keys.sorted() == ["express"])
            #expect(loaded.configuration?.rules.count { $0.id.hasPrefix("order-size-") } == 5)
            #expect(TableReview.problems(in: ConfigurationFiles.read(at: ConfigurationLocation(root: root))) == [])
        }
    }

    @Test("A configuration names the folders that it calls for")
    func layout() throws {
        var desk = ConfigurationTestDesk.partner("name: Acme\nchannels: [edi]\n")
        desk.desk += "\nroles:\n  further: []\nfolders:\n  ledger: state/ledger.sqlite\n"
        let folders = DeskLayout.folders(of: try #require(desk.load().configuration)).map(\.path)
        #expect(folders.contains("/desk/inbox/acme/edi"))
        #expect(!folders.contains("/desk/inbox/acme/fax"))
        #expect(folders.contains("/desk/inbox/desk/sales"))
        #expect(folders.contains("/desk/state"))
        #expect(Set(folders).count == folders.count)
    }
}
