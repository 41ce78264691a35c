//! A REST API: its methods and what they share.

use super::{GatewayResponse, GatewayResponseType, Method, Model};
use crate::exchange::table::Table;

/// A REST API.
#[derive(Debug, Clone, Default)]
pub struct RestApi {
    /// Its name.
    pub name: String,
    /// The methods of all its resources.
    pub methods: Vec<Method>,
    /// The models that methods and other models refer to.
    pub models: Table<Model>,
    /// The gateway responses that are defined; the others have the service's defaults.
    pub gateway_responses: Vec<(GatewayResponseType, GatewayResponse)>,
    /// The media types whose payloads are bytes, not text.
    pub binary_media_types: Vec<String>,
    /// The stage's variables where the definition holds them (SAM's `Variables`, a stage of CloudFormation).
    pub stage_variables: Table<String>,
}

impl RestApi {
    /// The gateway response that is defined for `response_type`, if one is.
    pub fn gateway_response(&self, response_type: GatewayResponseType) -> Option<&GatewayResponse> {
        self.gateway_responses
            .iter()
            .find(|(defined, _)| *defined == response_type)
            .map(|(_, response)| response)
    }
}
