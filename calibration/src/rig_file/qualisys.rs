//! Qualisys Track Manager's `.qca.txt`: XML, mm, 1/64 px, cameras that look along −z with y up.
//!
//! The conversion is Pose2Sim's (`calib_qca_fun`) except for the distortion coefficients: they have no unit, and Pose2Sim divides them by
//! 64 too. Measurements of boards confirm it (`docs/reference/rig.md`).

use roxmltree::{Document, Node};

use super::vicon;
use crate::camera_entry::{CameraEntry, CameraPart, RotationEntry};
use crate::error::located_error;
use crate::{Camera, Rig, RigError};

/// Reads the active video cameras; every active camera where none is a video camera.
pub(super) fn read(text: &str, origin: &str) -> Result<Rig, RigError> {
    let document = Document::parse(text).map_err(|e| {
        let line = usize::try_from(e.pos().row).ok();
        located_error(origin, line, "", "", &format!("not XML: {e}"))
    })?;
    let root = document.root_element();
    if root.has_tag_name("Cameras") {
        return vicon::read(root, origin);
    }
    if root.has_tag_name("multi_camera_reconstructor") {
        let what = "a strand-braid (flydra) calibration, whose 3×4 matrices are not read: write its cameras as OpenCV YAML, one \
                    file a camera, or calibrate again";
        return Err(located_error(origin, Some(1), "", "", what));
    }
    if !root.has_tag_name("calibration") {
        let what = format!(
            "an XML file of <{}>, not a Qualisys calibration (<calibration>); OpenCV's XML is not read, save it as YAML",
            root.tag_name().name()
        );
        return Err(located_error(origin, Some(1), "", "", &what));
    }
    let active: Vec<Element> = root
        .descendants()
        .filter(|n| n.has_tag_name("camera") && n.attribute("active") != Some("0"))
        .map(|node| Element { node, origin })
        .collect();
    let video: Vec<&Element> = active.iter().filter(|e| e.is_video()).collect();
    let chosen = if video.is_empty() {
        active.iter().collect()
    } else {
        video
    };
    let cameras = chosen
        .iter()
        .map(|e| e.camera())
        .collect::<Result<Vec<Camera>, RigError>>()?;
    Rig::new(cameras).map_err(|e| located_error(origin, None, "", "", &e.0))
}

struct Element<'a, 'input> {
    node: Node<'a, 'input>,
    origin: &'a str,
}

impl Element<'_, '_> {
    fn is_video(&self) -> bool {
        let model = self
            .node
            .attribute("model")
            .unwrap_or("none")
            .to_lowercase();
        // A hybrid films or tracks markers; only one that films has a video resolution.
        let films = |resolution: &str| !resolution.trim().is_empty();
        model.contains("video")
            || model.contains("none")
            || (model.contains("hybrid")
                && self.node.attribute("video_resolution").is_none_or(films))
    }

    fn camera(&self) -> Result<Camera, RigError> {
        self.check_view_rotation()?;
        let name = self
            .node
            .attribute("serial")
            .ok_or_else(|| self.error(self.node, "serial", "missing: it is the camera's name"))?;
        let fov = self.child("fov_video")?;
        let edge = |key| self.number(fov, key);
        let (left, top) = (edge("left")?, edge("top")?);
        let size_px = [edge("right")? - left + 1.0, edge("bottom")? - top + 1.0];

        let intrinsic = self.child("intrinsic")?;
        let part = |key| Ok(self.number(intrinsic, key)? / SUBPIXELS);
        let skew = match intrinsic.has_attribute("skew") {
            true => part("skew")?,
            false => 0.0,
        };
        let centre = [part("centerPointU")? - left, part("centerPointV")? - top];
        let matrix = [
            [part("focalLengthU")?, skew, centre[0]],
            [0.0, part("focalLengthV")?, centre[1]],
            [0.0, 0.0, 1.0],
        ];
        let coefficient = |key| self.number(intrinsic, key);
        let mut distortion = vec![
            coefficient("radialDistortion1")?,
            coefficient("radialDistortion2")?,
            coefficient("tangentalDistortion1")?,
            coefficient("tangentalDistortion2")?,
        ];
        if intrinsic.has_attribute("radialDistortion3") {
            distortion.push(coefficient("radialDistortion3")?);
        }
        let (rotation, translation_m) = self.pose()?;
        let entry = CameraEntry {
            name: name.to_owned(),
            size_px,
            matrix,
            distortion,
            is_fisheye: false,
            rotation: RotationEntry::Matrix(rotation),
            translation_m,
        };
        entry.validate().map_err(|e| {
            let (tag, field) = field_of(e.part);
            self.error(self.child(tag).unwrap_or(self.node), field, &e.what)
        })
    }

    /// The view rotation is that of the camera's mount. The pose contains it already, and pixels are the sensor's.
    fn check_view_rotation(&self) -> Result<(), RigError> {
        match self.node.attribute("viewrotation") {
            None | Some("0" | "90" | "180" | "270") => Ok(()),
            Some(other) => {
                let what = format!("must be 0, 90, 180 or 270, not {other:?}");
                Err(self.error(self.node, "viewrotation", &what))
            }
        }
    }

    /// World → camera in OpenCV's axes. The file has the camera's position, and its axes in the world as rows: x right, y up, z
    /// backwards.
    fn pose(&self) -> Result<([[f64; 3]; 3], [f64; 3]), RigError> {
        let transform = self.child("transform")?;
        let get = |key: &str| self.number(transform, key);
        let at = [get("x")? / 1000.0, get("y")? / 1000.0, get("z")? / 1000.0];
        let mut rotation = [[0.0; 3]; 3];
        for (i, (row, sign)) in rotation.iter_mut().zip([1.0, -1.0, -1.0]).enumerate() {
            for (j, r) in row.iter_mut().enumerate() {
                *r = sign * get(&format!("r{}{}", i + 1, j + 1))?;
            }
        }
        let translation_m =
            rotation.map(|row| -row.iter().zip(at).map(|(r, p)| r * p).sum::<f64>());
        Ok((rotation, translation_m))
    }

    fn child(&self, tag: &str) -> Result<Node<'_, '_>, RigError> {
        self.node
            .children()
            .find(|n| n.has_tag_name(tag))
            .ok_or_else(|| self.error(self.node, tag, "missing"))
    }

    fn number(&self, node: Node<'_, '_>, key: &str) -> Result<f64, RigError> {
        let text = node
            .attribute(key)
            .ok_or_else(|| self.error(node, key, "missing"))?;
        text.trim()
            .parse()
            .map_err(|_| self.error(node, key, &format!("must be a number, not {text:?}")))
    }

    fn error(&self, node: Node<'_, '_>, field: &str, what: &str) -> RigError {
        let row = node.document().text_pos_at(node.range().start).row;
        let name = self.node.attribute("serial").unwrap_or("");
        located_error(self.origin, usize::try_from(row).ok(), name, field, what)
    }
}

/// Qualisys's unit is 1/64 px.
const SUBPIXELS: f64 = 64.0;

fn field_of(part: CameraPart) -> (&'static str, &'static str) {
    match part {
        CameraPart::Size => ("fov_video", "left, right, top, bottom"),
        CameraPart::Matrix => ("intrinsic", "focalLength, centerPoint, skew"),
        CameraPart::Distortion => ("intrinsic", "radialDistortion, tangentalDistortion"),
        CameraPart::Rotation => ("transform", "r11 … r33"),
        CameraPart::Translation => ("transform", "x, y, z"),
    }
}
