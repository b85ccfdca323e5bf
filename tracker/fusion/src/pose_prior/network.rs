//! A multilayer perceptron with two hidden layers and rectified linear units, evaluated without a runtime.

use trackside_schema::JOINT_COUNT;

use super::input::FEATURES;

/// Three coordinates of each joint's correction, then the logarithm of each joint's remaining standard deviation.
const OUTPUTS: usize = 4 * JOINT_COUNT;
/// No layer is wider than this.
const MAX_WIDTH: usize = OUTPUTS;

/// How a file of weights begins, and the version of its format.
const MAGIC: &[u8] = b"TSPP";
const VERSION: u32 = 1;

/// Why a file is not a network of the pose prior.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NetworkFileError {
    /// It does not begin with [`MAGIC`].
    NotANetwork,
    /// It has another version.
    Version(u32),
    /// Layers, features, hidden widths and outputs are not those of this program's joints and features.
    Shape([usize; 5]),
    /// It has fewer or more numbers than its shape says.
    Length,
}

impl std::fmt::Display for NetworkFileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NetworkFileError::NotANetwork => write!(f, "it does not begin with \"TSPP\""),
            NetworkFileError::Version(v) => {
                write!(
                    f,
                    "its format has version {v}, this program reads {VERSION}"
                )
            }
            NetworkFileError::Shape([layers, features, a, b, outputs]) => write!(
                f,
                "it has {layers} layers, {features} features, hidden widths {a} and {b}, and {outputs} outputs; this program \
                 needs 3 layers, {FEATURES} features, widths up to {MAX_WIDTH}, and {OUTPUTS} outputs: train it again"
            ),
            NetworkFileError::Length => write!(f, "its length does not fit its shape"),
        }
    }
}

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
    /// Parses a file that `models/training/pose_prior.py` wrote: the magic [`MAGIC`], then as little-endian `u32` the version,
    /// the number of layers, the number of features and the width of each layer; then as `f32`, of each layer, the weights by
    /// input and the biases.
    ///
    /// # Errors
    /// Another magic, version or shape, or another number of weights than the shape has.
    pub fn parse(file: &[u8]) -> Result<Network, NetworkFileError> {
        let Some(rest) = file.strip_prefix(MAGIC) else {
            return Err(NetworkFileError::NotANetwork);
        };
        let (words, rest) = rest.as_chunks::<4>();
        let mut words = words.iter().copied();
        let mut integer = || words.next().map(u32::from_le_bytes);
        let version = integer().ok_or(NetworkFileError::Length)?;
        if version != VERSION {
            return Err(NetworkFileError::Version(version));
        }
        let mut shape = [0; 5];
        for number in &mut shape {
            *number = integer().ok_or(NetworkFileError::Length)? as usize;
        }
        let [layers, features, a, b, outputs] = shape;
        let is_fitting = a <= MAX_WIDTH && b <= MAX_WIDTH;
        if (layers, features, outputs) != (3, FEATURES, OUTPUTS) || !is_fitting {
            return Err(NetworkFileError::Shape(shape));
        }
        let widths = [(FEATURES, a), (a, b), (b, OUTPUTS)];
        let count: usize = widths.iter().map(|(i, o)| (i + 1) * o).sum();
        if words.len() != count || !rest.is_empty() {
            return Err(NetworkFileError::Length);
        }
        let mut weights = words.map(f32::from_le_bytes);
        Ok(Network {
            layers: widths.map(|(inputs, outputs)| Layer {
                weights: weights.by_ref().take(inputs * outputs).collect(),
                biases: weights.by_ref().take(outputs).collect(),
            }),
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: &[u8] = include_bytes!("../../pose_prior/live.f32");

    fn error_of(change: impl Fn(&mut Vec<u8>)) -> Option<NetworkFileError> {
        let mut file = LIVE.to_vec();
        change(&mut file);
        Network::parse(&file).err()
    }

    #[test]
    fn a_file_with_another_magic_version_shape_or_length_is_refused() {
        assert_eq!(error_of(|_| {}), None);
        let magic = error_of(|f| f[0] = b'X');
        assert_eq!(magic, Some(NetworkFileError::NotANetwork));
        assert_eq!(error_of(|f| f[4] = 2), Some(NetworkFileError::Version(2)));
        let shape = error_of(|f| f[12] += 1);
        assert!(matches!(shape, Some(NetworkFileError::Shape(_))));
        for length in [3, 10, 30, LIVE.len() - 1, LIVE.len() - 4] {
            assert!(error_of(|f| f.truncate(length)).is_some(), "{length}");
        }
        let longer = error_of(|f| f.extend([0; 4]));
        assert_eq!(longer, Some(NetworkFileError::Length));
    }
}
