//! Athletes as whole bodies in motion: measured, completed, ready to be shown.

use nalgebra::{Point3, Vector3, center};
use trackside_body::{
    BodyMeasurements, Joints, ObservedJoints, PoseCompleter, bind_joints, foot_lock,
};
use trackside_schema::{AthleteId, Joint};

use crate::{Sample, Tracks};

/// Who is away for longer than this, s, is not shown meanwhile.
const GAP_S: f64 = 0.25;
/// A floor measured within this of height 0 is at 0, m.
const LEVEL_M: f64 = 0.03;

/// How feet are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Feet {
    /// Held at one place while they bear ([`feet`]); ankles and knees follow.
    #[default]
    Planted,
    /// Where they were measured.
    Measured,
}

/// One athlete of a recording.
#[derive(Clone, Debug)]
pub struct Figure {
    /// As frames have it.
    pub id: AthleteId,
    /// The team, where it is known.
    pub team: Option<String>,
    /// The number on the shirt, where it is known.
    pub number: Option<u16>,
    /// As measured over the whole recording.
    pub build: BodyMeasurements,
    /// In the order of time; at least one.
    pub poses: Vec<Pose>,
}

/// One athlete at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    /// The moment.
    pub tick: u64,
    /// From the recording's first frame, s.
    pub t_s: f64,
    /// All joints, world space, m: those of the frame where it has them, else where the bones before them take them. Ears and
    /// crown are kept within what a head can be, bones within what bones can be, and feet are held where they bear.
    pub joints: Joints,
    /// The same with feet where they were measured.
    pub measured: Joints,
}

impl Figure {
    /// "athlete 3", "Lions 7"
    pub fn name(&self) -> String {
        match (&self.team, self.number) {
            (Some(team), Some(number)) => format!("{team} {number}"),
            _ => format!("athlete {}", self.id.0),
        }
    }

    /// From when to when the athlete is there: places in `poses`, the last one included.
    pub fn spans(&self) -> Vec<[usize; 2]> {
        spans(self.poses.iter().map(|p| p.t_s))
    }
}

/// The stretches of these times without a pause.
pub(crate) fn spans(times: impl Iterator<Item = f64>) -> Vec<[usize; 2]> {
    let mut spans: Vec<[usize; 2]> = Vec::new();
    let mut last = f64::NEG_INFINITY;
    for (i, t) in times.enumerate() {
        match spans.last_mut() {
            Some(span) if t - last <= GAP_S => span[1] = i,
            _ => spans.push([i, i]),
        }
        last = t;
    }
    spans
}

/// All confirmed athletes of a recording, in the order of their ids.
pub fn figures(tracks: &Tracks, feet: Feet) -> Vec<Figure> {
    let figure = |(id, track): (AthleteId, &crate::Track)| {
        let seen: Vec<ObservedJoints> = track.samples.iter().map(seen).collect();
        // A few hundred poses tell lengths as well as all do.
        let build = BodyMeasurements::from_poses(seen.iter().step_by(seen.len() / 500 + 1));
        let rest = bind_joints(&build);
        let mut whole = PoseCompleter::new(&build, 0.0);
        let mut last = f64::NEG_INFINITY;
        let poses = track
            .samples
            .iter()
            .zip(&seen)
            .filter_map(|(sample, seen)| {
                let t_s = tracks.seconds(sample.tick)?;
                let mut joints = whole.complete(seen, t_s - last)?;
                keep_head(&rest, &mut joints);
                // Two frames of one instant would be two keys at one time.
                (t_s > last).then(|| {
                    last = t_s;
                    Pose {
                        tick: sample.tick,
                        t_s,
                        joints,
                        measured: joints,
                    }
                })
            });
        Figure {
            id,
            team: track.team.clone(),
            number: track.number,
            poses: poses.collect(),
            build,
        }
    };
    let all = tracks.athletes().map(figure);
    let mut all: Vec<Figure> = all.filter(|f| !f.poses.is_empty()).collect();
    if feet == Feet::Planted {
        let floor_m = floor_m(&all);
        all.iter_mut().for_each(|f| plant(f, floor_m));
    }
    all
}

fn plant(figure: &mut Figure, floor_m: f64) {
    for [first, last] in figure.spans() {
        let span = &mut figure.poses[first..=last];
        let times: Vec<f64> = span.iter().map(|p| p.t_s).collect();
        let mut joints: Vec<Joints> = span.iter().map(|p| p.joints).collect();
        foot_lock::lock_feet(&times, &mut joints, floor_m);
        for (pose, joints) in span.iter_mut().zip(joints) {
            pose.joints = joints;
        }
    }
}

/// How high the floor is: where the lower heel is when it is low, of the athlete in the middle.
fn floor_m(figures: &[Figure]) -> f64 {
    let share = |mut of: Vec<f64>, share: f64| {
        let at = (of.len().saturating_sub(1) as f64 * share) as usize;
        (!of.is_empty()).then(|| *of.select_nth_unstable_by(at, f64::total_cmp).1)
    };
    let lower = |p: &Pose| {
        let z = |j: Joint| p.joints[j.index()].z;
        z(Joint::LHeel).min(z(Joint::RHeel))
    };
    let low = |f: &Figure| share(f.poses.iter().map(lower).collect(), 0.1);
    let floor = share(figures.iter().filter_map(low).collect(), 0.5).unwrap_or(0.0);
    if floor.abs() < LEVEL_M { 0.0 } else { floor }
}

/// Moves ears and crown where a head of that build could not have them: a face's joints are the least sure of all, and a
/// skin that followed them would fold.
fn keep_head(rest: &Joints, joints: &mut Joints) {
    let at = |of: &Joints, joint: Joint| of[joint.index()];
    // Away from `from`, within a quarter of how far it is at rest; straight along `otherwise` where it is turned off too far.
    let within = |v: Vector3<f64>, length: f64, otherwise: Vector3<f64>| {
        let likely = v.dot(&otherwise) > 0.3 * v.norm() * otherwise.norm();
        let direction = if likely { v } else { otherwise };
        let direction = direction.try_normalize(1e-9).unwrap_or(Vector3::z());
        direction * v.norm().clamp(0.8 * length, 1.25 * length)
    };
    let parts = |of: &Joints| {
        let [l, r] = [Joint::LEar, Joint::REar].map(|ear| at(of, ear));
        let [neck, middle] = [at(of, Joint::Neck), center(&l, &r)];
        (middle - neck, l - r, at(of, Joint::Head) - middle)
    };
    let (up0, breadth0, tall0) = parts(rest);
    let (up, breadth, tall) = parts(joints);
    let neck = at(joints, Joint::Neck);
    let across = at(joints, Joint::LShoulder) - at(joints, Joint::RShoulder);
    let up = within(up, up0.norm(), neck - at(joints, Joint::Hip));
    let breadth = within(breadth, breadth0.norm(), across);
    let middle = neck + up;
    joints[Joint::LEar.index()] = middle + breadth / 2.0;
    joints[Joint::REar.index()] = middle - breadth / 2.0;
    joints[Joint::Head.index()] = middle + within(tall, tall0.norm(), up);
}

fn seen(sample: &Sample) -> ObservedJoints {
    let place = |p: Option<crate::Placed>| Some(Point3::from(p?.at_m.map(f64::from)));
    sample.joints.map(place)
}
