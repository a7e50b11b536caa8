// Chinese (simplified): the letters as they are shipped.

enum ChineseLetters {
    static let receipt = """
        # 文件回执：{{fileName}}

        尊敬的客户：

        {{#isTaken}}
        贵方发来的文件已收到，其中内容已全部受理。
        {{/isTaken}}
        {{#isPartlyTaken}}
        贵方发来的文件已收到，其中一部分已受理。请查看未受理的内容，更正后重新发送该部分。
        {{/isPartlyTaken}}
        {{#isRefused}}
        贵方发来的文件已收到，但其中内容均无法受理。请更正后重新发送。
        {{/isRefused}}
        {{#isRepeated}}
        该文件此前已经收到，未重复登记。
        {{/isRepeated}}

        | 文件 | {{fileName}} |
        | 收到时间 | {{receivedAt}} |
        | 我方编号 | {{intake}} |
        | 与此前文件相同 | {{repeatOf}} |
        | 读取方式 | {{format}}{{#charset}}，{{charset}}{{/charset}} |

        {{#hasTaken}}
        ## 已受理

        {{#taken}}
        - {{kind}}{{#customerReference}} {{customerReference}}{{/customerReference}}：{{outcome}}。
          {{#orderNumber}}我方订单号：{{orderNumber}}{{/orderNumber}}
          {{summary}}
        {{#findings}}
          {{severity}}：{{#place}}{{place}}：{{/place}}{{#title}}{{title}}（{{/title}}{{message}}{{#title}}）{{/title}}\
        {{#value}}，文件中为：{{value}}{{/value}}
          {{#remedy}}处理办法：{{remedy}}{{/remedy}}
        {{/findings}}
        {{/taken}}
        {{/hasTaken}}

        {{#hasRefused}}
        ## 未受理

        {{#refused}}
        - {{kind}}{{#customerReference}} {{customerReference}}{{/customerReference}}：{{outcome}}，原因如下：
        {{#findings}}
          {{severity}}：{{#place}}{{place}}：{{/place}}{{#title}}{{title}}（{{/title}}{{message}}{{#title}}）{{/title}}\
        {{#value}}，文件中为：{{value}}{{/value}}
          {{#remedy}}处理办法：{{remedy}}{{/remedy}}
        {{/findings}}
        {{/refused}}

        请将未受理的内容更正后以新文件重新发送；已受理的内容无需重发。
        {{/hasRefused}}

        {{#hasFindings}}
        ## 关于整个文件

        {{#findings}}
        - {{severity}}：{{#place}}{{place}}：{{/place}}{{#title}}{{title}}（{{/title}}{{message}}{{#title}}）{{/title}}
          {{#value}}文件中为：{{value}}{{/value}}
          {{#remedy}}处理办法：{{remedy}}{{/remedy}}
        {{/findings}}
        {{/hasFindings}}

        如有疑问，请注明我方编号 {{intake}}。
        {{#seller.contact}}
        联系方式：{{seller.contact}}
        {{/seller.contact}}

        此致
        {{seller.name}}
        """

    static let confirmation = """
        # 订单确认函 {{orderNumber}}

        尊敬的客户：

        {{#isAccepted}}
        贵方订单 {{customerReference}} 已成功接收，我方按贵方要求予以确认。
        {{/isAccepted}}
        {{#isChanged}}
        贵方订单 {{customerReference}} 已成功接收，我方予以确认，但有下列变更。如有异议，请立即告知我方。
        {{/isChanged}}
        {{#isRejected}}
        贵方订单 {{customerReference}} 已收到。很抱歉，我方无法接受该订单。
        {{/isRejected}}
        {{#isChangeRefused}}
        贵方对订单 {{customerReference}} 的变更或取消申请 {{change}} 已收到。很抱歉，我方无法照办，订单维持原状。
        {{/isChangeRefused}}

        | 我方订单号 | {{orderNumber}} |
        | 贵方订单号 | {{customerReference}} |
        | 贵方变更号 | {{change}} |
        | 贵方订单日期 | {{orderDate}} |
        | 预计发货日期 | {{expectedDispatch}} |
        | 收货地址 | {{deliverTo}} |
        | 运输方式 | {{transportMode}} |
        | 合计 | {{#total}}{{total}} {{currency}}{{/total}} |
        {{#charges}}
        | 附加费：{{chargeReason}} | {{amount}} {{currency}}{{#percent}}（{{percent}} %）{{/percent}} |
        {{/charges}}
        | 含附加费合计 | {{#payable}}{{payable}} {{currency}}{{/payable}} |

        {{#reason}}
        {{#isChanged}}
        ## 与贵方订单的不同之处
        {{/isChanged}}
        {{#isRejected}}
        ## 原因
        {{/isRejected}}
        {{#isChangeRefused}}
        ## 原因
        {{/isChangeRefused}}

        {{reason}}
        {{/reason}}

        {{#hasLines}}
        ## 订单明细

        | 行 | 产品 | 订购数量 | 确认数量 | 稍后发出 | 单价 | 金额 | 预计发货日期 |
        |---|---|---:|---:|---:|---:|---:|---:|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#specification}}，{{specification}}{{/specification}}\
        {{#customerProduct}}（贵方编码：{{customerProduct}}）{{/customerProduct}} \
        | {{ordered}} | {{confirmed}} | {{later}} | {{price}} | {{amount}} | {{dispatch}} |
        {{/lines}}

        {{#currency}}
        所有价格均以 {{currency}} 计，不含税。
        {{/currency}}

        {{#lines}}
        {{#note}}
        - 第 {{line}} 行：{{note}}
        {{/note}}
        {{/lines}}
        {{/hasLines}}

        {{#hasPayment}}
        ## 付款提醒

        {{#paymentMeans}}
        支付方式：{{paymentMeans}}。
        {{/paymentMeans}}
        {{#paymentTerms}}
        付款条件：{{paymentTerms}}。
        {{/paymentTerms}}
        付款时请注明我方订单号 {{orderNumber}}，发票随后寄出。
        {{/hasPayment}}

        {{#hasTerms}}
        ## 附加条款

        {{#terms}}
        - {{term}}
        {{/terms}}
        {{/hasTerms}}

        {{#seller.contact}}
        如对本订单有疑问，请注明我方订单号并联系：{{seller.contact}}
        {{/seller.contact}}

        此致
        {{seller.name}}
        """

    static let quotation = """
        # 报价单 {{number}}

        尊敬的客户：

        {{#isQuoted}}
        感谢贵方{{#requestDate}}于 {{requestDate}} {{/requestDate}}的询价 {{customerReference}}，现报价如下。
        {{/isQuoted}}
        {{#isDeclined}}
        感谢贵方的询价 {{customerReference}}。很抱歉，我方无法报价。
        {{/isDeclined}}

        | 报价单号 | {{number}} |
        | 贵方询价单号 | {{customerReference}} |
        | 报价日期 | {{date}} |
        | 有效期至 | {{validUntil}} |
        | 支付方式 | {{paymentMeans}} |
        | 付款条件 | {{paymentTerms}} |
        | 运输方式 | {{transportMode}} |
        | 收货地址 | {{deliverTo}} |
        | 合计 | {{#total}}{{total}} {{currency}}{{/total}} |
        {{#charges}}
        | 附加费：{{chargeReason}} | {{amount}} {{currency}}{{#percent}}（{{percent}} %）{{/percent}} |
        {{/charges}}
        | 含附加费合计 | {{#payable}}{{payable}} {{currency}}{{/payable}} |

        {{#isDeclined}}
        ## 原因

        {{reason}}
        {{/isDeclined}}

        {{#isQuoted}}
        ## 报价明细

        | 行 | 产品 | 规格 | 数量 | 单价 | 金额 | 交货期（工作日） |
        |---|---|---|---:|---:|---:|---:|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#customerProduct}}（贵方编码：{{customerProduct}}）{{/customerProduct}} \
        | {{specification}} | {{quantity}} | {{price}} | {{amount}} | {{delivery}} |
        {{/lines}}

        所有价格均以 {{currency}} 计，不含税。交货期自收到订单起计算；报价不锁定库存。下单时请注明我方报价单号 {{number}}。

        {{#lines}}
        {{#note}}
        - 第 {{line}} 行：{{note}}
        {{/note}}
        {{/lines}}
        {{/isQuoted}}

        {{#hasTerms}}
        ## 条款

        {{#terms}}
        - {{term}}
        {{/terms}}
        {{/hasTerms}}

        {{#seller.contact}}
        如有疑问，请联系：{{seller.contact}}
        {{/seller.contact}}

        此致
        {{#signedBy}}
        {{signedBy}}
        {{/signedBy}}
        {{seller.name}}
        """

    static let query = """
        # 关于贵方订单 {{customerReference}} 的问题

        尊敬的客户：

        贵方订单 {{customerReference}} 已收到，我方订单号为 {{orderNumber}}。在继续处理之前，请贵方\
        {{#answerBy}}在{{answerBy}}之前{{/answerBy}}答复以下问题。

        ## 需要贵方答复的问题

        {{#questions}}
        - {{text}}
          {{#place}}文件中的位置：{{place}}{{/place}}
        {{/questions}}

        ## 答复方式

        {{howToAnswer}}

        {{#answers}}
        - {{word}}：{{meaning}}
        {{/answers}}

        {{#seller.contact}}
        联系方式：{{seller.contact}}。请注明我方订单号 {{orderNumber}}。
        {{/seller.contact}}

        此致
        {{seller.name}}
        """

    static let delayNotice = """
        # 贵方订单 {{customerReference}} 的处理时间

        尊敬的客户：

        {{reason}}

        | 我方订单号 | {{orderNumber}} |
        | 贵方订单号 | {{customerReference}} |
        | 答复期限 | {{answerBy}} |

        {{#seller.contact}}
        联系方式：{{seller.contact}}。请注明我方订单号 {{orderNumber}}。
        {{/seller.contact}}

        此致
        {{seller.name}}
        """

    static let shippingNotice = """
        # 发货通知 {{shipment}}

        尊敬的客户：

        贵方订单 {{customerReference}} 的货物已于{{dispatchedOn}}发出。

        | 我方订单号 | {{orderNumber}} |
        | 贵方订单号 | {{customerReference}} |
        | 承运人 | {{carrier}} |
        | 物流单号 | {{trackingNumber}} |
        | 件数 | {{packages}} |
        | 收货地址 | {{deliverTo}} |

        ## 本批货物

        | 行 | 产品 | 发出数量 | 稍后发出 | 批号 |
        |---|---|---:|---:|---|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#customerProduct}}（贵方编码：{{customerProduct}}）{{/customerProduct}} \
        | {{quantity}} | {{outstanding}} | {{lots}} |
        {{/lines}}

        {{#hasOutstanding}}
        稍后发出的货物将另行发送发货通知。
        {{/hasOutstanding}}

        货物到达时请当场查验，如有破损请让承运人注明。
        {{#seller.contact}}
        如对本批货物有疑问，请联系：{{seller.contact}}
        {{/seller.contact}}

        此致
        {{seller.name}}
        """
}
