//! One test binary for everything that is tested from outside, a file per subject.

mod walls;
