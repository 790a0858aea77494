use crate::daring::Daring;

/// What a case may do to things that the campaign did not make itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manners<'a> {
    /// What it may take away.
    pub(crate) daring: Daring,
    /// Names of the one whose credentials are used: who changes that one may lock himself out.
    pub(crate) identity: &'a [String],
}
