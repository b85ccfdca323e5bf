//! A picture, borrowed from whoever captured it.

use crate::ModelError;

/// One picture: 8-bit BGR, rows from the top, as OpenCV holds it.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// px
    pub width: u32,
    /// px
    pub height: u32,
    /// Bytes from one row to the next; at least three times the width.
    pub stride: usize,
    /// The rows.
    pub bgr: &'a [u8],
}

impl<'a> Picture<'a> {
    /// The picture of rows without gaps between them.
    pub fn packed(width: u32, height: u32, bgr: &'a [u8]) -> Picture<'a> {
        Picture {
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

    /// The three bytes of every pixel of row `y`, which must be below the height.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.stride;
        &self.bgr[start..start + self.width as usize * 3]
    }

    /// Whether the bytes are as many as the size says.
    pub(crate) fn check(&self) -> Result<(), ModelError> {
        let row = self.width as usize * 3;
        let needed = (self.height as usize)
            .checked_sub(1)
            .and_then(|rows| rows.checked_mul(self.stride))
            .and_then(|bytes| bytes.checked_add(row));
        if row == 0 || self.stride < row || needed.is_none_or(|n| n > self.bgr.len()) {
            return Err(ModelError::new(format!(
                "a picture of {} x {} px with {} bytes a row does not fit in {} bytes",
                self.width,
                self.height,
                self.stride,
                self.bgr.len()
            )));
        }
        Ok(())
    }
}
