//! No class, file, network, clock or environment is within reach of a template: every value that methods lead to is one
//! of Java's plain values, and a class leads to its name alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use vtlgate::java::{MethodName, call, methods, property};
use vtlgate::value::{HASH_MAP, LINKED_HASH_MAP, Map};
use vtlgate::{Budget, Inputs, Limits, Params, Template, Value};

/// What the classes of all values within reach begin with: values, collections, and API Gateway's own objects.
const WITHIN_REACH: [&str; 26] = [
    "[B",
    "[C",
    "[Ljava.lang.Object;",
    "[Ljava.lang.String;",
    "[Ljava.math.BigInteger;",
    "[Ljava.math.BigDecimal;",
    "[Ljava.util.Map$Entry;",
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
    "java.math.BigDecimal",
    "java.math.BigInteger",
    "java.util.",
    "java.util.stream.",
    "net.minidev.json.JSONArray",
    "null",
    "org.apache.velocity.runtime.directive.",
    "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Input",
    "com.amazonaws.backplane.executioncore.frontend.proxy.transform.Util",
];

/// Classes of `java.util` that do more than hold values.
const OUT_OF_REACH: [&str; 8] = [
    "java.util.Scanner",
    "java.util.Timer",
    "java.util.ServiceLoader",
    "java.util.Properties",
    "java.util.ResourceBundle",
    "java.util.Random",
    "java.util.Date",
    "java.util.logging",
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

/// Calls every method of every value with every choice of up to two arguments and some of three, and what these give
/// again, until no class is new.
#[test]
fn methods_lead_to_plain_values_only() {
    let limits = Limits::default();
    let names: BTreeSet<&str> = methods().map(|row| row.name).collect();
    let most = methods().map(|row| row.parameters().count()).filter(|count| *count <= 3).max();
    assert_eq!(most, Some(3));
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    let mut pending = samples();
    while let Some(receiver) = pending.pop() {
        let class = receiver.class_name().to_owned();
        if known.contains_key(&class) {
            continue;
        }
        assert!(WITHIN_REACH.iter().any(|start| class.starts_with(start)), "{class} is within reach");
        assert!(!OUT_OF_REACH.iter().any(|start| class.starts_with(start)), "{class} is within reach");
        known.insert(class, receiver.clone());
        let arguments = samples();
        for name in &names {
            let Some(method) = MethodName::resolve(name) else { panic!("{name} is listed and not there") };
            let mut try_with = |given: &[Value]| {
                let mut budget = Budget::new(&limits);
                if let Ok(Some(result)) = call(&receiver, method, given, &mut budget)
                    && !known.contains_key(result.class_name())
                {
                    pending.push(result);
                }
            };
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
    }
    assert!(known.len() > 30, "only {} classes were reached", known.len());
    assert!(known.contains_key("java.lang.Class"));
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
