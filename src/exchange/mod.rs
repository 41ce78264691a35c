//! A whole exchange: from the client's request through the backend to the client's response, offline.
//!
//! [`method_request`] takes a request to the call of the backend; the caller makes that call itself and hands the
//! outcome to [`Call::integration_response`]. Every decision on the way is in the [`Trace`]. There is no I/O, no clock
//! and no chance: what cannot be known here is a member of [`Facts`].
//!
//! ```
//! use vtlgate::exchange::{
//!     BackendResponse, ClientRequest, Facts, Integration, IntegrationResponse, IntegrationType, Method, RestApi, Step,
//!     method_request,
//! };
//!
//! let function = "arn:aws:lambda:us-east-1:123456789012:function:pets";
//! let not_found = IntegrationResponse {
//!     status_code: 404,
//!     selection_pattern: Some(r"\[NotFound\].*".into()),
//!     ..IntegrationResponse::default()
//! };
//! let integration = Integration {
//!     integration_type: IntegrationType::Aws,
//!     http_method: "POST".into(),
//!     uri: format!("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function}/invocations"),
//!     responses: vec![IntegrationResponse { status_code: 200, ..IntegrationResponse::default() }, not_found],
//!     ..Integration::default()
//! };
//! let method = Method {
//!     http_method: "GET".into(),
//!     resource_path: "/pets/{id}".into(),
//!     integration,
//!     ..Method::default()
//! };
//! let api = RestApi { methods: vec![method], ..RestApi::default() };
//! let facts = Facts::default();
//!
//! let Step::Call(call) = method_request(&api, ClientRequest::new("GET", "/pets/42"), &facts) else { panic!() };
//! assert_eq!(call.request.lambda_event(), b"{}");
//! let failure = BackendResponse::lambda_failure(r#"{"errorMessage":"[NotFound] no pet 42","errorType":"Error"}"#);
//! let answer = call.integration_response(failure);
//! assert_eq!(answer.response.status, 404);
//! assert_eq!(answer.selected.as_deref(), Some(r"\[NotFound\].*"));
//! ```

mod base64;
mod body_path;
mod content;
mod definition;
mod facts;
mod header_rules;
mod headers;
mod import;
mod integration_request;
mod integration_response;
mod lambda;
mod mapping_template;
mod media_type;
mod message;
mod method_request;
mod mock;
mod overrides;
mod parameter;
mod proxy_answer;
mod proxy_event;
mod query;
mod refusal;
mod render;
mod request_template;
mod response_template;
mod routing;
mod selection;
mod selection_pattern;
mod state;
mod step;
mod substitution;
mod table;
mod trace;
mod uri;
mod validation;
mod websocket;

pub use definition::{
    ContentHandling, GatewayResponse, GatewayResponseType, Integration, IntegrationResponse, IntegrationType,
    Method, MethodRequest, MethodResponse, Model, PassthroughBehavior, RequestValidator, RestApi,
};
pub use facts::Facts;
pub(crate) use header_rules::is_illegal_on_request;
pub use headers::Headers;
pub(crate) use import::{Form, Node, NodeValue, Part, Piece, form, outline};
pub use import::{ImportOptions, Imported, Notice, import};
pub use lambda::lambda_error_text;
pub use mapping_template::MappingTemplate;
pub use message::{BackendOutcome, BackendResponse, ClientRequest, ClientResponse, IntegrationRequest};
pub use method_request::{method_request, test_invoke_method};
pub use query::Query;
pub use refusal::DEFAULT_GATEWAY_TEMPLATE;
pub use request_template::{RequestTemplateChoice, choose_request_template};
pub use response_template::choose_response_template;
pub use routing::route;
pub use selection::{Selection, select_response};
pub use selection_pattern::SelectionPattern;
pub use step::{Answer, Call, Step};
pub use table::Table;
pub use trace::{Trace, TraceEntry};
pub use websocket::{WebSocketMessage, select_by_key, select_integration_response_key};
