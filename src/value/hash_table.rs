//! The order in which `java.util.HashMap` iterates (OpenJDK 8 to 21).
//!
//! A `HashMap` walks its table bin by bin. The table begins with 16 bins and doubles when it is more than three quarters
//! full. A bin keeps the order of insertion, also when the table grows, until it has more than eight entries: then it
//! becomes a red-black tree, whose entries stay linked in an order that depends on the tree's shape. So the table is kept
//! here as Java keeps it, with the keys alone.

use std::collections::BTreeMap;

use super::Value;
use super::hash_tree::{Link, Node, Nodes};

/// A bin with more entries becomes a tree, if the table has at least [`LEAST_TREE_CAPACITY`] bins.
const LONGEST_LIST: usize = 8;
/// A tree that a growing table splits becomes a list where it has this many entries or fewer.
const SHORTEST_TREE: usize = 6;
const LEAST_TREE_CAPACITY: usize = 64;
const LARGEST_CAPACITY: usize = 1 << 30;
const DEFAULT_CAPACITY: usize = 16;

/// The keys of a `HashMap`, in its order.
pub(super) struct HashTable {
    /// How many bins there are; 0 before the first entry.
    capacity: usize,
    /// How many entries make it grow; before the first entry the capacity to begin with, or 0.
    threshold: usize,
    size: usize,
    bins: BTreeMap<usize, Bin>,
    nodes: Nodes,
}

/// The entries with one index in the table: linked by `next`; a tree's root comes first.
#[derive(Clone, Copy)]
struct Bin {
    first: usize,
    is_tree: bool,
}

/// So few keys make neither the table grow nor a tree of a bin.
pub(crate) const FEW: usize = LONGEST_LIST;

/// Puts entries, which are [`FEW`] and whose keys all differ, in the order of a new `HashMap` of them.
pub(crate) fn order_few<T>(entries: &mut [T], key: impl Fn(&T) -> Value) {
    entries.sort_by_cached_key(|entry| spread(&key(entry)) as usize % DEFAULT_CAPACITY);
}

impl HashTable {
    /// An empty table.
    pub(super) fn new() -> HashTable {
        HashTable { capacity: 0, threshold: 0, size: 0, bins: BTreeMap::new(), nodes: Nodes::default() }
    }

    /// The keys in the order of iteration.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Value> {
        let chain = |bin: &Bin| std::iter::successors(Some(bin.first), |node| self.nodes[*node].next);
        self.bins.values().flat_map(chain).map(|node| &self.nodes[node].key)
    }

    /// Makes room for `entries` that come from another map, as `putAll` and `clone` do.
    pub(super) fn presize(&mut self, entries: usize) {
        if entries == 0 {
            return;
        }
        if self.capacity == 0 {
            let wanted = (entries as f32 / 0.75 + 1.0) as usize;
            if wanted > self.threshold {
                self.threshold = wanted.next_power_of_two().min(LARGEST_CAPACITY);
            }
            return;
        }
        while entries > self.threshold && self.capacity < LARGEST_CAPACITY {
            self.grow();
        }
    }

    /// Adds a key that is not there.
    pub(super) fn insert(&mut self, key: &Value) {
        if self.capacity == 0 {
            self.grow();
        }
        let hash = spread(key);
        let index = self.index(hash);
        let node = self.nodes.add(hash, key.clone());
        match self.bins.get(&index).copied() {
            None => {
                self.bins.insert(index, Bin { first: node, is_tree: false });
            }
            Some(bin) if bin.is_tree => {
                let root = self.nodes.root(bin.first);
                let root = self.nodes.insert(root, node);
                self.put_first(index, root);
            }
            Some(bin) => {
                let length = self.chain(bin.first).len();
                let last = self.chain(bin.first).pop();
                if let Some(last) = last {
                    self.nodes[last].next = Some(node);
                }
                if length >= LONGEST_LIST {
                    self.treeify_or_grow(index);
                }
            }
        }
        self.size += 1;
        if self.size > self.threshold {
            self.grow();
        }
    }

    /// Removes a key. An iterator's `remove` leaves a tree's order alone: for it `movable` is false.
    pub(super) fn remove(&mut self, key: &Value, movable: bool) {
        let hash = spread(key);
        let index = self.index(hash);
        let Some(bin) = self.bins.get(&index).copied() else { return };
        let Some(node) = self.find(bin, hash, key) else { return };
        self.size -= 1;
        if bin.is_tree {
            self.remove_from_tree(index, bin, node, movable);
        } else {
            let next = self.nodes[node].next;
            let before =
                self.chain(bin.first).into_iter().find(|other| self.nodes[*other].next == Some(node));
            match before {
                Some(before) => self.nodes[before].next = next,
                None => self.set_first(index, next, false),
            }
        }
        self.nodes.release(node);
    }

    /// Removes all keys; the table keeps its size.
    pub(super) fn clear(&mut self) {
        self.bins.clear();
        self.nodes = Nodes::default();
        self.size = 0;
    }

    fn index(&self, hash: u32) -> usize {
        hash as usize & self.capacity.wrapping_sub(1)
    }

    fn chain(&self, first: usize) -> Vec<usize> {
        std::iter::successors(Some(first), |node| self.nodes[*node].next).collect()
    }

    fn set_first(&mut self, index: usize, first: Link, is_tree: bool) {
        match first {
            Some(first) => self.bins.insert(index, Bin { first, is_tree }),
            None => self.bins.remove(&index),
        };
    }

    fn find(&self, bin: Bin, hash: u32, key: &Value) -> Link {
        if bin.is_tree {
            return self.nodes.find(self.nodes.root(bin.first), hash, key);
        }
        let found = |node: &usize| self.nodes[*node].hash == hash && self.nodes[*node].key.equals(key);
        self.chain(bin.first).into_iter().find(found)
    }

    /// Doubles the table: each bin parts in two, which keep the order of their entries.
    fn grow(&mut self) {
        let before = self.capacity;
        self.capacity = match (before, self.threshold) {
            (0, 0) => DEFAULT_CAPACITY,
            (0, wanted) => wanted,
            (LARGEST_CAPACITY.., _) => return,
            _ => before * 2,
        };
        self.threshold = self.capacity / 4 * 3 + (self.capacity % 4) * 3 / 4;
        for (index, bin) in std::mem::take(&mut self.bins) {
            let chain = self.chain(bin.first);
            let (high, low): (Vec<_>, Vec<_>) =
                chain.into_iter().partition(|node| self.nodes[*node].hash as usize & before != 0);
            let splits = !high.is_empty() && !low.is_empty();
            for (index, part) in [(index, low), (index + before, high)] {
                self.link(&part);
                let Some(&first) = part.first() else { continue };
                let stays_tree = bin.is_tree && part.len() > SHORTEST_TREE;
                self.bins.insert(index, Bin { first, is_tree: stays_tree });
                // A tree that goes to one side as a whole is not built anew.
                if stays_tree && splits {
                    self.treeify(index, &part);
                }
            }
        }
    }

    /// Links nodes one after another.
    fn link(&mut self, nodes: &[usize]) {
        let mut before = None;
        for (place, &node) in nodes.iter().enumerate() {
            self.nodes[node].prev = before;
            self.nodes[node].next = nodes.get(place + 1).copied();
            before = Some(node);
        }
    }

    fn treeify_or_grow(&mut self, index: usize) {
        if self.capacity < LEAST_TREE_CAPACITY {
            self.grow();
        } else if let Some(bin) = self.bins.get(&index).copied() {
            let chain = self.chain(bin.first);
            self.link(&chain);
            self.treeify(index, &chain);
        }
    }

    /// Makes a tree of a bin's nodes, which are linked in this order.
    fn treeify(&mut self, index: usize, chain: &[usize]) {
        if let Some(root) = self.nodes.build(chain) {
            self.set_first(index, chain.first().copied(), true);
            self.put_first(index, root);
        }
    }

    /// Moves a tree's root to the front of its bin.
    fn put_first(&mut self, index: usize, root: usize) {
        let Some(bin) = self.bins.get(&index).copied() else { return };
        if bin.first != root {
            self.nodes.unlink(root);
            self.nodes[root].next = Some(bin.first);
            self.nodes[bin.first].prev = Some(root);
        }
        self.bins.insert(index, Bin { first: root, is_tree: true });
    }

    fn remove_from_tree(&mut self, index: usize, bin: Bin, node: usize, movable: bool) {
        let root = self.nodes.root(bin.first);
        let next = self.nodes[node].next;
        if self.nodes[node].prev.is_none() {
            self.set_first(index, next, true);
        }
        self.nodes.unlink(node);
        let Some(bin) = self.bins.get(&index).copied() else { return };
        let small = |node: &Node, nodes: &Nodes| {
            node.right.is_none() || node.left.is_none_or(|left| nodes[left].left.is_none())
        };
        if movable && small(&self.nodes[root], &self.nodes) {
            // Too small for a tree: the nodes stay linked as they are.
            self.bins.insert(index, Bin { first: bin.first, is_tree: false });
            return;
        }
        let root = self.nodes.remove(root, node);
        if let (Some(root), true) = (root, movable) {
            self.put_first(index, root);
        }
    }
}

/// `HashMap.hash`.
fn spread(key: &Value) -> u32 {
    let hash = key.hash_code() as u32;
    hash ^ hash >> 16
}
