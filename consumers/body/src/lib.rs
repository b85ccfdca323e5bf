//! A parametric body: closed surfaces swept along bones by girths, skinned to the 26 joints of HALPE.
//!
//! It knows nothing of cameras or light: vertices, triangles, materials and skin weights at rest, and the vertices in a pose.

mod bones;
mod build;
mod dress;
pub mod feet;
mod head;
mod limbs;
mod surface;
mod trunk;
mod whole;

use nalgebra::{Matrix3x4, Point3, Vector3};

pub use bones::{BONE_COUNT, Bone, Joints, Placed, rest_joints};
pub use build::Build;
pub use dress::{Dress, Hair};
pub use surface::{MATERIAL_COUNT, Material, Skinning, Triangle, UNPRINTED, Vertex};
pub use whole::Whole;

/// The joints of one body that were seen, m, HALPE_26 order.
pub type Seen = [Option<Point3<f64>>; trackside_schema::JOINT_COUNT];

use bones::{Rest, SIDES};
use surface::Surface;
use trunk::Plan;

/// How finely the surface is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// About 2750 triangles.
    Fine,
    /// About 1650.
    Coarse,
}

/// One body's surface.
#[derive(Clone, Debug)]
pub struct Body {
    vertices: Vec<Vertex>,
    triangles: Vec<Triangle>,
    rest: Rest,
}

impl Body {
    /// The body of that build in those clothes.
    pub fn new(build: &Build, dress: &Dress, detail: Detail) -> Body {
        let rest = rest_joints(build);
        let around = match detail {
            Detail::Fine => 10,
            Detail::Coarse => 6,
        };
        let plan = Plan {
            build,
            dress,
            rest: &rest,
            around,
        };
        let mut surface = Surface::default();
        trunk::trunk(&plan, &mut surface);
        head::head(&plan, &mut surface);
        for side in &SIDES {
            limbs::arm(&plan, side, &mut surface);
            limbs::leg(&plan, side, &mut surface);
        }
        surface.grow_normals();
        Body {
            vertices: surface.vertices,
            triangles: surface.triangles,
            rest: Rest::new(&rest),
        }
    }

    /// At rest: at the origin, facing +x, arms stretched out, m.
    pub fn vertices(&self) -> &[Vertex] {
        &self.vertices
    }

    /// The same in every pose.
    pub fn triangles(&self) -> &[Triangle] {
        &self.triangles
    }

    /// The bones at rest, unstretched, by [`Bone`].
    pub fn resting(&self) -> [Placed; BONE_COUNT] {
        self.rest.resting()
    }

    /// The bones where `joints` are, by [`Bone`]: `placed · resting⁻¹` moves a vertex as [`Body::posed_from_rest`] does.
    pub fn placed(&self, joints: &Joints) -> [Placed; BONE_COUNT] {
        self.rest.placed(joints)
    }

    /// What takes each bone's vertices from rest to where `joints` are.
    pub fn posed_from_rest(&self, joints: &Joints) -> [Matrix3x4<f32>; BONE_COUNT] {
        self.rest.posed_from_rest(joints)
    }

    /// Writes where the vertices are when the joints are at `joints`, m, by linear blend skinning.
    pub fn pose(&self, joints: &Joints, at: &mut Vec<Point3<f32>>) {
        let bones = self.posed_from_rest(joints);
        at.clear();
        at.extend(self.vertices.iter().map(|v| {
            let m = blend(&bones, &v.skinning);
            Point3::from(m.fixed_view::<3, 3>(0, 0) * v.at.coords + m.column(3))
        }));
    }

    /// Writes the vertices' normals of that pose, of about unit length.
    pub fn pose_normals(&self, joints: &Joints, normals: &mut Vec<Vector3<f32>>) {
        let bones = self.posed_from_rest(joints);
        normals.clear();
        normals.extend(self.vertices.iter().map(|v| {
            let m = blend(&bones, &v.skinning);
            m.fixed_view::<3, 3>(0, 0) * v.normal
        }));
    }
}

fn blend(bones: &[Matrix3x4<f32>; BONE_COUNT], s: &Skinning) -> Matrix3x4<f32> {
    let first = bones[s.bones[0] as usize];
    if s.second == 0.0 {
        first
    } else {
        first * (1.0 - s.second) + bones[s.bones[1] as usize] * s.second
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn build(height_m: f64) -> Build {
        Build {
            height_m,
            shoulder_m: 0.21 * height_m,
            hip_m: 0.10 * height_m,
            girth: 1.0,
            upper_arm_m: 0.172 * height_m,
            forearm_m: 0.157 * height_m,
            hand_m: 0.108 * height_m,
            thigh_m: 0.245 * height_m,
            shank_m: 0.246 * height_m,
            ankle_m: 0.039 * height_m,
            foot_m: 0.152 * height_m,
            trunk_m: 0.288 * height_m,
            head_m: 0.182 * height_m,
        }
    }

    fn bodies() -> impl Iterator<Item = (Build, Body)> {
        [Dress::court, Dress::track, Dress::pitch]
            .into_iter()
            .flat_map(|sport| {
                [Hair::Shaved, Hair::Full, Hair::Tied]
                    .into_iter()
                    .flat_map(move |hair| {
                        [
                            (1.6, Detail::Coarse),
                            (1.8, Detail::Fine),
                            (2.1, Detail::Fine),
                        ]
                        .map(move |(height, detail)| {
                            let build = build(height);
                            (build, Body::new(&build, &sport(hair), detail))
                        })
                    })
            })
    }

    fn volume(body: &Body, at: &[Point3<f32>]) -> f32 {
        let six = |t: &Triangle| {
            let [a, b, c] = t.vertices.map(|i| at[usize::from(i)].coords);
            a.dot(&b.cross(&c))
        };
        body.triangles().iter().map(six).sum::<f32>() / 6.0
    }

    #[test]
    fn every_edge_has_two_triangles_that_agree_on_the_outside() {
        for (_, body) in bodies() {
            let mut edges: HashMap<(u16, u16), i32> = HashMap::new();
            for t in body.triangles() {
                for i in 0..3 {
                    *edges
                        .entry((t.vertices[i], t.vertices[(i + 1) % 3]))
                        .or_default() += 1;
                }
            }
            assert!(edges.values().all(|&n| n == 1));
            assert!(edges.keys().all(|&(a, b)| edges.contains_key(&(b, a))));
        }
    }

    #[test]
    fn a_body_weighs_and_reaches_what_a_person_does() {
        for (build, body) in bodies() {
            let at: Vec<_> = body.vertices().iter().map(|v| v.at).collect();
            let (low, high) = at
                .iter()
                .fold((9.0_f32, -9.0_f32), |(l, h), p| (l.min(p.z), h.max(p.z)));
            assert!(low.abs() < 0.01, "soles at {low}");
            assert!(
                (f64::from(high) - build.height_m).abs() < 0.06,
                "{high} of {}",
                build.height_m
            );
            // About as dense as water; a body mass index of an athlete, clothes and overlapping parts included.
            let index = 1000.0 * f64::from(volume(&body, &at)) / build.height_m.powi(2);
            assert!((20.0..33.0).contains(&index), "{index} kg/m²");
        }
    }

    #[test]
    fn every_part_turns_its_outside_out() {
        for (_, body) in bodies() {
            for v in body.vertices() {
                assert!((v.normal.norm() - 1.0).abs() < 1e-3);
            }
            let soles = body.vertices().iter().filter(|v| v.at.z < 0.002);
            assert!(soles.clone().count() > 0 && soles.clone().all(|v| v.normal.z < 0.3));
        }
    }

    #[test]
    fn placed_bones_move_vertices_as_the_skin_does() {
        for (build, body) in bodies() {
            let turn = nalgebra::Rotation3::from_euler_angles(0.3, -0.2, 2.0);
            let mut joints = rest_joints(&build).map(|p| turn * (p * 1.07) + Vector3::x());
            joints[trackside_schema::Joint::LWrist.index()] += Vector3::new(0.1, -0.2, 0.3);
            let matrix = |p: &Placed| {
                let turned = p
                    .turn
                    .to_homogeneous()
                    .prepend_nonuniform_scaling(&p.stretch);
                nalgebra::Translation3::from(p.at).to_homogeneous() * turned
            };
            let (rest, placed) = (body.resting(), body.placed(&joints));
            let skin = body.posed_from_rest(&joints);
            for ((rest, placed), skin) in rest.iter().zip(&placed).zip(&skin) {
                let moved = matrix(placed) * matrix(rest).try_inverse().unwrap();
                let off = moved.fixed_view::<3, 4>(0, 0) - skin.map(f64::from);
                assert!(off.norm() < 1e-5, "{off}");
            }
        }
    }

    #[test]
    fn at_rest_nothing_moves_and_elsewhere_nothing_is_torn() {
        for (build, body) in bodies() {
            let mut joints = rest_joints(&build);
            let mut at = Vec::new();
            body.pose(&joints, &mut at);
            for (v, p) in body.vertices().iter().zip(&at) {
                assert!((v.at - p).norm() < 1e-4);
            }
            let still = volume(&body, &at);
            // Turned, moved away and with an arm raised, a body keeps its volume.
            let turn = nalgebra::Rotation3::from_euler_angles(0.1, 0.2, 2.5);
            let (elbow, wrist) = (
                trackside_schema::Joint::LElbow.index(),
                trackside_schema::Joint::LWrist.index(),
            );
            let shoulder = joints[trackside_schema::Joint::LShoulder.index()];
            joints[elbow] = shoulder + Vector3::new(0.0, 0.0, build.upper_arm_m);
            joints[wrist] = joints[elbow] + Vector3::new(build.forearm_m, 0.0, 0.0);
            let moved = joints.map(|p| turn * p + Vector3::new(30.0, -20.0, 0.0));
            body.pose(&moved, &mut at);
            let change = volume(
                &body,
                &at.iter()
                    .map(|p| p - Vector3::new(30.0, -20.0, 0.0))
                    .collect::<Vec<_>>(),
            ) / still;
            assert!((change - 1.0).abs() < 0.05, "volume times {change}");
        }
    }
}
