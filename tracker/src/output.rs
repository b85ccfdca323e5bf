//! The outputs of a run: the network, a recording, an exported file, the dashboard.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use trackside_calibration::{Rig, rig_file};
use trackside_recording::{JpegImage, Recorder};
use trackside_schema::wire::v1;
use trackside_schema::{FrameSet, Timestamp, TrackingFrame};
use trackside_transport::Publisher;

use crate::dashboard::Dashboard;
use crate::export_file::ExportFile;
use crate::metrics::{RunMetrics, Stage};

/// The outputs of a run.
#[derive(Default)]
pub struct Outputs<'w> {
    /// The network, which closes with its session.
    pub network: Option<(Publisher, zenoh::Session)>,
    /// A recording.
    pub recorder: Option<(PathBuf, Recorder)>,
    /// An exported file.
    pub export: Option<ExportFile>,
    /// The dashboard of a run with known ground truth.
    pub dashboard: Option<Dashboard<'w>>,
    /// The cameras' names, by id.
    pub cameras: Vec<String>,
}

impl Outputs<'_> {
    /// Publishes and writes a live frame and the views that it was made of.
    ///
    /// # Errors
    /// A file that cannot be written. The network never stops a run.
    pub fn write_live(
        &mut self,
        frame_set: &FrameSet,
        frame: &TrackingFrame,
        metrics: &RunMetrics,
    ) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            let began = Instant::now();
            let fits = metrics.skeleton_fits();
            publisher.skeleton_fits = [fits.converged, fits.step_limit, fits.singular];
            publisher.publish_frame(frame);
            metrics.record_duration(Stage::Publish, began.elapsed());
            publisher.publish_views(&frame_set.views);
        }
        let began = Instant::now();
        if let Some((_, recorder)) = &mut self.recorder {
            for view in &frame_set.views {
                let name = self.cameras.get(view.camera.index());
                recorder.write_view(name.map_or("", String::as_str), view)?;
            }
            recorder.write_frame(frame)?;
        }
        if let Some(export) = &mut self.export {
            export.push(frame)?;
        }
        if self.recorder.is_some() || self.export.is_some() {
            metrics.record_duration(Stage::Record, began.elapsed());
        }
        match &mut self.dashboard {
            Some(dashboard) => dashboard.update(frame_set, frame, metrics),
            None => Ok(()),
        }
    }

    /// Publishes and writes the rig of the frames that follow.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
    pub fn write_rig(&mut self, rig: &Rig, time: Timestamp) -> Result<()> {
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

    /// Publishes and records a smooth frame.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
    pub fn write_smooth(&mut self, frame: &TrackingFrame, metrics: &RunMetrics) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.smooth_dropped = metrics.smooth_dropped();
            publisher.publish_frame(frame);
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_frame(frame),
            None => Ok(()),
        }
    }

    /// Publishes and records an event.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
    pub fn write_event(&mut self, event: &v1::Event) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_event(event);
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_event(event),
            None => Ok(()),
        }
    }

    /// Publishes and records a camera's image.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
    pub fn write_image(&mut self, image: &JpegImage) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_image(&image.camera, &image.encode());
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.write_image(image),
            None => Ok(()),
        }
    }

    /// Publishes health and flushes the recording while there are no frames.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
    pub fn keep_alive(&mut self) -> Result<()> {
        if let Some((publisher, _)) = &mut self.network {
            publisher.publish_health();
        }
        match &mut self.recorder {
            Some((_, recorder)) => recorder.flush_if_due(),
            None => Ok(()),
        }
    }

    /// Finishes all outputs and returns the files that were written.
    ///
    /// # Errors
    /// As [`Outputs::write_live`].
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
