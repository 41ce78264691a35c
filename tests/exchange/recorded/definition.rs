//! The definition that a recording was made with.

use serde_json::{Map, Value, json};
use vtlgate::exchange::{
    GatewayResponse, GatewayResponseType, ImportOptions, Model, RequestValidator, RestApi, import,
};

use super::Recording;

impl Recording<'_> {
    pub(super) fn api(&self) -> Result<RestApi, String> {
        if self.is("routing/not-found") || self.is("routing/sfn-403") {
            return Ok(RestApi::default());
        }
        let verb = self.verb();
        let method = json!({
            "httpMethod": verb,
            "apiKeyRequired": self.input("/method_config/apiKeyRequired").is_some(),
            "requestParameters": self.input("/method_config/requestParameters"),
            "methodIntegration": self.integration(),
        });
        let document =
            json!({"items": [{"id": "r1", "path": self.resource_path(), "resourceMethods": {verb: method}}]});
        let options = ImportOptions::default();
        let mut api =
            import("recorded.json", &document.to_string(), &options).map_err(|it| it.to_string())?.api;
        let media_types = self.input("/binaryMediaTypes").and_then(Value::as_array).into_iter().flatten();
        api.binary_media_types = media_types.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        self.add_models(&mut api);
        for (name, _) in self.input("/gateway_responses").and_then(Value::as_object).into_iter().flatten() {
            let response_type = GatewayResponseType::parse(name).ok_or("unknown gateway response")?;
            api.gateway_responses.push((response_type, GatewayResponse::default()));
        }
        Ok(api)
    }

    fn integration(&self) -> Value {
        let mut integration = self.input("/integration").cloned().unwrap_or_else(|| json!({}));
        let template = self.0.get("template").filter(|template| template.is_string());
        let request_template = self.0.get("request_template").filter(|template| template.is_string());
        let kind = self.0["kind"].as_str().unwrap_or_default();
        let members = integration.as_object_mut().expect("an integration is an object");
        if !members.contains_key("type") {
            // Without an integration the recording is about what comes before it, or about a response alone.
            members.insert("type".to_owned(), json!("AWS"));
        }
        let integration_type = members["type"].as_str().unwrap_or_default().to_owned();
        let uri = members.get("uri").and_then(Value::as_str).unwrap_or_default();
        let uri = uri.replace("<echo-url>", "https://echo.example/").replace("<region>", "us-east-1");
        let uri = if uri.contains(':') { uri } else { self.made_up_uri(&integration_type).to_owned() };
        members.insert("uri".to_owned(), json!(uri));
        let templates = members.get("requestTemplates").and_then(Value::as_object);
        if templates.is_none_or(Map::is_empty) {
            let own = request_template
                .or(template.filter(|_| kind == "request" && !integration_type.ends_with("PROXY")));
            // A MOCK whose request template is not recorded had the least one.
            let least = json!("{\"statusCode\": 200}");
            let own = own
                .or((integration_type == "MOCK" && !members.contains_key("requestTemplates"))
                    .then_some(&least));
            if let Some(own) = own {
                members.insert("requestTemplates".to_owned(), json!({"application/json": own}));
            }
        }
        if members.get("integrationResponses").is_none() {
            let mut responses = self.input("/integration_responses").cloned().unwrap_or_else(|| json!([]));
            let list = responses.as_array_mut().expect("integration responses are a list");
            if list.is_empty() {
                let templates = match template.filter(|_| matches!(kind, "response" | "selection")) {
                    Some(template) => json!({"application/json": template}),
                    None => json!({}),
                };
                list.push(json!({"statusCode": "200", "responseTemplates": templates}));
            }
            members.insert("integrationResponses".to_owned(), responses);
        }
        integration
    }

    fn made_up_uri(&self, integration_type: &str) -> &'static str {
        let is_lambda =
            ["lambda/", "selection/lambda", "test-invoke/lambda", "headers/", "params/", "binary/aws-proxy"]
                .iter()
                .any(|prefix| self.is(prefix))
                || integration_type == "AWS_PROXY";
        match integration_type {
            "HTTP" | "HTTP_PROXY" => "https://echo.example/anything",
            _ if is_lambda => {
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\
                 arn:aws:lambda:us-east-1:111111111111:function:recorded/invocations"
            }
            _ => "arn:aws:apigateway:us-east-1:s3:path/bucket/object",
        }
    }

    /// The resource's path: recorded, or the request's path with its parameters' names in their places.
    fn resource_path(&self) -> String {
        if let Some(path) = self.text("/request/resource_path") {
            return path.to_owned();
        }
        if self.text("/request/url_after_stage").is_some() {
            let hardcoded = self.is("context/proxy-event/invocation-hardcoded");
            return if hardcoded { "/hardcoded".to_owned() } else { "/{proxy+}".to_owned() };
        }
        if self.input("/method_config/requestParameters/method.request.path.test").is_some() {
            return "/nested/{test}".to_owned();
        }
        let parameters = self.input("/request/path_params").and_then(Value::as_object);
        let segments: Vec<String> = self.request_path().split('/').map(str::to_owned).collect();
        let named = segments.iter().map(|segment| {
            let parameter =
                parameters.into_iter().flatten().find(|(_, value)| value.as_str() == Some(segment));
            parameter.map_or_else(|| segment.clone(), |(name, _)| format!("{{{name}}}"))
        });
        named.collect::<Vec<_>>().join("/")
    }

    fn add_models(&self, api: &mut RestApi) {
        let Some(method) = api.methods.first_mut() else { return };
        let request = &mut method.method_request;
        let mut schemas = Vec::new();
        for (media_type, schema) in
            self.input("/method_config/requestModels").and_then(Value::as_object).into_iter().flatten()
        {
            schemas.push((media_type.clone(), schema.clone()));
        }
        let model = match self.input("/method_config/model") {
            Some(schema @ Value::Object(_)) => Some(schema.clone()),
            // Told in words only.
            _ if self.is("validator/ref-models") => {
                Some(json!({"type": "array", "items": {"$ref": "#/definitions/Item"}}))
            }
            _ if self.is("validator/circular") => Some(json!({"$ref": "#/definitions/Person"})),
            _ => None,
        };
        schemas.extend(model.map(|schema| ("application/json".to_owned(), schema)));
        for (media_type, schema) in schemas {
            request.models.insert(media_type, "Recorded".to_owned());
            api.models.insert("Recorded", Model::new(schema));
            request.validator =
                Some(RequestValidator { validate_request_parameters: true, validate_request_body: true });
        }
        let models = json!({
            "Item": {"type": "object", "required": ["a", "b"]},
            "Person": {"type": "object", "required": ["name"], "properties": {"house": {"$ref": "#/definitions/House"}}},
            "House": {"type": "object", "properties": {
                "contains": {"type": "array", "items": {"$ref": "#/definitions/Person"}}
            }},
        });
        for (name, schema) in models.as_object().into_iter().flatten() {
            api.models.insert(name.as_str(), Model::new(schema.clone()));
        }
    }
}
