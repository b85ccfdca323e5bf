//! Constants that the decoder of the embedded network shares with its training program have the same values in both.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

/// The text after `PREFIX` up to the end of the line, in the file `path` of this package.
fn value_of(path: &str, prefix: &str) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let line = text
        .lines()
        .find_map(|l| l.trim_start().strip_prefix(prefix));
    let line = line.unwrap_or_else(|| panic!("{path} has no line with {prefix:?}"));
    let is_part_of_number = |c: &char| c.is_ascii_digit() || ".-,".contains(*c);
    line.chars().filter(is_part_of_number).collect()
}

#[test]
fn decoder_and_training_use_the_same_constants() {
    let decoder = "src/decode/single_shot";
    assert_eq!(
        value_of(
            &format!("{decoder}/feature_map.rs"),
            "pub(super) const PEAK_SIGMA: f32 ="
        ),
        value_of("training/crops.py", "PEAK_SIGMA =")
    );
    assert_eq!(
        value_of(
            &format!("{decoder}/candidate.rs"),
            "const LOG_SCALES: [f32; 2] ="
        ),
        value_of("training/loss.py", "LOG_SCALES =")
    );
}
