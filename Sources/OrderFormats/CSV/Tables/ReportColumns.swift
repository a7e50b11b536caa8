// The columns of answers and reports: decisions, the warehouse's and the carriers' reports, customers' answers.

import OrderModel

extension CSVTable {
    package static let reviewDecisions = CSVTable(
        .decision, "Review decisions", "One row per decision. The folder says which role speaks.",
        columns: DecisionColumn.self)
    package static let progressReports = CSVTable(
        .progressReport, "Progress reports",
        "One row per report on an urgent order. The folder says which role reports.",
        columns: ProgressColumn.self)
    package static let customerAnswers = CSVTable(
        .customerAnswer, "Customer answers", "One row per answer to a question of ours.", columns: AnswerColumn.self)
    package static let dispatchReports = CSVTable(
        .dispatchReport, "Dispatch reports",
        """
        What the warehouse has sent: one row per lot and line. Rows with the same `shipment` are one report; the columns \
        of the shipment may be filled in the first row only.
        """, columns: DispatchColumn.self, groupedBy: .shipment)
    package static let carrierReports = CSVTable(
        .carrierReport, "Carrier reports", "One row per shipment: its tracking number, or why it is not taken.",
        columns: CarrierColumn.self)
    package static let deliveryReports = CSVTable(
        .deliveryReport, "Delivery reports", "One row per delivered shipment: the signed delivery note.",
        columns: DeliveryColumn.self)
    package static let transportStatuses = CSVTable(
        .transportStatus, "Transport statuses", "One row per step of a shipment on its way, oldest first.",
        columns: TransportColumn.self)
    package static let deliveryFailures = CSVTable(
        .deliveryFailure, "Delivery failures", "One row per notice that did not reach the carrier.",
        columns: FailureColumn.self)
    package static let deliveryRetries = CSVTable(
        .deliveryRetry, "Delivery retries", "One row per notice to a carrier that is to be sent again now.",
        columns: RetryColumn.self)
}

private let ourOrder = ["order number", "order no", "订单号", "订单编号"]
private let shipmentWords = ["shipment id", "shipment number", "发货单号", "出货单号", "运单"]
private let trackingWords = ["tracking", "tracking no", "waybill", "快递单号", "运单号", "物流单号"]

enum DecisionColumn: Int, CSVColumnSet {
    case order, verdict, person, reason, change, to, workingDays, terms, evidence, evidenceSHA256

    var declaration: CSVColumn {
        switch self {
        case .order:
            CSVColumn(
                "order", .line, .everyRow, .identifier, "Our order number, as on the review task.",
                example: "SO-2026-000017", aliases: ourOrder)
        case .verdict:
            CSVColumn(
                "verdict", .line, .everyRow, .choice(OrderWords.verdicts),
                "approve, reject, ask (the customer), send-back (ask a colleague), answer, delegate, or assign.",
                example: "approve",
                aliases: ["decision", "审核结果", "评审结果", "意见"])
        case .person:
            CSVColumn(
                "person", .line, .everyRow, .text, "Who decided.", example: "Wang Fang",
                aliases: ["decided by", "reviewer", "审核人", "评审人", "姓名"])
        case .reason:
            CSVColumn(
                "reason", .line, .optional, .text,
                "Why; the question or the answer. Needed for all but approve and assign.",
                example: "credit limit exceeded", aliases: ["comment", "原因", "理由", "说明"])
        case .change:
            CSVColumn(
                "change", .line, .optional, .identifier,
                "The number of the customer's change or cancellation that is decided, as on the task. Empty: the order.",
                example: "1", aliases: ["change number", "变更号", "变更单号"])
        case .to:
            CSVColumn(
                "to", .line, .optional, .identifier,
                "The role that is asked (send-back), decides (delegate) or takes care (assign).", example: "sales",
                aliases: ["转交", "转交给", "责任部门"])
        case .workingDays:
            CSVColumn(
                "working_days", .line, .optional, .integer, "How many working days the department needs (G15).",
                example: "5", aliases: ["lead time", "所需工作日", "所需天数"])
        case .terms:
            CSVColumn(
                "terms", .line, .optional, .text,
                "On which terms the order is taken; they stand in the confirmation.", example: "prepayment of 30 %",
                aliases: ["附加条款", "接单条件"])
        case .evidence:
            CSVColumn(
                "evidence", .line, .optional, .text, "The document that proves the decision.",
                example: "contract-4711.pdf", aliases: ["证明文件", "附件"])
        case .evidenceSHA256:
            CSVColumn(
                "evidence_sha256", .line, .optional, .identifier, "Its SHA-256 in hex.", example: "9f86d081…",
                aliases: ["附件摘要"])
        }
    }
}

enum ProgressColumn: Int, CSVColumnSet {
    case order, progress, person, expectedOn

    var declaration: CSVColumn {
        switch self {
        case .order:
            CSVColumn(
                "order", .line, .everyRow, .identifier, "Our order number, as on the request.",
                example: "SO-2026-000017", aliases: ourOrder)
        case .progress:
            CSVColumn(
                "progress", .line, .everyRow, .text, "How it stands.", example: "half of it is made",
                aliases: ["进展", "进展情况", "进度"])
        case .person:
            CSVColumn(
                "person", .line, .everyRow, .text, "Who reports.", example: "Wang Fang",
                aliases: ["reported by", "汇报人", "姓名"])
        case .expectedOn:
            CSVColumn(
                "expected_on", .line, .optional, .date, "When it will be done.", example: "2026-11-26",
                aliases: ["expected", "预计完成日期"])
        }
    }
}

enum AnswerColumn: Int, CSVColumnSet {
    case order, answer, person, note

    var declaration: CSVColumn {
        switch self {
        case .order:
            CSVColumn(
                "order", .line, .everyRow, .identifier, "Your order number, or ours.", example: "PO-4711",
                aliases: ourOrder)
        case .answer:
            CSVColumn(
                "answer", .line, .everyRow, .choice(OrderWords.answers),
                "confirm-record (the record of the telephone order is right), ship-part, wait, or cancel.",
                example: "ship-part", aliases: ["答复", "回复", "客户答复"])
        case .person:
            CSVColumn(
                "person", .line, .optional, .text, "Who answers.", example: "H. Meyer", aliases: ["answered by", "答复人"])
        case .note:
            CSVColumn(
                "note", .line, .optional, .text, "Anything a person should read.", example: "rest by 15 December",
                aliases: ["remarks", "comment", "备注"])
        }
    }
}

enum DispatchColumn: Int, CSVColumnSet {
    case shipment, dispatchedOn, confirmedBy, packages, trackingNumber
    case line, product, lot, quantity

    var declaration: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .document, .everyRow, .identifier, "The id on the dispatch instruction.",
                example: "SO-2026-000017-S1", aliases: shipmentWords)
        case .dispatchedOn:
            CSVColumn(
                "dispatched_on", .document, .optional, .date, "When the goods left.", example: "2026-11-23",
                aliases: ["dispatch date", "发货日期", "出库日期"])
        case .confirmedBy:
            CSVColumn(
                "confirmed_by", .document, .optional, .text, "The storekeeper who checked the goods.",
                example: "Chen Jie", aliases: ["storekeeper", "仓管员", "确认人", "复核人"])
        case .packages:
            CSVColumn(
                "packages", .document, .optional, .integer, "How many packages.", example: "3",
                aliases: ["parcels", "件数", "箱数"])
        case .trackingNumber:
            CSVColumn(
                "tracking_number", .document, .optional, .identifier, "The carrier's tracking number, where known.",
                example: "LB123456789", aliases: trackingWords)
        case .line:
            CSVColumn(
                "line", .line, .everyRow, .identifier, "The line of the dispatch instruction.", example: "1",
                aliases: ["line number", "行号", "序号", "项次"])
        case .product:
            CSVColumn(
                "product", .line, .everyRow, .identifier, "Our product code.", example: "W-100",
                aliases: ["product code", "article", "sku", "产品编号", "产品编码", "货号"])
        case .lot:
            CSVColumn(
                "lot", .line, .optional, .identifier, "The lot that was picked. Empty where lots are not told apart.",
                example: "L2026-10", aliases: ["batch", "批号", "批次"])
        case .quantity:
            CSVColumn(
                "quantity", .line, .everyRow, .decimal, "How much left, in the product's own unit.", example: "120",
                aliases: ["qty", "数量", "实发数量"])
        }
    }
}

enum CarrierColumn: Int, CSVColumnSet {
    case shipment, trackingNumber, labelReference, refusal

    var declaration: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .line, .everyRow, .identifier, "The id of the shipment in our notice.",
                example: "SO-2026-000017-S1", aliases: shipmentWords)
        case .trackingNumber:
            CSVColumn(
                "tracking_number", .line, .column, .identifier, "The number under which the shipment can be followed.",
                example: "LB123456789", aliases: trackingWords)
        case .labelReference:
            CSVColumn(
                "label_reference", .line, .optional, .text, "Where the label is to be found.", example: "LBL-99",
                aliases: ["label", "面单", "面单号"])
        case .refusal:
            CSVColumn(
                "refusal", .line, .optional, .text, "Why the shipment is not taken.",
                example: "no service to this area",
                aliases: ["refused because", "拒绝原因", "拒收原因"])
        }
    }
}

enum DeliveryColumn: Int, CSVColumnSet {
    case shipment, deliveredOn, signedBy, remarks

    var declaration: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .line, .everyRow, .identifier, "The id of the shipment.", example: "SO-2026-000017-S1",
                aliases: shipmentWords)
        case .deliveredOn:
            CSVColumn(
                "delivered_on", .line, .column, .date, "When the goods arrived.", example: "2026-11-25",
                aliases: ["delivery date", "送达日期", "签收日期", "到货日期"])
        case .signedBy:
            CSVColumn(
                "signed_by", .line, .optional, .text, "Who signed the delivery note.", example: "H. Meyer",
                aliases: ["received by", "签收人", "收货人"])
        case .remarks:
            CSVColumn(
                "remarks", .line, .optional, .text, "Damage, shortage, anything on the delivery note.",
                example: "one carton dented", aliases: ["note", "comment", "备注"])
        }
    }
}

enum TransportColumn: Int, CSVColumnSet {
    case shipment, trackingNumber, status, date, time, location, expectedOn, expectedTime, reason, code, signedBy
    case remarks

    var declaration: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .line, .column, .identifier,
                "The id of the shipment in our notice. Empty: the tracking number says which.",
                example: "SO-2026-000017-S1", aliases: shipmentWords)
        case .trackingNumber:
            CSVColumn(
                "tracking_number", .line, .optional, .identifier, "Your own number of it.", example: "LB123456789",
                aliases: trackingWords)
        case .status:
            CSVColumn(
                "transport_status", .line, .everyRow, .choice(OrderWords.steps),
                "picked-up, in-transit, arriving, exception, delivered or returned.", example: "in-transit",
                aliases: ["status", "shipment status", "运输状态", "物流状态"])
        default: whenAndWhere
        }
    }

    private var whenAndWhere: CSVColumn {
        switch self {
        case .date:
            CSVColumn(
                "date", .line, .optional, .date, "The day on which it happened.", example: "2026-11-25",
                aliases: ["status date", "日期", "状态日期"])
        case .time:
            CSVColumn(
                "time", .line, .optional, .text, "The time of day, on the clocks there.", example: "14:30",
                aliases: ["status time", "时间"])
        case .location:
            CSVColumn(
                "location", .line, .optional, .text, "Where the goods are.", example: "Hamburg",
                aliases: ["place", "city", "所在地", "当前位置", "位置"])
        case .expectedOn:
            CSVColumn(
                "expected_on", .line, .optional, .date, "When they are expected at the customer's.",
                example: "2026-11-26", aliases: ["eta", "expected delivery", "预计到达日期", "预计送达日期"])
        case .expectedTime:
            CSVColumn(
                "expected_time", .line, .optional, .text, "In which hours of that day.", example: "14:00-16:00",
                aliases: ["time window", "预计到达时间"])
        case .reason:
            CSVColumn(
                "reason", .line, .optional, .text, "What is in the way. The customer reads it.",
                example: "road closed by snow", aliases: ["exception reason", "异常原因", "原因"])
        case .code:
            CSVColumn(
                "code", .line, .optional, .text, "Your own code of the status.", example: "SD",
                aliases: ["status code", "状态代码"])
        case .signedBy:
            CSVColumn(
                "signed_by", .line, .optional, .text,
                "Who signed for the goods: with delivered it is the proof of delivery.", example: "H. Meyer",
                aliases: ["signature", "签收人"])
        default:
            CSVColumn(
                "remarks", .line, .optional, .text, "Damage, shortage, anything else.",
                example: "one carton dented", aliases: ["comment", "备注"])
        }
    }
}

enum FailureColumn: Int, CSVColumnSet {
    case shipment, webhookID, type, cause, attempts, reason

    var declaration: CSVColumn {
        switch self {
        case .shipment:
            CSVColumn(
                "shipment", .line, .everyRow, .identifier, "The id of the shipment.", example: "SO-2026-000017-S1",
                aliases: shipmentWords)
        case .webhookID:
            CSVColumn("webhook_id", .line, .everyRow, .identifier, "The id of the notice.", example: "msg_42")
        case .type:
            CSVColumn("type", .line, .everyRow, .identifier, "What it tells.", example: "shipment.requested")
        case .cause:
            CSVColumn(
                "cause", .line, .everyRow, .choice(OrderWords.failureCauses), "exhausted, gone or misconfigured.",
                example: "exhausted")
        case .attempts: CSVColumn("attempts", .line, .optional, .integer, "How often it was tried.", example: "10")
        case .reason:
            CSVColumn(
                "reason", .line, .optional, .text, "What came of the last attempt.",
                example: "the carrier answered 503")
        }
    }
}

enum RetryColumn: Int, CSVColumnSet {
    case webhookID, person

    var declaration: CSVColumn {
        switch self {
        case .webhookID:
            CSVColumn(
                "webhook_id", .line, .everyRow, .identifier, "The id of the notice, or all for all undelivered ones.",
                example: "msg_42", aliases: ["webhook", "notice", "通知编号"])
        case .person:
            CSVColumn(
                "person", .line, .optional, .text, "Who asks for it.", example: "Wang Fang", aliases: ["姓名"])
        }
    }
}
