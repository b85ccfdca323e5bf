//! A stretch of a recording as a recording.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use indicatif::ProgressBar;
use mcap::Message;
use trackside_schema::Timestamp;

use crate::record::{
    self, EVENT_TOPIC, FRAME_TOPIC, MATCH_TOPIC, POINTS_TOPIC, RIG_TOPIC, SCENE_TOPIC,
    SMOOTH_TOPIC, VIEW_TOPIC,
};
use crate::recording;

/// Copies every message from `first` to `last` of the recording `from` to `to`, byte for byte, after what held at `first`: rig,
/// match and cameras. Returns how many frames there are.
///
/// # Errors
/// A recording that cannot be read or has no frame then, a file that cannot be written, or both are one.
pub fn write(from: &Path, to: &Path, first: Timestamp, last: Timestamp) -> Result<u64> {
    let same = fs::canonicalize(to).is_ok_and(|to| fs::canonicalize(from).is_ok_and(|f| f == to));
    ensure!(
        !same,
        "{}: a clip cannot replace its own recording: name another file with --output",
        from.display()
    );
    let part = to.with_extension("part");
    let copied = copy(from, &part, first, last).and_then(|frames| {
        fs::rename(&part, to).with_context(|| format!("{}: cannot be written", to.display()))?;
        Ok(frames)
    });
    if copied.is_err() {
        // What is half written is of no use; that it could not be removed either changes nothing.
        let _ = fs::remove_file(&part);
    }
    copied
}

fn copy(from: &Path, to: &Path, first: Timestamp, last: Timestamp) -> Result<u64> {
    let span = [first, last].map(|t| u64::try_from(t.0).unwrap_or_default());
    let file = File::create(to).with_context(|| format!("{}: cannot be written", to.display()))?;
    let failed = |e| record::failed(to, e);
    let mut writer = record::options()
        .create(BufWriter::new(file))
        .map_err(failed)?;
    let progress = ProgressBar::new_spinner();
    // Rig, match and cameras as they are when the clip begins.
    let mut held: Vec<Message<'static>> = Vec::new();
    let mut frames = 0;
    for message in recording::reader(from, true)? {
        let mut message = message.with_context(|| from.display().to_string())?;
        let topic = message.channel.topic.as_str();
        progress.inc(1);
        if message.log_time < span[0] {
            if topic == RIG_TOPIC {
                held.retain(|m| m.channel.topic == MATCH_TOPIC);
            }
            if holds_on(topic) {
                [message.log_time, message.publish_time] = [span[0]; 2];
                held.push(message);
            }
            continue;
        }
        if message.log_time <= span[1] {
            for message in held.drain(..) {
                writer.write(&message).map_err(failed)?;
            }
            frames += u64::from(topic == FRAME_TOPIC);
            writer.write(&message).map_err(failed)?;
        }
    }
    progress.finish_and_clear();
    ensure!(
        frames > 0,
        "{}: there is no frame in that stretch",
        from.display()
    );
    writer.finish().map_err(failed)?;
    Ok(frames)
}

/// Whether what was said there goes on until something else is.
fn holds_on(topic: &str) -> bool {
    let moments = [
        FRAME_TOPIC,
        SMOOTH_TOPIC,
        EVENT_TOPIC,
        SCENE_TOPIC,
        POINTS_TOPIC,
    ];
    !moments.contains(&topic) && !topic.starts_with(VIEW_TOPIC)
}
