//! Ground truth of one instant, in the layout of truth files and predictions.

use serde::{Deserialize, Serialize};

use crate::world::World;
use crate::world_state::WorldState;

/// A person of ground truth, or an estimated one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruthPerson {
    /// The id.
    pub id: u32,
    /// m in world space, in the order of the truth's joint set.
    pub joints: Vec<Option<[f64; 3]>>,
}

/// One line of `truth.jsonl`, and of predictions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruthLine {
    /// Counts images from 0.
    pub frame: u64,
    /// s
    pub t: f64,
    /// The people with ground truth.
    #[serde(default)]
    pub people: Vec<TruthPerson>,
    /// m in world space.
    #[serde(default)]
    pub ball: Option<[f64; 3]>,
    /// Of predictions: the order of the joints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint_set: Option<String>,
}

/// Ground truth at `t_s` as a line of a truth file, in HALPE_26.
pub fn truth_line(world: &World, frame: u64, t_s: f64, state: &mut WorldState) -> TruthLine {
    world.at(t_s, state);
    let people = state.actors.iter().map(|pose| TruthPerson {
        id: world.actors()[pose.actor].id,
        joints: pose.joints.iter().map(|p| Some([p.x, p.y, p.z])).collect(),
    });
    TruthLine {
        frame,
        t: t_s,
        people: people.collect(),
        ball: state.ball.map(|b| [b.at.x, b.at.y, b.at.z]),
        joint_set: Some("halpe26".to_owned()),
    }
}
