//! One method of one resource.

use super::Integration;
use crate::exchange::table::Table;

/// A method of a resource: what it asks of the request, where it sends it, what it promises to answer.
#[derive(Debug, Clone, Default)]
pub struct Method {
    /// The verb in capitals, or `ANY`.
    pub http_method: String,
    /// The resource's path: `/pets/{id}`, `/{proxy+}`.
    pub resource_path: String,
    /// The resource's id, for `$context.resourceId`.
    pub resource_id: String,
    /// What is asked of the request.
    pub method_request: MethodRequest,
    /// Where it goes.
    pub integration: Integration,
    /// What is promised, by status code.
    pub method_responses: Table<MethodResponse>,
}

/// What a method asks of a request.
#[derive(Debug, Clone, Default)]
pub struct MethodRequest {
    /// Declared parameters, `method.request.{header,path,querystring}.<name>`, and whether each is required.
    pub parameters: Table<bool>,
    /// The name of the model of each media type.
    pub models: Table<String>,
    /// What of it is checked; nothing where there is none.
    pub validator: Option<RequestValidator>,
    /// Whether an API key must come with it.
    pub api_key_required: bool,
}

/// A request validator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestValidator {
    /// Whether required parameters are checked.
    pub validate_request_parameters: bool,
    /// Whether the body is checked against its model.
    pub validate_request_body: bool,
}

/// What a method promises to answer with one status code.
#[derive(Debug, Clone, Default)]
pub struct MethodResponse {
    /// Declared headers, `method.response.header.<name>`, and whether each is required.
    pub parameters: Table<bool>,
    /// The name of the model of each media type; never checked by the service.
    pub models: Table<String>,
}
