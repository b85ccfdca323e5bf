//! Intervals of a recording.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use mcap::Message;
use trackside_schema::Timestamp;
use trackside_schema::wire::topics;

use crate::reader::raw_messages;
use crate::whole_file::write_whole;
use crate::writer::{write_error, write_options};

/// From one time to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeSpan {
    /// The first.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
}

impl TimeSpan {
    /// Every time that a recording can hold.
    pub const ALL: TimeSpan = TimeSpan {
        first: Timestamp(0),
        last: Timestamp(i64::MAX),
    };

    /// Whether `time` lies in it.
    pub fn contains(&self, time: Timestamp) -> bool {
        (self.first..=self.last).contains(&time)
    }
}

/// Copies every message of `span` from the recording `from` to `to`, byte for byte, after the rig, the match and the
/// cameras that hold at its start. Returns how many frames there are. `on_message` is called for every message read.
///
/// # Errors
/// A recording that cannot be read or has no frame then, a file that cannot be written, or both are one.
pub fn cut(from: &Path, to: &Path, span: TimeSpan, on_message: impl FnMut()) -> Result<u64> {
    let refusal = "a clip cannot replace its own recording: name another file with --output";
    write_whole(from, to, refusal, |part| copy(from, part, span, on_message))
}

fn copy(from: &Path, to: &Path, span: TimeSpan, mut on_message: impl FnMut()) -> Result<u64> {
    let [first, last] = [span.first, span.last].map(|t| u64::try_from(t.0).unwrap_or_default());
    let file = File::create(to).with_context(|| format!("{}: cannot be written", to.display()))?;
    let failed = |e| write_error(to, e);
    let mut writer = write_options()
        .create(BufWriter::new(file))
        .map_err(failed)?;
    // Rig, match and cameras as they are when the clip begins.
    let mut held: Vec<Message<'static>> = Vec::new();
    let mut frames = 0;
    for message in raw_messages(from, true)? {
        let mut message = message.with_context(|| from.display().to_string())?;
        let topic = message.channel.topic.as_str();
        on_message();
        if message.log_time < first {
            if topic == topics::RIG {
                held.retain(|m| m.channel.topic == topics::MATCH);
            }
            if holds_until_replaced(topic) {
                [message.log_time, message.publish_time] = [first; 2];
                held.push(message);
            }
            continue;
        }
        if message.log_time <= last {
            for message in held.drain(..) {
                writer.write(&message).map_err(failed)?;
            }
            frames += u64::from(topic == topics::FRAME);
            writer.write(&message).map_err(failed)?;
        }
    }
    ensure!(
        frames > 0,
        "{}: there is no frame in that interval",
        from.display()
    );
    writer.finish().map_err(failed)?;
    Ok(frames)
}

/// Whether a message of that topic holds until the next one of its topic.
fn holds_until_replaced(topic: &str) -> bool {
    let instants = [
        topics::FRAME,
        topics::SMOOTH,
        topics::EVENT,
        topics::SCENE,
        topics::POINTS,
    ];
    !instants.contains(&topic) && !topic.starts_with(topics::VIEW)
}
