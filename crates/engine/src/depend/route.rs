use std::collections::HashMap;

use bedlam_model::Api;

use super::segment::segments;

/// Path templates, to read the ids out of a path that the API shows.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literal: HashMap<String, Node>,
    variable: Option<Box<Node>>,
    /// The template that ends here, as names of its variables in order with the literal before.
    end: Option<Vec<(String, String)>>,
}

impl Routes {
    pub(crate) fn new(api: &Api) -> Self {
        let mut routes = Routes::default();
        for operation in &api.operations {
            let mut node = &mut routes.root;
            let mut variables = Vec::new();
            let mut owner = String::new();
            for segment in segments(&operation.path) {
                if let Some(name) = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
                    variables.push((owner.clone(), name.to_owned()));
                    node = node.variable.get_or_insert_default();
                } else {
                    owner = segment.to_owned();
                    node = node.literal.entry(segment.to_owned()).or_default();
                }
            }
            if !variables.is_empty() {
                node.end.get_or_insert(variables);
            }
        }
        routes
    }

    /// The ids in a path or URL: (literal segment before, name of the variable, value). The path
    /// may carry any prefix before the part that the templates know.
    pub(crate) fn ids_in(&self, url: &str) -> Option<Vec<(String, String, String)>> {
        let path = url.split_once("://").map_or(url, |(_, rest)| {
            rest.find('/').map_or("", |slash| &rest[slash..])
        });
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let segments: Vec<&str> = segments(path).collect();
        if segments.is_empty() || segments.len() > 16 {
            return None;
        }
        (0..segments.len()).find_map(|skip| {
            let mut values = Vec::new();
            let variables = descend(&self.root, &segments[skip..], &mut values)?;
            let named = variables.iter().zip(values);
            Some(
                named
                    .map(|((owner, name), value)| (owner.clone(), name.clone(), value))
                    .collect(),
            )
        })
    }
}

fn descend<'a>(
    node: &'a Node,
    rest: &[&str],
    values: &mut Vec<String>,
) -> Option<&'a [(String, String)]> {
    let Some((first, rest)) = rest.split_first() else {
        return node.end.as_deref();
    };
    let literal = node
        .literal
        .get(*first)
        .and_then(|next| descend(next, rest, values));
    literal.or_else(|| {
        let next = node.variable.as_deref()?;
        values.push((*first).to_owned());
        descend(next, rest, values).or_else(|| {
            values.pop();
            None
        })
    })
}
