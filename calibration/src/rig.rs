//! The calibrated cameras of a venue.

use sha2::{Digest, Sha256};
use trackside_schema::{CameraId, RigId};

use crate::rodrigues::rodrigues_on_grid;
use crate::{Camera, CameraClock, Distortion, RigError, camera_toml};

/// The most cameras of a rig: a [`CameraId`] is a byte.
const MAX_CAMERAS: usize = 255;
/// The largest errors of a clock: an hour, and a drift of a tenth.
const MAX_CLOCK_OFFSET_S: f64 = 3600.0;
const MAX_CLOCK_DRIFT: f64 = 0.1;

/// The calibrated cameras of a venue, and their clocks. A [`CameraId`] is an index into [`Rig::cameras`].
///
/// A rig is valid: it has 1 to 255 cameras with different names, finite numbers, and positive focal lengths and sizes. Its id is a
/// hash of cameras and clocks; two rigs are equal when these are.
#[derive(Clone, Debug)]
pub struct Rig {
    id: RigId,
    cameras: Vec<Camera>,
    /// By [`CameraId`].
    clocks: Vec<CameraClock>,
    /// The TOML that it was read from, so that writing it keeps comments and unknown tables.
    source: Option<String>,
}

impl PartialEq for Rig {
    fn eq(&self, other: &Rig) -> bool {
        self.cameras == other.cameras && self.clocks == other.clocks
    }
}

impl Rig {
    /// A rig of these cameras, with clocks that show the rig's time.
    ///
    /// # Errors
    /// The cameras do not make a valid rig.
    pub fn new(cameras: Vec<Camera>) -> Result<Rig, RigError> {
        if cameras.is_empty() || cameras.len() > MAX_CAMERAS {
            return Err(RigError(format!(
                "a rig has 1 to {MAX_CAMERAS} cameras, not {}",
                cameras.len()
            )));
        }
        for (i, camera) in cameras.iter().enumerate() {
            validate(camera)?;
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

    /// This rig with other clocks, by [`CameraId`].
    ///
    /// # Errors
    /// Another number of clocks than cameras, or a clock that is wrong by more than an hour or a tenth.
    pub fn with_clocks(mut self, clocks: Vec<CameraClock>) -> Result<Rig, RigError> {
        if clocks.len() != self.cameras.len() {
            let (n, m) = (clocks.len(), self.cameras.len());
            return Err(RigError(format!("{n} clocks for {m} cameras")));
        }
        for (clock, camera) in clocks.iter().zip(&self.cameras) {
            let is_possible =
                clock.offset_s.abs() <= MAX_CLOCK_OFFSET_S && clock.drift.abs() <= MAX_CLOCK_DRIFT;
            if !is_possible {
                return Err(RigError(format!(
                    "camera \"{}\": its clock may be wrong by {MAX_CLOCK_OFFSET_S} s and a drift of {MAX_CLOCK_DRIFT} at most, not \
                     by {} s and {}",
                    camera.name, clock.offset_s, clock.drift
                )));
            }
        }
        self.clocks = clocks.into_iter().map(CameraClock::rounded).collect();
        self.id = content_hash(&self.cameras, &self.clocks);
        self.source = self
            .source
            .as_ref()
            .and_then(|text| camera_toml::merge(text, &self.cameras, &self.clocks));
        Ok(self)
    }

    /// This rig with other cameras. Cameras keep their clocks, by name. What else its file contains is kept: metadata, comments,
    /// unknown tables.
    ///
    /// # Errors
    /// As [`Rig::new`].
    pub fn with_cameras(&self, cameras: Vec<Camera>) -> Result<Rig, RigError> {
        let mut rig = Rig::new(cameras)?;
        let clock_of = |c: &Camera| {
            self.find(&c.name)
                .map_or(CameraClock::default(), |(id, _)| self.clock(id))
        };
        let clocks = rig.cameras.iter().map(clock_of).collect();
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

    /// The hash of cameras and clocks.
    pub fn id(&self) -> &RigId {
        &self.id
    }

    /// All cameras, by [`CameraId`].
    pub fn cameras(&self) -> &[Camera] {
        &self.cameras
    }

    /// The camera of an id; `None` for an id of another rig.
    pub fn camera(&self, id: CameraId) -> Option<&Camera> {
        self.cameras.get(id.index())
    }

    /// All clocks, by [`CameraId`].
    pub fn clocks(&self) -> &[CameraClock] {
        &self.clocks
    }

    /// The clock of a camera; the default clock for an id of another rig.
    pub fn clock(&self, id: CameraId) -> CameraClock {
        self.clocks.get(id.index()).copied().unwrap_or_default()
    }

    /// The camera of a name.
    pub fn find(&self, name: &str) -> Option<(CameraId, &Camera)> {
        // A rig has at most 255 cameras, so the index fits.
        self.cameras
            .iter()
            .position(|c| c.name == name)
            .map(|i| (CameraId(i as u8), &self.cameras[i]))
    }
}

fn validate(camera: &Camera) -> Result<(), RigError> {
    let name = &camera.name;
    let fail = |what: &str| Err(RigError(format!("camera \"{name}\": {what}")));
    if name.is_empty()
        || name.contains(['/', '*', '$', '#', '?', '\\'])
        || name.chars().any(char::is_control)
    {
        return fail("a name is not empty and has none of / * $ # ? \\ in it");
    }
    if camera.size_px.contains(&0) {
        return fail("the image's size must be positive");
    }
    let k = &camera.intrinsics;
    if !(k.fx > 0.0 && k.fy > 0.0 && k.fx.is_finite() && k.fy.is_finite()) {
        return fail("the focal lengths must be positive numbers of pixels");
    }
    let pose = camera.cam_from_world.to_homogeneous();
    let lens = camera.distortion.coefficients();
    if !(k.cx.is_finite() && k.cy.is_finite())
        || lens.iter().chain(pose.iter()).any(|v| !v.is_finite())
    {
        return fail("a number is not finite");
    }
    Ok(())
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
        let model: &[u8] = match &c.distortion {
            Distortion::BrownConrady(_) => b"b",
            Distortion::Fisheye(_) => b"f",
        };
        hash.update(model);
        let t = c.cam_from_world.translation.vector;
        let r = rodrigues_on_grid(&c.cam_from_world.rotation);
        let lens = c.distortion.coefficients();
        for &v in lens.iter().chain(&r).chain(t.iter()) {
            number(&mut hash, v);
        }
        // Ids are older than clocks: a default clock does not change them.
        if !clock.is_identity() {
            number(&mut hash, clock.offset_s);
            number(&mut hash, clock.drift);
            hash.update(clock.since.0.to_le_bytes());
        }
    }
    let digest = hash.finalize();
    RigId(digest.iter().take(8).map(|b| format!("{b:02x}")).collect())
}
