//! The stages of one camera: capture, observation, and where views and images go.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use crossbeam::channel::{Receiver, Select, SendTimeoutError, Sender, TrySendError};
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, Timestamp, View};
use trackside_transport::ViewSender;

use super::context::{PlaybackMode, RunContext, STOP_CHECK_INTERVAL, Stop};
use super::messages::{CameraMessage, TimedImage, TimedView};
use crate::camera_worker::CameraWorker;
use crate::capture::{DecodedImage, ImageSource, ReadOutcome, monotonic_ns};
use crate::metrics::{Loss, RunMetrics, Stage};

/// Reads one camera's images for its worker. `waiting` is the other end of `to_worker`; `used` returns images whose
/// memory is free.
pub(super) fn capture(
    id: CameraId,
    mut images: ImageSource,
    to_worker: &Sender<TimedImage>,
    waiting: &Receiver<TimedImage>,
    used: &Receiver<DecodedImage>,
    context: RunContext<'_>,
) {
    let RunContext { metrics, stop, .. } = context;
    let clock = PlaybackClock::new(if images.is_live() {
        PlaybackMode::AsProcessed
    } else {
        context.playback
    });
    while !stop.is_requested() {
        if images.is_rendered() {
            skip_missed(id, &mut images, &clock, to_worker, context);
        }
        let mut image = used.try_recv().unwrap_or_default();
        let began = Instant::now();
        match images.read(&mut image, &|| stop.is_requested()) {
            ReadOutcome::Image => {}
            ReadOutcome::End(reason) => {
                if let Some(reason) = reason {
                    metrics.set_ended_early(id, reason);
                }
                return;
            }
        }
        let capture = began.elapsed();
        metrics.record_duration(Stage::Capture, capture);
        metrics.count_image(id);
        clock.wait_until(image.arrives, stop);
        image.stamp.received_ns = monotonic_ns();
        let image = TimedImage { image, capture };
        let is_received = match context.playback {
            PlaybackMode::AsProcessed => send(to_worker, image, stop),
            PlaybackMode::Realtime(_) => replace(id, to_worker, waiting, image, metrics),
        };
        if !is_received {
            return;
        }
    }
}

/// In real time, an image is rendered only for a worker that has room for it: skips those that arrive in the meantime.
fn skip_missed(
    id: CameraId,
    images: &mut ImageSource,
    clock: &PlaybackClock,
    to_worker: &Sender<TimedImage>,
    context: RunContext<'_>,
) {
    if clock.now().is_none() {
        return;
    }
    let mut room = Select::new();
    room.send(to_worker);
    while room.ready_timeout(STOP_CHECK_INTERVAL).is_err() && !context.stop.is_requested() {}
    let now = clock.now().unwrap_or_default();
    for _ in 0..images.skip_to(now) {
        context.metrics.count_image(id);
        context.metrics.count_loss(id, Loss::Overtaken);
    }
}

/// Sends, and checks for a stop while waiting; `false` when the receiver is gone or a stop was requested.
fn send<T>(to: &Sender<T>, mut message: T, stop: &Stop) -> bool {
    loop {
        match to.send_timeout(message, STOP_CHECK_INTERVAL) {
            Ok(()) => return true,
            Err(SendTimeoutError::Timeout(unsent)) if !stop.is_requested() => message = unsent,
            Err(_) => return false,
        }
    }
}

/// Sends the newest image in place of one that waits; `false` when the receiver is gone.
fn replace(
    id: CameraId,
    to: &Sender<TimedImage>,
    waiting: &Receiver<TimedImage>,
    mut newest: TimedImage,
    metrics: &RunMetrics,
) -> bool {
    loop {
        match to.try_send(newest) {
            Ok(()) => return true,
            Err(TrySendError::Disconnected(_)) => return false,
            Err(TrySendError::Full(unsent)) => {
                if waiting.try_recv().is_ok() {
                    metrics.count_loss(id, Loss::Overtaken);
                }
                newest = unsent;
            }
        }
    }
}

/// Observes one camera's images.
pub(super) fn observe(
    id: CameraId,
    mut worker: CameraWorker,
    images: Receiver<TimedImage>,
    used: &Sender<DecodedImage>,
    mut sinks: WorkerSinks,
    context: RunContext<'_>,
) -> Result<()> {
    let mut not_kept = 0u64;
    for TimedImage { image, capture } in images {
        let began = Instant::now();
        let view = worker.observe(&image)?;
        let observe = began.elapsed();
        context.metrics.record_duration(Stage::Observe, observe);
        let view = TimedView {
            view,
            capture: Some(capture),
            observe: Some(observe),
        };
        if !sinks.views.send(view, context.stop)? {
            return Ok(());
        }
        // The view comes first: fusion does not wait for the JPEG.
        if let Some(jpeg) = worker.encode_kept(&image)?
            && !sinks.send_image(jpeg, context)
        {
            not_kept += 1;
            if not_kept.is_power_of_two() {
                let name = context.metrics.name(id).unwrap_or_default();
                tracing::warn!(
                    "camera \"{name}\": {not_kept} images were not kept: the outputs do not keep up"
                );
            }
        }
        // The capture stage is gone when the camera has ended.
        let _ = used.try_send(image);
    }
    sinks.views.end(id, context.stop)
}

/// Plays the views of one camera that were detected before.
pub(super) fn play_views(
    id: CameraId,
    views: std::vec::IntoIter<View>,
    mut sink: ViewSink,
    context: RunContext<'_>,
) -> Result<()> {
    let clock = PlaybackClock::new(context.playback);
    for mut view in views {
        if context.stop.is_requested() {
            break;
        }
        clock.wait_until(view.stamp.mid_exposure, context.stop);
        view.stamp.received_ns = monotonic_ns();
        context.metrics.count_image(id);
        if !sink.send(view.into(), context.stop)? {
            return Ok(());
        }
    }
    sink.end(id, context.stop)
}

/// Holds recorded media to their own clock.
struct PlaybackClock(Option<(Instant, Timestamp)>);

impl PlaybackClock {
    fn new(playback: PlaybackMode) -> PlaybackClock {
        PlaybackClock(match playback {
            PlaybackMode::AsProcessed => None,
            PlaybackMode::Realtime(start) => Some((Instant::now(), start)),
        })
    }

    /// The media's own time; `None` where they are played as fast as they are processed.
    fn now(&self) -> Option<Timestamp> {
        self.0
            .map(|(began, start)| start.plus_seconds(began.elapsed().as_secs_f64()))
    }

    fn wait_until(&self, time: Timestamp, stop: &Stop) {
        let Some((began, start)) = self.0 else {
            return;
        };
        let due =
            began + Duration::try_from_secs_f64(time.seconds_since(start)).unwrap_or_default();
        loop {
            let remaining = due.saturating_duration_since(Instant::now());
            if remaining.is_zero() || stop.is_requested() {
                return;
            }
            thread::sleep(remaining.min(STOP_CHECK_INTERVAL));
        }
    }
}

/// Where one camera's views go, and its images that are kept.
pub(super) struct WorkerSinks {
    pub(super) views: ViewSink,
    pub(super) images: Sender<JpegImage>,
}

impl WorkerSinks {
    /// `false` for a live image that is dropped because the outputs are busy; a recorded one waits.
    fn send_image(&self, image: JpegImage, context: RunContext<'_>) -> bool {
        match context.playback {
            // Without a receiver nothing is kept, or the run is ending: that is no loss.
            PlaybackMode::AsProcessed => {
                send(&self.images, image, context.stop);
                true
            }
            PlaybackMode::Realtime(_) => {
                !matches!(self.images.try_send(image), Err(TrySendError::Full(_)))
            }
        }
    }
}

/// Where one camera's views go.
pub(super) enum ViewSink {
    /// To fusion in this process.
    Local(Sender<CameraMessage>),
    /// To fusion in another process.
    Remote(Box<ViewSender>),
}

impl ViewSink {
    /// `false` when the receiver is gone.
    fn send(&mut self, view: TimedView, stop: &Stop) -> Result<bool> {
        match self {
            ViewSink::Local(to) => Ok(to.send(CameraMessage::View(view)).is_ok()),
            ViewSink::Remote(sender) => match sender.send(&view.view, &|| stop.is_requested()) {
                Err(_) if stop.is_requested() => Ok(false),
                sent => sent.map(|()| true),
            },
        }
    }

    fn end(self, id: CameraId, stop: &Stop) -> Result<()> {
        match self {
            ViewSink::Local(to) => {
                // A receiver that is gone does not wait for the end.
                let _ = to.send(CameraMessage::End(id));
                Ok(())
            }
            ViewSink::Remote(sender) => match sender.end(&|| stop.is_requested()) {
                Err(_) if stop.is_requested() => Ok(()),
                ended => ended,
            },
        }
    }
}
