//! How cameras do: what they send that is not new, and whether what they see lies where the others see it.

use trackside_schema::{CameraId, FrameSet, Person2d, Timestamp, View};

/// The median of the squared residual of a sight that errs as it says, in its own variances. In two dimensions 2 ln 2; less
/// what a joint gives way to each of the sights that it is made from.
const USUAL: f64 = 1.1;
/// How far one residual moves the running median, as a share of it.
const STEP: f64 = 0.01;
/// No camera is trusted less than this, in its own standard deviations.
const WORST: f64 = 10.0;
/// A camera that errs up to this many times farther than it says is obeyed all the same: detectors are too sure of
/// themselves, each in its own way, and who is doubted looks the worse for it.
const TOLERATED: f64 = 3.3;

/// A camera that sends nothing new for so long, s, is not well.
const LONG_SILENCE_S: f64 = 0.5;

/// How one camera does.
#[derive(Clone, Copy, Debug)]
pub struct CameraHealth {
    /// Which.
    pub camera: CameraId,
    /// Views that were the one before once more, and were not looked at.
    pub repeated: u64,
    /// Time since it last sent something new, s.
    pub silent_s: f64,
    /// The longest that it was silent, s.
    pub longest_silence_s: f64,
    /// How many times farther than it says it errs, 1 or more. From 3.3 its views count the less for it.
    pub noise: f64,
    /// The largest that `noise` was.
    pub worst_noise: f64,
    median: f64,
    last: Option<u64>,
}

impl CameraHealth {
    /// Whether there is nothing to say of it.
    pub fn is_well(&self) -> bool {
        self.repeated == 0
            && self.longest_silence_s < LONG_SILENCE_S
            && self.worst_noise <= TOLERATED
    }

    /// It is calibrated anew: what it erred by before says nothing.
    pub(crate) fn trust_again(&mut self) {
        (self.median, self.noise) = (USUAL, 1.0);
    }

    /// The factor on what it says of its errors.
    pub(crate) fn doubt(&self) -> f64 {
        if self.noise > TOLERATED {
            self.noise
        } else {
            1.0
        }
    }
}

/// All cameras of a rig, by their index.
#[derive(Debug)]
pub(crate) struct Health {
    pub cameras: Vec<CameraHealth>,
    heard: Vec<Option<Timestamp>>,
    stale: Vec<bool>,
    began: Option<Timestamp>,
}

impl Health {
    pub fn of(cameras: usize) -> Health {
        let healthy = |i: usize| CameraHealth {
            // A rig has at most 255 cameras.
            camera: CameraId(i as u8),
            repeated: 0,
            silent_s: 0.0,
            longest_silence_s: 0.0,
            noise: 1.0,
            worst_noise: 1.0,
            median: USUAL,
            last: None,
        };
        Health {
            cameras: (0..cameras).map(healthy).collect(),
            heard: vec![None; cameras],
            stale: vec![false; cameras],
            began: None,
        }
    }

    /// Takes note of who sent what. A view like its camera's last one to the last bit is a repeated picture, unless
    /// nothing moved for anybody.
    pub fn hear(&mut self, moment: &FrameSet) {
        let began = *self.began.get_or_insert(moment.time);
        self.stale.fill(false);
        let mut moved = false;
        for view in &moment.views {
            let index = view.camera.index();
            let Some(camera) = self.cameras.get_mut(index) else {
                continue;
            };
            let now = fingerprint(view);
            self.stale[index] = now.is_some() && now == camera.last;
            moved |= now.is_some() && !self.stale[index];
            camera.last = now;
        }
        for view in &moment.views {
            let index = view.camera.index();
            let Some(camera) = self.cameras.get_mut(index) else {
                continue;
            };
            self.stale[index] &= moved;
            if self.stale[index] {
                camera.repeated += 1;
            } else {
                self.heard[index] = Some(moment.time);
            }
        }
        for (camera, heard) in self.cameras.iter_mut().zip(&self.heard) {
            camera.silent_s = moment.time.seconds_since(heard.unwrap_or(began)).max(0.0);
            camera.longest_silence_s = camera.longest_silence_s.max(camera.silent_s);
        }
    }

    /// Whether the camera's view is to be left alone.
    pub fn is_stale(&self, camera: usize) -> bool {
        self.stale.get(camera).copied().unwrap_or(false)
    }

    /// Takes note of a sight that lay `residual` of its standard deviations from where the joint turned out to be. The
    /// median follows slowly and does not mind outliers.
    pub fn note(&mut self, camera: usize, residual: f64) {
        let c = &mut self.cameras[camera];
        let beyond = (residual * c.doubt()).powi(2) > c.median;
        c.median *= if beyond {
            1.0 + STEP
        } else {
            1.0 / (1.0 + STEP)
        };
        c.median = c.median.clamp(USUAL, USUAL * WORST * WORST);
        c.noise = (c.median / USUAL).sqrt();
        c.worst_noise = c.worst_noise.max(c.noise);
    }
}

/// The people of a view as a number (FNV-1a); `None` where there are none.
fn fingerprint(view: &View) -> Option<u64> {
    let joints = |p: &Person2d| p.joints.into_iter().flatten();
    let mut hash = None;
    for k in view.people.iter().flat_map(joints) {
        for bits in [k.at.x.to_bits(), k.at.y.to_bits()] {
            let before = hash.unwrap_or(0xcbf2_9ce4_8422_2325_u64);
            hash = Some((before ^ bits).wrapping_mul(0x0000_0100_0000_01b3));
        }
    }
    hash
}
