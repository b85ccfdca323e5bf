//! COLMAP's text model: `cameras.txt` and `images.txt` in a folder, one image a camera.
//!
//! In COLMAP the first pixel's corner is (0, 0), in OpenCV its centre: COLMAP's principal points are half a pixel larger.

use std::fs;
use std::path::Path;

use nalgebra::{Isometry3, Quaternion, Translation3, UnitQuaternion};

use super::text::read_text;
use crate::error::located_error;
use crate::{Camera, Distortion, Intrinsics, Rig, RigError};

const CAMERAS: &str = "cameras.txt";
const IMAGES: &str = "images.txt";

/// Whether the folder has such a model.
pub(super) fn is_model_folder(folder: &Path) -> bool {
    folder.join(CAMERAS).is_file() && folder.join(IMAGES).is_file()
}

/// A line of `cameras.txt`: intrinsics and lens.
struct Lens {
    id: u64,
    size_px: [u32; 2],
    intrinsics: Intrinsics,
    distortion: Distortion,
}

/// Reads every image as a camera of the rig, named after its file without the extension.
pub(super) fn read(folder: &Path) -> Result<Rig, RigError> {
    let lenses = lenses(&folder.join(CAMERAS))?;
    let path = folder.join(IMAGES);
    let (text, origin) = (read_text(&path)?, path.display().to_string());
    let (mut cameras, mut images_of) = (Vec::new(), Vec::new());
    // Lines without comments alternate between an image and its points, which may be empty.
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.starts_with('#'));
    for (n, line) in lines.step_by(2).filter(|(_, l)| !l.trim().is_empty()) {
        let fail = |what: &str| located_error(&origin, Some(n + 1), "", "", what);
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.len() < 10 {
            return Err(fail(
                "an image is IMAGE_ID QW QX QY QZ TX TY TZ CAMERA_ID NAME",
            ));
        }
        let v = numbers(&words[1..8]).ok_or_else(|| fail("the pose must be seven numbers"))?;
        let rotation = UnitQuaternion::try_new(Quaternion::new(v[0], v[1], v[2], v[3]), 1e-6)
            .ok_or_else(|| fail("the quaternion must not be zero"))?;
        let lens = lenses
            .iter()
            .find(|l| words[8].parse() == Ok(l.id))
            .ok_or_else(|| fail("its camera is not in cameras.txt"))?;
        let name = words[9..].join(" ");
        images_of.push(name);
        cameras.push(Camera {
            name: String::new(),
            size_px: lens.size_px,
            intrinsics: lens.intrinsics,
            distortion: lens.distortion,
            cam_from_world: Isometry3::from_parts(Translation3::new(v[4], v[5], v[6]), rotation),
        });
    }
    for (camera, name) in cameras.iter_mut().zip(camera_names(&images_of)) {
        camera.name = name;
    }
    Rig::new(cameras).map_err(|e| located_error(&origin, None, "", "", &e.0))
}

/// The names of cameras: those of their images without extensions; where these are not different, as in `cam01/frame_0001.jpg`, those
/// of the images' folders.
fn camera_names(images: &[String]) -> Vec<String> {
    let names = |of: &dyn Fn(&Path) -> Option<String>| -> Vec<String> {
        let all = images.iter();
        all.map(|image| of(Path::new(image)).unwrap_or_else(|| image.clone()))
            .collect()
    };
    let text = |s: &std::ffi::OsStr| s.to_string_lossy().into_owned();
    let stems = names(&|p| p.file_stem().map(text));
    let mut different = stems.clone();
    different.sort();
    different.dedup();
    if different.len() == stems.len() {
        return stems;
    }
    names(&|p| p.parent().and_then(Path::file_name).map(text))
}

fn numbers(words: &[&str]) -> Option<Vec<f64>> {
    let all: Option<Vec<f64>> = words.iter().map(|w| w.parse().ok()).collect();
    all.filter(|v| v.iter().all(|v: &f64| v.is_finite()))
}

fn lenses(path: &Path) -> Result<Vec<Lens>, RigError> {
    let (text, origin) = (read_text(path)?, path.display().to_string());
    let lines = text.lines().enumerate();
    let mut all = Vec::new();
    for (n, line) in lines.filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
        let fail = |what: &str| located_error(&origin, Some(n + 1), "", "", what);
        let words: Vec<&str> = line.split_whitespace().collect();
        let form =
            "a camera is CAMERA_ID MODEL WIDTH HEIGHT and its model's parameters, all numbers";
        if words.len() < 5 {
            return Err(fail(form));
        }
        let (Ok(id), Ok(w), Ok(h), Some(p)) = (
            words[0].parse(),
            words[2].parse(),
            words[3].parse(),
            numbers(&words[4..]),
        ) else {
            return Err(fail(form));
        };
        let (intrinsics, distortion) = model(words[1], &p).ok_or_else(|| {
            fail(&format!(
                "the model {} with {} parameters is not supported: undistort the images, or use PINHOLE, OPENCV, \
                 FULL_OPENCV or OPENCV_FISHEYE",
                words[1],
                p.len()
            ))
        })?;
        all.push(Lens {
            id,
            size_px: [w, h],
            intrinsics,
            distortion,
        });
    }
    Ok(all)
}

fn model(name: &str, p: &[f64]) -> Option<(Intrinsics, Distortion)> {
    let pinhole = |fx, fy, cx: f64, cy: f64| Intrinsics {
        fx,
        fy,
        cx: cx - 0.5,
        cy: cy - 0.5,
    };
    let brown = |k: &[f64]| {
        let mut all = [0.0; 8];
        all.iter_mut().zip(k).for_each(|(to, from)| *to = *from);
        Distortion::BrownConrady(all)
    };
    Some(match (name, p) {
        ("SIMPLE_PINHOLE", &[f, cx, cy]) => (pinhole(f, f, cx, cy), brown(&[])),
        ("PINHOLE", &[fx, fy, cx, cy]) => (pinhole(fx, fy, cx, cy), brown(&[])),
        ("SIMPLE_RADIAL", &[f, cx, cy, k]) => (pinhole(f, f, cx, cy), brown(&[k])),
        ("RADIAL", &[f, cx, cy, k1, k2]) => (pinhole(f, f, cx, cy), brown(&[k1, k2])),
        ("OPENCV", [fx, fy, cx, cy, k @ ..]) if k.len() == 4 => {
            (pinhole(*fx, *fy, *cx, *cy), brown(k))
        }
        ("FULL_OPENCV", [fx, fy, cx, cy, k @ ..]) if k.len() == 8 => {
            (pinhole(*fx, *fy, *cx, *cy), brown(k))
        }
        ("OPENCV_FISHEYE", [fx, fy, cx, cy, k @ ..]) => {
            let k = <[f64; 4]>::try_from(k).ok()?;
            (pinhole(*fx, *fy, *cx, *cy), Distortion::Fisheye(k))
        }
        _ => return None,
    })
}

/// Writes the model. Readers need `points3D.txt`, which is empty.
pub(super) fn write(cameras: &[Camera], folder: &Path) -> Result<(), RigError> {
    let mut lenses = "# CAMERA_ID, MODEL, WIDTH, HEIGHT, PARAMS[]\n".to_owned();
    let mut images = "# IMAGE_ID, QW, QX, QY, QZ, TX, TY, TZ, CAMERA_ID, NAME\n# POINTS2D[] as (X, Y, POINT3D_ID)\n".to_owned();
    for (i, c) in cameras.iter().enumerate() {
        let k = &c.intrinsics;
        let (model, coefficients): (_, &[f64]) = match &c.distortion {
            Distortion::Fisheye(k) => ("OPENCV_FISHEYE", k),
            Distortion::BrownConrady(k) if k[4..].iter().all(|v| *v == 0.0) => ("OPENCV", &k[..4]),
            Distortion::BrownConrady(k) => ("FULL_OPENCV", k),
        };
        let pinhole = [k.fx, k.fy, k.cx + 0.5, k.cy + 0.5];
        let all: Vec<String> = pinhole
            .iter()
            .chain(coefficients)
            .map(f64::to_string)
            .collect();
        let [w, h] = c.size_px;
        lenses += &format!("{} {model} {w} {h} {}\n", i + 1, all.join(" "));
        let (q, t) = (c.cam_from_world.rotation, c.cam_from_world.translation);
        images += &format!(
            "{n} {} {} {} {} {} {} {} {n} {}.jpg\n\n",
            q.w,
            q.i,
            q.j,
            q.k,
            t.x,
            t.y,
            t.z,
            c.name,
            n = i + 1
        );
    }
    let points = "# POINT3D_ID, X, Y, Z, R, G, B, ERROR, TRACK[]\n".to_owned();
    for (name, text) in [
        (CAMERAS, lenses),
        (IMAGES, images),
        ("points3D.txt", points),
    ] {
        let path = folder.join(name);
        fs::write(&path, text).map_err(|e| RigError(format!("{}: {e}", path.display())))?;
    }
    Ok(())
}
