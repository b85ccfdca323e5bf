//! A multilayer perceptron with two hidden layers and rectified linear units, evaluated without a runtime.

use trackside_schema::JOINT_COUNT;

use super::input::FEATURES;

/// Three coordinates of each joint's correction, then the logarithm of each joint's remaining standard deviation.
const OUTPUTS: usize = 4 * JOINT_COUNT;
/// No layer is wider than this.
const MAX_WIDTH: usize = OUTPUTS;

/// Its layers.
#[derive(Clone, Debug)]
pub(super) struct Network {
    layers: [Layer; 3],
}

#[derive(Clone, Debug)]
struct Layer {
    /// Row by input, column by output.
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl Network {
    /// Parses one of the files embedded in the program, as `models/training` writes them: little-endian `f32`, first the
    /// widths of the two hidden layers, then of each layer the weights, by input, and the biases.
    ///
    /// # Panics
    /// The file does not hold such a network. The tests parse every embedded file.
    pub fn from_bytes(file: &[u8]) -> Network {
        let number = |c: &[u8]| f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
        let mut numbers = file.chunks_exact(4).map(number);
        let mut next = || numbers.next().expect("the file has all weights");
        let [a, b] = [next() as usize, next() as usize];
        assert!(a <= MAX_WIDTH && b <= MAX_WIDTH, "{a} and {b} are too wide");
        let layers = [(FEATURES, a), (a, b), (b, OUTPUTS)].map(|(inputs, outputs)| Layer {
            weights: (0..inputs * outputs).map(|_| next()).collect(),
            biases: (0..outputs).map(|_| next()).collect(),
        });
        assert!(numbers.next().is_none(), "the file has no more than that");
        Network { layers }
    }

    /// The network's outputs.
    pub fn run(&self, features: &[f32; FEATURES]) -> [f32; OUTPUTS] {
        let mut previous;
        let mut sums = [0.0; MAX_WIDTH];
        let mut inputs: &[f32] = features;
        for (k, layer) in self.layers.iter().enumerate() {
            let width = layer.biases.len();
            layer.forward(inputs, &mut sums[..width]);
            if k + 1 < self.layers.len() {
                sums[..width].iter_mut().for_each(|s| *s = s.max(0.0));
            }
            previous = sums;
            inputs = &previous[..width];
        }
        sums
    }
}

impl Layer {
    /// Weighted sums of the inputs, and the biases.
    fn forward(&self, inputs: &[f32], sums: &mut [f32]) {
        let width = sums.len();
        sums.copy_from_slice(&self.biases);
        // Four rows at a time: sums are read and written a quarter as often.
        let (fours, rest) = inputs.as_chunks::<4>();
        let (rows, last) = self.weights.split_at(width * 4 * fours.len());
        for ([a, b, c, d], rows) in fours.iter().zip(rows.chunks_exact(4 * width)) {
            let (first, second) = rows.split_at(2 * width);
            let ((p, q), (r, s)) = (first.split_at(width), second.split_at(width));
            for ((((sum, p), q), r), s) in sums.iter_mut().zip(p).zip(q).zip(r).zip(s) {
                *sum += (a * p + b * q) + (c * r + d * s);
            }
        }
        for (x, row) in rest.iter().zip(last.chunks_exact(width)) {
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += x * w);
        }
    }
}
