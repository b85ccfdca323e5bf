//! A person while its joints are assigned to peaks of the fine map.

use super::feature_map::{COARSE_PX, FINE_PX, FeatureMap, HeatmapPeak, JOINTS};
use crate::decode::types::{DecodedKeypoint, DecodedPerson};

/// Of HALPE_26: the joint on the other side.
const MIRRORED: [usize; JOINTS] = [
    0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 17, 18, 19, 21, 20, 23, 22, 25, 24,
];
/// Left and right joints; joints on the midline are paired with themselves.
const PAIRS: [(usize, usize); 15] = [
    (0, 0),
    (1, 2),
    (3, 4),
    (5, 6),
    (7, 8),
    (9, 10),
    (11, 12),
    (13, 14),
    (15, 16),
    (17, 17),
    (18, 18),
    (19, 19),
    (20, 21),
    (22, 23),
    (24, 25),
];
/// Range of the logarithm of the Laplace scale in training, coarse cells.
const LOG_SCALES: [f32; 2] = [-3.5, 4.0];

/// Minimum height of a peak.
const MIN_HEIGHT: f32 = 0.1;
/// Maximum number of peaks that are considered for one pair of joints.
const MAX_PEAKS: usize = 4;
/// Log-probability that a left and a right joint share one peak.
const LOG_SHARED_PEAK: f32 = -1.5;
/// Search radius around the coarse estimate, Laplace scales, …
const RADIUS_SCALES: f32 = 4.0;
/// … at least this many pixels, …
const MIN_RADIUS_PX: f32 = 6.0;
/// … and at most this part of the person's size.
const MAX_RADIUS_OF_SIZE: f32 = 0.3;
/// Peaks of two people closer than this are the same peak, px.
const SHARED_PEAK_PX: f32 = 4.0;
/// The score of a joint is the probability that its error is below this part of the person's size, or below one fine cell if
/// that is larger.
const SCORE_RADIUS: f32 = 0.05;

/// The position of a joint that the trunk cell predicts.
#[derive(Clone, Copy)]
struct CoarseEstimate {
    at_px: [f32; 2],
    /// Laplace scale along each axis.
    scale_px: f32,
}

/// A person while its joints are assigned to peaks.
pub(super) struct PersonCandidate {
    pub score: f32,
    estimates: [CoarseEstimate; JOINTS],
    /// Larger side of the bounding box of the coarse estimates.
    size_px: f32,
    /// By joint; `None`: no peak assigned.
    peaks: [Option<HeatmapPeak>; JOINTS],
}

impl PersonCandidate {
    /// The person whose trunk lies in the cell `[x, y]` of the coarse map.
    pub fn at(coarse: &FeatureMap<'_>, [x, y]: [usize; 2], score: f32) -> PersonCandidate {
        let estimates = std::array::from_fn(|joint| {
            let value = |i: usize| coarse.at(1 + 3 * joint + i, [x, y]);
            let centre = |cell: usize| cell as f32 * COARSE_PX + (COARSE_PX - 1.0) / 2.0;
            let log_scale = value(2).clamp(LOG_SCALES[0], LOG_SCALES[1]);
            CoarseEstimate {
                at_px: [
                    centre(x) + COARSE_PX * value(0),
                    centre(y) + COARSE_PX * value(1),
                ],
                scale_px: COARSE_PX * log_scale.exp(),
            }
        });
        PersonCandidate {
            score,
            size_px: extent(estimates.iter().map(|e: &CoarseEstimate| e.at_px)),
            estimates,
            peaks: [None; JOINTS],
        }
    }

    /// Assigns to each joint its most likely peak given the coarse estimate. A left and a right joint are assigned together
    /// from the sum of their channels, to two peaks where there are two: the network confuses the side of a joint more often
    /// than its position.
    pub fn assign_peaks(&mut self, fine: &FeatureMap<'_>) {
        for (joint, mirrored) in PAIRS {
            let found = self.candidate_peaks(fine, joint, mirrored);
            if joint == mirrored {
                let best = found
                    .iter()
                    .map(|peak| (self.log_likelihood(fine, joint, peak.cell), peak));
                let best = best.max_by(|a, b| a.0.total_cmp(&b.0));
                self.peaks[joint] = best.map(|(_, peak)| *peak);
                continue;
            }
            let mut best = (f32::NEG_INFINITY, None);
            for left in &found {
                for right in &found {
                    let is_shared = left.cell == right.cell;
                    let log_likelihood = self.log_likelihood(fine, joint, left.cell)
                        + self.log_likelihood(fine, mirrored, right.cell)
                        + if is_shared { LOG_SHARED_PEAK } else { 0.0 };
                    if log_likelihood > best.0 {
                        best = (log_likelihood, Some((*left, *right)));
                    }
                }
            }
            let Some((mut left, mut right)) = best.1 else {
                continue;
            };
            if left.cell == right.cell {
                // Each joint of a shared peak has only the height of its own channel.
                left.height = fine.height(joint, left.cell);
                right.height = fine.height(mirrored, right.cell);
            }
            let is_high = |peak: &HeatmapPeak| peak.height >= MIN_HEIGHT;
            self.peaks[joint] = Some(left).filter(is_high);
            self.peaks[mirrored] = Some(right).filter(is_high);
        }
    }

    /// The highest peaks of the summed channels of a joint and its mirrored one around their coarse estimates.
    fn candidate_peaks(
        &self,
        fine: &FeatureMap<'_>,
        joint: usize,
        mirrored: usize,
    ) -> Vec<HeatmapPeak> {
        let mut found: Vec<HeatmapPeak> = Vec::new();
        for estimate in [self.estimates[joint], self.estimates[mirrored]] {
            let radius_px =
                (RADIUS_SCALES * estimate.scale_px).min(MAX_RADIUS_OF_SIZE * self.size_px);
            for cell in fine.cells_within(estimate.at_px, radius_px.max(MIN_RADIUS_PX)) {
                let height = fine.pair_height([joint, mirrored], cell);
                if height < MIN_HEIGHT || found.iter().any(|peak| peak.cell == cell) {
                    continue;
                }
                // Of equal neighbours, the first is the maximum.
                let is_maximum = fine.neighbourhood(cell).all(|c| {
                    let other = fine.pair_height([joint, mirrored], c);
                    other < height || (other == height && c >= cell)
                });
                if is_maximum {
                    let height = height.min(1.0);
                    found.push(HeatmapPeak { cell, height });
                }
            }
        }
        found.sort_by(|a, b| b.height.total_cmp(&a.height));
        found.truncate(MAX_PEAKS);
        found
    }

    /// Log-likelihood that `joint` is the peak at `cell`: its height times the Laplace density of the coarse estimate, up to a
    /// constant.
    fn log_likelihood(&self, fine: &FeatureMap<'_>, joint: usize, cell: [usize; 2]) -> f32 {
        fine.height(joint, cell).max(1e-3).ln() - self.scaled_distance(joint, cell)
    }

    /// L1 distance of a fine cell from the coarse estimate of `joint`, in Laplace scales.
    fn scaled_distance(&self, joint: usize, cell: [usize; 2]) -> f32 {
        let estimate = &self.estimates[joint];
        let distance =
            |i: usize| (cell[i] as f32 * FINE_PX + (FINE_PX - 1.0) / 2.0 - estimate.at_px[i]).abs();
        (distance(0) + distance(1)) / estimate.scale_px.max(FINE_PX)
    }

    /// The channels from which the position of a joint's peak is refined: both of a pair with two peaks, else its own.
    fn channels(&self, joint: usize) -> [usize; 2] {
        let mirrored = MIRRORED[joint];
        let cell = |j: usize| self.peaks[j].map(|peak| peak.cell);
        if cell(joint) == cell(mirrored) {
            [joint; 2]
        } else {
            [joint, mirrored]
        }
    }

    /// The joints: each from its peak, else from its coarse estimate; without those outside the input.
    pub fn person(&self, fine: &FeatureMap<'_>) -> DecodedPerson {
        let close_px = (SCORE_RADIUS * self.size_px).max(FINE_PX);
        let joint = |joint: usize| match self.peaks[joint] {
            Some(peak) => {
                let keypoint = fine.refine(self.channels(joint), peak);
                // Rayleigh distribution of the error in the image plane.
                let score = 1.0 - (-0.5 * (close_px / keypoint.sigma_px).powi(2)).exp();
                Some(DecodedKeypoint { score, ..keypoint })
            }
            None => {
                let CoarseEstimate { at_px, scale_px } = self.estimates[joint];
                let limits = [fine.columns, fine.rows].map(|side| side as f32 * FINE_PX - 0.5);
                let is_inside = (0..2).all(|i| at_px[i] > -0.5 && at_px[i] < limits[i]);
                is_inside.then(|| DecodedKeypoint {
                    at: at_px,
                    score: 1.0 - (-close_px / scale_px).exp(),
                    // The standard deviation of a Laplace distribution is √2 times its scale.
                    sigma_px: std::f32::consts::SQRT_2 * scale_px,
                })
            }
        };
        DecodedPerson {
            joints: (0..JOINTS).map(joint).collect(),
            score: self.score,
        }
    }
}

/// Of people that share a peak, only the one with the nearest coarse estimate keeps it.
pub(super) fn resolve_shared_peaks(candidates: &mut [PersonCandidate]) {
    for joint in 0..JOINTS {
        for a in 0..candidates.len() {
            for b in a + 1..candidates.len() {
                let (Some(first), Some(second)) =
                    (candidates[a].peaks[joint], candidates[b].peaks[joint])
                else {
                    continue;
                };
                let (first, second) = (first.cell, second.cell);
                let distance = (0..2).map(|i| first[i].abs_diff(second[i])).max();
                if distance.unwrap_or(0) as f32 * FINE_PX > SHARED_PEAK_PX {
                    continue;
                }
                let distance = |i: usize, cell| candidates[i].scaled_distance(joint, cell);
                let farther = if distance(a, first) <= distance(b, second) {
                    b
                } else {
                    a
                };
                candidates[farther].peaks[joint] = None;
            }
        }
    }
}

/// The larger side of the bounding box of `points`.
pub(super) fn extent(points: impl Iterator<Item = [f32; 2]> + Clone) -> f32 {
    let side = |i: usize| {
        let low = points.clone().map(|p| p[i]).fold(f32::INFINITY, f32::min);
        let high = points
            .clone()
            .map(|p| p[i])
            .fold(f32::NEG_INFINITY, f32::max);
        high - low
    };
    side(0).max(side(1))
}
