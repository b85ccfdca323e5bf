//! The text of a rig file.

use std::fs;
use std::path::Path;

use super::freed;
use crate::RigError;

/// A file's text, without a byte order mark.
pub(super) fn read_text(path: &Path) -> Result<String, RigError> {
    let origin = path.display();
    let bytes = fs::read(path).map_err(|e| RigError(format!("{origin}: {e}")))?;
    if freed::is_freed(&bytes) {
        return Err(RigError(format!(
            "{origin}: FreeD has poses without lenses: `trackside calibrate convert` with --lenses and --freed combines both"
        )));
    }
    let has_extension = |e: &str| {
        path.extension()
            .is_some_and(|own| own.eq_ignore_ascii_case(e))
    };
    if has_extension("pickle") || has_extension("pkl") || bytes.starts_with(&[0x80, 0x04, 0x95]) {
        return Err(RigError(format!(
            "{origin}: a Python pickle (OpenCap's cameraIntrinsicsExtrinsics.pickle), which is not read because reading one runs \
             code: load it in Python and write intrinsicMat, distortion, imageSize, rotation and translation / 1000 as OpenCV \
             YAML (cv2.FileStorage: camera_matrix, distortion_coefficients, image_width, image_height, R, T)"
        )));
    }
    if has_extension("bin") {
        return Err(RigError(format!(
            "{origin}: not text; COLMAP's binary model is written as text by `colmap model_converter --output_type TXT`"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        RigError(format!(
            "{origin}: not a rig file: it is not text in UTF-8 (supported: anipose/Pose2Sim TOML, Qualisys .qca.txt, Vicon .xcp, \
             OpenCV YAML or JSON, OpenTrackIO JSON)"
        ))
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
