//! The options that describe a board.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use trackside_calibration::solve::board::Board;

/// The board in the images.
#[derive(Debug, Args)]
pub struct BoardArgs {
    /// A chessboard: the numbers of its inner corners along width and height, one even, one odd.
    #[arg(long, value_name = "WxH", value_parser = counts)]
    chessboard: Option<[u32; 2]>,
    /// A ChArUco board: the numbers of its squares along width and height.
    #[arg(long, value_name = "WxH", value_parser = counts, conflicts_with = "chessboard", requires = "marker_mm")]
    charuco: Option<[u32; 2]>,
    /// The side of a square, mm.
    #[arg(long, value_name = "MM")]
    square_mm: Option<f64>,
    /// The side of a ChArUco board's marker, mm.
    #[arg(long, value_name = "MM")]
    marker_mm: Option<f64>,
    /// The markers' dictionary: OpenCV's name without DICT_.
    #[arg(long, value_name = "NAME", default_value = "4X4_50")]
    dictionary: String,
}

fn counts(text: &str) -> Result<[u32; 2], String> {
    let parts = text.split_once(['x', 'X', '×']);
    let parsed = parts.and_then(|(w, h)| Some([w.parse().ok()?, h.parse().ok()?]));
    parsed.ok_or_else(|| "write two numbers, as in 9x6".to_owned())
}

/// Parses a camera's name and a path, `north=board/north`.
pub fn camera_path(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !path.is_empty() => {
            Ok((name.to_owned(), path.into()))
        }
        _ => Err("write a camera's name and a path, as in north=board/north".to_owned()),
    }
}

/// OpenCV's dictionaries, in the order of its enumeration.
const DICTIONARIES: [&str; 21] = [
    "4X4_50",
    "4X4_100",
    "4X4_250",
    "4X4_1000",
    "5X5_50",
    "5X5_100",
    "5X5_250",
    "5X5_1000",
    "6X6_50",
    "6X6_100",
    "6X6_250",
    "6X6_1000",
    "7X7_50",
    "7X7_100",
    "7X7_250",
    "7X7_1000",
    "ARUCO_ORIGINAL",
    "APRILTAG_16h5",
    "APRILTAG_25h9",
    "APRILTAG_36h10",
    "APRILTAG_36h11",
];

impl BoardArgs {
    /// Whether a board is described.
    pub fn is_given(&self) -> bool {
        self.chessboard.is_some() || self.charuco.is_some()
    }

    /// A board that looks different upside down.
    ///
    /// # Errors
    /// As [`BoardArgs::board`]; a chessboard that looks the same after half a turn.
    pub fn oriented_board(&self) -> Result<Board> {
        let board = self.board()?;
        if let Board::Chessboard { inner: [w, h], .. } = board
            && (w + h).is_multiple_of(2)
        {
            bail!(
                "--chessboard {w}x{h}: a board whose numbers of inner corners are both even or both odd looks the same after \
                 half a turn, so that each camera may read it from another side: use one with an even and an odd number, as \
                 9x6, or a ChArUco board. Lenses (calibrate intrinsics) can be calibrated with this one"
            );
        }
        Ok(board)
    }

    /// The board.
    ///
    /// # Errors
    /// No board, or an impossible one.
    pub fn board(&self) -> Result<Board> {
        let side_mm = self
            .square_mm
            .context("--square-mm: give the side of the board's squares")?;
        let square_m = side_mm * 1e-3;
        let board = match (self.chessboard, self.charuco) {
            (Some(inner), _) => Board::Chessboard { inner, square_m },
            (None, Some(squares)) => {
                let found = DICTIONARIES
                    .iter()
                    .position(|d| d.eq_ignore_ascii_case(&self.dictionary));
                let dictionary = found.with_context(|| {
                    format!(
                        "--dictionary {}: known are {}",
                        self.dictionary,
                        DICTIONARIES.join(", ")
                    )
                })?;
                Board::Charuco {
                    squares,
                    square_m,
                    marker_m: self.marker_mm.unwrap_or(0.0) * 1e-3,
                    dictionary: dictionary as i32,
                }
            }
            (None, None) => bail!("give the board: --chessboard or --charuco"),
        };
        board.validate()?;
        Ok(board)
    }
}
