//! Imports of every kind of definition, the messages they give, and the bounds they keep.

use libtest_mimic::{Failed, Trial};
use vtlgate::exchange::{
    GatewayResponseType, ImportOptions, Imported, IntegrationType, Notice, PassthroughBehavior, Table, import,
};

use super::expect::check;

type Verdict = Result<(), String>;
/// Name, whether it reads YAML, and the test.
type Import = (&'static str, bool, fn() -> Verdict);

pub(crate) fn trials() -> Vec<Trial> {
    const TRIALS: &[Import] = &[
        ("OpenAPI 3.0 in YAML", true, openapi),
        ("CloudFormation", true, cloudformation),
        ("CloudFormation with another value of a parameter", true, parameter),
        ("parameters that a template does not have or allow", false, wrong_parameters),
        ("options that mean nothing to a definition", false, unused_options),
        ("a WebSocket API", false, websocket),
        ("an HTTP API", false, http_api),
        ("a member that is there twice", true, twice),
        ("SAM with a definition", true, sam),
        ("SAM with events alone", true, implicit_sam),
        ("several APIs", true, several),
        ("intrinsic functions", false, intrinsics),
        ("a misspelt property", false, misspelt_property),
        ("get-method", false, get_method),
        ("errors name file, line and member", true, errors),
        ("JSON errors", false, json_errors),
        ("torn documents", true, torn),
        ("YAML is bounded", true, bounds),
    ];
    let trial = |&(name, needs_yaml, verify): &Import| {
        let ignored = needs_yaml && !cfg!(feature = "yaml");
        Trial::test(format!("import::{name}"), move || verify().map_err(Failed::from))
            .with_ignored_flag(ignored)
    };
    TRIALS.iter().map(trial).collect()
}

fn imported(file: &str, text: &str, options: &ImportOptions) -> Result<Imported, String> {
    import(file, text, options).map_err(|error| error.to_string())
}

fn same<T: PartialEq + std::fmt::Debug>(got: T, expected: T) -> Verdict {
    check(got == expected, || format!("expected {expected:?}, got {got:?}"))
}

fn messages(warnings: &[Notice]) -> Vec<String> {
    warnings.iter().map(Notice::to_string).collect()
}

fn openapi() -> Verdict {
    let imported = imported("shop.yaml", include_str!("imports/openapi3.yaml"), &ImportOptions::default())?;
    let api = imported.api;
    same(api.name.as_str(), "Shop")?;
    same(api.methods.len(), 1)?;
    let method = &api.methods[0];
    same((method.http_method.as_str(), method.resource_path.as_str()), ("POST", "/pets/{id}"))?;
    let request = &method.method_request;
    let parameters: Vec<(&str, bool)> =
        request.parameters.iter().map(|(name, required)| (name, *required)).collect();
    same(parameters, vec![("method.request.path.id", true), ("method.request.querystring.page", true)])?;
    same(request.api_key_required, true)?;
    same(
        request.validator.map(|it| (it.validate_request_parameters, it.validate_request_body)),
        Some((true, true)),
    )?;
    let model = request.models.get("application/json").ok_or("no model")?;
    check(api.models.get(model).is_some(), || format!("model {model} is missing"))?;
    same(method.integration.integration_type, IntegrationType::HttpProxy)?;
    same(method.integration.http_method.as_str(), "GET")?;
    same(method.method_responses.get("200").is_some_and(|response| response.parameters.len() == 1), true)?;
    same(api.binary_media_types, vec!["image/png".to_owned()])?;
    same(api.gateway_responses[0].0, GatewayResponseType::Default4xx)?;
    same(api.gateway_responses[0].1.status_code, Some(499))?;
    let unknown = "is not known here and has no effect: is it misspelt or misplaced?";
    let integration = "x-amazon-apigateway-integration";
    let expected = vec![
        format!("shop.yaml:20: paths./pets/{{id}}.post.{integration}.templateSelection: {unknown}"),
        format!("shop.yaml:21: paths./pets/{{id}}.get: has no `{integration}`: the method is left out"),
        format!("shop.yaml:32: x-amazon-apigateway-binery: {unknown}"),
    ];
    let mut got = messages(&imported.warnings);
    got.sort();
    same(got, expected)
}

const CLOUDFORMATION: &str = include_str!("imports/cloudformation.yaml");

fn cloudformation() -> Verdict {
    let imported = imported("stack.yaml", CLOUDFORMATION, &ImportOptions::default())?;
    same(messages(&imported.warnings), Vec::new())?;
    let api = imported.api;
    same(api.name.as_str(), "shop-prod")?;
    same(api.binary_media_types, vec!["image/png".to_owned()])?;
    same(api.stage_variables.get("table").map(String::as_str), Some("pets"))?;
    same(api.models.get("Pet").is_some(), true)?;
    same(api.gateway_responses[0].1.status_code, Some(430))?;
    let paths: Vec<(&str, &str)> = api
        .methods
        .iter()
        .map(|method| (method.http_method.as_str(), method.resource_path.as_str()))
        .collect();
    same(paths, vec![("GET", "/pets/{id}"), ("PUT", "/")])?;
    let get = &api.methods[0];
    same(get.method_request.validator.map(|it| it.validate_request_parameters), Some(true))?;
    let function = "arn:aws:lambda:us-east-1:123456789012:function:pets";
    let lambda = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions";
    same(get.integration.uri.as_str(), format!("{lambda}/{function}/invocations").as_str())?;
    let template = get.integration.request_templates.get("application/json").ok_or("no template")?;
    same(template.text(), r#"{"stage": "prod", "literal": "${context}"}"#)?;
    let keys: Vec<(u16, &str)> =
        get.integration.responses.iter().map(|response| (response.status_code, response.key())).collect();
    same(keys, vec![(200, "default"), (404, ".*NotFound.*")])?;
    same(get.method_responses.len(), 2)?;
    same(api.methods[1].integration.uri.as_str(), "https://backend.example/pets")
}

fn parameter() -> Verdict {
    let parameters = Table::from_iter([("StageName", "beta".to_owned())]);
    let options = ImportOptions { parameters, ..ImportOptions::default() };
    let error = import("stack.yaml", CLOUDFORMATION, &options).map(|_| ()).unwrap_err().to_string();
    same(error.contains("PutPet") && error.contains("finds no such entry in `Mappings`"), true)
}

fn wrong_parameters() -> Verdict {
    let said = |parameters: &str, given: (&str, &str)| {
        let text = format!(
            "{{\n{parameters}\n\"Resources\": {{\"Api\": {{\"Type\": \"AWS::ApiGateway::RestApi\", \"Properties\": {{\"Name\": \"a\"}}}}}}}}"
        );
        let parameters = Table::from_iter([(given.0, given.1.to_owned())]);
        let options = ImportOptions { parameters, ..ImportOptions::default() };
        import("stack.json", &text, &options)
            .map_or_else(|error| error.to_string(), |imported| imported.api.name)
    };
    let stage =
        r#""Parameters": {"Stage": {"Type": "String", "AllowedValues": ["dev", "prod"]}, "Table": {}},"#;
    same(said(stage, ("Stage", "prod")).as_str(), "a")?;
    same(said(stage, ("Table", "any")).as_str(), "a")?;
    same(
        said(stage, ("Stage", "qa")).as_str(),
        "stack.json:2: Parameters.Stage: does not allow `qa`: there are dev, prod",
    )?;
    same(
        said(stage, ("Satge", "dev")).as_str(),
        "stack.json:2: Parameters: has no parameter `Satge`: there are Stage, Table",
    )?;
    same(
        said("", ("Stage", "dev")).as_str(),
        "stack.json:1: Parameters: has no parameter `Stage`, and no other: leave it out",
    )
}

fn unused_options() -> Verdict {
    let parameters = Table::from_iter([("Stage", "dev".to_owned())]);
    let options = ImportOptions { api: Some("Shop".to_owned()), parameters };
    let imported = imported("api.json", r#"{"swagger": "2.0"}"#, &options)?;
    let expected = [
        "api.json:1: is one API, so that the name `Shop` chooses none",
        "api.json:1: is no CloudFormation template, and has no parameter `Stage`",
    ];
    same(messages(&imported.warnings), expected.map(str::to_owned).to_vec())
}

fn websocket() -> Verdict {
    let resources = |kind: &str| {
        error_of(&format!(r#"{{"Resources": {{"A": {{"Type": "{kind}", "Properties": {{}}}}}}}}"#))
    };
    let none = "api:1: Resources: holds no REST API (AWS::ApiGateway::RestApi, AWS::Serverless::Api)";
    same(resources("AWS::S3::Bucket").as_str(), none)?;
    let websocket = ": of a WebSocket API the templates can be checked, and requests go through none";
    same(resources("AWS::ApiGatewayV2::Api"), format!("{none}{websocket}"))
}

fn twice() -> Verdict {
    let text = "swagger: '2.0'\npaths: {}\npaths:\n  /a: &a {x-a: 1}\n  /b: {<<: *a, x-a: 2}\n";
    let yaml = imported("api.yaml", text, &ImportOptions::default())?;
    same(messages(&yaml.warnings), vec!["api.yaml:4: paths: is there twice: keep one".to_owned()])?;
    let text = "{\"swagger\": \"2.0\", \"x-a\": [{\"b\": 1,\n\"b\": 2}]}";
    let json = imported("api.json", text, &ImportOptions::default())?;
    same(messages(&json.warnings), vec!["api.json:2: x-a[0].b: is there twice: keep one".to_owned()])?;
    // However many there are, and however long their paths: some are enough.
    let many = format!(
        "{{\"swagger\": \"2.0\", \"x-{}\": {{{}}}}}",
        "a".repeat(1_000_000),
        "\"b\": [1],".repeat(200_000)
    );
    let many = imported("api.json", &many.replace(",}", "}"), &ImportOptions::default())?;
    same(many.warnings.len(), 20)
}

fn http_api() -> Verdict {
    let text = "{\"openapi\": \"3.0.1\",\n\"x-amazon-apigateway-cors\": {},\n\"x-amazon-apigateway-importexport-version\": \"1.0\"}";
    let imported = imported("http.json", text, &ImportOptions::default())?;
    let message = "is an HTTP API's: such APIs have no mapping templates, and this one is read as if it were a REST API";
    let expected = format!("http.json:3: x-amazon-apigateway-importexport-version: {message}");
    same(messages(&imported.warnings), vec![expected])
}

const SAM: &str = include_str!("imports/sam.yaml");

fn sam() -> Verdict {
    let options = ImportOptions { api: Some("Shop".to_owned()), ..ImportOptions::default() };
    let api = imported("sam.yaml", SAM, &options)?.api;
    let types: Vec<(&str, &str, &str)> = api
        .methods
        .iter()
        .map(|it| {
            (it.http_method.as_str(), it.resource_path.as_str(), it.integration.integration_type.name())
        })
        .collect();
    same(types, vec![("GET", "/pets", "MOCK"), ("ANY", "/toys", "AWS_PROXY")])?;
    same(api.stage_variables.get("table").map(String::as_str), Some("pets"))?;
    let (response_type, response) = &api.gateway_responses[0];
    same((*response_type, response.status_code), (GatewayResponseType::Default5xx, Some(599)))?;
    let header = response.response_parameters.get("gatewayresponse.header.Access-Control-Allow-Origin");
    same(header.map(String::as_str), Some("'*'"))
}

fn implicit_sam() -> Verdict {
    let options = ImportOptions { api: Some("ServerlessRestApi".to_owned()), ..ImportOptions::default() };
    let api = imported("sam.yaml", SAM, &options)?.api;
    same(api.methods.len(), 1)?;
    same(api.methods[0].resource_path.as_str(), "/{proxy+}")?;
    same(api.methods[0].integration.uri.ends_with("function:lonely/invocations"), true)?;
    same(api.binary_media_types, vec!["audio/ogg".to_owned()])?;
    same(api.stage_variables.get("from").map(String::as_str), Some("globals"))
}

fn several() -> Verdict {
    let error = import("sam.yaml", SAM, &ImportOptions::default()).map(|_| ()).unwrap_err();
    same(error.message.as_str(), "holds the APIs Shop, ServerlessRestApi: name one of them")?;
    let options = ImportOptions { api: Some("Shpo".to_owned()), ..ImportOptions::default() };
    let error = import("sam.yaml", SAM, &options).map(|_| ()).unwrap_err();
    same(error.message.as_str(), "holds no API `Shpo`: there are Shop, ServerlessRestApi")
}

fn get_method() -> Verdict {
    let text = include_str!("imports/get-method.json");
    let imported = imported("method.json", text, &ImportOptions::default())?;
    let method = &imported.api.methods[0];
    same((method.http_method.as_str(), method.resource_path.as_str()), ("POST", "/{proxy+}"))?;
    same(method.method_request.api_key_required, true)?;
    same(method.integration.passthrough_behavior, PassthroughBehavior::Never)?;
    let template = method.integration.request_templates.get("application/json").ok_or("no template")?;
    same(template.text(), "Action=SendMessage&MessageBody=$util.urlEncode($input.body)é")?;
    let keys: Vec<&str> = method.integration.responses.iter().map(|response| response.key()).collect();
    same(keys, vec!["default", r"5\d{2}"])?;
    same(method.integration.responses[0].response_templates.is_empty(), true)?;
    let warning = "validator `abc123` is not part of this document: nothing is validated";
    same(messages(&imported.warnings), vec![format!("method.json:1: {warning}")])
}

fn intrinsics() -> Verdict {
    let name = |name: &str| {
        let text = format!(
            r#"{{"Parameters": {{"Stage": {{"Default": "prod"}}, "Open": {{"Type": "String"}}}},
            "Conditions": {{
                "Prod": {{"Fn::Equals": [{{"Ref": "Stage"}}, "prod"]}},
                "Both": {{"Fn::And": [{{"Condition": "Prod"}}, {{"Fn::Not": [{{"Condition": "Prod"}}]}}]}},
                "Either": {{"Fn::Or": [{{"Condition": "Both"}}, {{"Condition": "Prod"}}]}},
                "Loop": {{"Condition": "Loop"}}
            }},
            "Resources": {{"Api": {{"Type": "AWS::ApiGateway::RestApi", "Properties": {{"Name": {name}}}}}}}}}"#
        );
        match import("stack.json", &text, &ImportOptions::default()) {
            Ok(imported) => imported.api.name,
            Err(error) => error.message,
        }
    };
    const CASES: [(&str, &str); 14] = [
        (r#"{"Ref": "Stage"}"#, "prod"),
        (r#"{"Ref": "AWS::Region"}"#, "us-east-1"),
        (r#"{"Ref": "Open"}"#, "parameter `Open` has no default: give its value"),
        (r#"{"Ref": "Nothing"}"#, "`Nothing` is neither a parameter nor a resource of this template"),
        (r#"{"Fn::Sub": ["${Stage}-${x}-${!y}", {"x": {"Ref": "Api"}}]}"#, "prod-Api-${y}"),
        (r#"{"Fn::Sub": "${Stage"}"#, "`Fn::Sub` has a `${` without its `}`"),
        (r#"{"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]}"#, "a-prod"),
        (r#"{"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}"#, "b"),
        (r#"{"Fn::Select": [9, ["a"]]}"#, "`Fn::Select` finds no such element"),
        (r#"{"Fn::If": ["Prod", "yes", "no"]}"#, "yes"),
        (r#"{"Fn::If": ["Both", "yes", "no"]}"#, "no"),
        (r#"{"Fn::If": ["Either", "yes", "no"]}"#, "yes"),
        (r#"{"Fn::If": ["Loop", "yes", "no"]}"#, "condition `Loop` refers to itself"),
        (r#"{"Fn::If": ["None", "yes", "no"]}"#, "`None` is no condition of this template"),
    ];
    CASES.iter().try_for_each(|(expression, expected)| same(name(expression).as_str(), *expected))
}

fn misspelt_property() -> Verdict {
    let text = r#"{"Resources": {
        "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Nmae": "shop"}},
        "Account": {"Type": "AWS::ApiGateway::Account", "Properties": {"CloudWatchRoleArn": {"Fn::ImportValue": "role"}}}
    }}"#;
    let imported = imported("stack.json", text, &ImportOptions::default())?;
    let message =
        "is no property of AWS::ApiGateway::RestApi and has no effect: is it misspelt or misplaced?";
    same(
        messages(&imported.warnings),
        vec![format!("stack.json:2: Resources.Api.Properties.Nmae: {message}")],
    )
}

fn error_of(text: &str) -> String {
    match import("api", text, &ImportOptions::default()) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn errors() -> Verdict {
    let at = "paths./.get.x-amazon-apigateway-integration";
    let document = |integration: &str| {
        format!(
            "swagger: '2.0'\npaths:\n  /:\n    get:\n      x-amazon-apigateway-integration:\n        {integration}\n"
        )
    };
    same(
        error_of(&document("type: HTTPS")),
        format!(
            "api:6: {at}.type: `HTTPS` is not known: write one of MOCK, HTTP, HTTP_PROXY, AWS, AWS_PROXY"
        ),
    )?;
    same(
        error_of(&document("uri: x")),
        format!("api:6: {at}: `type` is missing: add one of MOCK, HTTP, HTTP_PROXY, AWS, AWS_PROXY"),
    )?;
    same(
        error_of(&document("{ type: mock, responses: { default: { statusCode: ok } } }")),
        format!("api:6: {at}.responses.default.statusCode: must be a status code such as 200"),
    )?;
    same(
        error_of(&document("{ type: mock, requestTemplates: [x] }")),
        format!("api:6: {at}.requestTemplates: must be an object"),
    )?;
    let intrinsic =
        "Resources:\n  A:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Name: !ImportValue x\n";
    same(
        error_of(intrinsic).starts_with("api:5: Resources.A.Properties.Name: `Fn::ImportValue` is known at"),
        true,
    )?;
    same(error_of("a: 1").starts_with("api:1: is no definition of a REST API: expected OpenAPI"), true)?;
    same(
        error_of("a: [").starts_with("api:2: not YAML: ")
            || error_of("a: [").starts_with("api:1: not YAML: "),
        true,
    )?;
    same(error_of(""), "api:1: the file is empty".to_owned())
}

fn json_errors() -> Verdict {
    same(
        error_of("{\n\"a\": 1,\n}"),
        "api:3: not JSON: a value is missing before `}` in column 1".to_owned(),
    )?;
    same(error_of("{\"a\" 1}"), "api:1: not JSON: `:` is missing before `1` in column 6".to_owned())?;
    same(
        error_of("{} {}"),
        "api:1: not JSON: there is more after the end of the document in column 4".to_owned(),
    )?;
    same(error_of("{\"a\": \"\\q\"}"), "api:1: not JSON: `\"\\q\"` is no value in column 7".to_owned())?;
    same(error_of(&"[".repeat(100_000)), "api:1: not JSON: nested deeper than 100 in column 102".to_owned())
}

/// A document that breaks off anywhere is an error or a smaller document, never a panic.
fn torn() -> Verdict {
    for text in
        [include_str!("imports/openapi3.yaml"), CLOUDFORMATION, SAM, include_str!("imports/get-method.json")]
    {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(3) {
            let _ = import("torn", &text[..end], &ImportOptions::default());
        }
    }
    Ok(())
}

/// Depth and aliases cannot make an import large.
fn bounds() -> Verdict {
    let deep = "- ".repeat(5_000);
    same(error_of(&deep), "api:1: nested deeper than 100".to_owned())?;
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        bomb += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 10].join(", "));
    }
    same(error_of(&bomb).contains("more than 1000000 values with aliases put in"), true)?;
    // Each alias puts what is nested into what is nested.
    let nested = |inside: &str| format!("{}{inside}{}", "[".repeat(60), "]".repeat(60));
    let mut nest = format!("swagger: '2.0'\nx-a0: &a0 {}\n", nested("x"));
    for level in 1..120 {
        nest += &format!("x-a{level}: &a{level} {}\n", nested(&format!("*a{}", level - 1)));
    }
    same(error_of(&nest), "api:3: nested deeper than 100".to_owned())?;
    let mut conditions = String::from("\"C0\": {\"Fn::Equals\": [1, 1]}");
    for level in 1..40 {
        let below = format!("{{\"Condition\": \"C{}\"}}", level - 1);
        conditions += &format!(", \"C{level}\": {{\"Fn::And\": [{below}, {below}]}}");
    }
    let name = r#"{"Fn::If": ["C39", "yes", "no"]}"#;
    let resources =
        format!(r#"{{"Api": {{"Type": "AWS::ApiGateway::RestApi", "Properties": {{"Name": {name}}}}}}}"#);
    let stack = format!(r#"{{"Conditions": {{{conditions}}}, "Resources": {resources}}}"#);
    same(error_of(&stack).ends_with("references make more than 10000000 characters"), true)
}
