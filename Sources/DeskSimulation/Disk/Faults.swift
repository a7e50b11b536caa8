// Which calls fail, and how: single ones here and there, and spells in which the disk is full, the descriptors are used
// up or a server is away.

import Glibc

final class Faults {
    /// How many calls in a million fail by themselves.
    let perMillion: Int
    /// How many calls in a million begin a spell.
    let spellsPerMillion: Int
    var areOn = true
    private var spell: (number: Int32, calls: Set<Call>, left: Int)?

    init(perMillion: Int, spellsPerMillion: Int) {
        self.perMillion = perMillion
        self.spellsPerMillion = spellsPerMillion
    }

    var mayBreakOff: Bool { perMillion > 0 }

    /// The errno that a call fails with; nil: it does not.
    func number(for call: Call, _ filesystem: Filesystem?, _ dice: inout Dice) -> Int32? {
        guard areOn, perMillion + spellsPerMillion > 0 else { return nil }
        if var running = spell {
            running.left -= 1
            spell = running.left > 0 ? running : nil
            if running.calls.contains(call) { return running.number }
        } else if dice.hits(perMillion: spellsPerMillion) {
            spell = Faults.spell(&dice)
        }
        guard dice.hits(perMillion: perMillion) else { return nil }
        return dice.pick(Faults.numbers(for: call, filesystem))
    }

    private static let growing: Set<Call> = [.create, .write, .makeFolder, .rename, .link, .sync]

    private static func spell(_ dice: inout Dice) -> (Int32, Set<Call>, Int) {
        let length = dice.spread(upTo: 2_000)
        return switch dice.below(5) {
        case 0: (ENOSPC, [.create, .write, .makeFolder], length)
        case 1: (EDQUOT, growing, length)
        case 2: (EMFILE, [.openFolder, .openFile, .create], length)
        case 3: (EIO, [.sync, .syncWhole], length)
        default: (EIO, Set(Call.allCases), min(length, 200))
        }
    }

    private static func numbers(for call: Call, _ filesystem: Filesystem?) -> [Int32] {
        var numbers = [EIO]
        if growing.contains(call) { numbers += [ENOSPC, EDQUOT] }
        if [.openFolder, .openFile, .create].contains(call) { numbers += [EMFILE, ENFILE] }
        if filesystem?.durability == .remote { numbers.append(ESTALE) }
        return numbers
    }
}
