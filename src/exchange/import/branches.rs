//! Both branches of every `Fn::If`, for those who look at a definition: which of them a deployment takes is not known.
//!
//! The definition is resolved in turns. In each, some conditions are what they are with the parameters' defaults and the
//! others the contrary, everywhere alike, as a deployment would have them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A definition with more combinations than this is looked at in so many of them.
const MOST_TURNS: usize = 16;

/// Which branches were taken, and which are left.
#[derive(Default)]
pub(super) struct Branches(RefCell<State>);

#[derive(Default)]
struct State {
    turns: usize,
    /// The conditions that are the contrary in this turn.
    reversed: BTreeSet<String>,
    /// The branches that were taken, by their places.
    taken: BTreeSet<usize>,
    /// The places of those that were not, by the turn in which they were seen and the condition that chooses them.
    left: BTreeMap<BTreeSet<String>, BTreeMap<usize, String>>,
}

impl Branches {
    /// Whether the branch for a condition that holds is to be taken; `held` says if it does, `places` where both branches
    /// stand.
    pub(super) fn choose(&self, condition: &str, held: bool, places: [Option<usize>; 2]) -> bool {
        let mut state = self.0.borrow_mut();
        let held = held != state.reversed.contains(condition);
        let [first, second] = places;
        let (taken, left) = if held { (first, second) } else { (second, first) };
        state.taken.extend(taken);
        if let Some(left) = left {
            let turn = state.reversed.clone();
            state.left.entry(turn).or_default().insert(left, condition.to_owned());
        }
        held
    }

    /// Goes on to the next turn; whether there is one.
    pub(super) fn next_turn(&self) -> bool {
        let mut state = self.0.borrow_mut();
        state.turns += 1;
        while state.turns < MOST_TURNS
            && let Some((turn, left)) = state.left.pop_first()
        {
            let conditions = left.into_iter().filter(|(place, _)| !state.taken.contains(place));
            let conditions: BTreeSet<String> = conditions.map(|(_, condition)| condition).collect();
            if !conditions.is_empty() {
                state.reversed = turn.symmetric_difference(&conditions).cloned().collect();
                return true;
            }
        }
        false
    }
}
