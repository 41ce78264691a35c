//! The red-black trees into which `java.util.HashMap` turns its long bins: the textbook's (Cormen et al.), on nodes that
//! stay linked in the order of iteration beside.

use std::cmp::Ordering;
use std::ops::{Index, IndexMut};

use super::Value;
use super::order::natural_order;

/// The number of a node, or none.
pub(super) type Link = Option<usize>;

/// A node of a bin, of a list or of a tree.
pub(super) struct Node {
    pub(super) hash: u32,
    pub(super) key: Value,
    pub(super) next: Link,
    pub(super) prev: Link,
    pub(super) parent: Link,
    pub(super) left: Link,
    pub(super) right: Link,
    red: bool,
}

/// All nodes of a table.
#[derive(Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
    free: Vec<usize>,
}

impl Index<usize> for Nodes {
    type Output = Node;

    fn index(&self, node: usize) -> &Node {
        &self.nodes[node]
    }
}

impl IndexMut<usize> for Nodes {
    fn index_mut(&mut self, node: usize) -> &mut Node {
        &mut self.nodes[node]
    }
}

/// A child's side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

use Side::{Left, Right};

impl Side {
    fn other(self) -> Side {
        if self == Left { Right } else { Left }
    }
}

impl Nodes {
    /// A new node, in no bin.
    pub(super) fn add(&mut self, hash: u32, key: Value) -> usize {
        let node =
            Node { hash, key, next: None, prev: None, parent: None, left: None, right: None, red: false };
        match self.free.pop() {
            Some(place) => {
                self.nodes[place] = node;
                place
            }
            None => {
                self.nodes.push(node);
                self.nodes.len() - 1
            }
        }
    }

    /// Gives up a node that is in no bin any more.
    pub(super) fn release(&mut self, node: usize) {
        self.nodes[node].key = Value::Null;
        self.free.push(node);
    }

    /// Takes a node out of the order of iteration.
    pub(super) fn unlink(&mut self, node: usize) {
        let (prev, next) = (self[node].prev.take(), self[node].next.take());
        if let Some(prev) = prev {
            self[prev].next = next;
        }
        if let Some(next) = next {
            self[next].prev = prev;
        }
    }

    /// The root of a node's tree.
    pub(super) fn root(&self, node: usize) -> usize {
        let mut root = node;
        while let Some(parent) = self[root].parent {
            root = parent;
        }
        root
    }

    /// The node of a key.
    pub(super) fn find(&self, root: usize, hash: u32, key: &Value) -> Link {
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            let known = &self[node];
            if known.hash == hash && known.key.equals(key) {
                return Some(node);
            }
            match hash.cast_signed().cmp(&known.hash.cast_signed()).then_with(|| order(key, &known.key)) {
                Ordering::Less => pending.extend(known.left),
                Ordering::Greater => pending.extend(known.right),
                // Keys without an order: it may be on either side.
                Ordering::Equal => pending.extend([known.left, known.right].into_iter().flatten()),
            }
        }
        None
    }

    /// Makes a tree of nodes in the order given; gives its root.
    pub(super) fn build(&mut self, chain: &[usize]) -> Link {
        let mut root = None;
        for &node in chain {
            self[node].parent = None;
            self[node].left = None;
            self[node].right = None;
            root = Some(match root {
                None => {
                    self[node].red = false;
                    node
                }
                Some(root) => {
                    let (parent, side) = self.place(root, node);
                    self.attach(node, parent, side);
                    self.balance_insertion(root, node)
                }
            });
        }
        root
    }

    /// Inserts a node, which iteration meets right after its parent; gives the root.
    pub(super) fn insert(&mut self, root: usize, node: usize) -> usize {
        let (parent, side) = self.place(root, node);
        let next = self[parent].next;
        self[node].next = next;
        self[node].prev = Some(parent);
        self[parent].next = Some(node);
        if let Some(next) = next {
            self[next].prev = Some(node);
        }
        self.attach(node, parent, side);
        self.balance_insertion(root, node)
    }

    /// Where a node belongs: by its hash, then by the order of its key; without an order to the left.
    fn place(&self, root: usize, node: usize) -> (usize, Side) {
        let mut parent = root;
        loop {
            let (new, known) = (&self[node], &self[parent]);
            let order = new
                .hash
                .cast_signed()
                .cmp(&known.hash.cast_signed())
                .then_with(|| order(&new.key, &known.key))
                .then_with(|| new.key.class_name().cmp(known.key.class_name()));
            let side = if order.is_gt() { Right } else { Left };
            match self.child(parent, side) {
                Some(child) => parent = child,
                None => return (parent, side),
            }
        }
    }

    fn attach(&mut self, node: usize, parent: usize, side: Side) {
        self[node].parent = Some(parent);
        self.set_child(parent, side, Some(node));
    }

    fn child(&self, node: usize, side: Side) -> Link {
        if side == Left { self[node].left } else { self[node].right }
    }

    fn set_child(&mut self, node: usize, side: Side, child: Link) {
        if side == Left {
            self[node].left = child;
        } else {
            self[node].right = child;
        }
    }

    fn side_of(&self, node: usize, parent: usize) -> Side {
        if self[parent].left == Some(node) { Left } else { Right }
    }

    fn is_red(&self, node: Link) -> bool {
        node.is_some_and(|node| self[node].red)
    }

    /// Puts `new` where `old` is under its parent; gives the root.
    fn replace_child(&mut self, root: usize, old: usize, new: Link) -> Link {
        let parent = self[old].parent;
        if let Some(new) = new {
            self[new].parent = parent;
        }
        match parent {
            None => new,
            Some(parent) => {
                let side = self.side_of(old, parent);
                self.set_child(parent, side, new);
                Some(root)
            }
        }
    }

    /// Rotates towards `side`: the child of the other side comes up.
    fn rotate(&mut self, root: usize, node: usize, side: Side) -> usize {
        let Some(up) = self.child(node, side.other()) else { return root };
        let inner = self.child(up, side);
        self.set_child(node, side.other(), inner);
        if let Some(inner) = inner {
            self[inner].parent = Some(node);
        }
        let root = self.replace_child(root, node, Some(up)).unwrap_or(up);
        if root == up {
            self[up].red = false;
        }
        self.attach(node, up, side);
        root
    }

    fn balance_insertion(&mut self, mut root: usize, mut node: usize) -> usize {
        self[node].red = true;
        loop {
            let Some(mut parent) = self[node].parent else {
                self[node].red = false;
                return node;
            };
            let Some(mut grandparent) = self[parent].parent else { return root };
            if !self[parent].red {
                return root;
            }
            let side = self.side_of(parent, grandparent);
            if let Some(uncle) = self.child(grandparent, side.other()).filter(|uncle| self[*uncle].red) {
                self[uncle].red = false;
                self[parent].red = false;
                self[grandparent].red = true;
                node = grandparent;
                continue;
            }
            if self.child(parent, side.other()) == Some(node) {
                root = self.rotate(root, parent, side);
                node = parent;
                match self[node].parent {
                    Some(up) => parent = up,
                    None => return root,
                }
                match self[parent].parent {
                    Some(up) => grandparent = up,
                    None => return root,
                }
            }
            self[parent].red = false;
            self[grandparent].red = true;
            root = self.rotate(root, grandparent, side.other());
        }
    }

    /// Removes a node; gives the root.
    pub(super) fn remove(&mut self, mut root: usize, node: usize) -> Link {
        if let (Some(_), Some(right)) = (self[node].left, self[node].right) {
            let mut successor = right;
            while let Some(left) = self[successor].left {
                successor = left;
            }
            root = self.swap(root, node, successor);
        }
        let child = self[node].left.or(self[node].right);
        match child {
            Some(child) => {
                let root = self.replace_child(root, node, Some(child))?;
                if root == child {
                    self[child].red = false;
                }
                if self[node].red { Some(root) } else { Some(self.balance_deletion(root, child)) }
            }
            None => {
                if !self[node].red {
                    root = self.balance_deletion(root, node);
                }
                self.replace_child(root, node, None)
            }
        }
    }

    /// Changes the places and colours of a node and its successor; gives the root.
    fn swap(&mut self, root: usize, node: usize, successor: usize) -> usize {
        let colour = self[node].red;
        self[node].red = self[successor].red;
        self[successor].red = colour;
        let (left, right) = (self[node].left, self[node].right);
        let (below, above) = (self[successor].right, self[successor].parent);
        let root = self.replace_child(root, node, Some(successor)).unwrap_or(successor);
        self[successor].left = left;
        if let Some(left) = left {
            self[left].parent = Some(successor);
        }
        if right == Some(successor) {
            self[successor].right = Some(node);
            self[node].parent = Some(successor);
        } else {
            self[successor].right = right;
            if let Some(right) = right {
                self[right].parent = Some(successor);
            }
            self[node].parent = above;
            if let Some(above) = above {
                self[above].left = Some(node);
            }
        }
        self[node].left = None;
        self[node].right = below;
        if let Some(below) = below {
            self[below].parent = Some(node);
        }
        root
    }

    fn balance_deletion(&mut self, mut root: usize, mut node: usize) -> usize {
        loop {
            if node == root {
                return root;
            }
            let Some(mut parent) = self[node].parent else {
                self[node].red = false;
                return node;
            };
            if self[node].red {
                self[node].red = false;
                return root;
            }
            let side = self.side_of(node, parent);
            if let Some(sibling) = self.child(parent, side.other()).filter(|sibling| self[*sibling].red) {
                self[sibling].red = false;
                self[parent].red = true;
                root = self.rotate(root, parent, side);
                match self[node].parent {
                    Some(up) => parent = up,
                    None => return root,
                }
            }
            let Some(mut sibling) = self.child(parent, side.other()) else {
                node = parent;
                continue;
            };
            let (near, far) = (self.child(sibling, side), self.child(sibling, side.other()));
            if !self.is_red(near) && !self.is_red(far) {
                self[sibling].red = true;
                node = parent;
                continue;
            }
            if !self.is_red(far) {
                if let Some(near) = near {
                    self[near].red = false;
                }
                self[sibling].red = true;
                root = self.rotate(root, sibling, side.other());
                match self.child(parent, side.other()) {
                    Some(risen) => sibling = risen,
                    None => return root,
                }
            }
            self[sibling].red = self[parent].red;
            if let Some(far) = self.child(sibling, side.other()) {
                self[far].red = false;
            }
            self[parent].red = false;
            return self.rotate(root, parent, side);
        }
    }
}

/// The order of two keys of one class that has an order; others are equal.
fn order(left: &Value, right: &Value) -> Ordering {
    natural_order(left, right).unwrap_or(Ordering::Equal)
}
