//! Names and what stands under them, in the order of the definition.

/// A map from text to `T` that keeps its order: of several templates the first is the last resort.
///
/// ```
/// use vtlgate::exchange::Table;
/// let mut templates = Table::new();
/// templates.insert("text/html", "<p/>");
/// templates.insert("application/json", "{}");
/// assert_eq!(templates.get("application/json"), Some(&"{}"));
/// assert_eq!(templates.first(), Some(("text/html", &"<p/>")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T>(Vec<(String, T)>);

impl<T> Table<T> {
    /// A table with nothing in it.
    pub fn new() -> Table<T> {
        Table(Vec::new())
    }

    /// Puts `value` under `name`; a value that was there is replaced in its place.
    pub fn insert(&mut self, name: impl Into<String>, value: T) {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, slot)) => *slot = value,
            None => self.0.push((name, value)),
        }
    }

    /// What stands under `name`, spelled exactly so.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// What stands under `name`, ignoring the case of ASCII letters, as media types and header names are compared.
    pub fn get_ignore_case(&self, name: &str) -> Option<(&str, &T)> {
        self.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// The first entry.
    pub fn first(&self) -> Option<(&str, &T)> {
        self.iter().next()
    }

    /// Name and value of each entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table::new()
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for Table<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(entries: I) -> Table<T> {
        let mut table = Table::new();
        for (name, value) in entries {
            table.insert(name, value);
        }
        table
    }
}
