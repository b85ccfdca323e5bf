//! Changing one key of a world file, as `--set` does.

use toml::{Table, Value};

/// Keys of former versions, and what they are called now.
const RENAMED_KEYS: [(&str, &str); 7] = [
    ("people.taller_m", "people.stature_offset_m"),
    ("people.pace", "people.speed_scale"),
    ("views.least_person_px", "views.min_person_px"),
    ("views.least_ball_px", "views.min_ball_px"),
    ("views.known_clocks", "views.corrected_clocks"),
    ("camera.bumped_at_s", "camera.moved_at_s"),
    ("camera.bumped_by_deg", "camera.moved_by_deg"),
];

/// An error for each key of a former version: its name today.
pub(crate) fn check_renamed(file: &Value) -> Result<(), String> {
    for (old, new) in RENAMED_KEYS {
        let (section, key) = old.split_once('.').unwrap_or(("", old));
        let has_key = match file.get(section) {
            Some(Value::Array(items)) => items.iter().any(|item| item.get(key).is_some()),
            Some(table) => table.get(key).is_some(),
            None => false,
        };
        if has_key {
            return Err(format!("{old} is now called {new}"));
        }
    }
    Ok(())
}

/// The text as a TOML value, or else as a string.
pub(crate) fn parse_value(text: &str) -> Value {
    format!("v = {text}")
        .parse::<Table>()
        .ok()
        .and_then(|mut t| t.remove("v"))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Puts `new` at `path`. An element of an array is addressed by its `name`, its index, or `*` for all.
pub(crate) fn set_value(tree: &mut Value, path: &[&str], new: &Value) -> Result<(), String> {
    let Some((first, rest)) = path.split_first() else {
        // A whole number may replace a fraction.
        *tree = match (&*tree, new) {
            (Value::Float(_), Value::Integer(i)) => Value::Float(*i as f64),
            _ => new.clone(),
        };
        return Ok(());
    };
    match tree {
        Value::Table(table) => {
            let entry = table.entry((*first).to_owned()).or_insert_with(|| {
                if rest.is_empty() {
                    new.clone()
                } else {
                    Value::Table(Table::new())
                }
            });
            set_value(entry, rest, new)
        }
        Value::Array(items) => {
            let mut is_found = false;
            for (i, item) in items.iter_mut().enumerate() {
                let has_name = item.get("name").and_then(Value::as_str) == Some(first);
                if *first == "*" || has_name || *first == i.to_string() {
                    set_value(item, rest, new)?;
                    is_found = true;
                }
            }
            is_found
                .then_some(())
                .ok_or_else(|| format!("there is no \"{first}\""))
        }
        _ => Err(format!("\"{first}\" is not a key of anything")),
    }
}
