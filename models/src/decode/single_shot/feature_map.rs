//! One map of the network's output, and the peaks in it.

use crate::decode::local_maxima::local_maxima;
use crate::decode::types::{DecodedKeypoint, Tensor, sigmoid};

/// Number of joints, HALPE_26.
pub(super) const JOINTS: usize = 26;
/// Input pixels per cell of the coarse map, each way.
pub(super) const COARSE_PX: f32 = 8.0;
/// Input pixels per cell of the fine map, each way.
pub(super) const FINE_PX: f32 = 4.0;
/// Standard deviation of the peak of a joint whose position is known exactly, fine cells: `PEAK_SIGMA` of
/// `models/training/crops.py`.
pub(super) const PEAK_SIGMA: f32 = 0.65;
/// Standard deviation of the position of a joint whose peak has height 1, fine cells.
const MIN_SIGMA: f32 = 0.25;

/// The highest cell of a peak of the fine map, and the probability that the joint is there.
#[derive(Clone, Copy)]
pub(super) struct HeatmapPeak {
    /// Column and row.
    pub cell: [usize; 2],
    pub height: f32,
}

/// Channels of logits or offsets, row-major.
pub(super) struct FeatureMap<'a> {
    data: &'a [f32],
    pub rows: usize,
    pub columns: usize,
}

impl<'a> FeatureMap<'a> {
    pub fn new(tensor: &'a Tensor, rows: usize, columns: usize) -> FeatureMap<'a> {
        let data = &tensor.data;
        FeatureMap {
            data,
            rows,
            columns,
        }
    }

    fn channel(&self, channel: usize) -> &'a [f32] {
        &self.data[channel * self.rows * self.columns..][..self.rows * self.columns]
    }

    pub fn at(&self, channel: usize, [x, y]: [usize; 2]) -> f32 {
        self.channel(channel)[y * self.columns + x]
    }

    /// The local maxima of a channel of logits with a probability of at least `min`, and their probabilities.
    pub fn peaks(
        &self,
        channel: usize,
        min: f32,
    ) -> impl Iterator<Item = ([usize; 2], f32)> + use<'a> {
        let min = min.clamp(1e-6, 1.0 - 1e-6);
        let min_logit = (min / (1.0 - min)).ln();
        local_maxima(self.channel(channel), self.columns, self.rows, min_logit)
            .map(|(x, y, logit)| ([x, y], sigmoid(logit)))
    }

    /// The probability in a cell of a channel of logits.
    pub fn height(&self, channel: usize, cell: [usize; 2]) -> f32 {
        sigmoid(self.at(channel, cell))
    }

    /// The summed probability of a joint and its mirrored one in a cell, up to 2; of a joint on the midline, its own.
    pub fn pair_height(&self, [joint, mirrored]: [usize; 2], cell: [usize; 2]) -> f32 {
        let height = self.height(joint, cell);
        if joint == mirrored {
            return height;
        }
        height + self.height(mirrored, cell)
    }

    /// The 3 x 3 neighbourhood of a cell, the cell included.
    pub fn neighbourhood(&self, [x, y]: [usize; 2]) -> impl Iterator<Item = [usize; 2]> + use<> {
        let (right, below) = (self.columns.min(x + 2), self.rows.min(y + 2));
        (y.saturating_sub(1)..below)
            .flat_map(move |v| (x.saturating_sub(1)..right).map(move |u| [u, v]))
    }

    /// The cells of the fine map within `radius_px` of `at` (input pixels) along each axis.
    pub fn cells_within(
        &self,
        at: [f32; 2],
        radius_px: f32,
    ) -> impl Iterator<Item = [usize; 2]> + use<> {
        let radius = (radius_px / FINE_PX).ceil();
        let range = |i: usize, side: usize| {
            let centre = (at[i] - (FINE_PX - 1.0) / 2.0) / FINE_PX;
            let low = (centre - radius).ceil().clamp(0.0, side as f32);
            let high = (centre + radius).floor().clamp(-1.0, side as f32 - 1.0);
            low as usize..(high + 1.0) as usize
        };
        let columns = range(0, self.columns);
        range(1, self.rows).flat_map(move |y| columns.clone().map(move |x| [x, y]))
    }

    /// The sub-cell position of a peak of the fine map and its standard deviation, in input pixels.
    ///
    /// The network is trained by cross-entropy against peaks of standard deviation b = `PEAK_SIGMA`. A position known to a
    /// standard deviation s gives a peak of variance b² + s² and of height b² / (b² + s²), so s = b √(1 / height − 1).
    pub fn refine(
        &self,
        channels: [usize; 2],
        HeatmapPeak { cell, height }: HeatmapPeak,
    ) -> DecodedKeypoint {
        let sigma = PEAK_SIGMA * (1.0 / height.clamp(1e-3, 1.0) - 1.0).sqrt();
        let top = [0, 1].map(|axis| cell[axis] as f32 + self.offset(channels, cell, axis));
        DecodedKeypoint {
            at: top.map(|v| v * FINE_PX + (FINE_PX - 1.0) / 2.0),
            score: height,
            sigma_px: FINE_PX * sigma.hypot(MIN_SIGMA),
        }
    }

    /// Offset from the highest cell of a peak to its maximum along one axis, cells: the maximum of the parabola through the
    /// logarithms of three cells. 0 at the border of the map.
    fn offset(&self, channels: [usize; 2], cell: [usize; 2], axis: usize) -> f32 {
        let side = [self.columns, self.rows][axis];
        if cell[axis] == 0 || cell[axis] + 1 >= side {
            return 0.0;
        }
        let log = |step: usize| {
            let mut at = cell;
            at[axis] = cell[axis] + step - 1;
            self.pair_height(channels, at).max(1e-6).ln()
        };
        let (before, here, after) = (log(0), log(1), log(2));
        let curvature = before + after - 2.0 * here;
        if curvature > -1e-3 {
            return 0.0;
        }
        (0.5 * (before - after) / curvature).clamp(-0.6, 0.6)
    }
}
