//! `trackside refine`: offline smoothing of a recording.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use trackside_fusion::{BallEvent, FirstPass, FusionOptions, OfflineSmoother, RefinedFrame};
use trackside_recording::{RecordedMessage, Recorder, Recording, write_whole};
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{Athlete, CameraId, FrameSet, Stream, Timestamp, TrackingFrame};

use super::overwrite::{Overwrite, recording_path};
use crate::pipeline::{event_message, missing_cameras};
use crate::progress;
use crate::sync::{ClosePolicy, FrameSetBundler, PushOutcome};
use crate::venue::renamed_keys;

/// Views of one frame set lie no farther apart in a recording than this.
const DEADLINE: Duration = Duration::from_secs(1);

/// Fuse a recording's views again, forwards and backwards in time, into a recording with more accurate frames.
///
/// Bone lengths are measured over the whole recording, each track is smoothed over its whole duration, and tracklets of
/// one athlete that live tracking lost and reacquired are joined. Needs the views in the recording; holds some four seconds
/// of it in memory, however long it is.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside refine match.mcap          # writes match.refined.mcap\n  \
                  trackside export match.refined.mcap --to trc"
)]
pub struct RefineArgs {
    /// The recording.
    pub file: PathBuf,
    /// Where to write; by default beside it, as NAME.refined.mcap.
    #[arg(short, long, value_name = "FILE.mcap", value_parser = recording_path)]
    pub output: Option<PathBuf>,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// The result of refining.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RefineSummary {
    /// Refined frames.
    pub frames: u64,
    /// Athletes.
    pub athletes: usize,
    /// Tracks that were joined to others.
    pub joined: usize,
    /// Views that belong to no frame set.
    pub unused: u64,
}

/// Runs the command.
pub fn run(args: RefineArgs) -> Result<()> {
    let output = (args.output).unwrap_or_else(|| args.file.with_extension("refined.mcap"));
    args.overwrite.check(&output)?;
    let summary = refine(&args.file, &output)?;
    eprintln!(
        "{}: {} frames, {} athletes, {} tracklets joined",
        output.display(),
        summary.frames,
        summary.athletes,
        summary.joined
    );
    if summary.unused > 0 {
        eprintln!(
            "{} views belonged to no frame set and were not used",
            summary.unused
        );
    }
    Ok(())
}

/// Refines the recording `from` to a new one, `to`.
///
/// # Errors
/// A file that cannot be read or written; a recording without views or frames, or that is refined already.
pub fn refine(from: &Path, to: &Path) -> Result<RefineSummary> {
    write_whole(from, to, "cannot be refined onto itself", |part| {
        write(from, part)
    })
}

fn write(from: &Path, to: &Path) -> Result<RefineSummary> {
    let recording = Recording::open(from)?;
    let name = from.display();
    let grid = TickGrid::of(&recording).with_context(|| name.to_string())?;
    let fusion_options =
        fusion_options(recording.match_message()).with_context(|| name.to_string())?;
    let progress = progress::bar(2 * grid.frames, "frames, bodies and then paths");
    let mut first_pass = FirstPass::new(recording.rig().clone(), fusion_options);
    let mut frame_sets = RecordedFrameSets::new(&recording, &grid)?;
    while let Some(step) = frame_sets.next() {
        let (frame_set, live_athletes) = step?;
        first_pass.push(&frame_set, &live_athletes);
        frame_sets.passed_through.clear();
        progress.inc(1);
    }
    let roster = first_pass.finish();
    let (athletes, joined) = roster.counts();
    let mut smoother = OfflineSmoother::new(roster);
    let mut out = RefinedRecording::create(to, &recording)?;
    let mut frame_sets = RecordedFrameSets::new(&recording, &grid)?;
    while let Some(step) = frame_sets.next() {
        let (frame_set, _) = step?;
        out.missing_cameras_by_tick(&frame_set);
        smoother.push(&frame_set);
        out.pending_views
            .extend(frame_sets.passed_through.drain(..));
        out.write_ready(&mut smoother)?;
        progress.inc(1);
    }
    smoother.finish();
    out.pending_views
        .extend(frame_sets.passed_through.drain(..));
    out.write_ready(&mut smoother)?;
    let frames = out.finish()?;
    progress.finish_and_clear();
    Ok(RefineSummary {
        frames,
        athletes,
        joined,
        unused: frame_sets.unused,
    })
}

/// The fusion options of the recording.
fn fusion_options(session: &v1::Match) -> Result<FusionOptions> {
    if session.fusion.is_empty() {
        tracing::warn!(
            "the recording does not say how its views were fused: refined with fusion's defaults"
        );
        return Ok(FusionOptions::default());
    }
    let unreadable = "the fusion parameters in its match cannot be read";
    let mut keys: toml::Table = session.fusion.parse().context(unreadable)?;
    renamed_keys::rename(&mut keys, "fusion");
    keys.try_into().context(unreadable)
}

/// The times of a recording's frame sets: a grid of ticks.
struct TickGrid {
    origin: Timestamp,
    rate_hz: f64,
    frames: u64,
}

impl TickGrid {
    fn of(recording: &Recording) -> Result<TickGrid> {
        let mut frames = 0;
        let (mut first, mut last) = (None, None);
        for frame in recording.frames()? {
            let frame = frame?;
            ensure!(frame.stream != Stream::Refined, "it is refined already");
            let at = (frame.tick, frame.time);
            frames += 1;
            first = first.or(Some(at));
            last = last.max(Some(at));
        }
        let (Some(first), Some(last)) = (first, last) else {
            bail!("there is no frame in it");
        };
        let seconds = last.1.seconds_since(first.1);
        ensure!(
            last.0 > first.0 && seconds > 0.0,
            "all its frames have the same time"
        );
        ensure!(
            recording.views()?.next().is_some(),
            "it has no views, only what was made of them, and without views nothing can be refined: \
             `trackside run --record` keeps them, and `trackside record` where they are on the wire"
        );
        let rate_hz = (last.0 - first.0) as f64 / seconds;
        Ok(TickGrid {
            origin: first.1.plus_seconds(-(first.0 as f64) / rate_hz),
            rate_hz,
            frames,
        })
    }
}

/// A recording's frame sets, and the athletes of their live frames.
struct RecordedFrameSets<'r> {
    recording: &'r Recording,
    messages: Box<dyn Iterator<Item = Result<RecordedMessage>>>,
    bundler: FrameSetBundler,
    /// The recording's time so far, which is the clock of the bundler.
    now: Duration,
    origin: Timestamp,
    /// Frame sets that wait for their frames.
    waiting: VecDeque<FrameSet>,
    /// The athletes of live frames by tick, and the last tick that was read.
    live_athletes: BTreeMap<u64, Vec<Athlete>>,
    last: Option<u64>,
    /// Messages that are copied: all but frames and drawings.
    passed_through: Vec<RecordedMessage>,
    unused: u64,
}

impl<'r> RecordedFrameSets<'r> {
    fn new(recording: &'r Recording, grid: &TickGrid) -> Result<RecordedFrameSets<'r>> {
        let policy = ClosePolicy::Deadline {
            deadline: DEADLINE,
            camera_timeout: DEADLINE,
        };
        let cameras = recording.rig().cameras().len();
        Ok(RecordedFrameSets {
            recording,
            messages: Box::new(recording.messages()?),
            bundler: FrameSetBundler::new(grid.origin, grid.rate_hz, cameras, policy),
            now: Duration::ZERO,
            origin: grid.origin,
            waiting: VecDeque::new(),
            live_athletes: BTreeMap::new(),
            last: None,
            passed_through: Vec::new(),
            unused: 0,
        })
    }

    fn read(&mut self, message: RecordedMessage) -> Result<()> {
        let since_s = message.time.seconds_since(self.origin).max(0.0);
        self.now = self.now.max(Duration::try_from_secs_f64(since_s)?);
        if message.topic == topics::FRAME {
            let frame = wire::decode_frame(&message.bytes)?;
            self.last = self.last.max(Some(frame.tick));
            self.live_athletes.insert(frame.tick, frame.athletes);
        } else if message.topic.starts_with(topics::VIEW) {
            let (mut view, name) = wire::decode_view(&message.bytes)?;
            let (camera, _) = (self.recording.rig().find(&name))
                .with_context(|| format!("its rig has no camera \"{name}\""))?;
            view.camera = camera;
            let placed = self.bundler.push(view, self.now);
            self.unused += u64::from(!matches!(placed, PushOutcome::Accepted(_)));
            self.passed_through.push(message);
        }
        Ok(())
    }

    fn pair_with_athletes(&mut self, frame_set: FrameSet) -> (FrameSet, Vec<Athlete>) {
        let live_athletes = self
            .live_athletes
            .remove(&frame_set.tick)
            .unwrap_or_default();
        // Frames of frame sets without a view are never asked for.
        self.live_athletes = self.live_athletes.split_off(&frame_set.tick);
        (frame_set, live_athletes)
    }
}

impl Iterator for RecordedFrameSets<'_> {
    type Item = Result<(FrameSet, Vec<Athlete>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.waiting
                .extend(std::iter::from_fn(|| self.bundler.pop(self.now)));
            // A frame comes after its views.
            let last = self.last;
            let live_athletes = |m: &mut FrameSet| last.is_some_and(|last| m.tick <= last);
            if let Some(frame_set) = self.waiting.pop_front_if(live_athletes) {
                return Some(Ok(self.pair_with_athletes(frame_set)));
            }
            match self.messages.next() {
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(message)) => {
                    let at = format!("{} at {}", message.topic, message.time);
                    if let Err(error) = self.read(message).context(at) {
                        return Some(Err(error));
                    }
                }
                None => {
                    let cameras = 0..self.recording.rig().cameras().len();
                    // A rig has at most 255 cameras.
                    cameras.for_each(|i| self.bundler.end(CameraId(i as u8)));
                    self.waiting
                        .extend(std::iter::from_fn(|| self.bundler.pop(self.now)));
                    let frame_set = self.waiting.pop_front()?;
                    return Some(Ok(self.pair_with_athletes(frame_set)));
                }
            }
        }
    }
}

/// The recording that is written.
struct RefinedRecording {
    recorder: Recorder,
    template: TrackingFrame,
    cameras: usize,
    /// Views that wait for the frames of their time, so that a replay is in order.
    pending_views: VecDeque<RecordedMessage>,
    /// Events that wait for the frames of their time.
    events: VecDeque<BallEvent>,
    /// Missing cameras by tick, of frame sets that wait to be refined.
    missing_cameras_by_tick: BTreeMap<u64, Vec<CameraId>>,
    frames: u64,
}

impl RefinedRecording {
    fn create(to: &Path, recording: &Recording) -> Result<RefinedRecording> {
        let session = recording.match_message();
        Ok(RefinedRecording {
            recorder: Recorder::create(to, recording.header().clone())?,
            template: TrackingFrame {
                schema: TrackingFrame::SCHEMA,
                stream: Stream::Refined,
                venue: session.venue.clone(),
                session: session.session.clone(),
                rig: recording.rig().id().clone(),
                ..TrackingFrame::default()
            },
            cameras: recording.rig().cameras().len(),
            pending_views: VecDeque::new(),
            events: VecDeque::new(),
            missing_cameras_by_tick: BTreeMap::new(),
            frames: 0,
        })
    }

    fn missing_cameras_by_tick(&mut self, frame_set: &FrameSet) {
        let missing_cameras_by_tick = missing_cameras(frame_set, self.cameras);
        self.missing_cameras_by_tick
            .insert(frame_set.tick, missing_cameras_by_tick);
    }

    /// Writes what is ready.
    fn write_ready(&mut self, smoother: &mut OfflineSmoother) -> Result<()> {
        self.events.extend(smoother.take_events());
        while let Some(RefinedFrame {
            tick,
            time,
            athletes,
            ball,
        }) = smoother.next_frame()
        {
            self.write_until(time)?;
            self.recorder.write_frame(&TrackingFrame {
                tick,
                time,
                athletes,
                ball,
                missing_cameras: self
                    .missing_cameras_by_tick
                    .remove(&tick)
                    .unwrap_or_default(),
                ..self.template.clone()
            })?;
            self.frames += 1;
        }
        Ok(())
    }

    fn write_until(&mut self, time: Timestamp) -> Result<()> {
        while let Some(view) = self.pending_views.pop_front_if(|v| v.time <= time) {
            self.recorder.write_encoded_view(&view.bytes)?;
        }
        while let Some(e) = self.events.pop_front_if(|e| e.time <= time) {
            self.recorder
                .write_event(&event_message(&e, &self.template))?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<u64> {
        self.write_until(Timestamp(i64::MAX))?;
        self.recorder.finish()?;
        Ok(self.frames)
    }
}
