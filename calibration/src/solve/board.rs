//! Flat calibration boards and their detection in images.
//!
//! Input assumption: the board is flat, and its squares have the stated size. [`Board::detect`] finds its corners
//! to a fraction of a pixel; [`select_views`] keeps the sharp and dissimilar ones of many detections.

pub(super) mod board_pose;
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

/// An image that shows so many markers of a dictionary shows a board of it.
const MIN_MARKERS: usize = 4;
/// OpenCV's numbers and names of the largest dictionary of each size of marker.
const LARGEST_DICTIONARIES: [(i32, &str); 4] = [
    (3, "4X4_1000"),
    (7, "5X5_1000"),
    (11, "6X6_1000"),
    (15, "7X7_1000"),
];

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

    /// Why the board may not be found in an image in which it is visible; `None` where nothing shows.
    ///
    /// # Errors
    /// OpenCV fails.
    pub fn hint(&self, image: &Mat) -> Result<Option<String>, SolveError> {
        self.hint_with_opencv(image)
            .map_err(|e| SolveError(format!("OpenCV failed to detect markers: {e}")))
    }

    fn hint_with_opencv(&self, image: &Mat) -> opencv::Result<Option<String>> {
        let grey = to_grey(image)?;
        let own = match *self {
            Board::Charuco { dictionary, .. } => Some(dictionary),
            Board::Chessboard { .. } => None,
        };
        if let Some(own) = own {
            let markers = corners::marker_count(&grey, own)?;
            if markers >= MIN_MARKERS {
                return Ok(Some(format!(
                    "{markers} markers of the dictionary are visible, but not where this board has them: are the numbers of \
                     squares right, and in the order width, height, or was the board printed with another first square \
                     (OpenCV's legacy pattern)?"
                )));
            }
        }
        // The largest dictionary of each size contains the others.
        for (dictionary, name) in LARGEST_DICTIONARIES {
            let markers = corners::marker_count(&grey, dictionary)?;
            if markers >= MIN_MARKERS {
                let what = match own {
                    Some(_) => "another dictionary",
                    None => "a ChArUco board",
                };
                return Ok(Some(format!(
                    "{markers} markers of {name} are visible: the board is of {what} (--charuco, --dictionary)"
                )));
            }
        }
        Ok(None)
    }

    fn detect_with_opencv(
        &self,
        image: &Mat,
        name: &str,
    ) -> opencv::Result<Option<BoardDetection>> {
        let grey = to_grey(image)?;
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

fn to_grey(image: &Mat) -> opencv::Result<Mat> {
    if image.channels() == 1 {
        return Ok(image.clone());
    }
    let mut grey = Mat::default();
    imgproc::cvt_color_def(image, &mut grey, imgproc::COLOR_BGR2GRAY)?;
    Ok(grey)
}
