//! OpenTrackIO (SMPTE RIS-OSVP), JSON: one sample, a list of samples, or consecutive ones. The latest camera, lens and transforms of
//! each source are used: senders repeat constant data only from time to time.
//!
//! Poses: metres, right-handed, z up; at rotation 0 a camera looks along +y. Pan, tilt and roll rotate it about its own z, x and y, in
//! this order, in degrees; transforms are chained from the stage to the sensor, and the entrance pupil lies ahead of the sensor.
//!
//! LensEntry: OpenLensIO 1.0. Millimetres on the sensor from its centre, x right, y down. With F the pinhole's focal length, w mm and
//! W px the sensor's width ("Conversion of OpenCV to OpenTrackIO (OpenLensIO) lens calibration parameters", SMPTE RIS 2025):
//! fx = F W/w, cx = W/2 + ΔPx W/w from the image's edge, radial l1 … l6 = k1/F² k4/F² k2/F⁴ k5/F⁴ k3/F⁶ k6/F⁶, tangential
//! q = p/F. "Brown-Conrady U-D" maps undistorted to distorted points, as OpenCV does; the default, D-U, is the opposite.

use nalgebra::{DMatrix, DVector, Isometry3, Translation3, UnitQuaternion, Vector2, Vector3};
use serde::Deserialize;
use serde_json::Value;

use crate::camera_entry::{CameraEntry, CameraPart, RotationEntry};
use crate::error::located_error;
use crate::{Camera, Rig, RigError, lens};

/// The rotation about x from camera axes (z ahead, y down) to those of a camera that looks along y with z up, rad.
pub(super) const FROM_AHEAD_ALONG_Y_RAD: f64 = -std::f64::consts::FRAC_PI_2;
/// The largest error of an inverted lens, px.
const MAX_INVERSION_ERROR_PX: f64 = 0.1;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SampleEntry {
    #[serde(default, rename = "static")]
    fixed: StaticEntry,
    source_id: Option<String>,
    lens: Option<LensEntry>,
    transforms: Option<Vec<TransformEntry>>,
}

#[derive(Default, Deserialize)]
struct StaticEntry {
    camera: Option<SensorEntry>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SensorEntry {
    active_sensor_physical_dimensions: Option<Size>,
    active_sensor_resolution: Option<Size>,
    label: Option<String>,
    serial_number: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
struct Size {
    width: f64,
    height: f64,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LensEntry {
    pinhole_focal_length: Option<f64>,
    #[serde(default)]
    distortion: Vec<DistortionEntry>,
    #[serde(default)]
    projection_offset: Offset,
    #[serde(default)]
    distortion_offset: Offset,
    #[serde(default)]
    entrance_pupil_offset: f64,
}

#[derive(Default, Deserialize)]
struct DistortionEntry {
    model: Option<String>,
    #[serde(default)]
    radial: Vec<f64>,
    #[serde(default)]
    tangential: Vec<f64>,
}

#[derive(Clone, Copy, Default, Deserialize)]
struct Offset {
    x: f64,
    y: f64,
}

#[derive(Deserialize)]
struct TransformEntry {
    translation: Triple,
    #[serde(default)]
    rotation: Angles,
    scale: Option<Triple>,
}

#[derive(Clone, Copy, Deserialize)]
struct Triple {
    x: f64,
    y: f64,
    z: f64,
}

#[derive(Clone, Copy, Default, Deserialize)]
struct Angles {
    pan: f64,
    tilt: f64,
    roll: f64,
}

/// The latest data of one source.
#[derive(Default)]
struct Source {
    id: String,
    sensor: SensorEntry,
    lens: Option<LensEntry>,
    transforms: Option<Vec<TransformEntry>>,
}

/// Whether JSON is OpenTrackIO's: every sample names the protocol.
pub(super) fn is_opentrackio(text: &str) -> bool {
    text.contains("\"OpenTrackIO\"")
}

pub(super) fn read(text: &str, origin: &str) -> Result<Rig, RigError> {
    let fail = |line: Option<usize>, what: String| located_error(origin, line, "", "", &what);
    let mut sources: Vec<Source> = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|e| fail(Some(e.line()), format!("not JSON: {e}")))?;
        let samples = match value {
            Value::Array(all) => all,
            one => vec![one],
        };
        for sample in samples {
            let sample: SampleEntry = serde_json::from_value(sample)
                .map_err(|e| fail(None, format!("not an OpenTrackIO sample: {e}")))?;
            let id = sample.source_id.unwrap_or_default();
            let known = sources.iter().position(|s| s.id == id);
            let index = known.unwrap_or_else(|| {
                sources.push(Source {
                    id,
                    ..Source::default()
                });
                sources.len() - 1
            });
            let source = &mut sources[index];
            source.sensor = sample.fixed.camera.unwrap_or(source.sensor.clone());
            source.lens = sample.lens.or(source.lens.take());
            source.transforms = sample.transforms.or(source.transforms.take());
        }
    }
    let cameras = sources.iter().enumerate();
    let cameras = cameras.map(|(i, s)| s.camera(i, origin));
    Rig::new(cameras.collect::<Result<_, _>>()?).map_err(|e| fail(None, e.0))
}

impl Source {
    fn camera(&self, index: usize, origin: &str) -> Result<Camera, RigError> {
        let sensor = &self.sensor;
        let label = sensor.label.clone().or(sensor.serial_number.clone());
        let name = label.unwrap_or_else(|| format!("camera {}", index + 1));
        let fail = |field: &str, what: &str| located_error(origin, None, &name, field, what);
        let required = |size: Option<Size>, field: &str| {
            size.filter(|s| s.width > 0.0 && s.height > 0.0)
                .ok_or_else(|| fail(field, "missing, or not positive: pixels need it"))
        };
        let mm = required(
            sensor.active_sensor_physical_dimensions,
            "static.camera.activeSensorPhysicalDimensions",
        )?;
        let px = required(
            sensor.active_sensor_resolution,
            "static.camera.activeSensorResolution",
        )?;
        let none = LensEntry::default();
        let lens = self.lens.as_ref().unwrap_or(&none);
        let focal_mm = lens
            .pinhole_focal_length
            .filter(|f| *f > 0.0)
            .ok_or_else(|| fail("lens.pinholeFocalLength", "missing, or not positive"))?;
        let per_mm = [px.width / mm.width, px.height / mm.height];
        let focal = per_mm.map(|s| focal_mm * s);
        let centre = [
            0.5 * px.width - 0.5 + lens.projection_offset.x * per_mm[0],
            0.5 * px.height - 0.5 + lens.projection_offset.y * per_mm[1],
        ];
        let distortion = lens
            .distortion_coefficients(focal_mm, [px.width, px.height], focal, centre)
            .map_err(|what| fail("lens.distortion", &what))?;
        let pose = self
            .pose(lens.entrance_pupil_offset)
            .map_err(|what| fail("transforms", what))?;
        let entry = CameraEntry {
            name: name.clone(),
            size_px: [px.width, px.height],
            matrix: [
                [focal[0], 0.0, centre[0]],
                [0.0, focal[1], centre[1]],
                [0.0, 0.0, 1.0],
            ],
            distortion: distortion.to_vec(),
            is_fisheye: false,
            rotation: RotationEntry::Rodrigues(pose.rotation.scaled_axis().into()),
            translation_m: pose.translation.vector.into(),
        };
        entry.validate().map_err(|e| {
            let field = match e.part {
                CameraPart::Size => "static.camera.activeSensorResolution",
                CameraPart::Matrix => "lens.pinholeFocalLength, projectionOffset",
                CameraPart::Distortion => "lens.distortion",
                CameraPart::Rotation | CameraPart::Translation => "transforms",
            };
            fail(field, &e.what)
        })
    }

    /// `cam_from_world`.
    fn pose(&self, pupil_m: f64) -> Result<Isometry3<f64>, &'static str> {
        let steps = self.transforms.as_deref().unwrap_or_default();
        if steps.is_empty() {
            return Err("missing: the camera's position is unknown");
        }
        let about = |axis, deg: f64| UnitQuaternion::from_axis_angle(&axis, deg.to_radians());
        let mut sensor = Isometry3::identity();
        for step in steps {
            let is_one = |s: &Triple| [s.x, s.y, s.z].iter().all(|v| (v - 1.0).abs() < 1e-9);
            if step.scale.is_some_and(|s| !is_one(&s)) {
                return Err("have a scale: a rig's lengths are metres");
            }
            let (t, r) = (step.translation, step.rotation);
            let rotation = about(Vector3::z_axis(), r.pan)
                * about(Vector3::x_axis(), r.tilt)
                * about(Vector3::y_axis(), r.roll);
            sensor *= Isometry3::from_parts(Translation3::new(t.x, t.y, t.z), rotation);
        }
        let pupil = Isometry3::from_parts(
            Translation3::new(0.0, pupil_m, 0.0),
            UnitQuaternion::from_axis_angle(&Vector3::x_axis(), FROM_AHEAD_ALONG_Y_RAD),
        );
        Ok((sensor * pupil).inverse())
    }
}

impl LensEntry {
    /// k1 k2 p1 p2 k3 k4 k5 k6 of OpenCV's model, from undistorted to distorted points.
    fn distortion_coefficients(
        &self,
        focal_mm: f64,
        size_px: [f64; 2],
        focal: [f64; 2],
        centre: [f64; 2],
    ) -> Result<[f64; 8], String> {
        const TO_DISTORTED: &str = "Brown-Conrady U-D";
        let is_to_distorted = |d: &&DistortionEntry| d.model.as_deref() == Some(TO_DISTORTED);
        let to_distorted = self.distortion.iter().find(is_to_distorted);
        let Some(entry) = to_distorted.or(self.distortion.first()) else {
            return Ok([0.0; 8]);
        };
        let is_supported = matches!(
            entry.model.as_deref(),
            None | Some("Brown-Conrady D-U" | TO_DISTORTED)
        );
        if !is_supported || entry.radial.len() > 6 || entry.tangential.len() > 2 {
            return Err(format!(
                "of the model {:?} with {} radial and {} tangential coefficients: Brown-Conrady with up to 6 and 2 is read",
                entry.model,
                entry.radial.len(),
                entry.tangential.len()
            ));
        }
        let [f2, f4, f6] = [2, 4, 6].map(|n| focal_mm.powi(n));
        let l = |i: usize| entry.radial.get(i).copied().unwrap_or(0.0);
        // The paper has F², which contradicts OpenLensIO's own formula in millimetres.
        let q = |i: usize| entry.tangential.get(i).copied().unwrap_or(0.0) * focal_mm;
        let k = [
            l(0) * f2,
            l(2) * f4,
            q(0),
            q(1),
            l(4) * f6,
            l(1) * f2,
            l(3) * f4,
            l(5) * f6,
        ];
        if k == [0.0; 8] {
            return Ok(k);
        }
        if self.distortion_offset.x != 0.0 || self.distortion_offset.y != 0.0 {
            return Err(
                "with a `distortionOffset`: a rig's distortion is centred on the principal point"
                    .into(),
            );
        }
        match to_distorted {
            Some(_) => Ok(k),
            None => invert_distortion(&k, size_px, focal, centre),
        }
    }
}

/// The five-coefficient Brown–Conrady lens that is the inverse of `k`, fitted over the image by linear least squares.
fn invert_distortion(
    k: &[f64; 8],
    size_px: [f64; 2],
    focal: [f64; 2],
    centre: [f64; 2],
) -> Result<[f64; 8], String> {
    const STEPS: usize = 24;
    let nodes = (0..=STEPS).flat_map(|i| (0..=STEPS).map(move |j| [i, j]));
    let samples: Vec<_> = nodes
        .map(|at| {
            let share = at.map(|v| v as f64 / STEPS as f64);
            let distorted: [f64; 2] = std::array::from_fn(|axis| {
                (share[axis] * size_px[axis] - 0.5 - centre[axis]) / focal[axis]
            });
            (
                lens::distort_brown_conrady(k, distorted[0], distorted[1]),
                distorted,
            )
        })
        .collect();
    let (mut a, mut b) = (
        DMatrix::zeros(2 * samples.len(), 5),
        DVector::zeros(2 * samples.len()),
    );
    for (i, &((x, y), distorted)) in samples.iter().enumerate() {
        let r2 = x * x + y * y;
        let rows = [
            [
                r2 * x,
                r2 * r2 * x,
                2.0 * x * y,
                r2 + 2.0 * x * x,
                r2.powi(3) * x,
            ],
            [
                r2 * y,
                r2 * r2 * y,
                r2 + 2.0 * y * y,
                2.0 * x * y,
                r2.powi(3) * y,
            ],
        ];
        for (axis, row) in rows.iter().enumerate() {
            for (j, v) in row.iter().enumerate() {
                a[(2 * i + axis, j)] = *v;
            }
            b[2 * i + axis] = distorted[axis] - [x, y][axis];
        }
    }
    let failed = || "is no lens that can be inverted".to_owned();
    let found = a.svd(true, true).solve(&b, 1e-14).map_err(|_| failed())?;
    let mut inverse = [0.0; 8];
    inverse[..5].copy_from_slice(found.as_slice());
    let errors = samples.iter().map(|&((x, y), distorted)| {
        let (u, v) = lens::distort_brown_conrady(&inverse, x, y);
        Vector2::new((u - distorted[0]) * focal[0], (v - distorted[1]) * focal[1]).norm()
    });
    let worst = errors.fold(0.0, f64::max);
    if worst.is_nan() || worst > MAX_INVERSION_ERROR_PX {
        return Err(format!(
            "maps distorted to undistorted points (D-U), and no lens of five coefficients is its inverse to within \
             {MAX_INVERSION_ERROR_PX} px (the best has an error of {worst:.2} px): give \"Brown-Conrady U-D\""
        ));
    }
    Ok(inverse)
}
