//! The responses that the gateway gives on its own account.

use crate::exchange::table::Table;

/// A gateway response as its owner defined it.
#[derive(Debug, Clone, Default)]
pub struct GatewayResponse {
    /// The status code, where it is changed.
    pub status_code: Option<u16>,
    /// Headers `gatewayresponse.header.<name>` ← source.
    pub response_parameters: Table<String>,
    /// The template of each media type; simple substitution, not VTL.
    pub response_templates: Table<String>,
}

macro_rules! response_types {
    ($($(#[$doc:meta])* $variant:ident $name:literal $status:expr, $error:literal;)*) => {
        /// Why the gateway answers on its own account.
        ///
        /// The status codes are those of `aws apigateway get-gateway-responses` on a fresh API (recorded).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum GatewayResponseType {
            $($(#[$doc])* $variant,)*
        }

        impl GatewayResponseType {
            /// All of them, in the order of their names.
            pub const ALL: &'static [GatewayResponseType] = &[$(GatewayResponseType::$variant,)*];

            /// API Gateway's name.
            pub fn name(self) -> &'static str {
                match self { $(GatewayResponseType::$variant => $name,)* }
            }

            /// The status code it has unless it is changed; the two fallbacks have none of their own.
            pub fn default_status(self) -> Option<u16> {
                match self { $(GatewayResponseType::$variant => $status,)* }
            }

            /// The value of the header `x-amzn-ErrorType`. Recorded for the missing token and for internal errors,
            /// documented or unverified for the others.
            pub fn error_type(self) -> &'static str {
                match self { $(GatewayResponseType::$variant => $error,)* }
            }
        }
    };
}

response_types! {
    /// The authorizer denied it.
    AccessDenied "ACCESS_DENIED" Some(403), "AccessDeniedException";
    /// The definition of the API cannot be carried out.
    ApiConfigurationError "API_CONFIGURATION_ERROR" Some(500), "InternalServerErrorException";
    /// The authorizer cannot be reached.
    AuthorizerConfigurationError "AUTHORIZER_CONFIGURATION_ERROR" Some(500), "AuthorizerConfigurationException";
    /// The authorizer failed.
    AuthorizerFailure "AUTHORIZER_FAILURE" Some(500), "AuthorizerFailureException";
    /// The body does not match its model.
    BadRequestBody "BAD_REQUEST_BODY" Some(400), "BadRequestException";
    /// Required parameters are missing.
    BadRequestParameters "BAD_REQUEST_PARAMETERS" Some(400), "BadRequestException";
    /// What is changed for every type below 500 that is not itself defined.
    Default4xx "DEFAULT_4XX" None, "BadRequestException";
    /// What is changed for every type from 500 on that is not itself defined.
    Default5xx "DEFAULT_5XX" None, "InternalServerErrorException";
    /// The AWS token is too old.
    ExpiredToken "EXPIRED_TOKEN" Some(403), "ExpiredTokenException";
    /// The backend cannot be reached.
    IntegrationFailure "INTEGRATION_FAILURE" Some(504), "InternalServerErrorException";
    /// The backend did not answer in time.
    IntegrationTimeout "INTEGRATION_TIMEOUT" Some(504), "InternalServerErrorException";
    /// The API key is missing or not known.
    InvalidApiKey "INVALID_API_KEY" Some(403), "ForbiddenException";
    /// The AWS signature is wrong.
    InvalidSignature "INVALID_SIGNATURE" Some(403), "InvalidSignatureException";
    /// There is no such route, or the route wants AWS authentication and got none.
    MissingAuthenticationToken "MISSING_AUTHENTICATION_TOKEN" Some(403), "MissingAuthenticationTokenException";
    /// The usage plan's quota is used up.
    QuotaExceeded "QUOTA_EXCEEDED" Some(429), "LimitExceededException";
    /// The payload is above 10 MB.
    RequestTooLarge "REQUEST_TOO_LARGE" Some(413), "RequestTooLargeException";
    /// The resource is not found after authentication.
    ResourceNotFound "RESOURCE_NOT_FOUND" Some(404), "ResourceNotFoundException";
    /// Too many requests at once.
    Throttled "THROTTLED" Some(429), "TooManyRequestsException";
    /// The authorizer could not tell who it is.
    Unauthorized "UNAUTHORIZED" Some(401), "UnauthorizedException";
    /// No template is for the payload's media type and it must not pass.
    UnsupportedMediaType "UNSUPPORTED_MEDIA_TYPE" Some(415), "BadRequestException";
    /// The web application firewall stopped it.
    WafFiltered "WAF_FILTERED" Some(403), "ForbiddenException";
}

impl GatewayResponseType {
    /// Reads API Gateway's name.
    ///
    /// ```
    /// use vtlgate::exchange::GatewayResponseType;
    /// let throttled = GatewayResponseType::parse("THROTTLED").unwrap();
    /// assert_eq!(throttled.default_status(), Some(429));
    /// assert_eq!(throttled.fallback(), Some(GatewayResponseType::Default4xx));
    /// ```
    pub fn parse(name: &str) -> Option<GatewayResponseType> {
        GatewayResponseType::ALL.iter().copied().find(|response_type| response_type.name() == name)
    }

    /// The type whose definition stands in where this one has none.
    pub fn fallback(self) -> Option<GatewayResponseType> {
        match self.default_status()? {
            500.. => Some(GatewayResponseType::Default5xx),
            _ => Some(GatewayResponseType::Default4xx),
        }
    }
}
