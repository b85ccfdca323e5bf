//! Bodies from joints against the bodies of the synthetic venue, and the page's against the program's.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use nalgebra::{Point2, Point3, Vector3};
use serde_json::{Value, json};
use trackside_body::feet::{Sole, Stand};
use trackside_body::{Body, Bone, Detail, Hair, Joints, Whole, rest_joints};
use trackside_consumers::figures::{Feet, Figure, figures};
use trackside_consumers::{Tracks, template};
use trackside_datasets::world::views::Moments;
use trackside_datasets::world::{Instant, World, WorldFile};
use trackside_fusion::{Fusion, Options};
use trackside_schema::{
    Athlete, AthleteId, Joint, Joint3d, Moment, TrackState, TrackingFrame, WorldPoint,
};

const SECONDS: f64 = 5.0;
/// How much later the smooth stream is asked for, s.
const LAG_S: f64 = 0.3;

fn world() -> World {
    World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_001).unwrap()
}

fn rate_hz(world: &World) -> f64 {
    world.cameras()[0].fps
}

fn frame(moment: &Moment, athletes: Vec<Athlete>) -> TrackingFrame {
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        tick: moment.tick,
        time: moment.time,
        athletes,
        ..TrackingFrame::default()
    }
}

/// What the truth's joints would be as frames.
fn from_truth(world: &World) -> Tracks {
    let mut tracks = Tracks::new(None);
    let mut now = Instant::default();
    for (moment, truth) in Moments::new(world, rate_hz(world), SECONDS).unwrap() {
        world.at(truth.t, &mut now);
        let athlete = |pose: &trackside_datasets::world::Pose| Athlete {
            id: AthleteId(pose.actor as u32),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: pose.joints.map(|p| {
                Some(Joint3d {
                    at: WorldPoint(p),
                    sigma_m: 0.001,
                    views: 4,
                })
            }),
            velocity_m_s: None,
        };
        tracks.push(&frame(&moment, now.actors.iter().map(athlete).collect()));
    }
    tracks
}

/// What fusion makes of the truth's views, as the smooth stream has it.
fn smooth(world: &World) -> Tracks {
    let mut tracks = Tracks::new(None);
    let mut fusion = Fusion::new(world.rig().unwrap(), Options::default());
    let mut waiting = std::collections::VecDeque::new();
    for (moment, _) in Moments::new(world, rate_hz(world), SECONDS).unwrap() {
        fusion.step(&moment);
        waiting.push_back(moment.clone());
        while let Some(then) =
            waiting.pop_front_if(|then| moment.time.seconds_since(then.time) >= LAG_S)
        {
            tracks.push(&frame(&then, fusion.smoothed(then.tick).to_vec()));
        }
    }
    tracks
}

/// How the bodies that are shown differ from those of the venue.
#[derive(Debug, Default)]
struct Differs {
    /// From vertex to the same vertex, m.
    surface_m: Vec<f64>,
    /// How far a bearing spot of a sole moves while it bears, m.
    slides_m: Vec<f64>,
    heights_m: Vec<f64>,
}

fn differ(world: &World, tracks: &Tracks, feet: Feet) -> Differs {
    let mut out = Differs::default();
    let mut now = Instant::default();
    let dress = world.field().kind.dress(Hair::Short);
    for figure in figures(tracks, feet) {
        let shown = Body::new(&figure.build, &dress, Detail::Fine);
        let actor = who(world, &figure, &mut now);
        let truth = Body::new(&world.actors()[actor].build, &dress, Detail::Fine);
        out.heights_m
            .push(figure.build.height_m - world.actors()[actor].build.height_m);
        let soles: [Vec<usize>; 2] = [Bone::LFoot, Bone::RFoot].map(|foot| {
            let sole = |v: &trackside_body::Vertex| {
                v.at.z < 1e-3 && v.skinning.bones[0] == foot && v.skinning.second == 0.0
            };
            let all = truth.vertices().iter().enumerate();
            all.filter(|(_, v)| sole(v)).map(|(i, _)| i).collect()
        });
        // Where each bearing spot was when it came to bear.
        let mut bearing: Vec<Option<(Point3<f32>, f64)>> = vec![None; truth.vertices().len()];
        let (mut at, mut there) = (Vec::new(), Vec::new());
        for pose in &figure.poses {
            let t_s = pose.t_s + first_s(tracks);
            world.at(t_s, &mut now);
            let real = &now.actors[actor];
            if (real.joints[Joint::Hip.index()] - pose.joints[Joint::Hip.index()]).norm() > 0.3 {
                continue;
            }
            shown.pose(&pose.joints, &mut at);
            truth.pose(&real.joints, &mut there);
            let off = at
                .iter()
                .zip(&there)
                .map(|(a, b)| f64::from((a - b).norm()));
            out.surface_m.push(off.sum::<f64>() / at.len() as f64);
            for (foot, sole) in soles.iter().enumerate() {
                for &v in sole {
                    if real.contacts[foot] && there[v].z.abs() < 2e-3 {
                        let from = bearing[v].get_or_insert((at[v], 0.0));
                        from.1 = from.1.max(f64::from((at[v] - from.0).xy().norm()));
                    } else if let Some((_, far)) = bearing[v].take() {
                        out.slides_m.push(far);
                    }
                }
            }
        }
    }
    out.surface_m.sort_by(f64::total_cmp);
    out.slides_m.sort_by(f64::total_cmp);
    out
}

fn first_s(tracks: &Tracks) -> f64 {
    let first = tracks.ticks().next().and_then(|t| tracks.time_ns(t));
    first.unwrap() as f64 * 1e-9
}

/// Whose joints a figure's are: the nearest hip's in the middle of what was seen.
fn who(world: &World, figure: &Figure, now: &mut Instant) -> usize {
    let pose = &figure.poses[figure.poses.len() / 2];
    world.at(pose.t_s, now);
    let hip = |j: &Joints| j[Joint::Hip.index()];
    let far = |i: &usize| (hip(&now.actors[*i].joints) - hip(&pose.joints)).norm();
    let all = 0..now.actors.len();
    all.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap()
}

impl Differs {
    fn mean_surface_mm(&self) -> f64 {
        1e3 * self.surface_m.iter().sum::<f64>() / self.surface_m.len() as f64
    }

    fn slide_mm(&self, share: f64) -> f64 {
        1e3 * self.slides_m[((self.slides_m.len() - 1) as f64 * share) as usize]
    }

    fn told(&self, what: &str) {
        eprintln!(
            "{what}: surface {:.1} mm of {} poses; a bearing spot moves {:.1} mm (half), {:.1} mm (95 of 100), {:.1} mm (most) \
             of {} times; heights off by {:.3?} m",
            self.mean_surface_mm(),
            self.surface_m.len(),
            self.slide_mm(0.5),
            self.slide_mm(0.95),
            self.slide_mm(1.0),
            self.slides_m.len(),
            self.heights_m,
        );
    }
}

#[test]
fn a_body_from_joints_is_the_venues_and_its_feet_stand_as_still_as_they_do() {
    let world = world();
    let truth = differ(&world, &from_truth(&world), Feet::Measured);
    truth.told("truth's joints");
    let stream = smooth(&world);
    let free = differ(&world, &stream, Feet::Measured);
    free.told("smooth stream, feet as measured");
    let planted = differ(&world, &stream, Feet::Planted);
    planted.told("smooth stream, feet planted");
    for of in [&truth, &free, &planted] {
        assert!(of.surface_m.len() > 500 && of.slides_m.len() > 500);
    }
    assert!(truth.mean_surface_mm() < 10.0 && truth.slide_mm(1.0) < 10.0);
    assert!(free.mean_surface_mm() < 30.0 && planted.mean_surface_mm() < 30.0);
    assert!(free.slide_mm(0.5) < 30.0 && free.slide_mm(0.95) < 60.0);
    assert!(planted.slide_mm(0.5) < 2.0 && planted.slide_mm(0.95) < 10.0);
    let mut moved = ankles_moved_m(&stream);
    moved.sort_by(f64::total_cmp);
    let part = |share: f64| 1e3 * moved[((moved.len() - 1) as f64 * share) as usize];
    eprintln!(
        "of {} ankles that planting moves: {:.1} mm (half), {:.1} mm (95 of 100), {:.1} mm (most)",
        moved.len(),
        part(0.5),
        part(0.95),
        part(1.0)
    );
    assert!(moved.len() > 500 && part(0.5) < 30.0 && part(1.0) < 200.0);
}

/// How far from where it was measured an ankle is drawn, where it is.
fn ankles_moved_m(tracks: &Tracks) -> Vec<f64> {
    let (free, planted) = (
        figures(tracks, Feet::Measured),
        figures(tracks, Feet::Planted),
    );
    let poses = |of: Vec<Figure>| of.into_iter().flat_map(|f| f.poses).map(|p| p.joints);
    let pairs = poses(free).zip(poses(planted));
    let ankles = pairs.flat_map(|(a, b)| {
        [Joint::LAnkle, Joint::RAnkle].map(|j| (a[j.index()] - b[j.index()]).norm())
    });
    ankles.filter(|m| *m > 0.0).collect()
}

#[test]
fn a_head_stays_a_head_whatever_its_joints_say() {
    let world = world();
    let mut now = Instant::default();
    world.at(1.0, &mut now);
    let true_joints = now.actors[0].joints;
    let mut tracks = Tracks::new(Some(25.0));
    for tick in 0..20_u64 {
        let mut joints = true_joints;
        if tick == 10 {
            // Both ears at one place, the crown below the neck.
            joints[Joint::LEar.index()] = joints[Joint::REar.index()];
            joints[Joint::Head.index()] = joints[Joint::Neck.index()] - Vector3::z() * 0.1;
        }
        let joint = |p| {
            Some(Joint3d {
                at: WorldPoint(p),
                sigma_m: 0.01,
                views: 3,
            })
        };
        let athlete = Athlete {
            id: AthleteId(0),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: joints.map(joint),
            velocity_m_s: None,
        };
        let moment = Moment {
            tick,
            time: trackside_schema::Timestamp::default().plus_seconds(0.04 * tick as f64),
            views: Vec::new(),
        };
        tracks.push(&frame(&moment, vec![athlete]));
    }
    let figure = &figures(&tracks, Feet::Planted)[0];
    let off =
        |k: usize, j: Joint| (figure.poses[k].joints[j.index()] - true_joints[j.index()]).norm();
    assert!(
        Joint::ALL.into_iter().all(|j| off(3, j) < 1e-6),
        "a sound head is left alone"
    );
    for j in [Joint::LEar, Joint::REar, Joint::Head] {
        assert!(off(10, j) < 0.15, "{j:?} is {} m off", off(10, j));
    }
}

fn web() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("web")
}

/// `TRACKSIDE_WRITE_TEMPLATE=1 cargo test -p trackside-consumers --test bodies` writes it anew.
#[test]
fn the_page_carries_the_programs_body() {
    let path = web().join("src/body.json");
    let is = template::json();
    if std::env::var_os("TRACKSIDE_WRITE_TEMPLATE").is_some() {
        fs::write(&path, serde_json::to_string(&is).unwrap() + "\n").unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.len() <= 300_000, "{} bytes", text.len());
    let was: Value = serde_json::from_str(&text).unwrap();
    // Another machine's sines may round otherwise.
    alike(&was, &is, 1.01);
}

fn alike(a: &Value, b: &Value, most: f64) {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter().zip(b).for_each(|(a, b)| alike(a, b, most));
        }
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter().for_each(|(key, a)| alike(a, &b[key], most));
        }
        _ => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) if a.fract() == 0.0 => assert!((a - b).abs() < most),
            (Some(a), Some(b)) => assert!((a - b).abs() < 2e-3),
            _ => assert_eq!(a, b),
        },
    }
}

#[test]
fn the_page_poses_bodies_as_the_program_does() {
    let world = world();
    let (build, body) = template::model();
    let triple = |p: &Point3<f64>| [p.x, p.y, p.z];
    let mut now = Instant::default();
    let mut poses = Vec::new();
    for k in 0..12 {
        world.at(0.7 * f64::from(k), &mut now);
        let joints = now.actors[k as usize % now.actors.len()].joints;
        // A little later some joints are gone.
        let mut seen = joints.map(|p| Some(p + Vector3::new(0.05, 0.02, 0.0)));
        for gone in (0..seen.len()).filter(|j| k > 0 && (j + k as usize).is_multiple_of(5)) {
            seen[gone] = None;
        }
        let mut whole = Whole::new(&build, 0.1);
        whole.complete(&joints.map(Some), 0.02).unwrap();
        let pose = whole.complete(&seen, 0.02).unwrap();
        let mut at = Vec::new();
        body.pose(&pose, &mut at);
        let sole = Sole::measured([&joints]).unwrap();
        let (side, pitch) = (k as usize % 2, 0.1 * f64::from(k) - 0.5);
        let ankle = joints[[Joint::LAnkle, Joint::RAnkle][side].index()];
        let stand = Stand {
            heel: Point2::new(ankle.x - 0.05, ankle.y + 0.03),
            yaw: 0.5 * f64::from(k),
        };
        let mut put = joints;
        sole.put(side, &stand, pitch, 0.0, &mut put);
        poses.push(json!({
            "put": {
                "sole": {
                    "ankle": <[f64; 3]>::from(sole.ankle),
                    "bigToe": [sole.big_toe.x, sole.big_toe.y, 0.0],
                    "smallToe": [sole.small_toe.x, sole.small_toe.y, 0.0],
                },
                "side": side,
                "stand": {"x": stand.heel.x, "y": stand.heel.y, "yaw": stand.yaw},
                "pitch": pitch,
                "joints": put.each_ref().map(triple).to_vec(),
            },
            "rest": rest_joints(&build).each_ref().map(triple).to_vec(),
            "joints": joints.each_ref().map(triple).to_vec(),
            "seen": seen.iter().map(|p| p.as_ref().map(triple)).collect::<Vec<_>>(),
            "at": at.iter().map(|p| [p.x, p.y, p.z]).collect::<Vec<_>>(),
        }));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("poses.json");
    let all = json!({"poses": poses, "walks": walks(&world)});
    fs::write(&file, serde_json::to_vec(&all).unwrap()).unwrap();
    let script = web().join("test/skin.cjs");
    let told = Command::new("node").arg(&script).arg(&file).output();
    let Some(told) = told.ok().filter(|t| t.status.code() != Some(3)) else {
        eprintln!(
            "skipped: the page's bodies are not compared: node, esbuild or three is not installed"
        );
        return;
    };
    let (out, err) = (
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr),
    );
    assert!(told.status.success(), "{out}{err}");
    let found: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    eprintln!("skin.cjs: {found}");
    assert_eq!(found["vertices"], 12 * body.vertices().len());
    assert!(found["worst_mm"].as_f64().unwrap() < 0.3, "{found}");
    // It does not know what comes: a contact is a little old when its foot is held.
    assert!(found["slides"].as_u64().unwrap() > 40, "{found}");
    assert!(found["half_mm"].as_f64().unwrap() < 10.0, "{found}");
}

/// What the smooth stream has of each athlete, and when the truth's feet lie flat on the ground.
fn walks(world: &World) -> Vec<Value> {
    let tracks = smooth(world);
    let mut now = Instant::default();
    let walk = |figure: &Figure| {
        let actor = who(world, figure, &mut now);
        let row = |pose: &trackside_consumers::figures::Pose| {
            world.at(pose.t_s + first_s(&tracks), &mut now);
            let real = &now.actors[actor];
            let flat = [
                (0, Joint::LHeel, Joint::LBigToe),
                (1, Joint::RHeel, Joint::RBigToe),
            ];
            let flat = flat.map(|(foot, heel, toe)| {
                let low = |j: Joint| real.joints[j.index()].z < 2e-3;
                real.contacts[foot] && low(heel) && low(toe)
            });
            let joints = pose.joints.each_ref().map(|p| [p.x, p.y, p.z]);
            json!({"t": pose.t_s, "joints": joints.to_vec(), "flat": flat})
        };
        let rows: Vec<_> = figure.poses.iter().map(row).collect();
        json!(rows)
    };
    figures(&tracks, Feet::Measured).iter().map(walk).collect()
}
