//! What an exchange needs to know and cannot know by itself: ids, times, places, names. The library has no clock and
//! throws no dice; whoever runs it hands them in.

use serde_json::{Map, Value, json};

use super::message::ClientRequest;
use super::table::Table;

/// The facts of one exchange. Whatever is not set has the value of an example.
///
/// ```
/// use vtlgate::exchange::Facts;
/// let facts = Facts { request_id: "id-1".into(), stage: "prod".into(), ..Facts::default() };
/// assert_eq!(facts.api_id, "a1b2c3d4e5");
/// ```
#[derive(Debug, Clone)]
pub struct Facts {
    /// `$context.requestId`.
    pub request_id: String,
    /// `$context.extendedRequestId`, also the response header `x-amz-apigw-id`.
    pub extended_request_id: String,
    /// The value of `X-Amzn-Trace-Id`.
    pub trace_id: String,
    /// `$context.requestTime`: `dd/MMM/yyyy:HH:mm:ss +0000`.
    pub request_time: String,
    /// `$context.requestTimeEpoch`, in milliseconds.
    pub request_time_epoch: i64,
    /// The date that stands before each line of the execution log.
    pub log_time: String,
    /// `$context.accountId`.
    pub account_id: String,
    /// `$context.apiId`.
    pub api_id: String,
    /// The region of AWS addresses.
    pub region: String,
    /// `$context.stage`.
    pub stage: String,
    /// `$context.deploymentId`.
    pub deployment_id: String,
    /// `$context.domainName`; its first label is `$context.domainPrefix`.
    pub domain_name: String,
    /// `$context.protocol`.
    pub protocol: String,
    /// `$context.identity.sourceIp`.
    pub source_ip: String,
    /// What the authorizer returned, for `$context.authorizer`.
    pub authorizer: Option<Map<String, Value>>,
    /// The API keys that are known; with none listed any key will do.
    pub api_keys: Vec<String>,
    /// More members of `$context`, or others in place of those above; `identity` is merged.
    pub context: Map<String, Value>,
    /// The stage's variables.
    pub stage_variables: Table<String>,
}

impl Default for Facts {
    fn default() -> Facts {
        Facts {
            request_id: "00000000-0000-0000-0000-000000000000".to_owned(),
            extended_request_id: "AAAAAAAAAAAAAAA=".to_owned(),
            trace_id: "Root=1-00000000-000000000000000000000000".to_owned(),
            request_time: "01/Jan/2026:00:00:00 +0000".to_owned(),
            request_time_epoch: 1_767_225_600_000,
            log_time: "Thu Jan 01 00:00:00 UTC 2026".to_owned(),
            account_id: "123456789012".to_owned(),
            api_id: "a1b2c3d4e5".to_owned(),
            region: "us-east-1".to_owned(),
            stage: "test".to_owned(),
            deployment_id: "d1e2f3".to_owned(),
            domain_name: "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com".to_owned(),
            protocol: "HTTP/1.1".to_owned(),
            source_ip: "127.0.0.1".to_owned(),
            authorizer: None,
            api_keys: Vec::new(),
            context: Map::new(),
            stage_variables: Table::new(),
        }
    }
}

impl Facts {
    /// `$context` of a REST call, without the override maps; `resource_id` and `resource_path` are the method's.
    ///
    /// The members are those recorded of a plain REST call; their order in a template is `java.util.HashMap`'s and the
    /// engine's business.
    pub(super) fn context(
        &self,
        request: &ClientRequest,
        resource_id: &str,
        resource_path: &str,
    ) -> Map<String, Value> {
        let prefix = self.domain_name.split('.').next().unwrap_or_default();
        let mut context = into_map(json!({
            "resourceId": resource_id,
            "resourcePath": resource_path,
            "httpMethod": request.method,
            "extendedRequestId": self.extended_request_id,
            "requestTime": self.request_time,
            "path": format!("/{}{}", self.stage, request.path),
            "accountId": self.account_id,
            "protocol": self.protocol,
            "stage": self.stage,
            "domainPrefix": prefix,
            "requestTimeEpoch": self.request_time_epoch,
            "requestId": self.request_id,
            "identity": self.identity(request),
            "domainName": self.domain_name,
            "deploymentId": self.deployment_id,
            "apiId": self.api_id,
        }));
        if let Some(authorizer) = &self.authorizer {
            context.insert("authorizer".to_owned(), Value::Object(authorizer.clone()));
        }
        let extra = self.context.iter().filter(|(name, _)| *name != "identity");
        context.extend(extra.map(|(name, value)| (name.clone(), value.clone())));
        context
    }

    fn identity(&self, request: &ClientRequest) -> Map<String, Value> {
        let mut identity = into_map(json!({
            "cognitoIdentityPoolId": null,
            "accountId": null,
            "cognitoIdentityId": null,
            "caller": null,
            "sourceIp": self.source_ip,
            "principalOrgId": null,
            "accessKey": null,
            "cognitoAuthenticationType": null,
            "cognitoAuthenticationProvider": null,
            "userArn": null,
            "userAgent": request.headers.get("User-Agent"),
            "user": null,
        }));
        if let Some(key) = request.headers.get("x-api-key") {
            identity.insert("apiKey".to_owned(), Value::from(key));
        }
        if let Some(Value::Object(extra)) = self.context.get("identity") {
            identity.extend(extra.clone());
        }
        identity
    }
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
