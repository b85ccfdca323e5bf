//! What the tests of all formats share.

use std::fs;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};

/// Reads `content` from a file of that name, as a rig or the error's text.
pub fn read_file(name: &str, content: impl AsRef<[u8]>) -> Result<Rig, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    rig_file::read(&path).map_err(|e| e.to_string())
}

/// A text that is valid, and how it is read.
pub struct ValidText<'a> {
    pub text: &'a str,
    pub read: fn(&str) -> Result<Rig, String>,
}

impl ValidText<'_> {
    /// Asserts that the text is refused once `from` is replaced by `to`, and that the error has all of `parts`.
    pub fn assert_refused(&self, from: &str, to: &str, parts: &[&str]) {
        assert!(self.text.contains(from), "{from}");
        let error = (self.read)(&self.text.replacen(from, to, 1)).unwrap_err();
        assert_contains(&error, parts);
    }
}

/// Asserts that the error's text has all of `parts`.
pub fn assert_contains(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{error:?} does not contain {part:?}");
    }
}

/// A camera of 1920 × 1080 px; `k` is fx fy cx cy, `r` a rotation vector.
pub fn camera(name: &str, distortion: Distortion, k: [f64; 4], r: [f64; 3], t: [f64; 3]) -> Camera {
    Camera {
        name: name.to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: k[0],
            fy: k[1],
            cx: k[2],
            cy: k[3],
        },
        distortion,
        cam_from_world: Isometry3::from_parts(
            Translation3::from(Vector3::from(t)),
            UnitQuaternion::from_scaled_axis(Vector3::from(r)),
        ),
    }
}
