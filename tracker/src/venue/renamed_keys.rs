//! Keys of venue files that have a new name.

use anyhow::{Result, bail};
use toml::de::{DeTable, DeValue};

/// Table, old key, new key. The table of a nested one is its path, with dots.
const RENAMED: &[(&str, &str, &str)] = &[
    ("calibration", "watch", "monitor"),
    ("fusion", "agility", "process_noise_scale"),
    ("fusion", "birth_cameras", "init_cameras"),
    ("fusion", "birth_gate_m", "init_gate_m"),
    ("fusion", "hold_s", "joint_coast_s"),
    ("fusion", "joint_gate", "gate_sigma"),
    ("fusion", "least_score", "min_keypoint_score"),
    ("fusion", "marks", "targets"),
    ("fusion", "match_gate_m", "association_gate_m"),
    ("fusion", "posture", "pose_prior"),
    ("fusion", "remember_s", "history_s"),
    ("fusion.targets", "rings", "hoops"),
    ("record", "pictures", "images"),
    ("sync", "silent_ms", "camera_timeout_ms"),
];

/// The new name of a key of a table; `None` where the key was not renamed.
pub fn new_key(table: &str, key: &str) -> Option<&'static str> {
    let renamed = RENAMED
        .iter()
        .find(|(t, old, _)| (*t, *old) == (table, key));
    renamed.map(|(_, _, new)| *new)
}

/// Refuses renamed keys in the text of a venue file. `origin` is what the error calls the file.
///
/// # Errors
/// A renamed key, with its line and its new name. Text that is no TOML is left to the parser that follows.
pub(super) fn refuse(text: &str, origin: &str) -> Result<()> {
    match DeTable::parse(text) {
        Ok(table) => refuse_in(table.get_ref(), "", text, origin),
        Err(_) => Ok(()),
    }
}

fn refuse_in(table: &DeTable<'_>, path: &str, text: &str, origin: &str) -> Result<()> {
    for (key, value) in table {
        let name: &str = key.get_ref();
        if let Some(new) = new_key(path, name) {
            let line = line_at(text, key.span().start);
            bail!("{origin}:{line}: [{path}] {name} is now called {new}");
        }
        if let DeValue::Table(inner) = value.get_ref() {
            let inner_path = match path {
                "" => name.to_owned(),
                _ => format!("{path}.{name}"),
            };
            refuse_in(inner, &inner_path, text, origin)?;
        }
    }
    Ok(())
}

/// Gives the keys of a table, and of those inside it, their new names: recordings keep the keys of their time.
pub fn rename(table: &mut toml::Table, path: &str) {
    let old: Vec<(String, &str)> = table
        .keys()
        .filter_map(|key| Some((key.clone(), new_key(path, key)?)))
        .collect();
    for (key, new) in old {
        if let Some(value) = table.remove(&key) {
            table.insert(new.to_owned(), value);
        }
    }
    for (key, value) in table.iter_mut() {
        if let toml::Value::Table(inner) = value {
            rename(inner, &format!("{path}.{key}"));
        }
    }
}

/// The line of a byte of the text, from 1.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Every row gives an error that names file, line and new key, wherever the key stands.
    #[test]
    fn an_old_key_is_an_error_that_names_the_new_one() {
        for (table, old, new) in RENAMED {
            let text = format!("name = \"a\"\n[{table}]\n{old} = 1\n");
            let error = refuse(&text, "venue.toml").unwrap_err().to_string();
            let expected = format!("venue.toml:3: [{table}] {old} is now called {new}");
            assert_eq!(error, expected);
            assert_eq!(new_key(table, new), None, "{new} is old itself");
        }
        let inline = "name = \"a\"\nsync = { silent_ms = 1 }\n";
        let error = refuse(inline, "venue.toml").unwrap_err().to_string();
        assert!(error.starts_with("venue.toml:2:"), "{error}");
        refuse(
            "name = \"a\"\n[sync]\ncamera_timeout_ms = 1\n",
            "venue.toml",
        )
        .unwrap();
        refuse("this is no TOML", "venue.toml").unwrap();
    }

    #[test]
    fn a_recording_with_old_keys_is_read_with_the_new_ones() {
        let text = "agility = 1.5\nhold_s = 0.5\n[marks]\nrings = []\n";
        let mut table: toml::Table = text.parse().unwrap();
        rename(&mut table, "fusion");
        let expected = "process_noise_scale = 1.5\njoint_coast_s = 0.5\n[targets]\nhoops = []\n";
        assert_eq!(table, expected.parse().unwrap());
    }
}
