//! The names of variables, resolved to slots.

/// Where a variable stands in the table of a render.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Slot(pub u32);

/// The names used so far, each with its slot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names(Vec<Box<str>>);

impl Names {
    /// The slot of `name`, a new one if it has none yet.
    pub(crate) fn slot(&mut self, name: &str) -> Slot {
        let index = self.position(name).unwrap_or_else(|| {
            self.0.push(name.into());
            self.0.len() - 1
        });
        Slot(index as u32)
    }

    /// The slot of `name`, if it is used at all.
    pub(crate) fn find(&self, name: &str) -> Option<Slot> {
        self.position(name).map(|index| Slot(index as u32))
    }

    /// A template has few names, and they differ early: a search is as fast as a table.
    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|known| **known == *name)
    }

    /// The name of `slot`.
    pub(crate) fn name(&self, slot: Slot) -> &str {
        self.0.get(slot.0 as usize).map_or("", |name| name)
    }

    /// All names, in the order of their slots.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }
}
