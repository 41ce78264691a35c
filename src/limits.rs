//! The declared limits, and the budget one render has under them.

use std::rc::Rc;

use crate::dialect::Dialect;
use crate::error::Error;
use crate::value::{Containers, Debt, Text, Value};

/// How much a template may use. The defaults are the service's own limits where they are documented (iterations,
/// template and payload size) and otherwise far above what a mapping template needs.
///
/// Each but the loop limit ends the render in an error of kind [`Limit`](crate::ErrorKind::Limit) that names its member
/// here; the same on every machine. A few sizes are fixed, as what reads them calls itself: a JSONPath has at most 64 KiB,
/// 1,000 steps and 24 brackets in one another, and a regular expression 30 groups. Their errors are of kind `Limit` too and
/// say what to write instead.
///
/// ```
/// let mut limits = vtlgate::Limits::default();
/// limits.output_bytes = 64;
/// let template = vtlgate::Template::builder().limits(limits).parse("#foreach($i in [1..100])$i #end").unwrap();
/// let error = template.render(&vtlgate::Inputs::new("")).unwrap_err();
/// assert_eq!(error.kind(), vtlgate::ErrorKind::Limit);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Iterations of one `#foreach`: 1,000 by AWS's quota page. Past it the loop ends and the template goes on (as
    /// Velocity's `directive.foreach.maxloops`; unverified for the service), unless [`strict_loops`](Limits::strict_loops).
    pub loop_iterations: u32,
    /// Whether a loop that reaches [`loop_iterations`](Limits::loop_iterations) is an error.
    pub strict_loops: bool,
    /// Bytes of a template's text: 300 KB by AWS's quota page.
    pub template_bytes: usize,
    /// Bytes of the body: 10 MB by AWS's quota page.
    pub payload_bytes: usize,
    /// How deep expressions, blocks, JSON, paths and calls of macros may nest.
    pub nesting: u32,
    /// Steps of the evaluator: statements, references, calls, iterations, elements visited by a method, and what is built:
    /// a step stands for less than a microsecond and some 30 bytes. The templates of this project's cases take at most
    /// 1,407 steps each, of 5,000,000.
    pub steps: u64,
    /// Bytes of output. The service sends no more than its payload limit of 10 MB.
    pub output_bytes: usize,
    /// Characters (UTF-16 units) of one string a template makes.
    pub string_length: usize,
    /// Elements of one list a template makes.
    pub list_length: usize,
    /// Steps of one regular expression's backtracking. The sizes of patterns go with it: 1,000,000 steps allow for 15,625
    /// characters, and for texts of 31,250 bytes where a pattern looks around without a bound.
    pub regex_steps: usize,
    /// Bits of one BigInteger, or of a BigDecimal's digits, that a template makes.
    pub number_bits: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            loop_iterations: 1_000,
            strict_loops: false,
            template_bytes: 300 * 1024,
            payload_bytes: 10 * 1024 * 1024,
            nesting: 100,
            steps: 5_000_000,
            output_bytes: 16 * 1024 * 1024,
            string_length: 16 * 1024 * 1024,
            list_length: 1_000_000,
            regex_steps: 1_000_000,
            number_bits: 1 << 16,
        }
    }
}

impl Limits {
    /// The defaults of a dialect: plain Velocity has no limit on iterations.
    pub fn of(dialect: Dialect) -> Limits {
        match dialect {
            Dialect::ApiGateway => Limits::default(),
            Dialect::Velocity => Limits { loop_iterations: u32::MAX, ..Limits::default() },
        }
    }
}

/// What is left of the [`Limits`] in one render; handed to everything that works on a template's behalf.
pub struct Budget<'limits> {
    limits: &'limits Limits,
    steps: u64,
    depth: u32,
    printed_half: bool,
    containers: Containers,
    debt: Option<Rc<Debt>>,
    blocks: BlockTexts,
}

/// The texts of blocks, for what asks them for `toString`. Only the evaluator can tell them: whoever wants some that are
/// not known yet ends with an error, the evaluator renders the blocks, and all is done again with the texts at hand.
#[derive(Default)]
pub(crate) struct BlockTexts {
    /// In the order they are asked for; none for a block that renders too often already.
    known: Vec<Option<Text>>,
    asked: usize,
    wanted: Vec<usize>,
}

impl BlockTexts {
    /// Adds the text of the next block that is wanted.
    pub(crate) fn know(&mut self, text: Option<Text>) {
        self.known.push(text);
    }
}

impl<'limits> Budget<'limits> {
    /// A fresh budget.
    pub fn new(limits: &'limits Limits) -> Budget<'limits> {
        Budget {
            limits,
            steps: limits.steps,
            depth: 0,
            printed_half: false,
            containers: Containers::default(),
            debt: None,
            blocks: BlockTexts::default(),
        }
    }

    /// What the block `index` prints; none for one that renders too often already.
    ///
    /// # Errors
    /// Where it is not known yet: then [`wants_block`](Budget::wants_block) tells.
    pub(crate) fn block_text(&mut self, index: usize) -> Result<Option<Text>, Error> {
        if let Some(text) = self.blocks.known.get(self.blocks.asked) {
            self.blocks.asked += 1;
            return Ok(text.clone());
        }
        self.blocks.wanted.push(index);
        Err(block_without_text())
    }

    /// Whether what just failed wanted the text of a block.
    #[inline]
    pub(crate) fn wants_block(&self) -> bool {
        !self.blocks.wanted.is_empty()
    }

    /// The blocks whose texts are wanted, and the texts known so far; there are none while those are rendered.
    pub(crate) fn take_block_texts(&mut self) -> (Vec<usize>, BlockTexts) {
        let mut texts = std::mem::take(&mut self.blocks);
        texts.asked = 0;
        (std::mem::take(&mut texts.wanted), texts)
    }

    /// Sets the texts that are known; none once what wanted them is done.
    pub(crate) fn set_block_texts(&mut self, texts: BlockTexts) {
        self.blocks = texts;
    }

    /// What printing an element of a container ended in. A block whose text is not known does not end the container, so
    /// that all its blocks are wanted at once; [`printed_all`](Budget::printed_all) ends it.
    ///
    /// # Errors
    /// Any other.
    #[inline]
    pub(crate) fn past_blocks(&self, printed: Result<(), Error>) -> Result<(), Error> {
        match printed {
            Err(_) if self.wants_block() => Ok(()),
            printed => printed,
        }
    }

    /// Whether what was printed has the texts of all its blocks.
    ///
    /// # Errors
    /// Where some are not known yet.
    #[inline]
    pub(crate) fn printed_all(&self) -> Result<(), Error> {
        if self.wants_block() { Err(block_without_text()) } else { Ok(()) }
    }

    /// Where documents note what building them took.
    pub(crate) fn debt(&mut self) -> &Rc<Debt> {
        // One document alone takes no more memory than half of the steps stand for.
        let most = self.limits.steps / 2;
        self.debt.get_or_insert_with(|| Rc::new(Debt::new(most)))
    }

    /// Spends the steps that documents were built with.
    ///
    /// # Errors
    /// When no steps are left.
    #[inline]
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        match self.debt.as_ref().map_or(0, |debt| debt.take()) {
            0 => Ok(()),
            owed => self.step(owed),
        }
    }

    /// The limits it counts against.
    pub fn limits(&self) -> &'limits Limits {
        self.limits
    }

    /// Remembers a container that something was put into, which may close a cycle of references.
    pub(crate) fn remember(&mut self, receiver: &Value) {
        self.containers.remember(receiver);
    }

    /// The containers remembered.
    pub(crate) fn take_containers(&mut self) -> Containers {
        std::mem::take(&mut self.containers)
    }

    /// Remembers that half of a surrogate pair was printed.
    pub(crate) fn remember_half(&mut self) {
        self.printed_half = true;
    }

    /// Whether half of a surrogate pair was printed.
    pub(crate) fn printed_half(&self) -> bool {
        self.printed_half
    }

    /// Spends `steps`.
    ///
    /// # Errors
    /// When no steps are left.
    #[inline(always)]
    pub fn step(&mut self, steps: u64) -> Result<(), Error> {
        match self.steps.checked_sub(steps) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(self.steps_spent()),
        }
    }

    /// How many steps are left.
    pub fn steps_left(&self) -> u64 {
        self.steps
    }

    #[cold]
    fn steps_spent(&self) -> Error {
        Error::limit("steps", format_args!("the template took more than {} steps", self.limits.steps))
    }

    /// Enters one more level of nesting; [`leave`](Budget::leave) ends it.
    ///
    /// # Errors
    /// When [`Limits::nesting`] is reached.
    #[inline]
    pub fn enter(&mut self) -> Result<(), Error> {
        if self.depth >= self.limits.nesting {
            return Err(self.too_deep());
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves a level entered.
    #[inline]
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    #[cold]
    fn too_deep(&self) -> Error {
        Error::limit(
            "nesting",
            format_args!("values or calls are nested more than {} deep", self.limits.nesting),
        )
    }

    /// Checks the length of a string about to be made, in UTF-16 units or bytes, whichever is at hand.
    ///
    /// # Errors
    /// When it is over [`Limits::string_length`].
    #[inline]
    pub fn string(&self, length: usize) -> Result<(), Error> {
        if length > self.limits.string_length {
            return Err(Error::limit(
                "string_length",
                format_args!("a string would grow past {} characters", self.limits.string_length),
            ));
        }
        Ok(())
    }

    /// Checks the length of a list or map about to be made or to grow.
    ///
    /// # Errors
    /// When it is over [`Limits::list_length`].
    #[inline]
    pub fn list(&self, length: usize) -> Result<(), Error> {
        if length > self.limits.list_length {
            return Err(Error::limit(
                "list_length",
                format_args!("a list or map would grow past {} elements", self.limits.list_length),
            ));
        }
        Ok(())
    }

    /// Checks the length of the output.
    ///
    /// # Errors
    /// When it is over [`Limits::output_bytes`].
    #[inline]
    pub fn output(&self, length: usize) -> Result<(), Error> {
        if length > self.limits.output_bytes {
            return Err(Error::limit(
                "output_bytes",
                format_args!("the output is larger than {} bytes", self.limits.output_bytes),
            ));
        }
        Ok(())
    }
}

/// What multiplying two numbers of so many bits takes in steps.
pub(crate) fn multiplication_steps(bits: u64) -> u64 {
    let words = bits / 64;
    words.saturating_mul(words) / 64
}

#[cold]
fn block_without_text() -> Error {
    Error::runtime("the block of a #define has no text outside of its template")
}
