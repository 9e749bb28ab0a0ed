//! The stateless calculator on a large document: 100,000 deadlines over one named calendar, JSON included.

use std::fmt::Write;

const CALENDAR: &str = r#"{"tz":"Europe/Berlin","region":"DE-BE","week":{"mon":[["08:00","18:00"]],"tue":[["08:00","18:00"]],"wed":[["08:00","18:00"]],"thu":[["08:00","18:00"]],"fri":[["08:00","18:00"]]}}"#;

fn document(vectors: u32) -> String {
    let mut json = format!("{{\"calendars\":{{\"office\":{CALENDAR}}},\"vectors\":[");
    for index in 0..vectors {
        let separator = if index == 0 { "" } else { "," };
        let (month, day, hour) = (index % 12 + 1, index % 28 + 1, index % 24);
        let _ = write!(
            json,
            "{separator}{{\"id\":\"v-{index}\",\"kind\":\"business_deadline\",\"input\":{{\"calendar\":\"office\",\"start\":\"2026-{month:02}-{day:02}T{hour:02}:17:00+01:00\",\"seconds\":{},\"direction\":\"forward\"}}}}",
            (index % 400) * 900,
        );
    }
    json.push_str("]}");
    json
}

#[divan::bench(sample_count = 10)]
fn hundred_thousand_deadlines(bencher: divan::Bencher<'_, '_>) {
    let document = document(100_000);
    bencher.bench(|| domain::calc::run(divan::black_box(&document)));
}

fn main() {
    divan::main();
}
