// Chinese (simplified): the words that letters need besides their templates.

import OrderModel

extension LetterWords {
    static let chinese = LetterWords(
        language: "zh-Hans",
        date: { date in
            let (year, month, day) = date.components
            return "\(year)年\(month)月\(day)日"
        },
        time: { date, clock, zone in "\(date) \(clock)（\(zone)）" },
        span: { first, last in "\(first)至\(last)" },
        place: { line, column, field in
            let line = line.map { line in "第 \(line) 行" + (column.map { "第 \($0) 列" } ?? "") }
            let parts = [line, field].compactMap(\.self).filter { !$0.isEmpty }
            guard let first = parts.first else { return nil }
            return parts.count == 2 ? "\(first)（\(parts[1])）" : first
        },
        title: { ChineseFindingTexts.table[$0]?.title },
        remedy: { finding in ChineseFindingTexts.table[finding.code]?.remedy ?? finding.hint },
        units: [
            "C62": "件", "EA": "件", "H87": "件", "PR": "双", "SET": "套", "DZN": "打", "KGM": "千克", "GRM": "克",
            "TNE": "吨", "LBR": "磅", "MTR": "米", "CMT": "厘米", "MMT": "毫米", "MTK": "平方米", "MTQ": "立方米",
            "LTR": "升", "MLT": "毫升", "CT": "箱", "XCT": "箱", "BX": "盒", "XBX": "盒", "PK": "包", "XPK": "包",
            "XPX": "托", "PF": "托", "RO": "卷", "XRO": "卷", "BG": "袋", "XBG": "袋", "XBO": "瓶", "BO": "瓶",
            "ST": "张", "HUR": "小时", "DAY": "天",
        ],
        severities: [.note: "说明", .warning: "请核对", .error: "错误"],
        kinds: [
            .order: "订单", .customerAnswer: "贵方的答复", .decision: "评审决定", .progressReport: "进展汇报", .dispatchReport: "发货报告",
            .carrierReport: "承运人报告", .deliveryReport: "签收报告", .transportStatus: "运输状态", .deliveryFailure: "通知失败",
            .deliveryRetry: "重新通知", .products: "产品资料",
            .customers: "客户资料", .prices: "价格表", .sales: "销售记录", .stock: "库存", .receiptAdvice: "贵方的收货通知",
        ],
        outcomes: [
            .registered: "已收到，审核后将另行发送订单确认函",
            .questioned: "已收到，有问题需要贵方答复，详见另函",
            .repeated: "此前已收到，未重复登记，我方将再次发送先前的答复",
            .referred: "已收到，我方工作人员将查看并与贵方联系",
            .refused: "未受理",
            .accepted: "已收到",
        ],
        statuses: [.accepted: "接受", .changed: "有变更", .refused: "不接受"],
        answers: [
            .confirmRecord: "电话订单记录无误",
            .shipPart: "先发现货，其余稍后发出",
            .wait: "等全部备齐后一并发出",
            .cancel: "取消订单",
        ],
        open: "待定")
}
