//! What the methods of `java.lang.String` do, in UTF-16 units.

use super::calls::{Call, array, size, void};
use super::compare::equal_ignoring_case;
use super::exception::Exception;
use super::number::character;
use super::units::Units;
use crate::error::Error;
use crate::limits::Budget;
use crate::value::{JavaObject, Text, Value};

const OUT_OF_BOUNDS: &str = "java.lang.StringIndexOutOfBoundsException";

/// An index inside a text of `length` units.
fn checked(index: i32, length: usize) -> Option<usize> {
    usize::try_from(index).ok().filter(|index| *index < length)
}

/// `String.charAt`.
pub(super) fn char_at(text: &Text, index: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    match checked(index, units.len()).and_then(|index| units.get(index)) {
        Some(unit) => Ok(Value::Character(unit)),
        None if text.is_latin1() => {
            Err(Error::thrown(OUT_OF_BOUNDS, format!("String index out of range: {index}")))
        }
        None => Err(Error::thrown(OUT_OF_BOUNDS, format!("index {index}, length {}", units.len()))),
    }
}

/// `String.codePointAt`.
pub(super) fn code_point_at(text: &Text, index: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    match checked(index, units.len()).and_then(|index| units.code_point(index)) {
        Some(point) => Ok(Value::Integer(point as i32)),
        None => Err(Error::thrown(OUT_OF_BOUNDS, format!("index {index}, length {}", units.len()))),
    }
}

/// `String.codePointBefore`.
pub(super) fn code_point_before(text: &Text, index: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    let before = index.checked_sub(1).and_then(|before| checked(before, units.len()));
    match before.and_then(|before| units.code_point_before(before + 1)) {
        Some(point) => Ok(Value::Integer(point as i32)),
        None => Err(Error::thrown(OUT_OF_BOUNDS, format!("String index out of range: {index}"))),
    }
}

fn out_of_range() -> Error {
    Exception::without_message("java.lang.IndexOutOfBoundsException").into()
}

/// A range `from..to` inside `length`.
fn range(from: i32, to: i32, length: usize) -> Option<(usize, usize)> {
    let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
    (from <= to && to <= length).then_some((from, to))
}

/// `String.codePointCount`.
pub(super) fn code_point_count(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let (from, to) = (call.int(0), call.int(1));
    count_code_points(call.this_text(), from, to, call.budget)
}

/// How many code points `from..to` has.
pub(super) fn count_code_points(
    text: &Text,
    from: i32,
    to: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    let (from, to) = range(from, to, units.len()).ok_or_else(out_of_range)?;
    let (mut index, mut count) = (from, 0);
    while index < to {
        let pair = index + 1 < to && units.code_point(index).is_some_and(|point| point > 0xffff);
        index += if pair { 2 } else { 1 };
        count += 1;
    }
    Ok(size(count))
}

/// `String.offsetByCodePoints`.
pub(super) fn offset_by_code_points(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let (index, offset) = (call.int(0), call.int(1));
    offset_of_code_points(call.this_text(), index, offset, call.budget)
}

/// The index that is `offset` code points after `index`.
pub(super) fn offset_of_code_points(
    text: &Text,
    index: i32,
    offset: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    let mut index =
        usize::try_from(index).ok().filter(|index| *index <= units.len()).ok_or_else(out_of_range)?;
    for _ in 0..offset.unsigned_abs() {
        let point = if offset > 0 { units.code_point(index) } else { units.code_point_before(index) };
        let width = if point.ok_or_else(out_of_range)? > 0xffff { 2 } else { 1 };
        index = if offset > 0 { index + width } else { index - width };
    }
    Ok(size(index))
}

/// `String.getChars`.
pub(super) fn get_chars(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    copy_units(call, Value::Character)
}

/// `String.getBytes(int, int, byte[], int)`.
pub(super) fn get_bytes(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    copy_units(call, |unit| Value::Byte(unit as u8 as i8))
}

fn copy_units(call: &mut Call<'_, '_>, convert: fn(u16) -> Value) -> Result<Value, Error> {
    let (from, to, start) = (call.int(0), call.int(1), call.int(3));
    let units = Units::of(call.this_text(), call.budget)?;
    let (from, to) = range(from, to, units.len()).ok_or_else(|| {
        Error::thrown(OUT_OF_BOUNDS, format!("begin {from}, end {to}, length {}", units.len()))
    })?;
    let mut items = call.array(2)?.borrow_mut();
    let length = items.len();
    let room = usize::try_from(start).ok().and_then(|start| items.get_mut(start..start + (to - from)));
    let Some(room) = room else {
        let class = match convert(0) {
            Value::Byte(_) => OUT_OF_BOUNDS,
            _ => "java.lang.ArrayIndexOutOfBoundsException",
        };
        return Err(Error::thrown(class, format!("offset {start}, count {}, length {length}", to - from)));
    };
    for (slot, index) in room.iter_mut().zip(from..to) {
        *slot = convert(units.get(index).unwrap_or_default());
    }
    drop(items);
    void()
}

/// A new `byte[]`.
pub(super) fn byte_array(bytes: &[u8], budget: &mut Budget<'_>) -> Result<Value, Error> {
    budget.list(bytes.len())?;
    budget.step(bytes.len() as u64)?;
    Ok(array("[B", bytes.iter().map(|byte| Value::Byte(*byte as i8)).collect()))
}

/// `String.getBytes(String)`, for the encodings every Java has.
pub(super) fn encode(text: &Text, encoding: &Text) -> Result<Vec<u8>, Error> {
    let single = |last: char| {
        text.to_str()
            .chars()
            .map(|character| if character <= last { character as u8 } else { b'?' })
            .collect()
    };
    let wide = |order: fn(u16) -> [u8; 2]| text.to_str().encode_utf16().flat_map(order).collect();
    match encoding.to_str().to_ascii_uppercase().as_str() {
        "UTF-8" | "UTF8" => Ok(text.to_str().into_owned().into_bytes()),
        "US-ASCII" | "ASCII" => Ok(single('\u{7f}')),
        "ISO-8859-1" | "ISO8859_1" | "LATIN1" => Ok(single('\u{ff}')),
        "UTF-16BE" => Ok(wide(u16::to_be_bytes)),
        "UTF-16LE" => Ok(wide(u16::to_le_bytes)),
        "UTF-16" if text.is_empty() => Ok(Vec::new()),
        "UTF-16" => Ok([vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat()),
        _ => Err(Error::thrown("java.io.UnsupportedEncodingException", encoding.to_str())),
    }
}

/// `String.regionMatches`, whose parameters begin at `first`.
pub(super) fn region_matches(
    call: &mut Call<'_, '_>,
    first: usize,
    ignore_case: bool,
) -> Result<Value, Error> {
    let (start, other_start, length) = (call.int(first), call.int(first + 2), call.int(first + 3));
    let this_length = call.this_text().length() as i64;
    if ignore_case && (start < 0 || other_start < 0 || i64::from(start) > this_length - i64::from(length)) {
        return Ok(Value::Boolean(false));
    }
    let other = call.text(first + 1)?;
    let units = Units::of(call.this_text(), call.budget)?;
    let other = Units::of(other, call.budget)?;
    let inside = |start: i32, units: &Units<'_>| {
        start >= 0 && i64::from(start) + i64::from(length) <= units.len() as i64
    };
    if !inside(start, &units) || !inside(other_start, &other) {
        return Ok(Value::Boolean(false));
    }
    let length = usize::try_from(length).unwrap_or(0);
    call.budget.step(length as u64 / 16)?;
    let (start, other_start) = (start as usize, other_start as usize);
    Ok(Value::Boolean(if ignore_case {
        equal_ignoring_case(&units, &other, (start, other_start), length)
    } else {
        (0..length).all(|index| units.get(start + index) == other.get(other_start + index))
    }))
}

/// `String.startsWith`.
pub(super) fn starts_with(
    text: &Text,
    part: &Text,
    index: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    let part = Units::of(part, budget)?;
    let found = usize::try_from(index).is_ok_and(|index| index <= units.len() && units.has_at(index, &part));
    Ok(Value::Boolean(found))
}

fn position(found: Option<usize>) -> Value {
    found.map_or(Value::Integer(-1), size)
}

fn point_text(point: i32) -> Option<Text> {
    let point = u32::try_from(point).ok()?;
    match u16::try_from(point) {
        Ok(unit) => Some(Text::from_utf16(&[unit])),
        Err(_) => char::from_u32(point).map(|character| Text::from(character.to_string())),
    }
}

/// `String.indexOf(int, int)`.
pub(super) fn index_of_point(
    text: &Text,
    point: i32,
    from: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let Some(needle) = point_text(point) else { return Ok(Value::Integer(-1)) };
    let units = Units::of(text, budget)?;
    let needle = Units::of(&needle, budget)?;
    Ok(position(units.find(&needle, from.max(0) as usize, budget)?))
}

/// `String.lastIndexOf(int, int)`.
pub(super) fn last_index_of_point(
    text: &Text,
    point: i32,
    from: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let (Some(needle), Ok(from)) = (point_text(point), usize::try_from(from)) else {
        return Ok(Value::Integer(-1));
    };
    let units = Units::of(text, budget)?;
    let needle = Units::of(&needle, budget)?;
    Ok(position(units.rfind(&needle, from, budget)?))
}

/// `String.indexOf(String, int)`.
pub(super) fn index_of(
    text: &Text,
    needle: &Text,
    from: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    let needle = Units::of(needle, budget)?;
    let mut from = from.max(0) as usize;
    if needle.len() == 0 {
        from = from.min(units.len());
    }
    Ok(position(units.find(&needle, from, budget)?))
}

/// `String.lastIndexOf(String, int)`.
pub(super) fn last_index_of(
    text: &Text,
    needle: &Text,
    from: i32,
    budget: &mut Budget<'_>,
) -> Result<Value, Error> {
    let Ok(from) = usize::try_from(from) else { return Ok(Value::Integer(-1)) };
    let units = Units::of(text, budget)?;
    let needle = Units::of(needle, budget)?;
    Ok(position(units.rfind(&needle, from, budget)?))
}

/// `String.contains`.
pub(super) fn contains(text: &Text, needle: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    if let (Some(text), Some(needle)) = (text.as_str(), needle.as_str()) {
        return Ok(Value::Boolean(text.contains(needle)));
    }
    let units = Units::of(text, budget)?;
    let needle = Units::of(needle, budget)?;
    Ok(Value::Boolean(units.find(&needle, 0, budget)?.is_some()))
}

/// `String.substring`.
pub(super) fn substring(text: &Text, from: i32, to: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = Units::of(text, budget)?;
    match range(from, to, units.len()) {
        Some((0, to)) if to == units.len() => Ok(Value::String(text.clone())),
        Some((from, to)) => Ok(Value::String(units.slice(from, to))),
        None => Err(Error::thrown(OUT_OF_BOUNDS, format!("begin {from}, end {to}, length {}", units.len()))),
    }
}

/// Texts one after another.
pub(super) fn join(texts: &[&Text]) -> Text {
    if texts.iter().all(|text| text.as_str().is_some()) {
        return texts.iter().map(|text| text.to_str()).collect::<String>().into();
    }
    Text::from_utf16(&texts.iter().flat_map(|text| text.to_utf16()).collect::<Vec<_>>())
}

/// `String.replace(CharSequence, CharSequence)`.
pub(super) fn replace(text: &Text, old: &Text, new: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    budget.step(old.size() as u64 / 64)?;
    if let (Some(plain), Some(old), Some(new)) = (text.as_str(), old.as_str(), new.as_str())
        && (!old.is_empty() || plain.is_ascii())
    {
        let count = plain.matches(old).count();
        budget.step(plain.len() as u64 / 16)?;
        if count == 0 {
            return Ok(Value::String(text.clone()));
        }
        budget.string((plain.len() - count * old.len()).saturating_add(count.saturating_mul(new.len())))?;
        return Ok(Value::string(plain.replace(old, new)));
    }
    let (units, old, new) = (text.to_utf16(), old.to_utf16(), new.to_utf16());
    budget.step(units.len() as u64 * (1 + old.len() as u64 / 64))?;
    budget.string(units.len().saturating_add(units.len().saturating_add(1).saturating_mul(new.len())))?;
    let mut replaced = Vec::with_capacity(units.len());
    let mut index = 0;
    while index <= units.len() {
        let found = units[index..].starts_with(&old);
        if found {
            replaced.extend_from_slice(&new);
        }
        if !found || old.is_empty() {
            replaced.extend(units.get(index));
        }
        index += if found { old.len().max(1) } else { 1 };
    }
    Ok(Value::String(Text::from_utf16(&replaced)))
}

/// Applies `change` to the text between lone surrogates, which have no case.
fn map_text(text: &Text, change: fn(&str) -> String) -> Text {
    match text.as_str() {
        Some(text) => Text::from(change(text)),
        None => {
            let mut units = Vec::new();
            for part in char::decode_utf16(text.to_utf16()) {
                match part {
                    Ok(character) => units.extend(change(character.encode_utf8(&mut [0; 4])).encode_utf16()),
                    Err(lone) => units.push(lone.unpaired_surrogate()),
                }
            }
            Text::from_utf16(&units)
        }
    }
}

/// `String.toLowerCase`.
pub(super) fn lower(text: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    budget.step(text.length() as u64 / 16)?;
    Ok(Value::String(map_text(text, character::lower_case_of)))
}

/// `String.toUpperCase`.
pub(super) fn upper(text: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    budget.step(text.length() as u64 / 16)?;
    Ok(Value::String(map_text(text, character::upper_case_of)))
}

/// `String.strip`, at the start, at the end, or both.
pub(super) fn strip(text: &Text, start: bool, end: bool) -> Text {
    trim_units(text, start, end, |unit| character::is_whitespace(u32::from(unit)))
}

/// `String.trim`.
pub(super) fn trim(text: &Text) -> Text {
    trim_units(text, true, true, |unit| unit <= 0x20)
}

/// Every character that goes is one unit.
fn trim_units(text: &Text, start: bool, end: bool, goes: fn(u16) -> bool) -> Text {
    if let Some(plain) = text.as_str() {
        let goes = |character: char| u16::try_from(u32::from(character)).is_ok_and(goes);
        let mut rest = plain;
        if start {
            rest = rest.trim_start_matches(goes);
        }
        if end {
            rest = rest.trim_end_matches(goes);
        }
        return if rest.len() == plain.len() { text.clone() } else { Text::from(rest) };
    }
    let units = text.to_utf16();
    let mut rest = &units[..];
    while let Some((first, others)) = rest.split_first()
        && start
        && goes(*first)
    {
        rest = others;
    }
    while let Some((last, others)) = rest.split_last()
        && end
        && goes(*last)
    {
        rest = others;
    }
    Text::from_utf16(rest)
}

/// `String.lines`: the text between line ends, without an empty line at the end.
pub(super) fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        lines.push(&rest[..end]);
        let ending = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = rest.get(end + ending..).unwrap_or_default();
    }
    lines
}

fn leading_white_space(line: &str) -> usize {
    line.chars().take_while(|letter| character::is_whitespace(u32::from(*letter))).count()
}

/// `String.indent`.
pub(super) fn indent(text: &Text, spaces: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let text = text.to_str();
    let lines = lines(&text);
    let width = usize::try_from(spaces).unwrap_or(0);
    budget.string(lines.len().saturating_mul(width).saturating_add(text.len() + 1))?;
    let mut indented = String::new();
    for line in lines {
        let fewer = spaces.min(0).unsigned_abs() as usize;
        let dropped = leading_white_space(line).min(fewer);
        indented.extend(std::iter::repeat_n(' ', width));
        indented.extend(line.chars().skip(dropped));
        indented.push('\n');
    }
    Ok(Value::string(indented))
}

/// `String.stripIndent`.
pub(super) fn strip_indent(text: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let text = text.to_str();
    budget.step(text.len() as u64 / 16)?;
    let Some(last) = text.chars().last() else { return Ok(Value::String(Text::EMPTY)) };
    let ends_line = matches!(last, '\n' | '\r');
    let lines = lines(&text);
    let is_blank = |line: &str| line.chars().all(|letter| character::is_whitespace(u32::from(letter)));
    let mut shared = usize::MAX;
    for (index, line) in lines.iter().enumerate() {
        if !is_blank(line) || (index == lines.len() - 1 && !ends_line) {
            shared = shared.min(leading_white_space(line));
        }
    }
    if ends_line {
        shared = 0;
    }
    let stripped: Vec<String> = lines
        .iter()
        .map(|line| {
            let rest: String =
                if is_blank(line) { String::new() } else { line.chars().skip(shared).collect() };
            rest.trim_end_matches(|letter| character::is_whitespace(u32::from(letter))).to_owned()
        })
        .collect();
    let mut joined = stripped.join("\n");
    if ends_line {
        joined.push('\n');
    }
    Ok(Value::string(joined))
}

/// `String.translateEscapes`.
pub(super) fn translate_escapes(text: &Text, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let units = text.to_utf16();
    budget.step(units.len() as u64 / 16)?;
    let mut translated = Vec::with_capacity(units.len());
    let mut index = 0;
    let is = |unit: Option<&u16>, character: char| {
        unit.is_some_and(|unit| u32::from(*unit) == u32::from(character))
    };
    while let Some(&unit) = units.get(index) {
        index += 1;
        if unit != u16::from(b'\\') {
            translated.push(unit);
            continue;
        }
        let escape = units.get(index).copied().unwrap_or(0);
        index += 1;
        match char::from_u32(u32::from(escape)).unwrap_or('\0') {
            'b' => translated.push(8),
            'f' => translated.push(12),
            'n' => translated.push(10),
            'r' => translated.push(13),
            's' => translated.push(32),
            't' => translated.push(9),
            '\'' | '"' | '\\' => translated.push(escape),
            '0'..='7' => {
                let most = if escape <= u16::from(b'3') { 2 } else { 1 };
                let mut octal = escape - u16::from(b'0');
                for _ in 0..most {
                    match units.get(index) {
                        Some(digit @ 0x30..=0x37) => octal = octal * 8 + (digit - 0x30),
                        _ => break,
                    }
                    index += 1;
                }
                translated.push(octal);
            }
            '\n' => {}
            '\r' => {
                if is(units.get(index), '\n') {
                    index += 1;
                }
            }
            other => {
                return Err(Error::thrown(
                    "java.lang.IllegalArgumentException",
                    format!("Invalid escape sequence: \\{other} \\\\u{escape:04X}"),
                ));
            }
        }
    }
    Ok(Value::String(Text::from_utf16(&translated)))
}

/// `String.repeat`.
pub(super) fn repeat(text: &Text, count: i32, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let Ok(times) = usize::try_from(count) else {
        return Err(Error::thrown(
            "java.lang.IllegalArgumentException",
            format!("count is negative: {count}"),
        ));
    };
    budget.string(text.length().saturating_mul(times))?;
    Ok(Value::String(match text.as_str() {
        _ if text.is_empty() => Text::EMPTY,
        Some(text) => Text::from(text.repeat(times)),
        None => Text::from_utf16(&text.to_utf16().repeat(times)),
    }))
}

/// `String.valueOf`.
pub(super) fn value_of(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    // The one object of a template whose `toString` may give null.
    if let Value::Object(object) = call.value(0)
        && let JavaObject::Block(index) = **object
    {
        return Ok(call.budget.block_text(index)?.map_or(Value::Null, Value::String));
    }
    Ok(Value::String(call.value(0).to_text(call.budget)?))
}

/// The units of a `char[]`.
pub(super) fn units_of(items: &[Value]) -> Vec<u16> {
    items
        .iter()
        .map(|item| match item {
            Value::Character(unit) => *unit,
            _ => 0,
        })
        .collect()
}

/// `String.copyValueOf(char[], int, int)`.
pub(super) fn copy_value_of(call: &mut Call<'_, '_>) -> Result<Value, Error> {
    let (offset, count) = (call.int(1), call.int(2));
    let units = units_of(&call.array(0)?.borrow());
    let end = offset.checked_add(count);
    match end.and_then(|end| range(offset, end, units.len())) {
        Some((from, to)) => Ok(Value::String(Text::from_utf16(&units[from..to]))),
        None => Err(Error::thrown(
            OUT_OF_BOUNDS,
            format!("offset {offset}, count {count}, length {}", units.len()),
        )),
    }
}

/// `String.join`.
pub(super) fn join_all(separator: &Text, items: Vec<Value>, budget: &mut Budget<'_>) -> Result<Value, Error> {
    let mut texts: Vec<Text> = Vec::with_capacity(items.len() * 2);
    let mut length = 0_usize;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            texts.push(separator.clone());
        }
        // Java casts each element to CharSequence; only strings are.
        let text = match item {
            Value::String(text) => text.clone(),
            Value::Null => Text::from_static("null"),
            other => return Err(super::calls::class_cast(other, "java.lang.CharSequence")),
        };
        length = length.saturating_add(text.length()).saturating_add(separator.length());
        budget.string(length)?;
        texts.push(text);
    }
    budget.step(length as u64 / 16)?;
    Ok(Value::String(join(&texts.iter().collect::<Vec<_>>())))
}
