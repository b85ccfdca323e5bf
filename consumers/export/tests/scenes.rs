//! GLB, USD and BVH files, read back: positions of joints, surfaces, ball, field and cameras.
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
use trackside_export::animation::{AthleteAnimation, FootMode, animate_athletes};
use trackside_export::scene::{FieldSurface, Scene};
use trackside_export::{Tracks, bvh, glb};
use trackside_schema::{
    Athlete, AthleteId, Ball, BallState, Joint, Joint3d, Timestamp, TrackState, TrackingFrame,
    WorldPoint,
};
use trackside_simulation::{World, WorldFile, WorldState};

const RATE_HZ: f64 = 25.0;
const TICKS: u64 = 50;
/// An athlete that is absent for some ticks.
const ABSENT: (u32, std::ops::Range<u64>) = (2, 20..40);

fn world() -> World {
    World::new(&WorldFile::open("basketball", &[]).unwrap(), 900_001).unwrap()
}

/// Two seconds of four players with errors of a few millimetres (so that bone lengths vary), a wrist that is absent for a while, a
/// player who leaves and returns, and a ball that appears late.
fn recording(world: &World) -> Tracks {
    let mut tracks = Tracks::new(Some(RATE_HZ));
    let mut now = WorldState::default();
    for tick in 0..TICKS {
        let t_s = 1.0 + tick as f64 / RATE_HZ;
        world.at(t_s, &mut now);
        let athlete = |(i, pose): (usize, &trackside_simulation::ActorPose)| {
            let id = i as u32;
            let mut skeleton = [None; trackside_schema::JOINT_COUNT];
            for (j, at) in pose.joints.iter().enumerate() {
                let error = |k: f64| 0.006 * (7.3 * t_s + 1.7 * j as f64 + k).sin();
                let error = Vector3::new(error(0.0), error(2.0), error(4.0));
                skeleton[j] = Some(Joint3d {
                    at: WorldPoint(at + error),
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
        let is_present = |a: &Athlete| a.id.0 != ABSENT.0 || !ABSENT.1.contains(&tick);
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
                .filter(is_present)
                .collect(),
            ball,
            ..TrackingFrame::default()
        });
    }
    tracks
}

fn scene(world: &World, cameras: &'static [trackside_calibration::Camera]) -> Scene<'static> {
    let field = world.field();
    Scene {
        cameras,
        field: Some(FieldSurface {
            size_m: field.play_size_m,
            margin_m: 2.0,
            lines: field.marking_triangles(),
            floor_rgb: [0.5, 0.3, 0.15],
            line_rgb: [0.9; 3],
        }),
        ..Scene::empty()
    }
}

/// Times and the values at them.
type Keys = (Vec<f32>, Vec<Vec<f32>>);

/// A GLB file with the parents and animations of its nodes.
struct GlbFile {
    gltf: gltf::Gltf,
    parents: HashMap<usize, usize>,
    /// By node and property: times and values.
    keys: HashMap<(usize, &'static str), Keys>,
}

impl GlbFile {
    fn read(path: &Path) -> GlbFile {
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
        GlbFile {
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

    /// The value of the last key at or before `t_s`; keys are at the times of frames, so nothing is interpolated.
    fn value(&self, node: usize, what: &'static str, t_s: f64) -> Option<&[f32]> {
        let (times, values) = self.keys.get(&(node, what))?;
        let after = times.partition_point(|&k| f64::from(k) <= t_s + 1e-5);
        Some(&values[after.max(1) - 1])
    }

    /// `world_from_node` at `t_s`, z up.
    fn world_from_node(&self, node: usize, t_s: f64) -> Matrix4<f64> {
        let (at, rotation, scale) = self
            .gltf
            .nodes()
            .nth(node)
            .unwrap()
            .transform()
            .decomposed();
        let animated = |what, still: &[f32]| -> Vec<f64> {
            let value = self.value(node, what, t_s).unwrap_or(still);
            value.iter().map(|v| f64::from(*v)).collect()
        };
        let at = Translation3::from(Vector3::from_vec(animated("translation", &at)));
        let rotation = animated("rotation", &rotation);
        let rotation = UnitQuaternion::from_quaternion(Quaternion::new(
            rotation[3],
            rotation[0],
            rotation[1],
            rotation[2],
        ));
        let scale = Vector3::from_vec(animated("scale", &scale));
        let local = at.to_homogeneous()
            * rotation.to_homogeneous()
            * Matrix4::new_nonuniform_scaling(&scale);
        match self.parents.get(&node) {
            Some(&parent) => self.world_from_node(parent, t_s) * local,
            // From y up to z up.
            None => {
                Matrix4::from_axis_angle(&Vector3::x_axis(), std::f64::consts::FRAC_PI_2) * local
            }
        }
    }

    fn position(&self, name: &str, t_s: f64) -> Point3<f64> {
        self.world_from_node(self.node(name), t_s)
            .column(3)
            .xyz()
            .into()
    }
}

/// Joints at which the node of a bone lies.
const NODES: [(Joint, Bone); 6] = [
    (Joint::LAnkle, Bone::LFoot),
    (Joint::RAnkle, Bone::RFoot),
    (Joint::LKnee, Bone::LShank),
    (Joint::RElbow, Bone::RForearm),
    (Joint::Hip, Bone::Pelvis),
    (Joint::Neck, Bone::Chest),
];

#[test]
fn glb_has_joints_skin_ball_field_and_cameras_at_their_positions() {
    let world = world();
    let tracks = recording(&world);
    let cameras: &'static [_] = world.rig().unwrap().cameras().to_vec().leak();
    let scene = scene(&world, cameras);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("game.glb");
    assert_eq!(
        glb::write(&tracks, &scene, FootMode::Locked, &path).unwrap(),
        4
    );
    // With locked feet, the joint nodes are as measured.
    let locked = GlbFile::read(&path);
    glb::write(&tracks, &scene, FootMode::Measured, &path).unwrap();
    let glb = GlbFile::read(&path);
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
                let at = sample.joints[joint.index()]
                    .unwrap()
                    .position_m
                    .map(f64::from);
                let node = format!("{name} {bone:?}");
                let error = (glb.position(&node, t_s) - Point3::from(at)).norm();
                assert!(error < 1e-3, "{node} at {t_s} s: {error} m");
                let mark = format!("{name} joint {}", joint.name());
                let error = (locked.position(&mark, t_s) - Point3::from(at)).norm();
                assert!(error < 1e-3, "{mark} at {t_s} s: {error} m");
                if sample.tick % 7 == 0 {
                    expected
                        .push(json!({"node": node, "t_s": t_s, "frame": sample.tick, "at": at}));
                }
            }
        }
    }
    // An absent athlete, and the ball before it appears, have scale 0.
    let size = |name: &str, t_s: f64| glb.world_from_node(glb.node(name), t_s).column(0).norm();
    assert!(size("athlete 2", 1.2) < 1e-6 && (size("athlete 2", 0.5) - 1.0).abs() < 1e-6);
    assert!((size("athlete 2", 1.7) - 1.0).abs() < 1e-6);
    assert!(size("ball", 0.0) < 1e-6 && (size("ball", 1.0) - 1.0).abs() < 1e-6);
    skinning_equals_the_body_mesh(
        &glb,
        &animate_athletes(&tracks, FootMode::Measured)[1],
        &scene,
        0.8,
    );
    for camera in cameras {
        let world_from_node = glb.world_from_node(glb.node(&camera.name), 0.0);
        assert!((world_from_node.column(3).xyz() - camera.centre().0.coords).norm() < 1e-4);
        let ahead = camera.cam_from_world.rotation.inverse() * Vector3::z();
        assert!((world_from_node.column(2).xyz() + ahead).norm() < 1e-4);
    }
    let lines = glb
        .gltf
        .meshes()
        .find(|m| m.name() == Some("field"))
        .unwrap();
    let size = lines.bounding_box_of(1);
    assert!(
        (size[0] - 28.05).abs() < 0.01 && (size[1] - 15.05).abs() < 0.01,
        "{size:?}"
    );
    check_with_program("glb.cjs", &path, &expected, 1.0);
    check_with_program("blender.py", &path, &expected, 1.0);
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

/// Skins the mesh as glTF defines it (section 3.7.3.3) and compares it with the body mesh in the same pose.
fn skinning_equals_the_body_mesh(
    glb: &GlbFile,
    athlete: &AthleteAnimation,
    scene: &Scene<'_>,
    t_s: f64,
) {
    let blob = glb.gltf.blob.as_deref().unwrap();
    let name = athlete.name();
    let skin = glb.gltf.skins().find(|s| s.name() == Some(&name)).unwrap();
    let binds = skin
        .reader(|_| Some(blob))
        .read_inverse_bind_matrices()
        .unwrap();
    let bones: Vec<Matrix4<f64>> = skin
        .joints()
        .zip(binds)
        .map(|(joint, bind)| {
            let bind = Matrix4::from_fn(|r, c| f64::from(bind[c][r]));
            glb.world_from_node(joint.index(), t_s) * bind
        })
        .collect();
    let mesh = glb.gltf.meshes().find(|m| m.name() == Some(&name)).unwrap();
    let primitive = mesh.primitives().next().unwrap();
    let reader = primitive.reader(|_| Some(blob));
    let joints = reader.read_joints(0).unwrap().into_u16();
    let weights = reader.read_weights(0).unwrap().into_f32();
    let body = BodyMesh::new(&athlete.measurements, &scene.clothing, Detail::Fine);
    let pose = athlete
        .poses
        .iter()
        .find(|p| (p.time_s - t_s).abs() < 1e-6)
        .unwrap();
    let mut posed = Vec::new();
    body.pose_vertices(&pose.joints, &mut posed);
    let vertices = reader.read_positions().unwrap().zip(joints).zip(weights);
    for (((at, joints), weights), posed) in vertices.zip(&posed) {
        let at = Point3::from(at.map(f64::from)).to_homogeneous();
        let moved: nalgebra::Vector4<f64> = (0..4)
            .map(|i| bones[usize::from(joints[i])] * at * f64::from(weights[i]))
            .sum();
        let error = (moved.xyz() - posed.coords.map(f64::from)).norm();
        assert!(error < 1e-4, "a vertex is {error} m off");
    }
}

/// Checks the file with another program; skipped, with a message, if it is not installed.
fn check_with_program(script: &str, file: &Path, expected: &[Value], max_mm: f64) {
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
    let output = Command::new(program)
        .arg(&script)
        .arg(file)
        .arg(&list)
        .arg(RATE_HZ.to_string())
        .output();
    let Some(output) = output.ok().filter(|o| o.status.code() != Some(3)) else {
        eprintln!(
            "skipped: {} is not checked with {}, which is not installed",
            file.display(),
            script.display()
        );
        return;
    };
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{out}{err}");
    let found: Value = serde_json::from_str(out.lines().last().unwrap()).unwrap();
    eprintln!("{}: {found}", script.file_name().unwrap().display());
    assert_eq!(found["nodes"], expected.len());
    assert!(found["worst_mm"].as_f64().unwrap() < max_mm, "{found}");
    assert!(found.get("errors").is_none_or(|e| e == 0), "{found} {err}");
}

/// A parsed BVH file: names, parents, offsets and rows.
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

    /// Position of a joint in a row, world space; `rigid` takes inner joints from the offsets.
    fn position(&self, name: &str, row: usize, rigid: bool) -> Point3<f64> {
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
            let rotations = [
                (Vector3::z_axis(), v[3]),
                (Vector3::x_axis(), v[4]),
                (Vector3::y_axis(), v[5]),
            ]
            .map(|(axis, degrees): (_, f64)| {
                UnitQuaternion::from_axis_angle(&axis, degrees.to_radians())
            });
            let rotation = rotations[0] * rotations[1] * rotations[2];
            m = Translation3::from(at).to_homogeneous() * rotation.to_homogeneous() * m;
            joint = self.joints[i].1;
        }
        Point3::new(m[(0, 3)], -m[(2, 3)], m[(1, 3)])
    }
}

#[test]
fn bvh_has_joints_at_their_positions_and_measured_bones() {
    let tracks = recording(&world());
    let folder = tempfile::tempdir().unwrap();
    let files = bvh::write(&tracks, &folder.path().join("game.bvh")).unwrap();
    assert_eq!(files.len(), 4);
    for (file, (id, track)) in files.iter().zip(tracks.athletes()) {
        let bvh = Bvh::read(file);
        assert_eq!(bvh.rows.len() as u64, TICKS);
        assert!((bvh.frame_s - 1.0 / RATE_HZ).abs() < 1e-8);
        let mut expected = Vec::new();
        let mut rigid_errors = Vec::new();
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
                    .position_m
                    .map(f64::from);
                let error = (bvh.position(joint, row, false) - Point3::from(at)).norm();
                assert!(error < 1e-3, "{joint} of {id:?} in row {row}: {error} m");
                expected.push(json!({"node": joint, "frame": row, "at": at}));
                rigid_errors.push((bvh.position(joint, row, true) - Point3::from(at)).norm());
            }
        }
        // With constant bones, joints are off by the variation of the lengths, 6 mm per joint here.
        let mean = rigid_errors.iter().sum::<f64>() / rigid_errors.len() as f64;
        assert!(mean < 0.02, "rigid: {mean} m");
        if id.0 == 1 {
            check_with_program("blender.py", file, &expected, 2.0);
        }
    }
    // Angles are continuous from row to row.
    let bvh = Bvh::read(&files[0]);
    for pair in bvh.rows.windows(2) {
        for i in 0..bvh.joints.len() {
            let change = (3..6).map(|k| (pair[0][6 * i + k] - pair[1][6 * i + k]).abs());
            assert!(change.fold(0.0, f64::max) < 180.0, "{}", bvh.joints[i].0);
        }
    }
}
