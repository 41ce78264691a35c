//! Every code, with its level, a template that it is about and one that it is content with.

use super::definition::RULES as DEFINITIONS;
use super::finding::Level;

/// A rule of [`check`](super::check).
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// Its level unless told otherwise.
    pub level: Level,
    /// What it looks at, which is what its examples are.
    pub subject: Subject,
    /// What it is about, in a line.
    pub summary: &'static str,
    /// What happens on the service, and what to write instead.
    pub explanation: &'static str,
    /// A text with a finding of this code.
    pub bad: &'static str,
    /// The same, as it should be: without a finding of this code.
    pub good: &'static str,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Templates, by themselves and in definitions.
    Template,
    /// Definitions of APIs.
    Definition,
}

/// Every rule: those about templates, then those about definitions, the worst first.
///
/// ```
/// assert!(vtlgate::check::rules().iter().any(|rule| rule.code == "json-comma"));
/// ```
pub fn rules() -> &'static [Rule] {
    &RULES
}

/// The rows about templates, then those about definitions.
static RULES: [Rule; TEMPLATES.len() + DEFINITIONS.len()] = {
    let mut rules = [TEMPLATES[0]; TEMPLATES.len() + DEFINITIONS.len()];
    let mut at = 0;
    while at < rules.len() {
        rules[at] = if at < TEMPLATES.len() { TEMPLATES[at] } else { DEFINITIONS[at - TEMPLATES.len()] };
        at += 1;
    }
    rules
};

/// The level of a rule.
pub(super) fn level(code: &str) -> Level {
    RULES.iter().find(|rule| rule.code == code).map_or(Level::Warning, |rule| rule.level)
}

const TEMPLATES: &[Rule] = &[
    Rule {
        code: "syntax",
        level: Level::Error,
        subject: Subject::Template,
        summary: "The template cannot be read.",
        explanation: "API Gateway accepts such a template when an API is deployed, and answers 500 when it is called. All \
            errors are told at once; other rules look at the template when it can be read.",
        bad: "#if($input.path('$.a') = 1)yes#end",
        good: "#if($input.path('$.a') == 1)yes#end",
    },
    Rule {
        code: "resource",
        level: Level::Error,
        subject: Subject::Template,
        summary: "`#parse` and `#include` fail on the service.",
        explanation: "The service has no other templates to read. The render fails, and the client sees a 500.",
        bad: "#parse('common.vm')",
        good: "#define($common)the common text#end$common",
    },
    Rule {
        code: "json-path",
        level: Level::Error,
        subject: Subject::Template,
        summary: "A JSONPath that cannot be read.",
        explanation: "Jayway JsonPath refuses the path, the render fails, and the client sees a 500.",
        bad: "$input.path('$.my name')",
        good: "$input.path(\"$['my name']\")",
    },
    Rule {
        code: "json-comma",
        level: Level::Error,
        subject: Subject::Template,
        summary: "A comma is missing or too much in the JSON that is printed.",
        explanation: "The output is followed through every loop with no, one and two elements. Output that begins with no \
            bracket is not looked at, and nothing is claimed of what references print.",
        bad: "[#foreach($id in $input.path('$.ids')){\"id\": \"$id\"}#end]",
        good: "[#foreach($id in $input.path('$.ids')){\"id\": \"$id\"}#if($foreach.hasNext),#end#end]",
    },
    Rule {
        code: "json-shape",
        level: Level::Error,
        subject: Subject::Template,
        summary: "The JSON that is printed lacks a bracket, a colon or a value, or has a bracket too many.",
        explanation: "As `json-comma`, for everything else that brackets and colons tell.",
        bad: "{\"a\": {\"b\": 1}",
        good: "{\"a\": {\"b\": 1}}",
    },
    Rule {
        code: "template-size",
        level: Level::Error,
        subject: Subject::Template,
        summary: "The template is longer than 300 KB.",
        explanation: "That is the service's quota for a mapping template.",
        bad: "",
        good: "{}",
    },
    Rule {
        code: "byte-order-mark",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "The template begins with a byte order mark.",
        explanation: "Some editors write U+FEFF, which does not show, before the first character of a file. It is text as \
            any other: it is printed first, and what follows is no JSON.",
        bad: "\u{feff}{\"a\": 1}",
        good: "{\"a\": 1}",
    },
    Rule {
        code: "json-branch",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "On some branch the output cannot be JSON.",
        explanation: "As `json-comma` and `json-shape`, for ways through the template that conditions allow; whether data \
            leads there is not known. A list without elements is such a way too.",
        bad: "{\"a\": 1,#if($input.path('$.b') != \"\")\"b\": 2#end}",
        good: "{\"a\": 1#if($input.path('$.b') != \"\"),\"b\": 2#end}",
    },
    Rule {
        code: "json-in-quotes",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`$input.json` in quotes: a string is quoted twice.",
        explanation: "`$input.json` prints JSON, a string with its quotes. `\"$input.json('$.a')\"` prints `\"\"text\"\"`.",
        bad: "{\"a\": \"$input.json('$.a')\"}",
        good: "{\"a\": $input.json('$.a')}",
    },
    Rule {
        code: "escape-quote",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`$util.escapeJavaScript` in JSON writes `\\'`, which JSON does not know.",
        explanation: "A text with a single quote makes the output invalid. AWS's page on `$util` turns `\\'` back into `'`. \
            `--fix` does it.",
        bad: "{\"a\": \"$util.escapeJavaScript($input.path('$.a'))\"}",
        good: "{\"a\": \"$util.escapeJavaScript($input.path('$.a')).replaceAll(\"\\\\'\",\"'\")\"}",
    },
    Rule {
        code: "map-in-json",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A map prints as Java prints it, not as JSON.",
        explanation: "What `$input.path` selects is a map of Java where the body has an object; it prints `{name=value}`. A \
            variable whose members the template reads is taken for a map. Arrays print as JSON.",
        bad: "{\"body\": $input.path('$')}",
        good: "{\"body\": $input.json('$')}",
    },
    Rule {
        code: "macro",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`#macro` is off on the service.",
        explanation: "It prints nothing and defines nothing, and calls of the macro print as they stand. Recorded.",
        bad: "#macro(row $x)<td>$x</td>#end#row(1)",
        good: "#define($row)<td>$x</td>#end#set($x = 1)$row",
    },
    Rule {
        code: "evaluate",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`#evaluate` is not there on the service.",
        explanation: "It prints as it stands. Recorded.",
        bad: "#evaluate('$input.body')",
        good: "$input.body",
    },
    Rule {
        code: "appsync",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A name of AppSync, whose templates look alike.",
        explanation: "`$util.toJson`, `$util.qr`, `$ctx`, `$context.arguments`, `#return` and the like are AppSync's. On API \
            Gateway they are empty, or print as they stand.",
        bad: "$util.toJson($ctx.args.id)",
        good: "$input.json('$.id')",
    },
    Rule {
        code: "member",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`$input` and `$util` have no such member.",
        explanation: "`$input` has `path`, `json`, `params` and `body`; `$util` has six functions. Anything else is empty, \
            without an error.",
        bad: "$util.escapeJavascript($input.body)",
        good: "$util.escapeJavaScript($input.body)",
    },
    Rule {
        code: "context-member",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`$context` has no such member.",
        explanation: "It is empty, without an error. The members are those of AWS's \"Variables for data transformations\".",
        bad: "$context.identity.sourceIP",
        good: "$context.identity.sourceIp",
    },
    Rule {
        code: "access-log",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A member of `$context` that only access logs have.",
        explanation: "It is empty in a template.",
        bad: "$context.responseLatency",
        good: "$context.requestTimeEpoch",
    },
    Rule {
        code: "websocket",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A member of `$context` that only WebSocket APIs have.",
        explanation: "It is empty in a template of a REST API. `websocket = true` in vtlgate.toml says that the templates \
            are those of a WebSocket API.",
        bad: "$context.connectionId",
        good: "$context.requestId",
    },
    Rule {
        code: "method",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "The value has no such method.",
        explanation: "Looked for where the class is known: strings, numbers and collections that the template writes, and \
            what functions give. The call is empty, without an error.",
        bad: "#set($name = 'Rex')$name.upperCase()",
        good: "#set($name = 'Rex')$name.toUpperCase()",
    },
    Rule {
        code: "hyphen",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "`$a-b` is one variable.",
        explanation: "A hyphen belongs to a name. Braces end the name before it; `--fix` writes them.",
        bad: "#set($id = 1)pet/$id-large",
        good: "#set($id = 1)pet/${id}-large",
    },
    Rule {
        code: "undefined-condition",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A variable that is never set is true in a condition.",
        explanation: "What is undefined is the empty string on the service, and that is true. Recorded.",
        bad: "#set($item = 1)#if($itm)there#end",
        good: "#set($item = 1)#if($item)there#end",
    },
    Rule {
        code: "always-true",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A text is always true, an empty or missing one too.",
        explanation: "`#if($input.params('x'))` is taken without the parameter as well. Compare with the empty string.",
        bad: "#if($input.params('page'))page#end",
        good: "#if($input.params('page') != \"\")page#end",
    },
    Rule {
        code: "always-false",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A literal in a condition.",
        explanation: "A text, a number, a list or a map that is written into a condition is false, whatever it holds. \
            Printed by Velocity.",
        bad: "#if(\"yes\")there#end",
        good: "#if(true)there#end",
    },
    Rule {
        code: "missing-condition",
        level: Level::Note,
        subject: Subject::Template,
        summary: "What a JSONPath selects is true where it is missing.",
        explanation: "`#if($input.path('$.a'))` is not taken for `false` alone: what is missing is the empty string, and that \
            is true. Recorded.",
        bad: "#if($input.path('$.name'))named#end",
        good: "#if($input.path('$.name') != \"\")named#end",
    },
    Rule {
        code: "null-test",
        level: Level::Note,
        subject: Subject::Template,
        summary: "`== $null` cannot tell what is missing from what is empty.",
        explanation: "`$null` is an undefined variable, so the empty string. A missing member, a null and `\"\"` all equal it.",
        bad: "#if($input.path('$.a') == $null)none#end",
        good: "#if($input.path('$.a') == \"\")none#end",
    },
    Rule {
        code: "override-twice",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "An override is set twice.",
        explanation: "AWS documents that each can be set once. The last one wins here.",
        bad: "#set($context.responseOverride.status = 400)#set($context.responseOverride.status = 404)",
        good: "#set($context.responseOverride.status = 404)",
    },
    Rule {
        code: "override-status",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A status override that is no status code.",
        explanation: "`$context.responseOverride.status` takes an integer from 100 to 599. A text is ignored here, a numeral \
            in quotes too; what the service does with one nobody has recorded.",
        bad: "#set($context.responseOverride.status = \"404\")",
        good: "#set($context.responseOverride.status = 404)",
    },
    Rule {
        code: "loop-limit",
        level: Level::Warning,
        subject: Subject::Template,
        summary: "A loop with more than 1,000 iterations.",
        explanation: "The service ends a `#foreach` after 1,000 iterations, silently.",
        bad: "#foreach($i in [1..2000])$i #end",
        good: "#foreach($i in [1..1000])$i #end",
    },
];
