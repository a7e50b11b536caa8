// The questions to customers that follow from findings, in English and in Chinese.

import OrderModel

enum QuestionTexts {
    /// By the finding's code; `{value}` is the offending value. Codes that are not here are put as the finding says it.
    static let table: [FindingCode: (english: String, chinese: String)] = head.merging(lines) { first, _ in first }

    private static let head: [FindingCode: (english: String, chinese: String)] = [
        .customerUnknown: (
            "We do not have you in our customer data yet ({value}); we will complete them.",
            "我方客户资料中尚无贵方信息({value}),我方将补充。"
        ),
        .customerIncomplete: (
            "Our customer data about you are incomplete; we will complete them.", "我方所存贵方资料不完整,我方将补充。"
        ),
        .contactMissing: (
            "Whom can we reach about this order? Please give a telephone number or an e-mail address.",
            "本订单请提供联系人的电话或电子邮箱。"
        ),
        .addressIncomplete: (
            "Where are the goods to go? Please give the address with street and city (we have: {value}).",
            "请提供完整的收货地址,包括街道和城市(现有:{value})。"
        ),
        .linesMissing: (
            "The order has no lines. What do you order?", "订单没有任何明细行。请说明订购的产品、数量和单位。"
        ),
        .currencyMissing: ("In which currency are the prices of the order?", "订单价格使用何种货币?"),
        .currencyUnknown: (
            "We do not know the currency '{value}'. Which one is meant? Please use ISO 4217 codes.",
            "无法识别货币代码“{value}”,请使用 ISO 4217 代码。"
        ),
        .totalDiffers: (
            "The total {value} is not the sum of the lines. Are the lines right, or the total?",
            "订单总额 {value} 与各行金额之和不符。请确认以明细行还是以总额为准。"
        ),
        .attestationMissing: (
            "The fax has neither signature nor stamp. Please send the order signed or stamped.",
            "传真订单没有签名或盖章。请签名或盖章后重新发送。"
        ),
        .recordUnconfirmed: (
            "Please confirm that our record of your verbal order, as in this document, is right.",
            "请确认本文件所载口头(电话)订单记录的内容无误。"
        ),
    ]

    private static let lines: [FindingCode: (english: String, chinese: String)] = [
        .lineNumberDuplicate: (
            "The line number {value} stands twice. Please number the lines apart.", "行号 {value} 重复,请分别编号。"
        ),
        .valueMissing: ("How much do you order? There is no quantity.", "没有数量。请注明订购数量。"),
        .quantityNotPositive: (
            "The quantity is {value}. How much do you order?", "数量为 {value}。请注明订购数量。"
        ),
        .valueOutOfRange: (
            "The value {value} is beyond what we can take. Please check it.", "数值 {value} 超出可处理范围,请核对。"
        ),
        .priceMissing: (
            "Which price was agreed? You gave none, and we have none on file.",
            "没有价格,我方价格体系中也没有该价格。请注明约定的价格。"
        ),
        .priceNegative: ("The price is {value}. Which price was agreed?", "价格为 {value}。请注明约定的价格。"),
        .priceBaseNotPositive: (
            "The price is given for {value} units. For how many is it?", "价格对应的数量基数为 {value},请更正。"
        ),
        .productUnknown: (
            "We do not know the product '{value}'. Which one do you mean?", "无法识别产品“{value}”。请说明所指产品。"
        ),
        .productMissing: (
            "Which product do you mean? Please give our code, your code or the GTIN (you wrote: {value}).",
            "请注明产品编号(我方编号、贵方编号或 GTIN),来文为:{value}。"
        ),
        .productAmbiguous: (
            "'{value}' stands for more than one of our products. Which one do you mean?",
            "“{value}”对应多个产品。请说明所指产品。"
        ),
        .unitUnknown: (
            "We do not know in which unit you order ({value}). Which one do you mean?", "无法识别单位({value}),请说明。"
        ),
        .unitNotSold: (
            "The product is not sold in {value}. In which of its units do you order?",
            "该产品不按 {value} 销售,请改用可售单位。"
        ),
        .lineAmountDiffers: (
            "The amount {value} is not quantity times price. Which of the three is right?",
            "金额 {value} 与数量乘以单价不符。请确认数量、单价和金额。"
        ),
        .deliveryDatePast: (
            "The delivery date {value} has passed. By when do you need the goods?", "交货日期 {value} 已过。请提供新的日期。"
        ),
    ]
}
