//! Where a method sends its requests, and how the answers come back.

use crate::exchange::mapping_template::MappingTemplate;
use crate::exchange::selection_pattern::SelectionPattern;
use crate::exchange::table::Table;

/// An integration.
#[derive(Debug, Clone, Default)]
pub struct Integration {
    /// Its kind.
    pub integration_type: IntegrationType,
    /// The verb the backend is sent.
    pub http_method: String,
    /// The backend's address, or the ARN of an AWS service; may hold `{path parameters}` and `${stageVariables.x}`.
    pub uri: String,
    /// Mappings `integration.request.{header,path,querystring}.<name>` ← source.
    pub request_parameters: Table<String>,
    /// The request template of each media type.
    pub request_templates: Table<MappingTemplate>,
    /// What happens to a body no template is for.
    pub passthrough_behavior: PassthroughBehavior,
    /// How the request's payload is converted.
    pub content_handling: Option<ContentHandling>,
    /// The integration responses.
    pub responses: Vec<IntegrationResponse>,
}

impl Integration {
    /// Whether the backend is a Lambda function, by its URI.
    pub fn is_lambda(&self) -> bool {
        use IntegrationType::{Aws, AwsProxy};
        matches!(self.integration_type, Aws | AwsProxy) && self.uri.contains(":lambda:path/")
    }
}

/// The kind of an integration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IntegrationType {
    /// The gateway answers itself.
    #[default]
    Mock,
    /// An HTTP backend behind templates.
    Http,
    /// An HTTP backend, passed through.
    HttpProxy,
    /// An AWS service or a Lambda function behind templates.
    Aws,
    /// A Lambda function that is sent the whole request as an event.
    AwsProxy,
}

impl IntegrationType {
    /// Reads API Gateway's name, in any case.
    ///
    /// ```
    /// use vtlgate::exchange::IntegrationType;
    /// assert_eq!(IntegrationType::parse("aws_proxy"), Some(IntegrationType::AwsProxy));
    /// ```
    pub fn parse(name: &str) -> Option<IntegrationType> {
        use IntegrationType::{Aws, AwsProxy, Http, HttpProxy, Mock};
        [Mock, Http, HttpProxy, Aws, AwsProxy].into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// API Gateway's name.
    pub fn name(self) -> &'static str {
        match self {
            IntegrationType::Mock => "MOCK",
            IntegrationType::Http => "HTTP",
            IntegrationType::HttpProxy => "HTTP_PROXY",
            IntegrationType::Aws => "AWS",
            IntegrationType::AwsProxy => "AWS_PROXY",
        }
    }

    /// Whether it runs no templates.
    pub fn is_proxy(self) -> bool {
        matches!(self, IntegrationType::HttpProxy | IntegrationType::AwsProxy)
    }
}

/// What happens to a request body that no template is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PassthroughBehavior {
    /// It goes on as it is.
    #[default]
    WhenNoMatch,
    /// It goes on as it is if there is no template at all, and is refused otherwise.
    WhenNoTemplates,
    /// It is refused.
    Never,
}

impl PassthroughBehavior {
    /// Reads API Gateway's name, in any case (OpenAPI documents write it small).
    pub fn parse(name: &str) -> Option<PassthroughBehavior> {
        use PassthroughBehavior::{Never, WhenNoMatch, WhenNoTemplates};
        [WhenNoMatch, WhenNoTemplates, Never]
            .into_iter()
            .find(|behavior| behavior.name().eq_ignore_ascii_case(name))
    }

    /// API Gateway's name.
    pub fn name(self) -> &'static str {
        match self {
            PassthroughBehavior::WhenNoMatch => "WHEN_NO_MATCH",
            PassthroughBehavior::WhenNoTemplates => "WHEN_NO_TEMPLATES",
            PassthroughBehavior::Never => "NEVER",
        }
    }
}

/// How a payload is converted between text and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentHandling {
    /// Bytes become base64 text.
    ConvertToText,
    /// Base64 text becomes bytes.
    ConvertToBinary,
}

impl ContentHandling {
    /// Reads API Gateway's name, in any case.
    pub fn parse(name: &str) -> Option<ContentHandling> {
        use ContentHandling::{ConvertToBinary, ConvertToText};
        [ConvertToText, ConvertToBinary]
            .into_iter()
            .find(|handling| handling.name().eq_ignore_ascii_case(name))
    }

    /// API Gateway's name.
    pub fn name(self) -> &'static str {
        match self {
            ContentHandling::ConvertToText => "CONVERT_TO_TEXT",
            ContentHandling::ConvertToBinary => "CONVERT_TO_BINARY",
        }
    }
}

/// One way back from the backend to the client.
#[derive(Debug, Clone, Default)]
pub struct IntegrationResponse {
    /// The client's status code.
    pub status_code: u16,
    /// The Java regular expression that chooses it; none or an empty one makes it the default.
    pub selection_pattern: Option<SelectionPattern>,
    /// Mappings `method.response.header.<name>` ← source.
    pub response_parameters: Table<String>,
    /// The response template of each media type.
    pub response_templates: Table<MappingTemplate>,
    /// How the answer's payload is converted.
    pub content_handling: Option<ContentHandling>,
}

impl IntegrationResponse {
    /// Its pattern, unless it is the default response.
    pub fn pattern(&self) -> Option<&str> {
        self.selection_pattern.as_ref().map(SelectionPattern::as_str).filter(|pattern| !pattern.is_empty())
    }

    /// The key it has in an OpenAPI document: its pattern, or `default`.
    pub fn key(&self) -> &str {
        self.pattern().unwrap_or("default")
    }
}
