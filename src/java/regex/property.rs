//! The named character classes of Java: `\p{…}`, `\w`, `\d`, `\s`, `\h`, `\v` and their Unicode readings.
//!
//! The names are those of the class comment of `java.util.regex.Pattern`; the sets are Unicode 13's, Java 17's
//! version: a character assigned later counts as unassigned.

use regex_syntax::hir::{Class, HirKind};

use super::block::block;
use super::charset::{self, CharSet};
use super::flags::Flags;
use crate::java::number::character::MIRRORED;

/// What `\p{name}` stands for, or `None` when Java knows no such property.
pub(super) fn named(name: &str, flags: Flags) -> Option<CharSet> {
    let ignore_case = flags.contains(Flags::CASE_INSENSITIVE);
    if let Some(block_name) = name.strip_prefix("In") {
        return block(block_name).map(|(first, last)| charset::range(first, last));
    }
    if let Some(short) = name.strip_prefix("Is") {
        return unicode_property(&short.to_uppercase(), ignore_case)
            .or_else(|| property(short, ignore_case))
            .or_else(|| script(short));
    }
    let unicode_reading =
        flags.contains(Flags::UNICODE_CHARACTER_CLASS).then(|| posix_in_unicode(name, ignore_case));
    unicode_reading.flatten().or_else(|| property(name, ignore_case))
}

/// What `\p{key=value}` stands for.
pub(super) fn keyed(key: &str, value: &str, flags: Flags) -> Option<CharSet> {
    match key {
        "sc" | "script" => script(value),
        "blk" | "block" => block(value).map(|(first, last)| charset::range(first, last)),
        "gc" | "general_category" => property(value, flags.contains(Flags::CASE_INSENSITIVE)),
        _ => None,
    }
}

/// What the class escapes `\d \h \s \v \w` stand for, by their small letter.
pub(super) fn predefined(letter: char, flags: Flags) -> Option<CharSet> {
    let unicode = flags.contains(Flags::UNICODE_CHARACTER_CLASS);
    Some(match letter {
        'd' if unicode => unicode13(r"\p{Nd}"),
        'd' => syntax("[0-9]"),
        's' if unicode => syntax(r"\p{White_Space}"),
        's' => syntax(r"[\t-\r ]"),
        'w' if unicode => unicode13(WORD),
        'w' => syntax("[A-Za-z0-9_]"),
        'h' => syntax(r"[ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]"),
        'v' => syntax(r"[\n-\r\u0085\u2028\u2029]"),
        _ => return None,
    })
}

/// The characters `\b` takes for parts of a word. Java 17 without UNICODE_CHARACTER_CLASS: letters and digits of any
/// script and `_`, although `\w` is ASCII.
pub(super) fn word_boundary_characters(unicode: bool) -> CharSet {
    unicode13(if unicode { WORD } else { r"[\p{L}\p{Nd}_]" })
}

/// The marks that continue a word when they follow, possibly after other marks, one of the second set.
pub(super) fn word_marks() -> (CharSet, CharSet) {
    (unicode13(r"\p{Mn}"), unicode13(r"[\p{L}\p{Nd}]"))
}

const WORD: &str = r"[\p{Alphabetic}\p{Mn}\p{Mc}\p{Me}\p{Nd}\p{Pc}\u200C\u200D]";
const ANY_CASE: &str = r"[\p{Lowercase}\p{Uppercase}\p{Lt}]";

/// Properties reached by their plain name: general categories, POSIX classes in ASCII, `java…` methods.
fn property(name: &str, ignore_case: bool) -> Option<CharSet> {
    let ascii = match name {
        "ASCII" => r"[\x00-\x7F]",
        "Alnum" => "[0-9A-Za-z]",
        "Alpha" => "[A-Za-z]",
        "Blank" => r"[\t ]",
        "Cntrl" => r"[\x00-\x1F\x7F]",
        "Digit" => "[0-9]",
        "Graph" => "[!-~]",
        "Lower" | "Upper" if ignore_case => "[A-Za-z]",
        "Lower" => "[a-z]",
        "Upper" => "[A-Z]",
        "Print" => "[ -~]",
        "Punct" => r"[!-/:-@\[-`{-~]",
        "Space" => r"[\t-\r ]",
        "XDigit" => "[0-9A-Fa-f]",
        "L1" => r"[\x00-\u00FF]",
        "all" => r"[\x00-\u{10FFFF}]",
        _ => "",
    };
    if !ascii.is_empty() {
        return Some(syntax(ascii));
    }
    if let Some(method) = name.strip_prefix("java") {
        return java_method(method, ignore_case);
    }
    Some(match name {
        "Cn" => complement_assigned(),
        "C" => charset::union([complement_assigned(), unicode13(r"[\p{Cc}\p{Cf}\p{Co}]")]),
        "Cs" => CharSet::empty(),
        "Lu" | "Ll" | "Lt" if ignore_case => unicode13(r"[\p{Lu}\p{Ll}\p{Lt}]"),
        "LC" => unicode13(r"[\p{Lu}\p{Ll}\p{Lt}]"),
        "LD" => unicode13(r"[\p{L}\p{Nd}]"),
        "L" | "M" | "N" | "Z" | "P" | "S" | "Lu" | "Ll" | "Lt" | "Lm" | "Lo" | "Mn" | "Me" | "Mc" | "Nd"
        | "Nl" | "No" | "Zs" | "Zl" | "Zp" | "Cc" | "Cf" | "Co" | "Pd" | "Ps" | "Pe" | "Pc" | "Po" | "Sm"
        | "Sc" | "Sk" | "So" | "Pi" | "Pf" => unicode13(&format!(r"\p{{{name}}}")),
        _ => return None,
    })
}

/// `\p{javaLowerCase}` and its like: the `is…` methods of `java.lang.Character`.
fn java_method(method: &str, ignore_case: bool) -> Option<CharSet> {
    let ignorable = r"\x00-\x08\x0E-\x1B\x7F-\u009F\p{Cf}";
    let class = match method {
        "LowerCase" | "UpperCase" | "TitleCase" if ignore_case => ANY_CASE.to_owned(),
        "LowerCase" => r"\p{Lowercase}".to_owned(),
        "UpperCase" => r"\p{Uppercase}".to_owned(),
        "TitleCase" => r"\p{Lt}".to_owned(),
        "Alphabetic" => r"\p{Alphabetic}".to_owned(),
        "Ideographic" => r"\p{Ideographic}".to_owned(),
        "Digit" => r"\p{Nd}".to_owned(),
        "Defined" => return Some(charset::complement(complement_assigned())),
        "Letter" => r"\p{L}".to_owned(),
        "LetterOrDigit" => r"[\p{L}\p{Nd}]".to_owned(),
        "JavaIdentifierStart" => r"[\p{L}\p{Nl}\p{Sc}\p{Pc}]".to_owned(),
        "JavaIdentifierPart" => {
            format!(r"[\p{{L}}\p{{Nl}}\p{{Sc}}\p{{Pc}}\p{{Nd}}\p{{Mc}}\p{{Mn}}{ignorable}]")
        }
        "UnicodeIdentifierStart" => r"[\p{ID_Start}\u2E2F]".to_owned(),
        "UnicodeIdentifierPart" => format!(r"[[\p{{ID_Continue}}--[\u30FB\uFF65]]\u2E2F{ignorable}]"),
        "IdentifierIgnorable" => format!("[{ignorable}]"),
        "SpaceChar" => r"\p{Z}".to_owned(),
        "Whitespace" => r"[[\p{Z}--[\u00A0\u2007\u202F]]\t-\r\x1C-\x1F]".to_owned(),
        "Mirrored" => return Some(charset::ranges(&MIRRORED)),
        "ISOControl" => r"[\x00-\x1F\x7F-\u009F]".to_owned(),
        _ => return None,
    };
    Some(unicode13(&class))
}

/// Binary properties of Unicode as `\p{Is…}` names them; Java ignores their case.
fn unicode_property(name: &str, ignore_case: bool) -> Option<CharSet> {
    let class = match name {
        "LOWERCASE" | "UPPERCASE" | "TITLECASE" if ignore_case => ANY_CASE,
        "LOWERCASE" => r"\p{Lowercase}",
        "UPPERCASE" => r"\p{Uppercase}",
        "TITLECASE" => r"\p{Lt}",
        "ALPHABETIC" => r"\p{Alphabetic}",
        "LETTER" => r"\p{L}",
        "IDEOGRAPHIC" => r"\p{Ideographic}",
        "WHITE_SPACE" | "WHITESPACE" => r"\p{White_Space}",
        "CONTROL" => r"\p{Cc}",
        "PUNCTUATION" => r"\p{P}",
        "HEX_DIGIT" | "HEXDIGIT" => r"[\p{Nd}A-Fa-f\uFF21-\uFF26\uFF41-\uFF46]",
        "ASSIGNED" => return Some(charset::complement(complement_assigned())),
        "NONCHARACTER_CODE_POINT" | "NONCHARACTERCODEPOINT" => {
            return Some(syntax(r"\p{Noncharacter_Code_Point}"));
        }
        "DIGIT" => r"\p{Nd}",
        "ALNUM" => r"[\p{Alphabetic}\p{Nd}]",
        "BLANK" => r"[\p{Zs}\t]",
        "GRAPH" => r"[^\p{Z}\p{Cc}\p{Cn}]",
        "PRINT" => r"[^\p{Zl}\p{Zp}\p{Cc}\p{Cn}]",
        "WORD" => WORD,
        "JOIN_CONTROL" | "JOINCONTROL" => r"[\u200C\u200D]",
        _ => return None,
    };
    Some(unicode13(class))
}

/// The POSIX names under UNICODE_CHARACTER_CLASS; Java ignores their case.
fn posix_in_unicode(name: &str, ignore_case: bool) -> Option<CharSet> {
    let property = match name.to_uppercase().as_str() {
        "ALPHA" => "ALPHABETIC",
        "LOWER" => "LOWERCASE",
        "UPPER" => "UPPERCASE",
        "SPACE" => "WHITE_SPACE",
        "PUNCT" => "PUNCTUATION",
        "XDIGIT" => "HEX_DIGIT",
        "ALNUM" => "ALNUM",
        "CNTRL" => "CONTROL",
        "DIGIT" => "DIGIT",
        "BLANK" => "BLANK",
        "GRAPH" => "GRAPH",
        "PRINT" => "PRINT",
        _ => return None,
    };
    unicode_property(property, ignore_case)
}

/// A script, by its name or its ISO 15924 code.
fn script(name: &str) -> Option<CharSet> {
    if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_') {
        return None;
    }
    class_of(&format!(r"[\p{{Script={name}}}&&\p{{Age=13.0}}]"))
}

/// Every code point that Unicode 13 leaves unassigned.
fn complement_assigned() -> CharSet {
    syntax(r"[\p{Cn}\P{Age=13.0}]")
}

/// The set of a class in regex-syntax's notation, without the characters that came after Unicode 13.
fn unicode13(class: &str) -> CharSet {
    charset::intersection(syntax(class), &syntax(r"\p{Age=13.0}"))
}

/// The set of a class in regex-syntax's notation.
fn syntax(class: &str) -> CharSet {
    class_of(class).unwrap_or_else(CharSet::empty)
}

fn class_of(class: &str) -> Option<CharSet> {
    match regex_syntax::parse(class).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(set)) => Some(set),
        HirKind::Literal(literal) => {
            let only = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(charset::one(only.into()))
        }
        _ => None,
    }
}
