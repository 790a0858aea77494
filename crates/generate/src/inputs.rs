use bedlam_model::{Api, Location, Operation, Parameter, SecurityKind};

use crate::media::Kind;

/// What is asked of the inputs of an operation again and again, worked out once.
#[derive(Debug)]
pub(crate) struct Inputs {
    /// For each parameter whether it may be changed: credentials are not ours to touch.
    free: Vec<bool>,
    /// For each media type of the body how it is written.
    kinds: Vec<Kind>,
}

impl Inputs {
    /// Those of one operation.
    pub(crate) fn of(api: &Api, operation: &Operation) -> Self {
        let media = operation.body.iter().flat_map(|body| &body.media);
        let free = |parameter: &Parameter| !is_credential(api, parameter);
        Inputs {
            free: operation.parameters.iter().map(free).collect(),
            kinds: media.map(|media| Kind::of(&media.name)).collect(),
        }
    }

    /// Whether the parameter of this index may be changed.
    pub(crate) fn is_free(&self, parameter: usize) -> bool {
        self.free.get(parameter).copied().unwrap_or(false)
    }

    /// How a body of the media type of this index is written.
    pub(crate) fn kind(&self, media: usize) -> Option<Kind> {
        self.kinds.get(media).copied()
    }
}

fn is_credential(api: &Api, parameter: &Parameter) -> bool {
    let name = &parameter.name;
    let is_key = |kind: &SecurityKind| {
        matches!(kind, SecurityKind::ApiKey { location, name: key }
            if *location == parameter.location && key.eq_ignore_ascii_case(name))
    };
    let authorization =
        parameter.location == Location::Header && name.eq_ignore_ascii_case("authorization");
    let mut schemes = api.security_schemes.iter();
    authorization || schemes.any(|scheme| is_key(&scheme.kind))
}
