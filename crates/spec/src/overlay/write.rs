use bedlam_model::{Amendment, Change, Spot};
use serde_json::{Map, Value, json};

use super::find::{Found, media_types, operation, parameter};
use super::narrow::{merged, narrowed};
use super::shadow::{Shadow, Step, room};
use crate::document::Documents;

/// Writes amendments of a description as actions, each on what those before have made.
struct Writer {
    shadow: Shadow,
    actions: Vec<Value>,
}

impl Writer {
    fn new(shadow: Shadow) -> Self {
        Writer {
            shadow,
            actions: Vec::new(),
        }
    }

    /// The actions for all amendments of a description, and how many amendments found no place.
    fn write(mut self, amendments: &[Amendment]) -> (Vec<Value>, usize) {
        let mut left = 0;
        let mut rest = amendments;
        // Those of one operation stand together.
        while let Some(first) = rest.first() {
            let same = |one: &&Amendment| one.method == first.method && one.path == first.path;
            let (these, others) = rest.split_at(rest.iter().take_while(same).count());
            left += self.of_operation(these);
            rest = others;
        }
        (self.actions, left)
    }

    /// First the media types, for what follows is said of those that are taken.
    fn of_operation(&mut self, amendments: &[Amendment]) -> usize {
        let Some(first) = amendments.first() else {
            return 0;
        };
        let Some(found) = operation(self.shadow.value(), first) else {
            return amendments.len();
        };
        let mut left = 0;
        let mut schema: (Value, Vec<&str>) = (Value::Null, Vec::new());
        let moves = |one: &&Amendment| matches!(one.change, Change::Media { .. });
        for one in amendments.iter().filter(moves) {
            left += usize::from(self.move_media(&found, one).is_none());
        }
        for one in amendments.iter().filter(|one| !moves(one)) {
            let placed = match one.spot() {
                Spot::Parameter { location, name } => {
                    let at = parameter(self.shadow.value(), &found, location, &name);
                    at.and_then(|at| self.change_parameter(&at, one))
                }
                Spot::Media(name) => self.give_example(&found, name.as_deref(), one),
                Spot::Schema => {
                    schema.0 = merged(schema.0, one.update());
                    schema.1.push(&one.evidence);
                    Some(())
                }
            };
            left += usize::from(placed.is_none());
        }
        if let (Value::Object(_), why) = &schema {
            let why = why.join("; ");
            left += usize::from(self.narrow_body(&found, &schema.0, &why).is_none());
        }
        left
    }

    fn change_parameter(&mut self, at: &Found, amendment: &Amendment) -> Option<()> {
        let there = at.value(self.shadow.value())?;
        let mut update = amendment.update();
        if there.get("schema").is_none()
            && let Some(keywords) = update.as_object_mut()?.remove("schema")
        {
            // Swagger 2.0 writes the keywords beside the name.
            update = keywords;
        }
        let known = ["example", "examples"]
            .iter()
            .any(|key| there.get(key).is_some());
        if known && update.get("example").is_some() {
            return Some(());
        }
        if let Some(schema) = update.get_mut("schema") {
            let narrow = narrowed(there.get("schema"), schema.take());
            *schema = narrow.update();
        }
        self.merge(at.target(), update, &amendment.evidence)
    }

    fn give_example(
        &mut self,
        found: &Found,
        name: Option<&str>,
        amendment: &Amendment,
    ) -> Option<()> {
        if self.shadow.value().get("swagger").is_some() {
            // Swagger 2.0 has room for an example in the schema alone.
            return self.narrow_body(found, &amendment.update(), &amendment.evidence);
        }
        let media = media_types(self.shadow.value(), found);
        let wanted = media
            .into_iter()
            .filter(|(known, _)| name.is_none_or(|name| name == known));
        let mut placed = None;
        for (_, at) in wanted {
            let there = at.value(self.shadow.value())?;
            let known = ["example", "examples"]
                .iter()
                .any(|key| there.get(key).is_some());
            placed = match known {
                true => Some(()),
                false => self.merge(at.target(), amendment.update(), &amendment.evidence),
            };
        }
        placed
    }

    /// Says more of the body in each of its media types.
    fn narrow_body(&mut self, found: &Found, schema: &Value, why: &str) -> Option<()> {
        let media = media_types(self.shadow.value(), found);
        if media.is_empty() {
            let content = json!({"application/json": {"schema": schema}});
            let update = json!({"requestBody": {"content": content}});
            return self.merge(found.target(), update, why);
        }
        for (_, at) in media {
            let there = at.value(self.shadow.value())?.get("schema").cloned();
            let narrow = narrowed(there.as_ref(), schema.clone());
            if narrow.replaces() {
                self.remove(at.child("schema").target(), why)?;
            }
            self.merge(at.target(), json!({"schema": narrow.update()}), why)?;
        }
        Some(())
    }

    fn move_media(&mut self, found: &Found, amendment: &Amendment) -> Option<()> {
        let Change::Media { from, to } = &amendment.change else {
            return None;
        };
        let media = media_types(self.shadow.value(), found);
        if media.iter().any(|(name, _)| name == to) {
            return Some(());
        }
        let from = from.as_deref();
        let (_, at) = media
            .into_iter()
            .find(|(name, _)| Some(name.as_str()) == from)?;
        let content = at.value(self.shadow.value())?.clone();
        let all = at.parent()?;
        self.remove(at.target(), &amendment.evidence)?;
        let moved = Map::from_iter([(to.clone(), content)]);
        self.merge(all.target(), moved.into(), &amendment.evidence)
    }

    fn merge(&mut self, target: String, update: Value, why: &str) -> Option<()> {
        let ways = self.ways(&target)?;
        let part = Shadow::of_value(update.clone());
        for way in &ways {
            self.shadow.merge(way, &part);
        }
        self.act(json!({"target": target, "update": update}), why);
        Some(())
    }

    fn remove(&mut self, target: String, why: &str) -> Option<()> {
        for way in &self.ways(&target)? {
            self.shadow.remove(way);
        }
        self.act(json!({"target": target, "remove": true}), why);
        Some(())
    }

    fn ways(&self, target: &str) -> Option<Vec<Vec<Step>>> {
        self.shadow
            .select(target)
            .ok()
            .filter(|ways| !ways.is_empty())
    }

    fn act(&mut self, mut action: Value, why: &str) {
        if !why.is_empty() {
            action["description"] = why.into();
        }
        self.actions.push(action);
    }
}

/// An overlay that makes a description say what it lacks, and how many amendments found no place in
/// it, such as those of parts that stand in other documents.
pub(crate) fn write(documents: &Documents, amendments: &[Amendment]) -> (Value, usize) {
    let root = documents.root(0);
    let info = root.get("info");
    let text = |key: &str| info.and_then(|info| info.text_of(key)).unwrap_or_default();
    let (actions, left) = match Shadow::of(root, room(documents.len())) {
        Some(shadow) => Writer::new(shadow).write(amendments),
        None => (Vec::new(), amendments.len()),
    };
    (document(text("title"), text("version"), actions), left)
}

/// A whole overlay document (Overlay 1.0.0, section 4.4).
fn document(title: &str, version: &str, actions: Vec<Value>) -> Value {
    json!({
        "overlay": "1.0.0",
        "info": {
            "title": format!("What was learned of {title}"),
            "version": match version {
                "" => "1",
                version => version,
            },
        },
        "actions": actions,
    })
}
