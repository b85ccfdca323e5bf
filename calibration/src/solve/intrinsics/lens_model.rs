//! Which intrinsics a calibration estimates.

/// A parameter of the intrinsics.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LensParameter {
    /// One of fx fy cx cy and the distortion coefficients.
    Component(usize),
    /// The logarithm of a factor of both focal lengths.
    LogFocal,
}

/// The intrinsics that a calibration estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LensModel {
    /// Whether the distortion is the fisheye model.
    pub is_fisheye: bool,
    /// The number of distortion coefficients, in the order of [`crate::Distortion`].
    pub coefficients: usize,
    /// Whether fx and fy are independent; else pixels are square.
    pub has_separate_focals: bool,
    /// Whether the principal point is estimated; else it is the centre of the image.
    pub has_free_principal_point: bool,
}

impl LensModel {
    /// A description in words.
    pub fn describe(&self) -> String {
        let lens = match (self.is_fisheye, self.coefficients) {
            (true, n) => format!("fisheye {n}"),
            (false, 0) => "no distortion".to_owned(),
            (false, 1) => "k1".to_owned(),
            (false, 2) => "k1 k2".to_owned(),
            (false, n) => format!("Brown–Conrady {n}"),
        };
        let focals = if self.has_separate_focals {
            ", separate fx and fy"
        } else {
            ""
        };
        let principal_point = if self.has_free_principal_point {
            ""
        } else {
            ", principal point at the centre"
        };
        format!("{lens}{focals}{principal_point}")
    }

    pub(super) fn parameters(&self) -> Vec<LensParameter> {
        let mut all = vec![];
        if self.has_separate_focals {
            all.extend([LensParameter::Component(0), LensParameter::Component(1)]);
        } else {
            all.push(LensParameter::LogFocal);
        }
        if self.has_free_principal_point {
            all.extend([LensParameter::Component(2), LensParameter::Component(3)]);
        }
        all.extend((4..4 + self.coefficients).map(LensParameter::Component));
        all
    }

    /// The distortion models that are compared, with square pixels and a free principal point.
    pub(super) fn candidates() -> Vec<LensModel> {
        let brown_conrady = |coefficients| LensModel {
            is_fisheye: false,
            coefficients,
            has_separate_focals: false,
            has_free_principal_point: true,
        };
        let fisheye = LensModel {
            is_fisheye: true,
            ..brown_conrady(4)
        };
        let mut all: Vec<LensModel> = [0, 1, 2, 4, 5, 8].map(brown_conrady).into();
        all.push(fisheye);
        all
    }
}
