// swift-tools-version: 6.2
// Docket, an order desk that runs on folders. The targets below stand floor by floor: a module imports only from
// the floors beneath its own (docs/architecture.md draws the house).

import PackageDescription

/// One list of strict settings for every Swift target of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// The same where C is met: every call that touches a pointer is marked `unsafe`.
let strictBesideC: [SwiftSetting] = strict + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "docket",
    products: [
        .executable(name: "docket", targets: ["docket"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Floor 6: what a person starts.
        .executableTarget(
            name: "docket",
            dependencies: [
                "DocketDaemon", "OrderSpool", "OrderLedger", "OrderFormats", "CarrierDelivery", "OrderProcess",
                "ReviewRules", "OrderModel", "ExactDecimals", "Digests", argumentParser, logging, serviceLifecycle,
                unixSignals,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "docket-demo",
            dependencies: [
                "OrderLedger", "OrderFormats", "OrderProcess", "OrderModel", "Digests", "SeededNumbers", argumentParser,
                yams,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "docket-bench",
            dependencies: [
                "DocketDaemon", "OrderLedger", "OrderFormats", "CarrierDelivery", "OrderProcess", "ReviewRules",
                "OrderModel", "ExactDecimals", "CLinux", "CBareXML", "CBareHTTP", argumentParser, grdb,
            ],
            swiftSettings: strictBesideC),
        .executableTarget(
            name: "docket-torture",
            dependencies: [
                "OrderLedger", "OrderProcess", "OrderModel", "ExactDecimals", "Digests", "SeededNumbers",
                argumentParser,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "docket-simulate", dependencies: ["DeskSimulation", argumentParser], swiftSettings: strict),
        .executableTarget(
            name: "loopback-carrier", dependencies: ["CarrierDelivery", "Digests"], swiftSettings: strictBesideC),

        // Floor 5: the desk on a machine that fails in every way, for docket-simulate and the tests.
        .target(
            name: "DeskSimulation",
            dependencies: [
                "DocketDaemon", "OrderSpool", "OrderLedger", "OrderFormats", "CarrierDelivery", "OrderProcess",
                "ReviewRules", "OrderModel", "ExactDecimals", "SeededNumbers", logging,
            ],
            swiftSettings: strict),

        // Floor 4: the desk as a running program.
        .target(
            name: "DocketDaemon",
            dependencies: [
                "OrderSpool", "OrderLedger", "OrderFormats", "CarrierDelivery", "OrderProcess", "ReviewRules",
                "OrderModel", "ExactDecimals", "Digests", "Spellings", "SideWork", "CLinux", logging,
                serviceLifecycle, unixSignals, yams,
            ],
            resources: [.embedInCode("Init/Templates")],
            swiftSettings: strict),

        // Floor 3: the edges.
        .target(name: "OrderSpool", dependencies: ["OrderModel", "CLinux"], swiftSettings: strictBesideC),
        .target(
            name: "OrderLedger", dependencies: ["OrderModel", "ExactDecimals", "SideWork", grdb, sqlite],
            swiftSettings: strictBesideC),
        .target(
            name: "OrderFormats",
            dependencies: [
                "OrderModel", "ExactDecimals", "Spellings", "Digests", "CXMLReader", "CMailReader", "CZlib",
            ],
            swiftSettings: strictBesideC),
        .target(
            name: "CarrierDelivery",
            dependencies: ["OrderModel", "Digests", "CLibcurl", "CCurl"],
            swiftSettings: strictBesideC),

        // Floor 2: the business.
        .target(
            name: "OrderProcess", dependencies: ["OrderModel", "ReviewRules", "ExactDecimals"],
            swiftSettings: strict),

        // Floor 1: values and the language of rules.
        .target(name: "ReviewRules", dependencies: ["ExactDecimals", "Spellings"], swiftSettings: strict),
        .target(name: "OrderModel", dependencies: ["ExactDecimals"], swiftSettings: strict),

        // Floor 0: exact numbers, spelling, digests, and the C libraries with the shims they cannot do without.
        .target(name: "ExactDecimals", swiftSettings: strict),
        .target(name: "SeededNumbers", swiftSettings: strict),
        .target(name: "SideWork", swiftSettings: strict),
        .target(name: "Spellings", swiftSettings: strict),
        .target(name: "Digests", dependencies: ["CLibcrypto"], swiftSettings: strictBesideC),
        .systemLibrary(name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "CMailReader", dependencies: ["CGMime"]),
        .target(name: "CXMLReader", dependencies: ["CLibxml2"]),
        .target(name: "CCurl", dependencies: ["CLibcurl"]),
        .target(name: "CBareXML", dependencies: ["CLibxml2"]),
        .target(name: "CBareHTTP", dependencies: ["CLibcurl"]),
        .target(name: "CLinux"),

        // Tests, one target per module; TestKit has the builders that they share.
        .target(
            name: "TestKit", dependencies: ["OrderModel", "ExactDecimals", systemPackage], path: "Tests/TestKit",
            swiftSettings: strict),
        .testTarget(name: "ExactDecimalsTests", dependencies: ["ExactDecimals"], swiftSettings: strict),
        .testTarget(name: "SpellingsTests", dependencies: ["Spellings"], swiftSettings: strict),
        .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: strict),
        .testTarget(
            name: "ReviewRulesTests", dependencies: ["ReviewRules", "ExactDecimals"], swiftSettings: strict),
        .testTarget(name: "OrderModelTests", dependencies: ["OrderModel", "ExactDecimals"], swiftSettings: strict),
        .testTarget(
            name: "OrderProcessTests",
            dependencies: ["OrderProcess", "OrderModel", "ReviewRules", "ExactDecimals", "SeededNumbers", "TestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "OrderFormatsTests",
            dependencies: ["OrderFormats", "OrderModel", "ExactDecimals", "SeededNumbers", "TestKit", "CZlib"],
            swiftSettings: strict),
        .testTarget(
            name: "OrderSpoolTests", dependencies: ["OrderSpool", "OrderModel", "CLinux", "TestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "OrderLedgerTests",
            dependencies: ["OrderLedger", "OrderModel", "ExactDecimals", "SideWork", "TestKit", grdb],
            swiftSettings: strict),
        .testTarget(name: "SideWorkTests", dependencies: ["SideWork"], swiftSettings: strict),
        .testTarget(
            name: "CarrierDeliveryTests",
            dependencies: ["CarrierDelivery", "OrderModel", "Digests", "TestKit", "loopback-carrier"],
            swiftSettings: strict),
        .testTarget(
            name: "DocketDaemonTests",
            dependencies: [
                "DocketDaemon", "OrderSpool", "OrderLedger", "OrderFormats", "CarrierDelivery", "OrderProcess",
                "ReviewRules", "OrderModel", "ExactDecimals", "TestKit", logging, serviceLifecycle,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DeskSimulationTests", dependencies: ["DeskSimulation", "OrderSpool"], swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "docket", "docket-demo", "loopback-carrier", "OrderFormats", "TestKit", subprocess, systemPackage,
            ],
            swiftSettings: strict),
    ]
)

// The fuzzers need readers with instruments and libFuzzer's runtime; scripts/fuzz builds them so.
if Context.environment["DOCKET_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "docket-fuzz", dependencies: ["OrderFormats", "OrderModel", "ExactDecimals", "CLibFuzzer"],
            path: "Fuzz/docket-fuzz",
            swiftSettings: strictBesideC),
    ]
}
