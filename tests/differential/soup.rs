//! Writes what no grammar would: pieces of the language in any order, for the states of the lexer that are left between
//! them.

use crate::random::Random;

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "$", "$!", "${", "$!{", "\\", "\\\\", "#", "##", "#*", "*#", "#**", "#[[", "]]#", "!", "{", "}", "(", ")", "[", "]",
    ".", ".k", ".length()", "..", ",", ":", "-", "=", "'", "\"", "'a'", "\"$s\"", " ", "\n", "\t", "  \n", "\r\n",
    "$s", "${s}", "$!s", "$!{u}", "$u", "$m.k", "$m.nope", "$m.k.length()", "$s.length()", "$l[0]", "$l.get(0)",
    "$l.get(", "$m['k']", "[0]", "['k']", "[$one]", "s", "k", "x", "foo", "stop", "end", "if", "else", "true", "{s}",
    "{end}", "{if}", "5", "1.5", "-1", ".5", "#if($t)", "if($t)", "#if(", "#{if}($u)", "#elseif($t)", "#else", "#{else}",
    "#end", "#{end}", "#set($x = 1)", " #set($x=$s)", "#set ($m.k = 'v')\n", "set($x = 1)", "#foreach($i in $l)",
    "#foreach($i in [1..2])", "#stop", "#break", "#break()", "#foo", "#foo(", "#foo()", "#foo($s 'a')", "#{foo}",
    "#define($d)", "$d", "#macro(m1 $p)", "#m1($s)", "#m1(", "m1()", "#@m1()", "#literal()", "#evaluate('$s')",
    "#evaluate(\"", "\")", "\u{e9}", "\u{1f600}", "@", "_", "a b", "*", "&&", "$t", "!$u", "in $l)", "($t)", "($s)",
];

/// A few pieces in a row.
pub(crate) fn soup(random: &mut Random) -> String {
    (0..2 + random.below(6)).map(|_| random.pick(PIECES)).collect()
}
