//! The kind `composite`: availability of a structure.

use serde_json::value::RawValue;

use super::input::{Fields, Problem};
use super::number;
use super::output::Output;
use super::too_large;
use crate::chain::composite::{Share, Structure};
use crate::exact::Fraction;

/// `composite`: series, parallel, k of n, or a series of such groups.
pub fn composite(input: &Fields<'_>) -> Result<Output, Problem> {
    type Shape = fn(&Fields<'_>) -> Result<Structure<Share>, Problem>;
    let shapes: [(&str, Shape); 4] = [
        ("series", |input| {
            Ok(Structure::Series(components(input, "components_percent")?))
        }),
        ("parallel", |input| {
            Ok(Structure::Parallel(components(input, "components_percent")?))
        }),
        ("k_of_n", |input| k_of_n(input, "components_percent")),
        ("series_of", |input| Ok(Structure::Series(groups(input)?))),
    ];
    let structure = input.choice("structure", &shapes)?(input)?;
    let result = structure
        .composite(&|share| *share)
        .map_err(|error| Problem(error.to_string()))?;
    let percent = |share: Share| share.fraction().times(Fraction::whole(100));
    Ok(Output::default()
        .number("availability_percent", percent(result.independent))
        .number("lower_bound_percent", percent(result.lower))
        .number("upper_bound_percent", percent(result.upper)))
}

/// Groups such as `{"series": [..]}`, `{"parallel": [..]}` or `{"k_of_n": [..], "k": 2}`.
fn groups(input: &Fields<'_>) -> Result<Vec<Structure<Share>>, Problem> {
    let read =
        |group: Fields<'_>| match ["series", "parallel", "k_of_n"].map(|key| group.optional(key).is_some()) {
            [true, false, false] => Ok(Structure::Series(components(&group, "series")?)),
            [false, true, false] => Ok(Structure::Parallel(components(&group, "parallel")?)),
            [false, false, true] => k_of_n(&group, "k_of_n"),
            _ => Err(group.whole("a part needs exactly one of series, parallel, k_of_n")),
        };
    input.objects("parts")?.into_iter().map(read).collect()
}

fn k_of_n(input: &Fields<'_>, key: &str) -> Result<Structure<Share>, Problem> {
    let needed = usize::try_from(input.integer_within("k", 1, 1_000)?).map_err(|_| too_large())?;
    Ok(Structure::KOfN {
        needed,
        parts: components(input, key)?,
    })
}

fn components(input: &Fields<'_>, key: &str) -> Result<Vec<Structure<Share>>, Problem> {
    let read = |(index, raw): (usize, &RawValue)| {
        let name = format!("{key}[{index}]");
        let percent = number::parse(raw).map_err(|reason| input.wrong(&name, reason))?;
        let share = percent.over(Fraction::whole(100)).and_then(Share::from_fraction);
        share
            .map(Structure::Part)
            .ok_or_else(|| input.wrong(&name, "not within 0 to 100"))
    };
    input.list(key)?.into_iter().enumerate().map(read).collect()
}
