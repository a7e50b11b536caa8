// Chinese: what a finding is and what the sender can do, for letters. Every code is here; a test sees to it.

import OrderModel

enum ChineseFindingTexts {
    struct Text {
        let title: String
        let remedy: String
        init(_ title: String, _ remedy: String) {
            self.title = title
            self.remedy = remedy
        }
    }

    static let table: [FindingCode: Text] = files.merging(syntax) { first, _ in first }
        .merging(values) { first, _ in first }.merging(orders) { first, _ in first }
        .merging(reports) { first, _ in first }

    private static let files: [FindingCode: Text] = [
        .fileEmpty: Text("文件是空的", "请检查导出程序是否出错，然后重新发送。"),
        .fileTooLarge: Text("文件过大", "请拆分为几个文件发送。"),
        .fileIncomplete: Text("文件不完整，缺少结尾", "请以新的文件名重新发送完整的文件。"),
        .kindUnknown: Text("无法判断文件的类型", "请使用约定的表头，或在 JSON 中注明 \"document\": \"order\"。"),
        .kindNotAllowedHere: Text("此文件夹不接收这类文件", "请放入发送方自己的文件夹。"),
        .charsetInvalid: Text("文字编码无法识别", "请将文件另存为 UTF-8 后重新发送。"),
        .charsetDiffers: Text("文字编码与约定不同", "已按实际编码读取；请统一使用约定的编码，或通知我方更改。"),
        .binaryContent: Text("不是文本文件", "请将工作表另存为 CSV（UTF-8）后发送。"),
        .tooManyDocuments: Text("一个文件中的订单过多", "请拆分文件；其中内容均未受理。"),
        .tooManyLines: Text("一份订单的行数过多", "请拆分为几份订单。"),
        .tooManyFindings: Text("问题过多，未全部列出", "请先更正已列出的问题，许多问题原因相同。"),
        .gzipDamaged: Text("压缩文件损坏", "请重新压缩，并以二进制方式发送。"),
        .gzipTrailingData: Text("压缩文件之后还有多余的数据", "请重新压缩后发送。"),
        .containerTooDeep: Text("压缩层数过多", "请直接发送文件，最多压缩一层。"),
        .mailUnreadable: Text("邮件无法读取", "请将邮件另存为 .eml 后重新发送。"),
        .mailPartUnreadable: Text("邮件的附件无法读取", "请重新发送该附件。"),
        .mailNothingToRead: Text("邮件中没有可以读取的订单", "请将订单文件作为附件发送。"),
        .scanWithoutData: Text("扫描件没有配套的数据文件", "请同时发送数据文件和扫描件，两者除扩展名外文件名相同。"),
        .notProcessed: Text("我方系统处理该文件时出错", "贵方无需处理，由我方管理员重新处理。"),
    ]

    private static let syntax: [FindingCode: Text] = [
        .csvUnclosedQuote: Text("引号没有结束", "请补上结尾的引号；字段中的引号须写两次。"),
        .csvStrayQuote: Text("引号的位置不对", "含引号的字段须整体加引号，其中的引号写两次。"),
        .csvFieldCount: Text("该行的字段数与表头不一致", "请检查分隔符；含分隔符的字段须加引号。"),
        .csvHeaderDuplicate: Text("表头中有两列含义相同", "请删除或改名其中一列。"),
        .csvColumnMissing: Text("缺少必需的列", "请补上该列。"),
        .csvColumnUnknown: Text("表头中有不认识的列", "请核对列名；不需要的列可以删除。"),
        .csvFieldTooLong: Text("字段过长", "请缩短内容，或检查是否漏写引号。"),
        .csvOrderFieldsDiffer: Text("同一订单的各行内容互相矛盾", "请使同一订单各行的内容一致，或只在首行填写。"),
        .csvRowsScattered: Text("同一订单的行没有排在一起，且此类订单过多", "请按订单号排序后重新发送；其中内容均未受理。"),
        .csvTrailerWrong: Text("结尾行的行数与文件不符", "请重新发送完整的文件；其中内容均未受理。"),
        .jsonSyntax: Text("JSON 格式错误", "请更正所指位置后重新发送。"),
        .jsonTooDeep: Text("JSON 嵌套过深", "请按公布的格式书写。"),
        .jsonDuplicateKey: Text("同一对象中键名重复", "请删除重复的键。"),
        .jsonNumberTooLong: Text("数字位数过多", "请减少位数。"),
        .jsonWrongType: Text("值的类型不对", "请按公布的格式书写该值。"),
        .jsonUnknownField: Text("有不认识的字段", "请核对字段名。"),
        .xmlSyntax: Text("XML 格式错误", "请更正所指位置后重新发送。"),
        .xmlDoctypeRefused: Text("不接受 DOCTYPE 声明", "请删除 DOCTYPE 声明。"),
        .xmlTooDeep: Text("XML 嵌套过深", "请按 UBL 标准书写。"),
        .xmlRootUnknown: Text("不是我方能读取的 XML 文件", "请发送 UBL 订单。"),
        .xmlElementUnknown: Text("有不认识的元素", "请核对元素名和命名空间。"),
        .ediSyntax: Text("报文封套损坏，无法读取", "请按转换软件的原始输出重新发送。"),
        .ediLayout: Text("报文排版受损", "请以二进制方式传输，途中不要用编辑器打开。"),
        .ediCountWrong: Text("报尾的计数不符", "请检查生成报尾的程序，确认没有遗漏段。"),
        .ediControlNumberDiffers: Text("报头与报尾的控制号不一致", "请在报头和报尾中写入相同的控制号。"),
        .ediAddressWrong: Text("报文的发送方或接收方不符", "请放入发送方自己的文件夹，或通知我方登记该地址。"),
        .ediMessageUnknown: Text("不读取此类报文", "请发送 850、860，或 ORDERS、ORDCHG。"),
        .ediMessageRepeated: Text("控制号在文件中重复", "请使每个报文的控制号各不相同。"),
        .ediSegmentMissing: Text("缺少必需的段", "请补上该段。"),
        .ediSegmentUnexpected: Text("段的位置不对", "请移到正确的位置，或删除该段。"),
        .ediElementMissing: Text("缺少必需的数据元", "请补上该数据元。"),
        .ediTestMessage: Text("测试报文", "如为正式订单，请以正式报文重新发送。"),
        .ediAcknowledged: Text("贵方已确认收到我方报文", "无需处理。"),
        .ediAnswerRejected: Text("贵方拒收了我方报文", "我方将查看原因并重新发送。"),
        .ediCodeUnknown: Text("代码不在代码表中", "请使用标准代码，或通知我方登记贵方的代码。"),
    ]

    private static let values: [FindingCode: Text] = [
        .valueMissing: Text("缺少必填的内容", "请填写后重新发送。"),
        .valueNotANumber: Text("应为数字", "请只写数字，例如 1234.50。"),
        .valueTooManyDecimals: Text("小数位数过多", "最多六位小数。"),
        .valueOutOfRange: Text("数值不合理", "请核对该数值。"),
        .valueNotADate: Text("不是有效的日期", "请按 年-月-日 书写，例如 2026-12-31。"),
        .valueNotInList: Text("内容不在允许的范围内", "请使用规定的用语。"),
        .valueTooLong: Text("内容过长", "请缩短。"),
        .spreadsheetDamage: Text("内容被电子表格软件改动", "请将该列设为文本格式，更正后重新保存并发送。"),
        .fieldNotCarried: Text("该格式无法包含此字段", "请改用 JSON，或另行发送该内容。"),
    ]

    private static let orders: [FindingCode: Text] = [
        .orderNumberMissing: Text("没有订单号", "请填写订单号，CSV 文件每一行都要填写。"),
        .linesMissing: Text("没有订单明细", "请补上明细行。"),
        .lineNumberDuplicate: Text("行号重复", "请使各行的行号各不相同。"),
        .quantityNotPositive: Text("数量缺失、为零或为负", "请填写订购数量；退货请以售后订单发送。"),
        .priceNegative: Text("价格为负", "请更正价格。"),
        .priceMissing: Text("没有价格", "请填写价格，或与我方商定。"),
        .priceBaseNotPositive: Text("计价数量必须大于零", "请更正计价数量。"),
        .productUnknown: Text("产品不存在", "请核对产品编码。"),
        .productMissing: Text("该行没有注明产品", "请填写产品编码。"),
        .productAmbiguous: Text("编码对应多个产品", "请填写我方的产品编码。"),
        .specificationDiffers: Text("规格与产品不符", "请核对规格和产品编码。"),
        .unitUnknown: Text("计量单位不认识", "请使用约定的计量单位。"),
        .unitNotSold: Text("该产品不按此单位销售", "请改用该产品的销售单位。"),
        .currencyUnknown: Text("币种不认识", "请使用 ISO 4217 币种代码，例如 CNY。"),
        .currencyMissing: Text("有价格但没有币种", "请填写币种，例如 CNY。"),
        .deliveryDatePast: Text("交货日期已过", "请填写新的交货日期。"),
        .deliveryDateMissing: Text("没有交货日期", "请填写交货日期。"),
        .addressIncomplete: Text("收货地址不完整", "请填写街道和城市。"),
        .contactMissing: Text("没有联系方式", "请填写联系电话或电子邮件。"),
        .customerUnknown: Text("我方没有该客户的资料", "请与我方客服联系。"),
        .customerIncomplete: Text("客户资料不完整", "请与我方客服联系，补全资料。"),
        .senderMismatch: Text("订单以他人名义发送", "请核对买方编号，或由买方自己发送。"),
        .lineAmountDiffers: Text("行金额不等于数量乘以单价", "请核对数量、单价和金额。"),
        .totalDiffers: Text("合计与各行金额之和不符", "请核对合计。"),
        .attestationMissing: Text("传真订单没有签字或盖章", "请签字或盖章后重新发送。"),
        .recordUnconfirmed: Text("电话订单记录未经双方确认", "请确认记录内容。"),
        .orderRepeated: Text("该订单此前已经收到", "无需处理；未重复登记。"),
        .orderNumberReused: Text("该订单号已用于另一份订单", "请使用新的订单号，或注明是对原订单的变更。"),
        .changeNotPossible: Text("无法变更", "请与我方客服联系。"),
        .quotationUnknown: Text("我方没有该报价单", "请核对报价单号。"),
        .quotationExpired: Text("报价已过有效期", "请重新询价，或按我方价格体系下单。"),
        .quotationDiffers: Text("报价单中没有该行的价格", "请按报价内容下单，或重新询价。"),
        .promotionNotApplicable: Text("不符合促销或协议价格的条件", "请按现行价格或符合条件的数量下单。"),
        .draftNotAllowed: Text("不能代客户下单", "销售部只能起草报价单。"),
        .changeNeedsPerson: Text("变更或取消由我方工作人员处理", "无需处理，我方将与贵方联系。"),
    ]

    private static let reports: [FindingCode: Text] = [
        .orderUnknown: Text("没有该订单", "请核对订单号。"),
        .roleNotAsked: Text("该部门无需对此作出决定", "无需处理。"),
        .decisionAlreadyGiven: Text("此前已作出决定", "以先前的决定为准。"),
        .decisionOfOwnWork: Text("录入人不得审批本人录入的订单", "请由其他同事审批。"),
        .decisionIncomplete: Text("决定不完整", "请补全后重新发送。"),
        .answerNotAsked: Text("我方没有提出需要答复的问题", "请核对订单号。"),
        .shipmentUnknown: Text("没有该批货物", "请核对货物编号。"),
        .shipmentAlreadyReported: Text("该批货物此前已经报告", "无需处理。"),
        .reportUnsigned: Text("发货报告没有签字", "请注明确认人后重新发送。"),
        .reportDiffers: Text("报告与发货指令不符", "请核对实际发货内容。"),
        .deliveryUnsigned: Text("没有签收人", "请注明签收人。"),
        .referenceUnknown: Text("引用的内容不存在", "请先发送被引用的资料。"),
        .referenceInvalid: Text("资料自相矛盾", "请更正后重新发送。"),
    ]
}
