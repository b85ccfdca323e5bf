//! GLB and BVH files, read back: joints are where the recording has them, surfaces where the body has them.
#![allow(clippy::unwrap_used)]

#[path = "scenes/usd.rs"]
mod usd;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use nalgebra::{Matrix4, Point3, Quaternion, Translation3, UnitQuaternion, Vector3};
use serde_json::{Value, json};
use trackside_body::{BodyMesh, Bone, Detail};
use trackside_export::figures::{Feet, Figure, figures};
use trackside_export::stage::{Ground, Stage};
use trackside_export::{Tracks, bvh, glb};
use trackside_schema::{
    Athlete, AthleteId, Ball, BallState, Joint, Joint3d, Timestamp, TrackState, TrackingFrame,
    WorldPoint,
};
use trackside_simulation::{Instant, World, WorldFile};

const RATE_HZ: f64 = 25.0;
const TICKS: u64 = 50;
/// This athlete is away for these ticks.
const AWAY: (u32, std::ops::Range<u64>) = (2, 20..40);

fn world() -> World {
    World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_001).unwrap()
}

/// Two seconds of four players as a tracker might have them: a few millimetres off, so that bones change their length; a wrist
/// that is not seen for a while; one who leaves and comes back; a ball that comes late.
fn recording(world: &World) -> Tracks {
    let mut tracks = Tracks::new(Some(RATE_HZ));
    let mut now = Instant::default();
    for tick in 0..TICKS {
        let t_s = 1.0 + tick as f64 / RATE_HZ;
        world.at(t_s, &mut now);
        let athlete = |(i, pose): (usize, &trackside_simulation::Pose)| {
            let id = i as u32;
            let mut skeleton = [None; trackside_schema::JOINT_COUNT];
            for (j, at) in pose.joints.iter().enumerate() {
                let wobble = |k: f64| 0.006 * (7.3 * t_s + 1.7 * j as f64 + k).sin();
                let off = Vector3::new(wobble(0.0), wobble(2.0), wobble(4.0));
                skeleton[j] = Some(Joint3d {
                    at: WorldPoint(at + off),
                    sigma_m: 0.004,
                    views: 3,
                });
            }
            if (10..16).contains(&tick) {
                skeleton[Joint::LWrist.index()] = None;
            }
            Athlete {
                id: AthleteId(id),
                team: (id == 3).then(|| "Lions".to_owned()),
                number: (id == 3).then_some(7),
                state: TrackState::Confirmed,
                skeleton,
                velocity_m_s: None,
            }
        };
        let there = |a: &Athlete| a.id.0 != AWAY.0 || !AWAY.1.contains(&tick);
        let ball = now.ball.filter(|_| tick > 5).map(|b| Ball {
            at: WorldPoint(b.at),
            velocity_m_s: None,
            spin_rad_s: None,
            sigma_m: 0.01,
            state: BallState::Measured,
        });
        tracks.push(&TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            tick,
            time: Timestamp::default().plus_seconds(t_s),
            athletes: now
                .actors
                .iter()
                .take(4)
                .enumerate()
                .map(athlete)
                .filter(there)
                .collect(),
            ball,
            ..TrackingFrame::default()
        });
    }
    tracks
}

fn stage(world: &World, cameras: &'static [trackside_calibration::Camera]) -> Stage<'static> {
    let field = world.field();
    Stage {
        cameras,
        ground: Some(Ground {
            size_m: field.play_size_m,
            beyond_m: 2.0,
            lines: field.marking_triangles(),
            floor: [0.5, 0.3, 0.15],
            line: [0.9; 3],
        }),
        ..Stage::bare()
    }
}

/// Times and the values at them.
type Keys = (Vec<f32>, Vec<Vec<f32>>);

/// A GLB file, its nodes' parents and what moves them.
struct Scene {
    gltf: gltf::Gltf,
    parents: HashMap<usize, usize>,
    /// By node and property: times and values.
    keys: HashMap<(usize, &'static str), Keys>,
}

impl Scene {
    fn read(path: &Path) -> Scene {
        let gltf = gltf::Gltf::from_slice(&fs::read(path).unwrap()).unwrap();
        let parents = gltf.nodes().flat_map(|n| {
            n.children()
                .map(move |c| (c.index(), n.index()))
                .collect::<Vec<_>>()
        });
        let blob = gltf.blob.as_deref().unwrap();
        let mut keys = HashMap::new();
        for channel in gltf
            .animations()
            .flat_map(|a| a.channels().collect::<Vec<_>>())
        {
            use gltf::animation::util::ReadOutputs;
            let reader = channel.reader(|_| Some(blob));
            let times = reader.read_inputs().unwrap().collect();
            let (what, values): (_, Vec<Vec<f32>>) = match reader.read_outputs().unwrap() {
                ReadOutputs::Translations(v) => ("translation", v.map(|v| v.to_vec()).collect()),
                ReadOutputs::Scales(v) => ("scale", v.map(|v| v.to_vec()).collect()),
                ReadOutputs::Rotations(v) => {
                    ("rotation", v.into_f32().map(|v| v.to_vec()).collect())
                }
                ReadOutputs::MorphTargetWeights(_) => panic!("no morph targets"),
            };
            keys.insert((channel.target().node().index(), what), (times, values));
        }
        Scene {
            parents: parents.collect(),
            keys,
            gltf,
        }
    }

    fn node(&self, name: &str) -> usize {
        let named = self.gltf.nodes().find(|n| n.name() == Some(name));
        named
            .unwrap_or_else(|| panic!("no node \"{name}\""))
            .index()
    }

    /// The value of the last key at or before `t_s`; keys are at the frames' times, where nothing is blended.
    fn value(&self, node: usize, what: &'static str, t_s: f64) -> Option<&[f32]> {
        let (times, values) = self.keys.get(&(node, what))?;
        let after = times.partition_point(|&k| f64::from(k) <= t_s + 1e-5);
        Some(&values[after.max(1) - 1])
    }

    /// World from node at `t_s`, z up.
    fn placed(&self, node: usize, t_s: f64) -> Matrix4<f64> {
        let (at, turn, size) = self
            .gltf
            .nodes()
            .nth(node)
            .unwrap()
            .transform()
            .decomposed();
        let moved = |what, still: &[f32]| -> Vec<f64> {
            let value = self.value(node, what, t_s).unwrap_or(still);
            value.iter().map(|v| f64::from(*v)).collect()
        };
        let at = Translation3::from(Vector3::from_vec(moved("translation", &at)));
        let turn = moved("rotation", &turn);
        let turn =
            UnitQuaternion::from_quaternion(Quaternion::new(turn[3], turn[0], turn[1], turn[2]));
        let size = Vector3::from_vec(moved("scale", &size));
        let local =
            at.to_homogeneous() * turn.to_homogeneous() * Matrix4::new_nonuniform_scaling(&size);
        match self.parents.get(&node) {
            Some(&parent) => self.placed(parent, t_s) * local,
            // glTF's y up to z up.
            None => {
                Matrix4::from_axis_angle(&Vector3::x_axis(), std::f64::consts::FRAC_PI_2) * local
            }
        }
    }

    fn place(&self, name: &str, t_s: f64) -> Point3<f64> {
        self.placed(self.node(name), t_s).column(3).xyz().into()
    }
}

/// Joints that are nodes.
const NODES: [(Joint, Bone); 6] = [
    (Joint::LAnkle, Bone::LFoot),
    (Joint::RAnkle, Bone::RFoot),
    (Joint::LKnee, Bone::LShank),
    (Joint::RElbow, Bone::RForearm),
    (Joint::Hip, Bone::Pelvis),
    (Joint::Neck, Bone::Chest),
];

#[test]
fn a_glb_file_has_joints_skin_ball_field_and_cameras_where_they_were() {
    let world = world();
    let tracks = recording(&world);
    let cameras: &'static [_] = world.rig().unwrap().cameras().to_vec().leak();
    let stage = stage(&world, cameras);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("game.glb");
    assert_eq!(
        glb::write(&tracks, &stage, Feet::Planted, &path).unwrap(),
        4
    );
    // However feet are planted, joints are where they were measured.
    let planted = Scene::read(&path);
    glb::write(&tracks, &stage, Feet::Measured, &path).unwrap();
    let scene = Scene::read(&path);
    let mut expected = Vec::new();
    for (id, track) in tracks.athletes() {
        let name = if id.0 == 3 {
            "Lions 7".to_owned()
        } else {
            format!("athlete {}", id.0)
        };
        for sample in &track.samples {
            let t_s = tracks.seconds(sample.tick).unwrap();
            for (joint, bone) in NODES {
                let at = sample.joints[joint.index()].unwrap().at_m.map(f64::from);
                let node = format!("{name} {bone:?}");
                let off = (scene.place(&node, t_s) - Point3::from(at)).norm();
                assert!(off < 1e-3, "{node} at {t_s} s: {off} m");
                let mark = format!("{name} joint {}", joint.name());
                let off = (planted.place(&mark, t_s) - Point3::from(at)).norm();
                assert!(off < 1e-3, "{mark} at {t_s} s: {off} m");
                if sample.tick % 7 == 0 {
                    expected
                        .push(json!({"node": node, "t_s": t_s, "frame": sample.tick, "at": at}));
                }
            }
        }
    }
    // Who is away has no size, and the ball has none before it is seen.
    let size = |name: &str, t_s: f64| scene.placed(scene.node(name), t_s).column(0).norm();
    assert!(size("athlete 2", 1.2) < 1e-6 && (size("athlete 2", 0.5) - 1.0).abs() < 1e-6);
    assert!((size("athlete 2", 1.7) - 1.0).abs() < 1e-6);
    assert!(size("ball", 0.0) < 1e-6 && (size("ball", 1.0) - 1.0).abs() < 1e-6);
    skin_is_the_body(&scene, &figures(&tracks, Feet::Measured)[1], &stage, 0.8);
    for camera in cameras {
        let placed = scene.placed(scene.node(&camera.name), 0.0);
        assert!((placed.column(3).xyz() - camera.centre().0.coords).norm() < 1e-4);
        let ahead = camera.cam_from_world.rotation.inverse() * Vector3::z();
        assert!((placed.column(2).xyz() + ahead).norm() < 1e-4);
    }
    let lines = scene
        .gltf
        .meshes()
        .find(|m| m.name() == Some("field"))
        .unwrap();
    let size = lines.bounding_box_of(1);
    assert!(
        (size[0] - 28.05).abs() < 0.01 && (size[1] - 15.05).abs() < 0.01,
        "{size:?}"
    );
    outside("glb.cjs", &path, &expected, 1.0);
    outside("blender.py", &path, &expected, 1.0);
}

trait Bounds {
    fn bounding_box_of(&self, primitive: usize) -> [f32; 2];
}

impl Bounds for gltf::Mesh<'_> {
    fn bounding_box_of(&self, primitive: usize) -> [f32; 2] {
        let b = self.primitives().nth(primitive).unwrap().bounding_box();
        [b.max[0] - b.min[0], b.max[1] - b.min[1]]
    }
}

/// Skins the mesh as glTF says (section 3.7.3.3) and compares it with the body in that pose.
fn skin_is_the_body(scene: &Scene, figure: &Figure, stage: &Stage<'_>, t_s: f64) {
    let blob = scene.gltf.blob.as_deref().unwrap();
    let name = figure.name();
    let skin = scene
        .gltf
        .skins()
        .find(|s| s.name() == Some(&name))
        .unwrap();
    let binds = skin
        .reader(|_| Some(blob))
        .read_inverse_bind_matrices()
        .unwrap();
    let bones: Vec<Matrix4<f64>> = skin
        .joints()
        .zip(binds)
        .map(|(joint, bind)| {
            let bind = Matrix4::from_fn(|r, c| f64::from(bind[c][r]));
            scene.placed(joint.index(), t_s) * bind
        })
        .collect();
    let mesh = scene
        .gltf
        .meshes()
        .find(|m| m.name() == Some(&name))
        .unwrap();
    let primitive = mesh.primitives().next().unwrap();
    let reader = primitive.reader(|_| Some(blob));
    let joints = reader.read_joints(0).unwrap().into_u16();
    let weights = reader.read_weights(0).unwrap().into_f32();
    let body = BodyMesh::new(&figure.build, &stage.dress, Detail::Fine);
    let pose = figure
        .poses
        .iter()
        .find(|p| (p.t_s - t_s).abs() < 1e-6)
        .unwrap();
    let mut posed = Vec::new();
    body.pose_vertices(&pose.joints, &mut posed);
    let vertices = reader.read_positions().unwrap().zip(joints).zip(weights);
    for (((at, joints), weights), posed) in vertices.zip(&posed) {
        let at = Point3::from(at.map(f64::from)).to_homogeneous();
        let moved: nalgebra::Vector4<f64> = (0..4)
            .map(|i| bones[usize::from(joints[i])] * at * f64::from(weights[i]))
            .sum();
        let off = (moved.xyz() - posed.coords.map(f64::from)).norm();
        assert!(off < 1e-4, "a vertex is {off} m away");
    }
}

/// Has another program check the file; where it is not installed, says so.
fn outside(script: &str, file: &Path, expected: &[Value], most_mm: f64) {
    let list = file.with_extension("expected.json");
    fs::write(&list, serde_json::to_vec(expected).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/outside")
        .join(script);
    let python = std::env::var("TRACKSIDE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let program = if script.extension().is_some_and(|e| e == "py") {
        &python
    } else {
        "node"
    };
    let told = Command::new(program)
        .arg(&script)
        .arg(file)
        .arg(&list)
        .arg(RATE_HZ.to_string())
        .output();
    let Some(told) = told.ok().filter(|t| t.status.code() != Some(3)) else {
        eprintln!(
            "skipped: {} is not checked with {}: it is not installed",
            file.display(),
            script.display()
        );
        return;
    };
    let (out, err) = (
        String::from_utf8_lossy(&told.stdout),
        String::from_utf8_lossy(&told.stderr),
    );
    assert!(told.status.success(), "{out}{err}");
    let found: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    eprintln!("{}: {found}", script.file_name().unwrap().display());
    assert_eq!(found["nodes"], expected.len());
    assert!(found["worst_mm"].as_f64().unwrap() < most_mm, "{found}");
    assert!(found.get("errors").is_none_or(|e| e == 0), "{found} {err}");
}

/// A BVH file as its specification reads: names, parents, offsets and rows.
struct Bvh {
    joints: Vec<(String, Option<usize>)>,
    offsets: Vec<Vector3<f64>>,
    rows: Vec<Vec<f64>>,
    frame_s: f64,
}

impl Bvh {
    fn read(path: &Path) -> Bvh {
        let text = fs::read_to_string(path).unwrap();
        let (hierarchy, motion) = text.split_once("MOTION\n").unwrap();
        let mut bvh = Bvh {
            joints: Vec::new(),
            offsets: Vec::new(),
            rows: Vec::new(),
            frame_s: 0.0,
        };
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut next = None;
        for line in hierarchy.lines() {
            let words: Vec<_> = line.split_whitespace().collect();
            match words[0] {
                "ROOT" | "JOINT" => {
                    bvh.joints
                        .push((words[1].to_owned(), open.last().copied().flatten()));
                    next = Some(bvh.joints.len() - 1);
                }
                "End" => next = None,
                "{" => open.push(next),
                "}" => drop(open.pop()),
                "OFFSET" if open.last().unwrap().is_some() => {
                    bvh.offsets.push(Vector3::from_iterator(
                        words[1..].iter().map(|w| w.parse().unwrap()),
                    ));
                }
                "CHANNELS" => assert_eq!(words[1], "6"),
                _ => {}
            }
        }
        let mut lines = motion.lines();
        let frames: usize = lines
            .next()
            .unwrap()
            .strip_prefix("Frames: ")
            .unwrap()
            .parse()
            .unwrap();
        bvh.frame_s = lines
            .next()
            .unwrap()
            .strip_prefix("Frame Time: ")
            .unwrap()
            .parse()
            .unwrap();
        bvh.rows = lines
            .map(|l| l.split(' ').map(|w| w.parse().unwrap()).collect())
            .collect();
        assert_eq!(bvh.rows.len(), frames);
        bvh
    }

    /// World space of a joint in a row; `rigid` takes inner joints' places from the offsets.
    fn place(&self, name: &str, row: usize, rigid: bool) -> Point3<f64> {
        let find = |name: &str| self.joints.iter().position(|j| j.0 == name).unwrap();
        let mut m = Matrix4::identity();
        let mut joint = Some(find(name));
        while let Some(i) = joint {
            let v = &self.rows[row][6 * i..6 * i + 6];
            let at = if rigid && i > 0 {
                self.offsets[i]
            } else {
                Vector3::new(v[0], v[1], v[2])
            };
            let turn = [
                (Vector3::z_axis(), v[3]),
                (Vector3::x_axis(), v[4]),
                (Vector3::y_axis(), v[5]),
            ]
            .map(|(axis, degrees): (_, f64)| {
                UnitQuaternion::from_axis_angle(&axis, degrees.to_radians())
            });
            let turn = turn[0] * turn[1] * turn[2];
            m = Translation3::from(at).to_homogeneous() * turn.to_homogeneous() * m;
            joint = self.joints[i].1;
        }
        Point3::new(m[(0, 3)], -m[(2, 3)], m[(1, 3)])
    }
}

#[test]
fn a_bvh_file_has_every_joint_where_it_was_and_bones_as_measured() {
    let tracks = recording(&world());
    let folder = tempfile::tempdir().unwrap();
    let files = bvh::write(&tracks, &folder.path().join("game.bvh")).unwrap();
    assert_eq!(files.len(), 4);
    for (file, (id, track)) in files.iter().zip(tracks.athletes()) {
        let bvh = Bvh::read(file);
        assert_eq!(bvh.rows.len() as u64, TICKS);
        assert!((bvh.frame_s - 1.0 / RATE_HZ).abs() < 1e-8);
        let mut expected = Vec::new();
        let mut strays = Vec::new();
        for sample in &track.samples {
            let row = sample.tick as usize;
            for joint in [
                "LAnkle",
                "RAnkle",
                "LKnee",
                "RElbow",
                "RWrist",
                "LShoulder",
                "Hip",
                "Neck",
            ] {
                let at = sample.joints[Joint::from_name(joint).unwrap().index()]
                    .unwrap()
                    .at_m
                    .map(f64::from);
                let off = (bvh.place(joint, row, false) - Point3::from(at)).norm();
                assert!(off < 1e-3, "{joint} of {id:?} in row {row}: {off} m");
                expected.push(json!({"node": joint, "frame": row, "at": at}));
                strays.push((bvh.place(joint, row, true) - Point3::from(at)).norm());
            }
        }
        // With bones of constant length joints are off by what lengths stray, 6 mm a joint here.
        let mean = strays.iter().sum::<f64>() / strays.len() as f64;
        assert!(mean < 0.02, "rigid: {mean} m");
        if id.0 == 1 {
            outside("blender.py", file, &expected, 2.0);
        }
    }
    // Nothing whirls: angles go on from row to row.
    let bvh = Bvh::read(&files[0]);
    for pair in bvh.rows.windows(2) {
        for i in 0..bvh.joints.len() {
            let turned = (3..6).map(|k| (pair[0][6 * i + k] - pair[1][6 * i + k]).abs());
            assert!(turned.fold(0.0, f64::max) < 180.0, "{}", bvh.joints[i].0);
        }
    }
}
