//! The names of variables, resolved to slots.

use std::collections::HashMap;

/// Where a variable stands in the table of a render.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Slot(pub u32);

/// The names used so far, each with its slot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// All names, one after the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// The slots by name, once there are many.
    table: HashMap<Box<str>, Slot>,
    /// Those that every loop sets.
    loops: LoopSlots,
}

/// The variables that every loop sets, those that the template uses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LoopSlots {
    /// `$foreach`.
    pub scope: Option<Slot>,
    /// `$velocityCount`.
    pub count: Option<Slot>,
    /// `$velocityHasNext`.
    pub has_next: Option<Slot>,
}

/// So few names are found as fast by a search, as they differ early.
const FEW: usize = 32;

impl Names {
    /// The slot of `name`, a new one if it has none yet.
    pub(crate) fn slot(&mut self, name: &str) -> Slot {
        self.find(name).unwrap_or_else(|| {
            if self.ends.is_empty() {
                self.text.reserve(96);
                self.ends.reserve(12);
            }
            self.text.push_str(name);
            self.ends.push(self.text.len() as u32);
            let slot = Slot(self.ends.len() as u32 - 1);
            match name {
                "foreach" => self.loops.scope = Some(slot),
                "velocityCount" => self.loops.count = Some(slot),
                "velocityHasNext" => self.loops.has_next = Some(slot),
                _ => {}
            }
            if self.ends.len() > FEW {
                let known = if self.table.is_empty() { 0 } else { slot.0 };
                for slot in (known..=slot.0).map(Slot) {
                    let name = self.name(slot).into();
                    self.table.insert(name, slot);
                }
            }
            slot
        })
    }

    /// The slot of `name`, if it is used at all.
    pub(crate) fn find(&self, name: &str) -> Option<Slot> {
        if !self.table.is_empty() {
            return self.table.get(name).copied();
        }
        let bytes = self.text.as_bytes();
        let mut start = 0;
        self.ends
            .iter()
            .position(|end| {
                let known = bytes.get(start..*end as usize);
                start = *end as usize;
                known == Some(name.as_bytes())
            })
            .map(|index| Slot(index as u32))
    }

    /// The variables that every loop sets.
    pub(crate) fn loops(&self) -> LoopSlots {
        self.loops
    }

    /// The name of `slot`.
    pub(crate) fn name(&self, slot: Slot) -> &str {
        let index = slot.0 as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// All names, in the order of their slots.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let name = self.text.get(start..*end as usize);
            start = *end as usize;
            name.unwrap_or_default()
        })
    }
}
