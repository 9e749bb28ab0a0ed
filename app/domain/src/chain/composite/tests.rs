use super::*;

fn parts(ppm: &[i64]) -> Vec<Structure<i64>> {
    ppm.iter().copied().map(Structure::Part).collect()
}

fn composite(structure: &Structure<i64>) -> (i64, i64, i64) {
    let result = structure
        .composite(&|ppm| Share::from_ppm(*ppm).unwrap())
        .unwrap();
    (
        result.independent.floor_ppm(),
        result.lower.floor_ppm(),
        result.upper.floor_ppm(),
    )
}

#[test]
fn series_and_its_worst_case() {
    assert_eq!(
        composite(&Structure::Series(parts(&[999_500, 999_000, 999_000]))),
        (997_501, 997_500, 999_000)
    );
}

#[test]
fn redundancy() {
    assert_eq!(
        composite(&Structure::Parallel(parts(&[990_000, 990_000]))),
        (999_900, 990_000, 1_000_000)
    );
    let two_of_three = Structure::KOfN {
        needed: 2,
        parts: parts(&[990_000, 990_000, 990_000]),
    };
    assert_eq!(composite(&two_of_three), (999_702, 985_000, 1_000_000));
}

#[test]
fn k_of_n_contains_series_and_parallel() {
    let values = [950_000, 900_000, 990_000, 600_000];
    let k = |needed| {
        composite(&Structure::KOfN {
            needed,
            parts: parts(&values),
        })
    };
    assert_eq!(k(1), composite(&Structure::Parallel(parts(&values))));
    assert_eq!(k(4), composite(&Structure::Series(parts(&values))));
}

#[test]
fn wrong_structures_are_refused() {
    let check = |structure: Structure<i64>| structure.validate().unwrap_err();
    assert_eq!(check(Structure::Series(vec![])), StructureError::Empty);
    let k = Structure::KOfN {
        needed: 3,
        parts: parts(&[1, 2]),
    };
    assert_eq!(check(k), StructureError::ImpossibleCount { needed: 3, parts: 2 });
    let deep = (0..100).fold(Structure::Part(1), |inner, _| Structure::Series(vec![inner]));
    assert_eq!(check(deep), StructureError::TooLarge);
}
