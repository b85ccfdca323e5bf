//! Animated bodies against those of the simulated venue, and the bodies of the page against those of the program.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use nalgebra::{Point2, Point3, Vector3};
use serde_json::{Value, json};
use trackside_body::foot_lock::{FootPlacement, FootShape};
use trackside_body::{BodyMesh, Bone, Clothing, Detail, Hair, PoseCompleter, bind_joints};
use trackside_export::animation::{AthleteAnimation, FootMode, animate_athletes};
use trackside_export::{Tracks, web_body};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{
    Athlete, AthleteId, FrameSet, Joint, Joint3d, TrackState, TrackingFrame, WorldPoint,
};
use trackside_simulation::{FrameSets, World, WorldFile, WorldState};

const SECONDS: f64 = 5.0;
/// Lag of the smoothed stream, s.
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

fn frame(frame_set: &FrameSet, athletes: Vec<Athlete>) -> TrackingFrame {
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        tick: frame_set.tick,
        time: frame_set.time,
        athletes,
        ..TrackingFrame::default()
    }
}

/// The ground truth as frames.
fn truth_tracks(world: &World) -> Tracks {
    let mut tracks = Tracks::new(None);
    let mut now = WorldState::default();
    for (frame_set, truth) in FrameSets::new(world, rate_hz(world), SECONDS).unwrap() {
        world.at(truth.t, &mut now);
        let athlete = |pose: &trackside_simulation::ActorPose| Athlete {
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
        tracks.push(&frame(&frame_set, now.actors.iter().map(athlete).collect()));
    }
    tracks
}

/// The smoothed stream of fusion from the simulated views.
fn smoothed_tracks(world: &World, seconds: f64) -> Tracks {
    let mut tracks = Tracks::new(None);
    let mut fusion = Fusion::new(world.rig().unwrap(), FusionOptions::default());
    let mut waiting = std::collections::VecDeque::new();
    for (frame_set, _) in FrameSets::new(world, rate_hz(world), seconds).unwrap() {
        fusion.step(&frame_set);
        waiting.push_back(frame_set.clone());
        while let Some(then) =
            waiting.pop_front_if(|then| frame_set.time.seconds_since(then.time) >= LAG_S)
        {
            tracks.push(&frame(&then, fusion.smoothed(then.tick).to_vec()));
        }
    }
    tracks
}

/// Differences between the animated bodies and those of the simulation.
#[derive(Debug, Default)]
struct BodyErrors {
    /// Mean distance of corresponding vertices, per pose, m.
    surface_m: Vec<f64>,
    sliding: FootSliding,
    height_errors_m: Vec<f64>,
}

/// Movement of the sole's vertices during their ground contact.
#[derive(Debug, Default)]
struct FootSliding {
    /// Change of the knee's displacement by the foot lock from one image to the next, m.
    knee_jumps_m: Vec<f64>,
    /// Of vertices in contact: the position at the start of the contact and the largest distance from it, m.
    in_contact: BTreeMap<(u32, usize), (Point3<f32>, f64)>,
    distances_m: Vec<f64>,
}

impl FootSliding {
    fn observe(&mut self, vertex: (u32, usize), is_in_contact: bool, at: Point3<f32>) {
        if is_in_contact {
            let from = self.in_contact.entry(vertex).or_insert((at, 0.0));
            from.1 = from.1.max(f64::from((at - from.0).xy().norm()));
        } else if let Some((_, far)) = self.in_contact.remove(&vertex) {
            self.distances_m.push(far);
        }
    }

    fn quantile_mm(&self, q: f64) -> f64 {
        quantile_mm(&self.distances_m, q)
    }
}

fn quantile_mm(values_m: &[f64], q: f64) -> f64 {
    let mut all = values_m.to_vec();
    all.sort_by(f64::total_cmp);
    1e3 * all[((all.len() - 1) as f64 * q) as usize]
}

/// The vertices of the left and the right sole.
fn sole_vertices(body: &BodyMesh) -> [Vec<usize>; 2] {
    [Bone::LFoot, Bone::RFoot].map(|foot| {
        let is_sole = |v: &trackside_body::Vertex| {
            v.at.z < 1e-3 && v.skinning.bones[0] == foot && v.skinning.second_weight == 0.0
        };
        let all = body.vertices().iter().enumerate();
        all.filter(|(_, v)| is_sole(v)).map(|(i, _)| i).collect()
    })
}

fn body_errors(world: &World, tracks: &Tracks, feet: FootMode) -> BodyErrors {
    let mut out = BodyErrors::default();
    let mut now = WorldState::default();
    let clothing = Clothing::for_sport(world.field().sport, Hair::Short);
    for athlete in animate_athletes(tracks, feet) {
        let shown = BodyMesh::new(&athlete.measurements, &clothing, Detail::Fine);
        let actor = actor_of(world, &athlete, &mut now);
        let truth = BodyMesh::new(&world.actors()[actor].body, &clothing, Detail::Fine);
        out.height_errors_m
            .push(athlete.measurements.height_m - world.actors()[actor].body.height_m);
        let soles = sole_vertices(&truth);
        let (mut at, mut there) = (Vec::new(), Vec::new());
        for pose in &athlete.poses {
            let t_s = pose.time_s + first_s(tracks);
            world.at(t_s, &mut now);
            let real = &now.actors[actor];
            if (real.joints[Joint::Hip.index()] - pose.joints[Joint::Hip.index()]).norm() > 0.3 {
                continue;
            }
            shown.pose_vertices(&pose.joints, &mut at);
            truth.pose_vertices(&real.joints, &mut there);
            let distances = at
                .iter()
                .zip(&there)
                .map(|(a, b)| f64::from((a - b).norm()));
            out.surface_m.push(distances.sum::<f64>() / at.len() as f64);
            for (foot, sole) in soles.iter().enumerate() {
                for &v in sole {
                    let is_in_contact = real.foot_contacts[foot] && there[v].z.abs() < 2e-3;
                    out.sliding.observe((athlete.id.0, v), is_in_contact, at[v]);
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

/// The simulated actor of an athlete: that with the nearest hip in the middle pose.
fn actor_of(world: &World, athlete: &AthleteAnimation, now: &mut WorldState) -> usize {
    let pose = &athlete.poses[athlete.poses.len() / 2];
    world.at(pose.time_s, now);
    nearest_actor(now, &pose.joints[Joint::Hip.index()])
}

fn nearest_actor(now: &WorldState, hip: &Point3<f64>) -> usize {
    let distance = |i: &usize| (now.actors[*i].joints[Joint::Hip.index()] - hip).norm();
    let all = 0..now.actors.len();
    all.min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .unwrap()
}

impl BodyErrors {
    fn mean_surface_mm(&self) -> f64 {
        1e3 * self.surface_m.iter().sum::<f64>() / self.surface_m.len() as f64
    }

    fn print(&self, what: &str) {
        eprintln!(
            "{what}: surface {:.1} mm of {} poses; soles slide by {:.1} mm (median), {:.1} mm (95 %), {:.1} mm (maximum) in {} \
             contacts; errors of heights {:.3?} m",
            self.mean_surface_mm(),
            self.surface_m.len(),
            self.sliding.quantile_mm(0.5),
            self.sliding.quantile_mm(0.95),
            self.sliding.quantile_mm(1.0),
            self.sliding.distances_m.len(),
            self.height_errors_m,
        );
    }
}

#[test]
fn animated_bodies_match_the_simulation_and_locked_feet_do_not_slide() {
    let world = world();
    let truth = body_errors(&world, &truth_tracks(&world), FootMode::Measured);
    truth.print("ground truth");
    let stream = smoothed_tracks(&world, SECONDS);
    let measured = body_errors(&world, &stream, FootMode::Measured);
    measured.print("smoothed stream, measured feet");
    let locked = body_errors(&world, &stream, FootMode::Locked);
    locked.print("smoothed stream, locked feet");
    for of in [&truth, &measured, &locked] {
        assert!(of.surface_m.len() > 500 && of.sliding.distances_m.len() > 500);
    }
    assert!(truth.mean_surface_mm() < 10.0 && truth.sliding.quantile_mm(1.0) < 10.0);
    assert!(measured.mean_surface_mm() < 30.0 && locked.mean_surface_mm() < 30.0);
    assert!(measured.sliding.quantile_mm(0.5) < 30.0 && measured.sliding.quantile_mm(0.95) < 60.0);
    assert!(locked.sliding.quantile_mm(0.5) < 2.0 && locked.sliding.quantile_mm(0.95) < 10.0);
    let moved = ankle_displacements_m(&stream);
    let quantile = |q: f64| quantile_mm(&moved, q);
    eprintln!(
        "{} ankles moved by the foot lock: {:.1} mm (median), {:.1} mm (95 %), {:.1} mm (maximum)",
        moved.len(),
        quantile(0.5),
        quantile(0.95),
        quantile(1.0)
    );
    assert!(moved.len() > 500 && quantile(0.5) < 30.0 && quantile(1.0) < 200.0);
}

/// Displacements of ankles by the foot lock, m.
fn ankle_displacements_m(tracks: &Tracks) -> Vec<f64> {
    let (measured, locked) = (
        animate_athletes(tracks, FootMode::Measured),
        animate_athletes(tracks, FootMode::Locked),
    );
    let poses = |of: Vec<AthleteAnimation>| of.into_iter().flat_map(|f| f.poses).map(|p| p.joints);
    let pairs = poses(measured).zip(poses(locked));
    let ankles = pairs.flat_map(|(a, b)| {
        [Joint::LAnkle, Joint::RAnkle].map(|j| (a[j.index()] - b[j.index()]).norm())
    });
    ankles.filter(|m| *m > 0.0).collect()
}

#[test]
fn implausible_joints_of_the_head_are_clamped() {
    let world = world();
    let mut now = WorldState::default();
    world.at(1.0, &mut now);
    let true_joints = now.actors[0].joints;
    let mut tracks = Tracks::new(Some(25.0));
    for tick in 0..20_u64 {
        let mut joints = true_joints;
        if tick == 10 {
            // Coinciding ears, and the crown below the neck.
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
        let frame_set = FrameSet {
            tick,
            time: trackside_schema::Timestamp::default().plus_seconds(0.04 * tick as f64),
            views: Vec::new(),
        };
        tracks.push(&frame(&frame_set, vec![athlete]));
    }
    let athlete = &animate_athletes(&tracks, FootMode::Locked)[0];
    let error_m =
        |k: usize, j: Joint| (athlete.poses[k].joints[j.index()] - true_joints[j.index()]).norm();
    assert!(
        Joint::ALL.into_iter().all(|j| error_m(3, j) < 1e-6),
        "a plausible head is unchanged"
    );
    for j in [Joint::LEar, Joint::REar, Joint::Head] {
        assert!(error_m(10, j) < 0.15, "{j:?} is {} m off", error_m(10, j));
    }
}

fn web() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web")
}

/// `TRACKSIDE_WRITE_WEB_BODY=1 cargo test -p trackside-export --test bodies` writes the file.
#[test]
fn web_body_is_current() {
    let path = web().join("src/body.json");
    let expected = web_body::json();
    if std::env::var_os("TRACKSIDE_WRITE_WEB_BODY").is_some() {
        fs::write(&path, serde_json::to_string(&expected).unwrap() + "\n").unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.len() <= 300_000, "{} bytes", text.len());
    let actual: Value = serde_json::from_str(&text).unwrap();
    // Sines may round differently on other machines.
    assert_similar(&actual, &expected, 1.01);
}

fn assert_similar(a: &Value, b: &Value, tolerance: f64) {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter()
                .zip(b)
                .for_each(|(a, b)| assert_similar(a, b, tolerance));
        }
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.len(), b.len());
            a.iter()
                .for_each(|(key, a)| assert_similar(a, &b[key], tolerance));
        }
        _ => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) if a.fract() == 0.0 => assert!((a - b).abs() < tolerance),
            (Some(a), Some(b)) => assert!((a - b).abs() < 2e-3),
            _ => assert_eq!(a, b),
        },
    }
}

#[test]
fn page_poses_bodies_like_the_program() {
    let world = world();
    let (measurements, mesh) = web_body::measurements_and_mesh();
    let triple = |p: &Point3<f64>| [p.x, p.y, p.z];
    let mut now = WorldState::default();
    let mut poses = Vec::new();
    for k in 0..12 {
        world.at(0.7 * f64::from(k), &mut now);
        let joints = now.actors[k as usize % now.actors.len()].joints;
        // One frame later some joints are absent.
        let mut observed = joints.map(|p| Some(p + Vector3::new(0.05, 0.02, 0.0)));
        for absent in (0..observed.len()).filter(|j| k > 0 && (j + k as usize).is_multiple_of(5)) {
            observed[absent] = None;
        }
        let mut completer = PoseCompleter::new(&measurements, 0.1);
        completer.complete(&joints.map(Some), 0.02).unwrap();
        let pose = completer.complete(&observed, 0.02).unwrap();
        let mut at = Vec::new();
        mesh.pose_vertices(&pose, &mut at);
        let shape = FootShape::from_poses([&joints]).unwrap();
        let (side, pitch) = (k as usize % 2, 0.1 * f64::from(k) - 0.5);
        let ankle = joints[[Joint::LAnkle, Joint::RAnkle][side].index()];
        let placement = FootPlacement {
            heel: Point2::new(ankle.x - 0.05, ankle.y + 0.03),
            yaw: 0.5 * f64::from(k),
        };
        let mut placed = joints;
        shape.place_foot(side, &placement, pitch, 0.0, &mut placed);
        poses.push(json!({
            "put": {
                "sole": {
                    "ankle": <[f64; 3]>::from(shape.ankle),
                    "bigToe": [shape.big_toe.x, shape.big_toe.y, 0.0],
                    "smallToe": [shape.small_toe.x, shape.small_toe.y, 0.0],
                },
                "side": side,
                "stand": {"x": placement.heel.x, "y": placement.heel.y, "yaw": placement.yaw},
                "pitch": pitch,
                "joints": placed.each_ref().map(triple).to_vec(),
            },
            "rest": bind_joints(&measurements).each_ref().map(triple).to_vec(),
            "joints": joints.each_ref().map(triple).to_vec(),
            "seen": observed.iter().map(|p| p.as_ref().map(triple)).collect::<Vec<_>>(),
            "at": at.iter().map(|p| [p.x, p.y, p.z]).collect::<Vec<_>>(),
        }));
    }
    let folder = tempfile::tempdir().unwrap();
    let [file, drawn] = ["poses.json", "drawn.json"].map(|name| folder.path().join(name));
    let worlds = [("basketball", 5.0), ("sprint", 3.0), ("football", 4.0)];
    let frames = worlds.map(|(name, seconds)| page_input(&venue(name), seconds));
    let all = json!({"poses": poses, "worlds": frames});
    fs::write(&file, serde_json::to_vec(&all).unwrap()).unwrap();
    let script = web().join("test/skinned_body.cjs");
    let output = Command::new("node").args([&script, &file, &drawn]).output();
    let Some(output) = output.ok().filter(|o| o.status.code() != Some(3)) else {
        eprintln!(
            "skipped: the page's bodies are not compared: node, esbuild or three is not installed"
        );
        return;
    };
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}{err}");
    let found: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    eprintln!("skinned_body.cjs: {found}");
    assert_eq!(found["vertices"], 12 * mesh.vertices().len());
    assert!(found["worst_mm"].as_f64().unwrap() < 0.3, "{found}");
    let drawn: Vec<[Vec<DrawnFrame>; 2]> =
        serde_json::from_slice(&fs::read(&drawn).unwrap()).unwrap();
    for ((name, _), [replay, live]) in worlds.iter().zip(&drawn) {
        let (replay, live) = (
            drawn_sliding(&venue(name), replay),
            drawn_sliding(&venue(name), live),
        );
        for (how, of) in [("replay", &replay), ("live", &live)] {
            eprintln!(
                "{name}, {how}: soles slide by {:.1} mm (median), {:.1} mm (95 %), {:.1} mm (maximum) in {} contacts; knees jump by \
                 {:.1} mm (99.9 %), {:.1} mm (maximum)",
                of.quantile_mm(0.5),
                of.quantile_mm(0.95),
                of.quantile_mm(1.0),
                of.distances_m.len(),
                quantile_mm(&of.knee_jumps_m, 0.999),
                quantile_mm(&of.knee_jumps_m, 1.0),
            );
        }
        assert!(replay.distances_m.len() > 500 && replay.quantile_mm(0.95) < 10.0);
        assert!(live.quantile_mm(0.5) < 10.0 && live.quantile_mm(0.95) < 50.0);
        assert!(quantile_mm(&replay.knee_jumps_m, 1.0) < 100.0);
    }
}

/// The smoothed stream as the page receives it, and the times at which it is drawn: 60 per second.
fn page_input(world: &World, seconds: f64) -> Value {
    let tracks = smoothed_tracks(world, seconds);
    let mut frames: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
    for (id, track) in tracks.athletes() {
        for sample in &track.samples {
            let joints = sample.joints.map(|p| p.map(|p| p.position_m));
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
    json!({"frames": frames, "times": times, "soles": sole_vertices(&web_body::measurements_and_mesh().1)})
}

/// What the page draws at one time.
#[derive(serde::Deserialize)]
struct DrawnFrame {
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

fn drawn_sliding(world: &World, drawn: &[DrawnFrame]) -> FootSliding {
    let clothing = Clothing::for_sport(world.field().sport, Hair::Short);
    let body =
        |actor: &trackside_simulation::Actor| BodyMesh::new(&actor.body, &clothing, Detail::Fine);
    let bodies: Vec<BodyMesh> = world.actors().iter().map(body).collect();
    let mut actors: BTreeMap<u32, usize> = BTreeMap::new();
    let mut now = WorldState::default();
    for DrawnFrame { t, athletes } in &drawn[drawn.len() / 2..] {
        world.at(*t, &mut now);
        for a in athletes {
            let actor = || nearest_actor(&now, &Point3::from(a.hip));
            actors.entry(a.id).or_insert_with(actor);
        }
    }
    let mut out = FootSliding::default();
    let mut there = Vec::new();
    let mut knees: BTreeMap<u32, [Vector3<f64>; 2]> = BTreeMap::new();
    for DrawnFrame { t, athletes } in drawn {
        world.at(*t, &mut now);
        for a in athletes.iter().filter(|a| actors.contains_key(&a.id)) {
            let actor = actors[&a.id];
            let real = &now.actors[actor];
            if (real.joints[Joint::Hip.index()] - Point3::from(a.hip)).norm() > 0.3 {
                continue;
            }
            let displacement = [0, 1].map(|k| Point3::from(a.knees[k]) - Point3::from(a.free[k]));
            if let Some(before) = knees.insert(a.id, displacement) {
                out.knee_jumps_m
                    .extend([0, 1].map(|k| (displacement[k] - before[k]).norm()));
            }
            bodies[actor].pose_vertices(&real.joints, &mut there);
            for (foot, sole) in sole_vertices(&bodies[actor]).iter().enumerate() {
                assert_eq!(sole.len(), a.soles[foot].len());
                for (&v, at) in sole.iter().zip(&a.soles[foot]) {
                    let is_in_contact = real.foot_contacts[foot] && there[v].z.abs() < 2e-3;
                    out.observe((a.id, v), is_in_contact, Point3::from(*at));
                }
            }
        }
    }
    out
}
