//! `vtlgate check`: formats, configuration, fixes and exit codes, through the built binary.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;

mod binary;

use binary::{folder, printed, run};

fn vtlgate(folder: &Path, arguments: &[&str], input: &str) -> Output {
    run(folder, &[&["check"], arguments].concat(), input)
}

fn codes(output: &Output) -> Vec<String> {
    let findings: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = findings.as_array().expect("a list");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn a_folder_stands_for_its_templates_in_order() {
    let folder = folder(
        "folder",
        &[("b.vtl", "$ctx.a"), ("a/c.vm", "#evaluate('x')"), ("notes.txt", "$ctx.a"), ("d.vtl", "fine")],
    );
    let output = vtlgate(&folder, &[".", "--format", "json"], "");
    assert_eq!(codes(&output), ["evaluate", "appsync"]);
    assert_eq!(output.status.code(), Some(0), "warnings alone are no failure");
    let output = vtlgate(&folder, &["a", "nowhere.vtl"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no template `nowhere.vtl`"));
}

#[test]
fn errors_make_the_exit_code_one() {
    let folder = folder("errors", &[("a.vtl", "#if(")]);
    assert_eq!(vtlgate(&folder, &["a.vtl"], "").status.code(), Some(1));
}

#[test]
fn the_nearest_configuration_sets_levels() {
    let configuration = "[check.levels]\nevaluate = \"error\"\nappsync = \"off\"\n";
    let folder = folder("levels", &[("vtlgate.toml", configuration), ("a/b.vtl", "$ctx.a#evaluate('x')")]);
    let output = vtlgate(&folder.join("a"), &["b.vtl", "--format", "json"], "");
    assert_eq!(codes(&output), ["evaluate"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_configuration_with_an_unknown_code_is_wrong_usage() {
    let folder = folder("unknown", &[("other.toml", "[check.levels]\nnope = \"off\"\n"), ("a.vtl", "")]);
    let output = vtlgate(&folder, &["a.vtl", "--config", "other.toml"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("names no check with `nope`"));
}

#[test]
fn a_websocket_api_has_other_names() {
    let folder = folder("websocket", &[("vtlgate.toml", "[check]\nwebsocket = true\n")]);
    assert!(codes(&vtlgate(&folder, &["-", "--format", "json"], "$context.connectionId")).is_empty());
}

#[test]
fn fixes_are_written_into_files_only() {
    let folder = folder("fixes", &[("a.vtl", "#set($a = 1)$a-b")]);
    let output = vtlgate(&folder, &["a.vtl", "--fix"], "");
    assert_eq!(printed(&output), "1 template: nothing found; 1 set right\n");
    assert_eq!(fs::read_to_string(folder.join("a.vtl")).expect("the file"), "#set($a = 1)${a}-b");
    let output = vtlgate(&folder, &["-", "--fix"], "#set($a = 1)$a-b");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn sarif_names_rules_and_places() {
    let folder = folder("sarif", &[("a b/é%.vtl", "\n é $ctx.a")]);
    let output = vtlgate(&folder, &["a b/é%.vtl", "--format", "sarif"], "");
    let log: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(result["ruleId"], "appsync");
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "appsync");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A9%25.vtl");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&2.into(), &5.into()));
}

/// What `check` finds in a file of tests/check/definition: code, and the text it is about.
fn found_in_definition(file: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/definition");
    let text = fs::read_to_string(folder.join(file)).expect("the definition");
    let output = vtlgate(&folder, &[file, "--format", "json"], "");
    let findings: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let at = |finding: &Json, name: &str| {
        usize::try_from(finding[name].as_u64().expect("a number")).expect("small")
    };
    let found = findings.as_array().expect("a list").iter().map(|finding| {
        let (start, end) = (at(finding, "start"), at(finding, "end"));
        let before = &text[..start];
        assert_eq!(at(finding, "line"), before.matches('\n').count() + 1, "{finding}");
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        assert_eq!(at(finding, "column"), column, "{finding}");
        (finding["code"].as_str().expect("a code").to_owned(), text[start..end].to_owned())
    });
    found.collect()
}

#[test]
fn a_finding_is_told_where_it_stands_whatever_the_style_of_the_yaml() {
    let found = found_in_definition("styles.yaml");
    assert_eq!(found.len(), 9, "{found:?}");
    assert!(
        found.iter().all(|(code, text)| (code.as_str(), text.as_str()) == ("appsync", "ctx")),
        "{found:?}"
    );
}

#[test]
fn a_finding_is_told_where_it_stands_through_cloudformation_s_functions() {
    let found = found_in_definition("stack.yaml");
    let told: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    let expected = [
        ("appsync", "ctx"),
        ("appsync", "ctx"),
        ("appsync", "ctx"),
        ("status-code", "1"),
        ("unused-template", "1"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn both_branches_of_a_condition_are_looked_at() {
    let found = found_in_definition("conditions.yaml");
    let told: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    assert_eq!(told, [("appsync", "ctx"); 3]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/definition");
    let text = printed(&vtlgate(&folder, &["conditions.yaml"], ""));
    assert!(
        text.starts_with("conditions.yaml is a CloudFormation template: 1 integration, 3 templates\n"),
        "{text}"
    );
}

#[test]
fn what_a_deployment_includes_is_no_error() {
    let found = found_in_definition("included.yaml");
    let told: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    let include = |file: &str| {
        format!("Fn::Transform: {{ Name: AWS::Include, Parameters: {{ Location: s3://bucket/{file} }} }}")
    };
    let (whole, paths) = (include("openapi.yaml"), include("paths.yaml"));
    assert_eq!(told, [("definition-member", whole.as_str()), ("definition-member", paths.as_str())]);
}

#[test]
fn templates_of_websocket_apis_have_their_own_context() {
    let found = found_in_definition("websocket.yaml");
    let told: Vec<(&str, &str)> = found.iter().map(|(code, text)| (code.as_str(), text.as_str())).collect();
    let expected = [
        ("appsync", "ctx"),
        ("context-member", "conectedAt"),
        ("appsync", "toJson(1)"),
        ("websocket", "connectionId"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_the_aws_cli_prints_of_websocket_apis_is_looked_at() {
    let integrations = serde_json::json!({"Items": [
        {"IntegrationId": "a", "IntegrationType": "MOCK", "RequestTemplates": {"200": "$context.eventType"}},
        {"IntegrationId": "b", "IntegrationType": "AWS", "RequestTemplates": {"$default": "$ctx.a"}},
    ]});
    let response = serde_json::json!({"IntegrationResponseId": "c", "IntegrationResponseKey": "$default",
        "ResponseTemplates": {"$default": "$context.connectionId $ctx.b"}});
    let files =
        [("integrations.json", &*integrations.to_string()), ("response.json", &*response.to_string())];
    let folder = folder("websocket", &files);
    let output = vtlgate(&folder, &["integrations.json", "response.json", "--format", "json"], "");
    assert_eq!(codes(&output), ["appsync", "appsync"]);
    let text = printed(&vtlgate(&folder, &["integrations.json"], ""));
    let told = "integrations.json is a definition as the AWS CLI prints it: 2 integrations, 2 templates\n";
    assert!(text.starts_with(told), "{text}");
}

#[test]
fn a_folder_stands_for_its_definitions_too() {
    let integration = r#"{"methodIntegration": {"type": "HTTP_PROXY", "uri": "https://a.example"}}"#;
    let files = [
        ("a.vtl", "$ctx.a"),
        ("api.json", r#"{"methodIntegration": {"type": "MOCK"}}"#),
        ("data.json", r#"{"type": "MOCK"}"#),
        (".hidden/api.json", r#"{"methodIntegration": {"type": "MOCK"}}"#),
        ("node_modules/api.json", r#"{"methodIntegration": {"type": "MOCK"}}"#),
        ("nested/good.yaml", integration),
    ];
    let folder = folder("definitions", &files);
    let output = vtlgate(&folder, &[".", "--format", "json"], "");
    assert_eq!(codes(&output), ["appsync", "mock-status", "no-default"]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&vtlgate(&folder, &["nested"], ""));
    let told = "nested/good.yaml is a definition as the AWS CLI prints it: 1 integration, 0 templates\n";
    assert_eq!(text, format!("{told}1 definition: nothing found\n"));
}

#[test]
fn a_definition_that_cannot_be_read_is_told_so() {
    let broken = "paths:\n  /pets:\n    get: [\n    x-amazon-apigateway-integration: {}\n";
    let folder = folder("broken", &[("api.yaml", broken)]);
    let output = vtlgate(&folder, &["api.yaml", "--format", "json"], "");
    assert_eq!(codes(&output), ["definition"]);
    assert!(printed(&output).contains("not YAML"), "{}", printed(&output));
}

#[test]
fn a_file_that_is_neither_a_template_nor_a_definition_is_wrong_usage() {
    let files = [
        ("data.json", "{\"a\": 1}"),
        ("other.yaml", "a: $b # c"),
        ("a.vtl-test.yaml", "cases: []"),
        ("request.json", "{\"a\": $input.json('$')}"),
        ("api.yaml", "openapi: 3.0.1\npaths: ["),
    ];
    let folder = folder("neither", &files);
    let said = |file: &str| {
        let output = vtlgate(&folder, &[file], "");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    for file in ["data.json", "other.yaml"] {
        let (code, said) = said(file);
        assert_eq!(code, Some(2));
        assert!(
            said.starts_with(&format!("error: `{file}` is no template and no definition of an API: ")),
            "{said}"
        );
    }
    let (_, case_file) = said("a.vtl-test.yaml");
    assert_eq!(
        case_file,
        "error: `a.vtl-test.yaml` is a case file; `vtlgate test a.vtl-test.yaml` runs it\n"
    );
    assert_eq!(said("request.json").0, Some(0));
    assert_eq!(said("api.yaml").0, Some(1));
}

#[test]
fn fixes_in_definitions_are_written_as_their_file_writes_texts() {
    let template = "{\"a\": \"$util.escapeJavaScript($input.path('$.a'))\"}";
    let json = serde_json::json!({"type": "HTTP", "requestTemplates": {"application/json": template},
        "integrationResponses": {"200": {"statusCode": "200"}}});
    let single = template.replace('\'', "''");
    let yaml = format!(
        "type: HTTP\nrequestTemplates:\n  text/block: |\n    {template}\n  text/single: '{single}'\n\
         integrationResponses: {{ 200: {{ statusCode: 200 }} }}\n"
    );
    let folder = folder("definition-fixes", &[("api.json", &json.to_string()), ("api.yaml", &yaml)]);
    for file in ["api.json", "api.yaml"] {
        let output = vtlgate(&folder, &[file, "--fix"], "");
        let text = printed(&output);
        assert!(text.contains("nothing found; "), "{text}");
    }
    let fixed = format!("{}.replaceAll(\"\\\\'\",\"'\")\"}}", template.trim_end_matches("\"}"));
    let json: Json =
        serde_json::from_str(&fs::read_to_string(folder.join("api.json")).expect("it")).expect("JSON");
    assert_eq!(json["requestTemplates"]["application/json"], fixed.as_str());
    let yaml = fs::read_to_string(folder.join("api.yaml")).expect("it");
    assert!(yaml.contains(&format!("    {fixed}\n")), "{yaml}");
    assert!(yaml.contains(&format!("'{}'", fixed.replace('\'', "''"))), "{yaml}");
}

#[test]
fn a_comment_of_yaml_silences_a_finding_of_the_definition() {
    let yaml = "type: HTTP # vtlgate: allow(no-default)\nuri: https://a.example\n";
    let folder = folder("silenced", &[("a.yaml", yaml), ("b.yaml", &yaml.replace("vtlgate", "note"))]);
    assert!(codes(&vtlgate(&folder, &["a.yaml", "--format", "json"], "")).is_empty());
    assert_eq!(codes(&vtlgate(&folder, &["b.yaml", "--format", "json"], "")), ["no-default"]);
}

#[test]
fn annotations_escape_what_github_reads() {
    let folder = folder("github", &[("a,b.vtl", "$context.a")]);
    let text = printed(&vtlgate(&folder, &["a,b.vtl", "--format", "github"], ""));
    assert!(text.starts_with("::warning file=a%2Cb.vtl,line=1,col=10,title=context-member::"), "{text}");
}
