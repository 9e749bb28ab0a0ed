//! Scoring stored forecasts: a product that says 30 % must be wrong seven times of ten.
//!
//! ```text
//! Brier = Σ (p - happened)² / n        reliability: mean p beside the observed share, per decile        no unit
//! ```
//!
//! ```
//! use domain::risk::calibration::{Scored, brier};
//!
//! let forecast = |probability, happened| Scored { probability, happened };
//! let score = brier(&[forecast(0.5, true), forecast(0.5, false)])?;
//! assert!((score.unwrap_or_default() - 0.25).abs() < 1e-12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::special::Sum;
use super::{RiskError, share};

/// A forecast and what happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scored {
    /// The probability that was forecast.
    pub probability: f64,
    /// Whether it happened.
    pub happened: bool,
}

/// Forecasts of similar probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Lower bound of the probabilities in percent, included.
    pub from_percent: u8,
    /// How many forecasts.
    pub count: u32,
    /// Their mean probability; `None` if there are none.
    pub mean_probability: Option<f64>,
    /// The share that happened; `None` if there are none.
    pub observed: Option<f64>,
}

/// The Brier score: mean squared difference between forecast and outcome. 0 is perfect, 0.25 is what always saying
/// 50 % earns. `None` without forecasts.
pub fn brier(forecasts: &[Scored]) -> Result<Option<f64>, RiskError> {
    let mut sum = Sum::default();
    for forecast in forecasts {
        let outcome = if forecast.happened { 1.0 } else { 0.0 };
        sum.add((share("probability", forecast.probability)? - outcome).powi(2));
    }
    Ok((!forecasts.is_empty()).then(|| sum.value() / count(forecasts.len())))
}

/// Reliability per decile: in each of ten bins the mean forecast beside the observed share. 100 % belongs to the last.
pub fn reliability(forecasts: &[Scored]) -> Result<Vec<Bin>, RiskError> {
    for forecast in forecasts {
        share("probability", forecast.probability)?;
    }
    Ok((0..10_u8).map(|decile| bin(decile, forecasts)).collect())
}

fn bin(decile: u8, forecasts: &[Scored]) -> Bin {
    let (low, high) = (f64::from(decile) / 10.0, f64::from(decile + 1) / 10.0);
    let members: Vec<&Scored> = forecasts
        .iter()
        .filter(|forecast| forecast.probability >= low && (forecast.probability < high || decile == 9))
        .collect();
    let mut sum = Sum::default();
    for member in &members {
        sum.add(member.probability);
    }
    let happened = members.iter().filter(|member| member.happened).count();
    let mean = |total: f64| (!members.is_empty()).then(|| total / count(members.len()));
    Bin {
        from_percent: decile * 10,
        count: u32::try_from(members.len()).unwrap_or(u32::MAX),
        mean_probability: mean(sum.value()),
        observed: mean(count(happened)),
    }
}

fn count(items: usize) -> f64 {
    f64::from(u32::try_from(items).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(probability: f64, happened: bool) -> Scored {
        Scored {
            probability,
            happened,
        }
    }

    #[test]
    fn scores() {
        assert_eq!(brier(&[]), Ok(None));
        let coin = [scored(0.5, true), scored(0.5, false)];
        assert!((brier(&coin).unwrap().unwrap() - 0.25).abs() < 1e-12);
        assert!((brier(&[scored(1.0, true)]).unwrap().unwrap()).abs() < 1e-12);
        assert!(brier(&[scored(1.5, true)]).is_err());
    }

    #[test]
    fn deciles() {
        let forecasts = [
            scored(0.0, false),
            scored(0.3, true),
            scored(0.35, false),
            scored(1.0, true),
        ];
        let bins = reliability(&forecasts).unwrap();
        assert_eq!(
            bins.iter().map(|bin| bin.count).collect::<Vec<_>>(),
            [1, 0, 0, 2, 0, 0, 0, 0, 0, 1]
        );
        assert_eq!((bins[3].from_percent, bins[3].observed), (30, Some(0.5)));
        assert_eq!(bins[1].observed, None);
    }
}
