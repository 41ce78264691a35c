//! `$foreach`: the scope of a running loop.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::error::Error;
use crate::limits::Budget;
use crate::value::{HASH_MAP, HostObject, JavaObject, Map, Value};

/// `org.apache.velocity.runtime.directive.ForeachScope`: where the loop is, and a map for whatever the template puts.
pub(crate) struct LoopScope {
    pub(super) index: Cell<i32>,
    pub(super) has_next: Cell<bool>,
    /// What `$foreach` was outside the loop: the scope of the loop around it, or anything else.
    pub(super) before: Value,
    /// Made when something is put: most loops need none.
    storage: OnceCell<Map>,
}

/// The host object that `$foreach` is; a scope is shared with the loop that runs.
pub(super) struct ScopeObject(pub(super) Rc<LoopScope>);

impl LoopScope {
    pub(super) fn new(before: Value) -> LoopScope {
        LoopScope { index: Cell::new(-1), has_next: Cell::new(false), before, storage: OnceCell::new() }
    }

    fn storage(&self) -> &Map {
        self.storage.get_or_init(|| Map::new(&HASH_MAP))
    }

    /// The scope that `value` is.
    pub(crate) fn of(value: &Value) -> Option<Rc<LoopScope>> {
        let Value::Host(host) = value else { return None };
        host.as_any()?.downcast_ref::<ScopeObject>().map(|object| object.0.clone())
    }

    fn parent(&self) -> Option<Rc<LoopScope>> {
        LoopScope::of(&self.before)
    }

    fn topmost(self: &Rc<Self>) -> Rc<LoopScope> {
        let mut top = self.clone();
        while let Some(parent) = top.parent() {
            top = parent;
        }
        top
    }

    fn stored(&self, name: &str) -> Option<Value> {
        self.storage.get().and_then(|storage| storage.get_str(name)).or_else(|| self.parent()?.stored(name))
    }

    /// A getter of the scope; as a property without `get` or `is`.
    fn getter(self: &Rc<Self>, name: &str) -> Option<Value> {
        let scope = |scope: Rc<LoopScope>| Value::Host(Rc::new(ScopeObject(scope)));
        Some(match name {
            "index" => Value::Integer(self.index.get()),
            "count" => Value::Integer(self.index.get() + 1),
            "hasNext" => Value::Boolean(self.has_next.get()),
            "first" => Value::Boolean(self.index.get() < 1),
            "last" => Value::Boolean(!self.has_next.get()),
            "parent" => self.parent().map_or(Value::Null, scope),
            "topmost" => scope(self.topmost()),
            "replaced" => match LoopScope::of(&self.topmost().before) {
                None => self.topmost().before.clone(),
                Some(_) => Value::Null,
            },
            _ => return None,
        })
    }
}

impl ScopeObject {
    fn class(&self) -> Value {
        Value::Object(Rc::new(JavaObject::Class(self.class_name().into())))
    }
}

impl HostObject for ScopeObject {
    fn class_name(&self) -> &str {
        "org.apache.velocity.runtime.directive.ForeachScope"
    }

    fn property(&self, name: &str, _: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        if let Some(value) = self.0.getter(name) {
            return Ok(Some(value));
        }
        // Velocity tries `getName` and `getname`, so the case of the first letter does not matter.
        let getter = name[..1].to_ascii_lowercase() + &name[1..];
        if getter == "class" {
            return Ok(Some(self.class()));
        }
        Ok(Some(self.0.getter(&getter).or_else(|| self.0.stored(name)).unwrap_or(Value::Null)))
    }

    fn set_property(&self, name: &str, value: &Value, _: &mut Budget<'_>) -> Result<bool, Error> {
        self.0.storage().insert(Value::string(name), value.clone());
        Ok(true)
    }

    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &mut Budget<'_>,
    ) -> Result<Option<Value>, Error> {
        Ok(match (method, arguments) {
            (
                "hasNext" | "isFirst" | "isLast" | "getIndex" | "getCount" | "getHasNext" | "getFirst"
                | "getLast" | "getParent" | "getTopmost" | "getReplaced",
                [],
            ) => {
                let bare = method.strip_prefix("get").or(method.strip_prefix("is")).unwrap_or(method);
                let name = bare[..1].to_ascii_lowercase() + &bare[1..];
                self.0.getter(&name)
            }
            ("getClass", []) => Some(self.class()),
            (
                "hasNext" | "isFirst" | "isLast" | "getIndex" | "getCount" | "getHasNext" | "getFirst"
                | "getLast" | "getParent" | "getTopmost" | "getReplaced" | "size" | "isEmpty" | "toString",
                [_],
            ) => {
                return Err(Error::thrown("java.lang.IllegalArgumentException", "wrong number of arguments"));
            }
            ("get", [Value::String(name)]) => Some(self.0.stored(&name.to_str()).unwrap_or(Value::Null)),
            ("put", [key, value]) => {
                Some(self.0.storage().insert(key.clone(), value.clone()).unwrap_or(Value::Null))
            }
            ("containsKey", [key]) => Some(Value::Boolean(self.0.storage().contains_key(key))),
            ("size", []) => Some(Value::Integer(self.0.storage().len() as i32)),
            ("isEmpty", []) => Some(Value::Boolean(self.0.storage().is_empty())),
            ("toString", []) => Some(Value::String(Value::Map(self.0.storage().clone()).to_text(budget)?)),
            _ => None,
        })
    }

    fn print(&self, output: &mut String, budget: &mut Budget<'_>) -> Result<(), Error> {
        Value::Map(self.0.storage().clone()).write(output, budget)
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}
