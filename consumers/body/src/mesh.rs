//! The surface of a body: built once in the bind pose, then skinned to any pose.

mod builder;
mod head;
mod limbs;
mod surface;
mod trunk;

use nalgebra::{Matrix3x4, Point3, Vector3};

use crate::bind_joints::bind_joints;
use crate::bones::{BONE_COUNT, BindPose, BoneTransform, Joints, SIDES};
use crate::clothing::Clothing;
use crate::measurements::BodyMeasurements;
use builder::MeshBuilder;
use surface::Surface;

pub use surface::{MATERIAL_COUNT, Material, NO_NUMBER, Skinning, Triangle, Vertex};

/// Resolution of the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// About 2750 triangles.
    Fine,
    /// About 1650 triangles.
    Coarse,
}

/// The skinned surface of one body.
#[derive(Clone, Debug)]
pub struct BodyMesh {
    vertices: Vec<Vertex>,
    triangles: Vec<Triangle>,
    bind_pose: BindPose,
}

impl BodyMesh {
    /// Builds the surface of a body with these measurements in this clothing.
    pub fn new(measurements: &BodyMeasurements, clothing: &Clothing, detail: Detail) -> BodyMesh {
        let joints = bind_joints(measurements);
        let vertices_around = match detail {
            Detail::Fine => 10,
            Detail::Coarse => 6,
        };
        let builder = MeshBuilder {
            measurements,
            clothing,
            joints: &joints,
            vertices_around,
        };
        let mut surface = Surface::default();
        trunk::add_trunk(&builder, &mut surface);
        head::add_head(&builder, &mut surface);
        for side in &SIDES {
            limbs::add_arm(&builder, side, &mut surface);
            limbs::add_leg(&builder, side, &mut surface);
        }
        surface.compute_normals();
        BodyMesh {
            vertices: surface.vertices,
            triangles: surface.triangles,
            bind_pose: BindPose::new(&joints),
        }
    }

    /// The vertices in the bind pose: standing at the origin, facing +x, arms stretched out to the sides, m.
    pub fn vertices(&self) -> &[Vertex] {
        &self.vertices
    }

    /// The triangles; the same in every pose.
    pub fn triangles(&self) -> &[Triangle] {
        &self.triangles
    }

    /// The transforms of the bones in the bind pose, with scale 1, indexed by [`Bone`](crate::Bone).
    pub fn bind_pose(&self) -> [BoneTransform; BONE_COUNT] {
        self.bind_pose.transforms()
    }

    /// The transforms of the bones in the pose `joints`, indexed by [`Bone`](crate::Bone): a bone's transform times the inverse of
    /// its bind pose is [`BodyMesh::posed_from_bind`].
    pub fn bone_transforms(&self, joints: &Joints) -> [BoneTransform; BONE_COUNT] {
        self.bind_pose.posed_transforms(joints)
    }

    /// For each bone, the affine transform from the bind pose to the pose `joints`.
    pub fn posed_from_bind(&self, joints: &Joints) -> [Matrix3x4<f32>; BONE_COUNT] {
        self.bind_pose.posed_from_bind(joints)
    }

    /// Writes the positions of the vertices in the pose `joints`, m, by linear blend skinning.
    pub fn pose_vertices(&self, joints: &Joints, positions: &mut Vec<Point3<f32>>) {
        let bones = self.posed_from_bind(joints);
        positions.clear();
        positions.extend(self.vertices.iter().map(|v| {
            let m = blend(&bones, &v.skinning);
            Point3::from(m.fixed_view::<3, 3>(0, 0) * v.at.coords + m.column(3))
        }));
    }

    /// Writes the normals of the vertices in the pose `joints`, of approximately unit length.
    pub fn pose_normals(&self, joints: &Joints, normals: &mut Vec<Vector3<f32>>) {
        let bones = self.posed_from_bind(joints);
        normals.clear();
        normals.extend(self.vertices.iter().map(|v| {
            let m = blend(&bones, &v.skinning);
            m.fixed_view::<3, 3>(0, 0) * v.normal
        }));
    }
}

/// The weighted mean of the transforms of a vertex's bones.
fn blend(bones: &[Matrix3x4<f32>; BONE_COUNT], s: &Skinning) -> Matrix3x4<f32> {
    let first = bones[s.bones[0] as usize];
    if s.second_weight == 0.0 {
        first
    } else {
        first * (1.0 - s.second_weight) + bones[s.bones[1] as usize] * s.second_weight
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashMap;

    use nalgebra::{Rotation3, Translation3};
    use trackside_schema::Joint;

    use super::*;
    use crate::Hair;

    fn measurements(height_m: f64) -> BodyMeasurements {
        BodyMeasurements {
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

    fn meshes() -> impl Iterator<Item = (BodyMeasurements, BodyMesh)> {
        [
            Clothing::basketball,
            Clothing::athletics,
            Clothing::football,
        ]
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
                        let measurements = measurements(height);
                        let mesh = BodyMesh::new(&measurements, &sport(hair), detail);
                        (measurements, mesh)
                    })
                })
        })
    }

    fn volume(mesh: &BodyMesh, at: &[Point3<f32>]) -> f32 {
        let six_volumes = |t: &Triangle| {
            let [a, b, c] = t.vertices.map(|i| at[usize::from(i)].coords);
            a.dot(&b.cross(&c))
        };
        mesh.triangles().iter().map(six_volumes).sum::<f32>() / 6.0
    }

    #[test]
    fn every_edge_has_two_triangles_of_equal_orientation() {
        for (_, mesh) in meshes() {
            let mut edges: HashMap<(u16, u16), i32> = HashMap::new();
            for t in mesh.triangles() {
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
    fn mass_and_height_are_those_of_a_person() {
        for (measurements, mesh) in meshes() {
            let at: Vec<_> = mesh.vertices().iter().map(|v| v.at).collect();
            let (low, high) = at
                .iter()
                .fold((9.0_f32, -9.0_f32), |(l, h), p| (l.min(p.z), h.max(p.z)));
            assert!(low.abs() < 0.01, "soles at {low} m");
            assert!(
                (f64::from(high) - measurements.height_m).abs() < 0.06,
                "{high} of {}",
                measurements.height_m
            );
            // Body mass index at the density of water. Clothes and overlapping parts count too.
            let index = 1000.0 * f64::from(volume(&mesh, &at)) / measurements.height_m.powi(2);
            assert!((20.0..33.0).contains(&index), "{index} kg/m²");
        }
    }

    #[test]
    fn normals_point_outwards() {
        for (_, mesh) in meshes() {
            for v in mesh.vertices() {
                assert!((v.normal.norm() - 1.0).abs() < 1e-3);
            }
            let soles = mesh.vertices().iter().filter(|v| v.at.z < 0.002);
            assert!(soles.clone().count() > 0 && soles.clone().all(|v| v.normal.z < 0.3));
        }
    }

    #[test]
    fn bone_transforms_agree_with_skinning() {
        for (measurements, mesh) in meshes() {
            let rotation = Rotation3::from_euler_angles(0.3, -0.2, 2.0);
            let mut joints =
                bind_joints(&measurements).map(|p| rotation * (p * 1.07) + Vector3::x());
            joints[Joint::LWrist.index()] += Vector3::new(0.1, -0.2, 0.3);
            let matrix = |p: &BoneTransform| {
                let rotation = p.rotation.to_homogeneous();
                let scaled = rotation.prepend_nonuniform_scaling(&p.scale);
                Translation3::from(p.position).to_homogeneous() * scaled
            };
            let (bind, posed) = (mesh.bind_pose(), mesh.bone_transforms(&joints));
            let skin = mesh.posed_from_bind(&joints);
            for ((bind, posed), skin) in bind.iter().zip(&posed).zip(&skin) {
                let moved = matrix(posed) * matrix(bind).try_inverse().unwrap();
                let difference = moved.fixed_view::<3, 4>(0, 0) - skin.map(f64::from);
                assert!(difference.norm() < 1e-5, "{difference}");
            }
        }
    }

    #[test]
    fn skinning_is_the_identity_in_the_bind_pose_and_preserves_volume() {
        for (measurements, mesh) in meshes() {
            let mut joints = bind_joints(&measurements);
            let mut at = Vec::new();
            mesh.pose_vertices(&joints, &mut at);
            for (v, p) in mesh.vertices().iter().zip(&at) {
                assert!((v.at - p).norm() < 1e-4);
            }
            let bind_volume = volume(&mesh, &at);
            // Rotation, translation and a raised arm preserve the volume.
            let rotation = Rotation3::from_euler_angles(0.1, 0.2, 2.5);
            let (elbow, wrist) = (Joint::LElbow.index(), Joint::LWrist.index());
            let shoulder = joints[Joint::LShoulder.index()];
            joints[elbow] = shoulder + Vector3::new(0.0, 0.0, measurements.upper_arm_m);
            joints[wrist] = joints[elbow] + Vector3::new(measurements.forearm_m, 0.0, 0.0);
            let moved = joints.map(|p| rotation * p + Vector3::new(30.0, -20.0, 0.0));
            mesh.pose_vertices(&moved, &mut at);
            let change = volume(
                &mesh,
                &at.iter()
                    .map(|p| p - Vector3::new(30.0, -20.0, 0.0))
                    .collect::<Vec<_>>(),
            ) / bind_volume;
            assert!((change - 1.0).abs() < 0.05, "volume times {change}");
        }
    }
}
