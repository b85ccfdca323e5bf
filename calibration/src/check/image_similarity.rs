//! The similarity (scale and shift) between projected and observed people that most of them agree on.

/// Takes a projected position p to `scale · p + shift_px`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ImageSimilarity {
    pub scale: f64,
    pub shift_px: [f64; 2],
}

impl ImageSimilarity {
    pub const IDENTITY: ImageSimilarity = ImageSimilarity {
        scale: 1.0,
        shift_px: [0.0; 2],
    };

    /// The distance between `to` and where this takes `from`, px.
    pub fn error_px(&self, [from, to]: &[[f64; 2]; 2]) -> f64 {
        let (s, d) = (self.scale, self.shift_px);
        (s * from[0] + d[0] - to[0]).hypot(s * from[1] + d[1] - to[1])
    }
}

/// A projected and an observed position, px, for each joint of one person.
pub(super) type JointPairs = Vec<[[f64; 2]; 2]>;

/// The similarity that most people agree on: every candidate pair of athlete and person proposes its own, and all people vote. Each
/// of `alternatives` lists the candidates of one observed person.
pub(super) fn vote_similarity(
    candidates: &[JointPairs],
    alternatives: &[Vec<usize>],
) -> Option<ImageSimilarity> {
    let own: Vec<Option<(ImageSimilarity, f64)>> =
        candidates.iter().map(|p| fit_similarity(p)).collect();
    let voters: Vec<&Vec<usize>> = alternatives
        .iter()
        .step_by(alternatives.len() / 150 + 1)
        .collect();
    let votes = |similarity: &ImageSimilarity| -> usize {
        let agrees = |i: &usize| {
            let p = &candidates[*i];
            let (mut error, mut extent) = (0.0, 0.0);
            let first = p[0][1];
            for pair in p {
                error += similarity.error_px(pair);
                extent += (pair[1][0] - first[0]).hypot(pair[1][1] - first[1]);
            }
            error < 0.35 * extent
        };
        voters.iter().filter(|v| v.iter().any(agrees)).count()
    };
    let proposals = own.iter().flatten();
    let proposals: Vec<_> = proposals
        .filter(|(s, residual)| *residual < 0.2 && (0.2..5.0).contains(&s.scale))
        .collect();
    let step = proposals.len() / 300 + 1;
    let best = proposals
        .iter()
        .step_by(step)
        .map(|(s, _)| (votes(s), *s))
        .max_by(|a, b| {
            let magnitude = |s: &ImageSimilarity| s.scale.ln().abs();
            let smaller = magnitude(&b.1).total_cmp(&magnitude(&a.1));
            a.0.cmp(&b.0).then(smaller)
        })?;
    (best.0 >= 3 && 4 * best.0 >= voters.len()).then_some(best.1)
}

/// The least-squares similarity of one person's joints, and the residual as a share of the person's size.
fn fit_similarity(joints: &[[[f64; 2]; 2]]) -> Option<(ImageSimilarity, f64)> {
    if joints.len() < 5 {
        return None;
    }
    let n = joints.len() as f64;
    let mean = |k: usize, axis: usize| joints.iter().map(|j| j[k][axis]).sum::<f64>() / n;
    let (from, to) = ([mean(0, 0), mean(0, 1)], [mean(1, 0), mean(1, 1)]);
    let (mut cross, mut square, mut size) = (0.0, 0.0, 0.0);
    for j in joints {
        for axis in 0..2 {
            let (a, b) = (j[0][axis] - from[axis], j[1][axis] - to[axis]);
            cross += a * b;
            square += a * a;
            size += b * b;
        }
    }
    let scale = cross / square;
    if !(scale > 0.0 && scale.is_finite() && size > 0.0) {
        return None;
    }
    let residual = (size - scale * cross).max(0.0) / size;
    let similarity = ImageSimilarity {
        scale,
        shift_px: [to[0] - scale * from[0], to[1] - scale * from[1]],
    };
    Some((similarity, residual.sqrt()))
}
