//! The table of all methods: rows by class, found by number.

use std::collections::HashMap;
use std::sync::LazyLock;

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

struct Table {
    names: HashMap<&'static str, MethodName>,
    spelled: Vec<&'static str>,
    /// For each class and each name the number of a group in `groups`.
    slots: Vec<u16>,
    groups: Vec<Vec<&'static Row>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let mut spelled = Vec::new();
    for row in Class::ALL.iter().flat_map(|class| class.rooms()).flat_map(|room| room.rows) {
        names.entry(row.name).or_insert_with(|| {
            spelled.push(row.name);
            MethodName(spelled.len() as u16 - 1)
        });
    }
    let mut slots = vec![0; Class::ALL.len() * spelled.len()];
    let mut groups: Vec<Vec<&'static Row>> = vec![Vec::new()];
    for (class_index, class) in Class::ALL.iter().enumerate() {
        for row in class.rooms().iter().flat_map(|room| room.rows) {
            let slot = &mut slots[class_index * spelled.len() + usize::from(names[row.name].0)];
            if *slot == 0 {
                *slot = groups.len() as u16;
                groups.push(Vec::new());
            }
            let group = &mut groups[usize::from(*slot)];
            // What a class overrides is found in the class, before it is found in an interface or a superclass.
            // Velocity tells a primitive from its box no more than what is overridden.
            let key =
                |row: &Row| row.parameters.iter().map(|parameter| parameter.boxed()).collect::<Vec<_>>();
            if group.iter().all(|known| key(known) != key(row)) {
                group.push(row);
            }
        }
    }
    Table { names, spelled, slots, groups }
});

impl MethodName {
    /// The name's number; `None` where no class here has a method of this name.
    ///
    /// ```
    /// use vtlgate::java::MethodName;
    /// assert!(MethodName::resolve("substring").is_some());
    /// assert!(MethodName::resolve("subString").is_none());
    /// ```
    pub fn resolve(name: &str) -> Option<MethodName> {
        TABLE.names.get(name).copied()
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        TABLE.spelled.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

/// Every name there is.
pub(super) fn names() -> impl Iterator<Item = MethodName> {
    (0..TABLE.spelled.len()).map(|name| MethodName(name as u16))
}

/// The overloads that `class` has under `name`.
#[inline]
pub(super) fn overloads(class: Class, name: MethodName) -> &'static [&'static Row] {
    let table = &*TABLE;
    let slot = class as usize * table.spelled.len() + usize::from(name.0);
    table.slots.get(slot).and_then(|group| table.groups.get(usize::from(*group))).map_or(&[], Vec::as_slice)
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
    let mut rooms: Vec<&'static Room> = Vec::new();
    for &room in Class::ALL.iter().flat_map(|class| class.rooms()) {
        if rooms.iter().all(|known| !std::ptr::eq(*known, room)) {
            rooms.push(room);
        }
    }
    rooms.into_iter().flat_map(|room| {
        room.rows.iter().map(|row| MethodRow {
            class: room.class,
            name: row.name,
            is_static: row.is_static,
            parameters: row.parameters,
            doc: row.doc,
        })
    })
}
