// English: the letters as they are shipped.

enum EnglishLetters {
    static let receipt = """
        # Receipt for your file {{fileName}}

        Dear Sir or Madam,

        {{#isTaken}}
        We have received your file and taken everything in it.
        {{/isTaken}}
        {{#isPartlyTaken}}
        We have received your file and taken a part of it. Please look at what was not taken, and send that part again.
        {{/isPartlyTaken}}
        {{#isRefused}}
        We have received your file, but we could not take anything from it. Please correct it and send it again.
        {{/isRefused}}
        {{#isRepeated}}
        We have received this file before. Nothing was entered a second time.
        {{/isRepeated}}

        | File | {{fileName}} |
        | Received | {{receivedAt}} |
        | Our number of the file | {{intake}} |
        | The same as | {{repeatOf}} |
        | Read as | {{format}}{{#charset}}, {{charset}}{{/charset}} |

        {{#hasTaken}}
        ## What we have taken

        {{#taken}}
        - {{kind}}{{#customerReference}} {{customerReference}}{{/customerReference}}: {{outcome}}.
          {{#orderNumber}}Our order number: {{orderNumber}}{{/orderNumber}}
          {{summary}}
        {{#findings}}
          {{severity}}: {{#place}}{{place}}: {{/place}}{{message}}{{#value}}; found: {{value}}{{/value}}
          {{#remedy}}What to do: {{remedy}}{{/remedy}}
        {{/findings}}
        {{/taken}}
        {{/hasTaken}}

        {{#hasRefused}}
        ## What we have not taken

        {{#refused}}
        - {{kind}}{{#customerReference}} {{customerReference}}{{/customerReference}}: {{outcome}}, because:
        {{#findings}}
          {{severity}}: {{#place}}{{place}}: {{/place}}{{message}}{{#value}}; found: {{value}}{{/value}}
          {{#remedy}}What to do: {{remedy}}{{/remedy}}
        {{/findings}}
        {{/refused}}

        Send what was not taken again, corrected, in a new file. What was taken need not be sent again.
        {{/hasRefused}}

        {{#hasFindings}}
        ## About the file as a whole

        {{#findings}}
        - {{severity}}: {{#place}}{{place}}: {{/place}}{{message}}
          {{#value}}Found: {{value}}{{/value}}
          {{#remedy}}What to do: {{remedy}}{{/remedy}}
        {{/findings}}
        {{/hasFindings}}

        If you have questions, please name our number of the file, {{intake}}.
        {{#seller.contact}}
        You reach us here: {{seller.contact}}
        {{/seller.contact}}

        Yours faithfully
        {{seller.name}}
        """

    static let confirmation = """
        # Order confirmation {{orderNumber}}

        Dear Sir or Madam,

        {{#isAccepted}}
        We have received your order {{customerReference}} and accept it as you placed it.
        {{/isAccepted}}
        {{#isChanged}}
        We have received your order {{customerReference}} and accept it with the changes that are named below. \
        Please tell us at once if you do not agree with them.
        {{/isChanged}}
        {{#isRejected}}
        We have received your order {{customerReference}}. We are sorry that we cannot accept it.
        {{/isRejected}}
        {{#isChangeRefused}}
        We have received your request {{change}} to change or cancel the order {{customerReference}}. We are sorry that we \
        cannot do so; the order stands as it was.
        {{/isChangeRefused}}

        | Our order number | {{orderNumber}} |
        | Your order number | {{customerReference}} |
        | Your change | {{change}} |
        | Your order of | {{orderDate}} |
        | Expected to leave us | {{expectedDispatch}} |
        | Deliver to | {{deliverTo}} |
        | Transport | {{transportMode}} |
        | Total | {{#total}}{{total}} {{currency}}{{/total}} |
        {{#charges}}
        | Surcharge: {{chargeReason}} | {{amount}} {{currency}}{{#percent}} ({{percent}} %){{/percent}} |
        {{/charges}}
        | Total with surcharges | {{#payable}}{{payable}} {{currency}}{{/payable}} |

        {{#reason}}
        {{#isChanged}}
        ## What is different from your order
        {{/isChanged}}
        {{#isRejected}}
        ## Why
        {{/isRejected}}
        {{#isChangeRefused}}
        ## Why
        {{/isChangeRefused}}

        {{reason}}
        {{/reason}}

        {{#hasLines}}
        ## Your order in detail

        | Line | Product | Ordered | Confirmed | Later | Price | Amount | Leaves us |
        |---|---|---:|---:|---:|---:|---:|---:|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#specification}}, {{specification}}{{/specification}}\
        {{#customerProduct}} (your code: {{customerProduct}}){{/customerProduct}} \
        | {{ordered}} | {{confirmed}} | {{later}} | {{price}} | {{amount}} | {{dispatch}} |
        {{/lines}}

        {{#currency}}
        All prices are in {{currency}}, without tax.
        {{/currency}}

        {{#lines}}
        {{#note}}
        - Line {{line}}: {{note}}
        {{/note}}
        {{/lines}}
        {{/hasLines}}

        {{#hasPayment}}
        ## Payment

        Please pay{{#paymentMeans}} by {{paymentMeans}}{{/paymentMeans}}\
        {{#paymentTerms}}, {{paymentTerms}}{{/paymentTerms}}, and name our order number {{orderNumber}} with your payment. \
        The invoice follows.
        {{/hasPayment}}

        {{#hasTerms}}
        ## Terms

        {{#terms}}
        - {{term}}
        {{/terms}}
        {{/hasTerms}}

        {{#seller.contact}}
        Questions about this order: {{seller.contact}}. Please name our order number.
        {{/seller.contact}}

        Yours faithfully
        {{seller.name}}
        """

    static let quotation = """
        # Quotation {{number}}

        Dear Sir or Madam,

        {{#isQuoted}}
        Thank you for your request {{customerReference}}{{#requestDate}} of {{requestDate}}{{/requestDate}}. We are pleased \
        to make you this offer.
        {{/isQuoted}}
        {{#isDeclined}}
        Thank you for your request {{customerReference}}. We are sorry that we cannot make you an offer.
        {{/isDeclined}}

        | Our quotation | {{number}} |
        | Your request | {{customerReference}} |
        | Date | {{date}} |
        | Valid until | {{validUntil}} |
        | Payment | {{paymentMeans}} |
        | Terms of payment | {{paymentTerms}} |
        | Transport | {{transportMode}} |
        | Deliver to | {{deliverTo}} |
        | Total | {{#total}}{{total}} {{currency}}{{/total}} |
        {{#charges}}
        | Surcharge: {{chargeReason}} | {{amount}} {{currency}}{{#percent}} ({{percent}} %){{/percent}} |
        {{/charges}}
        | Total with surcharges | {{#payable}}{{payable}} {{currency}}{{/payable}} |

        {{#isDeclined}}
        ## Why

        {{reason}}
        {{/isDeclined}}

        {{#isQuoted}}
        ## Our offer in detail

        | Line | Product | Specification | Quantity | Price | Amount | Delivery in working days |
        |---|---|---|---:|---:|---:|---:|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#customerProduct}} (your code: {{customerProduct}}){{/customerProduct}} \
        | {{specification}} | {{quantity}} | {{price}} | {{amount}} | {{delivery}} |
        {{/lines}}

        All prices are in {{currency}}, without tax. The delivery time counts from your order; stock is not reserved \
        for a quotation. Please name our number {{number}} in your order.

        {{#lines}}
        {{#note}}
        - Line {{line}}: {{note}}
        {{/note}}
        {{/lines}}
        {{/isQuoted}}

        {{#hasTerms}}
        ## Terms

        {{#terms}}
        - {{term}}
        {{/terms}}
        {{/hasTerms}}

        {{#seller.contact}}
        Questions about this quotation: {{seller.contact}}
        {{/seller.contact}}

        Yours faithfully
        {{#signedBy}}
        {{signedBy}}
        {{/signedBy}}
        {{seller.name}}
        """

    static let query = """
        # A question about your order {{customerReference}}

        Dear Sir or Madam,

        We have received your order {{customerReference}}, which has our number {{orderNumber}}. Before we can go on \
        with it, we need an answer from you{{#answerBy}} by {{answerBy}}{{/answerBy}}.

        ## What we need to know

        {{#questions}}
        - {{text}}
          {{#place}}In your file: {{place}}{{/place}}
        {{/questions}}

        ## How to answer

        {{howToAnswer}}

        {{#answers}}
        - {{word}}: {{meaning}}
        {{/answers}}

        {{#seller.contact}}
        You reach us here: {{seller.contact}}. Please name our order number {{orderNumber}}.
        {{/seller.contact}}

        Yours faithfully
        {{seller.name}}
        """

    static let delayNotice = """
        # Your order {{customerReference}} takes longer

        Dear Sir or Madam,

        {{reason}}

        | Our order number | {{orderNumber}} |
        | Your order number | {{customerReference}} |
        | Our answer by | {{answerBy}} |

        {{#seller.contact}}
        You reach us here: {{seller.contact}}. Please name our order number {{orderNumber}}.
        {{/seller.contact}}

        Yours faithfully
        {{seller.name}}
        """

    static let shippingNotice = """
        # Shipping notice {{shipment}}

        Dear Sir or Madam,

        Goods of your order {{customerReference}} have left us on {{dispatchedOn}}.

        | Our order number | {{orderNumber}} |
        | Your order number | {{customerReference}} |
        | Carrier | {{carrier}} |
        | Tracking number | {{trackingNumber}} |
        | Packages | {{packages}} |
        | Deliver to | {{deliverTo}} |

        ## What is in the shipment

        | Line | Product | Sent | Follows later | Lot |
        |---|---|---:|---:|---|
        {{#lines}}
        | {{line}} | {{product}} {{name}}{{#customerProduct}} (your code: {{customerProduct}}){{/customerProduct}} \
        | {{quantity}} | {{outstanding}} | {{lots}} |
        {{/lines}}

        {{#hasOutstanding}}
        What follows later comes with a shipping notice of its own.
        {{/hasOutstanding}}

        Please check the goods when they arrive, and have damage noted by the carrier.
        {{#seller.contact}}
        Questions about this shipment: {{seller.contact}}
        {{/seller.contact}}

        Yours faithfully
        {{seller.name}}
        """
}
