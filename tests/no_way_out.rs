//! No class, file, network, clock or environment is within reach of a template: every value that methods lead to is one
//! of Java's plain values, and a class leads to its name alone.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::json;
use vtlgate::java::{MethodName, call, index, methods, property};
use vtlgate::value::{HASH_MAP, LINKED_HASH_MAP, Map};
use vtlgate::{Bindings, Budget, Dialect, Error, HostObject, Inputs, Limits, Params, Template, Value};

/// The classes of all values within reach: a closed list of values, collections, and API Gateway's own objects.
const WITHIN_REACH: [&str; 64] = [
    "[B",
    "[C",
    "[Ljava.lang.Object;",
    "[Ljava.lang.String;",
    "[Ljava.math.BigInteger;",
    "com.amazonaws.backplane.executioncore.frontend.proxy.transform.EmptyStringExpandingMap",
    "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Input",
    "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Util",
    "java.lang.Boolean",
    "java.lang.Byte",
    "java.lang.Character",
    "java.lang.Class",
    "java.lang.Double",
    "java.lang.Float",
    "java.lang.Integer",
    "java.lang.Long",
    "java.lang.Short",
    "java.lang.String",
    "java.math.BigInteger",
    "java.util.AbstractList$Itr",
    "java.util.AbstractList$ListItr",
    "java.util.AbstractList$SubList",
    "java.util.AbstractList$SubList$1",
    "java.util.ArrayList",
    "java.util.ArrayList$Itr",
    "java.util.ArrayList$ListItr",
    "java.util.ArrayList$SubList",
    "java.util.ArrayList$SubList$1",
    "java.util.Collections$UnmodifiableCollection",
    "java.util.Collections$UnmodifiableCollection$1",
    "java.util.Collections$UnmodifiableMap",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$1",
    "java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry",
    "java.util.Collections$UnmodifiableSet",
    "java.util.HashMap",
    "java.util.HashMap$EntryIterator",
    "java.util.HashMap$EntrySet",
    "java.util.HashMap$KeyIterator",
    "java.util.HashMap$KeySet",
    "java.util.HashMap$ValueIterator",
    "java.util.HashMap$Values",
    "java.util.ImmutableCollections$List12",
    "java.util.ImmutableCollections$ListItr",
    "java.util.ImmutableCollections$ListN",
    "java.util.ImmutableCollections$Map1",
    "java.util.ImmutableCollections$MapN",
    "java.util.ImmutableCollections$Set12",
    "java.util.ImmutableCollections$SetN",
    "java.util.ImmutableCollections$SubList",
    "java.util.KeyValueHolder",
    "java.util.LinkedHashMap",
    "java.util.LinkedHashMap$LinkedEntryIterator",
    "java.util.LinkedHashMap$LinkedEntrySet",
    "java.util.LinkedHashMap$LinkedKeyIterator",
    "java.util.LinkedHashMap$LinkedKeySet",
    "java.util.LinkedHashMap$LinkedValueIterator",
    "java.util.LinkedHashMap$LinkedValues",
    "java.util.Optional",
    "java.util.OptionalDouble",
    "java.util.stream.IntPipeline$Head",
    "java.util.stream.ReferencePipeline$Head",
    "null",
    "org.apache.velocity.runtime.directive.ForeachScope",
];

/// Methods of Java that lead from a class to the machine.
const LEADING_OUT: [&str; 24] = [
    "forName",
    "getClassLoader",
    "getClasses",
    "getConstructor",
    "getConstructors",
    "getDeclaredField",
    "getDeclaredMethod",
    "getDeclaredMethods",
    "getField",
    "getFields",
    "getMethod",
    "getMethods",
    "getModule",
    "getPackage",
    "getProtectionDomain",
    "getResource",
    "getResourceAsStream",
    "getRuntime",
    "getSuperclass",
    "getenv",
    "exec",
    "invoke",
    "loadClass",
    "newInstance",
];

fn samples() -> Vec<Value> {
    let map = Map::new(&LINKED_HASH_MAP);
    map.insert(Value::from("a"), Value::Integer(1));
    let hash_map = Map::new(&HASH_MAP);
    hash_map.insert(Value::from("b"), Value::from("x"));
    let body = Value::from_json(&json!({"a": [1, "x", {"b": null}], "n": 1.5}));
    let list = Value::list(vec![Value::from("x"), Value::from("y")]);
    vec![
        Value::from("a1,b"),
        Value::Null,
        Value::Boolean(true),
        Value::Byte(1),
        Value::Short(1),
        Value::Integer(0),
        Value::Long(1),
        Value::integer(u128::MAX),
        Value::Float(1.5),
        Value::Double(2.5),
        Value::Character(97),
        list,
        Value::Map(map),
        Value::Map(hash_map),
        body,
    ]
}

/// Takes what a template gives it, so that the walk starts from every object that a template has.
#[derive(Default)]
struct Probe(RefCell<Vec<Value>>);

impl HostObject for Probe {
    fn class_name(&self) -> &str {
        "Probe"
    }

    fn call(&self, method: &str, arguments: &[Value], _: &mut Budget<'_>) -> Result<Option<Value>, Error> {
        assert_eq!(method, "take");
        self.0.borrow_mut().extend(arguments.iter().cloned());
        Ok(Some(Value::Null))
    }
}

/// Every object that the language or API Gateway gives to a template.
fn objects() -> Vec<Value> {
    let probe = Rc::new(Probe::default());
    let mut bindings = Bindings::new();
    bindings.set("probe", Value::Host(probe.clone()));
    let gateway = "$!probe.take($input)$!probe.take($util)$!probe.take($context)$!probe.take($stageVariables)\
                   $!probe.take($input.params())$!probe.take($input.path('$'))$!probe.take($input.body)\
                   $!probe.take($context.identity)$!probe.take($context.requestOverride)\
                   $!probe.take($context.responseOverride.header)$!probe.take($nope)\
                   #foreach($outer in [1])#foreach($i in {'k': [1]})$!probe.take($foreach)$!probe.take($velocityCount)\
                   $!probe.take($velocityHasNext)$!probe.take($i)#end#end#define($block)x#end$!probe.take($block)\
                   $!probe.take($template)$!probe.take($macro)$!probe.take($evaluate)$!probe.take($class)";
    let velocity = "#macro(m $a)$!probe.take($m)$!probe.take($macro)$!probe.take($a)$!probe.take($bodyContent)#end\
                    #@m([1])x#end#evaluate('$!probe.take($evaluate)$!probe.take($template)')";
    for (template, dialect) in [(gateway, Dialect::ApiGateway), (velocity, Dialect::Velocity)] {
        let template = Template::builder().dialect(dialect).parse(template).unwrap();
        template.render_with(&inputs(), &bindings).unwrap();
    }
    let taken = probe.0.take();
    let classes: BTreeSet<&str> = taken.iter().map(Value::class_name).collect();
    assert!(classes.iter().any(|class| class.ends_with(".Input")), "{classes:?}");
    assert!(classes.iter().any(|class| class.ends_with(".ForeachScope")), "{classes:?}");
    taken
}

/// What methods are called: all of the table, all that API Gateway's objects and loops have, and those that would lead out.
fn names() -> BTreeSet<&'static str> {
    let own = [
        "path",
        "json",
        "params",
        "body",
        "getBody",
        "escapeJavaScript",
        "urlEncode",
        "urlDecode",
        "base64Encode",
        "base64Decode",
        "parseJson",
        "getParent",
        "getTopmost",
        "getReplaced",
        "getIndex",
        "getCount",
        "hasNext",
        "isFirst",
        "isLast",
        "getInfo",
        "stop",
    ];
    methods().map(|row| row.name).chain(own).chain(LEADING_OUT).collect()
}

/// What properties are read besides those that methods give.
const PROPERTIES: [&str; 14] = [
    "class",
    "Class",
    "__proto__",
    "constructor",
    "prototype",
    "parent",
    "topmost",
    "replaced",
    "info",
    "body",
    "classLoader",
    "module",
    "declaringClass",
    "",
];

/// Calls every method of every object with every choice of up to two arguments and some of three, reads every property,
/// asks for elements, and does the same with what these give, until no class is new.
#[test]
fn everything_leads_to_plain_values_only() {
    let limits = Limits::default();
    let names = names();
    let most = methods().map(|row| row.parameters().count()).filter(|count| *count <= 3).max();
    assert_eq!(most, Some(3));
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut pending = samples();
    pending.extend(objects());
    while let Some(receiver) = pending.pop() {
        let class = receiver.class_name().to_owned();
        if known.contains_key(&class) {
            continue;
        }
        known.insert(class, receiver.clone());
        let arguments = samples();
        let mut reach = |result: Result<Option<Value>, Error>| {
            if let Ok(Some(result)) = result
                && !known.contains_key(result.class_name())
            {
                pending.push(result);
            }
        };
        for name in &names {
            if let Value::Host(host) = &receiver {
                // A host's own methods have names of their own.
                for given in
                    [&[][..], &arguments[..1], &arguments[1..2], &arguments[..2], &[Value::from("$")]]
                {
                    reach(host.call(name, given, &mut Budget::new(&limits)));
                }
            }
            reach(property(&receiver, name, &mut Budget::new(&limits)));
            let Some(method) = MethodName::resolve(name) else { continue };
            let mut try_with =
                |given: &[Value]| reach(call(&receiver, method, given, &mut Budget::new(&limits)));
            try_with(&[]);
            for one in &arguments {
                try_with(std::slice::from_ref(one));
                for other in &arguments {
                    try_with(&[one.clone(), other.clone()]);
                }
                try_with(&[Value::Integer(0), Value::Integer(0), one.clone()]);
                try_with(&[one.clone(), Value::Integer(0), Value::Integer(0)]);
            }
        }
        for name in PROPERTIES {
            reach(property(&receiver, name, &mut Budget::new(&limits)));
        }
        for argument in &arguments {
            reach(index(&receiver, argument, &mut Budget::new(&limits)));
        }
    }
    let reached: Vec<&str> = known.keys().map(String::as_str).collect();
    assert_eq!(reached, WITHIN_REACH, "what is within reach is a closed list");
}

#[test]
fn no_method_leads_out() {
    for row in methods() {
        assert!(!LEADING_OUT.contains(&row.name), "{}.{}", row.class, row.name);
    }
    for name in LEADING_OUT {
        assert!(MethodName::resolve(name).is_none(), "{name}");
    }
}

/// A class tells its name; nothing that it has is an object but texts and truth values.
#[test]
fn a_class_is_a_name() {
    let limits = Limits::default();
    let mut budget = Budget::new(&limits);
    for sample in samples().into_iter().filter(|sample| !sample.is_null()) {
        let class = property(&sample, "class", &mut budget);
        let class = match class {
            Ok(Some(class)) => class,
            other => panic!("{:?}", other.map(|found| found.is_some())),
        };
        for row in methods().filter(|row| row.class == "java.lang.Class") {
            let Some(method) = MethodName::resolve(row.name) else { panic!("{}", row.name) };
            match call(&class, method, &[], &mut budget) {
                Ok(Some(Value::String(_) | Value::Boolean(_))) => {}
                _ => panic!("{} of {} is no text", row.name, sample.class_name()),
            }
        }
    }
}

fn inputs() -> Inputs {
    Inputs::new(r#"{"__proto__": {"polluted": 1}, "constructor": 2, "class": 3, "prototype": 4, "a": "x"}"#)
        .params(Params::new().path("id", "7"))
        .context(&json!({"stage": "prod"}))
        .stage_variable("table", "pets")
}

fn rendered(template: &str) -> Result<String, vtlgate::Error> {
    Ok(Template::parse(template)?.render(&inputs())?.text)
}

/// The ways that lead from a template to the machine in other engines end in nothing.
#[test]
fn known_ways_out_lead_nowhere() {
    for object in [
        "$x",
        "$input",
        "$util",
        "$context",
        "$stageVariables",
        "$l",
        "$m",
        "$n",
        "$input.params()",
        "$foreach",
        "$d",
    ] {
        for way in [
            ".class.forName('java.lang.Runtime')",
            ".class.forName('java.lang.Runtime').getRuntime().exec('id')",
            ".class.classLoader",
            ".class.getClassLoader().loadClass('java.lang.System')",
            ".class.protectionDomain",
            ".class.module",
            ".class.getResource('/etc/passwd')",
            ".class.methods",
            ".class.package",
            ".class.superclass",
            ".getClass().getMethod('toString', null)",
            ".getClass().getMethods()",
            ".getClass().getDeclaredFields()",
            ".getClass().newInstance()",
            ".getClass().getConstructors()",
            ".getClass().getClass().forName('java.lang.System')",
            ".class.class.forName('java.lang.System')",
            ".class.class.class.classLoader",
        ] {
            let template = format!(
                "#set($x = '')#set($l = [1])#set($m = {{'a': 1}})#set($n = 1)#set($d = $input.path('$'))\
                 #foreach($i in [1])[$!{{r}}#set($r = {object}{way})$!r]#end"
            );
            // What is not there is nothing, or, in `$context` and its like, a member that nobody gave.
            if let Ok(text) = rendered(&template) {
                assert_eq!(text, "[]", "{object}{way}");
            }
        }
    }
}

/// Names that mean something in other languages are data here.
#[test]
fn prototype_like_names_are_data() {
    let template = "$input.path('$.__proto__.polluted') $input.path('$.constructor') $input.path('$.prototype') \
                    $!input.path('$.a').polluted $!input.params('__proto__') $!input.params('constructor') \
                    $!context['__proto__'] $!stageVariables.constructor";
    assert_eq!(rendered(template).unwrap().trim_end(), "1 2 4");
    let template = "#set($m = {})#set($m['__proto__'] = {'a': 1})#set($m.constructor = 2)#set($m['class'] = 3)\
                    $m.a $m.constructor $m.get('class') $m.class.name $m.size()";
    assert_eq!(rendered(template).unwrap(), " 2 3 java.util.LinkedHashMap 3");
}

/// Templates read no other resources.
#[test]
fn other_files_are_out_of_reach() {
    for template in ["#include('/etc/passwd')", "#parse('/etc/passwd')", "#include(\"../Cargo.toml\")"] {
        assert!(rendered(template).is_err(), "{template}");
    }
}
