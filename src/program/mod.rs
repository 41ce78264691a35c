//! What is executed: flat tables of statements, expressions and references, names resolved to slots, constant text
//! merged, everything Velocity decides when it reads a template decided.

mod compile;
mod names;
mod reference;
mod region;
mod usual;

use std::ops::Range;
use std::sync::Arc;

use num_bigint::BigInt;

use crate::java::MethodName;
use crate::java::number::BigDecimal;
use crate::output::Output;
use crate::source::Span;
pub(crate) use crate::syntax::ast::Operator;
use crate::value::{Constant, MemberHint, Text, Value};
pub(crate) use compile::compile;
pub(crate) use names::{LoopSlots, Names, Slot};
pub use region::{Region, RegionKind};

/// A compiled template: immutable, shared between threads and renders.
pub(crate) struct Program {
    /// The constant text of all statements and references, one after the other, and [`Output::ROOM`].
    pub text: String,
    pub statements: Vec<Statement>,
    pub expressions: Vec<Expression>,
    pub references: Vec<Reference>,
    pub steps: Vec<Step>,
    pub objects: Vec<Object>,
    /// How operands of a `+` are written, which is what a null among them adds to a string, and arguments of macros, which
    /// their parameters print for null; references know their own. In the order of the expressions.
    pub literals: Vec<(ExpressionId, Box<str>)>,
    pub macros: Vec<Macro>,
    pub regions: Vec<Region>,
    pub main: Block,
}

impl Program {
    /// Gives all that can be observed the place `span`: that of the `#evaluate` that read the program.
    pub(crate) fn place_at(&mut self, span: Span) {
        for region in &mut self.regions {
            (region.span, region.body, region.index) = (span, span, None);
        }
        self.references.iter_mut().for_each(|reference| reference.span = span);
        self.steps.iter_mut().for_each(|step| step.span = span);
        for statement in &mut self.statements {
            match statement {
                Statement::SetVariable { span: place, .. } | Statement::SetPath { span: place, .. } => {
                    *place = span;
                }
                Statement::Call(call) => call.span = span,
                _ => {}
            }
        }
    }

    /// How the expression is written, an operand of a `+` or an argument of a macro.
    pub(crate) fn written(&self, expression: ExpressionId) -> Option<&str> {
        let index = self.literals.binary_search_by_key(&expression, |(operand, _)| *operand).ok()?;
        self.literals.get(index).map(|(_, written)| &**written)
    }

    /// A run of statements.
    #[inline]
    pub(crate) fn block(&self, block: &Block) -> &[Statement] {
        self.statements.get(block.start as usize..block.end as usize).unwrap_or_default()
    }

    /// Prints a piece of the constant text.
    #[inline(always)]
    pub(crate) fn print(&self, piece: &Range<u32>, output: &mut Output) {
        let (text, start, length) = self.piece(piece);
        output.push_piece(text, start, length);
    }

    /// Prints two pieces of it.
    #[inline(always)]
    pub(crate) fn print_both(&self, first: &Range<u32>, second: &Range<u32>, output: &mut Output) {
        output.push_pieces(self.piece(first), self.piece(second));
    }

    #[inline(always)]
    fn piece(&self, piece: &Range<u32>) -> (&[u8], usize, usize) {
        (self.text.as_bytes(), piece.start as usize, (piece.end - piece.start) as usize)
    }

    /// A piece of the constant text.
    #[inline]
    pub(crate) fn text(&self, piece: &Range<u32>) -> &str {
        self.text.get(piece.start as usize..piece.end as usize).unwrap_or_default()
    }
}

/// A run of [`Program::statements`].
pub(crate) type Block = Range<u32>;

/// A run of [`Program::expressions`].
pub(crate) type Expressions = Range<u32>;

/// The index of a statement.
pub(crate) type StatementId = u32;

/// The index of an expression.
pub(crate) type ExpressionId = u32;

/// The index of a reference.
pub(crate) type ReferenceId = u32;

/// The index of a step.
pub(crate) type StepId = u32;

/// The index of a region; one past all for what is never run.
pub(crate) type RegionId = u32;

/// One statement.
#[derive(Clone)]
pub(crate) enum Statement {
    /// Prints a piece of [`Program::text`].
    Text(Range<u32>),
    /// Prints a reference.
    Print(ReferenceId),
    /// Prints a text, and `$name.member` or a longer path of names.
    PrintMember { text: Range<u32>, member: Member, reference: ReferenceId },
    /// The same for `$name`.
    PrintVariable { text: Range<u32>, slot: Slot, reference: ReferenceId },
    /// The same for `$name.method(…)`.
    PrintCall { text: Range<u32>, slot: Slot, step: StepId, reference: ReferenceId },
    /// Assigns to a variable.
    SetVariable { slot: Slot, value: ExpressionId, span: Span },
    /// Assigns to a property or element.
    SetPath { target: ReferenceId, value: ExpressionId, span: Span },
    /// Evaluates, and assigns to a name that no reference can read: `#set(${a} = …)`.
    Discard(ExpressionId),
    /// Runs the first block whose condition holds: conditions and blocks are statements `Branch`, whose regions begin at
    /// this one.
    If(Block, RegionId),
    /// Prints a text, and another where `$foreach.hasNext` holds: between the elements of most lists. The `#if` is `whole`.
    IfNext { before: Range<u32>, slot: Slot, text: Range<u32>, whole: StatementId },
    /// A branch of the `If` before it; an `#else` has no condition.
    Branch { condition: Option<ExpressionId>, block: Block },
    /// Runs a block for each element.
    Foreach(Box<Foreach>),
    /// Binds a block that is rendered where it is used.
    Define { slot: Option<Slot>, block: Block, region: RegionId },
    /// Calls a macro, or prints the call's text where there is no such macro.
    Call(Box<Call>),
    /// Leaves the nearest loop, macro, block or template.
    Break,
    /// Leaves the loop whose scope the expression gives.
    BreakScope(ExpressionId, Span),
    /// Ends the render.
    Stop,
    /// Reads a text as a template and renders it.
    Evaluate(ExpressionId, Span),
    /// Fails the render.
    Fail(Box<str>, Span),
    /// Prints nothing, or fails, as `#include` and `#parse` without a resource loader do.
    Resource { directive: Resource, arguments: Expressions, span: Span },
}

/// A directive that reads another resource.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resource {
    Include,
    Parse,
}

/// `#foreach`.
#[derive(Clone)]
pub(crate) struct Foreach {
    pub element: Option<Slot>,
    pub list: Option<ExpressionId>,
    pub body: LoopBody,
    pub span: Span,
    pub region: RegionId,
}

/// What a loop renders for each element.
#[derive(Clone)]
pub(crate) enum LoopBody {
    Block(Block),
    /// A fourth argument takes the block's place, as an oddity of Velocity has it.
    Print(ExpressionId),
}

/// A call of a macro.
#[derive(Clone)]
pub(crate) struct Call {
    pub name: Box<str>,
    pub arguments: Expressions,
    /// What is printed where there is no such macro.
    pub literal: Box<str>,
    /// The body of `#@name(…) … #end`.
    pub body: Option<Block>,
    /// A bare word among the arguments fails the call of a macro that exists.
    pub bare_word: Option<Box<str>>,
    pub span: Span,
}

/// `#macro`.
#[derive(Clone)]
pub(crate) struct Macro {
    pub name: Box<str>,
    /// The parameters; one that no reference can read has no slot.
    pub parameters: Vec<Option<Slot>>,
    pub block: Block,
    pub region: RegionId,
}

/// An expression.
#[derive(Clone)]
pub(crate) enum Expression {
    Constant(ConstantValue),
    /// A string that is a template of its own.
    Interpolated(Block),
    /// As `Interpolated`, without the last character of what it prints.
    Cut(Block),
    Reference(ReferenceId),
    List(Expressions),
    /// Keys and values in turn.
    Map(Expressions),
    Range(ExpressionId, ExpressionId, Span),
    /// A negation; `true` for an odd number of them.
    Not(bool, ExpressionId),
    /// `first`, then operators with their operands.
    Chain {
        first: ExpressionId,
        rest: Range<u32>,
        span: Span,
    },
    /// One operator of the chain before it, and its right operand.
    Link(Operator, ExpressionId),
    /// The condition `whole`, which is `$name.member` compared with a number.
    MemberTest {
        member: Member,
        operator: Operator,
        number: i32,
        whole: ExpressionId,
    },
    /// The condition `whole`, which is `$foreach.hasNext`.
    HasNext {
        slot: Slot,
        whole: ExpressionId,
    },
}

/// A constant; values hold counts of references and belong to one thread, these to all.
#[derive(Clone)]
pub(crate) enum ConstantValue {
    Null,
    Boolean(bool),
    Integer(i32),
    Long(i64),
    BigInteger(Arc<BigInt>),
    Double(f64),
    BigDecimal(Arc<BigDecimal>),
    Text(Arc<Constant>),
}

impl ConstantValue {
    /// The constant as a value.
    #[inline]
    pub(crate) fn value(&self) -> Value {
        match self {
            ConstantValue::Null => Value::Null,
            ConstantValue::Boolean(boolean) => Value::Boolean(*boolean),
            ConstantValue::Integer(number) => Value::Integer(*number),
            ConstantValue::Long(number) => Value::Long(*number),
            ConstantValue::BigInteger(number) => Value::integer((**number).clone()),
            ConstantValue::Double(number) => Value::Double(*number),
            ConstantValue::BigDecimal(number) => Value::BigDecimal(std::rc::Rc::new((**number).clone())),
            ConstantValue::Text(text) => Value::String(Text::from(text.clone())),
        }
    }
}

/// A reference.
#[derive(Clone)]
pub(crate) struct Reference {
    /// The variable; none for a bare word, which is null.
    pub slot: Option<Slot>,
    /// A run of [`Program::steps`].
    pub steps: Range<u32>,
    /// What the steps are, where they are of a usual kind.
    pub usual: Option<Usual>,
    /// What is printed before the value, a piece of [`Program::text`].
    pub before: Range<u32>,
    /// What is printed for null, a piece of it too.
    pub nothing: Range<u32>,
    /// Whether it is escaped: it prints its own text, with a backslash when it is null.
    pub escaped: bool,
    /// The reference as its author wrote it, for a macro whose parameter prints itself; a piece of it too.
    pub literal: Range<u32>,
    /// Where it stands.
    pub span: Span,
}

/// The index of an object.
pub(crate) type ObjectId = u32;

/// What members are asked of: a variable, or where names alone lead from one. References that follow each other and ask the
/// same have one.
#[derive(Clone)]
pub(crate) struct Object {
    pub slot: Slot,
    /// A run of [`Program::steps`].
    pub steps: Range<u32>,
}

/// A member of an object: what `$name.member` is, where the variable is a map.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    pub object: ObjectId,
    pub step: StepId,
}

/// Steps of a usual kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usual {
    /// Names alone, which in a map stand for members.
    Members(Member),
    /// `get($key)` alone.
    Get(Slot),
    /// `keySet()` alone.
    KeySet,
}

/// A step of a reference.
pub(crate) struct Step {
    pub kind: StepKind,
    pub span: Span,
}

/// What a step does; a name is a piece of [`Program::text`].
pub(crate) enum StepKind {
    Property(Range<u32>, MemberHint),
    Method { name: Range<u32>, resolved: Option<MethodName>, arguments: Expressions },
    Index(ExpressionId),
}
