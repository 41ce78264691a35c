//! One case: a question, how its answer is judged, and what that rests on.

use super::answer::{Answer, Question};

/// The evidence a case rests on, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// Recorded from the real service.
    Recorded,
    /// The service's documentation.
    Documented,
    /// Output of Apache Velocity 1.7, configured as the service's.
    Velocity,
    /// Output of Jayway JsonPath with json-smart.
    Jayway,
    /// Reported by users.
    Reported,
    /// Reasoned.
    Guessed,
}

impl Grade {
    pub(crate) const ALL: [Grade; 6] =
        [Grade::Recorded, Grade::Documented, Grade::Velocity, Grade::Jayway, Grade::Reported, Grade::Guessed];

    /// The grade as case files write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Grade::Recorded => "rec",
            Grade::Documented => "doc",
            Grade::Velocity => "vel",
            Grade::Jayway => "jay",
            Grade::Reported => "user",
            Grade::Guessed => "guess",
        }
    }

    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Grade::Recorded => "recorded from the real service",
            Grade::Documented => "the service's documentation",
            Grade::Velocity => "output of Apache Velocity 1.7, configured as the service's",
            Grade::Jayway => "output of Jayway JsonPath with json-smart",
            Grade::Reported => "reported by users",
            Grade::Guessed => "reasoned",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Grade> {
        Grade::ALL.into_iter().find(|grade| grade.name() == name)
    }
}

/// Says why an answer is wrong.
pub(crate) type Judge = Box<dyn Fn(&Answer) -> Result<(), String> + Send + Sync>;

pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) grade: Grade,
    pub(crate) question: Question,
    pub(crate) judge: Judge,
    /// Why this library is known to answer otherwise.
    pub(crate) gap: Option<String>,
}

impl Case {
    /// Asks the library.
    pub(crate) fn check(&self) -> Result<(), String> {
        (self.judge)(&self.question.ask()).map_err(|wrong| format!("{}\n{wrong}", self.question))
    }
}
