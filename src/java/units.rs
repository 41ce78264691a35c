//! Strings by UTF-16 units, as Java counts them; ASCII, where units are bytes, is not converted.

use crate::error::Error;
use crate::limits::Budget;
use crate::value::Text;

/// A text's units.
pub(crate) enum Units<'text> {
    /// One byte a unit.
    Ascii(&'text str),
    /// Any text.
    Wide(Vec<u16>),
}

impl<'text> Units<'text> {
    /// The units of `text`.
    pub(crate) fn of(text: &'text Text, budget: &mut Budget<'_>) -> Result<Units<'text>, Error> {
        match text.as_str() {
            Some(text) if text.is_ascii() => Ok(Units::Ascii(text)),
            _ => {
                let units = text.to_utf16();
                budget.step(units.len() as u64 / 16)?;
                Ok(Units::Wide(units))
            }
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Units::Ascii(text) => text.len(),
            Units::Wide(units) => units.len(),
        }
    }

    /// The unit at `index`.
    pub(crate) fn get(&self, index: usize) -> Option<u16> {
        match self {
            Units::Ascii(text) => text.as_bytes().get(index).copied().map(u16::from),
            Units::Wide(units) => units.get(index).copied(),
        }
    }

    /// The text of `from..to`; empty where there is no such range.
    pub(crate) fn slice(&self, from: usize, to: usize) -> Text {
        match self {
            Units::Ascii(text) => text.get(from..to).map_or(Text::EMPTY, Text::from),
            Units::Wide(units) => units.get(from..to).map_or(Text::EMPTY, Text::from_utf16),
        }
    }

    /// The code point that begins at `index`: a pair of surrogates, or the unit.
    pub(crate) fn code_point(&self, index: usize) -> Option<u32> {
        let first = self.get(index)?;
        match self.get(index + 1) {
            Some(second) if is_high(first) && is_low(second) => Some(joined(first, second)),
            _ => Some(u32::from(first)),
        }
    }

    /// The code point that ends before `index`.
    pub(crate) fn code_point_before(&self, index: usize) -> Option<u32> {
        let second = self.get(index.checked_sub(1)?)?;
        match index.checked_sub(2).and_then(|first| self.get(first)) {
            Some(first) if is_high(first) && is_low(second) => Some(joined(first, second)),
            _ => Some(u32::from(second)),
        }
    }

    /// Where `needle` is first found at or after `from`.
    pub(crate) fn find(
        &self,
        needle: &Units<'_>,
        from: usize,
        budget: &mut Budget<'_>,
    ) -> Result<Option<usize>, Error> {
        let last = match self.len().checked_sub(needle.len()) {
            Some(last) if from <= last => last,
            _ => return Ok(None),
        };
        match (self, needle) {
            (Units::Ascii(text), Units::Ascii(needle)) => {
                Ok(text.get(from..).and_then(|rest| rest.find(needle)).map(|found| found + from))
            }
            (Units::Ascii(_), Units::Wide(_)) => Ok(None),
            _ => {
                budget.step(((last - from + 1) as u64).saturating_mul(needle.len() as u64) / 64)?;
                Ok((from..=last).find(|start| self.has_at(*start, needle)))
            }
        }
    }

    /// Where `needle` is last found at or before `from`.
    pub(crate) fn rfind(
        &self,
        needle: &Units<'_>,
        from: usize,
        budget: &mut Budget<'_>,
    ) -> Result<Option<usize>, Error> {
        let Some(last) = self.len().checked_sub(needle.len()) else { return Ok(None) };
        let last = last.min(from);
        match (self, needle) {
            (Units::Ascii(text), Units::Ascii(needle)) => {
                Ok(text.get(..last + needle.len()).and_then(|start| start.rfind(needle)))
            }
            (Units::Ascii(_), Units::Wide(_)) => Ok(None),
            _ => {
                budget.step((last as u64 + 1).saturating_mul(needle.len() as u64) / 64)?;
                Ok((0..=last).rev().find(|start| self.has_at(*start, needle)))
            }
        }
    }

    /// Whether `part` stands at `start`.
    pub(crate) fn has_at(&self, start: usize, part: &Units<'_>) -> bool {
        match (self, part) {
            (Units::Ascii(text), Units::Ascii(part)) => {
                text.as_bytes().get(start..).is_some_and(|rest| rest.starts_with(part.as_bytes()))
            }
            (Units::Wide(units), Units::Wide(part)) => {
                units.get(start..).is_some_and(|rest| rest.starts_with(part))
            }
            _ => {
                start <= self.len() && (0..part.len()).all(|index| self.get(start + index) == part.get(index))
            }
        }
    }
}

/// Whether `unit` is the first of a surrogate pair.
pub(crate) fn is_high(unit: u16) -> bool {
    (0xd800..0xdc00).contains(&unit)
}

/// Whether `unit` is the second of a surrogate pair.
pub(crate) fn is_low(unit: u16) -> bool {
    (0xdc00..0xe000).contains(&unit)
}

/// The code point of a surrogate pair.
pub(crate) fn joined(high: u16, low: u16) -> u32 {
    0x10000 + ((u32::from(high) & 0x3ff) << 10 | u32::from(low) & 0x3ff)
}
