//! The table of all methods: rows by class, found by number.

use std::sync::{LazyLock, OnceLock};

use super::calls::Call;
use super::class::Class;
use super::types::Type;
use crate::error::Error;
use crate::value::Value;

/// What a method does.
pub(crate) type Function = fn(&mut Call<'_, '_>) -> Result<Value, Error>;

/// One method of a class.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) parameters: &'static [Type],
    pub(crate) is_static: bool,
    pub(crate) doc: &'static str,
    pub(crate) function: Function,
}

/// A method of an object.
pub(crate) const fn method(
    name: &'static str,
    parameters: &'static [Type],
    doc: &'static str,
    function: Function,
) -> Row {
    Row { name, parameters, is_static: false, doc, function }
}

/// A static method; a template calls it through any object of the class.
pub(crate) const fn static_method(
    name: &'static str,
    parameters: &'static [Type],
    doc: &'static str,
    function: Function,
) -> Row {
    Row { name, parameters, is_static: true, doc, function }
}

/// The methods that a class or interface of Java declares.
pub(crate) struct Room {
    /// The full name of the class or interface.
    pub(crate) class: &'static str,
    pub(crate) rows: &'static [Row],
}

/// A method's name, found once; whether a value has such a method, and for which arguments, shows in the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MethodName(u16);

/// All names in their order; the number of a name is its index.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut names: Vec<&str> = rooms().into_iter().flat_map(|room| room.rows).map(|row| row.name).collect();
    names.sort_unstable();
    names.dedup();
    names
});

/// The methods of each class, put in order when the class is first asked: most renders ask a few.
static METHODS: [OnceLock<Methods>; Class::ALL.len()] = [const { OnceLock::new() }; Class::ALL.len()];

/// The methods of a class.
struct Methods {
    /// For each name, where its overloads are among the rows.
    places: Vec<(u16, u16)>,
    rows: Vec<&'static Row>,
}

impl Methods {
    fn of(class: Class) -> Methods {
        let named = class.rooms().iter().flat_map(|room| room.rows);
        let mut named: Vec<(MethodName, &Row)> =
            named.filter_map(|row| Some((MethodName::resolve(row.name)?, row))).collect();
        // Rows of one name keep their order.
        named.sort_by_key(|(name, _)| name.0);
        let mut methods =
            Methods { places: vec![(0, 0); NAMES.len()], rows: Vec::with_capacity(named.len()) };
        for overloads in named.chunk_by(|(one, _), (other, _)| one == other) {
            let start = methods.rows.len();
            for (name, row) in overloads {
                // What a class overrides is found in the class, before it is found in an interface or a superclass.
                let known = methods.rows.get(start..).unwrap_or_default();
                if !known.iter().any(|known| known.has_the_types_of(row)) {
                    methods.rows.push(row);
                }
                if let Some(place) = methods.places.get_mut(usize::from(name.0)) {
                    *place = (start as u16, methods.rows.len() as u16);
                }
            }
        }
        methods
    }
}

impl Row {
    /// Velocity tells a primitive from its box no more than what is overridden.
    fn has_the_types_of(&self, other: &Row) -> bool {
        let boxed = |row: &Row| row.parameters.iter().map(|parameter| parameter.boxed());
        boxed(self).eq(boxed(other))
    }
}

/// Every room once.
fn rooms() -> Vec<&'static Room> {
    let mut rooms: Vec<&'static Room> = Vec::new();
    for &room in Class::ALL.iter().flat_map(|class| class.rooms()) {
        if rooms.iter().all(|known| !std::ptr::eq(*known, room)) {
            rooms.push(room);
        }
    }
    rooms
}

impl MethodName {
    /// The name's number; `None` where no class here has a method of this name.
    ///
    /// ```
    /// use vtlgate::java::MethodName;
    /// assert!(MethodName::resolve("substring").is_some());
    /// assert!(MethodName::resolve("subString").is_none());
    /// ```
    pub fn resolve(name: &str) -> Option<MethodName> {
        NAMES.binary_search(&name).ok().map(|number| MethodName(number as u16))
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// Every name there is.
pub(super) fn names() -> impl Iterator<Item = MethodName> {
    (0..NAMES.len()).map(|name| MethodName(name as u16))
}

/// The overloads that `class` has under `name`.
#[inline]
pub(super) fn overloads(class: Class, name: MethodName) -> &'static [&'static Row] {
    let Some(methods) = METHODS.get(class as usize) else { return &[] };
    let methods = methods.get_or_init(|| Methods::of(class));
    let place = methods.places.get(usize::from(name.0)).copied().unwrap_or_default();
    methods.rows.get(usize::from(place.0)..usize::from(place.1)).unwrap_or_default()
}

/// A method in the listing.
#[derive(Debug, Clone, Copy)]
pub struct MethodRow {
    /// The class or interface that declares it, with its package.
    pub class: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether it is static; a template calls it through any object of the class.
    pub is_static: bool,
    parameters: &'static [Type],
    /// What it does, in a line.
    pub doc: &'static str,
}

impl MethodRow {
    /// The types of its parameters, as Java's sources write them.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.parameters.iter().map(|parameter| parameter.name())
    }
}

/// Every method that templates can call on Java's values, class by class.
///
/// ```
/// let row = vtlgate::java::methods().find(|row| row.name == "charAt").unwrap();
/// assert_eq!(row.class, "java.lang.String");
/// assert_eq!(row.parameters().collect::<Vec<_>>(), ["int"]);
/// ```
pub fn methods() -> impl Iterator<Item = MethodRow> {
    rooms().into_iter().flat_map(|room| {
        room.rows.iter().map(|row| MethodRow {
            class: room.class,
            name: row.name,
            is_static: row.is_static,
            parameters: row.parameters,
            doc: row.doc,
        })
    })
}
