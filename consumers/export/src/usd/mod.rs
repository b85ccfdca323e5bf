//! Universal Scene Description as text (OpenUSD 26, `usda` 1.0): athletes as skinned bodies (UsdSkel), ball, field and cameras.
//!
//! Metres, z up: the stage is in world space. A time code is a moment of the recording, counted from the first frame. An
//! athlete's bones are joints side by side, each with where it is, how it is turned and how it is stretched, as in [`crate::glb`];
//! beside them is an `Xform` for every joint of the skeleton, where it was measured, however the feet of the body are planted.

mod text;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use trackside_body::{BodyMesh, Bone, BoneTransform, Detail};
use trackside_calibration::Camera;
use trackside_schema::Joint;

use crate::figures::{Feet, Figure, Pose, figures, spans};
use crate::stage::{Ground, Kit, Stage};
use crate::{FileError, Tracks};
use text::{Text, list, matrix, tuple};

/// Lines lie this far above the floor, m, so that they do not flicker.
const ABOVE_M: f64 = 0.004;
/// How wide every camera's picture is taken to be, in the tenths of a metre that USD has for that: 36 mm.
const APERTURE: f64 = 0.36;

/// Writes the file. Returns how many athletes are in it.
///
/// # Errors
/// The file cannot be written.
pub fn write(
    tracks: &Tracks,
    stage: &Stage<'_>,
    feet: Feet,
    path: &Path,
) -> Result<usize, FileError> {
    let figures = figures(tracks, feet);
    let save = || {
        let mut out = Text::new(BufWriter::new(File::create(path)?));
        write_stage(tracks, stage, &figures, &mut out)?;
        out.finish()?.flush()
    };
    save().map_err(|e| FileError::new(path, format!("can not be written: {e}")))?;
    Ok(figures.len())
}

fn write_stage<W: Write>(
    tracks: &Tracks,
    stage: &Stage<'_>,
    figures: &[Figure],
    out: &mut Text<W>,
) -> io::Result<()> {
    let rate = tracks.rate_hz();
    let end_s = tracks.span().and_then(|(_, last)| tracks.seconds(last));
    let clock = Clock {
        rate,
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
        ("endTimeCode", clock.code(clock.end_s)),
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
    for figure in figures {
        athlete(figure, stage, &clock, out)?;
    }
    ball(tracks, stage, &clock, out)?;
    if let Some(field) = &stage.ground {
        ground(field, out)?;
    }
    if !stage.cameras.is_empty() {
        out.open("def Scope \"Cameras\"")?;
        for (i, camera) in stage.cameras.iter().enumerate() {
            write_camera(i, camera, out)?;
        }
        out.close()?;
    }
    out.close()
}

/// From seconds to time codes.
struct Clock {
    rate: f64,
    /// The recording's last moment, s.
    end_s: f64,
}

impl Clock {
    fn code(&self, t_s: f64) -> String {
        // A thousandth of a frame.
        ((t_s * self.rate * 1e3).round() / 1e3).to_string()
    }

    /// Shows a prim within these spans of time alone, s.
    fn show<W: Write>(&self, spans: &[[f64; 2]], out: &mut Text<W>) -> io::Result<()> {
        let mut keys = vec![(self.code(0.0), "invisible")];
        for [from, to] in spans {
            let from = self.code(*from);
            keys.retain(|k| k.0 != from);
            keys.push((from, "inherited"));
            if *to < self.end_s {
                // The last pose stays until the one that is not there any more.
                keys.push((self.code(to + 0.5 / self.rate), "invisible"));
            }
        }
        let keys = keys.into_iter().map(|(t, v)| (t, format!("\"{v}\"")));
        out.samples("token visibility", keys)
    }
}

fn athlete<W: Write>(
    figure: &Figure,
    stage: &Stage<'_>,
    clock: &Clock,
    out: &mut Text<W>,
) -> io::Result<()> {
    let body = BodyMesh::new(&figure.build, &stage.dress, Detail::Fine);
    let own = format!("/World/athlete_{}", figure.id.0);
    let name = text::quoted(&figure.name());
    out.open(&format!(
        "def SkelRoot \"athlete_{}\" (displayName = {name})",
        figure.id.0
    ))?;
    let at = |i: usize| figure.poses[i].t_s;
    let spans: Vec<_> = figure.spans().iter().map(|s| s.map(at)).collect();
    clock.show(&spans, out)?;

    let bones = list(Bone::ALL.iter().map(|b| format!("\"{b:?}\"")));
    let rest = list(body.bind_pose().iter().map(|p| {
        let at = Isometry3::from_parts(Translation3::from(p.position), p.rotation);
        matrix(&at.to_homogeneous())
    }));
    out.open("def Skeleton \"Skeleton\" (prepend apiSchemas = [\"SkelBindingAPI\"])")?;
    out.line(&format!("uniform token[] joints = {bones}"))?;
    out.line(&format!("uniform matrix4d[] bindTransforms = {rest}"))?;
    out.line(&format!("uniform matrix4d[] restTransforms = {rest}"))?;
    out.line(&format!(
        "rel skel:animationSource = <{own}/Skeleton/Motion>"
    ))?;
    out.open("def SkelAnimation \"Motion\"")?;
    out.line(&format!("uniform token[] joints = {bones}"))?;
    motion(figure, &body, clock, out)?;
    out.close()?;
    out.close()?;
    let kit = stage.kit(figure);
    mesh(&body, &kit, &own, out)?;
    out.open("def Scope \"Joints\"")?;
    for joint in Joint::ALL {
        out.open(&format!("def Xform \"{}\"", joint.name()))?;
        let place = |p: &Pose| tuple(p.measured[joint.index()].coords.iter(), 5);
        let keys = figure.poses.iter();
        let keys = keys.map(|p| (clock.code(p.t_s), place(p)));
        out.samples("double3 xformOp:translate", keys)?;
        out.line("uniform token[] xformOpOrder = [\"xformOp:translate\"]")?;
        out.close()?;
    }
    out.close()?;
    out.open("def Scope \"Looks\"")?;
    for material in 0..trackside_body::MATERIAL_COUNT {
        let (what, rgb, roughness) = kit.reflects(material);
        look(what, &format!("{own}/Looks"), rgb, roughness, out)?;
    }
    out.close()?;
    out.close()
}

/// Where bones are, how they are turned and how they are stretched, at every pose.
fn motion<W: Write>(
    figure: &Figure,
    body: &BodyMesh,
    clock: &Clock,
    out: &mut Text<W>,
) -> io::Result<()> {
    let mut poses: Vec<_> = (figure.poses.iter())
        .map(|p| (clock.code(p.t_s), body.bone_transforms(&p.joints)))
        .collect();
    for k in 1..poses.len() {
        let (before, now) = poses.split_at_mut(k);
        for (was, is) in before[k - 1].1.iter().zip(&mut now[0].1) {
            // Of the two quaternions of a turn the nearer to the last one: then any blend goes the short way.
            if was.rotation.coords.dot(&is.rotation.coords) < 0.0 {
                is.rotation = UnitQuaternion::new_unchecked(-is.rotation.into_inner());
            }
        }
    }
    let mut each = |property: &str, value: &dyn Fn(&BoneTransform) -> String| {
        let keys = poses.iter();
        out.samples(
            property,
            keys.map(|(t, bones)| (t.clone(), list(bones.iter().map(value)))),
        )
    };
    each("float3[] translations", &|p| {
        tuple(p.position.coords.iter(), 6)
    })?;
    each("quatf[] rotations", &|p| {
        let q = p.rotation.quaternion();
        tuple([q.w, q.i, q.j, q.k].iter(), 7)
    })?;
    each("half3[] scales", &|p| tuple(p.scale.iter(), 4))
}

/// A body's surface at rest, bound to its bones.
fn mesh<W: Write>(body: &BodyMesh, kit: &Kit, own: &str, out: &mut Text<W>) -> io::Result<()> {
    let vertices = body.vertices();
    out.open(
        "def Mesh \"Body\" (prepend apiSchemas = [\"MaterialBindingAPI\", \"SkelBindingAPI\"])",
    )?;
    let points = vertices.iter().map(|v| v.at.coords.map(f64::from));
    let triangles: Vec<_> = body.triangles().iter().map(|t| t.vertices).collect();
    surface(points, &triangles, out)?;
    let normals = vertices
        .iter()
        .map(|v| tuple(v.normal.map(f64::from).iter(), 4));
    out.line(&format!(
        "normal3f[] normals = {} (interpolation = \"vertex\")",
        list(normals)
    ))?;
    let two = "(\n    elementSize = 2\n    interpolation = \"vertex\"\n)";
    let bones = vertices.iter().flat_map(|v| v.skinning.bones);
    let shares = vertices.iter().flat_map(|v| {
        let second = v.skinning.second_weight.clamp(0.0, 1.0);
        [1.0 - second, second]
    });
    out.line(&format!(
        "int[] primvars:skel:jointIndices = {} {two}",
        list(bones.map(|b| (b as u8).to_string()))
    ))?;
    out.line(&format!(
        "float[] primvars:skel:jointWeights = {} {two}",
        list(shares.map(|s| text::number(f64::from(s), 5)))
    ))?;
    out.line(&format!(
        "matrix4d primvars:skel:geomBindTransform = {}",
        matrix(&nalgebra::Matrix4::identity())
    ))?;
    out.line(&format!("rel skel:skeleton = <{own}/Skeleton>"))?;
    out.line("uniform token subsetFamily:materialBind:familyType = \"partition\"")?;
    for material in 0..trackside_body::MATERIAL_COUNT {
        let (what, ..) = kit.reflects(material);
        let faces = body.triangles().iter().enumerate();
        let faces = faces.filter(|(_, t)| t.material as usize == material);
        let faces: Vec<_> = faces.map(|(i, _)| i.to_string()).collect();
        if faces.is_empty() {
            continue;
        }
        out.open(&format!(
            "def GeomSubset \"{what}\" (prepend apiSchemas = [\"MaterialBindingAPI\"])"
        ))?;
        out.line("uniform token elementType = \"face\"")?;
        out.line("uniform token familyName = \"materialBind\"")?;
        out.line(&format!("int[] indices = {}", list(faces.into_iter())))?;
        out.line(&format!("rel material:binding = <{own}/Looks/{what}>"))?;
        out.close()?;
    }
    out.close()
}

/// Points and triangles, within an open mesh.
fn surface<W: Write>(
    points: impl Iterator<Item = Vector3<f64>>,
    triangles: &[[u16; 3]],
    out: &mut Text<W>,
) -> io::Result<()> {
    let points: Vec<_> = points.collect();
    let end = |pick: fn(f64, f64) -> f64| {
        let ends = points.iter().copied().reduce(|a, b| a.zip_map(&b, pick));
        tuple(ends.unwrap_or_default().iter(), 5)
    };
    out.line("uniform token subdivisionScheme = \"none\"")?;
    out.line(&format!(
        "float3[] extent = [{}, {}]",
        end(f64::min),
        end(f64::max)
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

/// A material: what a surface reflects.
fn look<W: Write>(
    name: &str,
    under: &str,
    rgb: [f32; 3],
    roughness: f32,
    out: &mut Text<W>,
) -> io::Result<()> {
    let colour = tuple(rgb.map(f64::from).iter(), 4);
    out.open(&format!("def Material \"{name}\""))?;
    out.line(&format!(
        "token outputs:surface.connect = <{under}/{name}/Surface.outputs:surface>"
    ))?;
    out.open("def Shader \"Surface\"")?;
    out.line("uniform token info:id = \"UsdPreviewSurface\"")?;
    out.line(&format!("color3f inputs:diffuseColor = {colour}"))?;
    out.line(&format!(
        "float inputs:roughness = {}",
        text::number(f64::from(roughness), 3)
    ))?;
    out.line("token outputs:surface")?;
    out.close()?;
    out.close()
}

fn ball<W: Write>(
    tracks: &Tracks,
    stage: &Stage<'_>,
    clock: &Clock,
    out: &mut Text<W>,
) -> io::Result<()> {
    let mut keys: Vec<(f64, [f32; 3])> = Vec::new();
    for tick in tracks.ticks() {
        if let (Some((ball, _)), Some(t_s)) = (tracks.ball(tick), tracks.seconds(tick))
            && keys.last().is_none_or(|k| k.0 < t_s)
        {
            keys.push((t_s, ball.at_m));
        }
    }
    if keys.is_empty() {
        return Ok(());
    }
    let r = stage.ball_radius_m;
    out.open("def Sphere \"Ball\" (prepend apiSchemas = [\"MaterialBindingAPI\"])")?;
    let spans = spans(keys.iter().map(|k| k.0));
    let spans: Vec<_> = spans.iter().map(|s| s.map(|i| keys[i].0)).collect();
    clock.show(&spans, out)?;
    out.line(&format!("double radius = {r}"))?;
    out.line(&format!(
        "float3[] extent = [({0}, {0}, {0}), ({r}, {r}, {r})]",
        -r
    ))?;
    let places = keys.iter();
    out.samples(
        "double3 xformOp:translate",
        places.map(|(t, at)| (clock.code(*t), tuple(at.map(f64::from).iter(), 5))),
    )?;
    out.line("uniform token[] xformOpOrder = [\"xformOp:translate\"]")?;
    out.line("rel material:binding = </World/Ball/Leather>")?;
    look("Leather", "/World/Ball", [0.75, 0.28, 0.08], 0.6, out)?;
    out.close()
}

/// The floor and its lines.
fn ground<W: Write>(ground: &Ground, out: &mut Text<W>) -> io::Result<()> {
    let [x, y] = ground.size_m.map(|m| m / 2.0 + ground.beyond_m);
    let floor = [[-x, -y], [x, -y], [x, y], [-x, y]];
    let under = "/World/Field";
    out.open("def Xform \"Field\"")?;
    let mut part = |name: &str, points: &[[f64; 2]], triangles: &[[u16; 3]], z: f64, rgb| {
        out.open(&format!(
            "def Mesh \"{name}\" (prepend apiSchemas = [\"MaterialBindingAPI\"])"
        ))?;
        let points = points.iter().map(|p| Vector3::new(p[0], p[1], z));
        surface(points, triangles, out)?;
        out.line(&format!("rel material:binding = <{under}/{name}/Look>"))?;
        look("Look", &format!("{under}/{name}"), rgb, 0.8, out)?;
        out.close()
    };
    part("Floor", &floor, &[[0, 1, 2], [0, 2, 3]], 0.0, ground.floor)?;
    // As many triangles as 16-bit indices reach.
    for (i, lines) in ground
        .lines
        .chunks(usize::from(u16::MAX) / 3 - 1)
        .enumerate()
    {
        let triangles: Vec<_> = (0..lines.len() as u16)
            .map(|t| [3 * t, 3 * t + 1, 3 * t + 2])
            .collect();
        let name = format!("Lines{i}");
        part(
            &name,
            lines.as_flattened(),
            &triangles,
            ABOVE_M,
            ground.line,
        )?;
    }
    out.close()
}

/// A camera without its lens's distortion: USD has no word for that.
fn write_camera<W: Write>(i: usize, camera: &Camera, out: &mut Text<W>) -> io::Result<()> {
    // USD's camera looks along −z with y up, OpenCV's along z with y down.
    let flip = UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI);
    let turn = camera.cam_from_world.rotation.inverse() * flip;
    let placed = Isometry3::from_parts(Translation3::from(camera.centre().0), turn);
    let [w, h] = camera.size_px.map(f64::from);
    let k = &camera.intrinsics;
    let focal = APERTURE * k.fx / w;
    // How far the picture's middle is from the lens's, right and up.
    let right = ((w - 1.0) / 2.0 - k.cx) / k.fx * focal;
    let up = -((h - 1.0) / 2.0 - k.cy) / k.fy * focal;
    let name = text::quoted(&camera.name);
    out.open(&format!("def Camera \"camera_{i}\" (displayName = {name})"))?;
    for (property, value) in [
        ("horizontalAperture", APERTURE),
        ("verticalAperture", focal * h / k.fy),
        ("horizontalApertureOffset", right),
        ("verticalApertureOffset", up),
        ("focalLength", focal),
    ] {
        out.line(&format!("float {property} = {}", text::number(value, 7)))?;
    }
    out.line("float2 clippingRange = (0.1, 1000)")?;
    out.line(&format!(
        "matrix4d xformOp:transform = {}",
        matrix(&placed.to_homogeneous())
    ))?;
    out.line("uniform token[] xformOpOrder = [\"xformOp:transform\"]")?;
    out.close()
}
