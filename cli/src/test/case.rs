//! A case file and its cases, as they are written.

use serde_json::Value as Json;

use super::expect::Expect;
use super::members::{Members, entries, nearest, scalar, text};
use super::tree::{Node, Place, Value, Wrong};
use crate::event::{MEMBERS, PLACES};

const FILE: [&str; 6] = ["$schema", "template", "api", "backend", "backends", "cases"];
const CASE: [&str; 9] =
    ["name", "template", "inline", "event", "api", "request", "backend", "backends", "expect"];
const REQUEST: [&str; 8] =
    ["method", "path", "query", "headers", "body", "stage", "stageVariables", "context"];

const ANSWERS: [&str; 4] = ["payload", "errorMessage", "statusCode", "failure"];
const FORMS: &str = "write `payload` for what a Lambda function returned, `errorMessage` for how it failed, `statusCode`, \
                     `headers` and `body` for any other backend";

/// A case file.
pub(super) struct CaseFile {
    pub(super) cases: Vec<Written>,
}

/// A case as it is written, with what its file says for all.
pub(super) struct Written {
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) subject: Subject,
    pub(super) expect: Expect,
}

/// What is tried.
pub(super) enum Subject {
    Template { template: Template, event: Event },
    Exchange(Box<Exchange>),
}

/// Where a template is.
pub(super) enum Template {
    File(Place, String),
    Inline(Place, String),
}

/// What a template is rendered with.
pub(super) enum Event {
    File(Place, String),
    Inline(Place, String),
}

/// A request and the API it goes through.
pub(super) struct Exchange {
    pub(super) api: Api,
    pub(super) request: Request,
    pub(super) backend: Option<Backend>,
}

/// Where an API is defined.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) place: Place,
    pub(super) file: String,
    pub(super) name: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
}

pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
    pub(super) stage: Option<String>,
    pub(super) stage_variables: Vec<(String, String)>,
    pub(super) context: serde_json::Map<String, Json>,
}

/// What the backend answers.
#[derive(Clone)]
pub(super) enum Backend {
    File(Place, String),
    Answer(String),
    TimedOut,
    Unreachable,
    /// By a part of what is called: the verb, a blank, the URL.
    Mapped(Vec<(String, Backend)>),
}

/// What the file says for all of its cases.
#[derive(Default)]
struct Common {
    template: Option<(Place, String)>,
    api: Option<Api>,
    backend: Option<Backend>,
}

impl CaseFile {
    pub(super) fn read(node: Node) -> Result<CaseFile, Wrong> {
        let mut members = Members::of(node, "a case file", &FILE)?;
        members.take("$schema");
        let common = Common {
            template: placed_text(&mut members, "template")?,
            api: members.take("api").map(Api::read).transpose()?,
            backend: backend(&mut members)?,
        };
        let Some(cases) = members.take("cases") else {
            return Err(Wrong::new(members.place, "the file has no `cases`").next("write them under `cases`"));
        };
        let kind = cases.kind();
        let Value::List(cases) = cases.value else {
            return Err(Wrong::new(cases.place, format!("`cases` is a list, and this is {kind}")));
        };
        let cases = cases.into_iter().map(|case| Written::read(case, &common));
        Ok(CaseFile { cases: cases.collect::<Result<_, _>>()? })
    }
}

impl Written {
    fn read(node: Node, common: &Common) -> Result<Written, Wrong> {
        let mut members = Members::of(node, "a case", &CASE)?;
        let place = members.place;
        let name = members.text("name")?.ok_or_else(|| {
            Wrong::new(place, "the case has no `name`").next("give it one, by which it is told and filtered")
        })?;
        let subject = subject(&mut members, common, place)?;
        let expect = members
            .take("expect")
            .ok_or_else(|| Wrong::new(place, "the case has no `expect`").next("say what is expected"))?;
        let expect = Expect::read(expect, matches!(subject, Subject::Exchange(_)))?;
        Ok(Written { place, name, subject, expect })
    }
}

fn subject(members: &mut Members, common: &Common, case: Place) -> Result<Subject, Wrong> {
    let template = placed_text(members, "template")?;
    let inline = placed_text(members, "inline")?;
    let event = members.take("event");
    let api = members.take("api");
    let request = members.take("request");
    let backend = backend(members)?;
    if let Some(request) = request {
        let of_template = template.map(|(place, _)| place).or(inline.map(|(place, _)| place));
        if let Some(place) = of_template.or(event.map(|event| event.place)) {
            return Err(Wrong::new(place, "a case with a `request` has no template and no event of its own")
                .next("keep the request for a test of the API, or the template for one of the template"));
        }
        let api = match api {
            Some(api) => Api::read(api)?,
            None => common.api.clone().ok_or_else(|| {
                Wrong::new(request.place, "the case has a `request`, and no `api` that it goes to")
                    .next("name the definition's file under `api`, in the case or at the top of the file")
            })?,
        };
        let request = Request::read(request)?;
        let backend = backend.or_else(|| common.backend.clone());
        return Ok(Subject::Exchange(Box::new(Exchange { api, request, backend })));
    }
    if api.is_some() || backend.is_some() {
        return Err(Wrong::new(case, "the case has no `request`")
            .next("write one, as `request: GET /pets/42` or as an object"));
    }
    let template = match (inline, template) {
        (Some(_), Some((place, _))) => {
            return Err(Wrong::new(place, "the case has a `template` and an `inline` one").next("keep one"));
        }
        (Some((place, text)), None) => Template::Inline(place, text),
        (None, template) => match template.or_else(|| common.template.clone()) {
            Some((place, file)) => Template::File(place, file),
            None => {
                return Err(Wrong::new(case, "the case has no template").next(
                    "name its file under `template`, write it under `inline`, or write a `request` to an `api`",
                ));
            }
        },
    };
    let event = match event {
        None => Event::Inline(case, "{}".to_owned()),
        Some(Node { place, value: Value::Text(file) }) => Event::File(place, file),
        Some(Node { place, value: Value::Null }) => Event::Inline(place, "{}".to_owned()),
        Some(event) => {
            let (place, text) = (event.place, event.to_json().to_string());
            let params = Members::of(event, "an event", &MEMBERS)?.take("params");
            if let Some(params @ Node { value: Value::Object(_), .. }) = params {
                Members::of(params, "`params`", &PLACES)?;
            }
            Event::Inline(place, text)
        }
    };
    Ok(Subject::Template { template, event })
}

fn placed_text(members: &mut Members, name: &str) -> Result<Option<(Place, String)>, Wrong> {
    let Some(node) = members.take(name) else { return Ok(None) };
    let place = node.place;
    Ok(Some((place, text(node, &format!("`{name}`"))?)))
}

impl Api {
    fn read(node: Node) -> Result<Api, Wrong> {
        let place = node.place;
        if let Value::Text(file) = node.value {
            return Ok(Api { place, file, name: None, parameters: Vec::new() });
        }
        let mut members = Members::of(node, "`api`", &["file", "name", "parameters"])?;
        let file = members.text("file")?.ok_or_else(|| Wrong::new(place, "`api` has no `file`"))?;
        let name = members.text("name")?;
        let parameters = members.take("parameters").map(|node| pairs(node, "`parameters`")).transpose()?;
        Ok(Api { place, file, name, parameters: parameters.unwrap_or_default() })
    }
}

impl Request {
    fn read(node: Node) -> Result<Request, Wrong> {
        let place = node.place;
        let mut members = match node.value {
            Value::Text(line) => {
                let (method, path) = line.split_once(' ').ok_or_else(|| {
                    Wrong::new(place, "the request has no path").next("write it as `GET /pets/42`")
                })?;
                return Request::new(method, path.trim(), place);
            }
            _ => Members::of(node, "a request", &REQUEST)?,
        };
        let missing = |what: &str| Wrong::new(place, format!("the request has no `{what}`"));
        let method = members.text("method")?.ok_or_else(|| missing("method"))?;
        let path = members.text("path")?.ok_or_else(|| missing("path"))?;
        let mut request = Request::new(&method, &path, place)?;
        request.query = optional_pairs(&mut members, "query")?;
        request.headers = optional_pairs(&mut members, "headers")?;
        request.stage_variables = optional_pairs(&mut members, "stageVariables")?;
        request.stage = members.text("stage")?;
        request.body = match members.take("body") {
            None | Some(Node { value: Value::Null, .. }) => String::new(),
            Some(Node { value: Value::Text(text), .. }) => text,
            Some(body) => body.to_json().to_string(),
        };
        if let Some(context) = members.take("context") {
            let context = entries(context, "`context`")?;
            request.context = context.into_iter().map(|(name, value)| (name.text, value.to_json())).collect();
        }
        Ok(request)
    }

    fn new(method: &str, path: &str, place: Place) -> Result<Request, Wrong> {
        let is_verb = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        if method.is_empty() || !method.bytes().all(is_verb) {
            return Err(Wrong::new(place, format!("`{method}` is no verb")).next("write GET, POST and so on"));
        }
        if !path.starts_with('/') {
            return Err(Wrong::new(place, format!("the path `{path}` does not begin with `/`"))
                .next("write the path after the stage"));
        }
        Ok(Request {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: String::new(),
            stage: None,
            stage_variables: Vec::new(),
            context: serde_json::Map::new(),
        })
    }
}

/// `backend` and `backends` of a case or a file.
fn backend(members: &mut Members) -> Result<Option<Backend>, Wrong> {
    let one = members.take("backend");
    let mapped = members.take("backends");
    match (one, mapped) {
        (Some(_), Some(mapped)) => {
            Err(Wrong::new(mapped.place, "there are `backend` and `backends`").next("keep one"))
        }
        (Some(one), None) => Backend::read(one).map(Some),
        (None, Some(mapped)) => {
            let mapped = entries(mapped, "`backends`")?.into_iter();
            let mapped = mapped.map(|(name, node)| Ok((name.text, Backend::read(node)?)));
            Ok(Some(Backend::Mapped(mapped.collect::<Result<_, Wrong>>()?)))
        }
        (None, None) => Ok(None),
    }
}

impl Backend {
    fn read(node: Node) -> Result<Backend, Wrong> {
        let place = node.place;
        let members = match node.value {
            Value::Text(file) => return Ok(Backend::File(place, file)),
            Value::Object(ref members) => members,
            _ => {
                let wrong = Wrong::new(place, format!("a backend's answer is no {}", node.kind()));
                return Err(wrong.next("name a file, or write an object"));
            }
        };
        if let [(name, how)] = members.as_slice()
            && name.text == "failure"
        {
            return Backend::failure(how);
        }
        if !members.iter().any(|(name, _)| ANSWERS.contains(&name.text.as_str())) {
            let wrong = Wrong::new(place, "this is no backend's answer").next(FORMS);
            return Err(
                match members.iter().find_map(|(name, _)| Some((name.place, nearest(&name.text, &ANSWERS)?)))
                {
                    Some((place, nearest)) => {
                        Wrong { place, ..wrong }.next(format!("did you mean `{nearest}`?"))
                    }
                    None => wrong,
                },
            );
        }
        Ok(Backend::Answer(node.to_json().to_string()))
    }

    fn failure(how: &Node) -> Result<Backend, Wrong> {
        match &how.value {
            Value::Text(how) if how == "timed-out" => Ok(Backend::TimedOut),
            Value::Text(how) if how == "unreachable" => Ok(Backend::Unreachable),
            _ => Err(Wrong::new(how.place, "a backend does not fail in this way")
                .next("the ways are `timed-out` and `unreachable`")),
        }
    }
}

fn optional_pairs(members: &mut Members, name: &str) -> Result<Vec<(String, String)>, Wrong> {
    match members.take(name) {
        Some(node) => pairs(node, &format!("`{name}`")),
        None => Ok(Vec::new()),
    }
}

/// Names with a text, or with several in a list.
fn pairs(node: Node, what: &str) -> Result<Vec<(String, String)>, Wrong> {
    let mut pairs = Vec::new();
    for (name, node) in entries(node, what)? {
        match node.value {
            Value::List(values) => {
                for value in values {
                    pairs.push((name.text.clone(), scalar(value, &format!("`{}`", name.text))?));
                }
            }
            _ => {
                let value = scalar(node, &format!("`{}`", name.text))?;
                pairs.push((name.text, value));
            }
        }
    }
    Ok(pairs)
}
