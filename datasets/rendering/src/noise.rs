//! Random numbers as hash functions of position and seed: without state, so each call gives the same.

/// Mixes bits (SplitMix64's finaliser; Steele, Lea and Flood, OOPSLA 2014).
pub(crate) fn hash(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// Mixed into a seed by use, so that the parts of an image are independent.
pub(crate) mod purpose {
    pub const CAMERA: u64 = 1;
    pub const ROSTER: u64 = 2;
    pub const GROUND: u64 = 3;
    pub const SCENE: u64 = 4;
    pub const STANDS: u64 = 5;
}

/// The hash of several numbers.
pub(crate) fn hash_all(parts: &[u64]) -> u64 {
    parts.iter().fold(0, |h, &p| hash(h ^ p))
}

/// A number in 0..1 for a seed and a purpose.
pub(crate) fn unit(seed: u64, purpose: u64) -> f32 {
    (hash(seed ^ hash(purpose)) >> 40) as f32 / (1_u64 << 24) as f32
}

/// A number in `range` for a seed and a purpose.
pub(crate) fn between(seed: u64, purpose: u64, range: [f32; 2]) -> f32 {
    range[0] + (range[1] - range[0]) * unit(seed, purpose)
}

/// One of `all` for a seed and a purpose.
pub(crate) fn one_of<T: Copy>(seed: u64, purpose: u64, all: &[T]) -> T {
    all[(hash(seed ^ hash(purpose)) % all.len() as u64) as usize]
}

/// A number in 0..1 for a cell of a grid.
pub(crate) fn cell(seed: u64, x: i32, y: i32) -> f32 {
    let key = (u64::from(x as u32) << 32) | u64::from(y as u32);
    (hash(seed ^ hash(key)) >> 40) as f32 / (1_u64 << 24) as f32
}

/// Smooth noise in 0..1 that varies over about 1 in `x` and `y`.
pub(crate) fn smooth(seed: u64, x: f32, y: f32) -> f32 {
    let (fx, fy) = (x.floor(), y.floor());
    let (ix, iy) = (fx as i32, fy as i32);
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (tx, ty) = (ease(x - fx), ease(y - fy));
    let mix = |a: f32, b: f32, t: f32| a + (b - a) * t;
    mix(
        mix(cell(seed, ix, iy), cell(seed, ix + 1, iy), tx),
        mix(cell(seed, ix, iy + 1), cell(seed, ix + 1, iy + 1), tx),
        ty,
    )
}

/// Standard normal numbers, by Box and Muller's transform.
pub(crate) fn normals(seed: u64, count: usize) -> Vec<f32> {
    let draw = |i: u64| f64::from(unit(seed, i)).max(1e-9);
    (0..count as u64)
        .map(|i| {
            ((-2.0 * draw(2 * i).ln()).sqrt() * (std::f64::consts::TAU * draw(2 * i + 1)).cos())
                as f32
        })
        .collect()
}
