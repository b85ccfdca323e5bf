//! What is told of an athlete: the body that fits best, now or as it was.

use nalgebra::Vector3;
use trackside_schema::{Athlete, JOINT_COUNT, Joint3d, Skeleton3d, TrackState, WorldPoint};

use super::{Track, VAGUE_M};
use crate::joint::JointState;
use crate::kin::{kin_of, place};
use crate::options::FusionOptions;
use crate::posture::{Fitted, Own, Owns, PosePriorInput};
use crate::shape::Figure;
use crate::smooth::smooth;

impl Track {
    /// The athlete as it is now.
    pub fn is(&mut self, figure: &mut Figure, options: &FusionOptions) -> Athlete {
        let (owns, mut fitted) = self.filtered(figure);
        if options.pose_prior {
            figure.posture.mend(&owns, &mut fitted, &mut self.trust);
        }
        let of = |j: usize| self.joints[j].as_ref();
        self.athlete(&fitted, of, self.velocity(), self.unseen_s, options)
    }

    /// What a network of postures hears, now or at a moment that is remembered.
    pub fn stance(&self, tick: Option<u64>, figure: &mut Figure) -> Option<PosePriorInput> {
        let (owns, fitted) = match tick {
            None => self.filtered(figure),
            Some(tick) => self.smoothed(self.remembered(tick)?, figure)?,
        };
        PosePriorInput::of(&owns, &fitted)
    }

    fn remembered(&self, tick: u64) -> Option<usize> {
        self.past.iter().rposition(|p| p.tick == tick)
    }

    /// Every joint as it was filtered, and the body that fits them best.
    fn filtered(&self, figure: &mut Figure) -> (Owns, Fitted) {
        let common = self.common.each_ref().map(place);
        let mut estimates = self.joints.map(|j| j.map(|j| j.estimate()));
        for (j, estimate) in estimates.iter_mut().enumerate() {
            if let (Some(g), Some(kin)) = (estimate, kin_of(j)) {
                g.covariance -= common[kin];
            }
        }
        let owns = std::array::from_fn(|j| {
            let joint = self.joints[j].as_ref()?;
            Some(Own {
                at: joint.at,
                velocity: joint.velocity,
                gains: joint.velocity - self.lag[j].unwrap_or(joint.velocity),
                sigma_m: joint.sigma_m(),
                views: joint.views,
            })
        });
        let vague = |j: usize| self.joints[j].is_some_and(|s| s.within_reach);
        (owns, figure.fit(&self.shape, (estimates, common), vague))
    }

    /// The same of a moment that is remembered, given all since.
    fn smoothed(&self, at: usize, figure: &mut Figure) -> Option<(Owns, Fitted)> {
        let (known, gains) = smooth(&self.past, at)?;
        let steps = &self.past[at].steps;
        let owns = known.owns(&gains, |j| steps[j].map_or(0, |s| s.after.views));
        let vague = |j: usize| steps[j].is_some_and(|s| s.after.within_reach);
        let fitted = figure.fit(&self.shape, known.places(), vague);
        Some((owns, fitted))
    }

    /// The athlete as it was at a moment that is remembered, given all since.
    pub fn was(&self, tick: u64, figure: &mut Figure, options: &FusionOptions) -> Option<Athlete> {
        let at = self.remembered(tick)?;
        let (owns, mut fitted) = self.smoothed(at, figure)?;
        if options.pose_prior {
            figure.posture.mend_past(&owns, &mut fitted, &self.trust);
        }
        let past = &self.past[at];
        let of = |j: usize| past.steps[j].as_ref().map(|s| &s.after);
        Some(self.athlete(&fitted, of, past.velocity, past.unseen_s, options))
    }

    /// What goes out: the joints of the body that fits the estimates best.
    fn athlete<'a>(
        &self,
        joints: &Fitted,
        of: impl Fn(usize) -> Option<&'a JointState>,
        velocity: Option<Vector3<f64>>,
        unseen_s: f64,
        options: &FusionOptions,
    ) -> Athlete {
        let mut skeleton: Skeleton3d = [None; JOINT_COUNT];
        for (j, slot) in skeleton.iter_mut().enumerate() {
            let (Some(state), Some(fitted)) = (of(j), &joints[j]) else {
                continue;
            };
            let sigma_m = fitted.sigma_m();
            if sigma_m < VAGUE_M && state.unseen_s <= options.joint_coast_s.max(unseen_s) {
                *slot = Some(Joint3d {
                    at: WorldPoint(fitted.mean.into()),
                    sigma_m: sigma_m as f32,
                    views: state.views,
                });
            }
        }
        Athlete {
            id: self.id,
            team: None,
            number: None,
            state: match self.state {
                TrackState::Confirmed if unseen_s > 0.0 => TrackState::Coasting,
                state => state,
            },
            skeleton,
            velocity_m_s: velocity.map(Into::into),
        }
    }
}
