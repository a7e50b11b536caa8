// Words for choices: ours, and those that people write instead.

import OrderModel
import Spellings

enum Words {
    /// Codes in capital letters: `eur` is EUR. Nearly all come in them already.
    static func upperCase(_ text: String) -> String {
        text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : text.uppercased()
    }
}

enum OrderWords {
    static let documentTypes: [CSVColumn.Choice] = [
        .init(OrderDocumentType.purchaseOrder.rawValue, "po", "采购订单"),
        .init(OrderDocumentType.salesContract.rawValue, "contract", "销售合同", "合同"),
        .init(OrderDocumentType.orderSheet.rawValue, "order form", "订货单", "订单"),
        .init(OrderDocumentType.requestForQuotation.rawValue, "rfq", "quotation", "inquiry", "询价", "询价单", "报价", "报价单"),
    ]
    static let forms: [CSVColumn.Choice] = [
        .init(OrderForm.electronic.rawValue, "电子", "电子订单"),
        .init(OrderForm.paper.rawValue, "written", "书面", "书面订单", "纸质"),
    ]
    static let classes: [CSVColumn.Choice] = [
        .init(OrderClass.sales.rawValue, "销售", "商品销售", "商品销售订单"),
        .init(OrderClass.afterSales.rawValue, "service", "售后", "售后服务", "售后服务订单"),
        .init(OrderClass.complaint.rawValue, "refund", "投诉", "退款", "投诉与退款订单"),
    ]
    static let urgencies: [CSVColumn.Choice] = [
        .init(OrderUrgency.normal.rawValue, "no", "普通", "一般", "否"),
        .init(OrderUrgency.urgent.rawValue, "rush", "yes", "紧急", "加急", "是"),
    ]
    static let purposes: [CSVColumn.Choice] = [
        .init(OrderPurpose.original.rawValue, "new", "新订单"),
        .init(OrderPurpose.change.rawValue, "变更", "修改"),
        .init(OrderPurpose.cancellation.rawValue, "cancel", "取消"),
        .init(OrderPurpose.copy.rawValue, "duplicate", "副本"),
    ]
    static let verdicts: [CSVColumn.Choice] = [
        .init(ReviewDecision.Verdict.approve.rawValue, "approved", "yes", "同意", "批准", "通过"),
        .init(ReviewDecision.Verdict.reject.rawValue, "rejected", "no", "不同意", "拒绝", "驳回"),
        .init(ReviewDecision.Verdict.ask.rawValue, "question", "询问", "退回询问"),
        .init(ReviewDecision.Verdict.sendBack.rawValue, "send back", "sendback", "退回"),
        .init(ReviewDecision.Verdict.answer.rawValue, "答复", "回复"),
        .init(ReviewDecision.Verdict.delegate.rawValue, "委托", "转交"),
        .init(ReviewDecision.Verdict.assign.rawValue, "分配", "指派"),
    ]
    static let answers: [CSVColumn.Choice] = [
        .init(CustomerAnswer.Answer.confirmRecord.rawValue, "confirm", "确认", "确认记录"),
        .init(CustomerAnswer.Answer.shipPart.rawValue, "part", "分批发货", "部分发货"),
        .init(CustomerAnswer.Answer.wait.rawValue, "等待", "等齐发货"),
        .init(CustomerAnswer.Answer.cancel.rawValue, "取消"),
    ]
    static let acceptances: [CSVColumn.Choice] = [
        .init(ReceiptAdvice.Result.accepted.rawValue, "ok", "yes", "合格", "验收合格", "接受"),
        .init(ReceiptAdvice.Result.acceptedWithRemarks.rawValue, "with remarks", "让步接收", "有条件接受", "部分合格"),
        .init(ReceiptAdvice.Result.rejected.rawValue, "no", "refused", "不合格", "拒收"),
    ]
    static let consents: [CSVColumn.Choice] = [
        .init(ShortageConsent.part.rawValue, "分批"), .init(ShortageConsent.wait.rawValue, "等待"),
        .init(ShortageConsent.ask.rawValue, "询问"),
    ]
    static let standings: [CSVColumn.Choice] = [
        .init(CreditStanding.good.rawValue, "良好", "好"), .init(CreditStanding.bad.rawValue, "不良", "差"),
    ]
    static let steps: [CSVColumn.Choice] = [
        .init(TransportStatus.Step.pickedUp.rawValue, "picked up", "collected", "已揽收", "揽收", "已提货"),
        .init(TransportStatus.Step.inTransit.rawValue, "in transit", "on the way", "运输中", "在途", "运送中"),
        .init(TransportStatus.Step.arriving.rawValue, "out for delivery", "派送中", "即将到达", "配送中"),
        .init(TransportStatus.Step.exception.rawValue, "delayed", "held", "异常", "延误"),
        .init(TransportStatus.Step.delivered.rawValue, "pod", "已签收", "签收", "已送达"),
        .init(TransportStatus.Step.returned.rawValue, "returning", "退回", "已退回", "退件"),
    ]
    static let failureCauses: [CSVColumn.Choice] = DeliveryFailure.Cause.allCases.map { .init($0.rawValue) }
    static let yes: Set<String> = ["yes", "y", "true", "1", "是", "x", "√"]
    static let all: Set<String> = ["all", "*", "全部"]
    static let no: Set<String> = ["no", "n", "false", "0", "否"]

    static let lineChanges: [CSVColumn.Choice] = [
        .init(LineChange.add.rawValue, "new", "新增", "增加"),
        .init(LineChange.delete.rawValue, "cancel", "cancelled", "remove", "删除", "取消"),
        .init(LineChange.change.rawValue, "changed", "变更", "修改"),
        .init(LineChange.unchanged.rawValue, "no change", "不变", "无变更"),
    ]

    /// Our word for what was written, nil if it is none of them.
    static func find(_ text: String, in choices: [CSVColumn.Choice]) -> String? {
        if let exact = choices.first(where: { $0.value == text }) { return exact.value }
        let wanted = Spelling.normalized(text)
        return choices.first { choice in
            Spelling.normalized(choice.value) == wanted || choice.words.contains { Spelling.normalized($0) == wanted }
        }?.value
    }
}
