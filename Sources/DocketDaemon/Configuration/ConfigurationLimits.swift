// How much configuration is read, and within which bounds a setting may lie.

/// Bounds of the configuration, each with its reason.
package enum ConfigurationLimits {
    /// The longest configuration file in bytes; a longer one is not a configuration.
    package static let fileBytes = 1 << 20
    /// Files in one of the folders `partners`, `rules`, `carriers`.
    package static let filesPerFolder = 10_000
    /// Rows of a decision table; each is a rule that every order is held against.
    package static let tableRows = 1_000
    package static let tableColumns = 100
    /// How many combinations of values, and how many steps, the search for gaps and overlaps of a table may take.
    package static let tableCombinations = 5_000
    package static let tableSteps = 200_000
    /// Rows of one table that are told of because of gaps and overlaps.
    package static let tableRemarks = 50
    /// Examples of a gap that are told.
    package static let tableExamples = 3
    /// Problems that are told of one file; the rest follow from the first ones.
    package static let problemsPerFile = 100
    /// Characters of a name that becomes a folder: partner, carrier, role.
    package static let folderName = 64
    /// The longest span of days that one entry of the holidays names.
    package static let holidaySpan = 366
    /// What a setting may lie between.
    package static let quietPeriodSeconds = 0...3_600
    package static let incompleteAfterSeconds = 1...604_800
    package static let bundleWaitSeconds = 0...604_800
    package static let keepExchangesSeconds = 86_400...(3_650 * 86_400)
    package static let trackingWaitSeconds = 0...604_800
    /// The daemon tells the service manager with each scan that it is alive (deploy/docket.service, WatchdogSec).
    package static let scanIntervalMilliseconds = 100...300_000
    package static let inboxFileBytes = 1_024...(4 << 30)
    package static let batchFiles = 1...10_000
    package static let lastSaleMonths = 1...1_200
    package static let longestExtraLeadDays = 250
    package static let quotationDays = 1...3_650
    package static let dispatchDays = 0...3_650
    package static let trailerColumn = 1...1_000
    package static let jitterPercent = 0...100
}
