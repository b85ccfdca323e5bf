//! A track's predicted joints as one camera should show them, and their distance from a person of that camera's view.
//!
//! Distances are metres at the joint's depth: the distance in the image times the depth, so that near and far athletes
//! compare.

use nalgebra::Vector2;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::camera_view::CameraView;
use crate::filter::joint_filter::JointState;
use crate::observations::PersonObservation;

/// Upper limit of a single joint's distance, m: an occluding athlete's joint says no more than that it is another's.
pub(crate) const MAX_JOINT_DISTANCE_M: f64 = 0.5;
/// No joint of a body is farther from another than this, m.
const BODY_EXTENT_M: f64 = 2.5;

/// By joint: normalised image coordinates and depth, m. `None` where the joint is not known or not ahead of the camera.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProjectedSkeleton {
    pub joints: [Option<(Vector2<f64>, f64)>; JOINT_COUNT],
}

impl ProjectedSkeleton {
    /// Projects joints as they will be at the camera's exposure, `time_offset_s` after the frame set's time.
    pub fn new(
        camera: &CameraView,
        joints: &[Option<JointState>; JOINT_COUNT],
        time_offset_s: f64,
    ) -> ProjectedSkeleton {
        let mut projected = [None; JOINT_COUNT];
        let any = joints.iter().flatten().next();
        if any.is_none_or(|s| !camera.may_show_sphere(&s.position, BODY_EXTENT_M)) {
            return ProjectedSkeleton { joints: projected };
        }
        for (slot, state) in projected.iter_mut().zip(joints) {
            *slot = state
                .as_ref()
                .and_then(|s| camera.project(&(s.position + s.velocity * time_offset_s)));
        }
        ProjectedSkeleton { joints: projected }
    }

    /// Mean distance from a person, m, with each joint's limited to [`MAX_JOINT_DISTANCE_M`]; `None` where fewer than three
    /// joints can be compared, or one joint after the other is another body's.
    pub fn mean_distance_m(&self, person: &PersonObservation) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for (projected, observation) in self.joints.iter().zip(&person.joints) {
            if let (Some((at, depth)), Some(observation)) = (projected, observation) {
                let distance = (at - observation.at).norm() * depth;
                sum += distance.min(MAX_JOINT_DISTANCE_M);
                n += 1;
                if distance > BODY_EXTENT_M && sum >= 3.0 * MAX_JOINT_DISTANCE_M {
                    return None;
                }
            }
        }
        (n >= 3).then(|| sum / f64::from(n))
    }

    /// Summed distances, m, of a left joint and its right counterpart: as they were detected, and exchanged.
    pub fn pair_distances_m(&self, person: &PersonObservation, left: Joint) -> Option<[f64; 2]> {
        let right = left.mirrored();
        let sum = |l, r| {
            let distance = |of, detected| {
                Some(
                    self.joint_distance_m(of, person, detected)?
                        .min(MAX_JOINT_DISTANCE_M),
                )
            };
            Some(distance(left, l)? + distance(right, r)?)
        };
        Some([sum(left, right)?, sum(right, left)?])
    }

    /// The distance, m, between joint `of` the track and the person's joint `detected`.
    fn joint_distance_m(
        &self,
        of: Joint,
        person: &PersonObservation,
        detected: Joint,
    ) -> Option<f64> {
        let (at, depth) = self.joints[of.index()]?;
        let observation = person.joints[detected.index()].as_ref()?;
        Some((at - observation.at).norm() * depth)
    }

    /// Whether the camera's image contains all known joints, so that a missing detection is evidence against the track.
    pub fn should_be_visible(
        &self,
        camera: &CameraView,
        joints: &[Option<JointState>; JOINT_COUNT],
    ) -> bool {
        let known = joints.iter().flatten().count();
        let in_image = |(at, _): &&(Vector2<f64>, f64)| camera.is_in_image(at);
        known > 0 && self.joints.iter().flatten().filter(in_image).count() == known
    }
}
