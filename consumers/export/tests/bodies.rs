//! Bodies from joints against the bodies of the synthetic venue, and the page's against the program's.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use nalgebra::{Point2, Point3, Vector3};
use serde_json::{Value, json};
use trackside_body::foot_lock::{FootPlacement, FootShape};
use trackside_body::{BodyMesh, Bone, Clothing, Detail, Hair, PoseCompleter, bind_joints};
use trackside_export::figures::{Feet, Figure, figures};
use trackside_export::{Tracks, template};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{
    Athlete, AthleteId, FrameSet, Joint, Joint3d, TrackState, TrackingFrame, WorldPoint,
};
use trackside_simulation::{Instant, Moments, World, WorldFile};

const SECONDS: f64 = 5.0;
/// How much later the smooth stream is asked for, s.
const LAG_S: f64 = 0.3;

fn world() -> World {
    venue("basketball")
}

fn venue(name: &str) -> World {
    World::new(&WorldFile::open(name, &[]).unwrap(), 900_001).unwrap()
}

fn rate_hz(world: &World) -> f64 {
    world.cameras()[0].fps
}

fn frame(moment: &FrameSet, athletes: Vec<Athlete>) -> TrackingFrame {
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
        let athlete = |pose: &trackside_simulation::Pose| Athlete {
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
fn smooth(world: &World, seconds: f64) -> Tracks {
    let mut tracks = Tracks::new(None);
    let mut fusion = Fusion::new(world.rig().unwrap(), FusionOptions::default());
    let mut waiting = std::collections::VecDeque::new();
    for (moment, _) in Moments::new(world, rate_hz(world), seconds).unwrap() {
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
    slides: Slides,
    heights_m: Vec<f64>,
}

/// How far each bearing spot of a sole moves while it bears, m.
#[derive(Debug, Default)]
struct Slides {
    /// How much otherwise than with free feet a knee moves from one picture to the next, m.
    pops_m: Vec<f64>,
    /// Where each spot was when it came to bear, and how far from there it was at most.
    bearing: BTreeMap<(u32, usize), (Point3<f32>, f64)>,
    far_m: Vec<f64>,
}

impl Slides {
    fn see(&mut self, spot: (u32, usize), bears: bool, at: Point3<f32>) {
        if bears {
            let from = self.bearing.entry(spot).or_insert((at, 0.0));
            from.1 = from.1.max(f64::from((at - from.0).xy().norm()));
        } else if let Some((_, far)) = self.bearing.remove(&spot) {
            self.far_m.push(far);
        }
    }

    fn mm(&self, share: f64) -> f64 {
        part_mm(&self.far_m, share)
    }
}

fn part_mm(of_m: &[f64], share: f64) -> f64 {
    let mut all = of_m.to_vec();
    all.sort_by(f64::total_cmp);
    1e3 * all[((all.len() - 1) as f64 * share) as usize]
}

/// The vertices of both soles.
fn soles(body: &BodyMesh) -> [Vec<usize>; 2] {
    [Bone::LFoot, Bone::RFoot].map(|foot| {
        let sole = |v: &trackside_body::Vertex| {
            v.at.z < 1e-3 && v.skinning.bones[0] == foot && v.skinning.second_weight == 0.0
        };
        let all = body.vertices().iter().enumerate();
        all.filter(|(_, v)| sole(v)).map(|(i, _)| i).collect()
    })
}

fn differ(world: &World, tracks: &Tracks, feet: Feet) -> Differs {
    let mut out = Differs::default();
    let mut now = Instant::default();
    let dress = Clothing::for_sport(world.field().sport, Hair::Short);
    for figure in figures(tracks, feet) {
        let shown = BodyMesh::new(&figure.build, &dress, Detail::Fine);
        let actor = who(world, &figure, &mut now);
        let truth = BodyMesh::new(&world.actors()[actor].build, &dress, Detail::Fine);
        out.heights_m
            .push(figure.build.height_m - world.actors()[actor].build.height_m);
        let soles = soles(&truth);
        let (mut at, mut there) = (Vec::new(), Vec::new());
        for pose in &figure.poses {
            let t_s = pose.t_s + first_s(tracks);
            world.at(t_s, &mut now);
            let real = &now.actors[actor];
            if (real.joints[Joint::Hip.index()] - pose.joints[Joint::Hip.index()]).norm() > 0.3 {
                continue;
            }
            shown.pose_vertices(&pose.joints, &mut at);
            truth.pose_vertices(&real.joints, &mut there);
            let off = at
                .iter()
                .zip(&there)
                .map(|(a, b)| f64::from((a - b).norm()));
            out.surface_m.push(off.sum::<f64>() / at.len() as f64);
            for (foot, sole) in soles.iter().enumerate() {
                for &v in sole {
                    let bears = real.contacts[foot] && there[v].z.abs() < 2e-3;
                    out.slides.see((figure.id.0, v), bears, at[v]);
                }
            }
        }
    }
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
    nearest(now, &pose.joints[Joint::Hip.index()])
}

fn nearest(now: &Instant, hip: &Point3<f64>) -> usize {
    let far = |i: &usize| (now.actors[*i].joints[Joint::Hip.index()] - hip).norm();
    let all = 0..now.actors.len();
    all.min_by(|a, b| far(a).total_cmp(&far(b))).unwrap()
}

impl Differs {
    fn mean_surface_mm(&self) -> f64 {
        1e3 * self.surface_m.iter().sum::<f64>() / self.surface_m.len() as f64
    }

    fn told(&self, what: &str) {
        eprintln!(
            "{what}: surface {:.1} mm of {} poses; a bearing spot moves {:.1} mm (half), {:.1} mm (95 of 100), {:.1} mm (most) \
             of {} times; heights off by {:.3?} m",
            self.mean_surface_mm(),
            self.surface_m.len(),
            self.slides.mm(0.5),
            self.slides.mm(0.95),
            self.slides.mm(1.0),
            self.slides.far_m.len(),
            self.heights_m,
        );
    }
}

#[test]
fn a_body_from_joints_is_the_venues_and_its_feet_stand_as_still_as_they_do() {
    let world = world();
    let truth = differ(&world, &from_truth(&world), Feet::Measured);
    truth.told("truth's joints");
    let stream = smooth(&world, SECONDS);
    let free = differ(&world, &stream, Feet::Measured);
    free.told("smooth stream, feet as measured");
    let planted = differ(&world, &stream, Feet::Planted);
    planted.told("smooth stream, feet planted");
    for of in [&truth, &free, &planted] {
        assert!(of.surface_m.len() > 500 && of.slides.far_m.len() > 500);
    }
    assert!(truth.mean_surface_mm() < 10.0 && truth.slides.mm(1.0) < 10.0);
    assert!(free.mean_surface_mm() < 30.0 && planted.mean_surface_mm() < 30.0);
    assert!(free.slides.mm(0.5) < 30.0 && free.slides.mm(0.95) < 60.0);
    assert!(planted.slides.mm(0.5) < 2.0 && planted.slides.mm(0.95) < 10.0);
    let moved = ankles_moved_m(&stream);
    let part = |share: f64| part_mm(&moved, share);
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
        let moment = FrameSet {
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
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web")
}

/// `TRACKSIDE_WRITE_TEMPLATE=1 cargo test -p trackside-export --test bodies` writes it anew.
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
        let mut whole = PoseCompleter::new(&build, 0.1);
        whole.complete(&joints.map(Some), 0.02).unwrap();
        let pose = whole.complete(&seen, 0.02).unwrap();
        let mut at = Vec::new();
        body.pose_vertices(&pose, &mut at);
        let sole = FootShape::from_poses([&joints]).unwrap();
        let (side, pitch) = (k as usize % 2, 0.1 * f64::from(k) - 0.5);
        let ankle = joints[[Joint::LAnkle, Joint::RAnkle][side].index()];
        let stand = FootPlacement {
            heel: Point2::new(ankle.x - 0.05, ankle.y + 0.03),
            yaw: 0.5 * f64::from(k),
        };
        let mut put = joints;
        sole.place_foot(side, &stand, pitch, 0.0, &mut put);
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
            "rest": bind_joints(&build).each_ref().map(triple).to_vec(),
            "joints": joints.each_ref().map(triple).to_vec(),
            "seen": seen.iter().map(|p| p.as_ref().map(triple)).collect::<Vec<_>>(),
            "at": at.iter().map(|p| [p.x, p.y, p.z]).collect::<Vec<_>>(),
        }));
    }
    let folder = tempfile::tempdir().unwrap();
    let [file, drawn] = ["poses.json", "drawn.json"].map(|name| folder.path().join(name));
    let worlds = [("basketball", 5.0), ("sprint", 3.0), ("football", 4.0)];
    let frames = worlds.map(|(name, seconds)| frames(&venue(name), seconds));
    let all = json!({"poses": poses, "worlds": frames});
    fs::write(&file, serde_json::to_vec(&all).unwrap()).unwrap();
    let script = web().join("test/skinned_body.cjs");
    let told = Command::new("node").args([&script, &file, &drawn]).output();
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
    eprintln!("skinned_body.cjs: {found}");
    assert_eq!(found["vertices"], 12 * body.vertices().len());
    assert!(found["worst_mm"].as_f64().unwrap() < 0.3, "{found}");
    let drawn: Vec<[Vec<Drawn>; 2]> = serde_json::from_slice(&fs::read(&drawn).unwrap()).unwrap();
    for ((name, _), [replay, live]) in worlds.iter().zip(&drawn) {
        let (replay, live) = (slides(&venue(name), replay), slides(&venue(name), live));
        for (how, of) in [("replay", &replay), ("live", &live)] {
            eprintln!(
                "{name}, {how}: a bearing spot moves {:.1} mm (half), {:.1} mm (95 of 100), {:.1} mm (most) of {} times; knees move by \
                 {:.1} mm a picture otherwise than free (999 of 1000), {:.1} mm (most)",
                of.mm(0.5),
                of.mm(0.95),
                of.mm(1.0),
                of.far_m.len(),
                part_mm(&of.pops_m, 0.999),
                part_mm(&of.pops_m, 1.0),
            );
        }
        assert!(replay.far_m.len() > 500 && replay.mm(0.95) < 10.0);
        assert!(live.mm(0.5) < 10.0 && live.mm(0.95) < 50.0);
        assert!(part_mm(&replay.pops_m, 1.0) < 100.0);
    }
}

/// The smooth stream as the page has it, and when it is drawn: 60 times a second.
fn frames(world: &World, seconds: f64) -> Value {
    let tracks = smooth(world, seconds);
    let mut frames: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
    for (id, track) in tracks.athletes() {
        for sample in &track.samples {
            let joints = sample.joints.map(|p| p.map(|p| p.at_m));
            let athlete = json!({"id": id.0, "state": "confirmed", "joints": joints.to_vec()});
            frames.entry(sample.tick).or_default().push(athlete);
        }
    }
    let time_s = |tick: u64| tracks.time_ns(tick).unwrap() as f64 * 1e-9;
    let (first, last) = tracks.span().unwrap();
    let count = ((time_s(last) - time_s(first)) * 60.0) as u32;
    let times: Vec<_> = (0..count)
        .map(|k| time_s(first) + f64::from(k) / 60.0)
        .collect();
    let frame = |(tick, athletes)| json!({"time": time_s(tick), "athletes": athletes});
    let frames: Vec<_> = frames.into_iter().map(frame).collect();
    json!({"frames": frames, "times": times, "soles": soles(&template::model().1)})
}

/// What the page draws at one time.
#[derive(serde::Deserialize)]
struct Drawn {
    t: f64,
    athletes: Vec<DrawnAthlete>,
}

#[derive(serde::Deserialize)]
struct DrawnAthlete {
    id: u32,
    hip: [f64; 3],
    knees: [[f64; 3]; 2],
    free: [[f64; 3]; 2],
    soles: [Vec<[f32; 3]>; 2],
}

fn slides(world: &World, drawn: &[Drawn]) -> Slides {
    let dress = Clothing::for_sport(world.field().sport, Hair::Short);
    let body =
        |actor: &trackside_simulation::Actor| BodyMesh::new(&actor.build, &dress, Detail::Fine);
    let bodies: Vec<BodyMesh> = world.actors().iter().map(body).collect();
    let mut actors: BTreeMap<u32, usize> = BTreeMap::new();
    let mut now = Instant::default();
    for Drawn { t, athletes } in &drawn[drawn.len() / 2..] {
        world.at(*t, &mut now);
        for a in athletes {
            let actor = || nearest(&now, &Point3::from(a.hip));
            actors.entry(a.id).or_insert_with(actor);
        }
    }
    let mut out = Slides::default();
    let mut there = Vec::new();
    let mut knees: BTreeMap<u32, [Vector3<f64>; 2]> = BTreeMap::new();
    for Drawn { t, athletes } in drawn {
        world.at(*t, &mut now);
        for a in athletes.iter().filter(|a| actors.contains_key(&a.id)) {
            let actor = actors[&a.id];
            let real = &now.actors[actor];
            if (real.joints[Joint::Hip.index()] - Point3::from(a.hip)).norm() > 0.3 {
                continue;
            }
            let off = [0, 1].map(|k| Point3::from(a.knees[k]) - Point3::from(a.free[k]));
            if let Some(before) = knees.insert(a.id, off) {
                out.pops_m
                    .extend([0, 1].map(|k| (off[k] - before[k]).norm()));
            }
            bodies[actor].pose_vertices(&real.joints, &mut there);
            for (foot, sole) in soles(&bodies[actor]).iter().enumerate() {
                assert_eq!(sole.len(), a.soles[foot].len());
                for (&v, at) in sole.iter().zip(&a.soles[foot]) {
                    let bears = real.contacts[foot] && there[v].z.abs() < 2e-3;
                    out.see((a.id, v), bears, Point3::from(*at));
                }
            }
        }
    }
    out
}
