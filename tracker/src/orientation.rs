//! How stored pixels are turned to stand upright: the one place where images are turned.

use anyhow::{Result, bail};
use opencv::core::{self, Mat};

/// What is done to stored pixels so that they stand upright: first the mirror, then the turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Orientation {
    /// Quarter turns clockwise, 0 to 3.
    quarter_turns: u8,
    /// Whether left and right are exchanged first.
    is_mirrored: bool,
}

impl Orientation {
    /// A turn clockwise.
    ///
    /// # Errors
    /// Not 0, 90, 180 or 270°.
    pub fn from_turn_deg(degrees: i64) -> Result<Orientation> {
        match degrees {
            0 | 90 | 180 | 270 => Ok(Orientation {
                quarter_turns: (degrees / 90) as u8,
                is_mirrored: false,
            }),
            _ => bail!("turn = {degrees}: it is 0, 90, 180 or 270, degrees clockwise"),
        }
    }

    /// From the linear part of an MP4's display matrix, which takes (x, y) to (a x + c y, b x + d y), y down.
    /// `None`: the matrix turns by something else than quarters.
    pub(crate) fn from_display_matrix([a, b, c, d]: [f64; 4]) -> Option<Orientation> {
        let is_mirrored = a * d - b * c < 0.0;
        let (x, y) = if is_mirrored { (-a, -b) } else { (a, b) };
        let mut orientation = Orientation::from_turn(y.atan2(x).to_degrees())?;
        orientation.is_mirrored = is_mirrored;
        Some(orientation)
    }

    /// From an angle, degrees clockwise. `None`: it is not within 0.5° of quarters.
    pub(crate) fn from_turn(degrees: f64) -> Option<Orientation> {
        let quarters = (degrees / 90.0).round();
        let is_close = (degrees - 90.0 * quarters).abs() < 0.5;
        is_close.then_some(Orientation {
            quarter_turns: quarters.rem_euclid(4.0) as u8,
            is_mirrored: false,
        })
    }

    /// From EXIF's tag 274. `None`: not 1 to 8.
    pub(crate) fn from_exif(value: u16) -> Option<Orientation> {
        let (quarter_turns, is_mirrored) = match value {
            1 => (0, false),
            2 => (0, true),
            3 => (2, false),
            4 => (2, true),
            5 => (3, true),
            6 => (1, false),
            7 => (1, true),
            8 => (3, false),
            _ => return None,
        };
        Some(Orientation {
            quarter_turns,
            is_mirrored,
        })
    }

    /// The turn, degrees clockwise.
    pub fn turn_deg(self) -> u32 {
        90 * u32::from(self.quarter_turns)
    }

    /// Whether the pixels stay as they are stored.
    pub fn is_upright(self) -> bool {
        self == Orientation::default()
    }

    /// This orientation, and then a further turn.
    pub fn then_turned(self, turn: Orientation) -> Orientation {
        Orientation {
            quarter_turns: (self.quarter_turns + turn.quarter_turns) % 4,
            ..self
        }
    }

    /// The size of an image of that stored size, once it stands upright.
    pub fn size_px(self, [w, h]: [u32; 2]) -> [u32; 2] {
        match self.quarter_turns % 2 {
            0 => [w, h],
            _ => [h, w],
        }
    }

    /// Makes stored pixels stand upright.
    pub(crate) fn apply(self, pixels: &mut Mat) -> Result<()> {
        let mut turned = Mat::default();
        if self.is_mirrored {
            core::flip(pixels, &mut turned, 1)?;
            std::mem::swap(pixels, &mut turned);
        }
        let rotation = match self.quarter_turns {
            1 => core::ROTATE_90_CLOCKWISE,
            2 => core::ROTATE_180,
            3 => core::ROTATE_90_COUNTERCLOCKWISE,
            _ => return Ok(()),
        };
        core::rotate(pixels, &mut turned, rotation)?;
        std::mem::swap(pixels, &mut turned);
        Ok(())
    }
}

impl std::fmt::Display for Orientation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mirrored = if self.is_mirrored { "mirrored, " } else { "" };
        write!(f, "{mirrored}turned by {}°", self.turn_deg())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use opencv::core::{MatTraitConst, Vec3b};

    use super::*;

    /// Where the bright corner of an image lies after `orientation`: column and row of 3 × 2 px.
    fn corner(orientation: Orientation) -> (i32, i32) {
        let white = Vec3b::from([255, 255, 255]);
        let mut pixels = Mat::from_slice_2d(&[
            [white, Vec3b::default(), Vec3b::default()],
            [Vec3b::default(), Vec3b::default(), Vec3b::default()],
        ])
        .unwrap();
        orientation.apply(&mut pixels).unwrap();
        for row in 0..pixels.rows() {
            for column in 0..pixels.cols() {
                if pixels.at_2d::<Vec3b>(row, column).unwrap()[0] == 255 {
                    return (column, row);
                }
            }
        }
        panic!("the bright pixel is gone");
    }

    #[test]
    fn matrices_and_exif_turn_the_top_left_corner_to_where_they_say() {
        // The bright corner lies at the left and the top of the stored image.
        let right = Orientation::from_display_matrix([0.0, 1.0, -1.0, 0.0]).unwrap();
        assert_eq!((right.turn_deg(), corner(right)), (90, (1, 0)));
        let left = Orientation::from_display_matrix([0.0, -1.0, 1.0, 0.0]).unwrap();
        assert_eq!((left.turn_deg(), corner(left)), (270, (0, 2)));
        let half = Orientation::from_display_matrix([-1.0, 0.0, 0.0, -1.0]).unwrap();
        assert_eq!((half.turn_deg(), corner(half)), (180, (2, 1)));
        // x → −x exchanges left and right; y → −y top and bottom.
        let mirrored = Orientation::from_display_matrix([-1.0, 0.0, 0.0, 1.0]).unwrap();
        assert_eq!(corner(mirrored), (2, 0));
        let flipped = Orientation::from_display_matrix([1.0, 0.0, 0.0, -1.0]).unwrap();
        assert_eq!(corner(flipped), (0, 1));
        assert_eq!(Orientation::from_exif(6), Some(right));
        assert_eq!(Orientation::from_exif(8), Some(left));
        assert_eq!(Orientation::from_exif(3), Some(half));
        assert_eq!(Orientation::from_exif(2), Some(mirrored));
        assert_eq!(Orientation::from_exif(4), Some(flipped));
        // EXIF 5 is the transpose: the corner stays; 7 the other diagonal's.
        assert_eq!(corner(Orientation::from_exif(5).unwrap()), (0, 0));
        assert_eq!(corner(Orientation::from_exif(7).unwrap()), (1, 2));
        assert_eq!(
            Orientation::from_display_matrix([0.7, 0.7, -0.7, 0.7]),
            None
        );
    }
}
