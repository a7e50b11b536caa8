// Traditional characters read as simplified ones, so that a header from Taipei or Hong Kong is found by the word that we
// know from Guangzhou: 訂單編號 is 订单编号.

enum HanVariants {
    /// Pairs of a traditional character and its simplified form, for what occurs in names of columns and in the words for
    /// choices and units.
    private static let pairs = """
        訂订單单號号編编採采購购買买銷销賣卖產产類类種种銀银幣币電电話话聯联繫系絡络係系郵邮遞递運运輸输傳传發发價价計计總总額额稅税\
        數数開开關关與与紙纸書书簽签認认證证據据錄录記记變变確确憑凭詢询駁驳項项條条碼码際际國国規规質质貿贸備备註注時时間间圖图檔档\
        貨货顧顾廠厂業业務务處处經经辦办員员實实應应緊紧級级後后個个別别預预儲储倉仓庫库協协議议蓋盖當当標标準准從从內内進进義义區区\
        縣县鄉乡鎮镇門门樓楼戶户張张長长寬宽徑径對对賬账帳账執执參参覆复為为衛卫連连絕绝結结達达過过還还選选邊边費费則则齊齐態态\
        狀状細细裝装見见評评識识訴诉說说責责貼贴輛辆週周鐘钟錢钱險险隻只雙双點点體体麥麦聲声職职賓宾萬万兩两稱称
        """

    private static let simplified: [Unicode.Scalar: Unicode.Scalar] = {
        var forms: [Unicode.Scalar: Unicode.Scalar] = [:]
        var traditional: Unicode.Scalar?
        for scalar in pairs.unicodeScalars {
            if let first = traditional {
                forms[first] = scalar
                traditional = nil
            } else {
                traditional = scalar
            }
        }
        return forms
    }()

    static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        // Everything but the common ideographs is left alone.
        guard (0x4E00...0x9FFF).contains(scalar.value) else { return scalar }
        return simplified[scalar] ?? scalar
    }
}
