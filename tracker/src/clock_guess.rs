//! A first guess of when each camera's recording began against the others': from sound, from timecodes, from the times at which the
//! files say that they were made.
//!
//! It is a guess. Sound takes 29 ms for 10 m; timecodes are as good as the cameras' clocks were set; creation times are whole
//! seconds, and makers differ in whether they mean the beginning or the end. What athletes do then gives the rest
//! (`trackside calibrate poses`).

mod onsets;
mod sound_offset;

use std::fmt;
use std::path::Path;

use crate::capture::container::VideoMetadata;

pub use onsets::Onsets;
pub use sound_offset::{SoundMatch, SoundMismatch, match_sounds};

/// The standard deviation of a guess from sound, s: 5 m more or less to the source, two microphones.
const SOUND_SIGMA_S: f64 = 0.015;
/// The standard deviation of a guess from creation times, s.
const CREATION_SIGMA_S: f64 = 2.0;
/// Sound and timecodes that differ by less than this agree, s.
const AGREEMENT_S: f64 = 0.06;
/// Offsets around a loop of cameras may fail to close by this, s: sound reaches the cameras at different times.
const MAX_LOOP_ERROR_S: f64 = 0.1;
const DAY_S: f64 = 86_400.0;

/// One camera's recording.
#[derive(Clone, Debug)]
pub struct Recording<'r> {
    /// The camera.
    pub camera: &'r str,
    /// Its first file, whose sound is listened to.
    pub path: &'r Path,
    /// What that file says about itself.
    pub metadata: &'r VideoMetadata,
    /// How long the recording is, s.
    pub length_s: f64,
}

/// What a guess comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetBasis {
    /// The same sounds in several recordings.
    Sound,
    /// Timecodes.
    Timecode,
    /// The times at which the files say that they were made.
    Creation,
}

impl fmt::Display for OffsetBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OffsetBasis::Sound => "sound",
            OffsetBasis::Timecode => "timecode",
            OffsetBasis::Creation => "creation time",
        })
    }
}

/// When one camera's recording began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StartOffset {
    /// The time of its zero, s after the earliest camera's.
    pub offset_s: f64,
    /// One standard deviation, s.
    pub sigma_s: f64,
    /// What it comes from.
    pub basis: OffsetBasis,
}

/// When the recordings began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClockGuess {
    /// By camera; `None` where nothing says it.
    pub offsets: Vec<Option<StartOffset>>,
    /// What was found and what was not, a sentence each.
    pub notes: Vec<String>,
}

/// Guesses when the recordings began. Reads their sound.
pub fn guess_clocks(recordings: &[Recording<'_>]) -> ClockGuess {
    let mut notes = Vec::new();
    let by_sound = offsets_by_sound(recordings, &mut notes);
    let by_timecode = offsets_by_timecode(recordings, &mut notes);
    let by_creation = offsets_by_creation(recordings);
    let offsets = combine(&by_sound, by_timecode.as_deref(), &by_creation, &mut notes);
    let offsets = from_earliest(offsets);
    let unknown: Vec<&str> = (recordings.iter().zip(&offsets))
        .filter(|(_, offset)| offset.is_none())
        .map(|(recording, _)| recording.camera)
        .collect();
    if !unknown.is_empty() && recordings.len() > 1 {
        notes.push(format!(
            "nothing says when {} began to record: film a clap that all cameras hear, or set `offset_s`",
            unknown.join(", ")
        ));
    }
    ClockGuess { offsets, notes }
}

/// The best guess of each camera.
fn combine(
    by_sound: &[Option<f64>],
    by_timecode: Option<&[StartOffset]>,
    by_creation: &[Option<f64>],
    notes: &mut Vec<String>,
) -> Vec<Option<StartOffset>> {
    let heard: Vec<f64> = by_sound.iter().flatten().copied().collect();
    if let Some(timecodes) = by_timecode {
        let differences: Vec<f64> = (by_sound.iter().zip(timecodes))
            .filter_map(|(sound, code)| Some((*sound)? - code.offset_s))
            .collect();
        let spread_s = differences
            .iter()
            .fold(0.0_f64, |most, d| most.max((d - differences[0]).abs()));
        if spread_s <= AGREEMENT_S {
            return timecodes.iter().copied().map(Some).collect();
        }
        notes.push(format!(
            "timecodes and sound differ by up to {spread_s:.2} s: the sound is taken"
        ));
    }
    let sound = |offset_s| StartOffset {
        offset_s,
        sigma_s: SOUND_SIGMA_S,
        basis: OffsetBasis::Sound,
    };
    // The times at which files were made are put on the scale of those that were heard.
    let mut shifts: Vec<f64> = (by_sound.iter().zip(by_creation))
        .filter_map(|(sound, created)| Some((*created)? - (*sound)?))
        .collect();
    shifts.sort_by(f64::total_cmp);
    let shift = shifts.get(shifts.len() / 2).copied();
    let created = |created_s: f64| {
        let shift = match heard.is_empty() {
            true => Some(0.0),
            false => shift,
        };
        shift.map(|shift| StartOffset {
            offset_s: created_s - shift,
            sigma_s: CREATION_SIGMA_S,
            basis: OffsetBasis::Creation,
        })
    };
    (by_sound.iter().zip(by_creation))
        .map(|(heard, made)| heard.map(sound).or_else(|| made.and_then(created)))
        .collect()
}

/// The same offsets, from the earliest on. One alone says nothing.
fn from_earliest(mut offsets: Vec<Option<StartOffset>>) -> Vec<Option<StartOffset>> {
    let known = || offsets.iter().flatten();
    if known().count() < 2 {
        return vec![None; offsets.len()];
    }
    let earliest_s = known().map(|o| o.offset_s).fold(f64::INFINITY, f64::min);
    for offset in offsets.iter_mut().flatten() {
        offset.offset_s -= earliest_s;
    }
    offsets
}

/// Offsets of the largest group of cameras that heard the same.
fn offsets_by_sound(recordings: &[Recording<'_>], notes: &mut Vec<String>) -> Vec<Option<f64>> {
    let mut onsets = Vec::new();
    for recording in recordings {
        let heard = recording.metadata.sound.as_ref().map(|sound| {
            Onsets::read(sound, recording.path)
                .map_err(|error| notes.push(format!("camera \"{}\": {error:#}", recording.camera)))
        });
        onsets.push(heard.and_then(Result::ok));
    }
    let (mut pairs, mut misses) = (Vec::new(), Vec::new());
    for i in 0..onsets.len() {
        for j in i + 1..onsets.len() {
            let (Some(a), Some(b)) = (&onsets[i], &onsets[j]) else {
                continue;
            };
            match match_sounds(a, b) {
                Ok(found) => pairs.push((i, j, found)),
                Err(miss) => misses.push((i, j, miss)),
            }
        }
    }
    let offsets = solve_pairs(recordings.len(), &mut pairs);
    let name = |i: usize| recordings[i].camera;
    let Ok(offsets) = offsets else {
        notes.push(
            "the sounds of the cameras contradict each other: none is used; film a clap that all cameras hear".to_owned(),
        );
        return vec![None; recordings.len()];
    };
    for (i, j, miss) in misses {
        if offsets[i].is_none() || offsets[j].is_none() {
            notes.push(format!(
                "sound of \"{}\" and \"{}\": {miss}",
                name(i),
                name(j)
            ));
        }
    }
    let is_single = pairs.iter().all(|(_, _, found)| found.is_single_sound);
    if is_single && !pairs.is_empty() {
        notes.push("the cameras share a single loud sound: check the result".to_owned());
    }
    offsets
}

/// The offsets of the largest group of cameras that are joined by pairs: the strongest pairs decide, the others must agree.
fn solve_pairs(n: usize, pairs: &mut [(usize, usize, SoundMatch)]) -> Result<Vec<Option<f64>>, ()> {
    pairs.sort_by(|a, b| b.2.score.total_cmp(&a.2.score));
    // Each camera's group, and its offset in it.
    let mut group: Vec<usize> = (0..n).collect();
    let mut offset = vec![0.0; n];
    for (i, j, found) in pairs.iter() {
        let (i, j) = (*i, *j);
        if group[i] == group[j] {
            let error_s = offset[j] - offset[i] - found.offset_s;
            if error_s.abs() > MAX_LOOP_ERROR_S {
                return Err(());
            }
            continue;
        }
        let shift = offset[i] + found.offset_s - offset[j];
        let (from, to) = (group[j], group[i]);
        for k in (0..n).filter(|k| group[*k] == from).collect::<Vec<_>>() {
            group[k] = to;
            offset[k] += shift;
        }
    }
    let size = |g: usize| group.iter().filter(|other| **other == g).count();
    let largest = (0..n).max_by_key(|g| (size(*g), std::cmp::Reverse(*g)));
    let largest = largest.filter(|g| size(*g) > 1);
    Ok((0..n)
        .map(|k| (Some(group[k]) == largest).then_some(offset[k]))
        .collect())
}

/// Offsets where every camera has a timecode, and every one's recording overlaps another's.
fn offsets_by_timecode(
    recordings: &[Recording<'_>],
    notes: &mut Vec<String>,
) -> Option<Vec<StartOffset>> {
    let codes: Option<Vec<_>> = recordings.iter().map(|r| r.metadata.timecode).collect();
    let codes = codes?;
    let first = codes.first()?;
    // Free-run timecodes of cameras that were started one after another differ; those that count each recording are all 0.
    if codes.iter().all(|c| c.seconds < 1.0) {
        return None;
    }
    let offsets: Vec<StartOffset> = codes
        .iter()
        .map(|code| StartOffset {
            offset_s: (code.seconds - first.seconds + DAY_S / 2.0).rem_euclid(DAY_S) - DAY_S / 2.0,
            sigma_s: 0.5 / code.rate_hz,
            basis: OffsetBasis::Timecode,
        })
        .collect();
    let starts: Vec<f64> = offsets.iter().map(|o| o.offset_s).collect();
    if !all_overlap(recordings, &starts) {
        notes.push(
            "by their timecodes the cameras did not record at the same time: the timecodes are not used"
                .to_owned(),
        );
        return None;
    }
    Some(offsets)
}

/// The times at which files were made, s; of none where they were not made while another camera recorded.
fn offsets_by_creation(recordings: &[Recording<'_>]) -> Vec<Option<f64>> {
    let made: Option<Vec<i64>> = recordings.iter().map(|r| r.metadata.created_s).collect();
    let Some(made) = made.filter(|made| !made.is_empty()) else {
        return vec![None; recordings.len()];
    };
    let first = made[0];
    let starts: Vec<f64> = made
        .iter()
        .map(|s| s.saturating_sub(first) as f64)
        .collect();
    match all_overlap(recordings, &starts) {
        true => starts.into_iter().map(Some).collect(),
        false => vec![None; recordings.len()],
    }
}

/// Whether every recording overlaps another one, if they start then.
fn all_overlap(recordings: &[Recording<'_>], starts: &[f64]) -> bool {
    let span = |i: usize| (starts[i], starts[i] + recordings[i].length_s);
    (0..starts.len()).all(|i| {
        (0..starts.len()).any(|j| i != j && span(i).0 < span(j).1 && span(j).0 < span(i).1)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::capture::container::Timecode;

    fn found(offset_s: f64, score: f64) -> SoundMatch {
        SoundMatch {
            offset_s,
            score,
            is_single_sound: false,
        }
    }

    #[test]
    fn pairs_that_agree_give_the_offsets_of_a_group() {
        let mut pairs = [
            (0, 1, found(1.5, 20.0)),
            (1, 2, found(-0.5, 30.0)),
            (0, 2, found(1.02, 10.0)),
        ];
        let offsets = solve_pairs(4, &mut pairs).unwrap();
        assert_eq!(offsets[3], None);
        let offset = |i: usize| offsets[i].unwrap() - offsets[0].unwrap();
        assert!((offset(1) - 1.5).abs() < 1e-9 && (offset(2) - 1.0).abs() < 1e-9);
        pairs[2].2.offset_s = 3.0;
        assert_eq!(solve_pairs(4, &mut pairs), Err(()));
    }

    fn recordings(metadata: &[VideoMetadata]) -> Vec<Recording<'_>> {
        let recording = |metadata| Recording {
            camera: "a",
            path: Path::new("a.mp4"),
            metadata,
            length_s: 20.0,
        };
        metadata.iter().map(recording).collect()
    }

    fn with_timecodes(seconds: &[f64]) -> Vec<VideoMetadata> {
        let metadata = |&seconds: &f64| VideoMetadata {
            timecode: Some(Timecode {
                seconds,
                rate_hz: 25.0,
            }),
            ..VideoMetadata::default()
        };
        seconds.iter().map(metadata).collect()
    }

    #[test]
    fn timecodes_give_offsets_over_midnight_too() {
        let metadata = with_timecodes(&[5.0, DAY_S - 3.0, 1.0]);
        let guess = guess_clocks(&recordings(&metadata));
        let offsets: Vec<f64> = guess.offsets.iter().map(|o| o.unwrap().offset_s).collect();
        assert_eq!(offsets, [8.0, 0.0, 4.0]);
        assert_eq!(guess.offsets[0].unwrap().basis, OffsetBasis::Timecode);
    }

    #[test]
    fn timecodes_that_say_nothing_are_not_used() {
        let metadata = with_timecodes(&[0.0, 0.0, 0.0]);
        let guess = guess_clocks(&recordings(&metadata));
        assert_eq!(guess.offsets, [None; 3]);
        assert!(guess.notes[0].contains("nothing says when"), "{guess:?}");
        let metadata = with_timecodes(&[10.0, 11.0, 4000.0]);
        let guess = guess_clocks(&recordings(&metadata));
        assert_eq!(guess.offsets, [None; 3]);
        assert!(guess.notes[0].contains("timecodes"), "{guess:?}");
    }

    #[test]
    fn creation_times_are_the_last_resort_and_stand_on_the_scale_of_what_was_heard() {
        let mut notes = Vec::new();
        let by_sound = [Some(0.4), None, Some(1.4)];
        let by_creation = [Some(100.0), Some(107.0), Some(101.0)];
        let offsets = combine(&by_sound, None, &by_creation, &mut notes);
        let offsets = from_earliest(offsets);
        assert_eq!(offsets[1].unwrap().basis, OffsetBasis::Creation);
        assert!((offsets[1].unwrap().offset_s - 7.0).abs() < 1e-9);
        assert!((offsets[2].unwrap().offset_s - 1.0).abs() < 1e-9);
        assert!(offsets[1].unwrap().sigma_s > 1.0);
    }
}
