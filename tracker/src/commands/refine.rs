//! `trackside refine`: a recording once more, with all that is known of it.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use trackside_fusion::{BallEvent, FirstPass, FusionOptions, OfflineSmoother, RefinedFrame};
use trackside_recording::{RecordedMessage, Recorder, Recording, write_whole};
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{Athlete, CameraId, FrameSet, Stream, Timestamp, TrackingFrame};

use super::overwrite::Overwrite;
use crate::pipeline::{event_message, missing_cameras};
use crate::sync::{ClosePolicy, FrameSetBundler, PushOutcome};

/// Views of one moment lie no farther apart in a recording than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// Fuse a recording's views again, from both ends: what comes out is a recording with better frames.
///
/// Bodies are measured over the whole recording, every athlete is smoothed along his whole life, and pieces of one
/// athlete whom live tracking lost and found again are joined. Needs the views in the recording; holds some four seconds
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
    #[arg(short, long, value_name = "FILE.mcap")]
    pub output: Option<PathBuf>,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// What refining gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// Refined frames.
    pub frames: u64,
    /// Athletes.
    pub athletes: usize,
    /// Tracks that were joined to others.
    pub joined: usize,
    /// Views that belong to no moment.
    pub unused: u64,
}

/// Runs the command.
pub fn run(args: RefineArgs) -> Result<()> {
    let output = (args.output).unwrap_or_else(|| args.file.with_extension("refined.mcap"));
    args.overwrite.check(&output)?;
    let done = refine(&args.file, &output)?;
    eprintln!(
        "{}: {} frames, {} athletes, {} pieces joined",
        output.display(),
        done.frames,
        done.athletes,
        done.joined
    );
    if done.unused > 0 {
        eprintln!(
            "{} views belonged to no moment and were not used",
            done.unused
        );
    }
    Ok(())
}

/// Refines the recording `from` to a new one, `to`.
///
/// # Errors
/// A file that cannot be read or written; a recording without views or frames, or that is refined already.
pub fn refine(from: &Path, to: &Path) -> Result<Done> {
    write_whole(from, to, "cannot be refined onto itself", |part| {
        write(from, part)
    })
}

fn write(from: &Path, to: &Path) -> Result<Done> {
    let recording = Recording::open(from)?;
    let shown = from.display();
    let grid = Grid::of(&recording).with_context(|| shown.to_string())?;
    let options = options(recording.match_message()).with_context(|| shown.to_string())?;
    let progress = ProgressBar::new(2 * grid.frames).with_style(
        ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} frames, {eta} left")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    progress.set_message("bodies");
    let mut study = FirstPass::new(recording.rig().clone(), options);
    let mut moments = Moments::new(&recording, &grid)?;
    while let Some(step) = moments.next() {
        let (moment, told) = step?;
        study.push(&moment, &told);
        moments.passed.clear();
        progress.inc(1);
    }
    let cast = study.finish();
    let (athletes, joined) = cast.counts();
    progress.set_message("paths");
    let mut refiner = OfflineSmoother::new(cast);
    let mut out = Out::create(to, &recording)?;
    let mut moments = Moments::new(&recording, &grid)?;
    while let Some(step) = moments.next() {
        let (moment, _) = step?;
        out.absent(&moment);
        refiner.push(&moment);
        out.held.extend(moments.passed.drain(..));
        out.take(&mut refiner)?;
        progress.inc(1);
    }
    refiner.finish();
    out.held.extend(moments.passed.drain(..));
    out.take(&mut refiner)?;
    let frames = out.finish()?;
    progress.finish_and_clear();
    Ok(Done {
        frames,
        athletes,
        joined,
        unused: moments.unused,
    })
}

/// How views became athletes when it was recorded.
fn options(session: &v1::Match) -> Result<FusionOptions> {
    if session.fusion.is_empty() {
        tracing::warn!(
            "the recording does not say how its views were fused: refined with fusion's defaults"
        );
        return Ok(FusionOptions::default());
    }
    toml::from_str(&session.fusion)
        .context("how its views were fused, as its match says, cannot be read")
}

/// Where the moments of a recording lie.
struct Grid {
    origin: Timestamp,
    rate_hz: f64,
    frames: u64,
}

impl Grid {
    fn of(recording: &Recording) -> Result<Grid> {
        let mut frames = 0;
        let (mut first, mut last) = (None, None);
        for frame in recording.frames()? {
            let frame = frame?;
            ensure!(
                frame.stream != Stream::Refined,
                "it is refined already: its frames know all that it holds"
            );
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
            "its frames are all of one moment: nothing comes before or after"
        );
        ensure!(
            recording.views()?.next().is_some(),
            "it has no views, only what was made of them, and without views nothing can be refined: \
             `trackside run --record` keeps them, and `trackside record` where they are on the wire"
        );
        let rate_hz = (last.0 - first.0) as f64 / seconds;
        Ok(Grid {
            origin: first.1.plus_seconds(-(first.0 as f64) / rate_hz),
            rate_hz,
            frames,
        })
    }
}

/// A recording's moments, and who was told of when they were live.
struct Moments<'r> {
    recording: &'r Recording,
    messages: Box<dyn Iterator<Item = Result<RecordedMessage>>>,
    bundler: FrameSetBundler,
    /// The time of the recording that has passed, which is its clock.
    now: Duration,
    origin: Timestamp,
    /// Moments that wait for their frames.
    waiting: VecDeque<FrameSet>,
    /// By tick, and the last that was read.
    told: BTreeMap<u64, Vec<Athlete>>,
    last: Option<u64>,
    /// Messages that were read, but for frames and what is drawn.
    passed: Vec<RecordedMessage>,
    unused: u64,
}

impl<'r> Moments<'r> {
    fn new(recording: &'r Recording, grid: &Grid) -> Result<Moments<'r>> {
        let patience = ClosePolicy::Deadline {
            deadline: PATIENCE,
            camera_timeout: PATIENCE,
        };
        let cameras = recording.rig().cameras().len();
        Ok(Moments {
            recording,
            messages: Box::new(recording.messages()?),
            bundler: FrameSetBundler::new(grid.origin, grid.rate_hz, cameras, patience),
            now: Duration::ZERO,
            origin: grid.origin,
            waiting: VecDeque::new(),
            told: BTreeMap::new(),
            last: None,
            passed: Vec::new(),
            unused: 0,
        })
    }

    fn read(&mut self, message: RecordedMessage) -> Result<()> {
        let since_s = message.time.seconds_since(self.origin).max(0.0);
        self.now = self.now.max(Duration::try_from_secs_f64(since_s)?);
        if message.topic == topics::FRAME {
            let frame = wire::decode_frame(&message.bytes)?;
            self.last = self.last.max(Some(frame.tick));
            self.told.insert(frame.tick, frame.athletes);
        } else if message.topic.starts_with(topics::VIEW) {
            let (mut view, name) = wire::decode_view(&message.bytes)?;
            let (camera, _) = (self.recording.rig().find(&name))
                .with_context(|| format!("its rig has no camera \"{name}\""))?;
            view.camera = camera;
            let placed = self.bundler.push(view, self.now);
            self.unused += u64::from(!matches!(placed, PushOutcome::Accepted(_)));
            self.passed.push(message);
        }
        Ok(())
    }

    fn give(&mut self, moment: FrameSet) -> (FrameSet, Vec<Athlete>) {
        let told = self.told.remove(&moment.tick).unwrap_or_default();
        // Frames of moments without a view are never asked for.
        self.told = self.told.split_off(&moment.tick);
        (moment, told)
    }
}

impl Iterator for Moments<'_> {
    type Item = Result<(FrameSet, Vec<Athlete>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.waiting
                .extend(std::iter::from_fn(|| self.bundler.pop(self.now)));
            // A frame comes after its views.
            let last = self.last;
            let told = |m: &mut FrameSet| last.is_some_and(|last| m.tick <= last);
            if let Some(moment) = self.waiting.pop_front_if(told) {
                return Some(Ok(self.give(moment)));
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
                    let moment = self.waiting.pop_front()?;
                    return Some(Ok(self.give(moment)));
                }
            }
        }
    }
}

/// The recording that is written.
struct Out {
    recorder: Recorder,
    template: TrackingFrame,
    cameras: usize,
    /// Views that wait for the frames of their time, so that a replay is in order.
    held: VecDeque<RecordedMessage>,
    /// So do events.
    happened: VecDeque<BallEvent>,
    /// By tick, of moments that wait to be refined.
    absent: BTreeMap<u64, Vec<CameraId>>,
    frames: u64,
}

impl Out {
    fn create(to: &Path, recording: &Recording) -> Result<Out> {
        let session = recording.match_message();
        Ok(Out {
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
            held: VecDeque::new(),
            happened: VecDeque::new(),
            absent: BTreeMap::new(),
            frames: 0,
        })
    }

    fn absent(&mut self, moment: &FrameSet) {
        let absent = missing_cameras(moment, self.cameras);
        self.absent.insert(moment.tick, absent);
    }

    /// Writes what is ready.
    fn take(&mut self, refiner: &mut OfflineSmoother) -> Result<()> {
        self.happened.extend(refiner.take_events());
        while let Some(RefinedFrame {
            tick,
            time,
            athletes,
            ball,
        }) = refiner.next_frame()
        {
            self.write_until(time)?;
            self.recorder.write_frame(&TrackingFrame {
                tick,
                time,
                athletes,
                ball,
                missing_cameras: self.absent.remove(&tick).unwrap_or_default(),
                ..self.template.clone()
            })?;
            self.frames += 1;
        }
        Ok(())
    }

    fn write_until(&mut self, time: Timestamp) -> Result<()> {
        while let Some(view) = self.held.pop_front_if(|v| v.time <= time) {
            self.recorder.write_encoded_view(&view.bytes)?;
        }
        while let Some(e) = self.happened.pop_front_if(|e| e.time <= time) {
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
