//! Special functions of the forecasts.
//!
//! ```
//! use domain::risk::special::ln_choose;
//!
//! assert!((ln_choose(40.0, 3.0).exp() - 9_880.0).abs() < 1e-6);
//! ```

/// The natural logarithm of the gamma function for positive arguments (Lanczos approximation, g = 7, nine terms;
/// relative error below 10^-14).
#[expect(clippy::excessive_precision, reason = "published coefficients")]
pub fn ln_gamma(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_13,
        -176.615_029_162_140_59,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_571_6e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        // Reflection keeps the series in the range in which it converges.
        return (std::f64::consts::PI / (std::f64::consts::PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut series = 0.999_999_999_999_809_93;
    let mut term = x;
    for coefficient in COEFFICIENTS {
        term += 1.0;
        series += coefficient / term;
    }
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + series.ln()
}

/// The logarithm of the beta function.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// The logarithm of a binomial coefficient.
pub fn ln_choose(n: f64, k: f64) -> f64 {
    ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0)
}

/// `ln P(N = k)` for a Poisson variable; `k` as a float because the terms are.
pub fn ln_poisson(k: f64, mean: f64) -> f64 {
    if mean > 0.0 {
        k * mean.ln() - mean - ln_gamma(k + 1.0)
    } else if k > 0.0 {
        f64::NEG_INFINITY
    } else {
        0.0
    }
}

/// Adds many small terms without losing them (Neumaier), and keeps a probability within 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a term.
    pub fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    /// The sum.
    pub fn value(self) -> f64 {
        self.total + self.lost
    }

    /// The sum as a probability.
    pub fn probability(self) -> f64 {
        self.value().clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert!((ln_gamma(1.0)).abs() < 1e-14);
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-14);
        assert!((ln_gamma(11.0) - 3_628_800_f64.ln()).abs() < 1e-12);
        assert!((ln_choose(120.0, 3.0).exp() - 280_840.0).abs() < 1e-6);
        assert!((ln_poisson(0.0, 0.9).exp() - (-0.9_f64).exp()).abs() < 1e-15);
    }
}
