//! A small generator of pseudo-random numbers (`SplitMix64`), so that a seed means the same everywhere.

/// The generator.
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Any whole number.
    pub fn number(&mut self) -> i64 {
        self.next().cast_signed()
    }

    /// A percentage or another small decimal number.
    pub fn decimal(&mut self) -> f64 {
        let digits = u32::try_from(self.below(1_000_000)).unwrap_or(0);
        f64::from(digits) / [1.0, 100.0, 10_000.0, 1_000_000.0][self.below(4)]
    }
}
