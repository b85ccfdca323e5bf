//! Universal Scene Description as text (OpenUSD 26, `usda` 1.0): athletes as skinned bodies (UsdSkel), ball, field and cameras.
//!
//! Metres, z up: the stage is in world space. Time codes count the frames of the recording from 0. The bones of an athlete are
//! sibling joints, each with translation, rotation and scale, as in [`crate::glb`]; beside them is an `Xform` for every joint at its
//! measured position, whether or not feet are locked.

mod usd_writer;

use std::io::{self, Write};
use std::path::Path;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use trackside_body::{BodyMesh, Bone, BoneTransform, Detail};
use trackside_calibration::Camera;
use trackside_schema::Joint;

use crate::animation::{AnimationPose, AthleteAnimation, FootMode, animate_athletes, intervals};
use crate::files::{FileError, write_file};
use crate::scene::{AthleteColours, FieldSurface, Scene};
use crate::tracks::Tracks;
use usd_writer::{UsdWriter, list, matrix, number, quoted, tuple};

/// Height of the lines above the floor, which avoids z-fighting, m.
const LINE_HEIGHT_M: f64 = 0.004;
/// Assumed sensor width of all cameras, 36 mm, in the tenths of a scene unit that USD uses.
const APERTURE: f64 = 0.36;

/// Writes the file and returns the number of athletes in it.
///
/// # Errors
/// The file cannot be written.
pub fn write(
    tracks: &Tracks,
    scene: &Scene<'_>,
    feet: FootMode,
    path: &Path,
) -> Result<usize, FileError> {
    let athletes = animate_athletes(tracks, feet);
    write_file(path, |out| {
        let mut out = UsdWriter::new(out);
        write_stage(tracks, scene, &athletes, &mut out)?;
        out.finish()?.flush()
    })?;
    Ok(athletes.len())
}

fn write_stage<W: Write>(
    tracks: &Tracks,
    scene: &Scene<'_>,
    athletes: &[AthleteAnimation],
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let rate = tracks.rate_hz();
    let end_s = tracks.span().and_then(|(_, last)| tracks.seconds(last));
    let time_codes = TimeCodes {
        rate_hz: rate,
        end_s: end_s.unwrap_or_default(),
    };
    out.line("#usda 1.0")?;
    out.line("(")?;
    for (key, value) in [
        ("defaultPrim", "\"World\"".to_owned()),
        (
            "doc",
            format!("\"trackside {}\"", env!("CARGO_PKG_VERSION")),
        ),
        ("endTimeCode", time_codes.code(time_codes.end_s)),
        ("framesPerSecond", rate.to_string()),
        ("metersPerUnit", "1".to_owned()),
        ("startTimeCode", "0".to_owned()),
        ("timeCodesPerSecond", rate.to_string()),
        ("upAxis", "\"Z\"".to_owned()),
    ] {
        out.line(&format!("    {key} = {value}"))?;
    }
    out.line(")\n")?;
    out.open("def Xform \"World\" (kind = \"assembly\")")?;
    for athlete in athletes {
        write_athlete(athlete, scene, &time_codes, out)?;
    }
    write_ball(tracks, scene, &time_codes, out)?;
    if let Some(field) = &scene.field {
        write_field(field, out)?;
    }
    if !scene.cameras.is_empty() {
        out.open("def Scope \"Cameras\"")?;
        for (i, camera) in scene.cameras.iter().enumerate() {
            write_camera(i, camera, out)?;
        }
        out.close()?;
    }
    out.close()
}

/// Converts seconds since the first frame to time codes.
struct TimeCodes {
    rate_hz: f64,
    /// Time of the last frame, s.
    end_s: f64,
}

impl TimeCodes {
    /// The time code, rounded to a thousandth of a frame.
    fn code(&self, time_s: f64) -> String {
        ((time_s * self.rate_hz * 1e3).round() / 1e3).to_string()
    }

    /// Makes the open prim visible only within these intervals, s.
    fn show_during<W: Write>(
        &self,
        present: &[[f64; 2]],
        out: &mut UsdWriter<W>,
    ) -> io::Result<()> {
        let mut keys = vec![(self.code(0.0), "invisible")];
        for [from, to] in present {
            let from = self.code(*from);
            keys.retain(|k| k.0 != from);
            keys.push((from, "inherited"));
            if *to < self.end_s {
                // Half a frame after the last pose, so that the pose itself is shown.
                keys.push((self.code(to + 0.5 / self.rate_hz), "invisible"));
            }
        }
        let keys = keys.into_iter().map(|(t, v)| (t, format!("\"{v}\"")));
        out.time_samples("token visibility", keys)
    }
}

fn write_athlete<W: Write>(
    athlete: &AthleteAnimation,
    scene: &Scene<'_>,
    time_codes: &TimeCodes,
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let mesh = BodyMesh::new(&athlete.measurements, &scene.clothing, Detail::Fine);
    let path = format!("/World/athlete_{}", athlete.id.0);
    let name = quoted(&athlete.name());
    out.open(&format!(
        "def SkelRoot \"athlete_{}\" (displayName = {name})",
        athlete.id.0
    ))?;
    let time_s = |i: usize| athlete.poses[i].time_s;
    let present: Vec<_> = (athlete.intervals().iter())
        .map(|interval| interval.map(time_s))
        .collect();
    time_codes.show_during(&present, out)?;

    let bones = list(Bone::ALL.iter().map(|b| format!("\"{b:?}\"")));
    let bind = list(mesh.bind_pose().iter().map(|p| {
        let at = Isometry3::from_parts(Translation3::from(p.position), p.rotation);
        matrix(&at.to_homogeneous())
    }));
    out.open("def Skeleton \"Skeleton\" (prepend apiSchemas = [\"SkelBindingAPI\"])")?;
    out.line(&format!("uniform token[] joints = {bones}"))?;
    out.line(&format!("uniform matrix4d[] bindTransforms = {bind}"))?;
    out.line(&format!("uniform matrix4d[] restTransforms = {bind}"))?;
    out.line(&format!(
        "rel skel:animationSource = <{path}/Skeleton/Motion>"
    ))?;
    out.open("def SkelAnimation \"Motion\"")?;
    out.line(&format!("uniform token[] joints = {bones}"))?;
    write_motion(athlete, &mesh, time_codes, out)?;
    out.close()?;
    out.close()?;
    let colours = scene.colours(athlete);
    write_body(&mesh, &colours, &path, out)?;
    out.open("def Scope \"Joints\"")?;
    for joint in Joint::ALL {
        out.open(&format!("def Xform \"{}\"", joint.name()))?;
        let position = |p: &AnimationPose| tuple(p.measured[joint.index()].coords.iter(), 5);
        let keys = athlete.poses.iter();
        let keys = keys.map(|p| (time_codes.code(p.time_s), position(p)));
        out.time_samples("double3 xformOp:translate", keys)?;
        out.line("uniform token[] xformOpOrder = [\"xformOp:translate\"]")?;
        out.close()?;
    }
    out.close()?;
    out.open("def Scope \"Looks\"")?;
    for material in 0..trackside_body::MATERIAL_COUNT {
        let (name, rgb, roughness) = colours.material(material);
        write_material(name, &format!("{path}/Looks"), rgb, roughness, out)?;
    }
    out.close()?;
    out.close()
}

/// Writes the translations, rotations and scales of the bones in every pose.
fn write_motion<W: Write>(
    athlete: &AthleteAnimation,
    mesh: &BodyMesh,
    time_codes: &TimeCodes,
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let mut poses: Vec<_> = (athlete.poses.iter())
        .map(|p| (time_codes.code(p.time_s), mesh.bone_transforms(&p.joints)))
        .collect();
    for k in 1..poses.len() {
        let (before, now) = poses.split_at_mut(k);
        for (previous, current) in before[k - 1].1.iter().zip(&mut now[0].1) {
            // Of the two quaternions of a rotation, the nearer to the previous one: interpolation then takes the short way.
            if previous.rotation.coords.dot(&current.rotation.coords) < 0.0 {
                current.rotation = UnitQuaternion::new_unchecked(-current.rotation.into_inner());
            }
        }
    }
    let mut write_property = |property: &str, value: &dyn Fn(&BoneTransform) -> String| {
        let keys = poses.iter();
        out.time_samples(
            property,
            keys.map(|(t, bones)| (t.clone(), list(bones.iter().map(value)))),
        )
    };
    write_property("float3[] translations", &|p| {
        tuple(p.position.coords.iter(), 6)
    })?;
    write_property("quatf[] rotations", &|p| {
        let q = p.rotation.quaternion();
        tuple([q.w, q.i, q.j, q.k].iter(), 7)
    })?;
    write_property("half3[] scales", &|p| tuple(p.scale.iter(), 4))
}

/// Writes the surface of a body in the bind pose, bound to its bones.
fn write_body<W: Write>(
    mesh: &BodyMesh,
    colours: &AthleteColours,
    path: &str,
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let vertices = mesh.vertices();
    out.open(
        "def Mesh \"Body\" (prepend apiSchemas = [\"MaterialBindingAPI\", \"SkelBindingAPI\"])",
    )?;
    let points = vertices.iter().map(|v| v.at.coords.map(f64::from));
    let triangles: Vec<_> = mesh.triangles().iter().map(|t| t.vertices).collect();
    write_surface(points, &triangles, out)?;
    let normals = vertices
        .iter()
        .map(|v| tuple(v.normal.map(f64::from).iter(), 4));
    out.line(&format!(
        "normal3f[] normals = {} (interpolation = \"vertex\")",
        list(normals)
    ))?;
    let per_vertex = "(\n    elementSize = 2\n    interpolation = \"vertex\"\n)";
    let bones = vertices.iter().flat_map(|v| v.skinning.bones);
    let weights = vertices.iter().flat_map(|v| {
        let second = v.skinning.second_weight.clamp(0.0, 1.0);
        [1.0 - second, second]
    });
    out.line(&format!(
        "int[] primvars:skel:jointIndices = {} {per_vertex}",
        list(bones.map(|b| (b as u8).to_string()))
    ))?;
    out.line(&format!(
        "float[] primvars:skel:jointWeights = {} {per_vertex}",
        list(weights.map(|s| number(f64::from(s), 5)))
    ))?;
    out.line(&format!(
        "matrix4d primvars:skel:geomBindTransform = {}",
        matrix(&nalgebra::Matrix4::identity())
    ))?;
    out.line(&format!("rel skel:skeleton = <{path}/Skeleton>"))?;
    out.line("uniform token subsetFamily:materialBind:familyType = \"partition\"")?;
    for material in 0..trackside_body::MATERIAL_COUNT {
        let (name, ..) = colours.material(material);
        let faces = mesh.triangles().iter().enumerate();
        let faces = faces.filter(|(_, t)| t.material as usize == material);
        let faces: Vec<_> = faces.map(|(i, _)| i.to_string()).collect();
        if faces.is_empty() {
            continue;
        }
        out.open(&format!(
            "def GeomSubset \"{name}\" (prepend apiSchemas = [\"MaterialBindingAPI\"])"
        ))?;
        out.line("uniform token elementType = \"face\"")?;
        out.line("uniform token familyName = \"materialBind\"")?;
        out.line(&format!("int[] indices = {}", list(faces.into_iter())))?;
        out.line(&format!("rel material:binding = <{path}/Looks/{name}>"))?;
        out.close()?;
    }
    out.close()
}

/// Writes points and triangles into an open mesh.
fn write_surface<W: Write>(
    points: impl Iterator<Item = Vector3<f64>>,
    triangles: &[[u16; 3]],
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let points: Vec<_> = points.collect();
    let corner = |pick: fn(f64, f64) -> f64| {
        let bound = points.iter().copied().reduce(|a, b| a.zip_map(&b, pick));
        tuple(bound.unwrap_or_default().iter(), 5)
    };
    out.line("uniform token subdivisionScheme = \"none\"")?;
    out.line(&format!(
        "float3[] extent = [{}, {}]",
        corner(f64::min),
        corner(f64::max)
    ))?;
    out.line(&format!(
        "point3f[] points = {}",
        list(points.iter().map(|p| tuple(p.iter(), 5)))
    ))?;
    let counts = triangles.iter().map(|_| "3".to_owned());
    out.line(&format!("int[] faceVertexCounts = {}", list(counts)))?;
    let corners = triangles.as_flattened().iter().map(u16::to_string);
    out.line(&format!("int[] faceVertexIndices = {}", list(corners)))
}

/// Writes a material of a reflectance, linear RGB.
fn write_material<W: Write>(
    name: &str,
    parent: &str,
    rgb: [f32; 3],
    roughness: f32,
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let colour = tuple(rgb.map(f64::from).iter(), 4);
    out.open(&format!("def Material \"{name}\""))?;
    out.line(&format!(
        "token outputs:surface.connect = <{parent}/{name}/Surface.outputs:surface>"
    ))?;
    out.open("def Shader \"Surface\"")?;
    out.line("uniform token info:id = \"UsdPreviewSurface\"")?;
    out.line(&format!("color3f inputs:diffuseColor = {colour}"))?;
    out.line(&format!(
        "float inputs:roughness = {}",
        number(f64::from(roughness), 3)
    ))?;
    out.line("token outputs:surface")?;
    out.close()?;
    out.close()
}

fn write_ball<W: Write>(
    tracks: &Tracks,
    scene: &Scene<'_>,
    time_codes: &TimeCodes,
    out: &mut UsdWriter<W>,
) -> io::Result<()> {
    let keys = tracks.ball_positions();
    if keys.is_empty() {
        return Ok(());
    }
    let r = scene.ball_radius_m;
    out.open("def Sphere \"Ball\" (prepend apiSchemas = [\"MaterialBindingAPI\"])")?;
    let present = intervals(keys.iter().map(|k| k.0));
    let present: Vec<_> = present.iter().map(|s| s.map(|i| keys[i].0)).collect();
    time_codes.show_during(&present, out)?;
    out.line(&format!("double radius = {r}"))?;
    out.line(&format!(
        "float3[] extent = [({0}, {0}, {0}), ({r}, {r}, {r})]",
        -r
    ))?;
    let positions = keys.iter();
    out.time_samples(
        "double3 xformOp:translate",
        positions.map(|(t, at)| (time_codes.code(*t), tuple(at.map(f64::from).iter(), 5))),
    )?;
    out.line("uniform token[] xformOpOrder = [\"xformOp:translate\"]")?;
    out.line("rel material:binding = </World/Ball/Leather>")?;
    write_material("Leather", "/World/Ball", [0.75, 0.28, 0.08], 0.6, out)?;
    out.close()
}

/// Writes the floor and its lines.
fn write_field<W: Write>(field: &FieldSurface, out: &mut UsdWriter<W>) -> io::Result<()> {
    let [x, y] = field.size_m.map(|m| m / 2.0 + field.margin_m);
    let floor = [[-x, -y], [x, -y], [x, y], [-x, y]];
    let parent = "/World/Field";
    out.open("def Xform \"Field\"")?;
    let mut write_part = |name: &str, points: &[[f64; 2]], triangles: &[[u16; 3]], z: f64, rgb| {
        out.open(&format!(
            "def Mesh \"{name}\" (prepend apiSchemas = [\"MaterialBindingAPI\"])"
        ))?;
        let points = points.iter().map(|p| Vector3::new(p[0], p[1], z));
        write_surface(points, triangles, out)?;
        out.line(&format!("rel material:binding = <{parent}/{name}/Look>"))?;
        write_material("Look", &format!("{parent}/{name}"), rgb, 0.8, out)?;
        out.close()
    };
    write_part(
        "Floor",
        &floor,
        &[[0, 1, 2], [0, 2, 3]],
        0.0,
        field.floor_rgb,
    )?;
    // Each mesh has as many triangles as 16-bit indices allow.
    for (i, lines) in field
        .lines
        .chunks(usize::from(u16::MAX) / 3 - 1)
        .enumerate()
    {
        let triangles: Vec<_> = (0..lines.len() as u16)
            .map(|t| [3 * t, 3 * t + 1, 3 * t + 2])
            .collect();
        let name = format!("Lines{i}");
        write_part(
            &name,
            lines.as_flattened(),
            &triangles,
            LINE_HEIGHT_M,
            field.line_rgb,
        )?;
    }
    out.close()
}

/// Writes a camera without its distortion, which USD cannot express.
fn write_camera<W: Write>(i: usize, camera: &Camera, out: &mut UsdWriter<W>) -> io::Result<()> {
    // A USD camera looks along −z with y up, an OpenCV camera along z with y down.
    let flip = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
    let rotation = camera.cam_from_world.rotation.inverse() * flip;
    let world_from_camera = Isometry3::from_parts(Translation3::from(camera.centre().0), rotation);
    let [w, h] = camera.size_px.map(f64::from);
    let k = &camera.intrinsics;
    let focal = APERTURE * k.fx / w;
    // Offset of the image centre from the principal point, right and up.
    let right = ((w - 1.0) / 2.0 - k.cx) / k.fx * focal;
    let up = -((h - 1.0) / 2.0 - k.cy) / k.fy * focal;
    let name = quoted(&camera.name);
    out.open(&format!("def Camera \"camera_{i}\" (displayName = {name})"))?;
    for (property, value) in [
        ("horizontalAperture", APERTURE),
        ("verticalAperture", focal * h / k.fy),
        ("horizontalApertureOffset", right),
        ("verticalApertureOffset", up),
        ("focalLength", focal),
    ] {
        out.line(&format!("float {property} = {}", number(value, 7)))?;
    }
    out.line("float2 clippingRange = (0.1, 1000)")?;
    out.line(&format!(
        "matrix4d xformOp:transform = {}",
        matrix(&world_from_camera.to_homogeneous())
    ))?;
    out.line("uniform token[] xformOpOrder = [\"xformOp:transform\"]")?;
    out.close()
}
