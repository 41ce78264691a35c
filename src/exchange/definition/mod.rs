//! An API as its owner defined it, by API Gateway's own names.

mod api;
mod gateway_response;
mod integration;
mod method;
mod model;

pub use api::RestApi;
pub use gateway_response::{GatewayResponse, GatewayResponseType};
pub use integration::{
    ContentHandling, Integration, IntegrationResponse, IntegrationType, PassthroughBehavior,
};
pub use method::{Method, MethodRequest, MethodResponse, RequestValidator};
pub use model::Model;
