//! The body as the page has it: its surface at rest, skinned, as JSON (`consumers/web/src/body.json`).

use serde_json::{Value, json};
use trackside_body::{
    BodyMeasurements, BodyMesh, Clothing, Detail, Hair, Material, NO_NUMBER, bind_joints,
};

/// Standing height of the body, m; the page stretches it to the bones it is given.
const HEIGHT_M: f64 = 1.80;

/// The build and the clothes that the page's bodies have.
pub fn model() -> (BodyMeasurements, BodyMesh) {
    let build = BodyMeasurements::from_height(HEIGHT_M);
    let body = BodyMesh::new(&build, &Clothing::basketball(Hair::Short), Detail::Fine);
    (build, body)
}

/// Joints at rest, m; `at`, vertices at rest, 0.1 mm, one after the other; `skin`, by vertex: two bones and the second's
/// share; `shade`, 0 to 255; `print`, by vertex: across and up, ±1 within the number's field, or null; `triangles` by material.
pub fn json() -> Value {
    let (build, body) = model();
    let vertices = body.vertices();
    let joints: Vec<_> = (bind_joints(&build).iter())
        .map(|p| [p.x, p.y, p.z].map(|c| (c * 1e6).round() / 1e6))
        .collect();
    let at: Vec<i32> = vertices
        .iter()
        .flat_map(|v| [v.at.x, v.at.y, v.at.z])
        .map(|c| (c * 1e4).round() as i32)
        .collect();
    let rounded = |v: f32, to: f64| (f64::from(v) * to).round() / to;
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
    let of = |material: Material| -> Vec<u16> {
        let own = body.triangles().iter().filter(|t| t.material == material);
        own.flat_map(|t| t.vertices).collect()
    };
    json!({
        "joints": joints,
        "at": at,
        "skin": skin,
        "shade": shade,
        "print": print,
        "triangles": {
            "skin": of(Material::Skin),
            "hair": of(Material::Hair),
            "shirt": of(Material::Shirt),
            "shorts": of(Material::Shorts),
            "socks": of(Material::Socks),
            "shoes": of(Material::Shoes),
        },
    })
}
