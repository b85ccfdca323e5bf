//! Surfaces and their colours.

use std::f32::consts::{PI, TAU};

use serde_json::{Value, json};
use trackside_body::{BodyMesh, BoneTransform, MATERIAL_COUNT, Skinning};

use super::Scene;
use crate::stage::{Ground, Kit};

/// Lines lie this far above the floor, m, so that they do not flicker.
const ABOVE_M: f32 = 0.004;
/// How finely a ball is made.
const AROUND: u16 = 24;

/// What takes a vertex from world space into a bone's own at rest, column by column.
pub(super) fn rest_from_world(rest: &BoneTransform) -> [f32; 16] {
    let turn = rest.rotation.inverse();
    let at = -(turn * rest.position.coords);
    let mut m = turn.to_homogeneous();
    m.fixed_view_mut::<3, 1>(0, 3).copy_from(&at);
    let mut out = [0.0; 16];
    out.copy_from_slice(m.map(|c| c as f32).as_slice());
    out
}

/// A body's skinned mesh: one primitive for each material that it shows.
pub(super) fn body(scene: &mut Scene, body: &BodyMesh, name: &str, kit: &Kit) -> usize {
    let vertices = body.vertices();
    let bin = &mut scene.bin;
    let mut attributes = json!({});
    let at: Vec<_> = vertices.iter().map(|v| v.at.coords.into()).collect();
    attributes["POSITION"] = json!(bin.vertices::<3>(&at));
    let normals: Vec<_> = vertices.iter().map(|v| v.normal.into()).collect();
    attributes["NORMAL"] = json!(bin.vertices::<3>(&normals));
    let shades: Vec<_> = vertices
        .iter()
        .map(|v| [(255.0 * v.shade) as u8; 3])
        .map(|[r, g, b]| [r, g, b, 255])
        .collect();
    attributes["COLOR_0"] = json!(bin.small(&shades, true));
    let (bones, weights): (Vec<_>, Vec<_>) = vertices.iter().map(|v| weights(&v.skinning)).unzip();
    attributes["JOINTS_0"] = json!(bin.small(&bones, false));
    attributes["WEIGHTS_0"] = json!(bin.vertices(&weights));
    let mut primitives = Vec::new();
    for material in 0..MATERIAL_COUNT {
        let of = |t: &&trackside_body::Triangle| t.material as usize == material;
        let indices: Vec<u16> = body
            .triangles()
            .iter()
            .filter(of)
            .flat_map(|t| t.vertices)
            .collect();
        if indices.is_empty() {
            continue;
        }
        let indices = scene.bin.indices(&indices);
        let (what, rgb, roughness) = kit.reflects(material);
        let material = scene.material(&format!("{name} {what}"), rgb, roughness);
        primitives
            .push(json!({"attributes": attributes, "indices": indices, "material": material}));
    }
    push(scene, name, Value::Array(primitives))
}

/// The bones and shares of a vertex; a bone without a share is bone 0.
fn weights(s: &Skinning) -> ([u8; 4], [f32; 4]) {
    let [a, b] = s.bones.map(|b| b as u8);
    match s.second_weight {
        share if share <= 0.0 => ([a, 0, 0, 0], [1.0, 0.0, 0.0, 0.0]),
        share if share >= 1.0 => ([b, 0, 0, 0], [1.0, 0.0, 0.0, 0.0]),
        share => ([a, b, 0, 0], [1.0 - share, share, 0.0, 0.0]),
    }
}

fn push(scene: &mut Scene, name: &str, primitives: Value) -> usize {
    scene
        .meshes
        .push(json!({"name": name, "primitives": primitives}));
    scene.meshes.len() - 1
}

/// A surface of one colour that does not bend.
fn plain(
    scene: &mut Scene,
    at: &[[f32; 3]],
    normals: &[[f32; 3]],
    triangles: &[u16],
    material: usize,
) -> Value {
    let at = scene.bin.vertices(at);
    let normals = scene.bin.vertices(normals);
    let indices = scene.bin.indices(triangles);
    json!({"attributes": {"POSITION": at, "NORMAL": normals}, "indices": indices, "material": material})
}

/// A ball about the origin.
pub(super) fn ball(scene: &mut Scene, radius_m: f64) -> usize {
    let rows = AROUND / 2;
    let mut normals = Vec::new();
    for row in 0..=rows {
        let (ring, up) = (PI * f32::from(row) / f32::from(rows)).sin_cos();
        for i in 0..=AROUND {
            let (y, x) = (TAU * f32::from(i) / f32::from(AROUND)).sin_cos();
            normals.push([ring * x, ring * y, up]);
        }
    }
    let at: Vec<_> = normals
        .iter()
        .map(|n| n.map(|c| c * radius_m as f32))
        .collect();
    let mut triangles = Vec::new();
    for (row, i) in (0..rows).flat_map(|r| (0..AROUND).map(move |i| (r, i))) {
        let a = row * (AROUND + 1) + i;
        let b = a + AROUND + 1;
        if row > 0 {
            triangles.extend([a, b, a + 1]);
        }
        if row + 1 < rows {
            triangles.extend([a + 1, b, b + 1]);
        }
    }
    let material = scene.material("ball", [0.75, 0.28, 0.08], 0.6);
    let primitive = plain(scene, &at, &normals, &triangles, material);
    push(scene, "ball", json!([primitive]))
}

/// The floor and its lines.
pub(super) fn ground(scene: &mut Scene, ground: &Ground) -> usize {
    let [x, y] = ground
        .size_m
        .map(|m| m as f32 / 2.0 + ground.beyond_m as f32);
    let floor = scene.material("floor", ground.floor, 0.8);
    let corners = [[-x, -y, 0.0], [x, -y, 0.0], [x, y, 0.0], [-x, y, 0.0]];
    let up = [0.0, 0.0, 1.0];
    let floor = plain(scene, &corners, &[up; 4], &[0, 1, 2, 0, 2, 3], floor);
    let mut primitives = vec![floor];
    let line = scene.material("lines", ground.line, 0.8);
    // As many triangles as 16-bit indices reach.
    for lines in ground.lines.chunks(usize::from(u16::MAX) / 3 - 1) {
        let at: Vec<_> = lines
            .as_flattened()
            .iter()
            .map(|p| [p[0] as f32, p[1] as f32, ABOVE_M])
            .collect();
        let indices: Vec<u16> = (0..at.len() as u16).collect();
        primitives.push(plain(scene, &at, &vec![up; at.len()], &indices, line));
    }
    push(scene, "field", Value::Array(primitives))
}
