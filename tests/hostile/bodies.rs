//! Bodies whose text is the weapon.

use crate::harness::{assert_limit, assert_text, render};

#[test]
fn arrays_in_arrays() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for template in ["$input.json('$')", "$input.path('$')", "$input.path('$..*').size()"] {
        assert_limit(render(template, deep.clone()), "nesting");
        assert_limit(render(template, "[".repeat(100_000)), "nesting");
        // Not strict JSON: the other reader has it.
        assert_limit(render(template, "[a,".repeat(100_000)), "nesting");
        assert_limit(render(template, "{a:".repeat(100_000)), "nesting");
        assert_limit(render(template, "{\"a\":".repeat(100_000)), "nesting");
    }
}

#[test]
fn arrays_as_deep_as_allowed() {
    let deep = format!("{}{}", "[".repeat(98), "]".repeat(98));
    for template in ["$input.json('$')", "$input.path('$')", "$input.json('$..*').length()", "$input.path('$').hashCode()"] {
        assert!(render(template, deep.clone()).is_ok(), "{template}");
        assert!(render(template, format!("{}a{}", "[".repeat(98), "]".repeat(98))).is_ok(), "{template}");
        assert!(render(template, format!("{}a{}", "{\"x\":".repeat(98), "}".repeat(98))).is_ok(), "{template}");
    }
}

#[test]
fn a_text_of_the_template_that_is_deep() {
    let template = "#set($s = '[')#set($s = $s.repeat(100000))$util.parseJson($s)";
    assert_limit(render(template, ""), "nesting");
}

#[test]
fn a_hundred_megabytes() {
    let body = "x".repeat(100_000_000);
    assert_limit(render("$input.json('$')", body.clone()), "payload_bytes");
    assert_limit(render("$input.path('$')", body), "payload_bytes");
}

#[test]
fn a_hundred_megabytes_passed_through() {
    assert_limit(render("$input.body", "x".repeat(100_000_000)), "payload_bytes");
}

#[test]
fn ten_megabytes_of_small_things() {
    for piece in ["[],", "1,", "{},", "\"\",", "\"\\u0041\",", "a,", "1e5,"] {
        let count = 10_000_000 / piece.len();
        let body = format!("[{}0]", piece.repeat(count));
        assert_text(render("$input.path('$').size()", body), &(count + 1).to_string());
    }
}

#[test]
fn ten_megabytes_changed() {
    let body = format!("[{}0]", "[],".repeat(3_000_000));
    let template = "#set($d = $input.path('$'))#set($d[0] = 1)$d.get(0)";
    assert_text(render(template, body), "1");
}

#[test]
fn many_members() {
    let members: Vec<String> = (0..600_000).map(|index| format!("\"m{index}\":1")).collect();
    let body = format!("{{{}}}", members.join(","));
    assert_text(render("$input.path('$').size()", body.clone()), "600000");
    assert_text(render("#set($d = $input.path('$'))#set($d.m0 = 2)$d.m0", body.clone()), "2");
    // Each look-up reads the whole text of the object.
    let template = "#set($d = $input.path('$'))#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])$!d.nothing#end#end#end";
    assert_limit(render(template, body.clone()), "steps");
    let template = "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])$!input.path('$.nothing')#end#end#end";
    assert_limit(render(template, body), "steps");
}

#[test]
fn members_of_one_name() {
    let body = format!("{{{}\"a\":1}}", "\"a\":1,".repeat(1_000_000));
    assert!(render("$input.path('$.a')", body).is_ok());
}

/// Names that collide in the tables of maps: the multiplication of one word is undone by the next.
#[test]
fn members_that_collide() {
    let names = colliding(20_000);
    let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
    let body = format!("{{{}}}", members.join(","));
    assert_text(render("#set($d = $input.path('$'))#set($d.x = 2)$d.size()", body.clone()), "20001");
    assert_text(render("$input.path('$').size()", body.clone()), "20000");
    assert_text(render("$input.path('$').size()", body.replacen(":1", ":a", 1)), "20000");
}

/// Names of 16 letters or fewer that a hash by rotating, adding and multiplying sends to one bucket.
fn colliding(count: usize) -> Vec<String> {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let hash = |bytes: &[u8]| {
        let mut state = 0_u64;
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            state = (state.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
        }
        state
    };
    // The second word cancels what the first left, but for its lowest byte's printable bits.
    let mut names = Vec::new();
    let mut seed = 1_u64;
    while names.len() < count {
        seed += 1;
        let first = format!("{:08x}", seed.wrapping_mul(0x9e37_79b9) & 0xffff_ffff);
        let left = hash(first.as_bytes()).rotate_left(5);
        let second = left ^ 0x4141_4141_4141_4141;
        let bytes = second.to_le_bytes();
        let low: String = bytes.iter().take(3).map(|byte| char::from(0x40 | byte & 0x1f)).collect();
        names.push(format!("{first}{low}"));
    }
    names.sort();
    names.dedup();
    names
}
