//! A model: a JSON Schema, draft 4, under a name.

use serde_json::{Map, Value, json};

use crate::exchange::table::Table;

/// A model.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Its schema.
    pub schema: Value,
}

impl Model {
    /// A model of `schema`.
    pub fn new(schema: Value) -> Model {
        Model { schema }
    }

    /// The schema as one document that needs no other: every model of the API stands under `definitions`, and
    /// references in any of API Gateway's spellings point there.
    ///
    /// ```
    /// use serde_json::json;
    /// use vtlgate::exchange::{Model, Table};
    /// let pet = Model::new(json!({"type": "object"}));
    /// let url = "https://apigateway.amazonaws.com/restapis/a1b2/models/Pet";
    /// let pets = Model::new(json!({"type": "array", "items": {"$ref": url}}));
    /// let models = Table::from_iter([("Pet", pet)]);
    /// assert_eq!(pets.bundled(&models)["items"]["$ref"], "#/definitions/Pet");
    /// ```
    pub fn bundled(&self, models: &Table<Model>) -> Value {
        let mut document = localised(&self.schema);
        let mut definitions: Map<String, Value> =
            models.iter().map(|(name, model)| (name.to_owned(), localised(&model.schema))).collect();
        if let Some(members) = document.as_object_mut() {
            if let Some(own) = members.remove("definitions").as_ref().and_then(Value::as_object) {
                definitions.extend(own.clone());
            }
            members.insert("definitions".to_owned(), Value::Object(definitions));
            return document;
        }
        json!({})
    }
}

/// The schema with its references turned to `#/definitions/<name>`.
fn localised(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| match (name.as_str(), member) {
                ("$ref", Value::String(target)) => (name.clone(), Value::String(local_reference(target))),
                _ => (name.clone(), localised(member)),
            })
            .collect(),
        Value::Array(elements) => elements.iter().map(localised).collect(),
        other => other.clone(),
    }
}

fn local_reference(target: &str) -> String {
    let name = ["#/definitions/", "#/components/schemas/"]
        .iter()
        .find_map(|prefix| target.strip_prefix(prefix))
        .or_else(|| target.contains("/restapis/").then(|| target.rsplit('/').next()).flatten());
    match name {
        Some(name) => format!("#/definitions/{name}"),
        None => target.to_owned(),
    }
}
