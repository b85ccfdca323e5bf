//! The header of a session at the venue "arena".
#![allow(dead_code)] // Each test target uses its part.

use nalgebra::Isometry3;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_schema::wire::{self, SessionHeader, v1};

/// Two cameras, "left" and "right", with images of that size.
pub fn rig(size_px: [u32; 2]) -> Rig {
    let camera = |name: &str| Camera {
        name: name.to_owned(),
        size_px,
        intrinsics: Intrinsics::centred(f64::from(size_px[0]) * 0.78125, size_px),
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world: Isometry3::translation(0.0, 0.0, 10.0),
    };
    Rig::new(vec![camera("left"), camera("right")]).unwrap()
}

/// The header of the session "s1" with that rig and these media.
pub fn header(rig: &Rig, media: Vec<v1::Media>) -> SessionHeader {
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig.id().0.clone(),
        cameras: rig.cameras().iter().map(|c| c.name.clone()).collect(),
        media,
        ..v1::Match::default()
    };
    SessionHeader::new(&rig_file::to_message(rig), &match_)
}
