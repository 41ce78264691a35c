//! Numbers that grow.

use crate::case::{Attack, Case, case};

const ROOM: &str = "numbers";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for use_of in [
        "#foreach($i in [1..1000])#set($n = $n.pow(1000))#end",
        "$n.pow(2147483647)",
        "#foreach($i in [1..1000])#set($n = $n * $n)#end",
        "#foreach($i in [1..1000])#set($n = $n.multiply($n))#end",
        "$n.shiftLeft(2147483647)",
        "$n.shiftRight(-2147483648)",
        "$n.setBit(2147483647)",
        "$n.flipBit(2147483647)",
    ] {
        cases.push(case(ROOM, use_of, move || {
            Attack::new(format!("#set($n = 99999999999999999999){use_of}"))
        }));
    }
    cases.push(case(ROOM, "digits as long as a template may be", || {
        Attack::new(format!("#set($n = {})$n", "9".repeat(290_000)))
    }));
    cases.push(case(ROOM, "a million digits in a body", || {
        Attack::new("$input.path('$')").body("9".repeat(1_000_000))
    }));
    cases.push(case(ROOM, "many numbers of many digits", || {
        Attack::new("$input.path('$').size() $input.path('$[5]').bitLength() $input.json('$').length()")
            .body(format!("[{}0]", format!("{},", "9".repeat(19_000)).repeat(500)))
    }));
    cases.push(case(ROOM, "a decimal of many digits", || {
        Attack::new("$input.path('$') $input.json('$')").body(format!("0.{}", "9".repeat(1_000_000)))
    }));
    for body in ["1e2147483647", "1e-2147483648", "1e99999999999", "0.1234567890123456789e2147483647"] {
        for use_of in [
            "$n",
            "#set($m = $n + 1)$m",
            "#set($m = $n * $n)$m",
            "$n.toBigInteger()",
            "$n.longValue()",
            "$n.toPlainString()",
            "$n.setScale(2147483647)",
            "$n.hashCode()",
        ] {
            cases.push(case(ROOM, format!("{use_of} of {body}"), move || {
                Attack::new(format!("#set($n = $input.path('$')){use_of}")).body(body)
            }));
        }
    }
    for call in [
        "$n.modPow($n, $n.nextProbablePrime())",
        "$n.isProbablePrime(1000000)",
        "$n.toString()",
        "$n.multiply($n)",
        "$n.divide(7)",
        "$n.gcd($n)",
        "$n.hashCode()",
        "$n.sqrt()",
    ] {
        cases.push(case(ROOM, format!("{call} of 4,000 digits, often"), move || {
            let digits = "7".repeat(4_000);
            Attack::new(format!(
                "#set($n = {digits})#foreach($i in [1..1000])#foreach($j in [1..1000])#set($m = {call})#end#end"
            ))
        }));
    }
    cases
}
