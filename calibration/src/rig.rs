//! The calibrated cameras of a venue.

use nalgebra::UnitQuaternion;
use sha2::{Digest, Sha256};
use thiserror::Error;
use trackside_schema::{CameraId, RigId};

use crate::{Camera, CameraClock, Distortion, rig_file};

/// What is wrong with a rig, naming the file, the camera and the field.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct RigError(pub String);

/// The calibrated cameras of a venue. [`CameraId`] is the place in `cameras`.
#[derive(Clone, Debug)]
pub struct Rig {
    id: RigId,
    cameras: Vec<Camera>,
    /// By [`CameraId`].
    clocks: Vec<CameraClock>,
    /// The TOML it was read from, kept so that writing it loses nothing.
    source: Option<String>,
}

/// By cameras and clocks: what else a file says does not make another rig of it.
impl PartialEq for Rig {
    fn eq(&self, other: &Rig) -> bool {
        self.cameras == other.cameras && self.clocks == other.clocks
    }
}

impl Rig {
    /// A rig of these cameras, refused where two share a name, a number is not finite, a focal length or size is not
    /// positive, or there are none or more than 255.
    pub fn new(cameras: Vec<Camera>) -> Result<Rig, RigError> {
        if cameras.is_empty() || cameras.len() > 255 {
            return Err(RigError(format!(
                "a rig has 1 to 255 cameras, not {}",
                cameras.len()
            )));
        }
        for (i, camera) in cameras.iter().enumerate() {
            check(camera)?;
            if cameras[..i].iter().any(|c| c.name == camera.name) {
                return Err(RigError(format!(
                    "two cameras are named \"{}\": give each its own name",
                    camera.name
                )));
            }
        }
        let clocks = vec![CameraClock::default(); cameras.len()];
        Ok(Rig {
            id: content_hash(&cameras, &clocks),
            cameras,
            clocks,
            source: None,
        })
    }

    /// This rig with other clocks, by [`CameraId`]: refused where there are more or fewer than cameras, and where one is
    /// not possible.
    pub fn with_clocks(mut self, clocks: Vec<CameraClock>) -> Result<Rig, RigError> {
        if clocks.len() != self.cameras.len() {
            let (n, m) = (clocks.len(), self.cameras.len());
            return Err(RigError(format!("{n} clocks for {m} cameras")));
        }
        for (clock, camera) in clocks.iter().zip(&self.cameras) {
            // An hour off and a gain of a tenth are not a clock's error any more.
            if !(clock.offset_s.abs() <= 3600.0 && clock.drift.abs() <= 0.1) {
                return Err(RigError(format!(
                    "camera \"{}\": its clock is off by an hour or a tenth at most, not by {} s and {}",
                    camera.name, clock.offset_s, clock.drift
                )));
            }
        }
        self.clocks = clocks.into_iter().map(CameraClock::rounded).collect();
        self.id = content_hash(&self.cameras, &self.clocks);
        self.source = self
            .source
            .as_ref()
            .and_then(|text| rig_file::merge(text, &self.cameras, &self.clocks));
        Ok(self)
    }

    /// This rig with other cameras, refused as [`Rig::new`] does. Cameras keep their clocks, by name. What else its file
    /// says is kept: metadata, comments, unknown tables.
    pub fn with_cameras(&self, cameras: Vec<Camera>) -> Result<Rig, RigError> {
        let mut rig = Rig::new(cameras)?;
        let clock = |c: &Camera| {
            self.find(&c.name)
                .map_or(CameraClock::default(), |(id, _)| self.clock(id))
        };
        let clocks = rig.cameras.iter().map(clock).collect();
        rig.source.clone_from(&self.source);
        rig.with_clocks(clocks)
    }

    pub(crate) fn with_source(mut self, toml: String) -> Rig {
        self.source = Some(toml);
        self
    }

    pub(crate) fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The hash of the content.
    pub fn id(&self) -> &RigId {
        &self.id
    }

    /// All cameras, by [`CameraId`].
    pub fn cameras(&self) -> &[Camera] {
        &self.cameras
    }

    /// The camera of that id. `None` for an id of another rig.
    pub fn camera(&self, id: CameraId) -> Option<&Camera> {
        self.cameras.get(id.index())
    }

    /// All clocks, by [`CameraId`].
    pub fn clocks(&self) -> &[CameraClock] {
        &self.clocks
    }

    /// The clock of that camera; one that is right for an id of another rig.
    pub fn clock(&self, id: CameraId) -> CameraClock {
        self.clocks.get(id.index()).copied().unwrap_or_default()
    }

    /// The camera of that name.
    pub fn find(&self, name: &str) -> Option<(CameraId, &Camera)> {
        // A rig has at most 255 cameras, so the index fits.
        self.cameras
            .iter()
            .position(|c| c.name == name)
            .map(|i| (CameraId(i as u8), &self.cameras[i]))
    }
}

fn check(camera: &Camera) -> Result<(), RigError> {
    let name = &camera.name;
    let fail = |what: &str| Err(RigError(format!("camera \"{name}\": {what}")));
    if name.is_empty()
        || name.contains(['/', '*', '$', '#', '?', '\\'])
        || name.chars().any(char::is_control)
    {
        return fail("a name is not empty and has none of / * $ # ? \\ in it");
    }
    if camera.size_px.contains(&0) {
        return fail("the picture's size must be positive");
    }
    let k = &camera.intrinsics;
    if !(k.fx > 0.0 && k.fy > 0.0 && k.fx.is_finite() && k.fy.is_finite()) {
        return fail("the focal lengths must be positive numbers of pixels");
    }
    let lens: &[f64] = match &camera.distortion {
        Distortion::BrownConrady(k) => k,
        Distortion::Fisheye(k) => k,
    };
    let pose = camera.cam_from_world.to_homogeneous();
    if !(k.cx.is_finite() && k.cy.is_finite())
        || lens.iter().chain(pose.iter()).any(|v| !v.is_finite())
    {
        return fail("a number is not finite");
    }
    Ok(())
}

/// A rotation as a Rodrigues vector on a grid of 1e-12 rad: what is hashed and what is written. Off the grid, the last
/// bits would not survive quaternion → vector → text → quaternion, and a rig read again would have another id.
pub(crate) fn rodrigues(rotation: &UnitQuaternion<f64>) -> [f64; 3] {
    const GRID: f64 = 1e12;
    let r = rotation.scaled_axis();
    let angle = r.norm();
    // At half a turn r and r − 2π r/|r| are one rotation; rounding must not choose between them.
    let lead = r.iter().find(|v| v.abs() > 1e-3).copied().unwrap_or(0.0);
    let r = if angle > std::f64::consts::PI - 1e-9 && lead < 0.0 {
        r * (1.0 - std::f64::consts::TAU / angle)
    } else {
        r
    };
    [r.x, r.y, r.z].map(|v| (v * GRID).round() / GRID + 0.0)
}

fn content_hash(cameras: &[Camera], clocks: &[CameraClock]) -> RigId {
    let mut hash = Sha256::new();
    // −0 and 0 are one number.
    let number = |hash: &mut Sha256, v: f64| hash.update((v + 0.0).to_le_bytes());
    for (c, clock) in cameras.iter().zip(clocks) {
        hash.update((c.name.len() as u64).to_le_bytes());
        hash.update(c.name.as_bytes());
        hash.update(c.size_px[0].to_le_bytes());
        hash.update(c.size_px[1].to_le_bytes());
        let k = &c.intrinsics;
        for v in [k.fx, k.fy, k.cx, k.cy] {
            number(&mut hash, v);
        }
        let (kind, lens): (&[u8], &[f64]) = match &c.distortion {
            Distortion::BrownConrady(k) => (b"b", k),
            Distortion::Fisheye(k) => (b"f", k),
        };
        hash.update(kind);
        let t = c.cam_from_world.translation.vector;
        let turn = rodrigues(&c.cam_from_world.rotation);
        for &v in lens.iter().chain(&turn).chain(t.iter()) {
            number(&mut hash, v);
        }
        // A clock that is right leaves the hash as it was before rigs had clocks.
        if !clock.is_identity() {
            number(&mut hash, clock.offset_s);
            number(&mut hash, clock.drift);
            hash.update(clock.since.0.to_le_bytes());
        }
    }
    let digest = hash.finalize();
    RigId(digest.iter().take(8).map(|b| format!("{b:02x}")).collect())
}
