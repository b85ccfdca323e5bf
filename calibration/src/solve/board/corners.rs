//! The corners of boards, by OpenCV.
//!
//! Chessboards by Duda and Frese, "Accurate detection and localization of checkerboard corners for calibration", BMVC
//! 2018 (`findChessboardCornersSB`); ChArUco boards by their markers and `cornerSubPix`.

use nalgebra::Vector3;
use opencv::core::{Mat, Point2f, Rect, Size, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use opencv::{aruco, calib3d, core, imgproc};
use trackside_schema::RawPixel;

/// Corners on the board (m) and in the image.
type Corners = Vec<(Vector3<f64>, RawPixel)>;

fn with_position(x: u32, y: u32, square_m: f64, at: Point2f) -> (Vector3<f64>, RawPixel) {
    let position = Vector3::new(f64::from(x) * square_m, f64::from(y) * square_m, 0.0);
    (position, RawPixel::new(f64::from(at.x), f64::from(at.y)))
}

/// The part of the image with the board, found at half the size: searching the whole image takes seconds.
fn find_region(grey: &Mat, size: Size, flags: i32) -> opencv::Result<Option<Rect>> {
    let mut small = Mat::default();
    let half = Size::new(grey.cols() / 2, grey.rows() / 2);
    imgproc::resize(grey, &mut small, half, 0.0, 0.0, imgproc::INTER_AREA)?;
    let mut found = Vector::<Point2f>::new();
    if !calib3d::find_chessboard_corners_sb(&small, size, &mut found, flags)? {
        return Ok(None);
    }
    let bound = |of: &dyn Fn(Point2f) -> f32| {
        let all = found.iter().map(of);
        all.fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)))
    };
    let ((left, right), (top, bottom)) = (bound(&|p| p.x), bound(&|p| p.y));
    // Room for the outer squares and the paper around them, of a board in any orientation.
    let margin = 0.35 * (right - left).max(bottom - top);
    let at = |v: f32, max: i32| ((2.0 * v) as i32).clamp(0, max);
    let (x0, x1) = (
        at(left - margin, grey.cols()),
        at(right + margin, grey.cols()),
    );
    let (y0, y1) = (
        at(top - margin, grey.rows()),
        at(bottom + margin, grey.rows()),
    );
    Ok(Some(Rect::new(x0, y0, x1 - x0, y1 - y0)))
}

/// The corners of a chessboard by the sector-based detector; where these lie on no plane (it sometimes takes other corners
/// for the board's), by the older one.
pub(super) fn chessboard(grey: &Mat, inner: [u32; 2], square_m: f64) -> opencv::Result<Corners> {
    let [w, h] = inner;
    let size = Size::new(w as i32, h as i32);
    let with_positions = |found: Vector<Point2f>| -> Corners {
        let grid = (0..h).flat_map(|y| (0..w).map(move |x| (x, y)));
        grid.zip(found)
            .map(|((x, y), at)| with_position(x, y, square_m, at))
            .collect()
    };
    let quick = calib3d::CALIB_CB_NORMALIZE_IMAGE | calib3d::CALIB_CB_ACCURACY;
    let exhaustive = quick | calib3d::CALIB_CB_EXHAUSTIVE;
    let whole = Rect::new(0, 0, grey.cols(), grey.rows());
    let part = find_region(grey, size, exhaustive)?;
    // An exhaustive search of a part localises corners less well than one of the whole, and the quick one suffices.
    let tries = part.map(|p| (p, quick)).into_iter();
    for (part, flags) in tries.chain([(whole, exhaustive)]) {
        let mut found = Vector::<Point2f>::new();
        let roi = Mat::roi(grey, part)?;
        if calib3d::find_chessboard_corners_sb(&roi, size, &mut found, flags)? {
            let (x, y) = (part.x as f32, part.y as f32);
            let found = found.iter().map(|p| Point2f::new(p.x + x, p.y + y));
            let corners = with_positions(found.collect());
            if is_flat(&corners, square_m)? {
                return Ok(corners);
            }
        }
    }
    let mut found = Vector::<Point2f>::new();
    let flags = calib3d::CALIB_CB_NORMALIZE_IMAGE
        | calib3d::CALIB_CB_ADAPTIVE_THRESH
        | calib3d::CALIB_CB_FAST_CHECK;
    if !calib3d::find_chessboard_corners(grey, size, &mut found, flags)? {
        return Ok(Vec::new());
    }
    // A window of a quarter of the shortest side holds one corner.
    let sides = found
        .iter()
        .zip(found.iter().skip(1))
        .map(|(a, b)| (a.x - b.x).hypot(a.y - b.y));
    let half_window = (0.25 * sides.fold(f32::MAX, f32::min)).clamp(2.0, 11.0) as i32;
    let until = TermCriteria::new(3, 50, 1e-3)?;
    imgproc::corner_sub_pix(
        grey,
        &mut found,
        Size::new(half_window, half_window),
        Size::new(-1, -1),
        until,
    )?;
    let corners = with_positions(found);
    Ok(if is_flat(&corners, square_m)? {
        corners
    } else {
        Vec::new()
    })
}

/// Whether a homography maps the image to the board to within a fifth of a square, more than lenses distort.
fn is_flat(corners: &Corners, square_m: f64) -> opencv::Result<bool> {
    let at = |p: &RawPixel| Point2f::new(p.x as f32, p.y as f32);
    let board: Vector<Point2f> = corners
        .iter()
        .map(|(p, _)| Point2f::new(p.x as f32, p.y as f32))
        .collect();
    let image: Vector<Point2f> = corners.iter().map(|(_, p)| at(p)).collect();
    let board_from_image = calib3d::find_homography_def(&image, &board, &mut no_array())?;
    if board_from_image.empty() {
        return Ok(false);
    }
    let mut mapped = Vector::<Point2f>::new();
    core::perspective_transform(&image, &mut mapped, &board_from_image)?;
    let squares = mapped
        .iter()
        .zip(&board)
        .map(|(a, b)| f64::from((a.x - b.x).powi(2) + (a.y - b.y).powi(2)));
    let rms = (squares.sum::<f64>() / corners.len().max(1) as f64).sqrt();
    Ok(rms < 0.2 * square_m)
}

/// The corners of a ChArUco board, interpolated from its markers.
pub(super) fn charuco(
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
    let mut inverted = Mat::default();
    let mut grey = grey;
    if ids.is_empty() {
        // Printed white on black.
        core::bitwise_not_def(grey, &mut inverted)?;
        grey = &inverted;
        aruco::detect_markers_def(grey, &dictionary, &mut corners, &mut ids)?;
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (mut at, mut which) = (Vector::<Point2f>::new(), Vector::<i32>::new());
    aruco::interpolate_corners_charuco_def(&corners, &ids, grey, &board, &mut at, &mut which)?;
    let corner = |(id, at): (i32, Point2f)| {
        // Corners are numbered in rows of w − 1.
        let id = id as u32;
        with_position(1 + id % (w - 1), 1 + id / (w - 1), square_m, at)
    };
    let corners: Corners = which.iter().zip(at).map(corner).collect();
    // Markers in other squares than the board's give corners that lie on no plane.
    let has_enough = corners.len() >= 4;
    Ok(if has_enough && is_flat(&corners, square_m)? {
        corners
    } else {
        Vec::new()
    })
}

/// How many markers of a dictionary an image shows, printed black on white or white on black.
pub(super) fn marker_count(grey: &Mat, dictionary: i32) -> opencv::Result<usize> {
    let dictionary = aruco::get_predefined_dictionary_i32(dictionary)?;
    let mut inverted = Mat::default();
    core::bitwise_not_def(grey, &mut inverted)?;
    let mut most = 0;
    for image in [grey, &inverted] {
        let (mut corners, mut ids) = (Vector::<Vector<Point2f>>::new(), Vector::<i32>::new());
        aruco::detect_markers_def(image, &dictionary, &mut corners, &mut ids)?;
        most = most.max(ids.len());
    }
    Ok(most)
}

/// The mean of the strongest tenth of the gradients within the board, over its contrast, 1/px.
pub(super) fn sharpness(grey: &Mat, corners: &Corners) -> opencv::Result<f64> {
    let bound = |of: &dyn Fn(&RawPixel) -> f64, side: i32| {
        let all = corners.iter().map(|c| of(&c.1));
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (
            (low as i32).clamp(0, side - 2),
            (high as i32 + 1).clamp(1, side - 1),
        )
    };
    let (x0, x1) = bound(&|p| p.x, grey.cols());
    let (y0, y1) = bound(&|p| p.y, grey.rows());
    let part = Mat::roi(grey, Rect::new(x0, y0, (x1 - x0).max(1), (y1 - y0).max(1)))?;
    let (mut dx, mut dy, mut gradient) = (Mat::default(), Mat::default(), Mat::default());
    imgproc::sobel_def(&part, &mut dx, core::CV_32F, 1, 0)?;
    imgproc::sobel_def(&part, &mut dy, core::CV_32F, 0, 1)?;
    core::magnitude(&dx, &dy, &mut gradient)?;
    let mut gradients: Vec<f32> = gradient.data_typed::<f32>()?.to_vec();
    let tenth = gradients.len() - gradients.len() / 10 - 1;
    let (_, threshold, top) = gradients.select_nth_unstable_by(tenth, f32::total_cmp);
    let strong = (top.iter().map(|v| f64::from(*v)).sum::<f64>() + f64::from(*threshold))
        / (top.len() + 1) as f64;
    let (mut mean, mut deviation) = (Mat::default(), Mat::default());
    core::mean_std_dev_def(&part, &mut mean, &mut deviation)?;
    let deviation = *deviation.at::<f64>(0)?;
    // The Sobel gradient of a step of one pixel is 4 times its height; the contrast is twice the deviation.
    Ok(strong / (4.0 * 2.0 * deviation.max(1.0)))
}
