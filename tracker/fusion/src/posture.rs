//! How bodies hold themselves: small networks that have watched people run, jump and throw tell how far the joints of a fitted body
//! are off, from how all of them lie and go.
//!
//! They are believed as far as they prove right, athlete by athlete and joint by joint: see [`Trust`].

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint, WorldPoint};

use crate::kin::Word;
use crate::triangulate::Gaussian;

/// Over so many seconds a joint's velocity is compared with what it was.
pub(crate) const LAG_S: f64 = 0.1;
/// What is heard of each joint, and of the trunk.
const OF_JOINT: usize = 15;
const OF_TRUNK: usize = 6;
const INPUTS: usize = OF_JOINT * JOINT_COUNT + OF_TRUNK;
/// What is told: three coordinates of each joint, and after all of these the logarithm of each joint's deviation.
const OUTPUTS: usize = 4 * JOINT_COUNT;
/// The unit of what is told, m.
const UNIT_M: f64 = 0.02;

/// One joint as it was filtered, on its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Own {
    pub at: Vector3<f64>,
    pub velocity: Vector3<f64>,
    /// How much faster it goes than [`LAG_S`] ago, m/s.
    pub gains: Vector3<f64>,
    pub sigma_m: f64,
    pub views: u8,
}

/// All joints of an athlete.
pub(crate) type Owns = [Option<Own>; JOINT_COUNT];
/// The body that was fitted to them.
pub(crate) type Fitted = [Option<Gaussian>; JOINT_COUNT];

/// What a network hears of an athlete: the same wherever he is and whichever way he faces.
///
/// Axes are the trunk's: ahead, left, up. For each joint 15 numbers, all 0 where it is not known: where the fitted body has it from the middle of the trunk
/// (in thirds of a metre), how far it was filtered from there (0.05 m), its velocity but for the trunk's (3 m/s), how much that grew within 0.1 s
/// (m/s), 1, its `sigma_m` (0.05 m), and its views (5). Then the trunk's velocity (4 m/s) and how much that grew (0.5 m/s).
#[derive(Clone, Debug)]
pub struct PosePriorInput {
    /// The numbers.
    pub features: [f32; INPUTS],
    /// Where the left side is, on the ground.
    left: [f64; 2],
    /// The fitted body.
    body: [Option<Vector3<f64>>; JOINT_COUNT],
}

impl PosePriorInput {
    /// `None` where the trunk is not known.
    pub(crate) fn of(owns: &Owns, fitted: &Fitted) -> Option<PosePriorInput> {
        let both = |j: Joint| Some((owns[j.index()].as_ref()?, fitted[j.index()].as_ref()?));
        let trunk = [Joint::LHip, Joint::LShoulder, Joint::RHip, Joint::RShoulder].map(both);
        let [Some(a), Some(b), Some(c), Some(d)] = trunk else {
            return None;
        };
        let across = a.1.mean + b.1.mean - c.1.mean - d.1.mean;
        let length = across.x.hypot(across.y).max(1e-6);
        let mut stance = PosePriorInput {
            features: [0.0; INPUTS],
            left: [across.x / length, across.y / length],
            body: std::array::from_fn(|j| Some(fitted[j].as_ref()?.mean)),
        };
        let trunk = [a, b, c, d];
        let mean = |of: fn(&(&Own, &Gaussian)) -> Vector3<f64>| {
            trunk.iter().map(of).sum::<Vector3<f64>>() / 4.0
        };
        let (middle, velocity) = (mean(|t| t.1.mean), mean(|t| t.0.velocity));
        let gains = mean(|t| t.0.gains);
        for j in 0..JOINT_COUNT {
            let (Some(own), Some(fitted)) = (&owns[j], &fitted[j]) else {
                continue;
            };
            let at = OF_JOINT * j;
            stance.note(at, (fitted.mean - middle) * 3.0);
            stance.note(at + 3, (own.at - fitted.mean) * 20.0);
            stance.note(at + 6, (own.velocity - velocity) / 3.0);
            stance.note(at + 9, own.gains - gains);
            stance.features[at + 12] = 1.0;
            stance.features[at + 13] = (own.sigma_m * 20.0) as f32;
            stance.features[at + 14] = f32::from(own.views) / 5.0;
        }
        stance.note(OF_JOINT * JOINT_COUNT, velocity / 4.0);
        stance.note(OF_JOINT * JOINT_COUNT + 3, gains * 2.0);
        Some(stance)
    }

    /// How far each joint of the fitted body is from where it truly was: what to add, ahead, left, up, m.
    pub fn joint_errors(
        &self,
        truth: &[WorldPoint; JOINT_COUNT],
    ) -> [Option<[f64; 3]>; JOINT_COUNT] {
        std::array::from_fn(|j| Some(self.turned(truth[j].0.coords - self.body[j]?).into()))
    }

    fn note(&mut self, at: usize, v: Vector3<f64>) {
        let v = self.turned(v);
        self.features[at..at + 3].copy_from_slice(&[v.x as f32, v.y as f32, v.z as f32]);
    }

    /// From the world to ahead, left, up.
    fn turned(&self, v: Vector3<f64>) -> Vector3<f64> {
        let [x, y] = self.left;
        Vector3::new(y * v.x - x * v.y, x * v.x + y * v.y, v.z)
    }

    /// And back.
    fn back(&self, v: Vector3<f64>) -> Vector3<f64> {
        let [x, y] = self.left;
        Vector3::new(y * v.x + x * v.y, y * v.y - x * v.x, v.z)
    }
}

/// Three layers of rectified sums.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    layers: [Layer; 3],
}

#[derive(Clone, Debug)]
struct Layer {
    /// By input, then by output.
    weights: Vec<f32>,
    biases: Vec<f32>,
}

/// A layer is no wider than this.
const WIDEST: usize = OUTPUTS;

impl Network {
    /// The network of one of the files that the program carries, as `models/training/posture.py` writes them: little-endian `f32`, first the widths of the
    /// two hidden layers, then of each layer the weights, by input, and the biases.
    ///
    /// # Panics
    /// The file is not such a network. What the program carries is, as the tests see.
    fn carried(file: &[u8]) -> Network {
        let number = |c: &[u8]| f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
        let mut numbers = file.chunks_exact(4).map(number);
        let mut next = || numbers.next().expect("the file has all weights");
        let [a, b] = [next() as usize, next() as usize];
        assert!(a <= WIDEST && b <= WIDEST, "{a} and {b} are too wide");
        let layers = [(INPUTS, a), (a, b), (b, OUTPUTS)].map(|(inputs, outputs)| Layer {
            weights: (0..inputs * outputs).map(|_| next()).collect(),
            biases: (0..outputs).map(|_| next()).collect(),
        });
        assert!(numbers.next().is_none(), "the file has no more than that");
        Network { layers }
    }

    fn run(&self, inputs: &[f32; INPUTS]) -> [f32; OUTPUTS] {
        let mut from;
        let mut to = [0.0; WIDEST];
        let mut told: &[f32] = inputs;
        for (k, layer) in self.layers.iter().enumerate() {
            let width = layer.biases.len();
            layer.add_up(told, &mut to[..width]);
            if k + 1 < self.layers.len() {
                to[..width].iter_mut().for_each(|s| *s = s.max(0.0));
            }
            from = to;
            told = &from[..width];
        }
        to
    }
}

impl Layer {
    fn add_up(&self, told: &[f32], sums: &mut [f32]) {
        let width = sums.len();
        sums.copy_from_slice(&self.biases);
        // Four rows at a time: sums are read and written a quarter as often.
        let (fours, rest) = told.as_chunks::<4>();
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

/// What the live and the smooth stream's networks know.
#[derive(Clone, Debug)]
pub(crate) struct Posture {
    live: Network,
    smooth: Network,
}

impl Default for Posture {
    fn default() -> Posture {
        Posture {
            live: Network::carried(include_bytes!("../posture/live.f32")),
            smooth: Network::carried(include_bytes!("../posture/smooth.f32")),
        }
    }
}

impl Posture {
    /// Mends the body that was fitted to what is known at once, and remembers what was told, to be held against the next sights.
    pub fn mend(&self, owns: &Owns, fitted: &mut Fitted, trust: &mut Trust) {
        trust.last = [None; JOINT_COUNT];
        let Trust { last, .. } = trust;
        let told = told(&self.live, owns, fitted);
        for (last, told) in last.iter_mut().zip(&told) {
            *last = told.map(|(told, _)| told);
        }
        believe(&told, fitted, trust);
    }

    /// Mends the body that was fitted to what is known of an earlier moment.
    pub fn mend_past(&self, owns: &Owns, fitted: &mut Fitted, trust: &Trust) {
        believe(&told(&self.smooth, owns, fitted), fitted, trust);
    }
}

/// By joint: how far it is off, and the deviation of the rest, m.
type Told = [Option<(Off, f64)>; JOINT_COUNT];

fn told(network: &Network, owns: &Owns, fitted: &Fitted) -> Told {
    let Some(stance) = PosePriorInput::of(owns, fitted) else {
        return [None; JOINT_COUNT];
    };
    let told = network.run(&stance.features);
    std::array::from_fn(|j| {
        let (own, fitted) = (owns[j].as_ref()?, fitted[j].as_ref()?);
        let told_m = |i: usize| f64::from(told[3 * j + i]) * UNIT_M;
        let by = stance.back(Vector3::new(told_m(0), told_m(1), told_m(2)));
        let rest = f64::from(told[3 * JOINT_COUNT + j].clamp(-4.0, 4.0)).exp() * UNIT_M;
        let fitted = fitted.mean - own.at;
        Some((Off { by, fitted }, rest))
    })
}

fn believe(told: &Told, fitted: &mut Fitted, trust: &Trust) {
    for (j, (told, fitted)) in told.iter().zip(fitted).enumerate() {
        if let (Some((off, rest)), Some(fitted)) = (told, fitted) {
            let share = trust.of(j);
            let narrower = 1.0 + share * (rest / fitted.sigma_m().max(1e-6) - 1.0);
            fitted.mean += off.by * share;
            fitted.covariance *= narrower * narrower;
        }
    }
}

/// How far a joint is off.
#[derive(Clone, Copy, Debug)]
struct Off {
    /// From where it was fitted to where it is said to be.
    by: Vector3<f64>,
    /// From where it was filtered to where it was fitted.
    fitted: Vector3<f64>,
}

/// How far networks are believed of one athlete.
///
/// The next sights know nothing of what was told before. So if corrections are right, then what the sights say goes their way: with h their push about the
/// fitted joint, Λ their information and d the correction, the share of d that suits them best is Σ dᵀh / Σ dᵀΛd (weighted least squares), with a variance of
/// 1 / Σ dᵀΛd. Two standard deviations less than that is taken: 0 at first, 1 at most. A network that knows other people, or has another idea of where a joint is, is not heard.
#[derive(Clone, Debug)]
pub(crate) struct Trust {
    /// By joint, that of the left side for both: Σ dᵀh, and Σ dᵀΛd.
    went: [f64; JOINT_COUNT],
    could: [f64; JOINT_COUNT],
    /// What was told last.
    last: [Option<Off>; JOINT_COUNT],
}

/// How well it was foretold is forgotten over this time, s.
const MEMORY_S: f64 = 20.0;
/// Less than what suits best is taken, by so many standard deviations of that.
const SURELY: f64 = 2.0;

impl Default for Trust {
    fn default() -> Trust {
        Trust {
            went: [0.0; JOINT_COUNT],
            could: [0.0; JOINT_COUNT],
            last: [None; JOINT_COUNT],
        }
    }
}

impl Trust {
    /// What was long ago counts less and less.
    pub fn forget(&mut self, dt_s: f64) {
        let keep = (-dt_s / MEMORY_S).exp();
        for sum in self.went.iter_mut().chain(&mut self.could) {
            *sum *= keep;
        }
    }

    /// Hears what the sights of the next moment say.
    pub fn hear(&mut self, words: &[Option<Word>; JOINT_COUNT]) {
        for (j, word) in words.iter().enumerate() {
            if let (Some(word), Some(off)) = (word, self.last[j].take()) {
                let push = word.push - word.information * off.fitted;
                self.went[pair(j)] += off.by.dot(&push);
                self.could[pair(j)] += off.by.dot(&(word.information * off.by));
            }
        }
    }

    /// The share of a joint's corrections that is taken, 0 to 1.
    fn of(&self, joint: usize) -> f64 {
        let (went, could) = (self.went[pair(joint)], self.could[pair(joint)]);
        ((went - SURELY * could.sqrt()) / could.max(1.0)).clamp(0.0, 1.0)
    }
}

/// The joint that stands for it and its mirror image.
fn pair(joint: usize) -> usize {
    joint.min(Joint::ALL[joint].mirrored().index())
}

#[cfg(test)]
mod tests {
    use nalgebra::{Matrix3, Rotation3};

    use super::*;

    /// Somebody who leans, at a place, turned by an angle.
    fn somebody(place: Vector3<f64>, angle: f64) -> (Owns, Fitted) {
        let turn = Rotation3::from_axis_angle(&Vector3::z_axis(), angle);
        let mut known = ([None; JOINT_COUNT], [None; JOINT_COUNT]);
        for joint in Joint::ALL {
            let j = joint.index();
            let side = match joint.side() {
                trackside_schema::Side::Left => 0.2,
                trackside_schema::Side::Right => -0.2,
                trackside_schema::Side::Centre => 0.0,
            };
            let here = Vector3::new(0.01 * j as f64, side, 0.06 * j as f64);
            let goes = Vector3::new(2.0, 0.1 * j as f64, -0.3);
            known.0[j] = Some(Own {
                at: place + turn * here,
                velocity: turn * goes,
                gains: turn * Vector3::new(0.2, 0.0, 0.01 * j as f64),
                sigma_m: 0.03,
                views: 3,
            });
            known.1[j] = Some(Gaussian {
                mean: place + turn * (here * 1.01),
                covariance: Matrix3::identity() * 4e-4,
            });
        }
        known
    }

    #[test]
    fn whoever_is_elsewhere_and_faces_another_way_is_mended_alike() {
        let posture = Posture::default();
        let mended = |place, angle| {
            let (owns, mut fitted) = somebody(place, angle);
            let before = fitted;
            let mut trust = Trust {
                went: [1e9; JOINT_COUNT],
                could: [1e9; JOINT_COUNT],
                ..Trust::default()
            };
            posture.mend(&owns, &mut fitted, &mut trust);
            let back = Rotation3::from_axis_angle(&Vector3::z_axis(), -angle);
            let shifts = fitted
                .iter()
                .zip(&before)
                .flat_map(|(a, b)| Some(back * (a.as_ref()?.mean - b.as_ref()?.mean)));
            shifts.collect::<Vec<_>>()
        };
        let here = mended(Vector3::zeros(), 0.0);
        assert_eq!(here.len(), JOINT_COUNT);
        assert!(here.iter().any(|s| s.norm() > 1e-3), "it tells something");
        let there = mended(Vector3::new(20.0, -7.0, 0.4), 2.1);
        for (a, b) in here.iter().zip(&there) {
            assert!((a - b).norm() < 1e-5, "{a} {b}");
        }
    }

    #[test]
    fn who_foretells_the_sights_is_believed_and_nobody_else() {
        let information = Matrix3::identity() * 900.0;
        let said = Vector3::new(0.01, -0.02, 0.005);
        let after = |share: f64| {
            let mut trust = Trust::default();
            assert_eq!(trust.of(Joint::RKnee.index()), 0.0, "at first");
            for moment in 0..200 {
                let noise = if moment % 2 == 0 { 0.03 } else { -0.03 };
                trust.last[Joint::RKnee.index()] = Some(Off {
                    by: said,
                    fitted: Vector3::zeros(),
                });
                let mut words = [None; JOINT_COUNT];
                words[Joint::RKnee.index()] = Some(Word {
                    information,
                    push: information * (said * share + Vector3::repeat(noise)),
                });
                trust.forget(0.04);
                trust.hear(&words);
            }
            // One knee stands for both.
            trust.of(Joint::LKnee.index())
        };
        assert!(after(1.0) > 0.7, "{}", after(1.0));
        assert!((0.2..0.5).contains(&after(0.5)), "{}", after(0.5));
        assert!(after(0.0) < 0.05, "{}", after(0.0));
        assert_eq!(after(-1.0), 0.0);
    }
}
