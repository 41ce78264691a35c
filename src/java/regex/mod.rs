//! `java.util.regex` of Java 17: patterns, matching, replacing and splitting.
//!
//! A [`Pattern`] is read by Java's rules, its character classes are computed as Java computes them, and what results
//! is printed in the notation of the crate `fancy-regex`, which does the matching. Reading is exact, errors included;
//! matching is exact but for the limits listed below. `String.matches`, `replaceAll`, `replaceFirst` and `split`,
//! JSONPath's `=~`, and API Gateway's selection patterns all rest on this module.
//!
//! Everything is bounded: the length and nesting of a pattern, the size of what it is compiled to, the number of
//! times it may backtrack, and the text on which a look-around without a bound, such as `(?=.*x)`, is searched for.
//!
//! # Known limits
//!
//! - Text is UTF-8 here: Java finds an empty match between the two halves of a surrogate pair, this module does not (the
//!   methods of templates' strings do); a pattern that names a lone surrogate matches nothing.
//! - `\N{name}`, `\b{g}`, `(?c)`, and in a look-behind `\X` or several endless repetitions are
//!   refused with [`PatternError::Untranslatable`].
//! - A look-behind counts code points; Java may count UTF-16 units and so miss characters beyond U+FFFF.
//! - `\G` inside a look-behind fails after an empty match.
//! - When the last turn of a repetition is empty, as in `(a*)*`, Java moves the group there; here it keeps the turn
//!   before.
//! - Java lets some groups keep what they matched in a turn that was given back, as in `(?>(.)|x)?\D`; here they are
//!   unset.
//! - A back reference that ignores case compares non-ASCII letters by Unicode's simple folding.
//! - Properties are Unicode 13's, but for some forty marks whose `Alphabetic`, `Lowercase`, `Mn`/`Mc` or script was
//!   changed later; names of scripts are taken a little more freely than Java takes them.
//! - Java's own `StackOverflowError` on long texts is not imitated.
mod ast;
mod block;
mod charset;
mod class;
mod emit;
mod error;
mod escape;
mod estimate;
mod flags;
mod parse;
mod pattern;
mod property;
mod quotation;
mod reader;
mod replace;
mod split;
mod units;

pub use error::{MatchError, PatternError, ReplaceError, ReplacementException};
pub use flags::Flags;
pub use pattern::{Captures, Matches, Pattern};
pub(crate) use units::{join, split};
