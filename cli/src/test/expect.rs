//! What a case expects, as it is written; everything that is said must hold.

use serde_json::Value as Json;

use super::members::{Members, entries, list, nearest, scalar};
use super::tree::{Name, Node, Place, Value, Wrong};

const OF_BOTH: [&str; 8] =
    ["status", "headers", "text", "json", "json_contains", "json_schema", "snapshot", "overrides"];
const OF_TEMPLATES: [&str; 1] = ["error"];
const OF_EXCHANGES: [&str; 4] = ["selected", "sent", "log", "access_log"];
const CONTENT: [&str; 4] = ["text", "json", "json_contains", "json_schema"];
const KINDS: [&str; 6] = ["parse", "runtime", "limit", "path-not-found", "invalid-path", "body"];

#[derive(Default)]
pub(super) struct Expect {
    /// The status of the response; of a template's case the one it sets.
    pub(super) status: Option<u32>,
    /// Headers of the response; of a template's case those it sets.
    pub(super) headers: Vec<(String, Header)>,
    /// The output, or the body of the response.
    pub(super) content: Content,
    /// A file with the output.
    pub(super) snapshot: Option<String>,
    /// The overrides that templates set.
    pub(super) overrides: Option<Json>,
    /// The failure of the template.
    pub(super) error: Option<ExpectedError>,
    /// The key of the integration response that is chosen; none where the gateway itself answers.
    pub(super) selected: Option<Option<String>>,
    /// What the backend is sent; none where it is not called.
    pub(super) sent: Option<Option<Sent>>,
    /// Parts of the execution log.
    pub(super) log: Vec<String>,
    pub(super) access_log: Option<AccessLog>,
}

/// What is expected of a text.
#[derive(Default)]
pub(super) struct Content {
    /// The text, character by character.
    pub(super) text: Option<String>,
    /// The text as JSON, equal whatever the order of members.
    pub(super) json: Option<Json>,
    /// What the text as JSON holds at least: of objects these members, of lists these elements in their places.
    pub(super) json_contains: Option<Json>,
    pub(super) json_schema: Option<Schema>,
}

/// A JSON Schema.
pub(super) enum Schema {
    File(Place, String),
    Inline(Place, Json),
}

/// What is expected of the values of a header.
pub(super) enum Header {
    Exactly(Vec<String>),
    Containing(String),
    Absent,
}

/// What the backend is sent.
pub(super) struct Sent {
    pub(super) method: Option<String>,
    pub(super) uri: Option<String>,
    pub(super) query: Option<Json>,
    pub(super) headers: Vec<(String, Header)>,
    pub(super) content: Content,
}

/// The line that a format of the access log gives.
pub(super) struct AccessLog {
    pub(super) format: String,
    pub(super) content: Content,
}

/// A failure, as far as it is told.
pub(super) struct ExpectedError {
    pub(super) kind: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
    /// A part of the message.
    pub(super) message: Option<String>,
}

impl Expect {
    pub(super) fn read(node: Node, of_exchange: bool) -> Result<Expect, Wrong> {
        let (own, other): (&[&str], &[&str]) = match of_exchange {
            true => (&OF_EXCHANGES, &OF_TEMPLATES),
            false => (&OF_TEMPLATES, &OF_EXCHANGES),
        };
        let known = [&OF_BOTH, own].concat();
        if let Value::Object(members) = &node.value {
            if let Some((name, _)) = members.iter().find(|(name, _)| other.contains(&name.text.as_str())) {
                return Err(of_the_other_kind(name, of_exchange));
            }
            if members.is_empty() {
                return Err(Wrong::new(node.place, "the case expects nothing, so it could not fail")
                    .next(format!("expect some of {}", list(&known))));
            }
        }
        let mut members = Members::of(node, "`expect`", &known)?;
        let expect = Expect {
            status: members.number("status", 100)?,
            headers: headers(&mut members)?,
            content: Content::take(&mut members)?,
            snapshot: members.text("snapshot")?,
            overrides: members.take("overrides").map(|node| node.to_json()),
            error: members.take("error").map(ExpectedError::read).transpose()?,
            selected: match members.take("selected") {
                Some(node) if is_none(&node) => Some(None),
                Some(node) => Some(Some(scalar(node, "`selected`")?)),
                None => None,
            },
            sent: match members.take("sent") {
                Some(node) if is_none(&node) => Some(None),
                Some(node) => Some(Some(Sent::read(node)?)),
                None => None,
            },
            log: match members.take("log") {
                Some(Node { value: Value::List(parts), .. }) => {
                    parts.into_iter().map(|part| scalar(part, "a part of `log`")).collect::<Result<_, _>>()?
                }
                Some(node) => vec![scalar(node, "`log`")?],
                None => Vec::new(),
            },
            access_log: members.take("access_log").map(AccessLog::read).transpose()?,
        };
        Ok(expect)
    }
}

/// `null`, or `false` where a language has no null.
fn is_none(node: &Node) -> bool {
    matches!(node.value, Value::Null | Value::Boolean(false))
}

fn of_the_other_kind(name: &Name, of_exchange: bool) -> Wrong {
    let text = &name.text;
    match of_exchange {
        true => Wrong::new(
            name.place,
            format!("`{text}` is expected of templates, and this case has a `request`"),
        )
        .next("a template that fails answers with a `status` and says why in the `log`"),
        false => Wrong::new(
            name.place,
            format!("`{text}` is expected of cases with a `request`, and this case has none"),
        )
        .next("write a `request`, and the `api` it goes to"),
    }
}

impl Content {
    fn take(members: &mut Members) -> Result<Content, Wrong> {
        Ok(Content {
            text: members.text("text")?,
            json: members.take("json").map(|node| node.to_json()),
            json_contains: members.take("json_contains").map(|node| node.to_json()),
            json_schema: members.take("json_schema").map(Schema::read).transpose()?,
        })
    }
}

impl Schema {
    fn read(node: Node) -> Result<Schema, Wrong> {
        let place = node.place;
        match node.value {
            Value::Text(file) => Ok(Schema::File(place, file)),
            Value::Object(_) | Value::Boolean(_) => Ok(Schema::Inline(place, node.to_json())),
            _ => Err(Wrong::new(
                place,
                format!("a JSON Schema is no {}", node.kind().trim_start_matches("a ")),
            )
            .next("name its file, or write it as an object")),
        }
    }
}

fn headers(members: &mut Members) -> Result<Vec<(String, Header)>, Wrong> {
    let Some(node) = members.take("headers") else { return Ok(Vec::new()) };
    let headers = entries(node, "`headers`")?;
    headers.into_iter().map(|(name, node)| Ok((name.text, Header::read(node)?))).collect()
}

impl Header {
    fn read(node: Node) -> Result<Header, Wrong> {
        let place = node.place;
        match node.value {
            _ if is_none(&node) => Ok(Header::Absent),
            Value::List(values) => {
                let values = values.into_iter().map(|value| scalar(value, "a header's value"));
                Ok(Header::Exactly(values.collect::<Result<_, _>>()?))
            }
            Value::Object(_) => {
                let mut members = Members::of(node, "what is expected of a header", &["contains"])?;
                let part = members.text("contains")?;
                part.map(Header::Containing).ok_or_else(|| {
                    Wrong::new(place, "nothing is expected of the header").next("write `contains`, or a text")
                })
            }
            _ => Ok(Header::Exactly(vec![scalar(node, "a header's value")?])),
        }
    }
}

impl Sent {
    fn read(node: Node) -> Result<Sent, Wrong> {
        let place = node.place;
        let known = [&["method", "uri", "query", "headers"][..], &CONTENT].concat();
        let mut members = Members::of(node, "`sent`", &known)?;
        let sent = Sent {
            method: members.text("method")?,
            uri: members.text("uri")?,
            query: members.take("query").map(|node| node.to_json()),
            headers: headers(&mut members)?,
            content: Content::take(&mut members)?,
        };
        let named = sent.method.is_some() || sent.uri.is_some() || sent.query.is_some();
        match named || !sent.headers.is_empty() || !sent.content.is_empty() {
            true => Ok(sent),
            false => Err(Wrong::new(place, "nothing is expected of what is sent")
                .next(format!("expect some of {}, or write `null` if nothing may be sent", list(&known)))),
        }
    }
}

impl Content {
    pub(super) fn is_empty(&self) -> bool {
        let said = [self.text.is_some(), self.json.is_some(), self.json_contains.is_some()];
        !said.contains(&true) && self.json_schema.is_none()
    }
}

impl AccessLog {
    fn read(node: Node) -> Result<AccessLog, Wrong> {
        let place = node.place;
        let mut members = Members::of(node, "`access_log`", &[&["format"][..], &CONTENT].concat())?;
        let format = members.text("format")?.ok_or_else(|| {
            Wrong::new(place, "`access_log` has no `format`")
                .next("write the format of the stage's access log, such as `$context.status $context.path`")
        })?;
        let content = Content::take(&mut members)?;
        match content.is_empty() {
            true => Err(Wrong::new(place, "nothing is expected of the access log's line")
                .next(format!("expect some of {}", list(&CONTENT)))),
            false => Ok(AccessLog { format, content }),
        }
    }
}

impl ExpectedError {
    fn read(node: Node) -> Result<ExpectedError, Wrong> {
        let mut members = Members::of(node, "`error`", &["kind", "line", "column", "message"])?;
        let kind = members.take("kind");
        if let Some(Node { place, value: Value::Text(kind) }) = &kind
            && !KINDS.contains(&kind.as_str())
        {
            let wrong = Wrong::new(*place, format!("`{kind}` is no kind of error"));
            return Err(wrong.next(match nearest(kind, &KINDS) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("the kinds are {}", list(&KINDS)),
            }));
        }
        Ok(ExpectedError {
            kind: kind.map(|kind| scalar(kind, "`kind`")).transpose()?,
            line: members.number("line", 1)?,
            column: members.number("column", 1)?,
            message: members.text("message")?,
        })
    }
}
