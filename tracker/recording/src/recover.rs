//! Repairs recordings that a crash left.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use anyhow::{Context, Result, bail};
use trackside_schema::wire::topics;

use crate::reader::raw_messages;
use crate::whole_file::write_whole;
use crate::writer::{write_error, write_options};

/// What was recovered of a recording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecoveredCounts {
    /// Frames.
    pub frames: u64,
    /// Views.
    pub views: u64,
    /// From the first of them to the last, s.
    pub seconds: f64,
    /// Why nothing was read beyond that; `None` when the file ends properly.
    pub stopped: Option<String>,
}

/// Copies every message that can be read from `from` to a finished file `to`, byte for byte.
///
/// # Errors
/// A file that cannot be read or written, or in which no rig can be read.
pub fn recover(from: &Path, to: &Path) -> Result<RecoveredCounts> {
    write_whole(from, to, "cannot be recovered onto itself", |part| {
        copy(from, part)
    })
}

fn copy(from: &Path, to: &Path) -> Result<RecoveredCounts> {
    let file = File::create(to).with_context(|| format!("{}: cannot be written", to.display()))?;
    let failed = |e| write_error(to, e);
    let mut writer = write_options()
        .create(BufWriter::new(file))
        .map_err(failed)?;
    let mut recovered = RecoveredCounts::default();
    let (mut span, mut has_messages) = ((u64::MAX, 0), false);
    for message in raw_messages(from, false)? {
        let message = match message {
            Ok(message) => message,
            Err(error) => {
                recovered.stopped = Some(error.to_string());
                break;
            }
        };
        writer.write(&message).map_err(failed)?;
        has_messages = true;
        let topic = &message.channel.topic;
        let (is_frame, is_view) = (topic == topics::FRAME, topic.starts_with(topics::VIEW));
        recovered.frames += u64::from(is_frame);
        recovered.views += u64::from(is_view);
        if is_frame || is_view {
            span = (span.0.min(message.log_time), span.1.max(message.log_time));
        }
    }
    if !has_messages {
        bail!("{}: nothing in it can be recovered", from.display());
    }
    recovered.seconds = span.1.saturating_sub(span.0) as f64 * 1e-9;
    writer.finish().map_err(failed)?;
    Ok(recovered)
}
