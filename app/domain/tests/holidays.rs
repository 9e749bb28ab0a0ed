//! Compares the holiday table with the Python package `holidays` 0.109, category `public`, for all sixteen states and
//! nationwide, 2000 to 2040: `tests/data/holidays-de.csv`.

use domain::time::holiday::{Region, holidays};

const REFERENCE: &str = include_str!("../../../tests/data/holidays-de.csv");

#[test]
fn the_table_agrees_with_an_independent_one() {
    let mut compared = 0;
    for line in REFERENCE.lines().skip(1) {
        let [code, year, dates] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let region = Region::parse(code).unwrap();
        // In 2008 Labour Day and Ascension fell on the same day, which is one free day.
        let mut own: Vec<String> = holidays(region, year.parse().unwrap())
            .iter()
            .map(|holiday| holiday.date.format("%m-%d").to_string())
            .collect();
        own.dedup();
        assert_eq!(own.join(" "), dates, "{code} {year}");
        compared += own.len();
    }
    assert_eq!(compared, 7_368);
}
