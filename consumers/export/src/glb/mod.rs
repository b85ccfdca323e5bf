//! Binary glTF 2.0 (Khronos Group, ISO/IEC 12113:2022): athletes as skinned bodies, the ball, the ground and the cameras, moving.
//!
//! The node `world` turns world space (z up) into glTF's (y up): under it everything is in world space, m. An athlete's bones
//! are nodes side by side, each with where it is, how it is turned and how it is stretched, so that the skin is exactly that of
//! [`trackside_body`]; the node of a shank is at the knee, that of a foot at the ankle. Beside them is a node for every joint, where it was
//! measured, however the feet of the body are planted. Times count from the first frame, s.

mod file;
mod mesh;

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use nalgebra::{UnitQuaternion, Vector3};
use serde_json::{Value, json};
use trackside_body::{BONE_COUNT, BodyMesh, Bone, BoneTransform, Detail};
use trackside_calibration::Camera;
use trackside_schema::Joint;

use crate::figures::{Feet, Figure, figures, spans};
use crate::stage::Stage;
use crate::{FileError, Tracks};
use file::Bin;

/// Writes the file. Returns how many athletes are in it.
///
/// # Errors
/// The file cannot be written, or would be longer than 4 GiB.
pub fn write(
    tracks: &Tracks,
    stage: &Stage<'_>,
    feet: Feet,
    path: &Path,
) -> Result<usize, FileError> {
    let figures = figures(tracks, feet);
    let last = tracks.span().and_then(|(_, last)| tracks.seconds(last));
    let mut scene = Scene {
        end_s: last.unwrap_or_default(),
        ..Scene::default()
    };
    for figure in &figures {
        scene.athlete(figure, stage);
    }
    scene.ball(tracks, stage);
    if let Some(ground) = &stage.ground {
        let mesh = mesh::ground(&mut scene, ground);
        scene.under_world(json!({"name": "field", "mesh": mesh}));
    }
    for camera in stage.cameras {
        scene.camera(camera);
    }
    let save = || {
        let mut out = BufWriter::new(File::create(path)?);
        scene.write(&mut out)
    };
    save().map_err(|e| FileError::new(path, format!("can not be written: {e}")))?;
    Ok(figures.len())
}

/// All that the file lists.
#[derive(Default)]
struct Scene {
    /// The recording's last moment, s.
    end_s: f64,
    bin: Bin,
    nodes: Vec<Value>,
    /// Under the node that stands z up.
    world: Vec<usize>,
    /// Skinned meshes, which go by their bones alone.
    skinned: Vec<usize>,
    meshes: Vec<Value>,
    materials: Vec<Value>,
    skins: Vec<Value>,
    cameras: Vec<Value>,
    samplers: Vec<Value>,
    channels: Vec<Value>,
}

impl Scene {
    fn node(&mut self, node: Value) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn under_world(&mut self, node: Value) -> usize {
        let node = self.node(node);
        self.world.push(node);
        node
    }

    fn material(&mut self, name: &str, rgb: [f32; 3], roughness: f32) -> usize {
        self.materials.push(json!({
            "name": name,
            "pbrMetallicRoughness": {
                "baseColorFactor": [rgb[0], rgb[1], rgb[2], 1.0],
                "metallicFactor": 0.0,
                "roughnessFactor": roughness,
            },
        }));
        self.materials.len() - 1
    }

    /// Moves one property of a node.
    fn channel(&mut self, node: usize, property: &str, keys: [usize; 2], interpolation: &str) {
        let [input, output] = keys;
        let sampler = json!({"input": input, "output": output, "interpolation": interpolation});
        self.samplers.push(sampler);
        let target = json!({"node": node, "path": property});
        let sampler = self.samplers.len() - 1;
        self.channels
            .push(json!({"sampler": sampler, "target": target}));
    }

    /// Shows a node within these spans of time alone, s: it has no size outside.
    fn show(&mut self, node: usize, spans: &[[f64; 2]]) {
        let mut keys = vec![(0.0_f32, 0.0_f32)];
        for [from, to] in spans {
            keys.retain(|k| k.0 < *from as f32);
            keys.push((*from as f32, 1.0));
            if *to < self.end_s {
                // The last pose stays until the one that is not there any more.
                keys.push((*to as f32 + 1e-3, 0.0));
            }
        }
        if keys.len() == 1 && keys[0].1 == 1.0 {
            return;
        }
        let times: Vec<_> = keys.iter().map(|k| [k.0]).collect();
        let sizes: Vec<_> = keys.iter().map(|k| [k.1; 3]).collect();
        let keys = [self.bin.numbers(&times), self.bin.numbers(&sizes)];
        self.channel(node, "scale", keys, "STEP");
    }

    fn athlete(&mut self, figure: &Figure, stage: &Stage<'_>) {
        let body = BodyMesh::new(&figure.build, &stage.dress, Detail::Fine);
        let name = figure.name();
        let poses: Vec<_> = figure
            .poses
            .iter()
            .map(|p| body.bone_transforms(&p.joints))
            .collect();
        let bones: Vec<usize> = (0..BONE_COUNT)
            .map(|i| {
                self.node(placed_node(
                    &format!("{name} {:?}", Bone::ALL[i]),
                    &poses[0][i],
                ))
            })
            .collect();
        let marks: Vec<usize> = Joint::ALL
            .iter()
            .map(|joint| self.node(json!({"name": format!("{name} joint {}", joint.name())})))
            .collect();
        let children = [&bones[..], &marks].concat();
        let root = self.under_world(json!({"name": name, "children": children}));
        let rest = body.bind_pose();
        let binds: Vec<[f32; 16]> = rest.iter().map(mesh::rest_from_world).collect();
        let binds = self.bin.numbers(&binds);
        self.skins.push(json!({
            "name": name, "joints": bones, "skeleton": root, "inverseBindMatrices": binds,
        }));
        let skin = self.skins.len() - 1;
        let mesh = mesh::body(self, &body, &name, &stage.kit(figure));
        let skinned = json!({"name": format!("{name} body"), "mesh": mesh, "skin": skin});
        let skinned = self.node(skinned);
        self.skinned.push(skinned);

        let times: Vec<_> = figure.poses.iter().map(|p| [p.t_s as f32]).collect();
        let times = self.bin.numbers(&times);
        for (i, &bone) in bones.iter().enumerate() {
            self.motion(bone, times, poses.iter().map(|p| &p[i]));
        }
        for (i, &mark) in marks.iter().enumerate() {
            let places = figure.poses.iter().map(|p| p.measured[i]);
            let places: Vec<[f32; 3]> = places.map(|p| p.coords.map(|c| c as f32).into()).collect();
            let places = self.bin.numbers(&places);
            self.channel(mark, "translation", [times, places], "LINEAR");
        }
        let at = |i: usize| figure.poses[i].t_s;
        let spans: Vec<_> = figure.spans().iter().map(|s| s.map(at)).collect();
        self.show(root, &spans);
    }

    fn motion<'p>(
        &mut self,
        node: usize,
        times: usize,
        poses: impl Iterator<Item = &'p BoneTransform>,
    ) {
        let (mut places, mut turns, mut sizes) = (Vec::new(), Vec::<[f32; 4]>::new(), Vec::new());
        for p in poses {
            places.push(p.position.coords.map(|c| c as f32).into());
            let mut turn: [f32; 4] = p.rotation.coords.map(|c| c as f32).into();
            // Of the two quaternions of a turn the nearer to the last one: then any blend goes the short way.
            if let Some(last) = turns.last()
                && last.iter().zip(&turn).map(|(a, b)| a * b).sum::<f32>() < 0.0
            {
                turn = turn.map(|c| -c);
            }
            turns.push(turn);
            sizes.push(p.scale.map(|c| c as f32).into());
        }
        let places = self.bin.numbers::<3>(&places);
        let turns = self.bin.numbers(&turns);
        let sizes = self.bin.numbers::<3>(&sizes);
        self.channel(node, "translation", [times, places], "LINEAR");
        self.channel(node, "rotation", [times, turns], "LINEAR");
        self.channel(node, "scale", [times, sizes], "LINEAR");
    }

    fn ball(&mut self, tracks: &Tracks, stage: &Stage<'_>) {
        let mut keys: Vec<(f64, [f32; 3])> = Vec::new();
        for tick in tracks.ticks() {
            if let (Some((ball, _)), Some(t_s)) = (tracks.ball(tick), tracks.seconds(tick))
                && keys.last().is_none_or(|k| k.0 < t_s)
            {
                keys.push((t_s, ball.at_m));
            }
        }
        let Some(first) = keys.first() else {
            return;
        };
        let mesh = mesh::ball(self, stage.ball_radius_m);
        let node = self.under_world(json!({"name": "ball", "mesh": mesh, "translation": first.1}));
        let times: Vec<_> = keys.iter().map(|k| [k.0 as f32]).collect();
        let places: Vec<_> = keys.iter().map(|k| k.1).collect();
        let (times, places) = (self.bin.numbers(&times), self.bin.numbers(&places));
        self.channel(node, "translation", [times, places], "LINEAR");
        let spans = spans(keys.iter().map(|k| k.0));
        let spans: Vec<_> = spans.iter().map(|s| s.map(|i| keys[i].0)).collect();
        self.show(node, &spans);
    }

    /// A camera without its lens's distortion: glTF has no word for that.
    fn camera(&mut self, camera: &Camera) {
        let [w, h] = camera.size_px.map(f64::from);
        self.cameras.push(json!({
            "name": camera.name,
            "type": "perspective",
            "perspective": {
                "aspectRatio": w / h * camera.intrinsics.fy / camera.intrinsics.fx,
                "yfov": 2.0 * (h / 2.0 / camera.intrinsics.fy).atan(),
                "znear": 0.1,
            },
        }));
        // glTF's camera looks along −z with y up, OpenCV's along z with y down.
        let flip = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
        let turn = camera.cam_from_world.rotation.inverse() * flip;
        let at = camera.centre().0;
        let camera_index = self.cameras.len() - 1;
        self.under_world(json!({
            "name": camera.name,
            "camera": camera_index,
            "translation": [at.x, at.y, at.z],
            "rotation": <[f64; 4]>::from(turn.coords),
        }));
    }

    fn write(mut self, out: &mut impl std::io::Write) -> std::io::Result<()> {
        let half = std::f64::consts::FRAC_1_SQRT_2;
        let mut world = json!({"name": "world", "rotation": [-half, 0.0, 0.0, half]});
        if !self.world.is_empty() {
            world["children"] = json!(self.world);
        }
        let mut scene = vec![self.node(world)];
        scene.extend(&self.skinned);
        let generator = concat!("trackside ", env!("CARGO_PKG_VERSION"));
        let mut root = json!({
            "asset": {"version": "2.0", "generator": generator},
            "scene": 0,
            "scenes": [{"nodes": scene}],
        });
        // An empty list is an error.
        for (name, list) in [
            ("nodes", self.nodes),
            ("meshes", self.meshes),
            ("materials", self.materials),
            ("skins", self.skins),
            ("cameras", self.cameras),
        ] {
            if !list.is_empty() {
                root[name] = Value::Array(list);
            }
        }
        if !self.channels.is_empty() {
            let (channels, samplers) = (self.channels, self.samplers);
            root["animations"] =
                json!([{"name": "play", "channels": channels, "samplers": samplers}]);
        }
        self.bin.write(root, out)
    }
}

fn placed_node(name: &str, p: &BoneTransform) -> Value {
    json!({
        "name": name,
        "translation": <[f64; 3]>::from(p.position.coords),
        "rotation": <[f64; 4]>::from(p.rotation.coords),
        "scale": <[f64; 3]>::from(p.scale),
    })
}
