//! OpenPose with 18 joints: heatmaps and part affinity fields (Cao et al., "OpenPose: Realtime Multi-Person 2D Pose
//! Estimation using Part Affinity Fields", TPAMI 2021).

use super::types::{DecodedKeypoint, DecodedPerson, Tensor, sigma_from_score};
use crate::error::ModelError;

const JOINTS: usize = 18;

/// Minimum height of a heatmap peak.
const MIN_PEAK: f32 = 0.1;

/// Number of samples of the affinity field along a limb.
const SAMPLES: usize = 10;
/// Number of samples that must exceed `MIN_FIELD`.
const MIN_AGREEING: usize = 8;
/// Minimum component of the field along the limb.
const MIN_FIELD: f32 = 0.05;

/// Minimum number of joints of a person.
const MIN_JOINTS: usize = 4;

/// Limbs in the order in which they are assembled: from joint, to joint, first of the two field channels.
const LIMBS: [(usize, usize, usize); 19] = [
    (1, 2, 12),
    (1, 5, 20),
    (2, 3, 14),
    (3, 4, 16),
    (5, 6, 22),
    (6, 7, 24),
    (1, 8, 0),
    (8, 9, 2),
    (9, 10, 4),
    (1, 11, 6),
    (11, 12, 8),
    (12, 13, 10),
    (1, 0, 28),
    (0, 14, 30),
    (14, 16, 34),
    (0, 15, 32),
    (15, 17, 36),
    (2, 16, 18),
    (5, 17, 26),
];

/// The joints of all people in input pixels, best first; a person's score is the mean of its joints' scores.
///
/// `fields` is `[38, rows, columns]`; `heatmaps` is `[19, rows, columns]`, the last channel for the background. A cell covers
/// `stride` input pixels each way.
///
/// # Errors
/// Outputs of another shape.
pub fn decode(
    fields: &Tensor,
    heatmaps: &Tensor,
    stride: u32,
) -> Result<Vec<DecodedPerson>, ModelError> {
    let ([pairs, rows, columns], [maps, ..]) = (fields.dims::<3>()?, heatmaps.dims::<3>()?);
    if pairs != 2 * LIMBS.len() || maps != JOINTS + 1 || heatmaps.shape[1..] != fields.shape[1..] {
        return Err(ModelError::new(format!(
            "OpenPose returns 38 fields and 19 heatmaps of one size; this network returned {:?} and {:?}",
            fields.shape, heatmaps.shape
        )));
    }
    let cells = rows * columns;
    let grid = |tensor, channel: usize| ChannelGrid {
        cells: tensor_channel(tensor, channel, cells),
        columns,
        rows,
    };
    let peaks: Vec<Vec<JointCandidate>> = (0..JOINTS).map(|j| grid(heatmaps, j).peaks()).collect();
    let mut groups = PersonGroups::default();
    for (from, to, channel) in LIMBS {
        let field = [grid(fields, channel), grid(fields, channel + 1)];
        for (a, b) in connect(&peaks[from], &peaks[to], &field) {
            groups.add_limb((from, a), (to, b));
        }
    }
    let mut people: Vec<DecodedPerson> = groups
        .people
        .iter()
        .filter_map(|members| person_from_peaks(members, &peaks, stride as f32))
        .collect();
    people.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(people)
}

fn tensor_channel(tensor: &Tensor, channel: usize, cells: usize) -> &[f32] {
    &tensor.data[channel * cells..(channel + 1) * cells]
}

/// A candidate for a joint; position in cells.
#[derive(Clone, Copy, Debug)]
struct JointCandidate {
    at: [f32; 2],
    score: f32,
}

/// One channel of a network output.
struct ChannelGrid<'a> {
    cells: &'a [f32],
    columns: usize,
    rows: usize,
}

impl ChannelGrid<'_> {
    fn at(&self, x: usize, y: usize) -> f32 {
        self.cells[y * self.columns + x]
    }

    /// Local maxima of 3 x 3 cells, refined by a parabola along each axis; without the border cells.
    fn peaks(&self) -> Vec<JointCandidate> {
        let mut found = Vec::new();
        for y in 1..self.rows.saturating_sub(1) {
            for x in 1..self.columns.saturating_sub(1) {
                let v = self.at(x, y);
                if v < MIN_PEAK || !self.is_local_maximum(x, y, v) {
                    continue;
                }
                let (dx, top_x) = parabola(self.at(x - 1, y), v, self.at(x + 1, y));
                let (dy, top_y) = parabola(self.at(x, y - 1), v, self.at(x, y + 1));
                found.push(JointCandidate {
                    at: [x as f32 + dx, y as f32 + dy],
                    score: (top_x + top_y - v).clamp(0.0, 1.0),
                });
            }
        }
        found
    }

    /// Whether a cell is the largest of its 3 x 3 neighbourhood; of equal neighbours, only the first is.
    fn is_local_maximum(&self, x: usize, y: usize, v: f32) -> bool {
        (y - 1..=y + 1).all(|j| {
            (x - 1..=x + 1).all(|i| {
                let other = self.at(i, j);
                v > other || (v == other && (j, i) >= (y, x))
            })
        })
    }

    /// Bilinear interpolation at a position in cells, clamped to the border.
    fn sample(&self, [x, y]: [f32; 2]) -> f32 {
        let neighbours = |v: f32, count: usize| {
            let v = v.clamp(0.0, count as f32 - 1.0);
            let first = v as usize;
            (first, (first + 1).min(count - 1), v - first as f32)
        };
        let ((x0, x1, u), (y0, y1, v)) = (neighbours(x, self.columns), neighbours(y, self.rows));
        let top = self.at(x0, y0) * (1.0 - u) + self.at(x1, y0) * u;
        let bottom = self.at(x0, y1) * (1.0 - u) + self.at(x1, y1) * u;
        top * (1.0 - v) + bottom * v
    }
}

/// Offset of the maximum of the parabola through three equidistant values from the middle one, in steps, and its height.
fn parabola(before: f32, middle: f32, after: f32) -> (f32, f32) {
    let curvature = before - 2.0 * middle + after;
    if curvature >= 0.0 {
        return (0.0, middle);
    }
    let offset = (0.5 * (before - after) / curvature).clamp(-0.5, 0.5);
    (offset, middle - 0.25 * (before - after) * offset)
}

/// Pairs of candidates that the field of a limb connects: greedily, best first, each candidate at most once.
fn connect(
    from: &[JointCandidate],
    to: &[JointCandidate],
    field: &[ChannelGrid<'_>; 2],
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (a, start) in from.iter().enumerate() {
        for (b, end) in to.iter().enumerate() {
            if let Some(affinity) = limb_affinity(start, end, field) {
                candidates.push((affinity, a, b));
            }
        }
    }
    candidates.sort_by(|l, r| r.0.total_cmp(&l.0));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, a, b) in candidates {
        if chosen.iter().all(|&(x, y)| x != a && y != b) {
            chosen.push((a, b));
        }
    }
    chosen
}

/// Line integral of the field along a limb from `start` to `end`. `None`: the field does not support the limb.
fn limb_affinity(
    start: &JointCandidate,
    end: &JointCandidate,
    field: &[ChannelGrid<'_>; 2],
) -> Option<f32> {
    let [dx, dy] = [0, 1].map(|i| end.at[i] - start.at[i]);
    let length = dx.hypot(dy);
    if length < 1e-3 {
        return None;
    }
    let (mut sum, mut agreeing) = (0.0, 0);
    for i in 0..SAMPLES {
        let part = i as f32 / (SAMPLES - 1) as f32;
        let at = [start.at[0] + part * dx, start.at[1] + part * dy];
        let along = (field[0].sample(at) * dx + field[1].sample(at) * dy) / length;
        sum += along;
        agreeing += usize::from(along > MIN_FIELD);
    }
    // As OpenPose: limbs longer than half the height of the image are penalised.
    let length_penalty = (0.5 * field[0].rows as f32 / length - 1.0).min(0.0);
    let affinity = sum / SAMPLES as f32 + length_penalty;
    (agreeing >= MIN_AGREEING && affinity > 0.0).then_some(affinity)
}

/// By joint: the index of the candidate that belongs to a person.
type Members = [Option<usize>; JOINTS];

/// People, assembled limb by limb.
#[derive(Default)]
struct PersonGroups {
    people: Vec<Members>,
}

impl PersonGroups {
    /// Adds a limb to the person that has one of its ends. A limb between two people merges them if they have no joint in
    /// common. A limb without a person starts a new one.
    fn add_limb(&mut self, (from, a): (usize, usize), (to, b): (usize, usize)) {
        let has_from = self.people.iter().position(|p| p[from] == Some(a));
        let has_to = self.people.iter().position(|p| p[to] == Some(b));
        match (has_from, has_to) {
            (Some(i), Some(j)) if i == j => {}
            (Some(i), Some(j)) => {
                let (one, two) = (self.people[i], self.people[j]);
                if one
                    .iter()
                    .zip(&two)
                    .all(|(x, y)| x.is_none() || y.is_none())
                {
                    self.people[i] = std::array::from_fn(|k| one[k].or(two[k]));
                    self.people.remove(j);
                }
            }
            (Some(i), None) if self.people[i][to].is_none() => self.people[i][to] = Some(b),
            (None, Some(j)) if self.people[j][from].is_none() => self.people[j][from] = Some(a),
            (None, None) => {
                let mut members = [None; JOINTS];
                (members[from], members[to]) = (Some(a), Some(b));
                self.people.push(members);
            }
            _ => {}
        }
    }
}

fn person_from_peaks(
    members: &Members,
    peaks: &[Vec<JointCandidate>],
    stride: f32,
) -> Option<DecodedPerson> {
    let keypoint = |j: usize| {
        let peak = peaks[j][members[j]?];
        Some(DecodedKeypoint {
            // The centre of a cell is the centre of the pixels that it covers.
            at: peak.at.map(|v| (v + 0.5) * stride - 0.5),
            score: peak.score,
            sigma_px: sigma_from_score(stride, peak.score),
        })
    };
    let joints: Vec<Option<DecodedKeypoint>> = (0..JOINTS).map(keypoint).collect();
    let count = joints.iter().flatten().count();
    (count >= MIN_JOINTS).then(|| DecodedPerson {
        score: joints.iter().flatten().map(|s| s.score).sum::<f32>() / count as f32,
        joints,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ROWS: usize = 32;
    const COLUMNS: usize = 57;

    struct SyntheticOutput {
        heatmaps: Tensor,
        fields: Tensor,
    }

    impl SyntheticOutput {
        fn new() -> SyntheticOutput {
            let zeros = |n| Tensor {
                shape: vec![n, ROWS, COLUMNS],
                data: vec![0.0; n * ROWS * COLUMNS],
            };
            SyntheticOutput {
                heatmaps: zeros(19),
                fields: zeros(38),
            }
        }

        fn add_joint(&mut self, joint: usize, at: [f32; 2]) {
            for y in 0..ROWS {
                for x in 0..COLUMNS {
                    let d2 = (x as f32 - at[0]).powi(2) + (y as f32 - at[1]).powi(2);
                    self.heatmaps.data[(joint * ROWS + y) * COLUMNS + x] += (-d2 / 2.0).exp();
                }
            }
        }

        fn draw_limb(&mut self, from: [f32; 2], to: [f32; 2], channel: usize) {
            let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
            let length = dx.hypot(dy);
            for y in 0..ROWS {
                for x in 0..COLUMNS {
                    let (px, py) = (x as f32 - from[0], y as f32 - from[1]);
                    let along = (px * dx + py * dy) / length;
                    let across = (px * dy - py * dx) / length;
                    if along >= -1.0 && along <= length + 1.0 && across.abs() <= 1.0 {
                        let cell = y * COLUMNS + x;
                        self.fields.data[channel * ROWS * COLUMNS + cell] = dx / length;
                        self.fields.data[(channel + 1) * ROWS * COLUMNS + cell] = dy / length;
                    }
                }
            }
        }

        /// Adds a person with neck, shoulders and elbows at column `x`.
        fn add_person(&mut self, x: f32) {
            let at = [
                [x, 8.0],
                [x - 3.0, 8.0],
                [x - 3.0, 14.0],
                [x + 3.0, 8.0],
                [x + 3.0, 14.0],
            ];
            for (joint, p) in [1, 2, 3, 5, 6].into_iter().zip(at) {
                self.add_joint(joint, p);
            }
            self.draw_limb(at[0], at[1], 12);
            self.draw_limb(at[0], at[3], 20);
            self.draw_limb(at[1], at[2], 14);
            self.draw_limb(at[3], at[4], 22);
        }
    }

    #[test]
    fn two_people_are_separated_by_their_limbs() {
        let mut output = SyntheticOutput::new();
        output.add_person(14.25);
        output.add_person(38.0);
        let found = decode(&output.fields, &output.heatmaps, 8).unwrap();
        assert_eq!(found.len(), 2);
        for person in &found {
            assert_eq!(person.joints.iter().flatten().count(), 5);
            let [neck, shoulder] = [1, 2].map(|j| person.joints[j].unwrap().at);
            assert!((neck[0] - shoulder[0] - 24.0).abs() < 2.0);
        }
        let mut necks: Vec<f32> = found.iter().map(|p| p.joints[1].unwrap().at[0]).collect();
        necks.sort_by(f32::total_cmp);
        assert!((necks[0] - (14.75 * 8.0 - 0.5)).abs() < 0.5, "{necks:?}");
        assert!((necks[1] - (38.5 * 8.0 - 0.5)).abs() < 0.5, "{necks:?}");
    }

    #[test]
    fn joints_without_limbs_give_no_person() {
        let mut output = SyntheticOutput::new();
        for joint in 0..JOINTS {
            output.add_joint(joint, [10.0 + joint as f32, 12.0]);
        }
        assert!(
            decode(&output.fields, &output.heatmaps, 8)
                .unwrap()
                .is_empty()
        );
    }
}
