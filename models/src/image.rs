//! Borrowed image pixels.

use crate::error::ModelError;

/// A borrowed image: 8-bit BGR, rows from the top, as in OpenCV.
#[derive(Clone, Copy, Debug)]
pub struct ImageView<'a> {
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Bytes from one row to the next; at least `3 * width`.
    pub stride: usize,
    /// `height` rows of `stride` bytes; the last row may end after `3 * width` bytes.
    pub bgr: &'a [u8],
}

impl<'a> ImageView<'a> {
    /// An image whose rows lie without gaps: `stride` is `3 * width`.
    pub fn packed(width: u32, height: u32, bgr: &'a [u8]) -> ImageView<'a> {
        ImageView {
            width,
            height,
            stride: width as usize * 3,
            bgr,
        }
    }

    /// Width and height, px.
    pub fn size(&self) -> [u32; 2] {
        [self.width, self.height]
    }

    /// The `3 * width` bytes of row `y`, which must be less than the height.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.stride;
        &self.bgr[start..start + self.width as usize * 3]
    }

    /// Checks that `bgr` is long enough for the size and the stride.
    pub(crate) fn check(&self) -> Result<(), ModelError> {
        let row = self.width as usize * 3;
        let needed = (self.height as usize)
            .checked_sub(1)
            .and_then(|rows| rows.checked_mul(self.stride))
            .and_then(|bytes| bytes.checked_add(row));
        if row == 0 || self.stride < row || needed.is_none_or(|n| n > self.bgr.len()) {
            return Err(ModelError::new(format!(
                "an image of {} x {} px with {} bytes per row does not fit in {} bytes",
                self.width,
                self.height,
                self.stride,
                self.bgr.len()
            )));
        }
        Ok(())
    }
}
