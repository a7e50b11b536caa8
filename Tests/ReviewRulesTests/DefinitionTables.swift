// Expressions after the language's public definition and its extension libraries: what they ask for beyond the other
// tables, and where ours reads them in a way of its own.

@testable import ReviewRules

enum DefinitionTables {
    static let literals = ExpressionRow.rows(
        #"""
        0x7fffffffffffffff => 9223372036854775807
        -0x8000000000000000 => -9223372036854775808
        0x8000000000000000 => ! parse syntax 1
        0xFFFFFFFFFFFFFFFFu => 18446744073709551615u
        - 9223372036854775808 => -9223372036854775808
        --9223372036854775808 => ! eval overflow 1
        1.5e-3 => 0.0015
        1e308 * 10.0 => inf
        1.e5 => ! check wrongType 3
        '\x00'.size() => 1
        b'\000' => b:00
        '\303\277' => 'Ã¿'
        b'\303\277' => b:c3bf
        b'\U0001F600' => ! parse syntax 3
        '''a"b''' => 'a"b'
        ''''a''' => ''a'
        'a' 'b' => ! parse syntax 5
        as => ! parse syntax 1
        break => ! parse syntax 1
        const => ! parse syntax 1
        continue => ! parse syntax 1
        else => ! parse syntax 1
        function => ! parse syntax 1
        import => ! parse syntax 1
        let => ! parse syntax 1
        loop => ! parse syntax 1
        namespace => ! parse syntax 1
        package => ! parse syntax 1
        var => ! parse syntax 1
        void => ! parse syntax 1
        while => ! parse syntax 1
        {'a': 1, b'b': 2} => ! check wrongType 10
        {null: 1} => ! check wrongType 2
        ((((((((7)))))))) => 7
        !!!!!!!!true => true
        --------19 => 19
        [[[['foo']]]][0][0][0][0] => 'foo'
        int(uint(int(uint(int(uint(7)))))) => 7
        true ? false ? 1 : 2 : 3 => 2
        4 * 4 / 4 * 4 / 4 => 4
        3 - 3 + 3 - 3 + 3 => 3
        ' \a\b\f\t\v\n\r '.size() => 9
        '\X4a\x4B\u01aB\U000001aB' => 'JKƫƫ'
        b'\a\X4a\xFF\377' => b:074affff
        r'\X00 \u0000 \000' => '\X00 \u0000 \000'
        {'as': 1}.as => 1
        {'if': 1}.if => 1
        {'namespace': 1}.namespace => 1
        {'while': 1}.while => 1
        -9223372036854775807 % -1 => 0
        """#)

    static let operators = ExpressionRow.rows(
        #"""
        1 == 1 == true => true
        1 < 2 < 3 => ! check wrongType 7
        9223372036854775807 + 1 == 1 || true => true
        size([]) == 0 || [][0] == 0 => true
        1 in {1u: 1} => true
        1.0 in {1: 1} => true
        1.5 in {1: 1} => false
        1u in [1.0] => true
        'a' in {} => false
        dyn(0.0 / 0.0) in [0.0 / 0.0] => false
        [0.0 / 0.0] == [0.0 / 0.0] => false
        [1, 1.0, 1u] == [1.0, 1u, 1] => true
        {1: 1.0} == {1u: 1} => true
        dyn(1) == dyn(1.0) => true
        null == dyn(1) => false
        b'a' < b'aa' => true
        has({'a': null}.a) => true
        has({}.a) => false
        has({'a': 1}['a']) => ! parse syntax 1
        [1][9223372036854775807] => ! eval missing 4
        [1, 2, 3].exists_one(x, x / 0 == 1) => ! eval divisionByZero 27
        [1, 2, 3].exists(x, x == 2 || x / 0 == 1) => true
        [0, 1].all(x, 1 / x > 5) => false
        {1: 'a'}.all(k, k == 1) => true
        [1].map(x, x, x) => ! check wrongType 12
        [1, 2].filter(x, 1) => ! check wrongType 18
        type(1) == int && type(type(1)) == type => true
        type(type) => type type
        type(dyn([1, 'one'])) => type list
        null_type => type null_type
        bytes => type bytes
        dyn => ! check unknownName 1
        timestamp => ! check unknownName 1
        [1, 'foo', 3].exists(e, e != '1') => true
        [1, 'foo', 3].exists(e, e == '10') => false
        {'key': 1, 1: 21}.exists(k, k != 2) => true
        [1, 2, 3].all(e, 6 / (2 - e) == 6) => false
        [1, 2, 3].all(e, e / 0 != 17) => ! eval divisionByZero 20
        [3, 2, 1, 0].exists_one(n, 12 / n > 1) => ! eval divisionByZero 31
        [3, 2, 1, 0].filter(n, 12 / n > 4) => ! eval divisionByZero 27
        [1, 'dos', 3] == [1, 2, 4] => false
        {'k': 'v', 1: 1} == {'k': 'v', 1: 'v1'} => false
        [1.0, 2.0, 3] == [1u, 2, 3u] => true
        {1: 1.0, 2u: 3u} == {1u: 1, 2: 3.0} => true
        [1, 2, null] == [1, null, 3] => false
        dyn(timestamp(0)) == null => false
        dyn(9223372036854775807) == 9223372036854775808.0 => false
        dyn(18446744073709551615u) < -1.0 => false
        dyn(3.0) in {1: 1, 3: 3} => true
        dyn(3.1) in {3: true} => false
        [7, 8, 9][dyn(0u)] => 7
        2.0 * 8.988466e+307 => inf
        1e-324 / 2.0 => 0.0
        """#)

    static let conversions = ExpressionRow.rows(
        #"""
        int(-9223372036854775808.0) => ! eval overflow 1
        int(9223372036854775807.0) => ! eval overflow 1
        int(9223372036854774784.0) => 9223372036854774784
        int(-9223372036854774784.0) => -9223372036854774784
        uint(18446744073709551615.0) => ! eval overflow 1
        uint(-0.5) => ! eval overflow 1
        uint(-0.0) => 0u
        uint('0x10') => ! eval badArgument 1
        double('abc') => ! eval badArgument 1
        double(9223372036854775807) => 9.223372036854776e+18
        bool('tRue') => ! eval badArgument 1
        string(1e21) => '1e+21'
        string(-0.0) => '-0'
        string(null) => ! eval wrongType 1
        string(b'\303\277') => 'ÿ'
        string(b'\000\xff') => ! eval badArgument 1
        bytes('\377') == b'\377' => false
        duration('320000000000s') => ! eval overflow 1
        duration('9223372036s') + duration('9223372036s') => ! eval overflow 25
        duration('123.321456789s').getMilliseconds() => 321
        duration('-5s').getSeconds() => -5
        timestamp(253402300800) => ! eval overflow 1
        timestamp(-62135596801) => ! eval overflow 1
        timestamp('0001-01-01T00:00:00+01:00') => ! eval overflow 1
        timestamp('2009-02-13T23:31:60Z') => ! eval overflow 1
        timestamp('2009-02-13T23:31:30Z').getSeconds('-00:00') => 30
        timestamp('2009-02-13T02:00:00Z').getDayOfMonth('-02:30') => 11
        timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu') => ! eval badArgument 35
        """#)

    static let extensions = ExpressionRow.rows(
        #"""
        math.bitShiftRight(-1024, 3) => 2305843009213693824
        math.bitShiftRight(-1024, 64) => 0
        math.bitShiftLeft(-1, 200) => 0
        math.bitNot(1u) => 18446744073709551614u
        math.bitAnd(1u, 3) => ! check wrongType 6
        math.bitOr(4, -2) => -2
        math.bitXor(4, -2) => -6
        math.round(-1.4) => -1.0
        math.round(0.0 / 0.0) => nan
        math.isNaN(1) => ! check wrongType 6
        math.sqrt(-1.0) => nan
        math.greatest(5.4, 10, 3u, -5.0, 9223372036854775807) => 9223372036854775807
        math.least([5.4, 10, 3u, -5.0, 3.5]) => -5.0
        math.least('a') => ! check wrongType 12
        math.greatest([1, dyn('a')]) => ! eval wrongType 6
        'tacocat'.lastIndexOf('a', -1) => ! eval missing 11
        'tacocat'.lastIndexOf('a', 30) => ! eval missing 11
        'bananananana'.lastIndexOf('nana', 7) => 6
        ''.lastIndexOf('@@') => -1
        '\u0085\u00a0\u1680text'.trim() => 'text'
        ''.split('') => []
        ''.reverse() => ''
        ''.charAt(0) => ''
        '{0} days {0} hours'.replace('{0}', '2', 1).replace('{0}', '23') => '2 days 23 hours'
        '1 ©αT taco'.replace('αT', 'o©α') => '1 ©o©α taco'
        strings.quote('\a\b\v') => '"\a\b\v"'
        """#)

    static let format = ExpressionRow.rows(
        #"""
        'no value'.format([]) => 'no value'
        '%%%s%%'.format(['text']) => '%text%'
        '%d %s, %d %s'.format([1, 'A', 2u, 'B']) => '1 A, 2 B'
        '%.3f'.format([1.2345]) => '1.234'
        '%.3f'.format([123.4999]) => '123.500'
        '%f'.format([2.71828]) => '2.718280'
        '%f'.format([1u]) => '1.000000'
        '%.0f'.format([2.5]) => '2'
        '%.2f'.format([decimal('1.1')]) => '1.10'
        '%.0f'.format([decimal('2.5')]) => '2'
        '%.0f'.format([decimal('3.5')]) => '4'
        '%.1f'.format([decimal('-0.25')]) => '-0.2'
        '%s'.format([decimal('1.50')]) => '1.5'
        '%.6e'.format([1052.032911275]) => '1.052033e+03'
        '%.1e'.format([-3.14]) => '-3.1e+00'
        '%e'.format([1]) => '1.000000e+00'
        '%e'.format([double('-Infinity')]) => '-Infinity'
        '%d'.format([double('NaN')]) => 'NaN'
        '%d'.format([3.14]) => '3.14'
        '%b'.format([5]) => '101'
        '%b'.format([-5]) => '-101'
        '%b'.format([true]) => '1'
        '%o'.format([65535u]) => '177777'
        '%x'.format([30]) => '1e'
        '%X'.format([30u]) => '1E'
        '%x'.format(['Hello']) => '48656c6c6f'
        '%X'.format([b'\x0f\xff']) => '0FFF'
        '%s'.format([null]) => 'null'
        '%s'.format([type(1)]) => 'int'
        '%s'.format([b'\xff\xfea']) => '�a'
        '%s'.format([[1, 'a', null, [2.5]]]) => '[1, a, null, [2.5]]'
        '%s'.format([{'b': true, 'a': duration('2h'), 1: 'x'}]) => '{1: x, a: 7200s, b: true}'
        '%s'.format([timestamp('2023-02-03T23:31:20+00:00')]) => '2023-02-03T23:31:20Z'
        '%a'.format([1]) => ! eval badArgument 6
        '%E'.format([0.5]) => ! eval badArgument 6
        '%'.format([1]) => ! eval badArgument 5
        '%.f'.format([1]) => ! eval badArgument 7
        '%.1001f'.format([1]) => ! eval badArgument 11
        '%d %d'.format([0]) => ! eval missing 9
        '%b'.format(['abc']) => ! eval wrongType 6
        '%d'.format([duration('30m')]) => ! eval wrongType 6
        '%x'.format([0.5]) => ! eval wrongType 6
        '%f'.format(['1']) => ! eval wrongType 6
        '%d'.format(1) => ! check wrongType 6
        """#)
}
