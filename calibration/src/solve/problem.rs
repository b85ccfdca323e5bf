//! What an adjustment is about: cameras, points, and the pixels in which cameras saw points.

use nalgebra::{Isometry3, Matrix3, Vector3};
use trackside_schema::RawPixel;

use crate::{Camera, CameraClock};

/// Which focal lengths may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focal {
    /// None.
    #[default]
    Fixed,
    /// Both by one factor.
    Together,
    /// Each by itself.
    Apart,
}

/// What may change of a camera.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freedom {
    /// Where it stands and looks.
    pub pose: bool,
    /// The offset of its clock.
    pub offset: bool,
    /// The drift of its clock.
    pub drift: bool,
    /// Its focal lengths.
    pub focal: Focal,
    /// Its principal point.
    pub centre: bool,
    /// How many coefficients of its lens, from the first.
    pub lens: usize,
}

/// What is known of a camera beforehand. Deviations are one standard deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Beforehand {
    /// The pose, and how far it may be off, rad and m.
    pub pose: Option<(Isometry3<f64>, f64, f64)>,
    /// How high the camera is above z = 0, and how far that may be off, m.
    pub height_m: Option<(f64, f64)>,
    /// The focal lengths' mean, px, and the share by which it may be off.
    pub focal: Option<(f64, f64)>,
    /// The principal point, and how far it may be off, px.
    pub centre_px: Option<([f64; 2], f64)>,
    /// How far the clock's offset may be from 0, s.
    pub offset_s: Option<f64>,
    /// How far the clock's drift may be from 0.
    pub drift: Option<f64>,
}

/// A camera of an adjustment.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// As it is believed to be; the adjustment betters it.
    pub camera: Camera,
    /// Its clock, likewise.
    pub clock: CameraClock,
    /// What may change.
    pub free: Freedom,
    /// What was known before.
    pub beforehand: Beforehand,
}

impl Station {
    /// A camera whose pose alone may change, and of which nothing is known beforehand.
    pub fn new(camera: Camera) -> Station {
        Station {
            camera,
            clock: CameraClock::default(),
            free: Freedom {
                pose: true,
                ..Freedom::default()
            },
            beforehand: Beforehand::default(),
        }
    }
}

/// How a point moves about its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Motion {
    /// Not at all.
    #[default]
    Still,
    /// Straight on.
    Steady,
    /// With constant acceleration.
    Accelerated,
}

/// A point of an adjustment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// Place m, velocity m/s, acceleration m/s², at `time_s`. What is not to be found of them is taken as it is.
    pub at: [Vector3<f64>; 3],
    /// How many of them are to be found.
    pub motion: Motion,
    /// The rig's time about which it moves, s.
    pub time_s: f64,
    /// Where it was said to be, and the inverse of that place's covariance, 1/m².
    pub said: Option<(Vector3<f64>, Matrix3<f64>)>,
    /// Whether it is where it is: nothing is to be found.
    pub known: bool,
}

impl Point {
    /// A point that does not move, to be found.
    pub fn free(at: Vector3<f64>) -> Point {
        Point {
            at: [at, Vector3::zeros(), Vector3::zeros()],
            ..Point::default()
        }
    }

    /// A point that is where it is.
    pub fn known(at: Vector3<f64>) -> Point {
        Point {
            known: true,
            ..Point::free(at)
        }
    }

    /// A point said to be at `at`, one standard deviation `sigma_m` along each axis.
    pub fn said(at: Vector3<f64>, sigma_m: f64) -> Point {
        let information = Matrix3::identity() / (sigma_m * sigma_m);
        Point {
            said: Some((at, information)),
            ..Point::free(at)
        }
    }

    /// A point that moves, to be found.
    pub fn moving(at: Vector3<f64>, time_s: f64, motion: Motion) -> Point {
        Point {
            motion,
            time_s,
            ..Point::free(at)
        }
    }

    /// Where it is `after_s` after its time.
    pub fn place(&self, after_s: f64) -> Vector3<f64> {
        self.at[0] + (self.at[1] + 0.5 * after_s * self.at[2]) * after_s
    }

    /// How fast it is then.
    pub fn velocity(&self, after_s: f64) -> Vector3<f64> {
        self.at[1] + self.at[2] * after_s
    }

    /// How many numbers are to be found.
    pub(super) fn unknowns(&self) -> usize {
        match (self.known, self.motion) {
            (true, _) => 0,
            (false, Motion::Still) => 3,
            (false, Motion::Steady) => 6,
            (false, Motion::Accelerated) => 9,
        }
    }
}

/// A point seen by a camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// Index into [`Problem::stations`].
    pub station: usize,
    /// Index into [`Problem::points`].
    pub point: usize,
    /// Where it shows.
    pub at: RawPixel,
    /// One standard deviation along each axis, px.
    pub sigma_px: f64,
    /// What the camera's clock showed, s from the rig's reference.
    pub shown_s: f64,
    /// How much it counts: 1 where it errs by itself, 1/n where n err alike.
    pub share: f64,
}

/// Two cameras whose distance was measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Indices into [`Problem::stations`].
    pub stations: [usize; 2],
    /// m
    pub length_m: f64,
    /// One standard deviation, m.
    pub sigma_m: f64,
}

/// Cameras, points, sights, and what was measured between cameras.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// The cameras.
    pub stations: Vec<Station>,
    /// The points.
    pub points: Vec<Point>,
    /// What cameras saw of points, in any order.
    pub sights: Vec<Sight>,
    /// Distances between cameras.
    pub spans: Vec<Span>,
}
