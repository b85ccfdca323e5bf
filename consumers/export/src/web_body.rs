//! The geometry of the body that the page loads, as JSON (`consumers/web/src/body.json`).

use serde_json::{Value, json};
use trackside_body::{
    BodyMeasurements, BodyMesh, Clothing, Detail, Hair, Material, NO_NUMBER, bind_joints,
    foot_lock, pose_completion_parameters,
};

/// Stature of the body, m. The page stretches it to the bones of each athlete.
const HEIGHT_M: f64 = 1.80;

/// The measurements and the mesh of the page's body.
pub fn measurements_and_mesh() -> (BodyMeasurements, BodyMesh) {
    let measurements = BodyMeasurements::from_height(HEIGHT_M);
    let mesh = BodyMesh::new(
        &measurements,
        &Clothing::basketball(Hair::Short),
        Detail::Fine,
    );
    (measurements, mesh)
}

fn named(parameters: &[(&str, f64)]) -> Value {
    parameters
        .iter()
        .map(|&(name, value)| (name.to_owned(), json!(value)))
        .collect()
}

/// The geometry as JSON.
///
/// | key | content |
/// |---|---|
/// | `foot_lock`, `pose_completion` | parameters of the methods that the page shares with `trackside-body` |
/// | `joints` | joints of the bind pose, m |
/// | `at` | vertices of the bind pose, 0.1 mm, flat |
/// | `skin` | per vertex: two bones and the weight of the second |
/// | `shade` | per vertex: ambient light, 0 to 255 |
/// | `print` | per vertex: position in the field of the shirt number, ±1, or null |
/// | `triangles` | per material: indices of vertices, flat |
pub fn json() -> Value {
    let (measurements, mesh) = measurements_and_mesh();
    let vertices = mesh.vertices();
    let joints: Vec<_> = (bind_joints(&measurements).iter())
        .map(|p| [p.x, p.y, p.z].map(|c| (c * 1e6).round() / 1e6))
        .collect();
    let at: Vec<i32> = vertices
        .iter()
        .flat_map(|v| [v.at.x, v.at.y, v.at.z])
        .map(|c| (c * 1e4).round() as i32)
        .collect();
    let rounded = |v: f32, steps: f64| (f64::from(v) * steps).round() / steps;
    let skin: Vec<_> = vertices
        .iter()
        .map(|v| {
            let [a, b] = v.skinning.bones.map(|b| b as u8);
            json!([a, b, rounded(v.skinning.second_weight, 1e4)])
        })
        .collect();
    let print: Vec<_> = vertices
        .iter()
        .map(|v| (v.number_uv != NO_NUMBER).then(|| v.number_uv.map(|c| rounded(c, 1e3))))
        .collect();
    let shade: Vec<u8> = vertices.iter().map(|v| (255.0 * v.shade) as u8).collect();
    let triangles_of = |material: Material| -> Vec<u16> {
        let own = mesh.triangles().iter().filter(|t| t.material == material);
        own.flat_map(|t| t.vertices).collect()
    };
    json!({
        "foot_lock": named(&foot_lock::parameters()),
        "pose_completion": named(&pose_completion_parameters()),
        "joints": joints,
        "at": at,
        "skin": skin,
        "shade": shade,
        "print": print,
        "triangles": {
            "skin": triangles_of(Material::Skin),
            "hair": triangles_of(Material::Hair),
            "shirt": triangles_of(Material::Shirt),
            "shorts": triangles_of(Material::Shorts),
            "socks": triangles_of(Material::Socks),
            "shoes": triangles_of(Material::Shoes),
        },
    })
}
