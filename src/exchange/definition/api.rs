//! A REST API: its methods and what they share.

use super::{GatewayResponse, GatewayResponseType, Method, Model};
use crate::exchange::mapping_template::MappingTemplate;
use crate::exchange::table::Table;
use crate::limits::Limits;

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
    /// Puts all mapping templates under these limits.
    pub fn set_limits(&mut self, limits: &Limits) {
        let limited = |templates: &Table<MappingTemplate>| {
            templates
                .iter()
                .map(|(media_type, template)| (media_type, template.with_limits(limits)))
                .collect()
        };
        for integration in self.methods.iter_mut().map(|method| &mut method.integration) {
            integration.request_templates = limited(&integration.request_templates);
            for response in &mut integration.responses {
                response.response_templates = limited(&response.response_templates);
            }
        }
    }

    /// The gateway response that is defined for `response_type`, if one is.
    pub fn gateway_response(&self, response_type: GatewayResponseType) -> Option<&GatewayResponse> {
        self.gateway_responses
            .iter()
            .find(|(defined, _)| *defined == response_type)
            .map(|(_, response)| response)
    }
}
