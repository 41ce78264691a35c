//! Writes templates: a grammar of the language run backwards, with the habits of people who write mapping templates,
//! and now and then with their typing errors.

use serde_json::{Map, Value};

use crate::mutation::mutate;
use crate::random::Random;
use crate::soup::soup;
use crate::variables::{Kind, variables};
use crate::words::{AFTER, GAPS, SPACES, TEXTS};

/// A template and what it may refer to.
#[derive(Clone)]
pub(crate) struct Case {
    pub template: String,
    pub variables: Map<String, Value>,
}

/// Case `number` of the run `seed`.
pub(crate) fn case(seed: u64, number: u64) -> Case {
    let mut random = Random::of(seed, number);
    let (variables, kinds) = variables(&mut random);
    let locals = [("g0", kinds[0]), ("g1", kinds[1]), ("g2", kinds[2])].to_vec();
    let template = template(Writer { random, locals, macros: Vec::new(), loops: 0, quoted: false });
    // Most templates name few of the variables, and both engines take as long to make one as to render a reference.
    let variables = variables.into_iter().filter(|(name, _)| template.contains(name.as_str())).collect();
    Case { template, variables }
}

fn template(mut writer: Writer) -> String {
    if writer.random.chance(12) {
        let mut template = soup(&mut writer.random);
        if writer.random.chance(30) {
            let block = writer.block(1, 2);
            template.insert_str(0, &block);
        }
        return template;
    }
    let depth = writer.random.pick(&[1, 2, 2, 3]);
    let mut template = writer.block(depth, 7);
    if writer.random.chance(12) {
        mutate(&mut template, &mut writer.random);
    }
    template
}

/// How often each kind of piece is written, and what writes it.
type Piece = (usize, fn(&mut Writer, usize) -> String);

const PIECES: &[Piece] = &[
    (12, |writer, _| writer.text()),
    (8, |writer, _| writer.random.pick(SPACES).to_owned()),
    (16, |writer, _| writer.printed_reference()),
    (9, |writer, _| writer.set()),
    (3, |writer, _| writer.comment()),
    (1, |writer, _| writer.leave()),
    (4, |writer, _| writer.escape()),
    (3, |writer, _| writer.odd()),
    (1, |writer, _| writer.file_or_evaluation()),
    (2, |writer, _| writer.unknown_directive()),
    (1, |writer, _| writer.class()),
    (2, Writer::literal),
    (7, Writer::condition),
    (5, Writer::foreach),
    (2, Writer::define),
    (3, Writer::macro_or_call),
];

/// The first pieces do not nest.
const FLAT: usize = 11;

pub(crate) struct Writer {
    pub(crate) random: Random,
    /// Names that the template itself has bound so far, latest last.
    pub(crate) locals: Vec<(&'static str, Kind)>,
    pub(crate) macros: Vec<&'static str>,
    pub(crate) loops: usize,
    /// Inside a double-quoted string, where another `"` would end it.
    pub(crate) quoted: bool,
}

impl Writer {
    /// Up to `most` texts, references and directives in a row; directives nest at most `depth` deep.
    pub(crate) fn block(&mut self, depth: usize, most: usize) -> String {
        let mut block = String::new();
        for _ in 0..1 + self.random.below(most) {
            let piece = self.piece(depth);
            block.push_str(&piece);
        }
        block
    }

    fn piece(&mut self, depth: usize) -> String {
        let pieces = if depth == 0 { &PIECES[..FLAT] } else { PIECES };
        let weights: Vec<usize> = pieces.iter().map(|(weight, _)| *weight).collect();
        let (_, write) = pieces[self.random.weighted(&weights)];
        write(self, depth.saturating_sub(1))
    }

    pub(crate) fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..1 + self.random.below(3) {
            text.push_str(self.random.pick(TEXTS));
        }
        if self.quoted { text.replace('"', "'") } else { text }
    }

    /// What stands between the parts of a directive or an expression.
    pub(crate) fn gap(&mut self, usual: &'static str) -> &'static str {
        if self.random.chance(85) { usual } else { self.random.pick(GAPS) }
    }

    /// What follows a directive: the rules of swallowed white space live here.
    pub(crate) fn after(&mut self) -> &'static str {
        if self.random.chance(50) { "" } else { self.random.pick(AFTER) }
    }
}
