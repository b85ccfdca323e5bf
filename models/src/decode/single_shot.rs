//! Trackside's own network: the joints of all people and the ball from two maps.
//!
//! A person is a peak of the trunk channel of the coarse map (object centres as in CenterNet; Zhou et al., "Objects as
//! Points", 2019). The cell of the peak also holds a coarse estimate of each joint with a learned Laplace scale. The fine map
//! has a peak at each joint; the decoder takes the peak that is most likely given the coarse estimate (as in MoveNet; Votel
//! and Li, 2021). Joints therefore belong to a person from the start, and have the precision of a heatmap.
//! `docs/reference/models.md` defines the channels.

mod candidate;
mod feature_map;

use super::types::{DecodedKeypoint, DecodedPerson, Tensor};
use crate::error::ModelError;
use candidate::{PersonCandidate, extent, resolve_shared_peaks};
use feature_map::{FeatureMap, HeatmapPeak, JOINTS};

/// The ball's channel of the fine map.
const BALL: usize = JOINTS;

/// Two people are duplicates when this share of their joints lies within a tenth of the person's size of each other.
const DUPLICATE_SHARE: f32 = 0.6;

/// People and balls, best first, in input pixels.
///
/// `coarse` is `[79, rows, columns]`, `fine` is `[27, 2 rows, 2 columns]`.
///
/// # Errors
/// Outputs of another shape.
pub fn decode(
    coarse: &Tensor,
    fine: &Tensor,
    min_score: f32,
    min_ball_score: f32,
) -> Result<(Vec<DecodedPerson>, Vec<DecodedKeypoint>), ModelError> {
    let [channels, rows, columns] = coarse.dims()?;
    let fine_dims = fine.dims()?;
    if channels != 1 + 3 * JOINTS || fine_dims != [JOINTS + 1, 2 * rows, 2 * columns] {
        return Err(ModelError::new(format!(
            "Trackside's network returns maps of [79, rows, columns] and [27, 2 rows, 2 columns]; this network returned \
             {:?} and {:?}",
            coarse.shape, fine.shape
        )));
    }
    let coarse = FeatureMap::new(coarse, rows, columns);
    let fine = FeatureMap::new(fine, 2 * rows, 2 * columns);
    let mut candidates: Vec<PersonCandidate> = coarse
        .peaks(0, min_score)
        .map(|(cell, score)| PersonCandidate::at(&coarse, cell, score))
        .collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates.iter_mut().for_each(|c| c.assign_peaks(&fine));
    resolve_shared_peaks(&mut candidates);
    let mut people: Vec<DecodedPerson> = candidates.iter().map(|c| c.person(&fine)).collect();
    suppress_duplicates(&mut people);
    let mut balls: Vec<DecodedKeypoint> = fine
        .peaks(BALL, min_ball_score)
        .map(|(cell, height)| fine.refine([BALL; 2], HeatmapPeak { cell, height }))
        .collect();
    balls.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok((people, balls))
}

/// Removes people that duplicate one with a higher score.
fn suppress_duplicates(people: &mut Vec<DecodedPerson>) {
    let mut kept = 0;
    for i in 0..people.len() {
        if !people[..kept].iter().any(|k| are_duplicates(k, &people[i])) {
            people.swap(kept, i);
            kept += 1;
        }
    }
    people.truncate(kept);
}

fn are_duplicates(a: &DecodedPerson, b: &DecodedPerson) -> bool {
    let both = || {
        let pairs = a.joints.iter().zip(&b.joints);
        pairs.filter_map(|(a, b)| Some((a.as_ref()?.at, b.as_ref()?.at)))
    };
    let close = 0.1 * extent(both().map(|(a, _)| a));
    let is_close = |(a, b): &([f32; 2], [f32; 2])| (a[0] - b[0]).hypot(a[1] - b[1]) < close;
    let count = both().count();
    count > 0 && both().filter(is_close).count() as f32 >= DUPLICATE_SHARE * count as f32
}

#[cfg(test)]
mod tests;
