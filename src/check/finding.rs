//! What a check tells, and how its fixes are made.

use crate::source::{Position, Span};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Surprises on the service, in the cases that the message names.
    Warning,
    /// Fails on the service, or prints what nobody wants.
    Error,
}

impl Level {
    /// The level's name in configurations and reports.
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// Something wrong with a template, or with the definition of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// The bytes of the text it is about.
    pub span: Span,
    /// Line and column where they start.
    pub position: Position,
    /// In a definition, the path of the member it is about: `paths./pets.get.x-amazon-apigateway-integration`.
    pub member: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// A change that sets it right and changes nothing else.
    pub fix: Option<Fix>,
}

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes that give way.
    pub span: Span,
    /// What takes their place.
    pub replacement: String,
}

/// `text` with the fixes of `findings` made, and how many they were. Of fixes that overlap the first one is made.
///
/// ```
/// use vtlgate::check::{Options, apply, check};
/// let text = "#set($id = 1)pet/$id-large";
/// assert_eq!(apply(text, &check(text, &Options::new())), ("#set($id = 1)pet/${id}-large".to_owned(), 1));
/// ```
pub fn apply(text: &str, findings: &[Finding]) -> (String, usize) {
    let mut fixes: Vec<&Fix> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| fix.span.start);
    let mut fixed = String::with_capacity(text.len());
    let mut copied = 0;
    let mut made = 0;
    for fix in fixes {
        let range = fix.span.range();
        let Some(before) = text.get(copied..range.start) else { continue };
        fixed.push_str(before);
        fixed.push_str(&fix.replacement);
        copied = range.end;
        made += 1;
    }
    fixed.push_str(text.get(copied..).unwrap_or_default());
    (fixed, made)
}
