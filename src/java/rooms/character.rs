//! `java.lang.Character`.

use crate::error::Error;
use crate::java::calls::{Call, array, null_pointer, size};
use crate::java::exception::Exception;
use crate::java::number::character::utf16::*;
use crate::java::number::character::*;
use crate::java::strings::{
    char_at, code_point_at, code_point_before, count_code_points, offset_of_code_points, units_of,
};
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::{Text, Value};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/Character.html>
pub(crate) static CHARACTER: Room = Room {
    class: "java.lang.Character",
    rows: &[
        method("charValue", &[], "The character.", |call| Ok(call.this.clone())),
        method("compareTo", &[BoxedChar], "The difference.", |call| match (call.this, call.value(0)) {
            (Value::Character(this), Value::Character(other)) => {
                Ok(Value::Integer(i32::from(*this) - i32::from(*other)))
            }
            _ => Err(null_pointer()),
        }),
        static_method("compare", &[Char, Char], "The difference.", |call| {
            Ok(Value::Integer(i32::from(call.char(0)) - i32::from(call.char(1))))
        }),
        static_method("valueOf", &[Char], "The character.", |call| Ok(Value::Character(call.char(0)))),
        static_method("toString", &[Char], "The character, as a string.", |call| {
            Ok(Value::String(Text::from_utf16(&[call.char(0)])))
        }),
        static_method("toString", &[Int], "The code point, as a string.", |call| {
            Ok(Value::String(Text::from_utf16(&units_of_code_point(call.int(0))?)))
        }),
        static_method("hashCode", &[Char], "Its number.", |call| Ok(Value::Integer(i32::from(call.char(0))))),
        static_method("isDefined", &[Char], "Whether Unicode assigns it.", |call| test(call, is_defined)),
        static_method("isDefined", &[Int], "Whether Unicode assigns it.", |call| test(call, is_defined)),
        static_method("isLetter", &[Char], "Whether it is a letter.", |call| test(call, is_letter)),
        static_method("isLetter", &[Int], "Whether it is a letter.", |call| test(call, is_letter)),
        static_method("isDigit", &[Char], "Whether it is a digit.", |call| test(call, is_digit)),
        static_method("isDigit", &[Int], "Whether it is a digit.", |call| test(call, is_digit)),
        static_method("isLetterOrDigit", &[Char], "Whether it is a letter or a digit.", |call| {
            test(call, is_letter_or_digit)
        }),
        static_method("isLetterOrDigit", &[Int], "Whether it is a letter or a digit.", |call| {
            test(call, is_letter_or_digit)
        }),
        static_method("isLowerCase", &[Char], "Whether it is in lower case.", |call| {
            test(call, is_lower_case)
        }),
        static_method("isLowerCase", &[Int], "Whether it is in lower case.", |call| {
            test(call, is_lower_case)
        }),
        static_method("isUpperCase", &[Char], "Whether it is in upper case.", |call| {
            test(call, is_upper_case)
        }),
        static_method("isUpperCase", &[Int], "Whether it is in upper case.", |call| {
            test(call, is_upper_case)
        }),
        static_method("isTitleCase", &[Char], "Whether it is in title case.", |call| {
            test(call, is_title_case)
        }),
        static_method("isTitleCase", &[Int], "Whether it is in title case.", |call| {
            test(call, is_title_case)
        }),
        static_method("isSpaceChar", &[Char], "Whether Unicode counts it as a space.", |call| {
            test(call, is_space_char)
        }),
        static_method("isSpaceChar", &[Int], "Whether Unicode counts it as a space.", |call| {
            test(call, is_space_char)
        }),
        static_method("isWhitespace", &[Char], "Whether Java counts it as white space.", |call| {
            test(call, is_whitespace)
        }),
        static_method("isWhitespace", &[Int], "Whether Java counts it as white space.", |call| {
            test(call, is_whitespace)
        }),
        static_method("isISOControl", &[Char], "Whether it is a control character.", |call| {
            test(call, is_iso_control)
        }),
        static_method("isISOControl", &[Int], "Whether it is a control character.", |call| {
            test(call, is_iso_control)
        }),
        static_method(
            "isJavaIdentifierStart",
            &[Char],
            "Whether a name in Java may start with it.",
            |call| test(call, is_java_identifier_start),
        ),
        static_method("isJavaIdentifierStart", &[Int], "Whether a name in Java may start with it.", |call| {
            test(call, is_java_identifier_start)
        }),
        static_method("isJavaIdentifierPart", &[Char], "Whether a name in Java may have it.", |call| {
            test(call, is_java_identifier_part)
        }),
        static_method("isJavaIdentifierPart", &[Int], "Whether a name in Java may have it.", |call| {
            test(call, is_java_identifier_part)
        }),
        static_method(
            "isUnicodeIdentifierStart",
            &[Char],
            "Whether a name in Unicode may start with it.",
            |call| test(call, is_unicode_identifier_start),
        ),
        static_method(
            "isUnicodeIdentifierStart",
            &[Int],
            "Whether a name in Unicode may start with it.",
            |call| test(call, is_unicode_identifier_start),
        ),
        static_method("isUnicodeIdentifierPart", &[Char], "Whether a name in Unicode may have it.", |call| {
            test(call, is_unicode_identifier_part)
        }),
        static_method("isUnicodeIdentifierPart", &[Int], "Whether a name in Unicode may have it.", |call| {
            test(call, is_unicode_identifier_part)
        }),
        static_method("isIdentifierIgnorable", &[Char], "Whether names are the same without it.", |call| {
            test(call, is_identifier_ignorable)
        }),
        static_method("isIdentifierIgnorable", &[Int], "Whether names are the same without it.", |call| {
            test(call, is_identifier_ignorable)
        }),
        static_method("isJavaLetter", &[Char], "Whether a name in Java may start with it.", |call| {
            test(call, is_java_identifier_start)
        }),
        static_method("isJavaLetterOrDigit", &[Char], "Whether a name in Java may have it.", |call| {
            test(call, is_java_identifier_part)
        }),
        static_method("isSpace", &[Char], "Whether it is a space, a tab or a line end.", |call| {
            test(call, is_space)
        }),
        static_method("isHighSurrogate", &[Char], "Whether it is the first half of a pair.", |call| {
            Ok(Value::Boolean(is_high_surrogate(call.char(0))))
        }),
        static_method("isLowSurrogate", &[Char], "Whether it is the second half of a pair.", |call| {
            Ok(Value::Boolean(is_low_surrogate(call.char(0))))
        }),
        static_method("isSurrogate", &[Char], "Whether it is half of a pair.", |call| {
            Ok(Value::Boolean(is_surrogate(call.char(0))))
        }),
        static_method("isAlphabetic", &[Int], "Whether Unicode counts it as alphabetic.", |call| {
            test(call, is_alphabetic)
        }),
        static_method("isIdeographic", &[Int], "Whether it is an ideograph.", |call| {
            test(call, is_ideographic)
        }),
        static_method("isBmpCodePoint", &[Int], "Whether it is one UTF-16 unit.", |call| {
            Ok(Value::Boolean(is_bmp_code_point(call.int(0))))
        }),
        static_method("isSupplementaryCodePoint", &[Int], "Whether it is two UTF-16 units.", |call| {
            Ok(Value::Boolean(is_supplementary_code_point(call.int(0))))
        }),
        static_method("isValidCodePoint", &[Int], "Whether it is a code point.", |call| {
            Ok(Value::Boolean(is_valid_code_point(call.int(0))))
        }),
        static_method("toLowerCase", &[Char], "In lower case.", |call| change(call, to_lower_case)),
        static_method("toLowerCase", &[Int], "In lower case.", |call| change(call, to_lower_case)),
        static_method("toUpperCase", &[Char], "In upper case.", |call| change(call, to_upper_case)),
        static_method("toUpperCase", &[Int], "In upper case.", |call| change(call, to_upper_case)),
        static_method("toTitleCase", &[Char], "In title case.", |call| change(call, to_title_case)),
        static_method("toTitleCase", &[Int], "In title case.", |call| change(call, to_title_case)),
        static_method("getType", &[Char], "The number of its general category.", |call| {
            Ok(Value::Integer(i32::from(category(point(call, 0)))))
        }),
        static_method("getType", &[Int], "The number of its general category.", |call| {
            Ok(Value::Integer(i32::from(category(point(call, 0)))))
        }),
        static_method(
            "getDirectionality",
            &[Char],
            "The number of its bidirectional class, or -1.",
            |call| Ok(Value::Byte(directionality(point(call, 0)))),
        ),
        static_method("getDirectionality", &[Int], "The number of its bidirectional class, or -1.", |call| {
            Ok(Value::Byte(directionality(point(call, 0))))
        }),
        static_method("isMirrored", &[Char], "Whether it is mirrored in text from right to left.", |call| {
            test(call, is_mirrored)
        }),
        static_method("isMirrored", &[Int], "Whether it is mirrored in text from right to left.", |call| {
            test(call, is_mirrored)
        }),
        static_method("getNumericValue", &[Char], "The number it stands for, -1 or -2.", |call| {
            Ok(Value::Integer(numeric_value(point(call, 0))))
        }),
        static_method("getNumericValue", &[Int], "The number it stands for, -1 or -2.", |call| {
            Ok(Value::Integer(numeric_value(point(call, 0))))
        }),
        static_method("digit", &[Char, Int], "The digit it is in a radix, or -1.", |call| {
            let digit = digit(point(call, 0), call.int(1));
            Ok(Value::Integer(digit.map_or(-1, |digit| digit as i32)))
        }),
        static_method("digit", &[Int, Int], "The digit it is in a radix, or -1.", |call| {
            let digit = digit(point(call, 0), call.int(1));
            Ok(Value::Integer(digit.map_or(-1, |digit| digit as i32)))
        }),
        static_method(
            "forDigit",
            &[Int, Int],
            "The character of a digit in a radix, or the null character.",
            |call| {
                let digit = for_digit(call.int(0), call.int(1));
                Ok(Value::Character(digit as u16))
            },
        ),
        static_method("reverseBytes", &[Char], "The bytes in the opposite order.", |call| {
            Ok(Value::Character(reverse_bytes(call.char(0))))
        }),
        static_method("charCount", &[Int], "How many UTF-16 units it takes.", |call| {
            Ok(Value::Integer(char_count(call.int(0))))
        }),
        static_method("isSurrogatePair", &[Char, Char], "Whether the two are a pair.", |call| {
            Ok(Value::Boolean(is_surrogate_pair(call.char(0), call.char(1))))
        }),
        static_method("toCodePoint", &[Char, Char], "The code point of a pair.", |call| {
            Ok(Value::Integer(to_code_point(call.char(0), call.char(1))))
        }),
        static_method("highSurrogate", &[Int], "The first half of a code point's pair.", |call| {
            Ok(Value::Character(high_surrogate(call.int(0))))
        }),
        static_method("lowSurrogate", &[Int], "The second half of a code point's pair.", |call| {
            Ok(Value::Character(low_surrogate(call.int(0))))
        }),
        static_method("toChars", &[Int], "The UTF-16 units, as an array.", |call| {
            Ok(array("[C", units_of_code_point(call.int(0))?.into_iter().map(Value::Character).collect()))
        }),
        static_method("toChars", &[Int, Chars, Int], "Writes the UTF-16 units into an array.", |call| {
            let units = units_of_code_point(call.int(0))?;
            let mut items = call.array(1)?.borrow_mut();
            let start = call.int(2);
            let length = items.len();
            let room =
                usize::try_from(start).ok().and_then(|start| items.get_mut(start..start + units.len()));
            let Some(room) = room else {
                let message = format!("Index {start} out of bounds for length {length}");
                return Err(Error::thrown("java.lang.ArrayIndexOutOfBoundsException", message));
            };
            for (slot, unit) in room.iter_mut().zip(&units) {
                *slot = Value::Character(*unit);
            }
            Ok(size(units.len()))
        }),
        static_method("codePointAt", &[CharSequence, Int], "The code point at an index of a text.", |call| {
            let index = call.int(1);
            code_point_of_sequence(call.text(0)?, index, call)
        }),
        static_method(
            "codePointBefore",
            &[CharSequence, Int],
            "The code point before an index of a text.",
            |call| {
                let index = call.int(1);
                char_at(call.text(0)?, index.wrapping_sub(1), call.budget)?;
                code_point_before(call.text(0)?, index, call.budget)
            },
        ),
        static_method(
            "codePointBefore",
            &[Chars, Int],
            "The code point before an index of an array.",
            |call| {
                let length = call.array(0)?.borrow().len();
                let index = call.int(1);
                in_array(call, 0, i32::try_from(length).unwrap_or(i32::MAX), index.wrapping_sub(1))?;
                code_point_before(&array_text(call)?, index, call.budget)
            },
        ),
        static_method("codePointBefore", &[Chars, Int, Int], "The same, from a start on.", |call| {
            let (index, start) = (call.int(1), call.int(2));
            let length = call.array(0)?.borrow().len();
            if index <= start || start < 0 {
                return Err(Exception::without_message("java.lang.IndexOutOfBoundsException").into());
            }
            in_array(call, 0, i32::try_from(length).unwrap_or(i32::MAX), index.wrapping_sub(1))?;
            if index - 1 == start {
                return code_unit(call, index - 1);
            }
            code_point_before(&array_text(call)?, index, call.budget)
        }),
        static_method("codePointAt", &[Chars, Int, Int], "The same, up to a limit.", |call| {
            let (index, limit) = (call.int(1), call.int(2));
            let length = call.array(0)?.borrow().len();
            if index >= limit || limit < 0 || limit as usize > length {
                return Err(Exception::without_message("java.lang.IndexOutOfBoundsException").into());
            }
            in_array(call, 0, limit, index)?;
            if index + 1 == limit {
                return code_unit(call, index);
            }
            code_point_at(&array_text(call)?, index, call.budget)
        }),
        static_method(
            "codePointCount",
            &[Chars, Int, Int],
            "How many code points units of an array have.",
            |call| {
                let (offset, count) = (call.int(1), call.int(2));
                let length = call.array(0)?.borrow().len() as i64;
                if i64::from(count) > length - i64::from(offset) || offset < 0 || count < 0 {
                    return Err(Exception::without_message("java.lang.IndexOutOfBoundsException").into());
                }
                count_code_points(&array_text(call)?, offset, offset + count, call.budget)
            },
        ),
        static_method(
            "codePointCount",
            &[CharSequence, Int, Int],
            "How many code points a range has.",
            |call| {
                let (from, to) = (call.int(1), call.int(2));
                count_code_points(call.text(0)?, from, to, call.budget)
            },
        ),
        static_method(
            "offsetByCodePoints",
            &[CharSequence, Int, Int],
            "The index so many code points away.",
            |call| {
                let (index, offset) = (call.int(1), call.int(2));
                offset_of_code_points(call.text(0)?, index, offset, call.budget)
            },
        ),
        static_method("codePointAt", &[Chars, Int], "The code point at an index of an array.", |call| {
            let units = units_of(&call.array(0)?.borrow());
            let index = usize::try_from(call.int(1)).ok().filter(|index| *index < units.len());
            let Some(index) = index else { return Err(array_bounds(call.int(1), units.len())) };
            Ok(Value::Integer(match (units[index], units.get(index + 1)) {
                (high, Some(low)) if is_surrogate_pair(high, *low) => to_code_point(high, *low),
                (unit, _) => i32::from(unit),
            }))
        }),
    ],
};

/// `Character.toChars(int)`.
fn units_of_code_point(code_point: i32) -> Result<Vec<u16>, Error> {
    let (first, second) = to_chars(code_point)?;
    Ok(std::iter::once(first).chain(second).collect())
}

/// `Character.isSpace(char)`, of the first version of Java: five characters.
fn is_space(point: u32) -> bool {
    matches!(point, 9 | 10 | 12 | 13 | 32)
}

/// The argument, a `char` or an `int`, as a code point; a negative one as no code point.
fn point(call: &Call<'_, '_>, index: usize) -> u32 {
    match call.value(index) {
        Value::Character(unit) => u32::from(*unit),
        _ => call.int(index) as u32,
    }
}

fn test(call: &mut Call<'_, '_>, test: fn(u32) -> bool) -> Result<Value, Error> {
    Ok(Value::Boolean(test(point(call, 0))))
}

/// A `char` gives a `char`, an `int` an `int`.
fn change(call: &mut Call<'_, '_>, change: fn(u32) -> u32) -> Result<Value, Error> {
    let changed = change(point(call, 0));
    Ok(match call.value(0) {
        Value::Character(unit) => Value::Character(u16::try_from(changed).unwrap_or(*unit)),
        _ => Value::Integer(changed as i32),
    })
}

/// The array that is the first argument, as a text.
fn array_text(call: &Call<'_, '_>) -> Result<Text, Error> {
    Ok(Text::from_utf16(&units_of(&call.array(0)?.borrow())))
}

/// Checks that `index` is in `from..to` of the array that is the first argument.
fn in_array(call: &Call<'_, '_>, from: i32, to: i32, index: i32) -> Result<(), Error> {
    let length = call.array(0)?.borrow().len();
    if (from..to).contains(&index) { Ok(()) } else { Err(array_bounds(index, length)) }
}

fn code_unit(call: &Call<'_, '_>, index: i32) -> Result<Value, Error> {
    let units = units_of(&call.array(0)?.borrow());
    let unit = usize::try_from(index).ok().and_then(|index| units.get(index)).copied();
    unit.map(|unit| Value::Integer(i32::from(unit))).ok_or_else(|| array_bounds(index, units.len()))
}

fn array_bounds(index: i32, length: usize) -> Error {
    let message = format!("Index {index} out of bounds for length {length}");
    Error::thrown("java.lang.ArrayIndexOutOfBoundsException", message)
}

/// `Character.codePointAt` asks the text for its unit first, whose complaint is another than the text's own.
fn code_point_of_sequence(text: &Text, index: i32, call: &mut Call<'_, '_>) -> Result<Value, Error> {
    char_at(text, index, call.budget)?;
    code_point_at(text, index, call.budget)
}
