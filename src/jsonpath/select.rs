//! Following a path through a document, step by step as Jayway's tokens do.

use std::rc::Rc;

use super::ast::{Condition, Path, Step, StepKind};
use super::failure::{Failure, Why};
use super::operand;
use super::{filter, function, scan};
use crate::limits::Budget;
use crate::value::{JSON_ARRAY, LINKED_HASH_MAP, List, Map, Place, Value};

/// What one selection knows: the document, and what its paths keep while they are followed.
pub(super) struct Selection<'path, 'run, 'limits> {
    pub(super) document: Value,
    pub(super) slots: Vec<Slot<'path>>,
    pub(super) budget: &'run mut Budget<'limits>,
    /// How often `append` changed the document.
    pub(super) changes: usize,
}

/// What a place of the path keeps.
#[derive(Clone, Default)]
pub(super) enum Slot<'path> {
    #[default]
    Empty,
    /// The index that a scan handed to the step after the next last.
    Index(usize),
    /// A JSON literal of a filter, read, and its elements once they were asked for.
    Json(Value, Option<Rc<Vec<operand::Node<'path>>>>),
    /// What a path from the document found, inside a filter.
    Found(operand::Node<'path>),
    /// What this path gave as the argument of a function that was called so often.
    Argument {
        value: Value,
        calls: usize,
        /// The changes of the document at that time.
        changes: usize,
    },
}

/// One path on its way.
pub(super) struct Walk<'path> {
    pub(super) path: &'path Path,
    /// Jayway's `REQUIRE_PROPERTIES`: a missing member is an error wherever it is.
    pub(super) require: bool,
    pub(super) results: Vec<Value>,
}

impl<'path> Selection<'path, '_, '_> {
    /// Follows `path` from `start` and gives its value, or the list of what it found.
    pub(super) fn follow(
        &mut self,
        path: &'path Path,
        start: &Value,
        require: bool,
    ) -> Result<Value, Failure> {
        if let Some(found) = follow_plain(path, start) {
            return found;
        }
        let results = self.results(path, start, require)?;
        if !path.is_definite() {
            return Ok(Value::List(List::new(&JSON_ARRAY, results)));
        }
        // A function in the middle of a path gives a result of its own; the last one counts.
        results.into_iter().next_back().ok_or_else(|| Failure::missing(path.steps.len(), Why::NoResults))
    }

    /// All that `path` finds from `start`.
    pub(super) fn results(
        &mut self,
        path: &'path Path,
        start: &Value,
        require: bool,
    ) -> Result<Vec<Value>, Failure> {
        let mut walk = Walk { path, require, results: Vec::new() };
        self.walk(&mut walk, 0, start.clone())?;
        Ok(walk.results)
    }

    /// Takes the steps from `index` on, from `value`.
    pub(super) fn walk(&mut self, walk: &mut Walk<'path>, index: usize, value: Value) -> Result<(), Failure> {
        self.budget.enter()?;
        let mut through_element = false;
        let walked = self.steps(walk, index, value, &mut through_element);
        self.budget.leave();
        match walked {
            // Jayway's step to an element takes this exception, wherever it comes from, for an index out of bounds.
            Err(Failure::OutOfBounds) if through_element => Ok(()),
            walked => walked,
        }
    }

    fn steps(
        &mut self,
        walk: &mut Walk<'path>,
        mut index: usize,
        mut value: Value,
        through_element: &mut bool,
    ) -> Result<(), Failure> {
        let path = walk.path;
        loop {
            self.budget.step(1)?;
            let Some(step) = path.steps.get(index) else {
                walk.results.push(value);
                return Ok(());
            };
            let last = index + 1 == path.steps.len();
            value = match &step.kind {
                StepKind::Names(names) => {
                    let Value::Map(map) = &value else {
                        return unless_definite(step, index, Why::NotAnObject(value));
                    };
                    self.budget.step(names.len() as u64 * map.look_up_steps())?;
                    match names.as_slice() {
                        [name] => match map.get_str(name) {
                            Some(_) if last && self.is_withheld(path, index) => return Ok(()),
                            Some(member) => member,
                            None if walk.require => return Err(Failure::missing(index, Why::Property)),
                            None if last => return Ok(()),
                            None => return unless_definite(step, index, Why::Property),
                        },
                        names if last => {
                            let merged = members(map, names, walk.require)
                                .ok_or_else(|| Failure::missing(index, Why::Property))?;
                            walk.results.push(merged);
                            return Ok(());
                        }
                        names => return self.each_name(walk, index, map, names),
                    }
                }
                StepKind::Indexes(indexes) => {
                    let Value::List(list) = &value else {
                        return unless_definite(step, index, Why::NotAnArray(value));
                    };
                    self.budget.step(indexes.iter().map(|index| look_up_steps(list, *index)).sum())?;
                    match indexes.as_slice() {
                        [only] => match element(list, *only) {
                            Some(item) => {
                                *through_element = true;
                                item
                            }
                            None => return Ok(()),
                        },
                        several => {
                            let items = several.iter().filter_map(|index| element(list, *index));
                            return self.each_element(walk, index + 1, items);
                        }
                    }
                }
                StepKind::Slice { from, to } => {
                    let Value::List(list) = &value else {
                        return unless_definite(step, index, Why::NotAnArray(value));
                    };
                    self.budget.step(list.len() as u64 / 16)?;
                    return self.each_element(walk, index + 1, slice(list, *from, *to).into_iter());
                }
                StepKind::Wildcard => return self.wildcard(walk, index, &value),
                StepKind::Filter(condition) => match &value {
                    Value::Map(_) => {
                        if !filter::accepts(self, condition, &value)? {
                            return Ok(());
                        }
                        value
                    }
                    Value::List(list) => return self.filter(walk, index, condition, list),
                    _ if step.upstream_definite => {
                        return Err(Failure::Invalid(
                            "a filter can not be applied to primitives; apply it to an array or object",
                        ));
                    }
                    _ => return Ok(()),
                },
                StepKind::Function { name, arguments, children, later } => {
                    let result = function::call(self, name, (arguments, later), children.as_deref(), &value)?;
                    if last {
                        walk.results.push(result);
                        return Ok(());
                    }
                    walk.results.push(result.clone());
                    result
                }
                StepKind::Scan { slot } => return scan::scan(self, walk, index, *slot, value),
            };
            index += 1;
        }
    }

    fn each_name(
        &mut self,
        walk: &mut Walk<'path>,
        index: usize,
        map: &Map,
        names: &[Box<str>],
    ) -> Result<(), Failure> {
        for name in names {
            match map.get_str(name) {
                Some(member) => self.walk(walk, index + 1, member)?,
                None if walk.require => return Err(Failure::missing(index, Why::Property)),
                None => {}
            }
        }
        Ok(())
    }

    fn each_element(
        &mut self,
        walk: &mut Walk<'path>,
        next: usize,
        items: impl Iterator<Item = Value>,
    ) -> Result<(), Failure> {
        if next == walk.path.steps.len() {
            for item in items {
                self.budget.step(2)?;
                walk.results.push(item);
            }
            return Ok(());
        }
        for item in items {
            match self.walk(walk, next, item) {
                Ok(()) | Err(Failure::OutOfBounds) => {}
                failed => return failed,
            }
        }
        Ok(())
    }

    fn wildcard(&mut self, walk: &mut Walk<'path>, index: usize, value: &Value) -> Result<(), Failure> {
        let last = index + 1 == walk.path.steps.len();
        match value {
            Value::Map(map) => {
                if last && self.is_withheld(walk.path, index) {
                    return Ok(());
                }
                for member in map.values() {
                    self.walk(walk, index + 1, member)?;
                }
                Ok(())
            }
            Value::List(list) if last => self.each_element(walk, index + 1, list.to_vec().into_iter()),
            Value::List(list) => {
                for item in list.to_vec() {
                    match self.walk(walk, index + 1, item) {
                        Ok(()) | Err(Failure::OutOfBounds) => {}
                        Err(Failure::NotFound(_)) if !walk.require => {}
                        failed => return failed,
                    }
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn filter(
        &mut self,
        walk: &mut Walk<'path>,
        index: usize,
        condition: &'path Condition,
        list: &List,
    ) -> Result<(), Failure> {
        let Some(node) = list.node() else {
            for item in list.to_vec() {
                self.budget.step(1)?;
                if filter::accepts(self, condition, &item)? {
                    self.each_element(walk, index + 1, std::iter::once(item))?;
                }
            }
            return Ok(());
        };
        // Elements of an unchanged document are looked at one by one, as long as no function changes it.
        for place in node.place().elements() {
            self.budget.step(1)?;
            let at_hand = match list.node() {
                Some(_) => filter::accepts_number(self, condition, place)?,
                None => None,
            };
            let accepted = match at_hand {
                Some(accepted) => accepted,
                None => filter::accepts(self, condition, &place.value())?,
            };
            if accepted {
                self.each_element(walk, index + 1, std::iter::once(place.value()))?;
            }
        }
        Ok(())
    }

    /// Jayway 2.9 means to give `$..[1].name` only the elements at 1, and so leaves out a member found at the end of a
    /// path two steps after `..`, once that scan has passed an array, unless the step between is the index of the
    /// element passed last. A step that was put at the end has no such exception.
    pub(super) fn is_withheld(&self, path: &Path, index: usize) -> bool {
        let Some(scan) = index.checked_sub(2) else { return false };
        let (Some(scan), Some(between)) = (path.steps.get(scan), path.steps.get(index - 1)) else {
            return false;
        };
        let StepKind::Scan { slot } = scan.kind else { return false };
        match self.slots.get(slot) {
            Some(Slot::Index(passed)) => match &between.kind {
                StepKind::Indexes(indexes) => {
                    path.lengthened
                        || !matches!(indexes.as_slice(), [only] if usize::try_from(*only) == Ok(*passed))
                }
                _ => true,
            },
            _ => false,
        }
    }
}

/// Follows a path of single names and indexes, which needs nothing but the values on its way; `None` where the path has
/// other steps.
pub(super) fn follow_plain(path: &Path, start: &Value) -> Option<Result<Value, Failure>> {
    if !path.plain {
        return None;
    }
    if let Some(place) = standing(path, start) {
        return Some(Ok(place.value()));
    }
    let mut reached = None;
    for (index, step) in path.steps.iter().enumerate() {
        let value = reached.as_ref().unwrap_or(start);
        reached = Some(match &step.kind {
            StepKind::Names(names) => {
                let [name] = names.as_slice() else { return None };
                let Value::Map(map) = value else {
                    return Some(Err(Failure::missing(index, Why::NotAnObject(value.clone()))));
                };
                match map.get_str(name) {
                    Some(member) => member,
                    None if index + 1 == path.steps.len() => {
                        return Some(Err(Failure::missing(index, Why::NoResults)));
                    }
                    None => return Some(Err(Failure::missing(index, Why::Property))),
                }
            }
            StepKind::Indexes(indexes) => {
                let [only] = indexes.as_slice() else { return None };
                let Value::List(list) = value else {
                    return Some(Err(Failure::missing(index, Why::NotAnArray(value.clone()))));
                };
                match element(list, *only) {
                    Some(item) => item,
                    None => return Some(Err(Failure::missing(index, Why::NoResults))),
                }
            }
            _ => return None,
        });
    }
    Some(Ok(reached.unwrap_or_else(|| start.clone())))
}

/// Where such a path leads in a document that nothing has changed; `None` also where it leads nowhere, whatever the reason.
pub(super) fn standing<'document>(path: &Path, start: &'document Value) -> Option<Place<'document>> {
    if !path.plain {
        return None;
    }
    let place = match start {
        Value::Map(map) => map.node()?.place(),
        Value::List(list) => list.node()?.place(),
        _ => return None,
    };
    place_of(path, place)
}

/// Where a path of single names and indexes leads from `place`.
pub(super) fn place_of<'document>(path: &Path, mut place: Place<'document>) -> Option<Place<'document>> {
    for step in &path.steps {
        place = match &step.kind {
            StepKind::Names(names) => place.named(names.first()?)?,
            StepKind::Indexes(indexes) => place.element(*indexes.first()?)?,
            _ => return None,
        };
    }
    Some(place)
}

fn unless_definite(step: &Step, index: usize, why: Why) -> Result<(), Failure> {
    if step.upstream_definite { Err(Failure::missing(index, why)) } else { Ok(()) }
}

/// How many steps finding [`element`] takes.
fn look_up_steps(list: &List, index: i32) -> u64 {
    list.look_up_steps(usize::try_from(index).unwrap_or(usize::MAX))
}

/// The element at `index`, which counts from the end when it is negative.
fn element(list: &List, index: i32) -> Option<Value> {
    let index = match usize::try_from(index) {
        Ok(index) => index,
        Err(_) => list.len().checked_sub(index.unsigned_abs() as usize)?,
    };
    list.get(index)
}

/// The elements of a slice. With both bounds given, negative ones are taken as they are: `[-1:2]` is the last element,
/// the first and the second.
fn slice(list: &List, from: Option<i32>, to: Option<i32>) -> Vec<Value> {
    let length = list.len() as i64;
    let from_end = |index: i32| if index < 0 { length + i64::from(index) } else { i64::from(index) };
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (i64::from(from).max(-length), i64::from(to).min(length)),
        (from, to) => {
            (from.map_or(0, |from| from_end(from).max(0)), to.map_or(length, |to| from_end(to).min(length)))
        }
    };
    let mut items = range(list, length + from, length + to.min(0));
    items.append(&mut range(list, from.max(0), to));
    items
}

/// The elements `from..to`.
fn range(list: &List, from: i64, to: i64) -> Vec<Value> {
    let (Ok(from), Ok(to)) = (usize::try_from(from), usize::try_from(to)) else { return Vec::new() };
    let count = to.min(list.len()).saturating_sub(from);
    match list.node() {
        _ if count == 0 => Vec::new(),
        Some(node) => node.place().elements().skip(from).take(count).map(Place::value).collect(),
        None => list.to_vec().into_iter().skip(from).take(count).collect(),
    }
}

/// The members `names` of an object as an object of their own; `None` where one is missing that is required.
fn members(map: &Map, names: &[Box<str>], require: bool) -> Option<Value> {
    let merged = Map::new(&LINKED_HASH_MAP);
    for name in names {
        match map.get_str(name) {
            Some(member) => {
                merged.insert(Value::string(&**name), member);
            }
            None if require => return None,
            None => {}
        }
    }
    Some(Value::Map(merged))
}
