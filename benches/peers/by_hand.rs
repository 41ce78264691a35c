//! What the workloads print, written by hand over the quickest reader of JSON there is: what a template costs beside code
//! that does one thing only.

use std::fmt::Write;

use serde_json::Value as Json;
use sonic_rs::{JsonContainerTrait, JsonValueTrait, Value};

/// A request as whoever writes such code would hold it.
pub(crate) struct Request {
    body: String,
    /// Names and texts, in the order they are printed.
    path: Pairs,
    querystring: Pairs,
    header: Pairs,
    stage_variables: Pairs,
    context: Json,
}

type Pairs = Vec<(String, String)>;

impl Request {
    pub(crate) fn of(event: &Json) -> Request {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let pairs = |object: &Json| -> Pairs {
            let members = object.as_object().into_iter().flatten();
            members.map(|(name, value)| (name.clone(), text(value))).collect()
        };
        let sorted = |object: &Json| {
            let mut pairs = pairs(object);
            pairs.sort();
            pairs
        };
        let mut querystring = pairs(&event["params"]["querystring"]);
        // Where a HashMap of Java has `q`, `page` and `sort`.
        querystring.sort_by_key(|(name, _)| name.len());
        Request {
            body: text(&event["body"]),
            path: pairs(&event["params"]["path"]),
            querystring,
            header: sorted(&event["params"]["header"]),
            stage_variables: pairs(&event["stageVariables"]),
            context: event["context"].clone(),
        }
    }

    /// What the template `name` prints.
    pub(crate) fn output(&self, name: &str) -> String {
        let body: Value = sonic_rs::from_str(&self.body).expect("a body is JSON");
        match name {
            "S" => self.error_mapping(&body),
            "M" => self.everything_handed_on(&body),
            "L" => loop_over_objects(&body),
            _ => panic!("there is no workload `{name}`"),
        }
    }

    fn error_mapping(&self, body: &Value) -> String {
        let error: Value = sonic_rs::from_str(text(body, "errorMessage")).expect("a message is JSON");
        let mut output = String::with_capacity(400);
        output += "{\n  \"type\": \"";
        output += text(&error, "errorType");
        output += "\",\n  \"message\": \"";
        escape_java_script(text(&error, "message"), &mut output);
        output += "\",\n  \"requestId\": \"";
        output += self.context("requestId");
        output += "\",\n  \"errors\": [ ";
        let errors = error.get("errors").and_then(Value::as_array).into_iter().flatten();
        let mut separator = "";
        for error in errors {
            output += separator;
            separator = ",";
            output += "    { \"field\": \"";
            output += text(error, "field");
            output += "\", \"reason\": \"";
            escape_java_script(text(error, "reason"), &mut output);
            output += "\" }";
        }
        output += " ]\n}\n";
        output
    }

    fn everything_handed_on(&self, body: &Value) -> String {
        let mut output = String::with_capacity(2_300);
        output += "{\n\"payload\" : ";
        output += &sonic_rs::to_string(body).expect("a value is JSON");
        output += ",\n\"parameters\" : {\n";
        let places = [("path", &self.path), ("querystring", &self.querystring), ("header", &self.header)];
        for (index, (place, named)) in places.into_iter().enumerate() {
            if index > 0 {
                output += "    ,";
            }
            output += "\"";
            output += place;
            output += "\" : {\n";
            for (index, (name, value)) in named.iter().enumerate() {
                output += if index > 0 { "        ,        \"" } else { "        \"" };
                output += name;
                output += "\" : \"";
                escape_java_script(value, &mut output);
                output += "\"\n";
            }
            output += "            }\n";
        }
        output += "    },\n\"deployment\" : {\n";
        for (index, (name, value)) in self.stage_variables.iter().enumerate() {
            output += if index > 0 { "    ,\"" } else { "\"" };
            output += name;
            output += "\" : \"";
            escape_java_script(value, &mut output);
            output += "\"\n";
        }
        output += "    },\n\"call\" : {\n";
        let fields = [
            ("account", self.caller("accountId")),
            ("api", self.context("apiId")),
            ("key", self.caller("apiKey")),
            ("principal", self.context["authorizer"]["principalId"].as_str().unwrap_or_default()),
            ("identity", self.caller("caller")),
            ("pool provider", self.caller("cognitoAuthenticationProvider")),
            ("pool authentication", self.caller("cognitoAuthenticationType")),
            ("pool identity", self.caller("cognitoIdentityId")),
            ("pool", self.caller("cognitoIdentityPoolId")),
            ("verb", self.context("httpMethod")),
            ("stage", self.context("stage")),
            ("address", self.caller("sourceIp")),
            ("user", self.caller("user")),
            ("agent", self.caller("userAgent")),
            ("arn", self.caller("userArn")),
            ("request", self.context("requestId")),
            ("resource", self.context("resourceId")),
            ("path", self.context("resourcePath")),
        ];
        let mut separator = "    \"";
        for (name, value) in fields {
            output += separator;
            separator = ",\n    \"";
            output += name;
            output += "\" : \"";
            output += value;
            output += "\"";
        }
        output += "\n    }\n}\n";
        output
    }

    fn context(&self, name: &str) -> &str {
        self.context[name].as_str().unwrap_or_default()
    }

    fn caller(&self, name: &str) -> &str {
        self.context["identity"][name].as_str().unwrap_or_default()
    }
}

fn loop_over_objects(body: &Value) -> String {
    let items = body.get("items").and_then(Value::as_array).map(|items| items.as_slice()).unwrap_or_default();
    let mut output = String::with_capacity(200_000);
    // Writing to a String cannot fail.
    let _ = writeln!(output, "{{ \"count\": {}, \"items\": [", items.len());
    for (index, item) in items.iter().enumerate() {
        let (price, quantity) = (number(item, "price"), number(item, "qty"));
        let _ = write!(output, "{{ \"id\": {}, \"sku\": \"", number(item, "id"));
        output += text(item, "sku");
        output += "\", \"label\": \"";
        escape_java_script(text(item, "name"), &mut output);
        let _ = write!(output, "\", \"price\": {{ \"amount\": {price}, \"currency\": \"");
        output += text(item, "currency");
        output += "\" }, \"inStock\": ";
        output += if quantity > 0 { "true" } else { "false" };
        output += ", \"tier\": \"";
        output += match price {
            500.. => "gold",
            100.. => "silver",
            _ => "bronze",
        };
        let active = item.get("active").as_bool().unwrap_or_default();
        let _ = write!(output, "\", \"active\": {active}, \"note\": \"");
        output += text(item, "note");
        output += if index + 1 < items.len() { "\" },\n" } else { "\" }\n" };
    }
    output += "] }\n";
    output
}

fn text<'value>(object: &'value Value, name: &str) -> &'value str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(object: &Value, name: &str) -> i64 {
    object.get(name).as_i64().unwrap_or_default()
}

/// `$util.escapeJavaScript` of a text that is ASCII.
fn escape_java_script(text: &str, output: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '"', '/', '\\', '\n', '\r', '\t']) {
        let (plain, special) = rest.split_at(at);
        output.push_str(plain);
        output.push('\\');
        output.push_str(match &special[..1] {
            "\n" => "n",
            "\r" => "r",
            "\t" => "t",
            mark => mark,
        });
        rest = &special[1..];
    }
    output.push_str(rest);
}
