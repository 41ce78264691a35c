//! Numbers that grow.

use crate::harness::{SMALLER, assert_limit, assert_text, render};

const BIG: &str = "#set($n = 99999999999999999999)";

#[test]
fn a_tower_of_powers() {
    assert_limit(
        render(format!("{BIG}#foreach($i in [1..1000])#set($n = $n.pow(1000))#end"), ""),
        "number_bits",
    );
    assert_limit(render(format!("{BIG}$n.pow(2147483647)"), ""), "number_bits");
}

#[test]
fn squared_in_a_loop() {
    assert_limit(render(format!("{BIG}#foreach($i in [1..1000])#set($n = $n * $n)#end"), ""), "number_bits");
    assert_limit(
        render(format!("{BIG}#foreach($i in [1..1000])#set($n = $n.multiply($n))#end"), ""),
        "number_bits",
    );
}

#[test]
fn shifted() {
    assert_limit(render(format!("{BIG}$n.shiftLeft(2147483647)"), ""), "number_bits");
    assert_limit(render(format!("{BIG}$n.setBit(2147483647)"), ""), "number_bits");
}

#[test]
fn digits_without_end() {
    let digits = "9".repeat(290_000 / SMALLER);
    // A literal is as long as a template may be.
    assert_text(render(format!("#set($n = {digits})$n"), ""), &digits);
    assert_limit(render("$input.path('$')", "9".repeat(1_000_000)), "number_bits");
}

#[test]
fn decimals_with_an_exponent_without_end() {
    let decimal = "#set($d = 99999999999999999999.0)#set($d = $d.toBigDecimal())";
    let _ = render(decimal, "");
    let body = "1e2147483647";
    let outcome = render("#set($n = $input.path('$'))$n#set($m = $n + 1)$m", body);
    assert!(outcome.is_ok_and(|text| text.len() < 100));
}

#[test]
fn modular_powers() {
    let digits = "7".repeat(4_000);
    let template = format!(
        "#set($n = {digits})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($m = $n.modPow($n, $n.nextProbablePrime()))#end#end"
    );
    assert_limit(render(template, ""), "steps");
}
