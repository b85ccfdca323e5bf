//! OpenTrackIO (SMPTE RIS-OSVP), JSON: one sample, a list of them, or one after the other. Of each source the newest of its
//! camera, lens and transforms counts: senders give what does not change only now and then.
//!
//! Poses: metres, right-handed, z up; a camera that is not turned looks along +y. Pan, tilt and roll turn it about its own z, x
//! and y, in this order, degrees; transforms follow each other from the stage to the sensor, before which the entrance pupil lies.
//!
//! Lens: OpenLensIO 1.0. Millimetres on the sensor from its middle, x right, y down. With F the pinhole's focal length, w mm and
//! W px the sensor's width ("Conversion of OpenCV to OpenTrackIO (OpenLensIO) lens calibration parameters", SMPTE RIS 2025):
//! fx = F W/w, cx = W/2 + ΔPx W/w from the picture's edge, radial l1 … l6 = k1/F² k4/F² k2/F⁴ k5/F⁴ k3/F⁶ k6/F⁶, tangential
//! q = p/F. "Brown-Conrady U-D" is OpenCV's way, from the ideal point to the drawn one; the default, D-U, is the other way round.

use nalgebra::{DMatrix, DVector, Isometry3, Translation3, UnitQuaternion, Vector2, Vector3};
use serde::Deserialize;
use serde_json::Value;

use super::entry::{Entry, Part, Turn};
use super::fault;
use crate::{Camera, Rig, RigError, lens};

/// From a camera whose z is ahead and whose y is down to one that looks along y, z up: a turn about x, rad.
pub(super) const AHEAD_ALONG_Y: f64 = -std::f64::consts::FRAC_PI_2;
/// What turning a lens round may leave, px.
const LEFT_PX: f64 = 0.1;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sample {
    #[serde(default, rename = "static")]
    fixed: Fixed,
    source_id: Option<String>,
    lens: Option<Lens>,
    transforms: Option<Vec<Transform>>,
}

#[derive(Default, Deserialize)]
struct Fixed {
    camera: Option<Sensor>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sensor {
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
struct Lens {
    pinhole_focal_length: Option<f64>,
    #[serde(default)]
    distortion: Vec<Bend>,
    #[serde(default)]
    projection_offset: Offset,
    #[serde(default)]
    distortion_offset: Offset,
    #[serde(default)]
    entrance_pupil_offset: f64,
}

#[derive(Default, Deserialize)]
struct Bend {
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
struct Transform {
    translation: Place,
    #[serde(default)]
    rotation: Angles,
    scale: Option<Place>,
}

#[derive(Clone, Copy, Deserialize)]
struct Place {
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

/// What is known of one source.
#[derive(Default)]
struct Source {
    id: String,
    sensor: Sensor,
    lens: Option<Lens>,
    transforms: Option<Vec<Transform>>,
}

/// Whether JSON is OpenTrackIO's: every sample says so.
pub(super) fn is_in(text: &str) -> bool {
    text.contains("\"OpenTrackIO\"")
}

pub(super) fn read(text: &str, origin: &str) -> Result<Rig, RigError> {
    let wrong = |line: Option<usize>, what: String| fault(origin, line, "", "", &what);
    let mut sources: Vec<Source> = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        let value = value.map_err(|e| wrong(Some(e.line()), format!("not JSON: {e}")))?;
        let samples = match value {
            Value::Array(all) => all,
            one => vec![one],
        };
        for sample in samples {
            let sample: Sample = serde_json::from_value(sample)
                .map_err(|e| wrong(None, format!("not an OpenTrackIO sample: {e}")))?;
            let id = sample.source_id.unwrap_or_default();
            let known = sources.iter().position(|s| s.id == id);
            let at = known.unwrap_or_else(|| {
                sources.push(Source {
                    id,
                    ..Source::default()
                });
                sources.len() - 1
            });
            let source = &mut sources[at];
            source.sensor = sample.fixed.camera.unwrap_or(source.sensor.clone());
            source.lens = sample.lens.or(source.lens.take());
            source.transforms = sample.transforms.or(source.transforms.take());
        }
    }
    let cameras = sources.iter().enumerate();
    let cameras = cameras.map(|(i, s)| s.camera(i, origin));
    Rig::new(cameras.collect::<Result<_, _>>()?).map_err(|e| wrong(None, e.0))
}

impl Source {
    fn camera(&self, index: usize, origin: &str) -> Result<Camera, RigError> {
        let sensor = &self.sensor;
        let called = sensor.label.clone().or(sensor.serial_number.clone());
        let name = called.unwrap_or_else(|| format!("camera {}", index + 1));
        let fail = |field: &str, what: &str| fault(origin, None, &name, field, what);
        let needed = |size: Option<Size>, field: &str| {
            size.filter(|s| s.width > 0.0 && s.height > 0.0)
                .ok_or_else(|| fail(field, "missing, or not positive: pixels need it"))
        };
        let mm = needed(
            sensor.active_sensor_physical_dimensions,
            "static.camera.activeSensorPhysicalDimensions",
        )?;
        let px = needed(
            sensor.active_sensor_resolution,
            "static.camera.activeSensorResolution",
        )?;
        let none = Lens::default();
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
            .bend(focal_mm, [px.width, px.height], focal, centre)
            .map_err(|what| fail("lens.distortion", &what))?;
        let pose = self
            .pose(lens.entrance_pupil_offset)
            .map_err(|what| fail("transforms", what))?;
        let entry = Entry {
            name: name.clone(),
            size_px: [px.width, px.height],
            matrix: [
                [focal[0], 0.0, centre[0]],
                [0.0, focal[1], centre[1]],
                [0.0, 0.0, 1.0],
            ],
            distortion: distortion.to_vec(),
            fisheye: false,
            rotation: Turn::Rodrigues(pose.rotation.scaled_axis().into()),
            translation_m: pose.translation.vector.into(),
        };
        entry.camera().map_err(|f| {
            let field = match f.part {
                Part::Size => "static.camera.activeSensorResolution",
                Part::Matrix => "lens.pinholeFocalLength, projectionOffset",
                Part::Distortion => "lens.distortion",
                Part::Rotation | Part::Translation => "transforms",
            };
            fail(field, &f.what)
        })
    }

    /// `cam_from_world`.
    fn pose(&self, pupil_m: f64) -> Result<Isometry3<f64>, &'static str> {
        let steps = self.transforms.as_deref().unwrap_or_default();
        if steps.is_empty() {
            return Err("missing: nothing says where the camera stands");
        }
        let about = |axis, deg: f64| UnitQuaternion::from_axis_angle(&axis, deg.to_radians());
        let mut sensor = Isometry3::identity();
        for step in steps {
            let whole = |s: &Place| [s.x, s.y, s.z].iter().all(|v| (v - 1.0).abs() < 1e-9);
            if step.scale.is_some_and(|s| !whole(&s)) {
                return Err("have a scale: a rig's lengths are metres everywhere");
            }
            let (t, r) = (step.translation, step.rotation);
            let turn = about(Vector3::z_axis(), r.pan)
                * about(Vector3::x_axis(), r.tilt)
                * about(Vector3::y_axis(), r.roll);
            sensor *= Isometry3::from_parts(Translation3::new(t.x, t.y, t.z), turn);
        }
        let pupil = Isometry3::from_parts(
            Translation3::new(0.0, pupil_m, 0.0),
            UnitQuaternion::from_axis_angle(&Vector3::x_axis(), AHEAD_ALONG_Y),
        );
        Ok((sensor * pupil).inverse())
    }
}

impl Lens {
    /// k1 k2 p1 p2 k3 k4 k5 k6, of the way in which OpenCV draws.
    fn bend(
        &self,
        focal_mm: f64,
        size_px: [f64; 2],
        focal: [f64; 2],
        centre: [f64; 2],
    ) -> Result<[f64; 8], String> {
        const DRAWS: &str = "Brown-Conrady U-D";
        let draws = |b: &&Bend| b.model.as_deref() == Some(DRAWS);
        let drawn = self.distortion.iter().find(draws);
        let Some(bend) = drawn.or(self.distortion.first()) else {
            return Ok([0.0; 8]);
        };
        let known = matches!(
            bend.model.as_deref(),
            None | Some("Brown-Conrady D-U" | DRAWS)
        );
        if !known || bend.radial.len() > 6 || bend.tangential.len() > 2 {
            return Err(format!(
                "of the model {:?} with {} radial and {} tangential coefficients: Brown-Conrady with up to 6 and 2 is read",
                bend.model,
                bend.radial.len(),
                bend.tangential.len()
            ));
        }
        let [f2, f4, f6] = [2, 4, 6].map(|n| focal_mm.powi(n));
        let l = |i: usize| bend.radial.get(i).copied().unwrap_or(0.0);
        // The paper says F², which does not agree with OpenLensIO's own formula in millimetres.
        let q = |i: usize| bend.tangential.get(i).copied().unwrap_or(0.0) * focal_mm;
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
                "with a `distortionOffset`: a rig's lens is centred on its principal point".into(),
            );
        }
        match drawn {
            Some(_) => Ok(k),
            None => turned_round(&k, size_px, focal, centre),
        }
    }
}

/// The Brown–Conrady lens with five coefficients that draws where `k` undoes: linear in its coefficients, fitted over the picture.
fn turned_round(
    k: &[f64; 8],
    size_px: [f64; 2],
    focal: [f64; 2],
    centre: [f64; 2],
) -> Result<[f64; 8], String> {
    const PLACES: usize = 24;
    let places = (0..=PLACES).flat_map(|i| (0..=PLACES).map(move |j| [i, j]));
    let places: Vec<_> = places
        .map(|at| {
            let share = at.map(|v| v as f64 / PLACES as f64);
            let drawn: [f64; 2] = std::array::from_fn(|axis| {
                (share[axis] * size_px[axis] - 0.5 - centre[axis]) / focal[axis]
            });
            (lens::brown_conrady(k, drawn[0], drawn[1]), drawn)
        })
        .collect();
    let (mut a, mut b) = (
        DMatrix::zeros(2 * places.len(), 5),
        DVector::zeros(2 * places.len()),
    );
    for (i, &((x, y), drawn)) in places.iter().enumerate() {
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
            b[2 * i + axis] = drawn[axis] - [x, y][axis];
        }
    }
    let failed = || "is no lens that can be turned round".to_owned();
    let found = a.svd(true, true).solve(&b, 1e-14).map_err(|_| failed())?;
    let mut turned = [0.0; 8];
    turned[..5].copy_from_slice(found.as_slice());
    let off = places.iter().map(|&((x, y), drawn)| {
        let (u, v) = lens::brown_conrady(&turned, x, y);
        Vector2::new((u - drawn[0]) * focal[0], (v - drawn[1]) * focal[1]).norm()
    });
    let worst = off.fold(0.0, f64::max);
    if worst.is_nan() || worst > LEFT_PX {
        return Err(format!(
            "goes from drawn to ideal points (D-U), and no lens of five coefficients draws the other way to within {LEFT_PX} px \
             (the nearest is {worst:.2} px off): give \"Brown-Conrady U-D\""
        ));
    }
    Ok(turned)
}
