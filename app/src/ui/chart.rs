//! The history chart: what was reached in each period against the threshold. Pure function of its data.

use chrono::Datelike;
use domain::ratio::WHOLE_PPM;
use domain::time::period::Period;
use domain::views::{Attainment, PeriodCell};
use leptos::prelude::*;

use super::Tone;
use crate::i18n::{dates, format, use_text};

const WIDTH: i64 = 560;
const LEFT: i64 = 56;
const RIGHT: i64 = 474;
const TOP: i64 = 14;
const BOTTOM: i64 = 284;
const HEIGHT: i64 = 322;

/// Attainment in parts per million, cut.
fn ppm(reached: &Attainment) -> i64 {
    let scaled = i128::from(reached.ratio.numerator) * i128::from(WHOLE_PPM)
        / i128::from(reached.ratio.denominator.max(1));
    i64::try_from(scaled).unwrap_or(0)
}

/// The span of the vertical axis: everything shown and a little air, never above 100 %.
fn span(values: &[i64], threshold: i64) -> (i64, i64) {
    let low = values.iter().copied().min().unwrap_or(threshold).min(threshold);
    let high = values.iter().copied().max().unwrap_or(threshold).max(threshold);
    let air = ((high - low) / 6).max(200);
    let step = axis_step(high - low + 2 * air);
    let bottom = (low - air).max(0) / step * step;
    let top = ((high + air + step - 1) / step * step).min(WHOLE_PPM.max(high));
    (bottom, top)
}

/// The distance of the grid lines: 1, 2 or 5 times a power of ten, for about four lines.
fn axis_step(span: i64) -> i64 {
    let mut step = 100;
    loop {
        for factor in [1, 2, 5] {
            if span / (step * factor) <= 5 {
                return step * factor;
            }
        }
        step *= 10;
    }
}

fn x(index: i64, count: i64) -> i64 {
    if count < 2 {
        return i64::midpoint(LEFT, RIGHT);
    }
    LEFT + 12 + index * (RIGHT - LEFT - 24) / (count - 1)
}

fn y(value: i64, (bottom, top): (i64, i64)) -> i64 {
    BOTTOM - (value - bottom) * (BOTTOM - TOP) / (top - bottom).max(1)
}

/// Runs of neighbouring periods with data: the line has gaps where nothing was measured.
fn runs(points: &[Option<(i64, i64)>]) -> Vec<String> {
    points
        .split(Option::is_none)
        .filter(|run| run.len() > 1)
        .map(|run| {
            run.iter()
                .flatten()
                .map(|(x, y)| format!("{x},{y}"))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// Attainment per period with the threshold; `sentence` says the finding.
#[component]
pub fn HistoryChart(
    /// Oldest first.
    cells: Vec<PeriodCell>,
    /// What had to be reached.
    threshold_ppm: i64,
    /// The finding, for those who do not see the picture.
    sentence: String,
) -> impl IntoView {
    let text = use_text();
    let count = i64::try_from(cells.len()).unwrap_or(0);
    let values: Vec<i64> = cells
        .iter()
        .filter_map(|cell| cell.attainment.as_ref().map(ppm))
        .collect();
    let axis = span(&values, threshold_ppm);
    let limit = y(threshold_ppm, axis);
    let points: Vec<Option<(i64, i64)>> = (0_i64..)
        .zip(&cells)
        .map(|(index, cell)| {
            cell.attainment
                .as_ref()
                .map(|reached| (x(index, count), y(ppm(reached), axis)))
        })
        .collect();
    let lines = runs(&points)
        .into_iter()
        .map(|line| view! { <polyline class="c-line" points=line></polyline> })
        .collect_view();
    let marks = (0_i64..)
        .zip(cells)
        .map(|(index, cell)| view! { <Mark cell=cell x=x(index, count) axis=axis/> })
        .collect_view();
    view! {
        <svg class="chart" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=sentence>
            <defs>
                <pattern id="hatch" class="c-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="6" height="6"></rect>
                    <path d="M0 0v6"></path>
                </pattern>
            </defs>
            {(!values.is_empty()).then(|| view! { <Grid axis=axis limit=limit/> })}
            <line class="c-limit" x1=LEFT x2=RIGHT y1=limit y2=limit></line>
            <text class="strong" x=RIGHT + 8 y=limit + 4>{text.chart_target(format::percent_ppm(text.0, threshold_ppm))}</text>
            <g data-status="info">{lines}</g>
            {marks}
        </svg>
    }
}

/// Labelled grid lines, except where the threshold's own line is too near.
#[component]
fn Grid(axis: (i64, i64), limit: i64) -> impl IntoView {
    let text = use_text();
    let step = axis_step(axis.1 - axis.0);
    let first = (axis.0 + step - 1) / step * step;
    (0..)
        .map(|line| first + line * step)
        .take_while(|value| *value <= axis.1)
        .filter(|value| (y(*value, axis) - limit).abs() > 2)
        .map(|value| {
            let at = y(value, axis);
            view! {
                <line class="c-grid" x1=LEFT x2=RIGHT y1=at y2=at></line>
                <text x=LEFT - 8 y=at + 4 text-anchor="end">{format::percent_ppm(text.0, value)}</text>
            }
        })
        .collect_view()
}

/// One period: a dot, or a hatched column when nothing was measured, and its name below.
#[component]
fn Mark(cell: PeriodCell, x: i64, axis: (i64, i64)) -> impl IntoView {
    let text = use_text();
    let (name, year) = axis_label(&dates::period_short(text.0, cell.period), cell.period, x);
    let shape = if let Some(reached) = cell.attainment {
        view! { <circle class="c-dot" cx=x cy=y(ppm(&reached), axis) r="4.5"></circle> }.into_any()
    } else {
        view! { <rect class="c-out" fill="url(#hatch)" x=x - 9 y=TOP width="18" height=BOTTOM - TOP></rect> }
            .into_any()
    };
    view! {
        <g data-status=Tone::from(cell.status).code()>{shape}</g>
        <text x=x y=BOTTOM + 18 text-anchor="middle">{name}</text>
        {year.map(|year| view! { <text x=x y=BOTTOM + 33 text-anchor="middle">{year}</text> })}
    }
}

/// The period without its year; the year stands below the first one and below every January.
fn axis_label(short: &str, period: Period, x: i64) -> (String, Option<String>) {
    let first = x <= LEFT + 12;
    let (name, year) = short.split_once(' ').unwrap_or((short, ""));
    let shown = (first || period.first_day().month() == 1) && !year.is_empty();
    (name.to_owned(), shown.then(|| year.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_holds_every_value_and_ends_at_one_hundred_percent() {
        let (bottom, top) = span(&[996_147, 1_000_000], 999_000);
        assert!(bottom <= 996_147 && top == WHOLE_PPM, "{bottom} {top}");
        let (bottom, top) = span(&[], 950_000);
        assert!(bottom < 950_000 && top > 950_000);
        let (bottom, _) = span(&[0], 950_000);
        assert_eq!(bottom, 0);
    }

    #[test]
    fn the_line_has_gaps_where_nothing_was_measured() {
        let points = [
            Some((0, 1)),
            Some((1, 2)),
            None,
            Some((3, 4)),
            None,
            Some((5, 5)),
            Some((6, 6)),
        ];
        assert_eq!(runs(&points), ["0,1 1,2", "5,5 6,6"]);
    }

    #[test]
    fn grid_steps_are_round() {
        assert_eq!(axis_step(5_000), 1_000);
        assert_eq!(axis_step(60_000), 20_000);
    }
}
