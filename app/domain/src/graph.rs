//! Whether one thing leads back to itself over others.

use std::collections::BTreeSet;

/// Whether `to` can be reached from `from` over directed edges. A thing reaches itself.
pub fn reaches<T: Copy + Ord>(edges: &[(T, T)], from: T, to: T) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        let onward = edges
            .iter()
            .filter(|(start, _)| *start == at)
            .map(|(_, end)| *end);
        next.extend(onward.filter(|end| seen.insert(*end)));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::reaches;

    #[test]
    fn ways_are_found_over_others_and_through_circles() {
        let edges = [(1, 2), (2, 3), (3, 1), (4, 1)];
        assert!(reaches(&edges, 1, 3) && reaches(&edges, 4, 3));
        assert!(!reaches(&edges, 1, 4));
        assert!(reaches::<u8>(&[], 7, 7), "itself");
    }
}
