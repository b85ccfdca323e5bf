//! Flat calibration boards and their detection in images.
//!
//! Input assumption: the board is flat, and its squares have the stated size. [`Board::detect`] finds its corners
//! to a fraction of a pixel; [`select_views`] keeps the sharp and dissimilar ones of many detections.

mod corners;
mod detection;
pub(super) mod normal_equations;
mod view_selection;

use opencv::core::Mat;
use opencv::imgproc;
use opencv::prelude::*;

use super::error::SolveError;

pub use detection::{BoardDetection, BoardInstant};
pub use view_selection::select_views;

/// A flat board of squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Board {
    /// Black and white squares.
    Chessboard {
        /// Inner corners along its width and height.
        inner: [u32; 2],
        /// The side of a square, m.
        square_m: f64,
    },
    /// Squares with markers in the white ones.
    Charuco {
        /// Squares along its width and height.
        squares: [u32; 2],
        /// The side of a square, m.
        square_m: f64,
        /// The side of a marker, m.
        marker_m: f64,
        /// OpenCV's number of the markers' dictionary: 0 is `DICT_4X4_50`, 8 `DICT_6X6_50`, …
        dictionary: i32,
    },
}

/// A detection has at least so many corners.
const MIN_CORNERS: usize = 8;

impl Board {
    /// Whether a board can have these numbers.
    ///
    /// # Errors
    /// Too few squares, sides that are not positive, a marker larger than its square.
    pub fn validate(&self) -> Result<(), SolveError> {
        let (count, sides) = match *self {
            Board::Chessboard { inner, square_m } => (inner, [square_m, square_m / 2.0]),
            Board::Charuco {
                squares,
                square_m,
                marker_m,
                ..
            } => (squares, [square_m, marker_m]),
        };
        let is_possible = count.iter().all(|&n| (3..100).contains(&n))
            && sides.iter().all(|s| *s > 0.0 && s.is_finite())
            && sides[1] < sides[0];
        if is_possible {
            return Ok(());
        }
        Err(SolveError(format!(
            "{self:?}: a board has 3 to 99 corners or squares along each side, of a positive size in metres, markers smaller \
             than squares"
        )))
    }

    /// Detects the board in an image, grey or BGR; `None` where it is not visible. `name`: what messages call the image.
    ///
    /// # Errors
    /// OpenCV fails.
    pub fn detect(&self, image: &Mat, name: &str) -> Result<Option<BoardDetection>, SolveError> {
        let failed = |e: opencv::Error| {
            SolveError(format!("{name}: OpenCV failed to detect the board: {e}"))
        };
        self.detect_with_opencv(image, name).map_err(failed)
    }

    fn detect_with_opencv(
        &self,
        image: &Mat,
        name: &str,
    ) -> opencv::Result<Option<BoardDetection>> {
        let mut grey = Mat::default();
        if image.channels() == 1 {
            grey = image.clone();
        } else {
            imgproc::cvt_color_def(image, &mut grey, imgproc::COLOR_BGR2GRAY)?;
        }
        let corners = match *self {
            Board::Chessboard { inner, square_m } => corners::chessboard(&grey, inner, square_m)?,
            Board::Charuco {
                squares,
                square_m,
                marker_m,
                dictionary,
            } => corners::charuco(&grey, squares, square_m, marker_m, dictionary)?,
        };
        if corners.len() < MIN_CORNERS {
            return Ok(None);
        }
        Ok(Some(BoardDetection {
            name: name.to_owned(),
            sharpness: corners::sharpness(&grey, &corners)?,
            corners,
        }))
    }
}
