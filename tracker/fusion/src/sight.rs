//! The people of a moment's views, undistorted, with rays and noise.

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_schema::{FrameSet, JOINT_COUNT};

use crate::health::Health;
use crate::look::Looks;
use crate::options::Options;
use crate::triangulate::{Lens, Sight};

/// Calibration error that no detector knows of, as a share of the picture's diagonal.
const CALIBRATION_ERROR: f64 = 0.0005;

/// Fewer joints than this start no track.
const LEAST_JOINTS: usize = 5;

/// One person of one view.
#[derive(Clone, Debug)]
pub(crate) struct PersonSight {
    /// Index of the camera.
    pub camera: usize,
    /// By joint.
    pub joints: [Option<Sight>; JOINT_COUNT],
    /// How long after the moment's time this was seen, s.
    pub lag_s: f64,
    /// What the person looks like, in [`Sights::looks`].
    pub look: Option<std::ops::Range<usize>>,
    /// Whether it may still give birth.
    pub free: bool,
}

/// Everybody in a moment, grouped by view.
#[derive(Debug, Default)]
pub(crate) struct Sights {
    pub people: Vec<PersonSight>,
    /// By person: the track that it was given to. Apart, because it is looked through for every track.
    pub given: Vec<Option<usize>>,
    /// `(camera, range of people)` per view.
    pub views: Vec<(usize, std::ops::Range<usize>)>,
    pub looks: Looks,
}

impl Sights {
    /// Takes a moment's views, but for those that are nothing new.
    pub fn read(
        &mut self,
        moment: &FrameSet,
        rig: &Rig,
        lenses: &[Lens],
        health: &Health,
        options: &Options,
    ) {
        self.people.clear();
        self.given.clear();
        self.views.clear();
        self.looks.clear();
        for view in &moment.views {
            let (Some(camera), index) = (rig.camera(view.camera), view.camera.index()) else {
                continue;
            };
            if health.is_stale(index) {
                continue;
            }
            let noise = health.cameras[index].doubt();
            let from = self.people.len();
            let diagonal = f64::from(camera.size_px[0]).hypot(f64::from(camera.size_px[1]));
            let lag_s = view.stamp.mid_exposure.seconds_since(moment.time);
            for person in &view.people {
                let mut joints = [None; JOINT_COUNT];
                for (slot, keypoint) in joints.iter_mut().zip(&person.joints) {
                    let Some(k) = keypoint else { continue };
                    if k.score < options.least_score {
                        continue;
                    }
                    let Some(at) = lenses[index].grid.undistort(k.at) else {
                        continue;
                    };
                    let sigma_px = f64::from(k.sigma_px)
                        .max(0.5)
                        .hypot(CALIBRATION_ERROR * diagonal)
                        * noise;
                    *slot = Some(Sight {
                        camera: index,
                        at,
                        sigma: sigma_px / lenses[index].focal_px,
                        direction: lenses[index].direction(&at),
                        moved: Vector3::zeros(),
                        inlier: true,
                    });
                }
                let free = joints.iter().flatten().count() >= LEAST_JOINTS;
                let look = person.appearance.as_ref();
                self.people.push(PersonSight {
                    look: look.and_then(|l| self.looks.push(l)),
                    camera: index,
                    joints,
                    lag_s,
                    free,
                });
            }
            self.views.push((index, from..self.people.len()));
        }
    }
}
