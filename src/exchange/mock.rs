//! The MOCK integration: the rendered request names the status code.

use std::sync::Arc;

use crate::json;
use crate::limits::{Budget, Limits};
use crate::value::Value;

/// What the log says where there is no status code (recorded).
pub(super) const NO_STATUS: &str =
    "Unable to parse statusCode. It should be an integer that is defined in the request template.";

/// The `statusCode` of the rendered request: it must be an integer of an object, which is read as permissively as
/// json-smart reads (`{statusCode: 200}` will do; recorded).
pub(super) fn status_code(rendered: &str) -> Option<u16> {
    let limits = Limits::default();
    let document = json::read(&Arc::from(rendered), &mut Budget::new(&limits)).ok()?;
    let Value::Map(members) = document else { return None };
    match members.get_str("statusCode")? {
        Value::Integer(status) => u16::try_from(status).ok(),
        _ => None,
    }
}
