//! `java.lang.String` and `java.lang.CharSequence`.

use super::optional::some;
use super::stream::{int_stream, stream};
use crate::java::calls::{array, null_pointer, size};
use crate::java::formatting::format;
use crate::java::matching::{finds, matches, replace as replace_regex, split};
use crate::java::strings::*;
use crate::java::table::{Room, method, static_method};
use crate::java::types::Type::*;
use crate::value::{Text, Value, difference, difference_ignoring_case};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/CharSequence.html>
pub(crate) static CHAR_SEQUENCE: Room = Room {
    class: "java.lang.CharSequence",
    rows: &[static_method("compare", &[CharSequence, CharSequence], "Compares two texts.", |call| {
        Ok(Value::Integer(difference(call.text(0)?, call.text(1)?)))
    })],
};

/// <https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/lang/String.html>
pub(crate) static STRING: Room = Room {
    class: "java.lang.String",
    rows: &[
        method("length", &[], "How many UTF-16 units it has.", |call| Ok(size(call.this_text().length()))),
        method("isEmpty", &[], "Whether its length is 0.", |call| {
            Ok(Value::Boolean(call.this_text().is_empty()))
        }),
        method("isBlank", &[], "Whether it has nothing but white space.", |call| {
            Ok(Value::Boolean(strip(call.this_text(), true, true).is_empty()))
        }),
        method("charAt", &[Int], "The UTF-16 unit at an index.", |call| {
            let index = call.int(0);
            char_at(call.this_text(), index, call.budget)
        }),
        method("codePointAt", &[Int], "The code point at an index.", |call| {
            let index = call.int(0);
            code_point_at(call.this_text(), index, call.budget)
        }),
        method("codePointBefore", &[Int], "The code point before an index.", |call| {
            let index = call.int(0);
            code_point_before(call.this_text(), index, call.budget)
        }),
        method("codePointCount", &[Int, Int], "How many code points a range has.", code_point_count),
        method(
            "offsetByCodePoints",
            &[Int, Int],
            "The index so many code points away.",
            offset_by_code_points,
        ),
        method("getChars", &[Int, Int, Chars, Int], "Copies units of a range into an array.", get_chars),
        method("getBytes", &[], "The bytes in UTF-8.", |call| {
            let bytes = call.this_text().to_str().into_owned().into_bytes();
            byte_array(&bytes, call.budget)
        }),
        method("getBytes", &[Str], "The bytes in the encoding named.", |call| {
            let bytes = encode(call.this_text(), call.text(0)?)?;
            byte_array(&bytes, call.budget)
        }),
        method("getBytes", &[Foreign("Charset")], "Throws: a template has no Charset.", |_| {
            Err(null_pointer())
        }),
        method(
            "getBytes",
            &[Int, Int, Bytes, Int],
            "Copies the low bytes of a range into an array.",
            get_bytes,
        ),
        method("contentEquals", &[CharSequence], "Whether it has the same units.", |call| {
            Ok(Value::Boolean(call.this_text() == call.text(0)?))
        }),
        method("contentEquals", &[Foreign("StringBuffer")], "Throws: a template has none.", |_| {
            Err(null_pointer())
        }),
        method("equalsIgnoreCase", &[Str], "Whether it is the same but for case.", |call| {
            let other = match call.value(0) {
                Value::String(other) => other,
                _ => return Ok(Value::Boolean(false)),
            };
            let this = call.this_text();
            Ok(Value::Boolean(
                this == other
                    || (this.length() == other.length() && difference_ignoring_case(this, other) == 0),
            ))
        }),
        method("compareTo", &[Str], "Negative, 0 or positive: before, equal, after.", |call| {
            Ok(Value::Integer(difference(call.this_text(), call.text(0)?)))
        }),
        method("compareToIgnoreCase", &[Str], "Compares but for case.", |call| {
            Ok(Value::Integer(difference_ignoring_case(call.this_text(), call.text(0)?)))
        }),
        method("regionMatches", &[Int, Str, Int, Int], "Whether two ranges are the same.", |call| {
            region_matches(call, 0, false)
        }),
        method(
            "regionMatches",
            &[Bool, Int, Str, Int, Int],
            "The same, where wanted but for case.",
            |call| {
                let ignore_case = call.boolean(0);
                region_matches(call, 1, ignore_case)
            },
        ),
        method("startsWith", &[Str], "Whether it starts with a text.", |call| {
            starts_with(call.this_text(), call.text(0)?, 0, call.budget)
        }),
        method("startsWith", &[Str, Int], "Whether a text stands at an index.", |call| match call.int(1) {
            ..0 => Ok(Value::Boolean(false)),
            index => starts_with(call.this_text(), call.text(0)?, index, call.budget),
        }),
        method("endsWith", &[Str], "Whether it ends with a text.", |call| {
            let (this, end) = (call.this_text(), call.text(0)?);
            let start = this.length() as i32 - end.length() as i32;
            starts_with(this, end, start, call.budget)
        }),
        method("indexOf", &[Int], "Where a code point is first, or -1.", |call| {
            let point = call.int(0);
            index_of_point(call.this_text(), point, 0, call.budget)
        }),
        method("indexOf", &[Int, Int], "Where a code point is first from an index on, or -1.", |call| {
            let (point, from) = (call.int(0), call.int(1));
            index_of_point(call.this_text(), point, from, call.budget)
        }),
        method("indexOf", &[Str], "Where a text is first, or -1.", |call| {
            index_of(call.this_text(), call.text(0)?, 0, call.budget)
        }),
        method("indexOf", &[Str, Int], "Where a text is first from an index on, or -1.", |call| {
            let from = call.int(1);
            index_of(call.this_text(), call.text(0)?, from, call.budget)
        }),
        method("lastIndexOf", &[Int], "Where a code point is last, or -1.", |call| {
            let point = call.int(0);
            last_index_of_point(call.this_text(), point, i32::MAX, call.budget)
        }),
        method("lastIndexOf", &[Int, Int], "Where a code point is last up to an index, or -1.", |call| {
            let (point, from) = (call.int(0), call.int(1));
            last_index_of_point(call.this_text(), point, from, call.budget)
        }),
        method("lastIndexOf", &[Str], "Where a text is last, or -1.", |call| {
            last_index_of(call.this_text(), call.text(0)?, i32::MAX, call.budget)
        }),
        method("lastIndexOf", &[Str, Int], "Where a text is last up to an index, or -1.", |call| {
            let from = call.int(1);
            last_index_of(call.this_text(), call.text(0)?, from, call.budget)
        }),
        method("contains", &[CharSequence], "Whether it has a text in it.", |call| {
            contains(call.this_text(), call.text(0)?, call.budget)
        }),
        method("substring", &[Int], "The rest from an index on.", |call| {
            let (from, this) = (call.int(0), call.this_text());
            substring(this, from, this.length() as i32, call.budget)
        }),
        method("substring", &[Int, Int], "The units of a range.", |call| {
            let (from, to) = (call.int(0), call.int(1));
            substring(call.this_text(), from, to, call.budget)
        }),
        method("subSequence", &[Int, Int], "The units of a range.", |call| {
            let (from, to) = (call.int(0), call.int(1));
            substring(call.this_text(), from, to, call.budget)
        }),
        method("concat", &[Str], "The text with another after it.", |call| {
            let (this, other) = (call.this_text(), call.text(0)?);
            call.budget.string(this.length() + other.length())?;
            Ok(Value::String(join(&[this, other])))
        }),
        method("replace", &[Char, Char], "Replaces a unit by another throughout.", |call| {
            let (old, new) = (call.char(0), call.char(1));
            let units: Vec<u16> = call
                .this_text()
                .to_utf16()
                .into_iter()
                .map(|unit| if unit == old { new } else { unit })
                .collect();
            call.budget.step(units.len() as u64 / 16)?;
            Ok(Value::String(Text::from_utf16(&units)))
        }),
        method("replace", &[CharSequence, CharSequence], "Replaces a text by another throughout.", |call| {
            replace(call.this_text(), call.text(0)?, call.text(1)?, call.budget)
        }),
        method("toLowerCase", &[], "In lower case.", |call| lower(call.this_text(), call.budget)),
        method("toLowerCase", &[Foreign("Locale")], "Throws: a template has no Locale.", |_| {
            Err(null_pointer())
        }),
        method("toUpperCase", &[], "In upper case.", |call| upper(call.this_text(), call.budget)),
        method("toUpperCase", &[Foreign("Locale")], "Throws: a template has no Locale.", |_| {
            Err(null_pointer())
        }),
        method("trim", &[], "Without the spaces and control characters at both ends.", |call| {
            Ok(Value::String(trim(call.this_text())))
        }),
        method("strip", &[], "Without the white space at both ends.", |call| {
            Ok(Value::String(strip(call.this_text(), true, true)))
        }),
        method("stripLeading", &[], "Without the white space at the start.", |call| {
            Ok(Value::String(strip(call.this_text(), true, false)))
        }),
        method("stripTrailing", &[], "Without the white space at the end.", |call| {
            Ok(Value::String(strip(call.this_text(), false, true)))
        }),
        method("indent", &[Int], "Every line indented by so many spaces more or fewer.", |call| {
            let spaces = call.int(0);
            indent(call.this_text(), spaces, call.budget)
        }),
        method("stripIndent", &[], "Without the indentation all lines share.", |call| {
            strip_indent(call.this_text(), call.budget)
        }),
        method("translateEscapes", &[], "With escapes such as \\n translated.", |call| {
            translate_escapes(call.this_text(), call.budget)
        }),
        method("repeat", &[Int], "So many times one after another.", |call| {
            let count = call.int(0);
            repeat(call.this_text(), count, call.budget)
        }),
        method("intern", &[], "The string itself.", |call| Ok(call.this.clone())),
        method("toCharArray", &[], "The units, as an array.", |call| {
            let units = call.this_text().to_utf16();
            call.budget.list(units.len())?;
            call.budget.step(units.len() as u64)?;
            Ok(array("[C", units.into_iter().map(Value::Character).collect()))
        }),
        method("transform", &[Foreign("Function")], "Throws: a template has no functions.", |_| {
            Err(null_pointer())
        }),
        method("resolveConstantDesc", &[Foreign("MethodHandles.Lookup")], "The string itself.", |call| {
            Ok(call.this.clone())
        }),
        method("matches", &[Str], "Whether the regular expression matches all of it.", |call| {
            matches(call.this_text(), call.text(0)?, call.budget)
        }),
        method("replaceAll", &[Str, Str], "Replaces what a regular expression finds.", |call| {
            match call.value(1) {
                Value::String(new) => {
                    replace_regex(call.this_text(), call.text(0)?, new, usize::MAX, call.budget)
                }
                // Java looks at the replacement only once something is found.
                _ if finds(call.this_text(), call.text(0)?, call.budget)? => Err(null_pointer()),
                _ => Ok(call.this.clone()),
            }
        }),
        method("replaceFirst", &[Str, Str], "Replaces what a regular expression finds first.", |call| {
            replace_regex(call.this_text(), call.text(0)?, call.text(1)?, 1, call.budget)
        }),
        method("split", &[Str], "The parts between what a regular expression finds.", |call| {
            split(call.this_text(), call.text(0)?, 0, call.budget)
        }),
        method("split", &[Str, Int], "The parts, at most so many where the number is positive.", |call| {
            let limit = call.int(1);
            split(call.this_text(), call.text(0)?, limit, call.budget)
        }),
        method("formatted", &[Objects], "The string as a format, with the arguments in it.", |call| {
            let items = call.arguments_from(0)?;
            format(call.this_text(), &items, call)
        }),
        static_method("format", &[Str, Objects], "The format with the arguments in it.", |call| {
            let items = call.arguments_from(1)?;
            format(call.text(0)?, &items, call)
        }),
        static_method(
            "format",
            &[Foreign("Locale"), Str, Objects],
            "The same; the first argument is null.",
            |call| {
                let items = call.arguments_from(2)?;
                format(call.text(1)?, &items, call)
            },
        ),
        method("lines", &[], "The lines, as a Stream.", |call| {
            let text = call.this_text().to_str();
            call.budget.step(text.len() as u64 / 16)?;
            let lines: Vec<Value> = lines(&text).into_iter().map(Value::from).collect();
            call.budget.list(lines.len())?;
            Ok(stream("java.util.stream.ReferencePipeline$Head", lines))
        }),
        method("chars", &[], "The UTF-16 units, as an IntStream.", |call| {
            let units = call.this_text().to_utf16();
            call.budget.list(units.len())?;
            call.budget.step(units.len() as u64)?;
            Ok(int_stream(units.into_iter().map(|unit| Value::Integer(unit.into())).collect()))
        }),
        method("codePoints", &[], "The code points, as an IntStream.", |call| {
            let units = call.this_text().to_utf16();
            call.budget.list(units.len())?;
            call.budget.step(units.len() as u64)?;
            let points = char::decode_utf16(units).map(|unit| {
                unit.map_or_else(|lone| i32::from(lone.unpaired_surrogate()), |point| point as i32)
            });
            Ok(int_stream(points.map(Value::Integer).collect()))
        }),
        method("describeConstable", &[], "The string, as an Optional.", |call| Ok(some(call.this))),
        static_method("valueOf", &[Object], "What the argument prints.", value_of),
        static_method("valueOf", &[Chars], "The units of an array, as a string.", |call| {
            Ok(Value::String(Text::from_utf16(&units_of(&call.array(0)?.borrow()))))
        }),
        static_method("valueOf", &[Chars, Int, Int], "Units of an array: from an index, so many.", |call| {
            copy_value_of(call)
        }),
        static_method("valueOf", &[Bool], "What the argument prints.", value_of),
        static_method("valueOf", &[Char], "What the argument prints.", value_of),
        static_method("valueOf", &[Int], "What the argument prints.", value_of),
        static_method("valueOf", &[Long], "What the argument prints.", value_of),
        static_method("valueOf", &[Float], "What the argument prints.", value_of),
        static_method("valueOf", &[Double], "What the argument prints.", value_of),
        static_method("copyValueOf", &[Chars], "The units of an array, as a string.", |call| {
            Ok(Value::String(Text::from_utf16(&units_of(&call.array(0)?.borrow()))))
        }),
        static_method(
            "copyValueOf",
            &[Chars, Int, Int],
            "Units of an array: from an index, so many.",
            copy_value_of,
        ),
        static_method("join", &[CharSequence, CharSequences], "Texts with a separator between.", |call| {
            let items = call.array(1)?.borrow().clone();
            join_all(call.text(0)?, items, call.budget)
        }),
        static_method(
            "join",
            &[CharSequence, Iterable],
            "A list's texts with a separator between.",
            |call| {
                let separator = call.text(0)?;
                let items = call.collection(1)?;
                join_all(separator, items, call.budget)
            },
        ),
    ],
};
