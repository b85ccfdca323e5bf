//! A parametric human body: a closed surface around the 26 joints of HALPE_26, moved by linear blend skinning; completion of
//! partly observed poses; and a foot lock.
//!
//! | item | what it does |
//! |---|---|
//! | [`BodyMeasurements`] | lengths and girth of a body, from its height or from observed poses |
//! | [`PoseCompleter`] | all 26 joints from those observed |
//! | [`foot_lock`] | one fixed placement of a foot during each ground contact, with leg IK |
//! | [`BodyMesh`] | vertices, triangles, materials and skin weights in the bind pose; vertices in any pose |
//!
//! A vertex v of the bind pose with bones b₁, b₂ and weight w moves to `((1 − w) T(b₁) + w T(b₂)) v`, where
//! `T(b) = world_from_bone(pose) · world_from_bone(bind)⁻¹` (linear blend skinning; Magnenat-Thalmann et al., Graphics
//! Interface 1988). Bones stretch with the distance between their joints.
//!
//! Invariants: every edge of the surface has exactly two triangles; in the bind pose skinning is the identity; [`PoseCompleter`]
//! returns complete poses with plausible bone lengths unchanged.
//!
//! Positions are world space, metres, z up. The package knows neither cameras nor light.
//!
//! ```
//! use trackside_body::{BodyMeasurements, BodyMesh, Clothing, Detail, Hair, PoseCompleter, bind_joints};
//!
//! let measurements = BodyMeasurements::from_height(1.85);
//! let mesh = BodyMesh::new(&measurements, &Clothing::basketball(Hair::Short), Detail::Coarse);
//!
//! // A pose of which the wrists were not observed.
//! let mut observed = bind_joints(&measurements).map(Some);
//! observed[9] = None;
//! observed[10] = None;
//! let joints = PoseCompleter::new(&measurements, 0.1).complete(&observed, 0.02).expect("a joint is observed");
//!
//! let mut vertices = Vec::new();
//! mesh.pose_vertices(&joints, &mut vertices);
//! assert_eq!(vertices.len(), mesh.vertices().len());
//! ```

mod bind_joints;
mod bones;
mod clothing;
pub mod foot_lock;
mod measurements;
mod median;
mod mesh;
mod pose_completion;

pub use bind_joints::bind_joints;
pub use bones::{BONE_COUNT, Bone, BoneTransform, Joints, ObservedJoints};
pub use clothing::{Clothing, Hair};
pub use measurements::BodyMeasurements;
pub use mesh::{BodyMesh, Detail};
pub use mesh::{MATERIAL_COUNT, Material, NO_NUMBER, Skinning, Triangle, Vertex};
pub use pose_completion::{PoseCompleter, pose_completion_parameters};
