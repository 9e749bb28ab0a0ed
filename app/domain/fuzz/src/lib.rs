//! What the fuzz targets share: changing JSON documents so that most of them still are JSON documents.
//!
//! A fuzzer that only flips bytes rarely gets past the parser. Half of the changes here are made to the parsed value:
//! replace, copy, drop, nudge. The other half is left to libFuzzer, so that the parser is tested as well.

mod random;

use std::sync::LazyLock;

use serde_json::{Map, Number, Value};

use random::Random;

/// The words of the dictionary, as values.
static WORDS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    include_str!("../json.dict")
        .lines()
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
        .filter_map(|word| serde_json::from_str(&word.replace("\\\"", "\"").replace("\\\\", "\\")).ok())
        .collect()
});

/// Changes a JSON document in place and answers its new length; for `libfuzzer_sys::fuzz_mutator`.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random::new(seed);
    let document = data
        .get(..size)
        .and_then(|text| serde_json::from_slice(text).ok());
    let Some(mut document) = document.filter(|_| random.one_in(2)) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    };
    for _ in 0..=random.below(3) {
        change(&mut document, &mut random);
    }
    let text = document.to_string();
    match data.get_mut(..text.len()) {
        Some(space) if text.len() <= max_size => {
            space.copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}

/// Changes one of the values inside.
fn change(document: &mut Value, random: &mut Random) {
    let all = count(document);
    let other = nth(document, &mut random.below(all)).map(|found| found.clone());
    let Some(value) = nth(document, &mut random.below(all)) else {
        return;
    };
    match (random.below(8), other) {
        (0, Some(other)) => *value = other,
        (1 | 2, _) => *value = word(random),
        _ => nudge(value, random),
    }
}

/// A change that keeps the kind of the value.
fn nudge(value: &mut Value, random: &mut Random) {
    match value {
        Value::Null => *value = word(random),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => *value = Value::Number(other_number(number, random)),
        Value::String(text) => *text = other_text(text, random),
        Value::Array(items) => nudge_array(items, random),
        Value::Object(fields) => nudge_object(fields, random),
    }
}

fn nudge_array(items: &mut Vec<Value>, random: &mut Random) {
    let index = random.below(items.len());
    match (random.below(4), items.get(index).cloned()) {
        (0, Some(_)) => {
            items.remove(index);
        }
        (1, Some(_)) => {
            let to = random.below(items.len());
            items.swap(index, to);
        }
        (_, Some(item)) => items.insert(index, item),
        (_, None) => items.push(word(random)),
    }
}

fn nudge_object(fields: &mut Map<String, Value>, random: &mut Random) {
    let keys: Vec<String> = fields.keys().cloned().collect();
    let old = keys.get(random.below(keys.len()));
    let new = match word(random) {
        Value::String(word) => word,
        other => other.to_string(),
    };
    match (random.below(4), old) {
        (0, Some(old)) => {
            fields.remove(old);
        }
        (1, Some(old)) => {
            let value = fields.remove(old).unwrap_or_default();
            fields.insert(new, value);
        }
        _ => {
            fields.insert(new, word(random));
        }
    }
}

fn other_number(number: &Number, random: &mut Random) -> Number {
    let Some(whole) = number.as_i64() else {
        let factor = [-1.0, 0.5, 2.0, 1e-9, 1e9, 1.000_000_1];
        let factor = factor.get(random.below(factor.len())).copied().unwrap_or(1.0);
        return number
            .as_f64()
            .and_then(|float| Number::from_f64(float * factor))
            .unwrap_or_else(|| 0.into());
    };
    match random.below(8) {
        0 => whole.saturating_neg(),
        1 => whole.saturating_mul(2),
        2 => whole / 2,
        3 => random.number(),
        4 => random.number() >> random.below(63),
        5 => return Number::from_f64(random.decimal()).unwrap_or_else(|| 0.into()),
        6 => whole.saturating_add(1),
        _ => whole.saturating_sub(1),
    }
    .into()
}

/// Letters that dates and times do not expect.
const ODD: [char; 8] = ['+', '-', '0', ':', 'Z', '\\', '\u{0}', 'ä'];

/// Another digit, so that dates stay dates and times stay times; sometimes a longer or a shorter text.
fn other_text(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = (0..letters.len())
        .filter(|index| letters.get(*index).is_some_and(char::is_ascii_digit))
        .collect();
    let digit = digits.get(random.below(digits.len())).copied();
    let index = random.below(letters.len());
    match (random.below(12), digit) {
        (0, _) if !letters.is_empty() => {
            letters.remove(index);
        }
        (1, _) => letters.insert(index, ODD[random.below(ODD.len())]),
        (_, Some(digit)) => letters[digit] = char::from(b'0' + u8::try_from(random.below(10)).unwrap_or(0)),
        (_, None) => {
            if let Value::String(word) = word(random) {
                return word;
            }
        }
    }
    letters.into_iter().collect()
}

fn word(random: &mut Random) -> Value {
    WORDS.get(random.below(WORDS.len())).cloned().unwrap_or_default()
}

/// How many values a document has, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at a place in the order of the text.
fn nth<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, place)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, place)),
        _ => None,
    }
}
