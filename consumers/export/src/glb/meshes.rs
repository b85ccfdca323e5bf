//! Meshes of bodies, ball and field.

use std::f32::consts::{PI, TAU};

use serde_json::{Value, json};
use trackside_body::{BodyMesh, BoneTransform, MATERIAL_COUNT, Skinning};

use super::document::GltfDocument;
use crate::scene::{AthleteColours, FieldSurface};

/// Height of the lines above the floor, which avoids z-fighting, m.
const LINE_HEIGHT_M: f32 = 0.004;
/// Segments of the ball around its axis.
const BALL_SEGMENTS: u16 = 24;

/// The inverse bind matrix of a bone, column-major.
pub(super) fn bone_from_world(bind: &BoneTransform) -> [f32; 16] {
    let rotation = bind.rotation.inverse();
    let translation = -(rotation * bind.position.coords);
    let mut m = rotation.to_homogeneous();
    m.fixed_view_mut::<3, 1>(0, 3).copy_from(&translation);
    let mut out = [0.0; 16];
    out.copy_from_slice(m.map(|c| c as f32).as_slice());
    out
}

/// Adds the skinned mesh of a body, with one primitive per visible material; returns its index.
pub(super) fn add_body(
    document: &mut GltfDocument,
    body: &BodyMesh,
    name: &str,
    colours: &AthleteColours,
) -> usize {
    let vertices = body.vertices();
    let bin = &mut document.bin;
    let mut attributes = json!({});
    let at: Vec<_> = vertices.iter().map(|v| v.at.coords.into()).collect();
    attributes["POSITION"] = json!(bin.add_vertices::<3>(&at));
    let normals: Vec<_> = vertices.iter().map(|v| v.normal.into()).collect();
    attributes["NORMAL"] = json!(bin.add_vertices::<3>(&normals));
    let shades: Vec<_> = vertices
        .iter()
        .map(|v| [(255.0 * v.shade) as u8; 3])
        .map(|[r, g, b]| [r, g, b, 255])
        .collect();
    attributes["COLOR_0"] = json!(bin.add_bytes(&shades, true));
    let (bones, weights): (Vec<_>, Vec<_>) = vertices.iter().map(|v| weights(&v.skinning)).unzip();
    attributes["JOINTS_0"] = json!(bin.add_bytes(&bones, false));
    attributes["WEIGHTS_0"] = json!(bin.add_vertices(&weights));
    let mut primitives = Vec::new();
    for material in 0..MATERIAL_COUNT {
        let has_material = |t: &&trackside_body::Triangle| t.material as usize == material;
        let indices: Vec<u16> = body
            .triangles()
            .iter()
            .filter(has_material)
            .flat_map(|t| t.vertices)
            .collect();
        if indices.is_empty() {
            continue;
        }
        let indices = document.bin.add_indices(&indices);
        let (material_name, rgb, roughness) = colours.material(material);
        let material = document.add_material(&format!("{name} {material_name}"), rgb, roughness);
        primitives
            .push(json!({"attributes": attributes, "indices": indices, "material": material}));
    }
    document.add_mesh(name, Value::Array(primitives))
}

/// The bones and weights of a vertex. glTF requires bone 0 where the weight is 0.
fn weights(s: &Skinning) -> ([u8; 4], [f32; 4]) {
    let [a, b] = s.bones.map(|b| b as u8);
    match s.second_weight {
        second if second <= 0.0 => ([a, 0, 0, 0], [1.0, 0.0, 0.0, 0.0]),
        second if second >= 1.0 => ([b, 0, 0, 0], [1.0, 0.0, 0.0, 0.0]),
        second => ([a, b, 0, 0], [1.0 - second, second, 0.0, 0.0]),
    }
}

/// A primitive of one material that is not skinned.
fn rigid_primitive(
    document: &mut GltfDocument,
    at: &[[f32; 3]],
    normals: &[[f32; 3]],
    triangles: &[u16],
    material: usize,
) -> Value {
    let at = document.bin.add_vertices(at);
    let normals = document.bin.add_vertices(normals);
    let indices = document.bin.add_indices(triangles);
    json!({"attributes": {"POSITION": at, "NORMAL": normals}, "indices": indices, "material": material})
}

/// Adds a sphere around the origin; returns its mesh.
pub(super) fn add_ball(document: &mut GltfDocument, radius_m: f64) -> usize {
    let rows = BALL_SEGMENTS / 2;
    let mut normals = Vec::new();
    for row in 0..=rows {
        let (ring, up) = (PI * f32::from(row) / f32::from(rows)).sin_cos();
        for i in 0..=BALL_SEGMENTS {
            let (y, x) = (TAU * f32::from(i) / f32::from(BALL_SEGMENTS)).sin_cos();
            normals.push([ring * x, ring * y, up]);
        }
    }
    let at: Vec<_> = normals
        .iter()
        .map(|n| n.map(|c| c * radius_m as f32))
        .collect();
    let mut triangles = Vec::new();
    for (row, i) in (0..rows).flat_map(|r| (0..BALL_SEGMENTS).map(move |i| (r, i))) {
        let a = row * (BALL_SEGMENTS + 1) + i;
        let b = a + BALL_SEGMENTS + 1;
        if row > 0 {
            triangles.extend([a, b, a + 1]);
        }
        if row + 1 < rows {
            triangles.extend([a + 1, b, b + 1]);
        }
    }
    let material = document.add_material("ball", [0.75, 0.28, 0.08], 0.6);
    let primitive = rigid_primitive(document, &at, &normals, &triangles, material);
    document.add_mesh("ball", json!([primitive]))
}

/// Adds the floor and its lines; returns their mesh.
pub(super) fn add_field(document: &mut GltfDocument, field: &FieldSurface) -> usize {
    let [x, y] = field.size_m.map(|m| m as f32 / 2.0 + field.margin_m as f32);
    let floor = document.add_material("floor", field.floor_rgb, 0.8);
    let corners = [[-x, -y, 0.0], [x, -y, 0.0], [x, y, 0.0], [-x, y, 0.0]];
    let up = [0.0, 0.0, 1.0];
    let floor = rigid_primitive(document, &corners, &[up; 4], &[0, 1, 2, 0, 2, 3], floor);
    let mut primitives = vec![floor];
    let line = document.add_material("lines", field.line_rgb, 0.8);
    // Each primitive has as many triangles as 16-bit indices allow.
    for lines in field.lines.chunks(usize::from(u16::MAX) / 3 - 1) {
        let at: Vec<_> = lines
            .as_flattened()
            .iter()
            .map(|p| [p[0] as f32, p[1] as f32, LINE_HEIGHT_M])
            .collect();
        let indices: Vec<u16> = (0..at.len() as u16).collect();
        primitives.push(rigid_primitive(
            document,
            &at,
            &vec![up; at.len()],
            &indices,
            line,
        ));
    }
    document.add_mesh("field", Value::Array(primitives))
}
