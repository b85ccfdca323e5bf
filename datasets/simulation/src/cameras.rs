//! Cameras: where they stand, when their shutters open, and what goes wrong.

use nalgebra::{Point3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{Stamp, StampSource, Timestamp};

use crate::file::{CameraFile, WorldFile};
use crate::random::{Random, stream};

/// A camera of the world: what its calibration says of it, how it keeps time, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntheticCamera {
    /// Its true calibration at time 0.
    pub camera: Camera,
    /// Pictures per second, by its own clock.
    pub fps: f64,
    /// How long the shutter is open, s.
    pub exposure_s: f64,
    /// From the first row's exposure to the last row's, s; 0 for a global shutter.
    pub rolling_shutter_s: f64,
    /// From the shutter's closing (the last row's) to the picture's arrival, s.
    pub latency_s: f64,
    /// The true time of the middle of the first exposure, the middle row's where the shutter rolls, s.
    pub phase_s: f64,
    /// Whether its shutter follows a common signal and not its own clock.
    pub genlocked: bool,
    /// How its clock errs.
    pub clock: Clock,
    /// What goes wrong.
    pub faults: Faults,
    /// Settles what is random about its pictures' times and faults.
    pub seed: u64,
}

/// How a camera's clock errs: it reads `t + offset_s + drift_ppm · 1e-6 · t` at the true time `t`, and its stamps scatter by
/// `jitter_s` about that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// s
    pub offset_s: f64,
    /// Parts per million.
    pub drift_ppm: f64,
    /// One standard deviation, s.
    pub jitter_s: f64,
}

/// What goes wrong with a camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Faults {
    /// Share of pictures that are lost.
    pub drop_share: f64,
    /// Share of pictures that come late.
    pub late_share: f64,
    /// By how much they come late, s.
    pub late_s: f64,
    /// Share of pictures that show the one before once more.
    pub repeat_share: f64,
    /// From when, s, it looks elsewhere, and by what rotation about its own axes (x right, y down, z ahead), rad.
    pub bumped: Option<(f64, Vector3<f64>)>,
    /// From when to when it sends nothing, s.
    pub dead: Option<[f64; 2]>,
    /// From when to when it sends one and the same picture, s.
    pub frozen: Option<[f64; 2]>,
}

/// One picture that a camera takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// Counts the camera's pictures from 0.
    pub image: u64,
    /// The true time of the middle of the exposure, the middle row's where the shutter rolls, s.
    pub mid_exposure_s: f64,
    /// The true time that the picture shows: earlier than `mid_exposure_s` when frozen or repeated, s.
    pub shows_s: f64,
    /// What the camera's clock says of the middle of the exposure, s.
    pub stamped_s: f64,
    /// When it arrives, true time, s.
    pub arrives_s: f64,
    /// Whether it never arrives.
    pub lost: bool,
}

/// The world's cameras, in the order of the file.
pub(crate) fn place(file: &WorldFile, seed: u64) -> Vec<SyntheticCamera> {
    file.camera
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let mut random = Random::new(seed, &[stream::CAMERAS, i as u64]);
            camera(file, c, &mut random)
        })
        .collect()
}

fn camera(file: &WorldFile, c: &CameraFile, random: &mut Random) -> SyntheticCamera {
    let common = &file.cameras;
    let size_px = c.size_px.unwrap_or(common.size_px);
    let fps = c.fps.unwrap_or(common.fps);
    let mut scatter = || common.scatter_m * random.between(-1.0, 1.0);
    let at = Point3::from(c.at) + Vector3::new(scatter(), scatter(), scatter());
    let exposure_s = c.exposure_s.unwrap_or(common.exposure_s);
    let phase = if file.clocks.genlocked {
        0.0
    } else {
        random.unit() / fps
    };
    let k = c.distortion.unwrap_or(common.distortion);
    SyntheticCamera {
        camera: Camera {
            name: c.name.clone(),
            size_px,
            intrinsics: pinhole(size_px, c.hfov_deg),
            distortion: Distortion::BrownConrady([k[0], k[1], k[2], k[3], k[4], 0.0, 0.0, 0.0]),
            cam_from_world: Camera::look_at(at, Point3::from(c.look_at)),
        },
        fps,
        exposure_s,
        rolling_shutter_s: c.rolling_shutter_s.unwrap_or(common.rolling_shutter_s),
        latency_s: common.latency_s,
        phase_s: phase + 0.5 * exposure_s,
        genlocked: file.clocks.genlocked,
        clock: Clock {
            offset_s: file.clocks.offset_s * random.normal(),
            drift_ppm: file.clocks.drift_ppm * random.normal(),
            jitter_s: file.clocks.jitter_s,
        },
        faults: Faults {
            drop_share: common.drop_share,
            late_share: common.late_share,
            late_s: common.late_s,
            repeat_share: common.repeat_share,
            bumped: c
                .bumped_at_s
                .map(|t| (t, Vector3::from(c.bumped_by_deg.map(f64::to_radians)))),
            dead: c.dead_s,
            frozen: c.frozen_s,
        },
        seed: random.word(),
    }
}

fn pinhole(size_px: [u32; 2], hfov_deg: f64) -> Intrinsics {
    let half_width = 0.5 * f64::from(size_px[0]);
    Intrinsics::centred(half_width / (0.5 * hfov_deg).to_radians().tan(), size_px)
}

/// What is random about one picture is drawn for that purpose alone.
const DROP: u64 = 1;
const LATE: u64 = 2;
const REPEAT: u64 = 3;
const JITTER: u64 = 4;

impl SyntheticCamera {
    /// The calibration that would be right at `t_s`: that of time 0 until it is bumped.
    pub fn camera_at(&self, t_s: f64) -> Camera {
        let mut camera = self.camera.clone();
        if let Some((_, turn)) = self.faults.bumped.filter(|(from, _)| t_s >= *from) {
            camera.cam_from_world = UnitQuaternion::from_scaled_axis(turn) * camera.cam_from_world;
        }
        camera
    }

    /// The true time of the middle of an exposure, s.
    pub fn mid_exposure_s(&self, image: u64) -> f64 {
        let rate = if self.genlocked {
            1.0
        } else {
            1.0 + 1e-6 * self.clock.drift_ppm
        };
        self.phase_s + image as f64 / (self.fps * rate)
    }

    /// The last picture whose middle of exposure is not after `t_s`; `None` before the first.
    pub fn last_image_at(&self, t_s: f64) -> Option<u64> {
        let rate = if self.genlocked {
            1.0
        } else {
            1.0 + 1e-6 * self.clock.drift_ppm
        };
        let n = ((t_s - self.phase_s) * self.fps * rate + 1e-9).floor();
        (n >= 0.0).then_some(n as u64)
    }

    /// A true time as this camera's clock would read it, without jitter, s.
    pub fn clock_at(&self, t_s: f64) -> f64 {
        t_s + self.clock.offset_s + 1e-6 * self.clock.drift_ppm * t_s
    }

    /// What a tracker takes for the time of a picture, s from the start: the camera's stamp, corrected where the clock's
    /// offset and drift are known.
    pub fn stamped_s(&self, taken: &Taken, known_clocks: bool) -> f64 {
        if known_clocks {
            (taken.stamped_s - self.clock.offset_s) / (1.0 + 1e-6 * self.clock.drift_ppm)
        } else {
            taken.stamped_s
        }
    }

    /// The same as a stamp, of a world that starts at the epoch.
    pub fn stamp(&self, taken: &Taken, known_clocks: bool) -> Stamp {
        let at_s = self.stamped_s(taken, known_clocks);
        Stamp {
            mid_exposure: Timestamp::default().plus_seconds(at_s),
            uncertainty_ns: (self.clock.jitter_s * 1e9) as u32,
            source: StampSource::Exposure,
            received_ns: (taken.arrives_s.max(0.0) * 1e9) as u64,
        }
    }

    fn happens(&self, image: u64, what: u64, share: f64) -> bool {
        share > 0.0 && Random::new(self.seed, &[what, image]).chance(share)
    }

    /// One picture: when it is taken, what it shows, when it arrives.
    pub fn taken(&self, image: u64) -> Taken {
        let faults = &self.faults;
        let mid_exposure_s = self.mid_exposure_s(image);
        let mut shown = image;
        while shown > 0 && self.happens(shown, REPEAT, faults.repeat_share) {
            shown -= 1;
        }
        let mut shows_s = self.mid_exposure_s(shown);
        if let Some([from, to]) = faults.frozen
            && (from..to).contains(&mid_exposure_s)
        {
            shows_s = self.mid_exposure_s(self.last_image_at(from).unwrap_or(0));
        }
        let jitter = self.clock.jitter_s * Random::new(self.seed, &[JITTER, image]).normal();
        let late = self.happens(image, LATE, faults.late_share);
        // The last row closes half the shutter's way after the middle row.
        let closed = mid_exposure_s + 0.5 * (self.exposure_s + self.rolling_shutter_s);
        let dead = faults
            .dead
            .is_some_and(|[from, to]| (from..to).contains(&mid_exposure_s));
        Taken {
            image,
            mid_exposure_s,
            shows_s,
            stamped_s: self.clock_at(mid_exposure_s) + jitter,
            arrives_s: closed + self.latency_s + if late { faults.late_s } else { 0.0 },
            lost: dead || self.happens(image, DROP, faults.drop_share),
        }
    }
}
