// Configurations in the archive: which are kept, and which decided when.

import Glibc
import OrderModel
import OrderProcess
import OrderSpool
import ReviewRules
import TestKit
import Testing

@testable import DocketDaemon

@Suite struct KeptConfigurationTests {
    private let desk: BackupDesk
    private let archive: String

    init() throws {
        desk = try BackupDesk()
        archive = desk.path("archive")
        _ = try DiskSpool(layout: desk.configuration().spoolLayout())
    }

    private func keep(_ cause: KeptConfigurations.Cause, _ now: StaticString) throws {
        try KeptConfigurations.keep(desk.location, in: archive, because: cause, now: moment(now))
    }

    private func change(_ seller: String) throws {
        try Disk.write(Array("seller:\n  name: \(seller)\n".utf8), to: desk.path("etc/docket.yaml"))
    }

    @Test("a configuration is kept once, until another one comes into use")
    func keptOnce() throws {
        try keep(.start, "2026-11-22T09:00:00Z")
        try keep(.start, "2026-11-22T10:00:00Z")
        try keep(.reload, "2026-11-22T11:00:00Z")
        try change("Other")
        try keep(.reload, "2026-11-22T12:00:00.123Z")
        try keep(.start, "2026-11-22T13:00:00Z")
        let kept = try KeptConfigurations.all(in: archive)
        #expect(kept.map(\.cause) == [.start, .reload, .start])
        #expect(kept.map(\.since.description).dropFirst() == ["2026-11-22T12:00:00.123Z", "2026-11-22T13:00:00Z"])
        #expect(Set(Disk.files(beneath: kept[0].path)) == ["docket.yaml", "partners/acme.yaml"])
        #expect(Disk.text("\(kept[1].path)/docket.yaml")?.contains("Other") == true)
    }

    @Test(
        "the one decides that was in use; before the first that is kept, that one; where none is kept, the present one")
    func whichDecides() throws {
        #expect(try PastDesks(desk.configuration()).desk(at: moment("2026-11-22T09:00:00Z")).number == -1)
        try change("First")
        try keep(.start, "2026-11-22T09:00:00Z")
        try change("Second")
        try keep(.start, "2026-11-23T09:00:00Z")
        try change("Present")
        let past = try PastDesks(desk.configuration())
        func seller(_ at: StaticString) -> String? { past.desk(at: moment(at)).desk.desk.settings.seller.name }
        #expect(seller("2026-11-21T00:00:00Z") == "First")
        #expect(seller("2026-11-22T09:00:00Z") == "First")
        #expect(seller("2026-11-23T09:00:00Z") == "Second")
    }

    @Test("a reload with an error in a partner's file goes on with what it had, as the desk did; a start does not")
    func errors() throws {
        try keep(.start, "2026-11-22T09:00:00Z")
        try Disk.write(Array("name: Acme\nno-such-key: 1\n".utf8), to: desk.path("etc/partners/acme.yaml"))
        try keep(.reload, "2026-11-22T10:00:00Z")
        try keep(.start, "2026-11-22T11:00:00Z")
        let past = try PastDesks(desk.configuration())
        func hasInbox(_ at: StaticString) -> Bool { past.desk(at: moment(at)).desk.register.inbox("acme/edi") != nil }
        #expect(hasInbox("2026-11-22T10:30:00Z"))
        #expect(!hasInbox("2026-11-22T11:30:00Z"))
    }

    @Test("decision tables are kept with the rules, and decide the past again")
    func tables() throws {
        try DeskLayout.make([DeskLayout.Folder(path: desk.path("etc/rules"))])
        try Disk.write(Array("order.total,hold\n> 1,sales\n".utf8), to: desk.path("etc/rules/sizes.csv"))
        try keep(.start, "2026-11-22T09:00:00Z")
        try Disk.write(Array("order.total,hold\n> 2,sales\n".utf8), to: desk.path("etc/rules/sizes.csv"))
        try keep(.reload, "2026-11-23T09:00:00Z")
        let kept = try KeptConfigurations.all(in: archive)
        #expect(kept.count == 2)
        #expect(Disk.text("\(kept[0].path)/rules/sizes.csv") == "order.total,hold\n> 1,sales\n")
        let past = try PastDesks(desk.configuration())
        func conditions(_ at: StaticString) -> [String] {
            past.desk(at: moment(at)).desk.desk.settings.rules.rules.map(\.when)
        }
        #expect(conditions("2026-11-22T10:00:00Z") == ["order.total > 1"])
        #expect(conditions("2026-11-24T10:00:00Z") == ["order.total > 2"])
    }

    @Test("nothing is kept in a folder that is not the archive")
    func notTheArchive() throws {
        Disk.remove("\(archive)/.docket-folder")
        try keep(.start, "2026-11-22T09:00:00Z")
        #expect(Disk.names(in: archive).isEmpty)
    }
}
