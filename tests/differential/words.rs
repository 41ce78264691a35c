//! The words that templates are made of.

/// Text outside of directives.
#[rustfmt::skip]
pub(crate) const TEXTS: &[&str] = &[
    "a", "b c", "Hello", "x=1", "{", "}", "[", "]", "(", ")", ",", ".", ":", ";", "-", "_", "!", "?", "&",
    "%", "*", "/", "|", "'", "{\"k\": ", "http://h/p", "\u{e9}", "\u{1f600}", "5", "0.5", "end", "else",
    "if", "a@b.c", "<b>", "\u{a0}", "=", "+", "null", "true",
];

/// Blanks and line ends outside of directives.
#[rustfmt::skip]
pub(crate) const SPACES: &[&str] = &[
    " ", "  ", "\n", "\t", "\r\n", "\n\n", " \n", "\n  ", "  \n  ", "\r\n\t", "\r", "\n \n",
];

/// What may stand between the parts of a directive or an expression.
#[rustfmt::skip]
pub(crate) const GAPS: &[&str] = &["", " ", "  ", "\t", "\n", " \n ", "\r\n"];

/// Regular expressions, one of them wrong.
#[rustfmt::skip]
pub(crate) const PATTERNS: &[&str] = &[
    "a", "o", "l+", "[a-z]", "\\s+", "\\d", ",", "", ".", "(l)(o)", "^H", "d$", "[^a-z]", "\\w*", "x?",
    "(?i)H", "\\.", "l{2}", "a|o", "(", "\\p{L}", "\\b",
];

/// What `replaceAll` puts in their place, one of them without its group.
#[rustfmt::skip]
pub(crate) const REPLACEMENTS: &[&str] = &["", "-", "$1", "$0$0", "\\$", "x", "$2", "\\\\"];

/// Formats for `String.format`.
#[rustfmt::skip]
pub(crate) const FORMATS: &[&str] = &[
    "%s", "%d", "%5s|", "%-5s|", "%05d", "%.2f", "%x", "%b", "%%", "%S", "%,d", "%c", "%e", "%q",
    "%1$s %1$s", "%s %s",
];

/// Contents of string literals.
#[rustfmt::skip]
pub(crate) const LITERALS: &[&str] = &[
    "", "a", "x", "y", "k", "n", "Hello", "World", "o", "l", " ", "a b", "b", "1", "2", "42", "1.5",
    "true", "\u{e9}", "\\n", "$5", "#fff", "nested", "size", "-", "name",
];

#[rustfmt::skip]
pub(crate) const INTEGERS: &[&str] = &[
    "0", "1", "2", "3", "5", "10", "-1", "-7", "42", "007", "100", "2147483647", "-2147483648",
    "2147483648", "9223372036854775807", "-9223372036854775809", "99999999999999999999", "1000000",
];

#[rustfmt::skip]
pub(crate) const DECIMALS: &[&str] = &[
    "1.5", "0.5", ".5", "-2.5", "1.0", "100.0", "1e3", "1.0E10", "2.5e-7", "0.001", "0.1", "-0.0",
    "12345678.9", "3.14159", "1e400", "5.",
];

#[rustfmt::skip]
pub(crate) const COMPARISONS: &[&str] = &[
    "==", "==", "==", "!=", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le",
];

/// What may follow a directive.
#[rustfmt::skip]
pub(crate) const AFTER: &[&str] = &["\n", " ", "  \n", "\t", "\r\n", " \r\n", "\n\n", " x", "\n  "];

/// Text that looks like the language.
#[rustfmt::skip]
pub(crate) const ODD: &[&str] = &[
    "$!", "$5.00", "#fff", "$x.", "$m.k.", "$s..", "${}", "$[0]", "$(", "#(", "$$s", "#$s", "$s$", "$-",
    "$_x", "$s-", "${s}-b", "$s.length()(", "#1", "#!", "\\", "\\\\", "$!!s", "$s!", "#@", "]]#", "*#",
    "#123", "$ ",
];

/// The language, cut off.
#[rustfmt::skip]
pub(crate) const BROKEN: &[&str] = &[
    "$", "#", "${", "#{", "#[[", "$s[", "$l[0", "${s", "$s.length(", "#set(", "#end", "#*",
];
