//! Boards in pictures: chessboards and ChArUco boards, their corners to a fraction of a pixel, as OpenCV finds them.
//!
//! Chessboards by Duda and Frese, "Accurate detection and localization of checkerboard corners for calibration", BMVC
//! 2018 (`findChessboardCornersSB`); ChArUco by its markers and `cornerSubPix`.

use nalgebra::Vector3;
use opencv::core::{Mat, Point2f, Rect, Scalar, Size, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use opencv::{aruco, calib3d, core, imgproc};
use trackside_schema::RawPixel;

use super::adjust::AdjustError;

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

/// A board in one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardView {
    /// What people call the picture.
    pub name: String,
    /// Corners: on the board, m, z = 0, and in the picture.
    pub corners: Vec<(Vector3<f64>, RawPixel)>,
    /// How sharp the board is: the mean slope of the picture's edges over the contrast, 1/px.
    pub sharpness: f64,
}

/// Fewer corners are no board.
const LEAST_CORNERS: usize = 8;

impl Board {
    /// Whether the numbers can be those of a board.
    ///
    /// # Errors
    /// Too few squares, sides that are not positive, a marker larger than its square.
    pub fn check(&self) -> Result<(), AdjustError> {
        let (count, sides) = match *self {
            Board::Chessboard { inner, square_m } => (inner, [square_m, square_m / 2.0]),
            Board::Charuco {
                squares,
                square_m,
                marker_m,
                ..
            } => (squares, [square_m, marker_m]),
        };
        let possible = count.iter().all(|&n| (3..100).contains(&n))
            && sides.iter().all(|s| *s > 0.0 && s.is_finite())
            && sides[1] < sides[0];
        if possible {
            return Ok(());
        }
        Err(AdjustError(format!(
            "{self:?}: a board has 3 to 99 corners or squares along each side, of a positive size in metres, markers smaller \
             than squares"
        )))
    }

    /// The board in a picture, grey or BGR; `None` where it is not to be seen.
    ///
    /// # Errors
    /// OpenCV fails.
    pub fn find(&self, picture: &Mat, name: &str) -> Result<Option<BoardView>, AdjustError> {
        let failed = |e: opencv::Error| {
            AdjustError(format!("{name}: OpenCV could not look for the board: {e}"))
        };
        self.look(picture, name).map_err(failed)
    }

    fn look(&self, picture: &Mat, name: &str) -> opencv::Result<Option<BoardView>> {
        let mut grey = Mat::default();
        if picture.channels() == 1 {
            grey = picture.clone();
        } else {
            imgproc::cvt_color_def(picture, &mut grey, imgproc::COLOR_BGR2GRAY)?;
        }
        let corners = match *self {
            Board::Chessboard { inner, square_m } => chessboard(&grey, inner, square_m)?,
            Board::Charuco {
                squares,
                square_m,
                marker_m,
                dictionary,
            } => charuco(&grey, squares, square_m, marker_m, dictionary)?,
        };
        if corners.len() < LEAST_CORNERS {
            return Ok(None);
        }
        Ok(Some(BoardView {
            name: name.to_owned(),
            sharpness: sharpness(&grey, &corners)?,
            corners,
        }))
    }
}

type Corners = Vec<(Vector3<f64>, RawPixel)>;

fn pair(x: u32, y: u32, square_m: f64, at: Point2f) -> (Vector3<f64>, RawPixel) {
    let place = Vector3::new(f64::from(x) * square_m, f64::from(y) * square_m, 0.0);
    (place, RawPixel::new(f64::from(at.x), f64::from(at.y)))
}

/// Where the board is, found in a picture of a quarter of the pixels: searching the whole one takes seconds.
fn whereabouts(grey: &Mat, size: Size, how: i32) -> opencv::Result<Option<Rect>> {
    let mut small = Mat::default();
    let half = Size::new(grey.cols() / 2, grey.rows() / 2);
    imgproc::resize(grey, &mut small, half, 0.0, 0.0, imgproc::INTER_AREA)?;
    let mut found = Vector::<Point2f>::new();
    if !calib3d::find_chessboard_corners_sb(&small, size, &mut found, how)? {
        return Ok(None);
    }
    let bound = |of: &dyn Fn(Point2f) -> f32| {
        let all = found.iter().map(of);
        all.fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)))
    };
    let ((left, right), (top, bottom)) = (bound(&|p| p.x), bound(&|p| p.y));
    // The outer squares and the paper about them, of a board that may be turned.
    let beside = 0.35 * (right - left).max(bottom - top);
    let at = |v: f32, most: i32| ((2.0 * v) as i32).clamp(0, most);
    let (x0, x1) = (
        at(left - beside, grey.cols()),
        at(right + beside, grey.cols()),
    );
    let (y0, y1) = (
        at(top - beside, grey.rows()),
        at(bottom + beside, grey.rows()),
    );
    Ok(Some(Rect::new(x0, y0, x1 - x0, y1 - y0)))
}

/// By the better finder; where what it found is no flat board (it takes other corners for the board's now and then), by
/// the older one.
fn chessboard(grey: &Mat, inner: [u32; 2], square_m: f64) -> opencv::Result<Corners> {
    let [w, h] = inner;
    let size = Size::new(w as i32, h as i32);
    let named = |found: Vector<Point2f>| -> Corners {
        let places = (0..h).flat_map(|y| (0..w).map(move |x| (x, y)));
        places
            .zip(found)
            .map(|((x, y), at)| pair(x, y, square_m, at))
            .collect()
    };
    let once = calib3d::CALIB_CB_NORMALIZE_IMAGE | calib3d::CALIB_CB_ACCURACY;
    let long = once | calib3d::CALIB_CB_EXHAUSTIVE;
    let whole = Rect::new(0, 0, grey.cols(), grey.rows());
    let part = whereabouts(grey, size, long)?;
    // A long search of a part puts corners less well than one of the whole, which takes no longer than a short one.
    let tries = part.map(|p| (p, once)).into_iter();
    for (part, how) in tries.chain([(whole, long)]) {
        let mut found = Vector::<Point2f>::new();
        let roi = Mat::roi(grey, part)?;
        if calib3d::find_chessboard_corners_sb(&roi, size, &mut found, how)? {
            let (x, y) = (part.x as f32, part.y as f32);
            let found = found.iter().map(|p| Point2f::new(p.x + x, p.y + y));
            let corners = named(found.collect());
            if is_flat(&corners, square_m)? {
                return Ok(corners);
            }
        }
    }
    let mut found = Vector::<Point2f>::new();
    let how = calib3d::CALIB_CB_NORMALIZE_IMAGE
        | calib3d::CALIB_CB_ADAPTIVE_THRESH
        | calib3d::CALIB_CB_FAST_CHECK;
    if !calib3d::find_chessboard_corners(grey, size, &mut found, how)? {
        return Ok(Vec::new());
    }
    // A quarter of the least square's side holds one corner alone.
    let least = found
        .iter()
        .zip(found.iter().skip(1))
        .map(|(a, b)| (a.x - b.x).hypot(a.y - b.y));
    let reach = (0.25 * least.fold(f32::MAX, f32::min)).clamp(2.0, 11.0) as i32;
    let until = TermCriteria::new(3, 50, 1e-3)?;
    imgproc::corner_sub_pix(
        grey,
        &mut found,
        Size::new(reach, reach),
        Size::new(-1, -1),
        until,
    )?;
    let corners = named(found);
    Ok(if is_flat(&corners, square_m)? {
        corners
    } else {
        Vec::new()
    })
}

/// Whether a homography takes the board to the picture to within what lenses bend: a fifth of a square.
fn is_flat(corners: &Corners, square_m: f64) -> opencv::Result<bool> {
    let at = |p: &RawPixel| Point2f::new(p.x as f32, p.y as f32);
    let board: Vector<Point2f> = corners
        .iter()
        .map(|(p, _)| Point2f::new(p.x as f32, p.y as f32))
        .collect();
    let picture: Vector<Point2f> = corners.iter().map(|(_, p)| at(p)).collect();
    let onto_board = calib3d::find_homography_def(&picture, &board, &mut no_array())?;
    if onto_board.empty() {
        return Ok(false);
    }
    let mut back = Vector::<Point2f>::new();
    core::perspective_transform(&picture, &mut back, &onto_board)?;
    let off = back
        .iter()
        .zip(&board)
        .map(|(a, b)| f64::from((a.x - b.x).powi(2) + (a.y - b.y).powi(2)));
    let rms = (off.sum::<f64>() / corners.len().max(1) as f64).sqrt();
    Ok(rms < 0.2 * square_m)
}

fn charuco(
    grey: &Mat,
    [w, h]: [u32; 2],
    square_m: f64,
    marker_m: f64,
    dictionary: i32,
) -> opencv::Result<Corners> {
    let dictionary = aruco::get_predefined_dictionary_i32(dictionary)?;
    let board = aruco::CharucoBoard::create(
        w as i32,
        h as i32,
        square_m as f32,
        marker_m as f32,
        &dictionary,
    )?;
    let (mut corners, mut ids) = (Vector::<Vector<Point2f>>::new(), Vector::<i32>::new());
    aruco::detect_markers_def(grey, &dictionary, &mut corners, &mut ids)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (mut at, mut which) = (Vector::<Point2f>::new(), Vector::<i32>::new());
    aruco::interpolate_corners_charuco_def(&corners, &ids, grey, &board, &mut at, &mut which)?;
    let place = |(id, at): (i32, Point2f)| {
        // Corners are counted by rows of w − 1.
        let id = id as u32;
        pair(1 + id % (w - 1), 1 + id / (w - 1), square_m, at)
    };
    Ok(which.iter().zip(at).map(place).collect())
}

/// The mean of the strongest tenth of slopes within the board, over the contrast.
fn sharpness(grey: &Mat, corners: &Corners) -> opencv::Result<f64> {
    let bound = |of: &dyn Fn(&RawPixel) -> f64, most: i32| {
        let all = corners.iter().map(|c| of(&c.1));
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (
            (low as i32).clamp(0, most - 2),
            (high as i32 + 1).clamp(1, most - 1),
        )
    };
    let (x0, x1) = bound(&|p| p.x, grey.cols());
    let (y0, y1) = bound(&|p| p.y, grey.rows());
    let part = Mat::roi(grey, Rect::new(x0, y0, (x1 - x0).max(1), (y1 - y0).max(1)))?;
    let (mut dx, mut dy, mut slope) = (Mat::default(), Mat::default(), Mat::default());
    imgproc::sobel_def(&part, &mut dx, core::CV_32F, 1, 0)?;
    imgproc::sobel_def(&part, &mut dy, core::CV_32F, 0, 1)?;
    core::magnitude(&dx, &dy, &mut slope)?;
    let mut slopes: Vec<f32> = slope.data_typed::<f32>()?.to_vec();
    let tenth = slopes.len() - slopes.len() / 10 - 1;
    let (_, least, top) = slopes.select_nth_unstable_by(tenth, f32::total_cmp);
    let strong = (top.iter().map(|v| f64::from(*v)).sum::<f64>() + f64::from(*least))
        / (top.len() + 1) as f64;
    let (mut mean, mut spread) = (Scalar::default(), Scalar::default());
    let (mut m, mut s) = (Mat::default(), Mat::default());
    core::mean_std_dev_def(&part, &mut m, &mut s)?;
    mean[0] = *m.at::<f64>(0)?;
    spread[0] = *s.at::<f64>(0)?;
    // A step of one pixel has a Sobel slope of 4 times its height, and twice the deviation is the contrast.
    Ok(strong / (4.0 * 2.0 * spread[0].max(1.0)))
}

/// The sharp ones of `views`, and of these up to `most` that differ most in where the board is, how large and how turned.
pub fn pick(views: Vec<BoardView>, size_px: [u32; 2], most: usize) -> Vec<BoardView> {
    let mut sharp: Vec<f64> = views.iter().map(|v| v.sharpness).collect();
    sharp.sort_by(f64::total_cmp);
    // Half as sharp as the sharp ones is blurred.
    let least = 0.5 * sharp.get(sharp.len() * 3 / 4).copied().unwrap_or(0.0);
    let mut left: Vec<(BoardView, [f64; 6])> = views
        .into_iter()
        .filter(|v| v.sharpness >= least)
        .map(|v| {
            let place = place(&v, size_px);
            (v, place)
        })
        .collect();
    if left.len() <= most {
        return left.into_iter().map(|l| l.0).collect();
    }
    let apart =
        |a: &[f64; 6], b: &[f64; 6]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    let mut picked: Vec<(BoardView, [f64; 6])> = Vec::new();
    while picked.len() < most {
        let lonely = |c: &(BoardView, [f64; 6])| {
            let near = picked.iter().map(|p| apart(&p.1, &c.1));
            near.fold(f64::INFINITY, f64::min).min(1e9) * c.0.sharpness
        };
        let best = (0..left.len()).max_by(|&a, &b| lonely(&left[a]).total_cmp(&lonely(&left[b])));
        match best {
            Some(i) => picked.push(left.swap_remove(i)),
            None => break,
        }
    }
    picked.into_iter().map(|p| p.0).collect()
}

/// Where a board is in the picture, how large, and how its sides are foreshortened; each about 0 to 1.
fn place(view: &BoardView, size_px: [u32; 2]) -> [f64; 6] {
    let [w, h] = size_px.map(f64::from);
    let n = view.corners.len() as f64;
    let mean =
        |of: &dyn Fn(&RawPixel) -> f64| view.corners.iter().map(|c| of(&c.1)).sum::<f64>() / n;
    let (mx, my) = (mean(&|p| p.x), mean(&|p| p.y));
    let xx = mean(&|p| (p.x - mx).powi(2)).sqrt() / w;
    let yy = mean(&|p| (p.y - my).powi(2)).sqrt() / w;
    let xy = mean(&|p| (p.x - mx) * (p.y - my)) / (w * w) / (xx * yy).max(1e-6);
    // How much larger squares are on one side than on the other.
    let skew = mean(&|p| (p.x - mx).powi(3)).cbrt() / w / xx.max(1e-6);
    [mx / w, my / h, 3.0 * xx, 3.0 * yy, xy, skew]
}
