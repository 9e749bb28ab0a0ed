//! Editing a structure step by step. A step names its place by a path of positions: `0.2` is the third part of the
//! first group, the empty path the whole.
//!
//! ```
//! use domain::chain::draft::{self, GroupKind, Step};
//!
//! let mut chain = draft::empty();
//! draft::apply(&mut chain, &Step::AddGroup { at: vec![], kind: GroupKind::Parallel, needed: 1 })?;
//! assert_eq!(serde_json::to_string(&chain)?, r#"{"series":[{"parallel":[]}]}"#);
//! draft::apply(&mut chain, &Step::Remove { at: vec![0] })?;
//! assert_eq!(chain, draft::empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::composite::Structure;
use super::part::{ChainStructure, Part};

/// How the parts of a group work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// All are needed.
    Series,
    /// One is enough.
    Parallel,
    /// So many are needed.
    KOfN,
}

impl GroupKind {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Series, Self::Parallel, Self::KOfN];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Parallel => "parallel",
            Self::KOfN => "k_of_n",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind of a group; `None` for a part.
    pub const fn of<T>(node: &Structure<T>) -> Option<Self> {
        match node {
            Structure::Part(_) => None,
            Structure::Series(_) => Some(Self::Series),
            Structure::Parallel(_) => Some(Self::Parallel),
            Structure::KOfN { .. } => Some(Self::KOfN),
        }
    }

    const fn group(self, needed: usize, parts: Vec<ChainStructure>) -> ChainStructure {
        match self {
            Self::Series => Structure::Series(parts),
            Self::Parallel => Structure::Parallel(parts),
            Self::KOfN => Structure::KOfN { needed, parts },
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A part at the end of a group.
    AddPart {
        /// The group.
        at: Vec<usize>,
        /// The part.
        part: Part,
    },
    /// An empty group at the end of a group.
    AddGroup {
        /// The group around it.
        at: Vec<usize>,
        /// What kind it is.
        kind: GroupKind,
        /// For [`GroupKind::KOfN`].
        needed: usize,
    },
    /// Another part in the place of one.
    SetPart {
        /// The part.
        at: Vec<usize>,
        /// What it becomes.
        part: Part,
    },
    /// Another kind for a group, with the same parts.
    SetGroup {
        /// The group.
        at: Vec<usize>,
        /// What kind it becomes.
        kind: GroupKind,
        /// For [`GroupKind::KOfN`].
        needed: usize,
    },
    /// One place towards the beginning of its group.
    Up {
        /// What moves.
        at: Vec<usize>,
    },
    /// One place towards the end of its group.
    Down {
        /// What moves.
        at: Vec<usize>,
    },
    /// Away, with everything in it.
    Remove {
        /// What goes.
        at: Vec<usize>,
    },
}

/// A step names a place that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the structure has no such place")]
pub struct NoSuchPlace;

/// Where every chain begins.
pub const fn empty() -> ChainStructure {
    Structure::Series(Vec::new())
}

/// A structure whose outermost level is a group, so that parts can be added.
pub fn opened(structure: ChainStructure) -> ChainStructure {
    match structure {
        part @ Structure::Part(_) => Structure::Series(vec![part]),
        group => group,
    }
}

/// Reads a path such as `0.2`.
pub fn path(text: &str) -> Option<Vec<usize>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    text.split('.').map(|position| position.parse().ok()).collect()
}

fn at<'a>(structure: &'a mut ChainStructure, path: &[usize]) -> Result<&'a mut ChainStructure, NoSuchPlace> {
    path.iter().try_fold(structure, |node, position| {
        node.parts_mut()
            .and_then(|parts| parts.get_mut(*position))
            .ok_or(NoSuchPlace)
    })
}

/// The group around a place, and the place in it; the whole has none around it.
fn around<'a>(
    structure: &'a mut ChainStructure,
    path: &[usize],
) -> Result<(&'a mut Vec<ChainStructure>, usize), NoSuchPlace> {
    let (position, group) = path.split_last().ok_or(NoSuchPlace)?;
    let parts = at(structure, group)?.parts_mut().ok_or(NoSuchPlace)?;
    if *position < parts.len() {
        Ok((parts, *position))
    } else {
        Err(NoSuchPlace)
    }
}

/// Makes a change. What stands first or last stays there when it is moved further.
///
/// # Errors
/// [`NoSuchPlace`]; then nothing has changed.
pub fn apply(structure: &mut ChainStructure, step: &Step) -> Result<(), NoSuchPlace> {
    match step {
        Step::AddPart { at: path, part } => {
            let parts = at(structure, path)?.parts_mut().ok_or(NoSuchPlace)?;
            parts.push(Structure::Part(*part));
        }
        Step::AddGroup {
            at: path,
            kind,
            needed,
        } => {
            let parts = at(structure, path)?.parts_mut().ok_or(NoSuchPlace)?;
            parts.push(kind.group(*needed, Vec::new()));
        }
        Step::SetPart { at: path, part } => {
            let Structure::Part(known) = at(structure, path)? else {
                return Err(NoSuchPlace);
            };
            *known = *part;
        }
        Step::SetGroup {
            at: path,
            kind,
            needed,
        } => {
            let node = at(structure, path)?;
            let parts = std::mem::take(node.parts_mut().ok_or(NoSuchPlace)?);
            *node = kind.group(*needed, parts);
        }
        Step::Up { at: path } => {
            let (parts, position) = around(structure, path)?;
            parts.swap(position, position.saturating_sub(1));
        }
        Step::Down { at: path } => {
            let (parts, position) = around(structure, path)?;
            let last = parts.len() - 1;
            parts.swap(position, (position + 1).min(last));
        }
        Step::Remove { at: path } => {
            let (parts, position) = around(structure, path)?;
            parts.remove(position);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Carries;
    use crate::ids::ContractId;

    fn part(number: u128) -> Part {
        Part {
            contract_id: ContractId(uuid::Uuid::from_u128(number)),
            service_id: None,
            carries: Carries::Everything,
            handover_minutes: 0,
        }
    }

    fn of(numbers: &[u128]) -> ChainStructure {
        Structure::Series(
            numbers
                .iter()
                .map(|number| Structure::Part(part(*number)))
                .collect(),
        )
    }

    #[test]
    fn parts_are_added_moved_changed_and_removed() {
        let mut chain = of(&[1, 2]);
        let mut steps = |step: Step| apply(&mut chain, &step).map(|()| chain.clone());
        assert_eq!(
            steps(Step::AddPart {
                at: vec![],
                part: part(3)
            }),
            Ok(of(&[1, 2, 3]))
        );
        assert_eq!(steps(Step::Up { at: vec![2] }), Ok(of(&[1, 3, 2])));
        assert_eq!(steps(Step::Up { at: vec![0] }), Ok(of(&[1, 3, 2])));
        assert_eq!(steps(Step::Down { at: vec![0] }), Ok(of(&[3, 1, 2])));
        assert_eq!(steps(Step::Down { at: vec![2] }), Ok(of(&[3, 1, 2])));
        assert_eq!(
            steps(Step::SetPart {
                at: vec![1],
                part: part(9)
            }),
            Ok(of(&[3, 9, 2]))
        );
        assert_eq!(steps(Step::Remove { at: vec![0] }), Ok(of(&[9, 2])));
    }

    #[test]
    fn groups_change_their_kind_and_keep_their_parts() {
        let mut chain = of(&[1, 2]);
        let step = Step::SetGroup {
            at: vec![],
            kind: GroupKind::KOfN,
            needed: 1,
        };
        apply(&mut chain, &step).unwrap();
        assert!(matches!(&chain, Structure::KOfN { needed: 1, parts } if parts.len() == 2));
    }

    #[test]
    fn places_that_are_not_there_change_nothing() {
        let before = of(&[1]);
        let mut chain = before.clone();
        for step in [
            Step::Remove { at: vec![] },
            Step::Remove { at: vec![1] },
            Step::Up { at: vec![0, 0] },
            Step::AddPart {
                at: vec![0],
                part: part(2),
            },
            Step::SetPart {
                at: vec![],
                part: part(2),
            },
            Step::SetGroup {
                at: vec![0],
                kind: GroupKind::Parallel,
                needed: 1,
            },
        ] {
            assert_eq!(apply(&mut chain, &step), Err(NoSuchPlace), "{step:?}");
        }
        assert_eq!(chain, before);
        assert_eq!(path("0.x"), None);
        assert_eq!(path("0.12"), Some(vec![0, 12]));
    }
}
