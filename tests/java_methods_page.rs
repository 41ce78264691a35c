//! `METHODS.md`, which lists the methods a template can call, is what the library's table makes of it.

use std::fmt::Write;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/METHODS.md");

const INTRODUCTION: &str = "\
# Methods

Every method a template can call on a value, as Java 17 has it; Velocity 1.7 reaches those that a public class or
interface declares. A value has the methods of its class and of the interfaces and superclasses of that class: a list
literal those of ArrayList, List, Collection and Object; a JSON array those of JSONArray besides; a map literal and a JSON
object those of HashMap, Map and Object. Static methods are called through any object of the class:
`$n.parseInt('42')`. Arrays, such as `split` gives, have the methods of List. A method marked as throwing takes an object that
no template has.

`cargo test --test java_methods_page` checks this page; `VTLGATE_WRITE_METHODS=1` before it writes the page anew.
";

fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    let mut class = "";
    for row in vtlgate::java::methods() {
        if row.class != class {
            class = row.class;
            write!(page, "\n## {class}\n\n").expect("a string grows");
        }
        let parameters: Vec<_> = row.parameters().collect();
        let is_static = if row.is_static { "static " } else { "" };
        writeln!(page, "- {is_static}`{}({})` {}", row.name, parameters.join(", "), row.doc)
            .expect("a string grows");
    }
    page
}

#[test]
fn the_page_is_up_to_date() {
    let page = page();
    if std::env::var_os("VTLGATE_WRITE_METHODS").is_some() {
        std::fs::write(PAGE, &page).expect("METHODS.md is written");
    }
    let committed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert!(
        committed == page,
        "METHODS.md differs from the table of methods; run VTLGATE_WRITE_METHODS=1 cargo test --test java_methods_page"
    );
}

#[test]
fn every_method_has_a_line_and_no_two_are_the_same() {
    let mut seen = std::collections::HashSet::new();
    for row in vtlgate::java::methods() {
        assert!(row.doc.ends_with('.'), "{}.{} is not explained", row.class, row.name);
        let parameters: Vec<_> = row.parameters().collect();
        assert!(seen.insert((row.class, row.name, parameters)), "{}.{} stands twice", row.class, row.name);
    }
}
