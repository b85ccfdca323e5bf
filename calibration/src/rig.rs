//! The calibrated cameras of a venue.

use sha2::{Digest, Sha256};
use thiserror::Error;
use trackside_schema::{CameraId, RigId};

use crate::{Camera, Distortion};

/// What is wrong with a rig, naming the camera and the field.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct RigError(pub String);

/// The calibrated cameras of a venue. [`CameraId`] is the place in `cameras`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rig {
    id: RigId,
    cameras: Vec<Camera>,
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
        let id = content_hash(&cameras);
        Ok(Rig { id, cameras })
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

fn content_hash(cameras: &[Camera]) -> RigId {
    let mut hash = Sha256::new();
    let number = |hash: &mut Sha256, v: f64| hash.update(v.to_le_bytes());
    for c in cameras {
        hash.update((c.name.len() as u64).to_le_bytes());
        hash.update(c.name.as_bytes());
        hash.update(c.size_px[0].to_le_bytes());
        hash.update(c.size_px[1].to_le_bytes());
        for v in [
            c.intrinsics.fx,
            c.intrinsics.fy,
            c.intrinsics.cx,
            c.intrinsics.cy,
        ] {
            number(&mut hash, v);
        }
        match &c.distortion {
            Distortion::BrownConrady(k) => {
                hash.update(b"b");
                k.iter().for_each(|&v| number(&mut hash, v));
            }
            Distortion::Fisheye(k) => {
                hash.update(b"f");
                k.iter().for_each(|&v| number(&mut hash, v));
            }
        }
        let q = c.cam_from_world.rotation.coords;
        let t = c.cam_from_world.translation.vector;
        q.iter().chain(t.iter()).for_each(|&v| number(&mut hash, v));
    }
    let digest = hash.finalize();
    RigId(digest.iter().take(8).map(|b| format!("{b:02x}")).collect())
}
