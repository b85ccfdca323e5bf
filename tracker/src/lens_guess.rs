//! A lens that nobody calibrated, guessed from the size of its images.

use trackside_calibration::Intrinsics;

/// The focal length of a guessed lens, in the longer sides of its images: 58° from side to side. Phones' main cameras and webcams
/// have 0.7 to 1.0 when they film, camcorders and lenses for halls up to 1.5, action cameras 0.5 to 0.6.
const FOCAL_LENGTH_SHARE: f64 = 0.9;
/// One standard deviation of a guessed focal length, as a share of it.
pub const GUESSED_FOCAL_SIGMA: f64 = 0.25;

/// The lens of a camera whose upright images have that size: no distortion, the principal point in the middle.
pub fn guess_lens(size_px: [u32; 2]) -> Intrinsics {
    let longer = f64::from(size_px[0].max(size_px[1]));
    Intrinsics::centred(FOCAL_LENGTH_SHARE * longer, size_px)
}
