//! Makes a case small while it stays interesting: leaves out variables, then pieces of the template.

use std::ops::Range;

use crate::generator::Case;

/// So many candidates are judged at once: asking the oracle costs a round trip.
const AT_ONCE: usize = 48;

/// The smallest case found. `interesting` judges each of the candidates it is given.
pub(crate) fn shrink(case: Case, mut interesting: impl FnMut(&[Case]) -> Vec<bool>) -> Case {
    let mut shrinking = Shrinking { case, interesting: &mut interesting };
    loop {
        let length = shrinking.case.template.len();
        shrinking.leave_out_unnamed_variables();
        shrinking.leave_out_spans();
        shrinking.leave_out_pairs();
        if shrinking.case.template.len() == length {
            shrinking.leave_out_variables();
            return shrinking.case;
        }
    }
}

struct Shrinking<'i> {
    case: Case,
    interesting: &'i mut dyn FnMut(&[Case]) -> Vec<bool>,
}

impl Shrinking<'_> {
    /// Takes the first interesting candidate; says which one it was.
    fn take_first(&mut self, candidates: impl Iterator<Item = Case>) -> Option<usize> {
        let mut candidates = candidates.enumerate().peekable();
        while candidates.peek().is_some() {
            let (numbers, asked): (Vec<usize>, Vec<Case>) = candidates.by_ref().take(AT_ONCE).unzip();
            let verdicts = (self.interesting)(&asked);
            if let Some(found) = verdicts.iter().position(|verdict| *verdict) {
                self.case = asked.into_iter().nth(found)?;
                return numbers.get(found).copied();
            }
        }
        None
    }

    fn leave_out_unnamed_variables(&mut self) {
        let mut smaller = self.case.clone();
        smaller.variables.retain(|name, _| self.case.template.contains(name.as_str()));
        if smaller.variables.len() < self.case.variables.len() {
            self.take_first(std::iter::once(smaller));
        }
    }

    fn leave_out_variables(&mut self) {
        for name in self.case.variables.keys().cloned().collect::<Vec<_>>() {
            let mut smaller = self.case.clone();
            smaller.variables.shift_remove(&name);
            self.take_first(std::iter::once(smaller));
        }
    }

    fn leave_out_spans(&mut self) {
        let mut length = tokens(&self.case.template).len();
        while length > 0 {
            let mut first = 0;
            loop {
                let case = self.case.clone();
                let tokens = tokens(&case.template);
                let starts = first..(tokens.len() + 1).saturating_sub(length);
                let step = (length / 2).max(1);
                let spans =
                    starts.step_by(step).map(|start| without(&case, &tokens, start..start + length, 0..0));
                match self.take_first(spans) {
                    Some(number) => first += number * step,
                    None => break,
                }
            }
            length /= 2;
        }
    }

    /// A directive goes with its `#end`, a bracket with its partner: a short span and one later token.
    fn leave_out_pairs(&mut self) {
        loop {
            let case = self.case.clone();
            let tokens = tokens(&case.template);
            let longest = match tokens.len() {
                0..=25 => 8,
                26..=60 => 1,
                _ => return,
            };
            let spans =
                (1..=longest).flat_map(|length| (0..tokens.len()).map(move |start| start..start + length));
            let pairs =
                spans.flat_map(|span| (span.end..tokens.len()).map(move |other| (span.clone(), other)));
            let smaller = pairs.map(|(span, other)| without(&case, &tokens, span, other..other + 1));
            if self.take_first(smaller).is_none() {
                return;
            }
        }
    }
}

fn without(case: &Case, tokens: &[&str], one: Range<usize>, two: Range<usize>) -> Case {
    let kept = tokens.iter().enumerate().filter(|(index, _)| !one.contains(index) && !two.contains(index));
    Case { template: kept.map(|(_, token)| *token).collect(), variables: case.variables.clone() }
}

/// Words, directives with their `#`, and every other character by itself.
fn tokens(template: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let opening = if rest.starts_with("#{") { 2 } else { first.len_utf8() };
        let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let mut length = opening;
        if first == '#' || is_word(first) {
            length += rest[opening..].find(|character| !is_word(character)).unwrap_or(rest.len() - opening);
        }
        if opening == 2 && rest[length..].starts_with('}') {
            length += 1;
        }
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}
