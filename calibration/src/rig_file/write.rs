//! Writes rigs in other programs' formats.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::colmap;
use super::toml::to_toml;
use crate::rodrigues::rodrigues_on_grid;
use crate::{Camera, Distortion, Rig, RigError};

/// A format in which a rig can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RigFormat {
    /// The TOML of anipose and Pose2Sim, which is Trackside's own.
    Toml,
    /// Caliscope's `camera_array.toml`: cameras are numbered, names are lost.
    Caliscope,
    /// OpenCV FileStorage YAML, a list of cameras with their names.
    OpenCv,
    /// EasyMocap's `intri.yml` and `extri.yml`, in a folder.
    EasyMocap,
    /// COLMAP's text model, in a folder.
    Colmap,
    /// Qualisys `.qca.txt`: Brown–Conrady with k1 k2 p1 p2 k3 only.
    Qualisys,
}

/// Writes a rig. Folders are created.
///
/// # Errors
/// A path that cannot be written; a lens that the format does not have.
pub fn write(rig: &Rig, path: &Path, format: RigFormat) -> Result<(), RigError> {
    let failed =
        |e: std::io::Error| RigError(format!("{}: cannot be written: {e}", path.display()));
    let cameras = rig.cameras();
    match format {
        RigFormat::Toml => fs::write(path, to_toml(rig)).map_err(failed),
        RigFormat::Caliscope => fs::write(path, caliscope(cameras)).map_err(failed),
        RigFormat::OpenCv => fs::write(path, opencv(cameras)).map_err(failed),
        RigFormat::Qualisys => fs::write(path, qualisys(cameras)?).map_err(failed),
        RigFormat::Colmap => {
            fs::create_dir_all(path).map_err(failed)?;
            colmap::write(cameras, path)
        }
        RigFormat::EasyMocap => {
            fs::create_dir_all(path).map_err(failed)?;
            let [intri, extri] = easymocap(cameras)?;
            fs::write(path.join("intri.yml"), intri).map_err(failed)?;
            fs::write(path.join("extri.yml"), extri).map_err(failed)
        }
    }
}

fn matrix_of(c: &Camera) -> [f64; 9] {
    let k = &c.intrinsics;
    [k.fx, 0.0, k.cx, 0.0, k.fy, k.cy, 0.0, 0.0, 1.0]
}

/// The fewest coefficients: 4 of a fisheye, else 5 or 8; and whether it is one.
fn lens(c: &Camera) -> (&[f64], bool) {
    match &c.distortion {
        Distortion::Fisheye(k) => (k, true),
        Distortion::BrownConrady(k) if k[5..].iter().all(|v| *v == 0.0) => (&k[..5], false),
        Distortion::BrownConrady(k) => (k, false),
    }
}

fn number_list(values: &[f64]) -> String {
    let all: Vec<String> = values.iter().map(|v| format!("{v:?}")).collect();
    format!("[{}]", all.join(", "))
}

fn translation(c: &Camera) -> [f64; 3] {
    c.cam_from_world.translation.vector.into()
}

fn caliscope(cameras: &[Camera]) -> String {
    let mut out = String::new();
    for (i, c) in cameras.iter().enumerate() {
        let (k, fisheye) = lens(c);
        let rows: Vec<String> = matrix_of(c).chunks(3).map(number_list).collect();
        let [w, h] = c.size_px;
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "# {}\n[cameras.{i}]\ncam_id = {i}\nsize = [{w}, {h}]\nrotation_count = 0\nmatrix = [{}]\ndistortions = {}\n\
             translation = {}\nrotation = {}\nfisheye = {fisheye}\n\n",
            c.name.replace(char::is_control, " "),
            rows.join(", "),
            number_list(k),
            number_list(&translation(c)),
            number_list(&rodrigues_on_grid(&c.cam_from_world.rotation)),
        );
    }
    out
}

fn write_matrix(out: &mut String, indent: &str, key: &str, rows: usize, cols: usize, data: &[f64]) {
    let _ = write!(
        out,
        "{indent}{key}: !!opencv-matrix\n{indent}   rows: {rows}\n{indent}   cols: {cols}\n{indent}   dt: d\n{indent}   data: {}\n",
        number_list(data)
    );
}

const YAML: &str = "%YAML:1.0\n---\n";

fn opencv(cameras: &[Camera]) -> String {
    let mut out = YAML.to_owned();
    out.push_str("cameras:\n");
    for c in cameras {
        let (k, fisheye) = lens(c);
        let [w, h] = c.size_px;
        let i = "     ";
        let _ = write!(
            out,
            "   -\n{i}camera_name: {:?}\n{i}image_width: {w}\n{i}image_height: {h}\n{i}fisheye: {}\n",
            c.name,
            u8::from(fisheye)
        );
        write_matrix(&mut out, i, "camera_matrix", 3, 3, &matrix_of(c));
        write_matrix(&mut out, i, "distortion_coefficients", 1, k.len(), k);
        write_matrix(
            &mut out,
            i,
            "rvec",
            3,
            1,
            &rodrigues_on_grid(&c.cam_from_world.rotation),
        );
        write_matrix(&mut out, i, "T", 3, 1, &translation(c));
    }
    out
}

fn easymocap(cameras: &[Camera]) -> Result<[String; 2], RigError> {
    if let Some(c) = cameras.iter().find(|c| lens(c).1) {
        let what = "EasyMocap's files have no fisheye lenses";
        return Err(RigError(format!("camera \"{}\": {what}", c.name)));
    }
    let names: String = cameras
        .iter()
        .map(|c| format!("  - {:?}\n", c.name))
        .collect();
    let mut both = [(); 2].map(|()| format!("{YAML}names:\n{names}"));
    let [intri, extri] = &mut both;
    for c in cameras {
        let name = &c.name;
        let (k, _) = lens(c);
        write_matrix(intri, "", &format!("K_{name}"), 3, 3, &matrix_of(c));
        write_matrix(intri, "", &format!("dist_{name}"), 1, k.len(), k);
        let [w, h] = c.size_px;
        let _ = write!(intri, "W_{name}: {w}\nH_{name}: {h}\n");
        let rotation = c.cam_from_world.rotation;
        let rows: Vec<f64> = rotation
            .to_rotation_matrix()
            .transpose()
            .matrix()
            .iter()
            .copied()
            .collect();
        write_matrix(
            extri,
            "",
            &format!("R_{name}"),
            3,
            1,
            &rodrigues_on_grid(&rotation),
        );
        write_matrix(extri, "", &format!("Rot_{name}"), 3, 3, &rows);
        write_matrix(extri, "", &format!("T_{name}"), 3, 1, &translation(c));
    }
    Ok(both)
}

/// 1/64 px, mm, camera axes x right, y up, z backwards, as `super::qualisys` reads it.
fn qualisys(cameras: &[Camera]) -> Result<String, RigError> {
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<calibration>\n <cameras>\n".to_owned();
    for c in cameras {
        let k = match &c.distortion {
            Distortion::BrownConrady(k) if k[5..].iter().all(|v| *v == 0.0) => k,
            _ => {
                return Err(RigError(format!(
                    "camera \"{}\": Qualisys's files have k1 k2 p1 p2 k3 only, no fisheye and no rational lens",
                    c.name
                )));
            }
        };
        let [w, h] = c.size_px;
        let centre = c.centre().0 * 1e3;
        let flip = nalgebra::Matrix3::from_diagonal(&nalgebra::Vector3::new(1.0, -1.0, -1.0));
        let r = flip * c.cam_from_world.rotation.to_rotation_matrix().into_inner();
        let name = c
            .name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;");
        let i = &c.intrinsics;
        let [fx, fy, cx, cy] = [i.fx, i.fy, i.cx, i.cy].map(|v| v * 64.0);
        let [k1, k2, p1, p2, k3] = [k[0], k[1], k[2], k[3], k[4]];
        let _ = write!(
            out,
            "  <camera active=\"1\" serial=\"{name}\" model=\"video\" viewrotation=\"0\">\n   \
             <fov_video left=\"0\" top=\"0\" right=\"{}\" bottom=\"{}\"/>\n   \
             <transform x=\"{}\" y=\"{}\" z=\"{}\"",
            w - 1,
            h - 1,
            centre.x,
            centre.y,
            centre.z
        );
        for (row, column) in (0..3).flat_map(|row| (0..3).map(move |column| (row, column))) {
            let _ = write!(out, " r{}{}=\"{}\"", row + 1, column + 1, r[(row, column)]);
        }
        let _ = write!(
            out,
            "/>\n   <intrinsic focalLengthU=\"{fx}\" focalLengthV=\"{fy}\" centerPointU=\"{cx}\" centerPointV=\"{cy}\" skew=\"0\" \
             radialDistortion1=\"{k1}\" radialDistortion2=\"{k2}\" radialDistortion3=\"{k3}\" tangentalDistortion1=\"{p1}\" \
             tangentalDistortion2=\"{p2}\"/>\n  </camera>\n"
        );
    }
    out.push_str(" </cameras>\n</calibration>\n");
    Ok(out)
}
