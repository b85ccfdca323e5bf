//! The JSON part of a glTF file while it is built: nodes, meshes, materials, skins, cameras, animation channels.

use std::io;

use serde_json::{Value, json};

use super::binary_chunk::BinaryChunk;

/// The lists of a glTF document, and its binary data.
#[derive(Default)]
pub(super) struct GltfDocument {
    /// Time of the last frame, s.
    end_s: f64,
    pub bin: BinaryChunk,
    nodes: Vec<Value>,
    /// Children of the node `world`.
    world: Vec<usize>,
    /// Skinned meshes; their bones alone position them.
    skinned: Vec<usize>,
    meshes: Vec<Value>,
    materials: Vec<Value>,
    skins: Vec<Value>,
    cameras: Vec<Value>,
    samplers: Vec<Value>,
    channels: Vec<Value>,
}

impl GltfDocument {
    /// An empty document of a recording whose last frame is at `end_s`, s.
    pub fn new(end_s: f64) -> GltfDocument {
        GltfDocument {
            end_s,
            ..GltfDocument::default()
        }
    }

    /// Adds a node without a parent and returns its index.
    pub fn add_node(&mut self, node: Value) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Adds a node in world space and returns its index.
    pub fn add_world_node(&mut self, node: Value) -> usize {
        let node = self.add_node(node);
        self.world.push(node);
        node
    }

    /// Adds a node with a skinned mesh.
    pub fn add_skinned_node(&mut self, name: &str, mesh: usize, skin: usize) {
        let node = self.add_node(json!({"name": name, "mesh": mesh, "skin": skin}));
        self.skinned.push(node);
    }

    /// Adds a mesh and returns its index.
    pub fn add_mesh(&mut self, name: &str, primitives: Value) -> usize {
        self.meshes
            .push(json!({"name": name, "primitives": primitives}));
        self.meshes.len() - 1
    }

    /// Adds a material of a reflectance, linear RGB, and returns its index.
    pub fn add_material(&mut self, name: &str, rgb: [f32; 3], roughness: f32) -> usize {
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

    /// Adds a skin and returns its index.
    pub fn add_skin(&mut self, skin: Value) -> usize {
        self.skins.push(skin);
        self.skins.len() - 1
    }

    /// Adds a camera and returns its index.
    pub fn add_camera(&mut self, camera: Value) -> usize {
        self.cameras.push(camera);
        self.cameras.len() - 1
    }

    /// Animates one property of a node; `keys` are the accessors of times and values.
    pub fn add_channel(
        &mut self,
        node: usize,
        property: &str,
        keys: [usize; 2],
        interpolation: &str,
    ) {
        let [input, output] = keys;
        let sampler = json!({"input": input, "output": output, "interpolation": interpolation});
        self.samplers.push(sampler);
        let target = json!({"node": node, "path": property});
        let sampler = self.samplers.len() - 1;
        self.channels
            .push(json!({"sampler": sampler, "target": target}));
    }

    /// Shows a node only within these intervals, s: its scale is 0 outside.
    pub fn show_during(&mut self, node: usize, intervals: &[[f64; 2]]) {
        let mut keys = vec![(0.0_f32, 0.0_f32)];
        for [from, to] in intervals {
            keys.retain(|k| k.0 < *from as f32);
            keys.push((*from as f32, 1.0));
            if *to < self.end_s {
                // Shortly after the last pose, so that the pose itself is shown.
                keys.push((*to as f32 + 1e-3, 0.0));
            }
        }
        if keys.len() == 1 && keys[0].1 == 1.0 {
            return;
        }
        let times: Vec<_> = keys.iter().map(|k| [k.0]).collect();
        let scales: Vec<_> = keys.iter().map(|k| [k.1; 3]).collect();
        let keys = [self.bin.add_floats(&times), self.bin.add_floats(&scales)];
        self.add_channel(node, "scale", keys, "STEP");
    }

    /// Writes the file.
    pub fn write(mut self, out: &mut impl io::Write) -> io::Result<()> {
        // World space is z up, glTF y up.
        let half = std::f64::consts::FRAC_1_SQRT_2;
        let mut world = json!({"name": "world", "rotation": [-half, 0.0, 0.0, half]});
        if !self.world.is_empty() {
            world["children"] = json!(self.world);
        }
        let mut scene = vec![self.add_node(world)];
        scene.extend(&self.skinned);
        let generator = concat!("trackside ", env!("CARGO_PKG_VERSION"));
        let mut root = json!({
            "asset": {"version": "2.0", "generator": generator},
            "scene": 0,
            "scenes": [{"nodes": scene}],
        });
        // glTF forbids empty lists.
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
