//! JSON as programs in Python write it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::CaseError;

/// Reads a JSON file. Python's `NaN`, `Infinity` and `-Infinity`, which JSON does not have, are `null`.
///
/// # Errors
/// The file cannot be read, or is no JSON.
pub(super) fn read(path: &Path) -> Result<Value, CaseError> {
    let text = fs::read_to_string(path).map_err(|e| CaseError::in_file(path, e))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let parsed = match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(_) => serde_json::from_str(&without_nan(text)),
    };
    parsed.map_err(|e| {
        let what = match e.classify() {
            serde_json::error::Category::Eof => format!("{e}: the file is cut off or empty"),
            _ => format!("{e}: this is no JSON"),
        };
        CaseError::in_file(path, what)
    })
}

/// The text with Python's numbers that are none replaced by `null`, outside of strings.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = ["NaN", "nan", "-Infinity", "Infinity", "-inf", "inf"];
        let found = word.iter().find(|w| !in_string && rest.starts_with(**w));
        if let Some(word) = found {
            out.push_str("null");
            rest = &rest[word.len()..];
            continue;
        }
        if in_string {
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            in_string = c == '"';
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// A number; `null` and everything else is `None`.
pub(super) fn number(value: &Value) -> Option<f32> {
    let number = value.as_f64()? as f32;
    number.is_finite().then_some(number)
}

/// The joints of a flat list `[x, y, score, x, …]`, or `None` where its length is not that of triples. A joint whose place is no
/// number, or whose score is 0, was not seen.
pub(super) fn flat_joints(list: &[Value]) -> Option<Vec<Option<[f32; 3]>>> {
    let (triples, rest) = list.as_chunks::<3>();
    rest.is_empty().then(|| {
        let joint = |[x, y, score]: &[Value; 3]| joint(number(x), number(y), number(score));
        triples.iter().map(joint).collect()
    })
}

/// A joint, where it was seen.
pub(super) fn joint(x: Option<f32>, y: Option<f32>, score: Option<f32>) -> Option<[f32; 3]> {
    let joint = [x?, y?, score?];
    (joint[2] > 0.0).then_some(joint)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_python_writes_for_no_number_is_null() {
        let text = r#"{"a": [NaN, -Infinity, 1.5], "NaN \" inf": "NaN"}"#;
        let value: Value = serde_json::from_str(&without_nan(text)).unwrap();
        assert_eq!(value["a"], serde_json::json!([null, null, 1.5]));
        assert_eq!(value["NaN \" inf"], "NaN");
    }
}
