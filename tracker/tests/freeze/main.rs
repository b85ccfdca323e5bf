//! Whether the program still gives the same values, to the last bit: renaming and moving code changes none of them.
//!
//! Frozen are, as hashes of values and never of names:
//! - of each synthetic world the noisy views, one image, and the frames of the live, the smooth and the refined stream,
//! - the golden messages of the schema, as bytes and as what is read from them,
//! - a recording of a synthetic game as `run` and `refine` write it, and what `export` and `highlights` make of it.
//!
//! `frozen.txt` holds the hashes, each with figures that show how large a difference is. Where the C library or the processor
//! rounds otherwise than where they were taken, the test compares nothing and says so. A commit that means to change values
//! rewrites them and shows the figures before and after:
//!
//!     TRACKSIDE_WRITE_FREEZE=1 cargo test -p trackside --test freeze
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod canary;
mod hash;
mod program;
mod worlds;

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, thread};

/// One hash, with figures for people.
pub struct Row {
    name: String,
    hash: String,
    figures: String,
}

impl Row {
    /// A finished hash under a name.
    pub fn new(name: impl Into<String>, hash: hash::Hash, figures: impl Into<String>) -> Row {
        Row {
            name: name.into(),
            hash: hash.finish(),
            figures: figures.into(),
        }
    }
}

const HEAD: &str = "\
# Frozen by tracker/tests/freeze, which says what this is: name, hash, figures. Only the hash is compared.
";

fn rows() -> Vec<Row> {
    thread::scope(|scope| {
        let program = scope.spawn(program::rows);
        let worlds = worlds::WORLDS.iter().flat_map(worlds::rows);
        let worlds: Vec<_> = worlds.collect();
        let program = program.join().unwrap();
        worlds.into_iter().chain(program).collect()
    })
}

fn table(canary: &str, rows: &[Row]) -> String {
    let mut text = format!("{HEAD}{:<24} {canary}\n", "canary");
    for Row {
        name,
        hash,
        figures,
    } in rows
    {
        writeln!(text, "{name:<24} {hash}  {figures}").unwrap();
    }
    text
}

#[test]
fn values_equal_the_frozen_ones() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/freeze/frozen.txt");
    let canary = canary::canary();
    if std::env::var_os("TRACKSIDE_WRITE_FREEZE").is_some() {
        fs::write(&file, table(&canary, &rows())).unwrap();
        return;
    }
    let frozen = fs::read_to_string(&file).unwrap();
    let line = |name: &str| {
        let mut lines = frozen.lines();
        lines.find(|l| l.split(' ').next() == Some(name))
    };
    let hash = |line: &str| line.split_whitespace().nth(1).map(str::to_owned);
    if line("canary").and_then(hash).as_deref() != Some(&canary) {
        eprintln!(
            "skipped: floating-point functions round otherwise on this host than where the values were frozen \
             (canary {canary})"
        );
        return;
    }
    let mut changed = String::new();
    let rows = rows();
    let names = rows.iter().map(|r| r.name.as_str());
    for row in &rows {
        let was = line(&row.name).unwrap_or("nothing");
        if hash(was).as_ref() != Some(&row.hash) {
            let Row {
                name,
                hash,
                figures,
            } = row;
            writeln!(changed, "was {was}\nis  {name:<24} {hash}  {figures}\n").unwrap();
        }
    }
    let known = frozen.lines().filter(|l| !l.starts_with('#')).count() - 1;
    assert!(
        changed.is_empty() && names.count() == known,
        "{known} values were frozen, {} are there; changed:\n{changed}",
        rows.len()
    );
}
