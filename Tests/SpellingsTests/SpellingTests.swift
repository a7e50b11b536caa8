// Did you mean …?

import Spellings
import Testing

@Suite("Spelling") struct SpellingTests {
    @Test(
        "a slip is recognised: a letter left out, added, replaced, swapped",
        arguments: ["unitPrce", "unitPricee", "unitPrise", "untiPrice", "UNITPRICE", "unitprice"])
    func slips(_ written: String) {
        #expect(Spelling.nearest(to: written, among: ["quantity", "unitPrice", "unit"]) == "unitPrice")
    }

    @Test(
        "what is too far away is not guessed at",
        arguments: ["", "x", "colour", "unitPriceOfTheLastSaleToThisCustomer"])
    func tooFar(_ written: String) {
        #expect(Spelling.nearest(to: written, among: ["quantity", "unitPrice"]) == nil)
    }

    @Test("two letters are too few for a guess")
    func short() {
        #expect(Spelling.nearest(to: "en", among: ["zh", "de"]) == nil)
    }

    @Test("names are compared in the form that the caller knows")
    func forms() {
        let bare: (String) -> String = { $0.filter { $0 != "_" && $0 != "-" } }
        #expect(Spelling.nearest(to: "answer_formt", among: ["answer-format"], comparing: bare) == "answer-format")
    }

    @Test("Chinese names are compared by character")
    func chinese() {
        #expect(Spelling.nearest(to: "产品编码号", among: ["产品编号", "数量"]) == "产品编号")
    }
}
