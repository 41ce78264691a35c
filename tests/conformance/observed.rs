//! Laws of watching a render, held against every case: it changes nothing, what is told stands in the template, and what
//! is entered is left in turn.

use std::fmt::Debug;

use vtlgate::{Error, Observation, Observer, Region, RegionKind, Span, Template};

/// A watched render.
pub(crate) struct Observed<T> {
    result: Result<T, Error>,
}

impl<T: Debug> Observed<T> {
    /// Renders with an observer that checks what it is told.
    pub(crate) fn by(
        template: &Template,
        render: impl FnOnce(&mut dyn Observer) -> Result<T, Error>,
    ) -> Observed<T> {
        for (index, region) in template.regions().iter().enumerate() {
            assert_eq!(region.index, Some(index));
            assert!(region.parent.is_none_or(|parent| parent < index), "{region:?}");
            assert!(within(template, region.span) && within(template, region.body), "{region:?}");
        }
        let mut checker = Checker { template, inside: Vec::new() };
        let result = render(&mut checker);
        assert!(checker.inside.is_empty() || result.is_err(), "left open: {:?}", checker.inside);
        Observed { result }
    }

    /// Holds it against the render that nobody watched.
    pub(crate) fn is(&self, rendered: &Result<T, Error>) {
        assert_eq!(format!("{:?}", self.result), format!("{rendered:?}"), "watching changed the render");
    }
}

struct Checker<'template> {
    template: &'template Template,
    inside: Vec<Region>,
}

fn within(template: &Template, span: Span) -> bool {
    template.text().get(span.range()).is_some()
}

impl Checker<'_> {
    fn stands(&self, span: Span) {
        assert!(within(self.template, span), "{span:?} of {:?}", self.template.text());
    }

    fn enter(&mut self, region: &Region) {
        if let Some(index) = region.index {
            assert_eq!(self.template.regions()[index], *region);
        }
        self.inside.push(region.clone());
    }
}

impl Observer for Checker<'_> {
    fn observe(&mut self, observation: &Observation<'_>) {
        match observation {
            Observation::Reference { span, value, dead_end, .. } => {
                self.stands(*span);
                let is_empty = value.is_null()
                    || matches!(value, vtlgate::Value::String(text) if text.to_str().is_empty());
                assert!(dead_end.is_none() || is_empty, "a dead end with a value");
            }
            Observation::Set { span, .. } | Observation::Evaluate { span, .. } => self.stands(*span),
            Observation::Condition { region, held: true } | Observation::Block { region } => {
                self.enter(region)
            }
            Observation::Otherwise { region } => {
                assert!(matches!(region.kind, RegionKind::Else | RegionKind::NoElse), "{region:?}");
                if region.kind == RegionKind::Else {
                    self.enter(region);
                }
            }
            Observation::Foreach { region, iterable: true, .. } => self.enter(region),
            Observation::Call { span, region } => {
                self.stands(*span);
                self.enter(region);
            }
            Observation::Iteration { region, .. } => assert_eq!(self.inside.last(), Some(*region)),
            Observation::Left { region } | Observation::ForeachEnd { region, .. } => {
                assert_eq!(self.inside.pop().as_ref(), Some(*region));
            }
            _ => {}
        }
    }
}
