//! A trace for programs: JSON, an object a line.

use serde_json::{Value as Json, json};
use vtlgate::{Error, Position};

use super::draw::is_override;
use super::record::{Kind, Step, Trace};

/// The lines: the steps, how many were left out, and the end.
pub(super) fn document(trace: &Trace, template: &str, ended: &Result<(String, Json), Error>) -> String {
    let mut lines: Vec<String> = trace.steps.iter().map(|step| line(step, template).to_string()).collect();
    if trace.more > 0 {
        lines.push(json!({"event": "limit", "more": trace.more}).to_string());
    }
    lines.push(match ended {
        Ok((output, overrides)) => {
            json!({"event": "output", "text": output, "overrides": overrides}).to_string()
        }
        Err(error) => {
            let position = error.position();
            json!({
                "event": "error",
                "kind": error.kind().name(),
                "message": error.message(),
                "line": position.map(|position| position.line),
                "column": position.map(|position| position.column),
            })
            .to_string()
        }
    });
    lines.join("\n")
}

fn line(step: &Step, template: &str) -> Json {
    let mut object = match &step.kind {
        Kind::Reference { text, value, printed, nothing } => {
            let mut object = json!({
                "event": "reference", "text": text, "printed": printed, "value": value.text, "class": value.class,
            });
            if let Some(nothing) = nothing {
                object["nothing"] = json!({
                    "reason": nothing.reason, "message": nothing.message, "suggestion": nothing.suggestion,
                });
            }
            object
        }
        Kind::Set { target, value, is_null } => json!({
            "event": "set", "target": target, "value": value.text, "class": value.class,
            "assigned": !is_null, "override": is_override(target),
        }),
        Kind::Condition { keyword, held, .. } => {
            json!({"event": "condition", "directive": keyword, "held": held})
        }
        Kind::Else { written } => json!({"event": "else", "written": written}),
        Kind::Foreach { over, elements, iterable } => json!({
            "event": "foreach", "value": over.as_ref().map(|over| &over.text),
            "class": over.as_ref().map(|over| &over.class), "elements": elements, "iterable": iterable,
        }),
        Kind::Iteration { index, variable, element } => json!({
            "event": "iteration", "index": index, "variable": variable, "value": element.text, "class": element.class,
        }),
        Kind::ForeachEnd { iterations, limited } => {
            json!({"event": "foreach-end", "iterations": iterations, "limited": limited})
        }
        Kind::Define { name } => json!({"event": "define", "name": name}),
        Kind::Block { name } => json!({"event": "block", "name": name}),
        Kind::Call { name } => json!({"event": "call", "name": name}),
        Kind::Evaluate { text } => json!({"event": "evaluate", "text": text}),
    };
    let position = Position::of(template, step.span.start as usize);
    object["line"] = Json::from(position.line);
    object["column"] = Json::from(position.column);
    object["start"] = Json::from(step.span.start);
    object["end"] = Json::from(step.span.end);
    object["depth"] = Json::from(step.depth);
    object
}
