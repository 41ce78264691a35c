//! Java's numbers against what OpenJDK 17 printed: the cases are the rows of `java_number/*.toml`.

#[path = "java_number/rows.rs"]
mod rows;

use num_bigint::BigInt;
use rows::{check, shown};
use vtlgate::java::number::bits::{int, long};
use vtlgate::java::number::{
    BigDecimal, RoundingMode, big_integer, character, double_to_string, float_to_string, floating, hash,
    integer, parse_boolean,
};
use vtlgate::java::{Exception, Failure};

/// Enough for every case.
const MAXIMUM_BITS: u64 = 1 << 16;

#[test]
fn double_to_string_prints_javas_digits() {
    check(include_str!("java_number/double_to_string.toml"), |row| {
        double_to_string(f64::from_bits(u64::from_str_radix(row[0], 16).unwrap()))
    });
}

#[test]
fn float_to_string_prints_javas_digits() {
    check(include_str!("java_number/float_to_string.toml"), |row| {
        float_to_string(f32::from_bits(u32::from_str_radix(row[0], 16).unwrap()))
    });
}

#[test]
fn texts_are_read_as_numbers() {
    check(include_str!("java_number/parse.toml"), |row| {
        let text = row[1];
        let radix = || row[2].parse().unwrap();
        match row[0] {
            "int" => shown(integer::parse_int(text, radix())),
            "long" => shown(integer::parse_long(text, radix())),
            "short" => shown(integer::parse_short(text, radix())),
            "byte" => shown(integer::parse_byte(text, radix())),
            "uint" => shown(integer::parse_unsigned_int(text, radix())),
            "ulong" => shown(integer::parse_unsigned_long(text, radix())),
            "dint" => shown(integer::decode_int(text)),
            "dlong" => shown(integer::decode_long(text)),
            "dshort" => shown(integer::decode_short(text)),
            "dbyte" => shown(integer::decode_byte(text)),
            "double" => shown(floating::parse_double(text).map(double_to_string)),
            "float" => shown(floating::parse_float(text).map(float_to_string)),
            other => panic!("{other}: no such method"),
        }
    });
}

#[test]
fn machine_integers_show_their_bits() {
    check(include_str!("java_number/integer.toml"), |row| {
        let value: i64 = row[1].parse().unwrap();
        let parameter: i32 = row[2].parse().unwrap();
        let narrow = value as i32;
        let unsigned = u64::from(narrow as u32);
        match row[0] {
            "bits" => bits(value, narrow, parameter),
            "tos" => format!(
                "{} {}",
                integer::to_string(value, parameter),
                integer::to_string(i64::from(narrow), parameter)
            ),
            "utos" => [
                (value as u64, parameter),
                (unsigned, parameter),
                (unsigned, 16),
                (value as u64, 2),
                (unsigned, 8),
            ]
            .map(|(value, radix)| integer::to_unsigned_string(value, radix))
            .join(" "),
            "hexd" => floating::double_to_hex_string(f64::from_bits(value as u64)),
            "hexf" => floating::float_to_hex_string(f32::from_bits(narrow as u32)),
            "cmpd" => compared(value, parameter),
            other => panic!("{other}: no such group"),
        }
    });
}

fn bits(value: i64, narrow: i32, distance: i32) -> String {
    [
        i64::from(long::bit_count(value)),
        i64::from(int::bit_count(narrow)),
        long::reverse(value),
        i64::from(int::reverse(narrow)),
        long::reverse_bytes(value),
        long::highest_one_bit(value),
        i64::from(int::highest_one_bit(narrow)),
        long::lowest_one_bit(value),
        i64::from(int::lowest_one_bit(narrow)),
        i64::from(long::number_of_leading_zeros(value)),
        i64::from(int::number_of_leading_zeros(narrow)),
        i64::from(long::number_of_trailing_zeros(value)),
        i64::from(int::number_of_trailing_zeros(narrow)),
        long::rotate_left(value, distance),
        i64::from(int::rotate_right(narrow, distance)),
        i64::from(long::signum(value)),
        i64::from(long::compare_unsigned(value, i64::from(distance))),
        long::divide_unsigned(value, i64::from(distance)).unwrap(),
        i64::from(int::remainder_unsigned(narrow, distance).unwrap()),
        i64::from(hash::long(value)),
    ]
    .map(|number| number.to_string())
    .join(" ")
}

fn compared(value: i64, parameter: i32) -> String {
    let left = f64::from_bits(value as u64);
    let right = f64::from_bits(value.wrapping_mul(31).wrapping_add(i64::from(parameter)) as u64);
    [
        (floating::compare(left, right) as i32).to_string(),
        double_to_string(floating::max(left, right)),
        double_to_string(floating::min(left, right)),
        hash::double(left).to_string(),
        hash::float(left as f32).to_string(),
        floating::double_to_long_bits(left).to_string(),
        floating::equals(left, right).to_string(),
    ]
    .join(" ")
}

#[test]
fn big_decimals_compute() {
    let files =
        [include_str!("java_number/big_decimal.toml"), include_str!("java_number/extreme_scales.toml")];
    files.iter().for_each(|cases| check(cases, computed));
}

fn computed(row: &[&str]) -> String {
    let parsed: Result<BigDecimal, Exception> = row[1].parse();
    if row[0] == "parse" {
        return shown(parsed);
    }
    let value = parsed.unwrap();
    let number = |index: usize| row[index].parse::<BigDecimal>().unwrap();
    let parameter = |index: usize| row[index].parse::<i32>().unwrap();
    let mode = |index: usize| row[index].parse::<RoundingMode>().unwrap();
    match row[0] {
        "add" => shown(value.add(&number(2), MAXIMUM_BITS)),
        "subtract" => shown(value.subtract(&number(2), MAXIMUM_BITS)),
        "multiply" => shown(value.multiply(&number(2), MAXIMUM_BITS)),
        "divide" => shown(value.divide(&number(2), MAXIMUM_BITS)),
        "divides" => shown(value.divide_to_scale(&number(2), parameter(3), mode(4), MAXIMUM_BITS)),
        "dividerm" => shown(value.divide_to_scale(&number(2), value.scale(), mode(3), MAXIMUM_BITS)),
        "dividem" => shown(value.divide_to_precision(&number(2), parameter(3) as u32, mode(4), MAXIMUM_BITS)),
        "divideint" => shown(value.divide_to_integral_value(&number(2), MAXIMUM_BITS)),
        "remainder" => shown(value.remainder(&number(2), MAXIMUM_BITS)),
        "pow" => shown(value.pow(parameter(2), MAXIMUM_BITS)),
        "setscale" => shown(value.set_scale(parameter(2), mode(3), MAXIMUM_BITS)),
        "round" => shown(value.round(parameter(2) as u32, mode(3))),
        "left" => shown(value.move_point_left(parameter(2), MAXIMUM_BITS)),
        "right" => shown(value.move_point_right(parameter(2), MAXIMUM_BITS)),
        "sbp" => shown(value.scale_by_power_of_ten(parameter(2))),
        "cmp" => (value.compare_to(&number(2)) as i32).to_string(),
        "eq" => (value == number(2)).to_string(),
        "min" => value.min(&number(2)).to_string(),
        "max" => value.max(&number(2)).to_string(),
        operation => converted(operation, &value),
    }
}

fn converted(operation: &str, value: &BigDecimal) -> String {
    match operation {
        "strip" => value.strip_trailing_zeros().to_string(),
        "str" => value.to_string(),
        "eng" => value.to_engineering_string(),
        "plain" => shown(value.to_plain_string(1000)),
        "precision" => value.precision().to_string(),
        "negate" => value.negate().to_string(),
        "abs" => value.abs().to_string(),
        "hash" => value.hash_code().to_string(),
        "int" => value.int_value().to_string(),
        "long" => value.long_value().to_string(),
        "double" => double_to_string(value.double_value()),
        "float" => float_to_string(value.float_value()),
        "intx" => shown(value.int_value_exact()),
        "longx" => shown(value.long_value_exact()),
        "shortx" => shown(value.short_value_exact()),
        "bytex" => shown(value.byte_value_exact()),
        "bigint" => shown(value.to_big_integer(MAXIMUM_BITS)),
        "bigintx" => shown(value.to_big_integer_exact(MAXIMUM_BITS)),
        "dbl" => shown(BigDecimal::from_exact_double(value.double_value())),
        "vof" => shown(BigDecimal::from_double(value.double_value())),
        "ulp" => value.ulp().to_string(),
        other => panic!("{other}: no such operation"),
    }
}

#[test]
fn big_integers_compute() {
    check(include_str!("java_number/big_integer.toml"), |row| {
        let parameter = |index: usize| row[index].parse::<i32>().unwrap();
        if row[0] == "iparse" {
            return shown(big_integer::parse(row[1], parameter(2)));
        }
        let number = |index: usize| row[index].parse::<BigInt>().unwrap();
        let value = number(1);
        match row[0] {
            "ibits" => big_integer::bit_length(&value).to_string(),
            "ibitcount" => big_integer::bit_count(&value).to_string(),
            "ilowest" => big_integer::lowest_set_bit(&value).to_string(),
            "itest" => shown(big_integer::test_bit(&value, parameter(2))),
            "iset" => shown(big_integer::set_bit(&value, parameter(2), true, MAXIMUM_BITS)),
            "iclear" => shown(big_integer::set_bit(&value, parameter(2), false, MAXIMUM_BITS)),
            "ishl" => shown(big_integer::shift_left(&value, parameter(2), MAXIMUM_BITS)),
            "ishr" => shown(big_integer::shift_right(&value, parameter(2), MAXIMUM_BITS)),
            "imod" => shown(big_integer::modulo(&value, &number(2))),
            "irem" => shown(big_integer::remainder(&value, &number(2))),
            "idiv" => shown(big_integer::divide(&value, &number(2))),
            "imodpow" => shown(big_integer::modular_power(&value, &number(2), &number(3), MAXIMUM_BITS)),
            "imodinv" => shown(big_integer::modular_inverse(&value, &number(2))),
            "igcd" => big_integer::gcd(&value, &number(2)).to_string(),
            "iandnot" => big_integer::and_not(&value, &number(2)).to_string(),
            "ipow" => shown(big_integer::pow(&value, parameter(2), MAXIMUM_BITS)),
            "isqrt" => shown(big_integer::sqrt(&value)),
            "iprime" => shown(big_integer::is_probable_prime(&value, 100, MAXIMUM_BITS)),
            "inext" => shown(big_integer::next_probable_prime(&value, MAXIMUM_BITS)),
            "idouble" => double_to_string(big_integer::double_value(&value)),
            "ifloat" => float_to_string(big_integer::float_value(&value)),
            "iint" => big_integer::int_value(&value).to_string(),
            "ilong" => big_integer::long_value(&value).to_string(),
            "ilongx" => shown(big_integer::long_value_exact(&value)),
            "iintx" => shown(big_integer::int_value_exact(&value)),
            "istr" => big_integer::to_string(&value, parameter(2)),
            "ihash" => hash::big_integer(&value).to_string(),
            other => panic!("{other}: no such operation"),
        }
    });
}

#[test]
fn characters_have_their_properties() {
    check(include_str!("java_number/character.toml"), |row| {
        if row[0] == "hash" {
            return hash::string(row[1]).to_string();
        }
        let code_point = u32::from_str_radix(row[1], 16).unwrap();
        let properties: Vec<_> =
            PROPERTIES.iter().filter(|(_, holds)| holds(code_point)).map(|(name, _)| *name).collect();
        assert_eq!(properties.join(" "), row[2], "{code_point:x}");
        let cases = [character::to_upper_case, character::to_lower_case, character::to_title_case];
        assert_eq!(cases.map(|case| format!("{:x}", case(code_point))).join(" "), row[3], "{code_point:x}");
        let digit = character::digit(code_point, 36).map_or(-1, |digit| digit as i32);
        format!("{} {} {digit}", character::category(code_point), character::numeric_value(code_point))
    });
}

/// A property's name, and whether a code point has it.
type Property = (&'static str, fn(u32) -> bool);

const PROPERTIES: [Property; 18] = [
    ("letter", character::is_letter),
    ("digit", character::is_digit),
    ("letterOrDigit", character::is_letter_or_digit),
    ("alphabetic", character::is_alphabetic),
    ("upperCase", character::is_upper_case),
    ("lowerCase", character::is_lower_case),
    ("titleCase", character::is_title_case),
    ("whitespace", character::is_whitespace),
    ("spaceChar", character::is_space_char),
    ("isoControl", character::is_iso_control),
    ("defined", character::is_defined),
    ("javaIdentifierStart", character::is_java_identifier_start),
    ("javaIdentifierPart", character::is_java_identifier_part),
    ("unicodeIdentifierStart", character::is_unicode_identifier_start),
    ("unicodeIdentifierPart", character::is_unicode_identifier_part),
    ("identifierIgnorable", character::is_identifier_ignorable),
    ("ideographic", character::is_ideographic),
    ("mirrored", character::is_mirrored),
];

/// Whatever Java tells of a code point, of all that have something to tell.
#[test]
fn every_character_is_what_it_is_in_java() {
    for line in include_str!("java_number/character_blocks.tsv").lines().filter(|line| !line.starts_with('#'))
    {
        let (block, expected) = line.split_once('\t').unwrap();
        let block = u32::from_str_radix(block, 16).unwrap();
        let mut hash = 0_i32;
        let mut add = |value: i32| hash = hash.wrapping_mul(31).wrapping_add(value);
        for code_point in block..block + 0x1000 {
            PROPERTIES.iter().for_each(|(_, holds)| add(i32::from(holds(code_point))));
            for case in [character::to_upper_case, character::to_lower_case, character::to_title_case] {
                add(case(code_point) as i32);
            }
            add(i32::from(character::category(code_point)));
            add(character::numeric_value(code_point));
            add(character::digit(code_point, 36).map_or(-1, |digit| digit as i32));
            add(i32::from(character::directionality(code_point)));
            if let Some(letter) = char::from_u32(code_point) {
                let text = letter.to_string();
                character::upper_case_of(&text).encode_utf16().for_each(|unit| add(i32::from(unit)));
                character::lower_case_of(&text).encode_utf16().for_each(|unit| add(i32::from(unit)));
            }
        }
        assert_eq!(hash.to_string(), expected, "from U+{block:04X} on");
    }
}

#[test]
fn results_beyond_the_limit_are_refused() {
    let huge: BigDecimal = "1E+1000000000".parse().unwrap();
    let tiny: BigDecimal = "1E-1000000000".parse().unwrap();
    let one = BigDecimal::new(1, 0);
    let refused = [
        huge.add(&one, MAXIMUM_BITS),
        huge.subtract(&tiny, MAXIMUM_BITS),
        huge.set_scale(0, RoundingMode::Up, MAXIMUM_BITS),
        huge.remainder(&one, MAXIMUM_BITS),
        huge.divide_to_integral_value(&one, MAXIMUM_BITS),
        huge.divide_to_scale(&one, 2, RoundingMode::Up, MAXIMUM_BITS),
        one.divide_to_precision(&BigDecimal::new(3, 0), 1_000_000, RoundingMode::Up, MAXIMUM_BITS),
        huge.move_point_right(1, MAXIMUM_BITS),
        BigDecimal::new(3, 0).pow(999_999_999, MAXIMUM_BITS),
    ];
    for result in refused {
        assert_eq!(result, Err(Failure::LimitExceeded));
    }
    assert_eq!(huge.to_plain_string(1000), Err(Failure::LimitExceeded));
    assert_eq!(tiny.to_plain_string(1000), Err(Failure::LimitExceeded));
    assert_eq!(huge.to_big_integer(MAXIMUM_BITS), Err(Failure::LimitExceeded));
    let two = BigInt::from(2);
    assert_eq!(big_integer::pow(&two, i32::MAX, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::shift_left(&two, i32::MAX, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::shift_right(&two, i32::MIN, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    let wide = BigInt::from(3) << MAXIMUM_BITS;
    assert_eq!(big_integer::multiply(&wide, &two, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::modular_power(&two, &two, &wide, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::is_probable_prime(&wide, 9, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::next_probable_prime(&wide, MAXIMUM_BITS), Err(Failure::LimitExceeded));
    assert_eq!(big_integer::set_bit(&two, i32::MAX, true, MAXIMUM_BITS), Err(Failure::LimitExceeded));
}

#[test]
fn booleans_are_read() {
    let texts = ["true", "TRUE", "tRue", " true", "yes", "1", ""];
    assert_eq!(texts.map(parse_boolean), [true, true, true, false, false, false, false]);
}

#[test]
fn far_scales_cost_nothing_where_java_needs_none() {
    let huge: BigDecimal = "1E+1000000000".parse().unwrap();
    let tiny: BigDecimal = "1E-1000000000".parse().unwrap();
    assert!(huge.compare_to(&tiny).is_gt());
    assert_eq!(huge.int_value(), 0);
    assert_eq!(huge.double_value(), f64::INFINITY);
    assert_eq!(tiny.double_value(), 0.0);
    assert_eq!(tiny.set_scale(2, RoundingMode::Up, MAXIMUM_BITS).unwrap().to_string(), "0.01");
    assert_eq!(tiny.int_value(), 0);
    assert_eq!(tiny.divide_to_integral_value(&huge, MAXIMUM_BITS).unwrap().signum(), 0);
}
