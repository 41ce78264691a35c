//! The two dialects: every known difference between them is a method here, with its evidence.

/// Which engine's behaviour a template gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Apache Velocity 1.7 as API Gateway runs it: undefined references are empty strings, no inline macros, no
    /// `#evaluate` (348 of 350 recorded renders; see COMPATIBILITY.md).
    #[default]
    ApiGateway,
    /// Apache Velocity 1.7 as released.
    Velocity,
}

impl Dialect {
    /// Whether a reference to nothing (undefined, null, a missing property or method) evaluates to `""`, which is
    /// truthy, instead of to null, which prints the reference's own text. Recorded from the service.
    pub fn nothing_is_empty_string(self) -> bool {
        self == Dialect::ApiGateway
    }

    /// Whether `#macro` in a template defines a macro. On the service it prints and defines nothing; recorded.
    pub fn inline_macros(self) -> bool {
        self == Dialect::Velocity
    }

    /// Whether `name` is a directive of the engine rather than text or a macro's name. `#evaluate` is not there on the
    /// service; recorded.
    pub fn has_directive(self, name: &str) -> bool {
        match name {
            "evaluate" => self == Dialect::Velocity,
            "foreach" | "include" | "parse" | "macro" | "literal" | "break" | "define" | "stop" => true,
            _ => false,
        }
    }

    /// The dialect's name on the command line and in case files.
    ///
    /// ```
    /// assert_eq!(vtlgate::Dialect::ApiGateway.name(), "apigateway");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Dialect::ApiGateway => "apigateway",
            Dialect::Velocity => "velocity",
        }
    }
}
