//! NumPy's `.npy`: one array of floating-point numbers.

use std::fs;
use std::path::Path;

use crate::CaseError;

/// An array, in the order of C: the last index counts fastest.
pub(super) struct Array {
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f32>,
}

/// Reads a file. Format: magic, version, length of the header, header (a Python dict), numbers.
///
/// # Errors
/// The file cannot be read, or holds something else.
pub(super) fn read(path: &Path) -> Result<Array, CaseError> {
    let bytes = fs::read(path).map_err(|e| CaseError::in_file(path, e))?;
    parse(&bytes).map_err(|what| CaseError::in_file(path, what))
}

fn parse(bytes: &[u8]) -> Result<Array, String> {
    let no_array = || "is no NumPy array (.npy)".to_owned();
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(no_array)?;
    let (&[major, _], rest) = rest.split_first_chunk::<2>().ok_or_else(no_array)?;
    let (length, rest) = if major == 1 {
        let (length, rest) = rest.split_first_chunk::<2>().ok_or_else(no_array)?;
        (usize::from(u16::from_le_bytes(*length)), rest)
    } else {
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(no_array)?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let header = rest.get(..length).ok_or_else(no_array)?;
    let header = String::from_utf8_lossy(header);
    let data = &rest[length..];
    let after = |key: &str| header.split_once(key).map(|(_, rest)| rest);
    if after("'fortran_order':").is_some_and(|rest| rest.trim_start().starts_with("True")) {
        return Err(
            "is an array in Fortran's order: write it with numpy.ascontiguousarray".to_owned(),
        );
    }
    let kind = after("'descr':")
        .and_then(|rest| rest.split('\'').nth(1))
        .unwrap_or_default();
    let shape = after("'shape':").and_then(|rest| rest.split_once('(')?.1.split_once(')'));
    let shape: Option<Vec<usize>> = shape.and_then(|(inside, _)| {
        let sides = inside.split(',').map(str::trim).filter(|s| !s.is_empty());
        sides.map(|s| s.parse().ok()).collect()
    });
    let shape = shape.ok_or_else(|| "has no shape in its header".to_owned())?;
    let count = shape
        .iter()
        .try_fold(1usize, |n, side| n.checked_mul(*side));
    let count = count.ok_or_else(|| "has an impossible shape".to_owned())?;
    let values: Vec<f32> = match kind {
        "<f8" => data
            .as_chunks()
            .0
            .iter()
            .map(|b| f64::from_le_bytes(*b) as f32)
            .collect(),
        "<f4" => data
            .as_chunks()
            .0
            .iter()
            .map(|b| f32::from_le_bytes(*b))
            .collect(),
        other => return Err(format!("holds \"{other}\", not floating-point numbers")),
    };
    if values.len() < count {
        return Err(format!(
            "is cut off: {} of its {count} numbers are there",
            values.len()
        ));
    }
    Ok(Array { shape, values })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;

    /// A file with these numbers.
    pub(crate) fn file(shape: &[usize], values: &[f64]) -> Vec<u8> {
        let sides: Vec<String> = shape.iter().map(usize::to_string).collect();
        let mut header = format!(
            "{{'descr': '<f8', 'fortran_order': False, 'shape': ({},), }}",
            sides.join(", ")
        );
        header += &" ".repeat(64 - (10 + header.len() + 1) % 64);
        header.push('\n');
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.bytes());
        bytes.extend(values.iter().flat_map(|v| v.to_le_bytes()));
        bytes
    }

    #[test]
    fn an_array_is_read_whole_or_refused() {
        let bytes = file(&[2, 1, 2], &[1.0, 2.0, f64::NAN, 4.0]);
        let array = parse(&bytes).unwrap();
        assert_eq!(array.shape, [2, 1, 2]);
        assert!(array.values[2].is_nan() && array.values[3] == 4.0);
        let error = parse(&bytes[..bytes.len() - 8]).err().unwrap();
        assert!(error.contains("3 of its 4"), "{error}");
        assert!(parse(b"x").is_err() && parse(b"\x93NUMPY\x01\x00\xff\xff{").is_err());
    }
}
