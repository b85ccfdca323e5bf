//! Binary glTF 2.0 (Khronos Group, ISO/IEC 12113:2022): athletes as skinned bodies, ball, field and cameras, animated.
//!
//! The node `world` rotates world space (z up) to glTF's axes (y up); positions below it are world space, m. The bones of an
//! athlete are siblings, each with translation, rotation and scale, so that skinning equals that of [`trackside_body`]; the node
//! of a shank is at the knee, that of a foot at the ankle. Beside them is a node for every joint at its measured position,
//! whether or not feet are locked. Times are seconds since the first frame.

mod binary_chunk;
mod document;
mod meshes;

use std::path::Path;

use nalgebra::{UnitQuaternion, Vector3};
use serde_json::{Value, json};
use trackside_body::{BONE_COUNT, BodyMesh, Bone, BoneTransform, Detail};
use trackside_calibration::Camera;
use trackside_schema::Joint;

use crate::animation::{AthleteAnimation, FootMode, animate_athletes, intervals};
use crate::files::{FileError, write_file};
use crate::scene::Scene;
use crate::tracks::Tracks;
use document::GltfDocument;

/// Writes the file and returns the number of athletes in it.
///
/// # Errors
/// The file cannot be written, or would be larger than 4 GiB.
pub fn write(
    tracks: &Tracks,
    scene: &Scene<'_>,
    feet: FootMode,
    path: &Path,
) -> Result<usize, FileError> {
    let athletes = animate_athletes(tracks, feet);
    let last = tracks.span().and_then(|(_, last)| tracks.seconds(last));
    let mut document = GltfDocument::new(last.unwrap_or_default());
    for athlete in &athletes {
        add_athlete(&mut document, athlete, scene);
    }
    add_ball(&mut document, tracks, scene);
    if let Some(field) = &scene.field {
        let mesh = meshes::add_field(&mut document, field);
        document.add_world_node(json!({"name": "field", "mesh": mesh}));
    }
    for camera in scene.cameras {
        add_camera(&mut document, camera);
    }
    write_file(path, |out| document.write(out))?;
    Ok(athletes.len())
}

fn add_athlete(document: &mut GltfDocument, athlete: &AthleteAnimation, scene: &Scene<'_>) {
    let mesh = BodyMesh::new(&athlete.measurements, &scene.clothing, Detail::Fine);
    let name = athlete.name();
    let poses: Vec<_> = athlete
        .poses
        .iter()
        .map(|p| mesh.bone_transforms(&p.joints))
        .collect();
    let bones: Vec<usize> = (0..BONE_COUNT)
        .map(|i| {
            let name = format!("{name} {:?}", Bone::ALL[i]);
            document.add_node(bone_node(&name, &poses[0][i]))
        })
        .collect();
    let joints: Vec<usize> = Joint::ALL
        .iter()
        .map(|joint| document.add_node(json!({"name": format!("{name} joint {}", joint.name())})))
        .collect();
    let children = [&bones[..], &joints].concat();
    let root = document.add_world_node(json!({"name": name, "children": children}));
    let inverse_binds: Vec<[f32; 16]> = (mesh.bind_pose().iter())
        .map(meshes::bone_from_world)
        .collect();
    let inverse_binds = document.bin.add_floats(&inverse_binds);
    let skin = document.add_skin(json!({
        "name": name, "joints": bones, "skeleton": root, "inverseBindMatrices": inverse_binds,
    }));
    let body = meshes::add_body(document, &mesh, &name, &scene.colours(athlete));
    document.add_skinned_node(&format!("{name} body"), body, skin);

    let times: Vec<_> = athlete.poses.iter().map(|p| [p.time_s as f32]).collect();
    let times = document.bin.add_floats(&times);
    for (i, &bone) in bones.iter().enumerate() {
        animate_bone(document, bone, times, poses.iter().map(|p| &p[i]));
    }
    for (i, &joint) in joints.iter().enumerate() {
        let positions = athlete.poses.iter().map(|p| p.measured[i]);
        let positions: Vec<[f32; 3]> = positions
            .map(|p| p.coords.map(|c| c as f32).into())
            .collect();
        let positions = document.bin.add_floats(&positions);
        document.add_channel(joint, "translation", [times, positions], "LINEAR");
    }
    let time_s = |i: usize| athlete.poses[i].time_s;
    let present: Vec<_> = (athlete.intervals().iter())
        .map(|interval| interval.map(time_s))
        .collect();
    document.show_during(root, &present);
}

fn animate_bone<'p>(
    document: &mut GltfDocument,
    node: usize,
    times: usize,
    poses: impl Iterator<Item = &'p BoneTransform>,
) {
    let (mut translations, mut scales) = (Vec::new(), Vec::new());
    let mut rotations = Vec::<[f32; 4]>::new();
    for p in poses {
        translations.push(p.position.coords.map(|c| c as f32).into());
        let mut rotation: [f32; 4] = p.rotation.coords.map(|c| c as f32).into();
        // Of the two quaternions of a rotation, the nearer to the previous one: interpolation then takes the short way.
        if let Some(last) = rotations.last()
            && last.iter().zip(&rotation).map(|(a, b)| a * b).sum::<f32>() < 0.0
        {
            rotation = rotation.map(|c| -c);
        }
        rotations.push(rotation);
        scales.push(p.scale.map(|c| c as f32).into());
    }
    let translations = document.bin.add_floats::<3>(&translations);
    let rotations = document.bin.add_floats(&rotations);
    let scales = document.bin.add_floats::<3>(&scales);
    document.add_channel(node, "translation", [times, translations], "LINEAR");
    document.add_channel(node, "rotation", [times, rotations], "LINEAR");
    document.add_channel(node, "scale", [times, scales], "LINEAR");
}

fn add_ball(document: &mut GltfDocument, tracks: &Tracks, scene: &Scene<'_>) {
    let keys = tracks.ball_positions();
    let Some(first) = keys.first() else {
        return;
    };
    let mesh = meshes::add_ball(document, scene.ball_radius_m);
    let node =
        document.add_world_node(json!({"name": "ball", "mesh": mesh, "translation": first.1}));
    let times: Vec<_> = keys.iter().map(|k| [k.0 as f32]).collect();
    let positions: Vec<_> = keys.iter().map(|k| k.1).collect();
    let keyed = [
        document.bin.add_floats(&times),
        document.bin.add_floats(&positions),
    ];
    document.add_channel(node, "translation", keyed, "LINEAR");
    let present = intervals(keys.iter().map(|k| k.0));
    let present: Vec<_> = present.iter().map(|s| s.map(|i| keys[i].0)).collect();
    document.show_during(node, &present);
}

/// Adds a camera without its distortion and principal point, which glTF cannot express.
fn add_camera(document: &mut GltfDocument, camera: &Camera) {
    let [w, h] = camera.size_px.map(f64::from);
    let index = document.add_camera(json!({
        "name": camera.name,
        "type": "perspective",
        "perspective": {
            "aspectRatio": w / h * camera.intrinsics.fy / camera.intrinsics.fx,
            "yfov": 2.0 * (h / 2.0 / camera.intrinsics.fy).atan(),
            "znear": 0.1,
        },
    }));
    // A glTF camera looks along −z with y up, an OpenCV camera along z with y down.
    let flip = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
    let rotation = camera.cam_from_world.rotation.inverse() * flip;
    let at = camera.centre().0;
    document.add_world_node(json!({
        "name": camera.name,
        "camera": index,
        "translation": [at.x, at.y, at.z],
        "rotation": <[f64; 4]>::from(rotation.coords),
    }));
}

fn bone_node(name: &str, p: &BoneTransform) -> Value {
    json!({
        "name": name,
        "translation": <[f64; 3]>::from(p.position.coords),
        "rotation": <[f64; 4]>::from(p.rotation.coords),
        "scale": <[f64; 3]>::from(p.scale),
    })
}
