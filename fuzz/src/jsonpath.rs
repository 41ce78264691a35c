//! JSONPath.

use vtlgate::jsonpath::JsonPath;
use vtlgate::{Budget, ErrorKind, json};

use crate::limits;

/// Any path is read or refused, and followed to an end, twice alike: the first line is the path, the rest the document.
pub fn jsonpath(input: &str) {
    let (text, document) = input.split_once('\n').unwrap_or((input, "{}"));
    let path = match JsonPath::parse(text) {
        Ok(path) => path,
        Err(error) => {
            assert!(matches!(error.kind(), ErrorKind::InvalidPath | ErrorKind::Limit), "{error}");
            assert!(
                error.span().is_none_or(|span| text.get(span.range()).is_some()),
                "{error:?} {:?}",
                error.span()
            );
            return;
        }
    };
    assert_eq!(path.to_string(), text);
    let limits = limits();
    let follow = || {
        let mut budget = Budget::new(&limits);
        let document = json::read(&document.into(), &mut budget)?;
        let found = path.select(&document, &mut budget)?;
        let mut printed = String::new();
        found.print(&mut printed, &mut budget)?;
        Ok(printed)
    };
    let outcome = || follow().map_err(|error: vtlgate::Error| error.to_string());
    assert_eq!(outcome(), outcome(), "what is found depends on nothing but path and document");
}
