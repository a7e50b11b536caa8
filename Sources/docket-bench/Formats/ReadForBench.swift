// `docket-bench read FILE`: reads one file as the desk does and says what the processor needed for it. The benchmark
// starts it, a process for every reading, so that no measure profits from an earlier one.

import ArgumentParser
import CBareXML
import Foundation
import OrderFormats
import OrderModel

struct ReadForBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Read one file and print what it cost.", shouldDisplay: false)

    @Argument var file: String
    @Flag(help: "Let libxml2 read it with empty handlers instead.")
    var bareXML = false

    /// What is printed, as one line of JSON.
    struct Cost: Codable {
        var cpuSeconds: Double
        /// Orders, or elements with `--bare-xml`.
        var count: Int
        var problems: Int
    }

    func run() throws {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BenchError("The file \(file) cannot be opened.") }
        defer { close(descriptor) }
        let before = ReadForBench.processorSeconds()
        var cost = bareXML ? try bare(descriptor) : try typed(descriptor)
        cost.cpuSeconds = ReadForBench.processorSeconds() - before
        TextOut.standard.write(String(decoding: try JSONEncoder().encode(cost), as: UTF8.self) + "\n")
    }

    private func typed(_ descriptor: Int32) throws -> Cost {
        var limits = FormatLimits()
        limits.documentsPerFile = .max
        let reader = try FileReader(
            FileSource(descriptor: descriptor), sender: .partner(id: "acme", channel: .edi), profile: nil,
            limits: limits)
        var cost = Cost(cpuSeconds: 0, count: 0, problems: 0)
        while let item = try reader.next() {
            switch item {
            case .document(let read):
                cost.count += 1
                cost.problems += read.findings.count
            case .refused: cost.problems += 1
            }
        }
        cost.problems += reader.account.findings.count
        return cost
    }

    private func bare(_ descriptor: Int32) throws -> Cost {
        let elements = bare_xml_count_elements(descriptor)
        guard elements >= 0 else { throw BenchError("libxml2 cannot read \(file).") }
        return Cost(cpuSeconds: 0, count: Int(elements), problems: 0)
    }

    private static func processorSeconds() -> Double {
        var usage = rusage()
        guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
