//! Tries every cause that breaks the agreement between cameras, or with landmarks, and takes the one that explains most.

use nalgebra::{UnitQuaternion, Vector3};

use super::causes::{self, Cause, Diagnosis, Fix, WAYS_ROUND};
use super::fit::{self, FAMILIES, Family};
use super::look::{Look, cost, miss};
use super::measure::CameraCheck;
use super::people::explain;
use super::seen::Pair;
use super::{Seen, Verdict, upright};
use crate::landmarks::{Landmark, Target};
use crate::{Camera, Rig, resection};

/// A camera must be mended by so much to be named: what is left of its misfit.
const MENDED: f64 = 0.75;
/// A rig must explain so much more.
const MORE: f64 = 1.005;
/// Pictures of all cameras may be so many times as large as the calibrated ones.
const SIZES: [f64; 8] = [0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 0.75, 4.0 / 3.0, 1.5, 2.0];

/// A rig that would be right if the cause were true.
struct Hypothesis {
    diagnosis: Diagnosis,
    rig: Rig,
    /// How many numbers it chose freely.
    unknowns: f64,
    /// By how much a camera's world, and its landmarks with it, is shifted.
    shift: Option<(usize, Vector3<f64>)>,
}

/// A lens that was zoomed by less than this is not told from what detectors err while its camera is usable, as a logarithm.
const ZOOMED: f64 = 0.05;

/// The fault that explains most of what does not fit, and the rig without it; `None` where nothing is wrong, or nothing helps.
/// Athletes in the middle of the picture hide a zoom: of cameras that are usable that alone is looked for.
pub(super) fn find(rig: &Rig, seen: &Seen, measured: &[CameraCheck]) -> Option<Fix> {
    let that_are = |verdict: Verdict| -> Vec<usize> {
        let all = 0..measured.len();
        all.filter(|&i| measured[i].verdict() == verdict).collect()
    };
    let wrong = that_are(Verdict::Wrong);
    let mut hypotheses: Vec<Hypothesis> =
        wrong.iter().filter_map(|&i| camera(rig, seen, i)).collect();
    hypotheses.extend(swaps(rig, &wrong));
    if wrong.is_empty() {
        let usable = that_are(Verdict::Usable);
        let each = usable
            .iter()
            .filter_map(|&i| Some((i, camera(rig, seen, i)?)));
        let zoomed = each.filter(|(i, h)| {
            let focal = |rig: &Rig| rig.cameras()[*i].intrinsics.fx;
            h.diagnosis.cause == Cause::Zoomed && (focal(&h.rig) / focal(rig)).ln().abs() > ZOOMED
        });
        hypotheses.extend(zoomed.map(|(_, h)| h));
    } else if 2 * wrong.len() >= measured.len() {
        hypotheses.extend(whole(rig, seen));
    }
    if hypotheses.is_empty() {
        return None;
    }
    let base = worth(rig, seen);
    let best = hypotheses
        .into_iter()
        .map(|h| (worth(&h.rig, seen) * (1.0 - 0.002 * h.unknowns), h))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (worth, h) = best;
    (worth > MORE * base).then(|| Fix {
        landmarks: h
            .shift
            .map(|(i, by)| (i, causes::shifted(&seen.landmarks[i], by))),
        diagnosis: h.diagnosis,
        rig: h.rig,
    })
}

/// How much of what was seen the rig explains.
fn worth(rig: &Rig, seen: &Seen) -> f64 {
    if seen.by_athletes() {
        return explain(rig, &seen.instants, None).gain;
    }
    let each = rig.cameras().iter().enumerate().flat_map(|(i, camera)| {
        let pairs = seen.landmark_pairs(i);
        pairs.into_iter().map(move |p| 1.0 - miss(camera, &p))
    });
    // One beside: agreement that is not there is not a reason to divide by nothing.
    1.0 + each.sum::<f64>()
}

fn swaps<'a>(rig: &'a Rig, wrong: &'a [usize]) -> impl Iterator<Item = Hypothesis> + 'a {
    let pairs = wrong
        .iter()
        .enumerate()
        .flat_map(|(i, &a)| wrong[..i].iter().map(move |&b| (b, a)));
    pairs.filter_map(|(a, b)| {
        let names = [a, b].map(|i| rig.cameras()[i].name.clone());
        Some(Hypothesis {
            rig: causes::swapped(rig, a, b)?,
            unknowns: 0.0,
            shift: None,
            diagnosis: Diagnosis {
                what: format!(
                    "cameras \"{}\" and \"{}\" are swapped: each has the other's calibration",
                    names[0], names[1]
                ),
                repair: format!(
                    "exchange the calibrations of \"{}\" and \"{}\"",
                    names[0], names[1]
                ),
                cameras: names.to_vec(),
                cause: Cause::Swapped,
            },
        })
    })
}

/// Causes that all cameras share.
fn whole(rig: &Rig, seen: &Seen) -> Vec<Hypothesis> {
    let mut all = Vec::new();
    let mut add = |rig: Option<Rig>, cause, what: String, repair: String| {
        if let Some(rig) = rig {
            let cameras = Vec::new();
            let diagnosis = Diagnosis {
                cameras,
                cause,
                what,
                repair,
            };
            all.push(Hypothesis {
                diagnosis,
                rig,
                unknowns: 0.0,
                shift: None,
            });
        }
    };
    for (way, what) in WAYS_ROUND.iter().enumerate() {
        let rig = causes::all(rig, |c| causes::turned_round(c, way));
        let what = format!("every camera: {what}");
        add(
            rig,
            Cause::Inverted,
            what,
            "turn every pose round".to_owned(),
        );
    }
    add(
        mirrored(rig, seen),
        Cause::Mirrored,
        "the world is mirrored: its axes are left-handed, and cameras stand on the wrong side"
            .to_owned(),
        "mirror the world along y (with landmarks: along the axis that they say)".to_owned(),
    );
    for factor in SIZES {
        add(
            causes::all(rig, |c| fit::resized(c, factor)),
            Cause::PictureSize,
            format!(
                "every camera's pictures are {factor:.3} times as large as the calibrated ones"
            ),
            format!("scale every camera's pinhole by {factor:.3}"),
        );
    }
    if !seen.by_athletes() {
        let half = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
        add(
            causes::all(rig, |c| causes::world_turned(c, &half)),
            Cause::UpsideDown,
            "z points down: cameras are below the floor".to_owned(),
            "turn the world by half a turn about x".to_owned(),
        );
        for (per_m, called) in causes::UNITS {
            add(
                causes::all(rig, |c| causes::in_metres(c, per_m)),
                Cause::Unit,
                format!("translations are in {called}, not metres"),
                format!("divide all translations by {per_m}"),
            );
        }
    }
    all
}

/// The rig in the world's mirror image: of the three that there are, which differ by how the world is turned, the one that
/// landmarks say, else one in which people stand upright.
fn mirrored(rig: &Rig, seen: &Seen) -> Option<Rig> {
    let each = [1, 0, 2]
        .into_iter()
        .filter_map(|axis| causes::all(rig, |c| causes::mirrored(c, axis)));
    let by_landmarks = |rig: &Rig| -> f64 {
        let each = rig.cameras().iter().enumerate();
        each.flat_map(|(i, c)| {
            seen.landmark_pairs(i)
                .into_iter()
                .map(move |p| 1.0 - miss(c, &p))
        })
        .sum()
    };
    let upright = |rig: &Rig| -> f64 {
        let explained = explain(rig, &seen.instants, None);
        let ways = explained.athletes.iter().filter_map(upright::upwards);
        ways.map(|w| w.z.signum()).sum::<f64>().signum()
    };
    let rated: Vec<(f64, f64, Rig)> = each.map(|r| (by_landmarks(&r), upright(&r), r)).collect();
    // The first of equals: a stable order, and y before x.
    let best = rated.into_iter().reduce(|best, r| {
        if (r.0, r.1) > (best.0, best.1) {
            r
        } else {
            best
        }
    })?;
    Some(best.2)
}

/// A cause, what it is and what mends it in words, the camera without it, and how many numbers were free.
type Tried = (Cause, String, String, Camera, usize);

/// The best that can be said of one camera alone.
fn camera(rig: &Rig, seen: &Seen, index: usize) -> Option<Hypothesis> {
    let by_athletes = seen.by_athletes();
    let others = if by_athletes {
        explain(rig, &seen.instants, Some(index))
    } else {
        Default::default()
    };
    let look = if by_athletes {
        Look::of(index, &seen.instants, &others)
    } else {
        Look::at_landmarks(index, &seen.instants, seen.landmark_pairs(index))
    };
    let was = &rig.cameras()[index];
    let mut tried: Vec<Tried> = Vec::new();
    for (way, what) in WAYS_ROUND.iter().enumerate() {
        let camera = causes::turned_round(was, way);
        tried.push((
            Cause::Inverted,
            (*what).to_owned(),
            "turn its pose round".to_owned(),
            camera,
            0,
        ));
    }
    for (per_m, called) in causes::UNITS {
        tried.push((
            Cause::Unit,
            format!("its translation is in {called}, not metres"),
            format!("divide its translation by {per_m}"),
            causes::in_metres(was, per_m),
            0,
        ));
    }
    if let Some((pairs, s, d)) = look.first_pairs(was).filter(|(p, ..)| p.len() >= 6) {
        for family in FAMILIES {
            let (camera, x) = look.fitted(family, was, &pairs, family.start(was, s, d));
            if !family.is_possible(was, &x) {
                continue;
            }
            let landmarks = seen.landmark_pairs(index);
            tried.push(in_words(family, was, camera, &x, &landmarks));
        }
    }
    if let Some(pairs) = look.lone_pairs()
        && let Some(camera) = placed_anew(was, &pairs)
    {
        let (camera, x) = look.fitted(Family::Moved, &camera, &pairs, vec![0.0; 6]);
        tried.push(in_words(Family::Moved, was, camera, &x, &[]));
    }
    let rated: Vec<((usize, f64), _)> = tried.into_iter().map(|t| (look.rate(&t.3), t)).collect();
    let base = look.rate(was);
    let most = rated.iter().map(|r| r.0.0).max()?.max(base.0);
    if most == 0 {
        return None;
    }
    let cost = |r| cost(r, most);
    let places = look.places().max(2) as f64;
    let bayes = |r: &((usize, f64), Tried)| places * cost(r.0).ln() + r.1.4 as f64 * places.ln();
    let best = rated
        .into_iter()
        .min_by(|a, b| bayes(a).total_cmp(&bayes(b)))?;
    if cost(best.0) > MENDED * cost(base) {
        return None;
    }
    let (cause, what, repair, camera, unknowns) = best.1;
    let shift = (cause == Cause::LandmarksShifted && by_athletes).then(|| {
        // cam = was · T(x), so the camera's landmarks, shifted by −x, are where the others have them.
        let x = was.cam_from_world.inverse() * camera.cam_from_world;
        (index, -x.translation.vector)
    });
    Some(Hypothesis {
        rig: causes::one(rig, index, camera)?,
        unknowns: unknowns as f64,
        shift,
        diagnosis: Diagnosis {
            cameras: vec![was.name.clone()],
            cause,
            what: format!("camera \"{}\": {what}", was.name),
            repair: format!("camera \"{}\": {repair}", was.name),
        },
    })
}

/// The pose from known points, whatever it was.
fn placed_anew(was: &Camera, pairs: &[Pair]) -> Option<Camera> {
    let step = pairs.len().div_ceil(120);
    let landmarks: Vec<Landmark> = pairs
        .iter()
        .step_by(step)
        .map(|p| Landmark {
            name: String::new(),
            target: Target::Point(p.at.into()),
            at: p.px,
            sigma_px: p.sigma_px,
            sigma_m: 0.01,
        })
        .collect();
    let found = resection::resect(was, &landmarks, resection::ResectionOptions::default()).ok()?;
    Some(Camera {
        cam_from_world: found.cam_from_world,
        ..was.clone()
    })
}

fn in_words(
    family: Family,
    was: &Camera,
    camera: Camera,
    x: &[f64],
    landmarks: &[Pair],
) -> (Cause, String, String, Camera, usize) {
    let metres = |v: &[f64]| format!("({:.2}, {:.2}, {:.2}) m", v[0], v[1], v[2]);
    let (cause, what, repair) = match family {
        Family::Zoomed => (
            Cause::Zoomed,
            format!(
                "its lens was zoomed: its focal length is {:.1} px, not {:.1} ({:+.1} %)",
                camera.intrinsics.fx,
                was.intrinsics.fx,
                100.0 * (x[0].exp() - 1.0)
            ),
            format!("set its focal length to {:.1} px", camera.intrinsics.fx),
        ),
        Family::Resized => (
            Cause::PictureSize,
            format!(
                "its pictures are {} × {} px, {:.3} times as large as the calibrated ones",
                camera.size_px[0],
                camera.size_px[1],
                x[0].exp()
            ),
            format!("scale its pinhole by {:.3}", x[0].exp()),
        ),
        Family::Cropped => (
            Cause::Cropped,
            format!(
                "its pictures are cut out of the calibrated ones: what was at (0, 0) is at ({:.0}, {:.0}) px",
                x[0], x[1]
            ),
            format!("move its principal point by ({:.1}, {:.1}) px", x[0], x[1]),
        ),
        Family::Turned => {
            let deg = Vector3::new(x[0], x[1], x[2]).norm().to_degrees();
            (
                Cause::Turned,
                format!("it was turned by {deg:.2}° where it stands"),
                format!("turn its pose by {deg:.2}°"),
            )
        }
        Family::Shifted => {
            let agrees = landmarks.len() >= 4
                && fit::misfit(was, landmarks) < fit::misfit(&camera, landmarks);
            let whose = if agrees {
                "its landmarks, with which its pose agrees, are"
            } else {
                "its pose is"
            };
            let back = [-x[0] + 0.0, -x[1] + 0.0, 0.0];
            (
                Cause::LandmarksShifted,
                format!(
                    "{whose} in a coordinate system that is not the others': it must be shifted by {}",
                    metres(&back)
                ),
                format!("shift its world by {}", metres(&back)),
            )
        }
        Family::Moved => {
            let by = (camera.centre().0 - was.centre().0).norm();
            let deg = camera
                .cam_from_world
                .rotation
                .angle_to(&was.cam_from_world.rotation)
                .to_degrees();
            (
                Cause::Moved,
                format!(
                    "it stands {by:.2} m from where the rig has it, and is turned by {deg:.1}°"
                ),
                "take its pose from the athletes".to_owned(),
            )
        }
    };
    (cause, what, repair, camera, family.unknowns())
}
