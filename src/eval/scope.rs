//! `$foreach`: the scope of a running loop.

use std::cell::{Cell, RefCell};
use std::ptr;
use std::rc::{Rc, Weak};

use crate::error::Error;
use crate::java;
use crate::limits::Budget;
use crate::output::Output;
use crate::value::{HASH_MAP, HostObject, JavaObject, Map, Value, drop_flat};

/// `org.apache.velocity.runtime.directive.ForeachScope`: where the loop is, and a map for whatever the template puts.
pub(crate) struct LoopScope {
    pub(super) index: Cell<i32>,
    pub(super) has_next: Cell<bool>,
    /// What `$foreach` was outside the loop: the scope of the loop around it, or anything else.
    before: RefCell<Value>,
    /// Made when something is put: most loops need none.
    storage: RefCell<Option<Map>>,
    /// Itself, as who asks for it gets a value that refers to it.
    this: Weak<LoopScope>,
}

/// The scope that `value` is, where it stands.
#[inline]
fn scope(value: &Value) -> Option<&LoopScope> {
    let Value::Host(host) = value else { return None };
    host.as_any()?.downcast_ref()
}

/// Whether the loop whose scope `value` is has a next element.
#[inline]
pub(super) fn has_next(value: &Value) -> Option<bool> {
    match value {
        Value::Host(host) => host.has_next(),
        _ => None,
    }
}

/// What `$foreach` was outside the loop whose scope `value` is.
pub(super) fn before(value: &Value) -> Option<Value> {
    scope(value).map(|scope| scope.before.borrow().clone())
}

impl LoopScope {
    pub(super) fn new() -> Rc<LoopScope> {
        Rc::new_cyclic(|this| LoopScope {
            index: Cell::new(-1),
            has_next: Cell::new(false),
            before: RefCell::new(Value::Null),
            storage: RefCell::new(None),
            this: this.clone(),
        })
    }

    /// Says what `$foreach` was outside the loop, which begins.
    #[inline]
    pub(super) fn replaces(&self, before: Value) {
        self.index.set(-1);
        self.has_next.set(false);
        self.before.replace(before);
    }

    /// What `$foreach` was outside the loop, which has ended; whoever asks again is told null.
    #[inline]
    pub(super) fn take_before(&self) -> Value {
        self.before.replace(Value::Null)
    }

    /// Whether `value` is this scope.
    #[inline]
    pub(super) fn is(&self, value: &Value) -> bool {
        matches!(value, Value::Host(host) if ptr::addr_eq(Rc::as_ptr(host), self))
    }

    /// Whether nothing but `scope` holds it, which holds nothing: another loop can have it.
    #[inline]
    pub(super) fn is_unused(scope: &Rc<LoopScope>) -> bool {
        Rc::strong_count(scope) == 1 && scope.before.borrow().is_null() && scope.storage.borrow().is_none()
    }

    /// The scope that `value` is.
    pub(crate) fn of(value: &Value) -> Option<Rc<LoopScope>> {
        scope(value)?.this.upgrade()
    }

    fn storage(&self) -> Map {
        self.storage.borrow_mut().get_or_insert_with(|| Map::new(&HASH_MAP)).clone()
    }

    fn put(&self, key: &Value, value: &Value, budget: &mut Budget<'_>) -> Result<Value, Error> {
        let storage = self.storage();
        budget.remember(&Value::Map(storage.clone()));
        java::put(&storage, key, value, budget)
    }

    fn parent(&self) -> Option<Rc<LoopScope>> {
        LoopScope::of(&self.before.borrow())
    }

    /// The scope of the outermost loop; none where that has ended, which is nobody's who can ask.
    fn topmost(&self, budget: &mut Budget<'_>) -> Result<Option<Rc<LoopScope>>, Error> {
        let mut top = self.this.upgrade();
        while let Some(parent) = top.as_ref().and_then(|scope| scope.parent()) {
            budget.step(1)?;
            top = Some(parent);
        }
        Ok(top)
    }

    fn stored(&self, name: &str, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        let mut scope = self.this.upgrade();
        while let Some(known) = scope {
            budget.step(1)?;
            if let Some(value) = known.storage.borrow().as_ref().and_then(|storage| storage.get_str(name)) {
                return Ok(Some(value));
            }
            scope = known.parent();
        }
        Ok(None)
    }

    /// A getter of the scope; as a property without `get` or `is`.
    fn getter(&self, name: &str, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        let value = |scope: Option<Rc<LoopScope>>| scope.map_or(Value::Null, |scope| Value::Host(scope));
        Ok(Some(match name {
            "index" => Value::Integer(self.index.get()),
            "count" => Value::Integer(self.index.get() + 1),
            "hasNext" => Value::Boolean(self.has_next.get()),
            "first" => Value::Boolean(self.index.get() < 1),
            "last" => Value::Boolean(!self.has_next.get()),
            "parent" => value(self.parent()),
            "topmost" => value(self.topmost(budget)?),
            "replaced" => self.topmost(budget)?.map_or(Value::Null, |top| top.before.borrow().clone()),
            _ => return Ok(None),
        }))
    }
}

impl Drop for LoopScope {
    /// Scopes can hold one another through what a template puts in them and through `$foreach` outside: as deep as the
    /// template likes.
    fn drop(&mut self) {
        let before = self.before.replace(Value::Null);
        let is_last = match &before {
            Value::Null => false,
            // Mostly the scope of the loop around, which runs on.
            Value::Host(host) => Rc::strong_count(host) == 1,
            _ => true,
        };
        if is_last {
            drop_flat(vec![before]);
        }
    }
}

/// The name of a getter without its prefix: Velocity tries it with a small letter first.
fn with_small_initial(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

impl LoopScope {
    fn class(&self) -> Value {
        Value::Object(Rc::new(JavaObject::Class(self.class_name().into())))
    }
}

impl HostObject for LoopScope {
    fn class_name(&self) -> &str {
        "org.apache.velocity.runtime.directive.ForeachScope"
    }

    fn property(&self, name: &str, budget: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        if let Some(value) = self.getter(name, budget)? {
            return Ok(Some(value));
        }
        // Velocity tries `getName` and `getname`, so the case of the first letter does not matter.
        let getter = with_small_initial(name);
        if getter == "class" {
            return Ok(Some(self.class()));
        }
        let found = match self.getter(&getter, budget)? {
            None => self.stored(name, budget)?,
            found => found,
        };
        Ok(Some(found.unwrap_or(Value::Null)))
    }

    fn set_property(&self, name: &str, value: &Value, budget: &mut Budget<'_>) -> Result<bool, Error> {
        self.put(&Value::string(name), value, budget)?;
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
                self.getter(&with_small_initial(bare), budget)?
            }
            ("get", [Value::String(name)]) => {
                Some(self.stored(&name.to_str(), budget)?.unwrap_or(Value::Null))
            }
            ("getClass", []) => Some(self.class()),
            (
                "hasNext" | "isFirst" | "isLast" | "getIndex" | "getCount" | "getHasNext" | "getFirst"
                | "getLast" | "getParent" | "getTopmost" | "getReplaced" | "size" | "isEmpty" | "toString",
                [_, ..],
            ) => {
                return Err(Error::thrown("java.lang.IllegalArgumentException", "wrong number of arguments"));
            }
            ("put", [key, value]) => Some(self.put(key, value, budget)?),
            ("containsKey", [key]) => {
                Some(Value::Boolean(java::find(&self.storage(), key, budget)?.is_some()))
            }
            ("size", []) => Some(Value::Integer(self.storage().len() as i32)),
            ("isEmpty", []) => Some(Value::Boolean(self.storage().is_empty())),
            ("toString", []) => Some(Value::String(Value::Map(self.storage()).to_text(budget)?)),
            // What `AbstractMap` has besides; to its `equals` a scope is a map, too.
            _ => match (java::MethodName::resolve(method), arguments) {
                (Some(method), [other]) if method.as_str() == "equals" => {
                    let other =
                        scope(other).map_or_else(|| other.clone(), |other| Value::Map(other.storage()));
                    java::call(&Value::Map(self.storage()), method, &[other], budget)?
                }
                (Some(method), _) => java::call(&Value::Map(self.storage()), method, arguments, budget)?,
                (None, _) => None,
            },
        })
    }

    fn print(&self, output: &mut Output, budget: &mut Budget<'_>) -> Result<(), Error> {
        Value::Map(self.storage()).write(output, budget)
    }

    fn held(&self, values: &mut Vec<Value>) {
        values.extend(self.storage.borrow().clone().map(Value::Map));
        values.push(self.before.borrow().clone());
    }

    fn release(&self, values: &mut Vec<Value>) {
        values.extend(self.storage.take().map(Value::Map));
        values.push(self.before.replace(Value::Null));
    }

    fn has_next(&self) -> Option<bool> {
        Some(self.has_next.get())
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}
