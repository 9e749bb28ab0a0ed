//! The priority of a ticket from its impact and its urgency.

use serde::{Deserialize, Serialize};

/// Sizes a matrix can have: levels of impact, and as many of urgency.
pub const SIZES: std::ops::RangeInclusive<usize> = 3..=5;
/// The least urgent priority; 1 is the most urgent.
pub const LEAST: u8 = 5;

/// One row per level of impact, one column per level of urgency; the highest level comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<u8>>", into = "Vec<Vec<u8>>")]
pub struct PriorityMatrix(Vec<Vec<u8>>);

impl PriorityMatrix {
    /// The usual matrix: priority falls evenly from the corner of highest impact and urgency. A size outside [`SIZES`]
    /// becomes the nearest within.
    pub fn usual(size: usize) -> Self {
        let size = size.clamp(*SIZES.start(), *SIZES.end());
        // From 0 in one corner to 2 (n - 1) in the other, onto 1 to 5, half steps upwards.
        let priority =
            |sum: usize| u8::try_from(1 + (sum * 4 + size - 1) / (2 * (size - 1))).unwrap_or(LEAST);
        let row = |impact: usize| (0..size).map(|urgency| priority(impact + urgency)).collect();
        Self((0..size).map(row).collect())
    }

    /// Levels of impact and of urgency.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The rows, highest impact first.
    pub fn rows(&self) -> &[Vec<u8>] {
        &self.0
    }

    /// The priority of a level of impact and one of urgency, both counted from 1, the highest.
    pub fn priority(&self, impact: usize, urgency: usize) -> Option<u8> {
        self.0
            .get(impact.checked_sub(1)?)?
            .get(urgency.checked_sub(1)?)
            .copied()
    }
}

impl TryFrom<Vec<Vec<u8>>> for PriorityMatrix {
    type Error = &'static str;

    /// Stable reasons: `matrix_size` for other than 3 to 5 levels each, `matrix_priority` for other than 1 to 5.
    fn try_from(rows: Vec<Vec<u8>>) -> Result<Self, &'static str> {
        let size = rows.len();
        if !SIZES.contains(&size) || rows.iter().any(|row| row.len() != size) {
            return Err("matrix_size");
        }
        if rows
            .iter()
            .flatten()
            .any(|priority| !(1..=LEAST).contains(priority))
        {
            return Err("matrix_priority");
        }
        Ok(Self(rows))
    }
}

impl From<PriorityMatrix> for Vec<Vec<u8>> {
    fn from(matrix: PriorityMatrix) -> Self {
        matrix.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_matrix_falls_evenly() {
        assert_eq!(
            PriorityMatrix::usual(3).rows(),
            [[1, 2, 3], [2, 3, 4], [3, 4, 5]].map(Vec::from)
        );
        for size in SIZES {
            let matrix = PriorityMatrix::usual(size);
            assert_eq!(matrix.size(), size);
            assert_eq!(
                (matrix.priority(1, 1), matrix.priority(size, size)),
                (Some(1), Some(LEAST))
            );
            assert!(matrix.rows().iter().all(|row| row.is_sorted()));
        }
        assert_eq!(PriorityMatrix::usual(3).priority(0, 1), None);
        assert_eq!(PriorityMatrix::usual(99).size(), 5);
    }

    #[test]
    fn what_is_no_matrix_is_refused() {
        assert_eq!(
            PriorityMatrix::try_from(vec![vec![1, 2], vec![2, 3]]),
            Err("matrix_size")
        );
        let mut rows: Vec<Vec<u8>> = PriorityMatrix::usual(3).into();
        rows[1][1] = 6;
        assert_eq!(PriorityMatrix::try_from(rows.clone()), Err("matrix_priority"));
        rows[1].pop();
        assert_eq!(PriorityMatrix::try_from(rows), Err("matrix_size"));
    }
}
