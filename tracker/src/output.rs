//! Where frames go: the network, a recording, a file for others to read.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use trackside_calibration::{Rig, rig_file};
use trackside_export::{Tracks, csv, jsonl, trc};
use trackside_recording::{JpegImage, Recorder};
use trackside_schema::wire::v1;
use trackside_schema::{FrameSet, Timestamp, TrackingFrame};
use trackside_transport::Publisher;

use crate::board::Board;
use crate::report::{Meter, Stage};

/// Where frames go.
#[derive(Default)]
pub struct Outputs<'w> {
    /// The network, which closes with its session.
    pub network: Option<(Publisher, zenoh::Session)>,
    /// A recording.
    pub recorder: Option<(PathBuf, Recorder)>,
    /// A file for others to read.
    pub export: Option<Export>,
    /// What is shown meanwhile, where the truth is known.
    pub board: Option<Board<'w>>,
    /// The cameras' names, by id.
    pub cameras: Vec<String>,
}

impl Outputs<'_> {
    /// Sends and writes one frame and the views it was made of.
    ///
    /// # Errors
    /// A file that cannot be written. The network never stops a run.
    pub fn take(&mut self, moment: &FrameSet, frame: &TrackingFrame, meter: &Meter) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            let began = Instant::now();
            publisher.publish_frame(frame);
            meter.time(Stage::Publish, began.elapsed());
            publisher.publish_views(&moment.views);
        }
        let began = Instant::now();
        if let Some((_, recorder)) = &mut self.recorder {
            for view in &moment.views {
                let name = self.cameras.get(view.camera.index());
                recorder.write_view(name.map_or("", String::as_str), view)?;
            }
            recorder.write_frame(frame)?;
        }
        if let Some(export) = &mut self.export {
            export.push(frame)?;
        }
        if self.recorder.is_some() || self.export.is_some() {
            meter.time(Stage::Record, began.elapsed());
        }
        match &mut self.board {
            Some(board) => board.take(moment, frame, meter),
            None => Ok(()),
        }
    }

    /// Sends and writes the rig that frames are made with from now on.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn rig(&mut self, rig: &Rig, time: Timestamp) -> Result<()> {
        if let Some((publisher, network)) = &mut self.network
            && let Err(error) = publisher.publish_rig(network, &rig_file::to_message(rig))
        {
            tracing::warn!("the rig {} could not be published: {error:#}", rig.id());
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_rig(rig, time),
            None => Ok(()),
        }
    }

    /// Sends and records an earlier moment's frame once more, smoothed.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn take_again(&mut self, frame: &TrackingFrame, meter: &Meter) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.smooth_dropped = meter.smooth_drops();
            publisher.publish_frame(frame);
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_frame(frame),
            None => Ok(()),
        }
    }

    /// Sends and records what happened.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn tell(&mut self, event: &v1::Event) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_event(event);
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_event(event),
            None => Ok(()),
        }
    }

    /// Sends and records a camera's image.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn image(&mut self, image: &JpegImage) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_image(&image.camera, &image.encode());
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_image(image),
            None => Ok(()),
        }
    }

    /// Keeps what is open alive while no frame comes.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn idle(&mut self) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_health();
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.flush_if_due(),
            None => Ok(()),
        }
    }

    /// Ends everything and returns the files that were written.
    ///
    /// # Errors
    /// As [`Outputs::take`].
    pub fn finish(&mut self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        self.network = None;
        if let Some((path, recorder)) = self.recorder.take() {
            recorder.finish()?;
            files.push(path);
        }
        if let Some(export) = self.export.take() {
            files.extend(export.finish()?);
        }
        Ok(files)
    }
}

/// A file for others to read, by its extension.
pub enum Export {
    /// One TRC file an athlete, written at the end.
    Trc(PathBuf, Tracks),
    /// One CSV file, written at the end.
    Csv(PathBuf, Tracks),
    /// A frame a line, as they come.
    JsonLines(PathBuf, jsonl::Writer),
}

impl Export {
    /// Prepares the file. `rate_hz` is moments per second; `None`: as the frames' times have it.
    ///
    /// # Errors
    /// An extension that is not known, a folder that is not there.
    pub fn create(path: &Path, rate_hz: impl Into<Option<f64>>) -> Result<Export> {
        let rate_hz = rate_hz.into();
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|f| !f.is_dir()) {
            bail!(
                "{}: there is no folder {}",
                path.display(),
                folder.display()
            );
        }
        let tracks = || Tracks::new(rate_hz);
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_lowercase().as_str() {
            "trc" => Ok(Export::Trc(path.to_owned(), tracks())),
            "csv" => Ok(Export::Csv(path.to_owned(), tracks())),
            "jsonl" => Ok(Export::JsonLines(
                path.to_owned(),
                jsonl::Writer::create(path)?,
            )),
            _ => bail!(
                "{}: the extension says what to write: .trc, .csv or .jsonl",
                path.display()
            ),
        }
    }

    /// Takes in one frame.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, frame: &TrackingFrame) -> Result<()> {
        match self {
            Export::Trc(_, tracks) | Export::Csv(_, tracks) => tracks.push(frame),
            Export::JsonLines(_, writer) => writer.push(frame)?,
        }
        Ok(())
    }

    /// Completes the files and names them: none where nobody was tracked.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn finish(self) -> Result<Vec<PathBuf>> {
        match self {
            Export::Trc(path, tracks) => {
                let files = trc::write(&tracks, &path, trc::Options::default())?;
                if files.is_empty() {
                    tracing::warn!("{}: not written, nobody was tracked", path.display());
                }
                Ok(files)
            }
            Export::Csv(path, tracks) => {
                csv::write(&tracks, &path).context("the export")?;
                Ok(vec![path])
            }
            Export::JsonLines(path, writer) => {
                writer.finish()?;
                Ok(vec![path])
            }
        }
    }
}
