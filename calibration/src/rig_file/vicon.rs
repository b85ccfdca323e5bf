//! Vicon's `.xcp`: XML, mm, one `<Camera>` each with its last `<KeyFrame>`.
//!
//! `ORIENTATION` is the quaternion (x y z w) from world to camera, `POSITION` the camera's place in the world, mm, as OpenCap and
//! the Vicon users of MATLAB's toolbox read them. `VICON_RADIAL2` is `ViconRadial2 cx cy k1 k2 k3`: a pixel at the radius r (px)
//! belongs to the ideal radius r (1 + k1 r² + k2 r⁴ + k3 r⁶). OpenCV's coefficients go the other way, so they are fitted.

use nalgebra::{Matrix3, Quaternion, UnitQuaternion, Vector3};
use roxmltree::Node;

use crate::camera_entry::{CameraEntry, CameraPart, RotationEntry};
use crate::error::located_error;
use crate::{Camera, Rig, RigError};

/// Reads every camera that has a key frame; video cameras alone where there are any.
pub(super) fn read(root: Node<'_, '_>, origin: &str) -> Result<Rig, RigError> {
    let all: Vec<Element> = root
        .children()
        .filter(|n| n.has_tag_name("Camera"))
        .filter_map(|node| {
            let mut frames = node.descendants().filter(|n| n.has_tag_name("KeyFrame"));
            let frame = frames.next_back()?;
            Some(Element {
                node,
                frame,
                origin,
            })
        })
        .collect();
    if all.is_empty() {
        let what = "a Vicon file without a calibrated camera: none has a <KeyFrame>";
        return Err(located_error(origin, Some(1), "", "", what));
    }
    let video: Vec<&Element> = all.iter().filter(|e| e.is_video()).collect();
    let chosen = if video.is_empty() {
        all.iter().collect()
    } else {
        video
    };
    let cameras = chosen.iter().map(|e| e.camera());
    let cameras = cameras.collect::<Result<Vec<Camera>, RigError>>()?;
    Rig::new(cameras).map_err(|e| located_error(origin, None, "", "", &e.0))
}

struct Element<'a, 'input> {
    node: Node<'a, 'input>,
    frame: Node<'a, 'input>,
    origin: &'a str,
}

impl Element<'_, '_> {
    fn name(&self) -> &str {
        let names = ["NAME", "DEVICEID", "USERID"];
        let mut all = names.iter().filter_map(|n| self.node.attribute(*n));
        all.find(|n| !n.is_empty()).unwrap_or("")
    }

    fn is_video(&self) -> bool {
        let of = |key: &str| self.node.attribute(key).unwrap_or("").to_lowercase();
        let kind = of("DISPLAY_TYPE") + &of("TYPE");
        ["video", "vue", "bonita720", "bonita 720"]
            .iter()
            .any(|k| kind.contains(k))
    }

    fn camera(&self) -> Result<Camera, RigError> {
        let [width, height] = self.numbers(self.node, "SENSOR_SIZE")?;
        let focal: Vec<f64> = self.list(self.frame, "FOCAL_LENGTH")?;
        let aspect = match self.node.attribute("PIXEL_ASPECT_RATIO") {
            Some(_) => self.numbers::<1>(self.node, "PIXEL_ASPECT_RATIO")?[0],
            None => 1.0,
        };
        let fx = *focal
            .first()
            .ok_or_else(|| self.error(self.frame, "FOCAL_LENGTH", "missing"))?;
        let fy = focal.get(1).copied().unwrap_or(fx / aspect);
        let centre: [f64; 2] = self.numbers(self.frame, "PRINCIPAL_POINT")?;
        let [x, y, z, w] = self.numbers(self.frame, "ORIENTATION")?;
        let rotation = UnitQuaternion::try_new(Quaternion::new(w, x, y, z), 1e-6)
            .ok_or_else(|| self.error(self.frame, "ORIENTATION", "must not be zero"))?;
        let position: [f64; 3] = self.numbers(self.frame, "POSITION")?;
        let translation_m = -(rotation * (Vector3::from(position) / 1000.0));
        let m = rotation.to_rotation_matrix().into_inner();
        let entry = CameraEntry {
            name: self.name().to_owned(),
            size_px: [width, height],
            matrix: [[fx, 0.0, centre[0]], [0.0, fy, centre[1]], [0.0, 0.0, 1.0]],
            distortion: self.distortion(fx, width.hypot(height) / 2.0)?,
            is_fisheye: false,
            rotation: RotationEntry::Matrix([0, 1, 2].map(|i| [m[(i, 0)], m[(i, 1)], m[(i, 2)]])),
            translation_m: translation_m.into(),
        };
        entry.validate().map_err(|e| {
            let field = match e.part {
                CameraPart::Size => "SENSOR_SIZE",
                CameraPart::Matrix => "FOCAL_LENGTH, PRINCIPAL_POINT",
                CameraPart::Distortion => "VICON_RADIAL2",
                CameraPart::Rotation => "ORIENTATION",
                CameraPart::Translation => "POSITION",
            };
            self.error(self.frame, field, &e.what)
        })
    }

    /// k1 k2 p1 p2 k3 of OpenCV, up to the radius of the image's corners, px.
    fn distortion(&self, focal_px: f64, radius_px: f64) -> Result<Vec<f64>, RigError> {
        let numbers = |key: &str| -> Result<Option<Vec<f64>>, RigError> {
            let present = self.frame.attribute(key).is_some();
            present.then(|| self.list(self.frame, key)).transpose()
        };
        let k = match numbers("VICON_RADIAL2")? {
            // The centre comes first.
            Some(all) if all.len() >= 4 => all[2..].to_vec(),
            _ => numbers("VICON_RADIAL")?.unwrap_or_default(),
        };
        let k = |i: usize| k.get(i).copied().unwrap_or(0.0);
        let inverse = [k(0), k(1), k(2)];
        if inverse == [0.0; 3] {
            return Ok(vec![0.0; 4]);
        }
        let forward = invert_radial(inverse, focal_px, radius_px).ok_or_else(|| {
            let what = "is not one to one in the image: its coefficients are for radii in pixels";
            self.error(self.frame, "VICON_RADIAL2", what)
        })?;
        Ok(vec![forward[0], forward[1], 0.0, 0.0, forward[2]])
    }

    fn list(&self, node: Node<'_, '_>, key: &str) -> Result<Vec<f64>, RigError> {
        let text = node
            .attribute(key)
            .ok_or_else(|| self.error(node, key, "missing"))?;
        let words = text.split_whitespace();
        // VICON_RADIAL2 begins with the name of its model.
        let words = words.filter(|w| !w.starts_with("ViconRadial"));
        let numbers: Option<Vec<f64>> = words.map(|w| w.parse().ok()).collect();
        numbers.ok_or_else(|| {
            let what = format!("must be numbers, not {text:?}");
            self.error(node, key, &what)
        })
    }

    fn numbers<const N: usize>(&self, node: Node<'_, '_>, key: &str) -> Result<[f64; N], RigError> {
        <[f64; N]>::try_from(self.list(node, key)?).map_err(|all| {
            let what = format!("must be {N} numbers, not {}", all.len());
            self.error(node, key, &what)
        })
    }

    fn error(&self, node: Node<'_, '_>, field: &str, what: &str) -> RigError {
        let row = node.document().text_pos_at(node.range().start).row;
        let line = usize::try_from(row).ok();
        located_error(self.origin, line, self.name(), field, what)
    }
}

/// k1 k2 k3 for which r_d = r_u (1 + k1 r_u² + k2 r_u⁴ + k3 r_u⁶) in units of the focal length inverts
/// r_u = r_d (1 + a r_d² + b r_d⁴ + c r_d⁶) in pixels, by least squares up to `radius_px`. `None` where that is not one to one.
fn invert_radial([a, b, c]: [f64; 3], focal_px: f64, radius_px: f64) -> Option<[f64; 3]> {
    const SAMPLES: usize = 200;
    let (mut square, mut right) = (Matrix3::zeros(), Vector3::zeros());
    let mut last = 0.0;
    for i in 1..=SAMPLES {
        let distorted = radius_px * i as f64 / SAMPLES as f64;
        let s = distorted * distorted;
        let ideal = distorted * (1.0 + s * (a + s * (b + s * c)));
        if ideal <= last {
            return None;
        }
        last = ideal;
        let (u, d) = (ideal / focal_px, distorted / focal_px);
        let row = Vector3::new(u.powi(3), u.powi(5), u.powi(7));
        square += row * row.transpose();
        right += row * (d - u);
    }
    let k = square.lu().solve(&right)?;
    k.iter().all(|v| v.is_finite()).then(|| k.into())
}
