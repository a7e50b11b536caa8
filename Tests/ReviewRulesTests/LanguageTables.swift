// The language itself, expression by expression: literals, operators, collections, macros.

@testable import ReviewRules

enum LanguageTables {
    static let literals = ExpressionRow.rows(
        #"""
        0 => 0
        42 => 42
        -42 => -42
        9223372036854775807 => 9223372036854775807
        -9223372036854775808 => -9223372036854775808
        9223372036854775808 => ! parse syntax 1
        99999999999999999999 => ! parse syntax 1
        0x1F => 31
        0XfF => 255
        -0x10 => -16
        0x => ! parse syntax 1
        7u => 7u
        7U => 7u
        0xffu => 255u
        18446744073709551615u => 18446744073709551615u
        1.5 => 1.5
        .5 => 0.5
        2e3 => 2000.0
        2E+3 => 2000.0
        25e-1 => 2.5
        -2.5e1 => -25.0
        1e400 => ! parse syntax 1
        1. => ! parse syntax 3
        1e => ! parse syntax 2
        12abc => ! parse syntax 3
        true => true
        false => false
        null => null
        'abc' => 'abc'
        "abc" => 'abc'
        "it's" => 'it's'
        '' => ''
        '''a'b''c''' => 'a'b''c'
        """say "hi" now""" => 'say "hi" now'
        '\x41\u00e9\U0001F600' => 'Aé😀'
        '\101\060' => 'A0'
        '\377' => 'ÿ'
        'a\\b' => 'a\b'
        '\'\"\?\`' => ''"?`'
        r'\d+\n' => '\d+\n'
        R"\\" => '\\'
        r'''a\'b''' => 'a\'b'
        '订单' => '订单'
        b'abc' => b:616263
        b'\xff\000' => b:ff00
        B"\377" => b:ff
        b'é' => b:c3a9
        br'\x41' => b:5c783431
        bR"""\"""" => ! parse syntax 10
        b'\u00e9' => ! parse syntax 3
        '\q' => ! parse syntax 2
        '\400' => ! parse syntax 2
        '\x4' => ! parse syntax 2
        '\ud800' => ! parse syntax 2
        '\U00110000' => ! parse syntax 2
        'abc => ! parse syntax 1
        [1, 2, 3] => [1, 2, 3]
        [1, 'a', 2.5, 3u] => [1, 'a', 2.5, 3u]
        [] => []
        [1, 2,] => [1, 2]
        {'a': 1, 'b': 2} => {'a': 1, 'b': 2}
        {1: 'x', true: 'y', 2u: 'z'} => {1: 'x', true: 'y', 2u: 'z'}
        {} => {}
        {'a': 1,} => {'a': 1}
        {'a': 1, 'a': 2} => ! eval badArgument 10
        {1: 'a', 1u: 'b'} => ! eval badArgument 10
        {1.5: 'a'} => ! check wrongType 2
        {dyn(null): 1} => ! eval wrongType 2
        int => type int
        decimal => type decimal
        google.protobuf.Timestamp => type google.protobuf.Timestamp
        1 // the rest is a comment => 1
        """#)

    static let operators = ExpressionRow.rows(
        #"""
        1 + 2 => 3
        1 + 2 * 3 => 7
        (1 + 2) * 3 => 9
        10 - 3 - 2 => 5
        2 * 3 % 4 => 2
        20 / 2 / 5 => 2
        7 / 2 => 3
        -7 / 2 => -3
        7 % 3 => 1
        -7 % 3 => -1
        7 % -3 => 1
        7u / 2u => 3u
        7u % 2u => 1u
        - - 5 => 5
        --5 => 5
        -(3) => -3
        1.5 + 2.25 => 3.75
        1.0 / 4.0 => 0.25
        1.0 / 0.0 => inf
        -1.0 / 0.0 => -inf
        0.0 / 0.0 => nan
        1.5 - 2.0 => -0.5
        2.0 * 0.5 => 1.0
        1 / 0 => ! eval divisionByZero 3
        1 % 0 => ! eval divisionByZero 3
        1u / 0u => ! eval divisionByZero 4
        1u % 0u => ! eval divisionByZero 4
        9223372036854775807 + 1 => ! eval overflow 21
        -9223372036854775808 - 1 => ! eval overflow 22
        9223372036854775807 * 2 => ! eval overflow 21
        -9223372036854775808 / -1 => ! eval overflow 22
        -9223372036854775808 % -1 => ! eval overflow 22
        -(-9223372036854775808) => ! eval overflow 1
        18446744073709551615u + 1u => ! eval overflow 23
        1u - 2u => ! eval overflow 4
        18446744073709551615u * 2u => ! eval overflow 23
        1 + 1u => ! check wrongType 3
        1 + 1.0 => ! check wrongType 3
        1.5 % 0.5 => ! check wrongType 5
        -5u => ! check wrongType 1
        -'a' => ! check wrongType 1
        1 + 'a' => ! check wrongType 3
        dyn(1) + 1u => ! eval wrongType 8
        'a' + 'b' => 'ab'
        b'a' + b'b' => b:6162
        [1] + [2, 3] => [1, 2, 3]
        [1] + ['a'] => [1, 'a']
        'a' - 'b' => ! check wrongType 5
        true ? 1 : 2 => 1
        false ? 1 : 2 => 2
        1 < 2 ? 'yes' : 'no' => 'yes'
        false ? 1 : true ? 2 : 3 => 2
        true ? 1 / 1 : 1 / 0 => 1
        false ? 1 / 0 : 7 => 7
        1 ? 2 : 3 => ! check wrongType 1
        true ? 1 : 'a' => ! check wrongType 6
        true ? dyn(1) : 'a' => 1
        !true => false
        !!true => true
        !!!false => true
        !1 => ! check wrongType 1
        1 + 2 == 3 && 4 > 3 => true
        2 + 3 in [4, 5] => true
        """#)

    static let comparisons = ExpressionRow.rows(
        #"""
        1 == 1 => true
        1 != 1 => false
        1 == 2 => false
        1 < 2 => true
        2 <= 2 => true
        3 > 4 => false
        4 >= 4 => true
        1 == 1u => true
        1 == 1.0 => true
        1u == 1.0 => true
        1 != 1.5 => true
        1 < 1.5 => true
        2u > 1 => true
        -1 < 0u => true
        9223372036854775807 < 9223372036854775808u => true
        9007199254740993 > 9007199254740992.0 => true
        9007199254740993 == 9007199254740992.0 => false
        18446744073709551615u < 1e30 => true
        -1e30 < -9223372036854775808 => true
        0.0 == -0.0 => true
        0.0 / 0.0 == 0.0 / 0.0 => false
        0.0 / 0.0 < 1.0 => false
        0.0 / 0.0 >= 1 => false
        'a' < 'b' => true
        'a' < 'A' => false
        'abc' < 'abcd' => true
        'Z' < 'é' => true
        '中' > 'é' => true
        'é' == 'é' => true
        'e\u0301' == '\u00e9' => false
        '😀' > '\uffff' => true
        b'\xff' > b'\x00\xff' => true
        b'a' == b'a' => true
        false < true => true
        true > true => false
        [1, 2] == [1, 2] => true
        [1, 2] == [2, 1] => false
        [1, 2] == [1u, 2.0] => true
        [1, 2] == [1, 2, 3] => false
        [[1], []] == [[1], []] => true
        {'a': 1, 'b': 2} == {'b': 2, 'a': 1} => true
        {'a': 1} == {'a': 2} => false
        {1: 'a'} == {1u: 'a'} => true
        null == null => true
        null != null => false
        type(1) == int => true
        type(1) == type(1u) => false
        type('a') != string => false
        dyn(1) == 'a' => false
        dyn('1') == 1 => false
        dyn(null) == 1 => false
        dyn([1]) == 1 => false
        dyn(true) == 1 => false
        1 == 'a' => ! check wrongType 3
        'a' == null => ! check wrongType 5
        [1] < [2] => ! check wrongType 5
        null < null => ! check wrongType 6
        'a' < 1 => ! check wrongType 5
        dyn('a') < 1 => ! eval wrongType 10
        dyn([1]) < dyn([2]) => ! eval wrongType 10
        timestamp('2026-11-22T08:00:00Z') < timestamp('2026-11-22T09:00:00Z') => true
        duration('1h') == duration('60m') => true
        """#)

    static let logic = ExpressionRow.rows(
        #"""
        true && true => true
        true && false => false
        false || true => true
        false || false => false
        true || false && false => true
        (true || false) && false => false
        false && 1 / 0 == 1 => false
        1 / 0 == 1 && false => false
        true || 1 / 0 == 1 => true
        1 / 0 == 1 || true => true
        true && 1 / 0 == 1 => ! eval divisionByZero 11
        false || 1 / 0 == 1 => ! eval divisionByZero 12
        1 / 0 == 1 || 2 / 0 == 1 => ! eval divisionByZero 3
        true && true && true && false => false
        false || false || true || 1 / 0 == 0 => true
        1 && true => ! check wrongType 1
        true || 'a' => ! check wrongType 9
        dyn('a') || true => true
        dyn('a') && true => ! eval wrongType 1
        """#)

    static let collections = ExpressionRow.rows(
        #"""
        [1, 2, 3][0] => 1
        [1, 2, 3][2] => 3
        [1, 2, 3][3] => ! eval missing 10
        [1, 2, 3][-1] => ! eval missing 10
        [[1, 2], [3]][1][0] => 3
        [1, 2][dyn(1u)] => 2
        [1, 2][dyn(1.0)] => 2
        [1, 2][dyn(0.5)] => ! eval wrongType 7
        [1, 2]['a'] => ! check wrongType 8
        {'a': 1}['a'] => 1
        {'a': 1}.a => 1
        {'a': {'b': 2}}.a.b => 2
        {'a': 1}['b'] => ! eval missing 9
        {'a': 1}.b => ! eval missing 10
        {1: 'one', 2: 'two'}[2] => 'two'
        {1: 'one'}[1u] => 'one'
        {1u: 'one'}[1] => 'one'
        {1: 'one'}[dyn(1.0)] => 'one'
        {1: 'one'}[dyn(1.5)] => ! eval missing 11
        {true: 't'}[true] => 't'
        {1: 'a'}.b => ! check wrongType 10
        {'for': 1}.for => 1
        {'a-b': 1}.`a-b` => 1
        2 in [1, 2] => true
        5 in [1, 2] => false
        2u in [1, 2] => true
        2.0 in [1, 2] => true
        'a' in {'a': 1} => true
        'b' in {'a': 1} => false
        1 in {1: 'a'} => true
        1 in [] => false
        'a' in ['b', 'a'] => true
        [1] in [[1], [2]] => true
        'a' in [1, 2] => ! check wrongType 5
        'a' in 'abc' => ! check wrongType 5
        size([1, 2, 3]) => 3
        [1, 2, 3].size() => 3
        size({'a': 1}) => 1
        {}.size() => 0
        size('订单') => 2
        'e\u0301'.size() => 2
        size(b'\xff\xfe') => 2
        size(1) => ! check wrongType 1
        size(dyn(1)) => ! eval wrongType 1
        has({'a': 1}.a) => true
        has({'a': 1}.b) => false
        has({'a': {'b': 1}}.a.b) => true
        has({'a': 1}.b.c) => ! check wrongType 16
        has(1) => ! parse syntax 1
        """#)

    static let macros = ExpressionRow.rows(
        #"""
        [1, 2, 3].all(x, x > 0) => true
        [1, 2, 3].all(x, x > 1) => false
        [].all(x, x > 1) => true
        [1, 2, 3].exists(x, x == 2) => true
        [1, 2, 3].exists(x, x == 5) => false
        [].exists(x, x == 5) => false
        [0, 1].exists(x, 1 / x == 1) => true
        [0, 2].exists(x, 1 / x == 1) => ! eval divisionByZero 20
        [0, 2].all(x, 1 / x == 1) => false
        [0, 1].all(x, 1 / x == 1) => ! eval divisionByZero 17
        [1, 2, 3].exists_one(x, x > 2) => true
        [1, 2, 3].existsOne(x, x > 2) => true
        [1, 2, 3].exists_one(x, x > 1) => false
        [].exists_one(x, x) => false
        [2, 1, 0].exists_one(x, 2 / x > 1) => ! eval divisionByZero 27
        [1, 2, 3].map(x, x * 2) => [2, 4, 6]
        [1, 2, 3].map(x, x > 1, x * 2) => [4, 6]
        [1, 0].map(x, 1 / x) => ! eval divisionByZero 17
        [1, 0].map(x, x > 0, 1 / x) => [1]
        [].map(x, x + 1) => []
        [1, 2, 3, 4].filter(x, x % 2 == 0) => [2, 4]
        ['a', 'bb'].filter(s, s.size() > 1) => ['bb']
        {'a': 1, 'b': 2}.exists(k, k == 'b') => true
        {'a': 1, 'b': 2}.all(k, k < 'c') => true
        {'a': 1, 'b': 2}.map(k, k + '!') => ['a!', 'b!']
        {'a': 1, 'b': 2}.filter(k, k != 'a') => ['b']
        {1: 2, 3: 4}.exists_one(k, k == 3) => true
        [[1, 2], [3]].map(l, l.map(x, x + 1)) => [[2, 3], [4]]
        [1, 2].map(x, [3, 4].map(x, x)) => [[3, 4], [3, 4]]
        [1, 2].map(x, [3, 4].exists(y, x + y == 6)) => [false, true]
        [1, 2].exists(x, [x].all(x, x == 2)) => true
        [1, 'a'].exists(x, x == 'a') => true
        ['x', 1].all(e, e % 2 == 1) => ! eval wrongType 19
        [1, 2].map(x, {'v': x}).filter(m, m.v > 1).map(m, m.v) => [2]
        [1].all(x, x) => ! check wrongType 12
        [dyn(1)].all(x, x) => ! eval wrongType 17
        1.all(x, x > 0) => ! check wrongType 3
        'abc'.all(x, true) => ! check wrongType 7
        dyn(1).all(x, true) => ! eval wrongType 8
        [1].all(1, true) => ! parse syntax 9
        [1].all(x.y, true) => ! parse syntax 9
        [1].exists(x) => ! parse syntax 5
        [1].filter(x, true, x) => ! parse syntax 5
        [1].all(x, y == 1) => ! check unknownName 12
        [1, 2].map(x, x) == [1, 2] => true
        """#)

    static let syntaxErrors = ExpressionRow.rows(
        #"""
        1 + => ! parse syntax 4
        (1 + 2 => ! parse syntax 7
        1 + 2) => ! parse syntax 6
        1 2 => ! parse syntax 3
        [1, 2 => ! parse syntax 6
        {1 2} => ! parse syntax 4
        {1: 2 => ! parse syntax 6
        a..b => ! parse syntax 3
        a.in => ! parse syntax 3
        a.true => ! parse syntax 3
        if => ! parse syntax 1
        for + 1 => ! parse syntax 1
        1 = 2 => ! parse syntax 3
        true & false => ! parse syntax 6
        true | false => ! parse syntax 6
        true and false => ! parse syntax 6
        1 ? 2 => ! parse syntax 6
        f(1, => ! parse syntax 5
        f(1,) => ! parse syntax 5
        #1 => ! parse syntax 1
        1 => 2 => ! parse syntax 3
        “a” => ! parse syntax 1
        size（'a'） => ! parse syntax 5
        a ； b => ! parse syntax 3
        in => ! parse syntax 1
        Order{id: 1} => ! check unknownName 1
        nothing => ! check unknownName 1
        siz('a') => ! check unknownFunction 1
        'a'.startWith('b') => ! check unknownFunction 5
        'a'.startsWith() => ! check unknownFunction 5
        'a'.startsWith(1) => ! check wrongType 5
        startsWith('a', 'b') => ! check unknownFunction 1
        size => ! check unknownName 1
        math.abs => ! check unknownName 1
        'a'.b => ! check wrongType 5
        [{'a': 1}].a => ! check wrongType 12
        """#)

    /// Without checking first, the same slips are noticed when the evaluation comes by.
    static let unchecked = ExpressionRow.rows(
        #"""
        true || nothing => true
        nothing || true => true
        nothing => ! eval unknownName 1
        nothing.at.all => ! eval unknownName 1
        unknown(17) => ! eval unknownFunction 1
        unknown(17) || true => true
        false && 32 => false
        'horses' && false => false
        'a' && 'b' => ! eval wrongType 1
        true ? 'cows' : 17 => 'cows'
        'cows' ? 1 : 2 => ! eval wrongType 1
        1 + 'a' => ! eval wrongType 3
        -(5u) => ! eval wrongType 1
        [1] < [2] => ! eval wrongType 5
        null > null => ! eval wrongType 6
        1 == 'a' => false
        {1.5: 2} => ! eval wrongType 2
        'a'.while() || true => true
        1.5 % 1.0 => ! eval wrongType 5
        size(1) => ! eval wrongType 1
        1.0 == 1 => true
        Order{id: 1} => ! eval unknownName 1
        """#)
}
