//! What a render does, noted step by step.

use vtlgate::value::JavaObject;
use vtlgate::{Observation, Observer, Region, RegionKind, Span, Value};

use super::nothing::{Known, Nothing};
use super::shown::Shown;

/// How many references that printed nothing the summary knows.
const MOST_LOST: usize = 100;

/// A step of a render.
pub(super) struct Step {
    /// Where it stands.
    pub(super) span: Span,
    /// In how many blocks it is.
    pub(super) depth: usize,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Reference {
        text: String,
        value: Shown,
        printed: bool,
        nothing: Option<Nothing>,
    },
    Set {
        target: String,
        value: Shown,
        is_null: bool,
    },
    /// `#if` or `#elseif`; `lone` is the reference that is the whole condition, where it led to nothing.
    Condition {
        keyword: &'static str,
        held: bool,
        lone: Option<String>,
    },
    /// No condition held.
    Else {
        written: bool,
    },
    Foreach {
        over: Option<Shown>,
        elements: Option<usize>,
        iterable: bool,
    },
    Iteration {
        index: u32,
        variable: String,
        element: Shown,
    },
    ForeachEnd {
        iterations: u32,
        limited: bool,
    },
    Define {
        name: String,
    },
    Block {
        name: String,
    },
    Call {
        name: String,
    },
    Evaluate {
        text: String,
    },
}

/// All that was noted.
pub(super) struct Trace {
    pub(super) steps: Vec<Step>,
    /// How many steps there were beyond the limit.
    pub(super) more: usize,
    /// The references that printed nothing, by place, with how often they did.
    pub(super) lost: Vec<(Span, String, usize)>,
}

pub(super) struct Recorder<'template> {
    template: &'template str,
    limit: usize,
    trace: Trace,
    depth: usize,
    /// The last condition.
    condition: Span,
    known: Known,
    /// The last references that led to nothing, until what they are part of is known.
    dead: Vec<(Span, String)>,
}

impl<'template> Recorder<'template> {
    pub(super) fn new(template: &'template str, limit: usize) -> Recorder<'template> {
        let trace = Trace { steps: Vec::new(), more: 0, lost: Vec::new() };
        Recorder {
            template,
            limit,
            trace,
            depth: 0,
            condition: Span::default(),
            known: Known::default(),
            dead: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Trace {
        self.trace
    }

    /// Notes a step, within the limit: making it can be the greater part of the work.
    fn add(&mut self, span: Span, make: impl FnOnce(&Self) -> Kind) {
        if self.trace.steps.len() < self.limit {
            let kind = make(self);
            self.trace.steps.push(Step { span, depth: self.depth, kind });
        } else {
            self.trace.more += 1;
        }
    }

    fn line(&self, span: Span) -> usize {
        let before = self.template.get(..span.start as usize).unwrap_or_default();
        before.bytes().filter(|byte| *byte == b'\n').count() + 1
    }

    fn reference(&mut self, observation: &Observation<'_>) {
        let Observation::Reference { span, text, value, dead_end, printed, .. } = *observation else {
            return;
        };
        let empty = matches!(value, Value::String(text) if text.is_empty());
        if dead_end.is_some() {
            if self.dead.len() >= 64 {
                self.dead.remove(0);
            }
            self.dead.push((span, text.to_owned()));
        }
        let is_lost = dead_end.is_some() || empty;
        if printed && is_lost {
            let lost = &mut self.trace.lost;
            match lost.iter().position(|(known, name, _)| *known == span && name == text) {
                Some(index) => lost[index].2 += 1,
                None if lost.len() < MOST_LOST => lost.push((span, text.to_owned(), 1)),
                None => {}
            }
        }
        self.add(span, |recorder| {
            let nothing = match dead_end {
                Some(dead_end) => Some(recorder.known.why(recorder.template, text, span, dead_end)),
                None if empty && printed => Some(recorder.known.empty(text)),
                None => None,
            };
            Kind::Reference { text: text.to_owned(), value: Shown::of(value), printed, nothing }
        });
    }

    /// The reference that led to nothing and is all that stands in `span` behind `head`.
    fn lone(&mut self, span: Span) -> Option<String> {
        let within = |place: &Span| span.start <= place.start && place.end <= span.end;
        let found = self.dead.iter().rev().find(|(place, _)| within(place)).cloned();
        self.dead.retain(|(place, _)| !within(place));
        let (place, text) = found?;
        let after = self.template.get(place.end as usize..span.end as usize)?;
        let before = self.template.get(span.start as usize..place.start as usize)?;
        let is_alone = after.trim() == ")" && before.trim_end().ends_with(['(', '=']);
        is_alone.then_some(text)
    }

    fn set(&mut self, span: Span, target: &str, value: &Value) {
        let is_nothing = value.is_null() || matches!(value, Value::String(text) if text.is_empty());
        let origin = self
            .lone(span)
            .filter(|_| is_nothing)
            .map(|text| format!("`{text}` on line {} led to nothing", self.line(span)));
        self.known.set(target, origin);
        let is_null = value.is_null();
        self.add(span, |_| Kind::Set { target: target.to_owned(), value: Shown::of(value), is_null });
    }

    /// `$item` of `#foreach($item in …)`.
    fn loop_variable(&self, region: &Region) -> String {
        let head = self.template.get(region.span.range()).unwrap_or_default();
        let variable = head.split_once('(').map_or("", |(_, inside)| inside.trim_start());
        variable.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

impl Observer for Recorder<'_> {
    fn observe(&mut self, observation: &Observation<'_>) {
        match observation {
            Observation::Reference { .. } => self.reference(observation),
            Observation::Set { span, target, value } => self.set(*span, target, value),
            Observation::Condition { region, held } => {
                self.condition = region.span;
                let lone = self.lone(region.span);
                let keyword = if region.kind == RegionKind::If { "#if" } else { "#elseif" };
                self.add(region.span, |_| Kind::Condition { keyword, held: *held, lone });
                self.depth += usize::from(*held);
            }
            Observation::Otherwise { region } => {
                let written = region.kind == RegionKind::Else;
                // Where there is no #else, the place to look at is the last condition.
                let span = if written { region.span } else { self.condition };
                self.add(span, |_| Kind::Else { written });
                self.depth += usize::from(written);
            }
            Observation::Foreach { region, list, iterable } => {
                let variable = self.loop_variable(region);
                self.known.set(&variable, None);
                self.add(region.span, |_| Kind::Foreach {
                    over: list.map(Shown::of),
                    elements: list.and_then(elements),
                    iterable: *iterable,
                });
                self.depth += usize::from(*iterable);
            }
            Observation::Iteration { region, index, element } => {
                self.depth = self.depth.saturating_sub(1);
                self.add(region.span, |recorder| Kind::Iteration {
                    index: *index,
                    variable: recorder.loop_variable(region),
                    element: Shown::of(element),
                });
                self.depth += 1;
            }
            Observation::ForeachEnd { region, iterations, limited } => {
                self.depth = self.depth.saturating_sub(1);
                let (iterations, limited) = (*iterations, *limited);
                self.add(region.span, |_| Kind::ForeachEnd { iterations, limited });
            }
            Observation::Define { region } => {
                let name = name(region);
                self.known.set(&name, None);
                self.add(region.span, |_| Kind::Define { name });
            }
            Observation::Block { region } => {
                self.add(region.span, |_| Kind::Block { name: name(region) });
                self.depth += 1;
            }
            Observation::Call { span, region } => {
                self.add(*span, |_| Kind::Call { name: name(region) });
                self.depth += 1;
            }
            Observation::Left { .. } => self.depth = self.depth.saturating_sub(1),
            Observation::Evaluate { span, text } => {
                self.add(*span, |_| Kind::Evaluate { text: Shown::of(&Value::from(*text)).text });
                self.depth += 1;
            }
            Observation::EvaluateEnd => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

fn name(region: &Region) -> String {
    match &region.kind {
        RegionKind::Macro(name) => format!("#{name}"),
        RegionKind::Define(name) => name.to_string(),
        _ => String::new(),
    }
}

/// How many elements a loop has before it.
fn elements(list: &Value) -> Option<usize> {
    match list {
        Value::List(list) => Some(list.len()),
        Value::Map(map) => Some(map.len()),
        Value::Object(object) => match &**object {
            JavaObject::KeySet(map) | JavaObject::Values(map) | JavaObject::EntrySet(map) => Some(map.len()),
            _ => None,
        },
        _ => None,
    }
}
