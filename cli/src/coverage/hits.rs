//! How often what of a template was run, counted from all threads at once.

use std::sync::atomic::{AtomicU64, Ordering};

use vtlgate::{Observation, Observer, Region};

/// The counts of one template.
pub(super) struct Hits {
    pub(super) renders: AtomicU64,
    pub(super) regions: Vec<RegionHits>,
}

/// The counts of one region.
#[derive(Default)]
pub(super) struct RegionHits {
    /// How often its body was run.
    pub(super) runs: AtomicU64,
    /// How often a loop had no iteration, one, and more.
    pub(super) loops: [AtomicU64; 3],
}

impl Hits {
    pub(super) fn of(regions: &[Region]) -> Hits {
        let regions = regions.iter().map(|_| RegionHits::default()).collect();
        Hits { renders: AtomicU64::new(0), regions }
    }
}

/// Counts one render.
pub(super) struct Counter<'hits> {
    hits: &'hits Hits,
}

impl Counter<'_> {
    /// What counts a render that begins.
    pub(super) fn of(hits: &Hits) -> Counter<'_> {
        hits.renders.fetch_add(1, Ordering::Relaxed);
        Counter { hits }
    }

    fn ran(&self, region: &Region, times: u64) {
        if let Some(hits) = region.index.and_then(|index| self.hits.regions.get(index)) {
            hits.runs.fetch_add(times, Ordering::Relaxed);
        }
    }

    fn looped(&self, region: &Region, iterations: u32) {
        self.ran(region, u64::from(iterations));
        if let Some(hits) = region.index.and_then(|index| self.hits.regions.get(index)) {
            hits.loops[iterations.min(2) as usize].fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Observer for Counter<'_> {
    fn observe(&mut self, observation: &Observation<'_>) {
        match observation {
            Observation::Condition { region, held: true }
            | Observation::Otherwise { region }
            | Observation::Block { region }
            | Observation::Call { region, .. } => self.ran(region, 1),
            Observation::Foreach { region, iterable: false, .. } => self.looped(region, 0),
            Observation::ForeachEnd { region, iterations, .. } => self.looped(region, *iterations),
            _ => {}
        }
    }
}
