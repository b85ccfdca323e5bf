//! Synthetic cameras: calibration, shutter, clock and faults.

use nalgebra::{Point3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{Stamp, StampSource, Timestamp};

use crate::random::{RandomStream, purpose};
use crate::world_file::{CameraSection, WorldFile};

/// A camera of a world.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntheticCamera {
    /// Its true calibration at time 0.
    pub camera: Camera,
    /// Images per second, by its own clock.
    pub fps: f64,
    /// Exposure time, s.
    pub exposure_s: f64,
    /// From the exposure of the first row to that of the last, s; 0 of a global shutter.
    pub rolling_shutter_s: f64,
    /// From the end of the last row's exposure to the image's arrival, s.
    pub latency_s: f64,
    /// True mid-exposure time of the first image (of its middle row with a rolling shutter), s.
    pub phase_s: f64,
    /// Whether its shutter follows a common signal instead of its own clock.
    pub is_genlocked: bool,
    /// The errors of its clock.
    pub clock: CameraClock,
    /// Its faults.
    pub faults: CameraFaults,
    /// Determines what is random about the times and faults of its images.
    pub seed: u64,
}

/// The errors of a camera's clock: it reads `t + offset_s + drift_ppm · 1e-6 · t` at the true time `t`, and its stamps scatter by
/// `jitter_s`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraClock {
    /// s
    pub offset_s: f64,
    /// Parts per million.
    pub drift_ppm: f64,
    /// Standard deviation, s.
    pub jitter_s: f64,
}

/// The faults of a camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraFaults {
    /// Fraction of images that are lost.
    pub drop_share: f64,
    /// Fraction of images that are late.
    pub late_share: f64,
    /// Delay of late images, s.
    pub late_s: f64,
    /// Fraction of images that repeat the previous one.
    pub repeat_share: f64,
    /// When the camera is moved, s, and its rotation about its own axes (x right, y down, z ahead), rad.
    pub moved: Option<(f64, Vector3<f64>)>,
    /// When it sends nothing, [from, to], s.
    pub dead: Option<[f64; 2]>,
    /// When it repeats one image, [from, to], s.
    pub frozen: Option<[f64; 2]>,
}

/// An image as a camera captures it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapturedImage {
    /// Counts the camera's images from 0.
    pub frame_index: u64,
    /// True mid-exposure time (of the middle row with a rolling shutter), s.
    pub mid_exposure_s: f64,
    /// True time of the content: earlier than `mid_exposure_s` in a frozen or repeated image, s.
    pub content_s: f64,
    /// Mid-exposure time by the camera's clock, s.
    pub stamp_s: f64,
    /// True time of arrival, s.
    pub arrival_s: f64,
    /// Whether it never arrives.
    pub is_lost: bool,
}

/// The cameras of a world, in the order of the file.
pub(crate) fn cameras(file: &WorldFile, seed: u64) -> Vec<SyntheticCamera> {
    file.camera
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let mut random = RandomStream::new(seed, &[purpose::CAMERAS, i as u64]);
            camera(file, c, &mut random)
        })
        .collect()
}

fn camera(file: &WorldFile, c: &CameraSection, random: &mut RandomStream) -> SyntheticCamera {
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
        is_genlocked: file.clocks.genlocked,
        clock: CameraClock {
            offset_s: file.clocks.offset_s * random.normal(),
            drift_ppm: file.clocks.drift_ppm * random.normal(),
            jitter_s: file.clocks.jitter_s,
        },
        faults: CameraFaults {
            drop_share: common.drop_share,
            late_share: common.late_share,
            late_s: common.late_s,
            repeat_share: common.repeat_share,
            moved: c
                .moved_at_s
                .map(|t| (t, Vector3::from(c.moved_by_deg.map(f64::to_radians)))),
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

// Purposes of an image's random draws.
const DROP: u64 = 1;
const LATE: u64 = 2;
const REPEAT: u64 = 3;
const JITTER: u64 = 4;

impl SyntheticCamera {
    /// The true calibration at `t_s`: that of time 0 until the camera is moved.
    pub fn camera_at(&self, t_s: f64) -> Camera {
        let mut camera = self.camera.clone();
        if let Some((_, turn)) = self.faults.moved.filter(|(from, _)| t_s >= *from) {
            camera.cam_from_world = UnitQuaternion::from_scaled_axis(turn) * camera.cam_from_world;
        }
        camera
    }

    /// True mid-exposure time of an image, s.
    pub fn mid_exposure_s(&self, frame_index: u64) -> f64 {
        let rate = if self.is_genlocked {
            1.0
        } else {
            1.0 + 1e-6 * self.clock.drift_ppm
        };
        self.phase_s + frame_index as f64 / (self.fps * rate)
    }

    /// The last image whose mid-exposure is not after `t_s`; `None` before the first.
    pub fn last_image_at(&self, t_s: f64) -> Option<u64> {
        let rate = if self.is_genlocked {
            1.0
        } else {
            1.0 + 1e-6 * self.clock.drift_ppm
        };
        let n = ((t_s - self.phase_s) * self.fps * rate + 1e-9).floor();
        (n >= 0.0).then_some(n as u64)
    }

    /// The reading of the camera's clock at a true time, without jitter, s.
    pub fn clock_reading_s(&self, t_s: f64) -> f64 {
        t_s + self.clock.offset_s + 1e-6 * self.clock.drift_ppm * t_s
    }

    /// Capture time of an image as a tracker gets it, s from the start: the camera's stamp, corrected by the clock's offset and
    /// drift if `is_clock_corrected`.
    pub fn capture_time_s(&self, image: &CapturedImage, is_clock_corrected: bool) -> f64 {
        if is_clock_corrected {
            (image.stamp_s - self.clock.offset_s) / (1.0 + 1e-6 * self.clock.drift_ppm)
        } else {
            image.stamp_s
        }
    }

    /// The capture time as a stamp of a world that starts at the epoch.
    pub fn stamp(&self, image: &CapturedImage, is_clock_corrected: bool) -> Stamp {
        let at_s = self.capture_time_s(image, is_clock_corrected);
        Stamp {
            mid_exposure: Timestamp::default().plus_seconds(at_s),
            uncertainty_ns: (self.clock.jitter_s * 1e9) as u32,
            source: StampSource::Exposure,
            received_ns: (image.arrival_s.max(0.0) * 1e9) as u64,
        }
    }

    /// Whether an image has a fault of that probability.
    fn has_fault(&self, frame_index: u64, what: u64, share: f64) -> bool {
        share > 0.0 && RandomStream::new(self.seed, &[what, frame_index]).chance(share)
    }

    /// An image: its times, its content, and whether it arrives.
    pub fn captured_image(&self, frame_index: u64) -> CapturedImage {
        let faults = &self.faults;
        let mid_exposure_s = self.mid_exposure_s(frame_index);
        let mut shown = frame_index;
        while shown > 0 && self.has_fault(shown, REPEAT, faults.repeat_share) {
            shown -= 1;
        }
        let mut content_s = self.mid_exposure_s(shown);
        if let Some([from, to]) = faults.frozen
            && (from..to).contains(&mid_exposure_s)
        {
            content_s = self.mid_exposure_s(self.last_image_at(from).unwrap_or(0));
        }
        let jitter =
            self.clock.jitter_s * RandomStream::new(self.seed, &[JITTER, frame_index]).normal();
        let late = self.has_fault(frame_index, LATE, faults.late_share);
        // The last row's exposure ends half the exposure and half the readout after the middle row's centre.
        let closed = mid_exposure_s + 0.5 * (self.exposure_s + self.rolling_shutter_s);
        let dead = faults
            .dead
            .is_some_and(|[from, to]| (from..to).contains(&mid_exposure_s));
        CapturedImage {
            frame_index,
            mid_exposure_s,
            content_s,
            stamp_s: self.clock_reading_s(mid_exposure_s) + jitter,
            arrival_s: closed + self.latency_s + if late { faults.late_s } else { 0.0 },
            is_lost: dead || self.has_fault(frame_index, DROP, faults.drop_share),
        }
    }
}
