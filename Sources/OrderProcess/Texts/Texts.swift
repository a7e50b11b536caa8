// Everything that the business says to a partner in words, in English and in Chinese: one table.

import OrderModel

/// The texts in one language.
struct Texts {
    let language: Language
    init(_ language: Language) { self.language = language }

    /// The sentence under a name, with `{…}` filled in. A name without a sentence does not exist: names are cases.
    func say(_ name: TextName, _ values: [String: String] = [:]) -> String {
        let (english, chinese) = name.sentences
        return Texts.fill(language == .chinese ? chinese : english, values)
    }

    /// Fills in every `{name}` once, from left to right: what is filled in is not looked at again.
    private static func fill(_ sentence: String, _ values: [String: String]) -> String {
        var text = ""
        var rest = Substring(sentence)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            text += rest[..<open]
            text += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// The question that follows from a finding.
    func question(_ issue: Issue) -> Question {
        let finding = issue.finding
        return Question(
            code: finding.code.rawValue, text: text(of: issue), lineID: issue.lineID, place: finding.place,
            isForDesk: issue.isForDesk)
    }

    private func text(of issue: Issue) -> String {
        let finding = issue.finding
        let subject = issue.lineID.map { say(.line, ["line": $0]) } ?? ""
        if issue.isForDesk, finding.code == .priceMissing {
            return subject + say(.priceForQuotation, ["product": finding.value ?? "—"])
        }
        guard let (english, chinese) = QuestionTexts.table[finding.code] else {
            // What the reader says names its own place.
            return finding.message
        }
        return subject + Texts.fill(language == .chinese ? chinese : english, ["value": finding.value ?? "—"])
    }
}

/// The names of all sentences, each with its English and its Chinese wording.
enum TextName: CaseIterable {
    case line
    case answerWithOrder, answerWithFile, answerBy
    case shortagePart
    case shortageComing, shortageComingUnknown
    case priceFromList, backordered, backorderedUntil, dateLater, waitsForAll
    case changedQuantity, changedDate, changedPrice, changedTerms, changedCharges, changedLeadTime
    case rejected, cancelled, changeRefused, cancellationRefused
    case reviewAsks, reminder
    case delayedByReview, delayedByHandling
    case priceForQuotation, notQuoted, requestWithdrawn
    case standsInProcess, standsWithYou, standsConfirmed, standsBackordered, standsPicked, standsInTransit
    case standsPartly, standsDelivered, standsClosed
    case goodsReturn, transportSlow, dispatchSlow, beReady, beReadySoon, newDate, newDateFollows

    var sentences: (english: String, chinese: String) {
        switch self {
        case .line, .answerWithOrder, .answerWithFile, .answerBy, .reviewAsks, .reminder: asking
        case .delayedByReview, .delayedByHandling: delaying
        case .shortagePart, .shortageComing, .shortageComingUnknown: shortage
        case .priceForQuotation, .notQuoted, .requestWithdrawn: quoting
        case .standsInProcess, .standsWithYou, .standsConfirmed, .standsBackordered, .standsPicked, .standsInTransit,
            .standsPartly, .standsDelivered, .standsClosed:
            standing
        case .goodsReturn, .transportSlow, .dispatchSlow, .beReady, .beReadySoon, .newDate, .newDateFollows: travelling
        default: confirming
        }
    }

    private var asking: (english: String, chinese: String) {
        switch self {
        case .line: ("Line {line}: ", "第{line}行:")
        case .answerWithOrder:
            (
                "Send the corrected order again under the same order number {reference}; it takes the place of this one.",
                "请以相同的订单号 {reference} 重新发送更正后的订单,它将取代本订单。"
            )
        case .answerWithFile:
            (
                "A customer-answer file answers this: order {number}, answer one of {answers}.",
                "可以用答复文件(customer-answer)回复:order 填写 {number},answer 填写以下之一:{answers}。"
            )
        case .reminder: ("We are still waiting for your answer.", "我方仍在等待贵方的答复。")
        case .answerBy: ("Please answer by {date}.", "请在 {date} 之前答复。")
        default: ("Our review asks: {question}", "我方评审提出以下问题:{question}")
        }
    }

    private var delaying: (english: String, chinese: String) {
        switch self {
        case .delayedByReview:
            (
                "The review of your order takes longer than usual. You will have our answer by {date}.",
                "贵方订单的评审时间超过通常期限,我方将于 {date} 前答复。"
            )
        default:
            (
                "Your order takes longer than usual. You will have our answer by {date}.",
                "贵方订单的处理时间超过通常期限,我方将于 {date} 前答复。"
            )
        }
    }

    private var quoting: (english: String, chinese: String) {
        switch self {
        case .priceForQuotation:
            ("There is no price on file for {product}; sales has to name one.", "{product} 系统中无单价,请销售部提供报价。")
        case .notQuoted: ("We cannot make you an offer: {reason}", "我方无法报价:{reason}")
        default: ("The request was withdrawn: {reason}", "询价已撤回:{reason}")
        }
    }

    private var standing: (english: String, chinese: String) {
        switch self {
        case .standsInProcess: ("We are working on your order.", "订单正在处理中。")
        case .standsWithYou: ("Your order waits for an answer of yours.", "订单正等待贵方答复。")
        case .standsConfirmed: ("Your order is confirmed; the goods are being made ready.", "订单已确认,正在备货。")
        case .standsBackordered: ("Part of the goods is not in stock yet.", "部分货物尚未到货。")
        case .standsPicked: ("The goods are being picked and packed.", "货物正在拣选和包装。")
        case .standsInTransit: ("The goods are on their way.", "货物正在运输途中。")
        case .standsPartly: ("What has left so far was delivered; the rest follows.", "已发出的货物已送达,其余货物稍后发出。")
        case .standsDelivered: ("All goods were delivered.", "货物已全部送达。")
        default: ("Your order is closed.", "订单已关闭。")
        }
    }

    private var travelling: (english: String, chinese: String) {
        switch self {
        case .goodsReturn: ("The carrier is bringing the goods back to us.", "承运人正将货物退回我方。")
        case .dispatchSlow:
            ("The goods could not leave on the planned day.", "货物未能按计划日期发出。")
        case .transportSlow: ("The transport takes longer than was planned.", "运输时间超过原计划。")
        case .beReady:
            (
                "The goods arrive on {date}. Please have somebody ready to receive and check them.",
                "货物预计于 {date} 送达,请安排人员做好收货和验收准备。"
            )
        case .beReadySoon:
            (
                "The goods arrive soon. Please have somebody ready to receive and check them.",
                "货物即将送达,请安排人员做好收货和验收准备。"
            )
        case .newDate:
            (
                "We now expect the goods with you on {date}. If that is too late, tell us, and we look for another way.",
                "预计货物将于 {date} 送达。如时间无法接受,请告知我方,以便另行安排。"
            )
        default:
            (
                "We are clearing this with the carrier and tell you the new date as soon as we know it.",
                "我方正与承运人协调解决,新的到货日期一经确定即行通知。"
            )
        }
    }

    private var shortage: (english: String, chinese: String) {
        switch self {
        case .shortagePart:
            (
                "Line {line}: of {quantity} {unit} of {product} we have {available} in stock; {missing} are missing. ",
                "第{line}行:{product} 订购 {quantity} {unit},现货 {available},缺 {missing}。"
            )
        case .shortageComing:
            (
                "The rest can leave on {date}. Shall we ship what is there (ship-part), wait until all is there (wait), "
                    + "or cancel the order (cancel)?",
                "其余预计于 {date} 发货。是先发现货(ship-part)、等齐后一起发(wait),还是取消订单(cancel)?"
            )
        default:
            (
                "We cannot say yet when the rest can leave. Shall we ship what is there (ship-part), wait until all is "
                    + "there (wait), or cancel the order (cancel)?",
                "其余何时发货尚无法确定。是先发现货(ship-part)、等齐后一起发(wait),还是取消订单(cancel)?"
            )
        }
    }

    private var confirming: (english: String, chinese: String) {
        switch self {
        case .priceFromList:
            ("You gave no price; our price on file counts.", "贵方未注明价格,按我方价格体系执行。")
        case .backordered:
            ("{quantity} {unit} follow later; the date is not known yet.", "{quantity} {unit} 稍后发货,日期待定。")
        case .backorderedUntil:
            (
                "{quantity} {unit} follow later, expected to leave on {date}.",
                "{quantity} {unit} 稍后发货,预计发货日期 {date}。"
            )
        case .dateLater:
            (
                "You asked for {requested}; the goods can leave on {date}.",
                "贵方要求 {requested} 交货,预计发货日期为 {date}。"
            )
        case .waitsForAll:
            ("The goods leave together when all of them are there.", "货物齐备后一并发出。")
        case .changedQuantity: ("Part of the goods follows later.", "部分货物稍后发出。")
        case .changedDate: ("The requested date cannot be met.", "无法满足要求的交货日期。")
        case .changedPrice: ("Prices were added from our price list.", "部分价格按我方价格体系补充。")
        case .changedCharges: ("A surcharge was added.", "增加了附加费用。")
        case .changedLeadTime: ("The lead time is longer by {days} working days.", "交货期延长 {days} 个工作日。")
        case .changedTerms: ("Terms were added.", "增加了附加条款。")
        case .changeRefused:
            (
                "We cannot make change {number}: {reason} The order stands as it was.",
                "无法按变更 {number} 修改订单:{reason} 订单维持原状。"
            )
        case .cancellationRefused:
            (
                "We cannot cancel the order (request {number}): {reason} The order stands as it was.",
                "无法取消订单(申请 {number}):{reason} 订单维持原状。"
            )
        case .cancelled: ("The order was cancelled: {reason}", "订单已取消:{reason}")
        default: ("We cannot accept the order: {reason}", "我方无法接受该订单:{reason}")
        }
    }
}
