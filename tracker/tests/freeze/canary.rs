//! Results of floating-point functions on this host. They come from the C library and from kernels chosen by the processor,
//! and may differ from host to host in the last digit; then nothing can be compared to the bit.

use std::hint::black_box;

use nalgebra::DMatrix;

use crate::hash::Hash;

/// A hash of common functions over a grid of arguments, and of matrix products.
pub fn canary() -> String {
    let mut hash = Hash::new();
    for i in 0..4000 {
        let x = black_box(1e-3 + 0.017_31 * f64::from(i));
        let y = black_box(35.0 - 0.013_7 * f64::from(i));
        let unit = (y / 40.0).clamp(-1.0, 1.0);
        hash.reals([x.sin(), x.cos(), x.tan(), y.atan(), y.atan2(x), x.hypot(y)]);
        hash.reals([
            unit.asin(),
            unit.acos(),
            unit.sinh(),
            unit.cosh(),
            unit.tanh(),
        ]);
        hash.reals([
            y.exp(),
            unit.exp_m1(),
            x.ln(),
            x.ln_1p(),
            x.log10(),
            x.log2(),
        ]);
        hash.reals([
            x.sqrt(),
            x.cbrt(),
            x.powf(unit),
            x.powi(7),
            x.mul_add(y, unit),
        ]);
        let (x, y) = (black_box(x as f32), black_box(y as f32));
        let singles = [x.sin(), x.cos(), x.tan(), y.atan2(x), x.hypot(y)];
        hash.reals(singles.map(f64::from));
        let singles = [
            (y / 8.0).exp(),
            x.ln(),
            x.sqrt(),
            x.powf(y / 40.0),
            (y / 40.0).tanh(),
        ];
        hash.reals(singles.map(f64::from));
    }
    let value = |i: usize, j: usize| black_box((1.0 + i as f64 * 0.37 - j as f64 * 0.113).recip());
    let (a, b) = (
        DMatrix::from_fn(23, 41, value),
        DMatrix::from_fn(41, 19, value),
    );
    hash.reals((&a * &b).iter().copied());
    let singles = a.map(|v| v as f32) * b.map(|v| v as f32);
    hash.reals(singles.iter().copied().map(f64::from));
    hash.finish()
}
