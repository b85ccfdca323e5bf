//! Flags that had another name: typing one is an error that names the new one.

/// Command (empty: any), old flag, new flag.
const RENAMED: &[(&str, &str, &str)] = &[
    ("", "--duration", "--seconds"),
    ("run", "--images", "--images"),
    ("fuse", "--images", "--images"),
    ("export", "--from", "--start"),
    ("export", "--free-feet", "--no-foot-lock"),
    ("eval", "--lose-view", "--drop-view-share"),
    ("eval", "--false-ball", "--clutter-share"),
    ("highlights", "--most", "--limit"),
    ("overlay", "--venue", "--venue-file"),
    ("serve", "--keep", "--buffer-minutes"),
    ("demo", "--cameras", "--camera-count"),
    ("calibrate", "--unknown", "--no-pose-prior"),
    ("calibrate", "--moved", "--board-video"),
    ("calibrate", "--images", "--images"),
];

/// What to type instead, where `arguments` (without the program's name) hold a flag that was renamed.
#[must_use]
pub fn hint(arguments: &[String]) -> Option<String> {
    let command = arguments.iter().find(|a| !a.starts_with('-'))?;
    arguments.iter().find_map(|argument| {
        let flag = argument.split('=').next().unwrap_or(argument);
        let (_, old, new) = RENAMED
            .iter()
            .find(|(of, old, _)| *old == flag && (of.is_empty() || of == command))?;
        Some(format!("{old} is now {new}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<String> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        hint(&words)
    }

    #[test]
    fn a_renamed_flag_names_the_new_one() {
        assert_eq!(
            of("export game.mcap --from=3 --to trc").as_deref(),
            Some("--from is now --start")
        );
        assert_eq!(
            of("-q run venue.toml --duration 5").as_deref(),
            Some("--duration is now --seconds")
        );
        assert_eq!(of("run venue.toml --from detections"), None);
    }
}
