//! The truth about one instant, as files of truth and of predictions have it.

use serde::{Deserialize, Serialize};

use crate::instant::Instant;
use crate::world::World;

/// One truth person, or one estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruthPerson {
    /// Who.
    pub id: u32,
    /// m, in the order of the truth's joint set.
    pub joints: Vec<Option<[f64; 3]>>,
}

/// One line of `truth.jsonl`, and of predictions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TruthLine {
    /// Counts images from 0.
    pub frame: u64,
    /// s
    pub t: f64,
    /// Everybody of whom truth is known.
    #[serde(default)]
    pub people: Vec<TruthPerson>,
    /// m
    #[serde(default)]
    pub ball: Option<[f64; 3]>,
    /// On predictions: the order of the joints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint_set: Option<String>,
}

/// The truth at `t_s` as a line of a truth file, in HALPE_26.
pub fn truth_line(world: &World, frame: u64, t_s: f64, scratch: &mut Instant) -> TruthLine {
    world.at(t_s, scratch);
    let people = scratch.actors.iter().map(|pose| TruthPerson {
        id: world.actors()[pose.actor].id,
        joints: pose.joints.iter().map(|p| Some([p.x, p.y, p.z])).collect(),
    });
    TruthLine {
        frame,
        t: t_s,
        people: people.collect(),
        ball: scratch.ball.map(|b| [b.at.x, b.at.y, b.at.z]),
        joint_set: Some("halpe26".to_owned()),
    }
}
