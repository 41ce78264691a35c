//! Reading the definition of an API.

use vtlgate::Dialect;
use vtlgate::exchange::{ImportOptions, Notice, RestApi, import};

use crate::arguments::ApiArguments;
use crate::failure::Failure;
use crate::{files, limits};

/// An API, and what was not understood of its definition.
pub(crate) struct Definition {
    pub(crate) api: RestApi,
    pub(crate) warnings: Vec<Notice>,
}

/// Reads and understands the definition.
pub(crate) fn load(arguments: &ApiArguments) -> Result<Definition, Failure> {
    let text = files::read("definition", &arguments.definition)?;
    let parameters = arguments.parameter.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let options = ImportOptions { api: arguments.name.clone(), parameters };
    let mut imported =
        import(&files::name(&arguments.definition), &text, &options).map_err(Failure::Definition)?;
    if !arguments.limits.limit.is_empty() {
        imported.api.set_limits(&limits::of(Dialect::ApiGateway, &arguments.limits.limit));
    }
    Ok(Definition { api: imported.api, warnings: imported.warnings })
}
