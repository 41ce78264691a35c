//! Every code about definitions, with an example that it is about and one that it is content with.

use crate::check::finding::Level;
use crate::check::rules::{Rule, Subject};

/// The rows, the worst first.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        code: "definition",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "The definition cannot be understood.",
        explanation: "The place and what to write there. What an import into API Gateway would refuse is told by \
            `vtlgate invoke` as well.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passthroughBehavior": "SOMETIMES",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passthroughBehavior": "WHEN_NO_MATCH",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "status-code",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "A status code that is none.",
        explanation: "Status codes are texts of three digits, from 100 to 599. In a template of CloudFormation a \
            status code without quotes is a number, which is refused as a name: \"map keys must be strings\".",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "oops": {"statusCode": "4xx", "selectionPattern": "4\\d{2}"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "400": {"statusCode": "400", "selectionPattern": "4\\d{2}"}
  }
}"##,
    },
    Rule {
        code: "method-response",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "An integration response with a status code that the method does not declare.",
        explanation: "API Gateway refuses it: `Invalid response status code specified`. In OpenAPI the declared ones \
            are the `responses` of the operation.",
        bad: r##"{
  "httpMethod": "GET",
  "methodResponses": {"200": {"statusCode": "200"}},
  "methodIntegration": {
    "type": "HTTP",
    "uri": "https://pets.example",
    "integrationResponses": {
      "200": {"statusCode": "200"},
      "404": {"statusCode": "404", "selectionPattern": "404"}
    }
  }
}"##,
        good: r##"{
  "httpMethod": "GET",
  "methodResponses": {"200": {"statusCode": "200"}, "404": {"statusCode": "404"}},
  "methodIntegration": {
    "type": "HTTP",
    "uri": "https://pets.example",
    "integrationResponses": {
      "200": {"statusCode": "200"},
      "404": {"statusCode": "404", "selectionPattern": "404"}
    }
  }
}"##,
    },
    Rule {
        code: "mock-status",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "A MOCK integration without an integer `statusCode`.",
        explanation: "A MOCK integration answers with the `statusCode` that its request template prints. Without one, \
            or with a text in its place, every request is answered 500. Recorded.",
        bad: r##"{
  "type": "MOCK",
  "requestTemplates": {"application/json": "{\"statusCode\": \"200\"}"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "MOCK",
  "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "illegal-header",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "A header that cannot be sent to the backend.",
        explanation: "Content-Length and Transfer-Encoding, and for AWS integrations Authorization, Connection, \
            Expect, Proxy-Authenticate and TE: mapped or overridden, every request is answered 500. Recorded.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "requestParameters": {"integration.request.header.Content-Length": "'0'"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "requestParameters": {"integration.request.header.X-Length": "'0'"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "binary-template",
        level: Level::Error,
        subject: Subject::Definition,
        summary: "A template where the payload is made binary.",
        explanation: "A template needs text. With `contentHandling` CONVERT_TO_BINARY beside it the client is \
            answered 500. Recorded.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "contentHandling": "CONVERT_TO_BINARY",
  "requestTemplates": {"application/json": "{}"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "contentHandling": "CONVERT_TO_TEXT",
  "requestTemplates": {"application/json": "{}"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "definition-member",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "Something in the definition that is not understood.",
        explanation: "A member that is misspelt or misplaced has no effect.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passtroughBehavior": "NEVER",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passthroughBehavior": "WHEN_NO_MATCH",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "selection-pattern",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "A selection pattern that does not match what it seems to.",
        explanation: "The pattern of a Lambda integration is a Java regular expression that must match the whole of \
            `errorMessage`, and `.` does not match a line's end. Of every other integration it is tried against the \
            status code.",
        bad: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "404": {"statusCode": "404", "selectionPattern": "NotFound"}
  }
}"##,
        good: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "404": {"statusCode": "404", "selectionPattern": "(\\n|.)*NotFound(\\n|.)*"}
  }
}"##,
    },
    Rule {
        code: "unreachable-response",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "An integration response that nothing selects.",
        explanation: "Its pattern can match nothing, or another one matches all of it and comes first. Of several \
            that match the lowest status code is taken; that order fits every observation and is not documented.",
        bad: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "400": {"statusCode": "400", "selectionPattern": "(\\n|.)+"},
    "404": {"statusCode": "404", "selectionPattern": "(?s).*NotFound.*"}
  }
}"##,
        good: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "404": {"statusCode": "404", "selectionPattern": "(?s).*NotFound.*"},
    "500": {"statusCode": "500", "selectionPattern": "(\\n|.)+"}
  }
}"##,
    },
    Rule {
        code: "no-default",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "No integration response is the default.",
        explanation: "An answer that no pattern matches is turned into a 500, `Internal server error`. Recorded.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200", "selectionPattern": "2\\d{2}"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "no-template",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "Every request is answered 415.",
        explanation: "`passthroughBehavior` NEVER refuses every body that no template is for, and there is no \
            template. Documented.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passthroughBehavior": "NEVER",
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "passthroughBehavior": "NEVER",
  "requestTemplates": {"application/json": "$input.json('$')"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "unused-template",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "A template that nothing runs.",
        explanation: "Proxy integrations run no templates, and a template is chosen by a media type without \
            parameters.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "requestTemplates": {"application/json; charset=utf-8": "$input.json('$')"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "requestTemplates": {"application/json": "$input.json('$')"},
  "integrationResponses": {
    "200": {"statusCode": "200"}
  }
}"##,
    },
    Rule {
        code: "late-override",
        level: Level::Warning,
        subject: Subject::Definition,
        summary: "A response template overrides the request.",
        explanation: "The request is sent by then.",
        bad: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200", "responseTemplates": {"application/json": "#set($context.requestOverride.header.X-Id = 1)"}}
  }
}"##,
        good: r##"{
  "type": "HTTP",
  "uri": "https://pets.example",
  "integrationResponses": {
    "200": {"statusCode": "200", "responseTemplates": {"application/json": "#set($context.responseOverride.header.X-Id = 1)"}}
  }
}"##,
    },
    Rule {
        code: "selection-newline",
        level: Level::Note,
        subject: Subject::Definition,
        summary: "A selection pattern that matches a line's end in one place and not in another.",
        explanation: "`.` does not match a line's end, `(\\n|.)` does. Who wrote one of them knows of messages with \
            several lines, and forgot the other. `(?s)` at the start of the pattern lets every `.` match all.",
        bad: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "404": {"statusCode": "404", "selectionPattern": ".*NotFound(\\n|.)*"}
  }
}"##,
        good: r##"{
  "type": "AWS",
  "uri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations",
  "integrationResponses": {
    "200": {"statusCode": "200"},
    "404": {"statusCode": "404", "selectionPattern": "(?s).*NotFound.*"},
    "409": {"statusCode": "409", "selectionPattern": ".*Conflict.*"}
  }
}"##,
    },
];
