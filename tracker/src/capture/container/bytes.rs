//! Big-endian numbers out of a slice, which may be too short.

use anyhow::{Context, Result};

/// A slice that is read from its beginning.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn take(&mut self, n: usize) -> Result<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(n).context("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let taken = self.take(N)?;
        taken.try_into().context("a slice of that length")
    }

    pub(super) fn u8(&mut self) -> Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn u16(&mut self) -> Result<u16> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(super) fn i32(&mut self) -> Result<i32> {
        Ok(i32::from_be_bytes(self.array()?))
    }

    pub(super) fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    /// 32 or 64 bits.
    pub(super) fn u32_or_u64(&mut self, is_long: bool) -> Result<u64> {
        match is_long {
            true => self.u64(),
            false => Ok(u64::from(self.u32()?)),
        }
    }
}
