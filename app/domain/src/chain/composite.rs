//! Composite availability of a structure of components.
//!
//! ```text
//! series                A = Π A_i
//! parallel (any one)    A = 1 - Π (1 - A_i)
//! k of n                A = P(at least k of n independent components are up)
//! bounds without independence (Fréchet):
//!   series              max(0, ΣA_i - (n-1)) <= A <= min A_i
//!   parallel            max A_i <= A <= min(1, ΣA_i)
//! ```
//!
//! Multiplying promised levels gives a contractual floor, not a prediction, and outages of suppliers are correlated;
//! therefore the worst case without independence is always shown beside the product.
//!
//! Unit: shares. Source: AWS Reliability Pillar; Fréchet 1935 for the bounds.
//!
//! ```
//! use domain::chain::{Share, Structure};
//!
//! let level = |ppm: &i64| Share::from_ppm(*ppm).unwrap_or(Share::NONE);
//! let series = Structure::Series([999_500, 999_000, 999_000].map(Structure::Part).into());
//! let composite = series.composite(&level)?;
//! assert_eq!((composite.independent.floor_ppm(), composite.lower.floor_ppm()), (997_501, 997_500));
//! let parallel = Structure::Parallel([990_000, 990_000].map(Structure::Part).into());
//! assert_eq!(parallel.composite(&level)?.independent.floor_ppm(), 999_900);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::share::ONE;
pub use super::share::Share;

/// How parts work together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure<T> {
    /// A single component.
    Part(T),
    /// All parts are needed.
    Series(Vec<Structure<T>>),
    /// One part is enough.
    Parallel(Vec<Structure<T>>),
    /// At least `needed` of the parts are needed.
    KOfN {
        /// k.
        needed: usize,
        /// The n parts.
        parts: Vec<Structure<T>>,
    },
}

/// What is wrong with a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StructureError {
    /// A group has no parts.
    #[error("a group of the structure has no parts")]
    Empty,
    /// A group needs none of its parts, or more than it has.
    #[error("the structure needs {needed} of {parts} parts")]
    ImpossibleCount {
        /// k.
        needed: usize,
        /// n.
        parts: usize,
    },
    /// More levels or parts than any real service has.
    #[error("the structure is too deep or too large")]
    TooLarge,
}

/// The composite availability and its bounds without independence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Composite {
    /// If all components fail independently.
    pub independent: Share,
    /// The worst case over all dependences (Fréchet).
    pub lower: Share,
    /// The best case over all dependences (Fréchet).
    pub upper: Share,
}

/// Limits that keep every computation short.
const MOST_PARTS: usize = 1_000;
const DEEPEST: usize = 64;

impl<T> Structure<T> {
    /// The parts of a group; a component has none.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Part(_) => &[],
            Self::Series(parts) | Self::Parallel(parts) | Self::KOfN { parts, .. } => parts,
        }
    }

    /// The parts of a group, to be changed; `None` for a component.
    pub fn parts_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Part(_) => None,
            Self::Series(parts) | Self::Parallel(parts) | Self::KOfN { parts, .. } => Some(parts),
        }
    }

    /// How many levels there are, the components' own included.
    pub fn depth(&self) -> usize {
        1 + self.parts().iter().map(Self::depth).max().unwrap_or(0)
    }

    /// The same structure of other components; those that become nothing leave it, and so do groups without parts.
    pub fn filter_map<U>(&self, becomes: &mut impl FnMut(&T) -> Option<U>) -> Option<Structure<U>> {
        let parts: Vec<_> = match self {
            Self::Part(part) => return becomes(part).map(Structure::Part),
            group => group
                .parts()
                .iter()
                .filter_map(|part| part.filter_map(becomes))
                .collect(),
        };
        if parts.is_empty() {
            return None;
        }
        Some(match self {
            Self::KOfN { needed, .. } => Structure::KOfN {
                needed: *needed,
                parts,
            },
            Self::Parallel(_) => Structure::Parallel(parts),
            Self::Series(_) | Self::Part(_) => Structure::Series(parts),
        })
    }

    /// The components in order.
    pub fn leaves(&self) -> Vec<&T> {
        match self {
            Self::Part(part) => vec![part],
            Self::Series(parts) | Self::Parallel(parts) | Self::KOfN { parts, .. } => {
                parts.iter().flat_map(Self::leaves).collect()
            }
        }
    }

    /// Checks that every group has parts and can be satisfied, and that the whole is of a sane size.
    pub fn validate(&self) -> Result<(), StructureError> {
        self.check(DEEPEST)?;
        if self.leaves().len() > MOST_PARTS {
            Err(StructureError::TooLarge)
        } else {
            Ok(())
        }
    }

    fn check(&self, levels: usize) -> Result<(), StructureError> {
        let levels = levels.checked_sub(1).ok_or(StructureError::TooLarge)?;
        let parts = match self {
            Self::Part(_) => return Ok(()),
            Self::Series(parts) | Self::Parallel(parts) | Self::KOfN { parts, .. } => parts,
        };
        if parts.is_empty() {
            return Err(StructureError::Empty);
        }
        if let Self::KOfN { needed, .. } = self
            && (*needed == 0 || *needed > parts.len())
        {
            return Err(StructureError::ImpossibleCount {
                needed: *needed,
                parts: parts.len(),
            });
        }
        parts.iter().try_for_each(|part| part.check(levels))
    }

    /// Computes the composite of a structure whose components have an availability.
    pub fn composite(&self, availability: &impl Fn(&T) -> Share) -> Result<Composite, StructureError> {
        self.validate()?;
        Ok(self.compose(availability))
    }

    fn compose(&self, availability: &impl Fn(&T) -> Share) -> Composite {
        let all = |parts: &[Self]| {
            parts
                .iter()
                .map(|part| part.compose(availability))
                .collect::<Vec<_>>()
        };
        match self {
            Self::Part(part) => {
                let share = availability(part);
                Composite {
                    independent: share,
                    lower: share,
                    upper: share,
                }
            }
            Self::Series(parts) => series(&all(parts)),
            Self::Parallel(parts) => parallel(&all(parts)),
            Self::KOfN { needed, parts } => k_of_n(*needed, &all(parts)),
        }
    }
}

fn series(parts: &[Composite]) -> Composite {
    let missing = parts
        .iter()
        .fold(Share::NONE, |sum, part| sum.plus(part.lower.complement()));
    Composite {
        independent: parts
            .iter()
            .fold(Share::WHOLE, |product, part| product.times(part.independent)),
        lower: missing.complement(),
        upper: parts.iter().map(|part| part.upper).min().unwrap_or(Share::WHOLE),
    }
}

fn parallel(parts: &[Composite]) -> Composite {
    let all_down = parts.iter().fold(Share::WHOLE, |product, part| {
        product.times(part.independent.complement())
    });
    Composite {
        independent: all_down.complement(),
        lower: parts.iter().map(|part| part.lower).max().unwrap_or(Share::NONE),
        upper: parts.iter().fold(Share::NONE, |sum, part| sum.plus(part.upper)),
    }
}

/// The exact distribution of the number of parts that are up, part by part; components may differ.
fn k_of_n(needed: usize, parts: &[Composite]) -> Composite {
    let mut up = vec![Share::WHOLE];
    for part in parts {
        let (works, fails) = (part.independent, part.independent.complement());
        let mut next = vec![Share::NONE; up.len() + 1];
        for (count, chance) in up.iter().enumerate() {
            for (slot, factor) in next.iter_mut().skip(count).zip([fails, works]) {
                *slot = slot.plus(chance.times(factor));
            }
        }
        up = next;
    }
    let independent = up
        .iter()
        .skip(needed)
        .fold(Share::NONE, |sum, chance| sum.plus(*chance));
    Composite {
        independent,
        lower: k_lower(needed, parts),
        upper: k_upper(needed, parts),
    }
}

/// Sharp bounds for "at least k of n" (Rüger 1978): the extreme dependences concentrate on the weakest components.
fn k_lower(needed: usize, parts: &[Composite]) -> Share {
    k_upper_of(
        parts.len() + 1 - needed,
        parts.iter().map(|part| part.lower.complement()),
    )
    .complement()
}

fn k_upper(needed: usize, parts: &[Composite]) -> Share {
    k_upper_of(needed, parts.iter().map(|part| part.upper))
}

/// `P(at least k of the events) <= min over m < k of (sum of all but the m largest) / (k - m)`.
fn k_upper_of(needed: usize, chances: impl Iterator<Item = Share>) -> Share {
    let mut sorted: Vec<i128> = chances.map(|share| share.0).collect();
    sorted.sort_unstable();
    let mut best = ONE;
    let mut sum: i128 = sorted.iter().sum();
    for divisor in (1..=needed).rev() {
        best = best.min(sum / i128::try_from(divisor).unwrap_or(1));
        sum -= sorted.pop().unwrap_or(0);
    }
    Share(best)
}

#[cfg(test)]
mod tests;
