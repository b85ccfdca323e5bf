//! Views from the nodes that see to the process that fuses, over Zenoh.
//!
//! A live camera sends and forgets: what the network cannot carry is dropped, counted and replaced by what comes next.
//! A recorded camera drops nothing: it waits for fusion to be there, runs at most [`AHEAD_NS`] of its own time ahead of
//! the slowest camera ([`v1::FlowControl`]), says when it has ended, and waits until that was heard. Every queue in between is
//! bounded by that second.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use trackside_calibration::Rig;
use trackside_schema::wire::{self, v1};
use trackside_schema::{CameraId, Timestamp, View};
use zenoh::bytes::Encoding;
use zenoh::handlers::{FifoChannel, FifoChannelHandler, IntoHandler};
use zenoh::qos::CongestionControl;
use zenoh::sample::{Sample, SampleKind};
use zenoh::{Session, Wait};

use crate::publish::{PICTURE_ENCODING, Preamble, heard, key};

/// How far a recorded camera runs ahead of the slowest, ns of its own time.
pub const AHEAD_NS: i64 = 1_000_000_000;

/// Views that lie between the network and fusion. Full, it holds the network back; it then fills again by itself.
const QUEUE: usize = 4096;

/// How long fusion may be away before it is given up.
const GONE: Duration = Duration::from_secs(10);

/// How long an answer to "how far are you?" may take.
const ANSWER: Duration = Duration::from_secs(2);

/// How long to wait before asking again.
const ASK_AGAIN: Duration = Duration::from_millis(5);

/// What fusion hears.
#[derive(Debug)]
pub enum Heard {
    /// What a camera saw. `view.camera` is its place in fusion's rig, by its name.
    View(View),
    /// A recorded camera has ended; no view of it follows.
    End {
        /// Which camera.
        camera: CameraId,
        /// How many views it sent.
        views: u64,
    },
    /// A node came or went.
    Node {
        /// Its name.
        name: String,
        /// Whether it is there now.
        alive: bool,
    },
    /// Something that is not to be used, in words that name its key.
    Unusable(String),
}

/// The views of all cameras of a venue.
pub struct Views {
    views: zenoh::pubsub::Subscriber<FifoChannelHandler<Sample>>,
    nodes: zenoh::pubsub::Subscriber<FifoChannelHandler<Sample>>,
    node_prefix: String,
    rig: Rig,
    pace: Arc<Mutex<Pace>>,
    _pace: zenoh::query::Queryable<()>,
}

/// How far the views of each camera were taken.
struct Pace {
    session: String,
    /// By the camera's name: the time of the last view taken.
    taken: BTreeMap<String, Option<Timestamp>>,
    ended: Vec<String>,
}

impl Pace {
    fn message(&self) -> v1::FlowControl {
        let slowest = self.taken.values().copied().min().flatten();
        v1::FlowControl {
            schema: wire::SCHEMA,
            session: self.session.clone(),
            received_until_ns: slowest.map(|t| t.0),
            ended_cameras: self.ended.clone(),
        }
    }
}

impl Views {
    /// Listens for the views of the rig's cameras. From here on, recorded cameras run.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str, session: &str, rig: &Rig) -> Result<Views> {
        let node_prefix = key(venue, "node")? + "/";
        let views = network
            .declare_subscriber(key(venue, "view/*")?)
            .with(FifoChannel::new(QUEUE));
        let nodes = network
            .liveliness()
            .declare_subscriber(format!("{node_prefix}*"))
            .history(true)
            .with(FifoChannel::new(QUEUE));
        let views = heard(views.wait())?;
        let nodes = heard(nodes.wait())?;
        let pace = Arc::new(Mutex::new(Pace {
            session: session.to_owned(),
            taken: rig
                .cameras()
                .iter()
                .map(|c| (c.name.clone(), None))
                .collect(),
            ended: Vec::new(),
        }));
        let (own, shared) = (key(venue, "pace")?, Arc::clone(&pace));
        // Declared after the subscriber, so that whoever gets an answer also knows whom to send views to.
        let queryable = network
            .declare_queryable(own.clone())
            .complete(true)
            .callback(move |query| {
                let mut bytes = Vec::new();
                let message = shared
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .message();
                wire::encode(&message, &mut bytes);
                if let Err(error) = query.reply(own.clone(), bytes).wait() {
                    tracing::debug!("{own}: a camera got no answer: {error}");
                }
            });
        Ok(Views {
            views,
            nodes,
            node_prefix,
            rig: rig.clone(),
            pace,
            _pace: heard(queryable.wait())?,
        })
    }

    /// The next thing that is heard, in the order of sending for each camera; `None` when nothing came in time.
    ///
    /// # Errors
    /// The session is closed.
    pub fn next(&mut self, timeout: Duration) -> Result<Option<Heard>> {
        if let Some(sample) = heard(self.nodes.try_recv())? {
            let name = sample.key_expr().as_str().strip_prefix(&self.node_prefix);
            return Ok(Some(Heard::Node {
                name: name.unwrap_or_default().to_owned(),
                alive: sample.kind() == SampleKind::Put,
            }));
        }
        let sample = heard(self.views.recv_timeout(timeout))?;
        Ok(sample.map(|sample| {
            self.take(&sample).unwrap_or_else(|error| {
                Heard::Unusable(format!("{}: {error:#}", sample.key_expr()))
            })
        }))
    }

    fn take(&mut self, sample: &Sample) -> Result<Heard> {
        let bytes = sample.payload().to_bytes();
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if sample.encoding() == &Encoding::from(wire::END_ENCODING) {
            let end = wire::decode_end(&bytes)?;
            let camera = camera(&self.rig, &end.camera)?;
            pace.taken.remove(&end.camera);
            pace.ended.push(end.camera);
            return Ok(Heard::End {
                camera,
                views: end.views,
            });
        }
        let (mut view, name) = wire::decode_view(&bytes)?;
        view.camera = camera(&self.rig, &name)?;
        if let Some(taken) = pace.taken.get_mut(&name) {
            *taken = (*taken).max(Some(view.stamp.mid_exposure));
        }
        Ok(Heard::View(view))
    }
}

fn camera(rig: &Rig, name: &str) -> Result<CameraId> {
    let (id, _) = rig.find(name).with_context(|| {
        format!(
            "the rig of rig id {} has no camera \"{name}\": use one rig on all hosts",
            rig.id()
        )
    })?;
    Ok(id)
}

/// Whether a camera can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It cannot: what the network cannot carry at once is dropped.
    Live,
    /// It can: nothing is dropped.
    Recorded,
}

/// One camera's way to fusion.
pub struct ViewSender {
    network: Session,
    camera: String,
    source: Source,
    out: zenoh::pubsub::Publisher<'static>,
    end_key: String,
    pace_key: String,
    /// Of fusion, once it answered: its session, and how far this camera may run.
    fusion: Option<String>,
    limit: Option<Timestamp>,
    missed: Option<Instant>,
    bytes: Vec<u8>,
    sent: u64,
}

impl ViewSender {
    /// Opens the way for one camera.
    ///
    /// # Errors
    /// A venue or camera name that cannot be part of a key.
    pub fn open(
        network: &Session,
        venue: &str,
        camera: &str,
        source: Source,
    ) -> Result<ViewSender> {
        let congestion = match source {
            Source::Live => CongestionControl::Drop,
            Source::Recorded => CongestionControl::Block,
        };
        let own = key(venue, &format!("view/{camera}"))?;
        let out = network
            .declare_publisher(own.clone())
            .encoding(Encoding::from(wire::VIEW_ENCODING))
            .congestion_control(congestion)
            .express(source == Source::Live);
        Ok(ViewSender {
            network: network.clone(),
            camera: camera.to_owned(),
            source,
            out: heard(out.wait())?,
            end_key: own,
            pace_key: key(venue, "pace")?,
            fusion: None,
            limit: None,
            missed: None,
            bytes: Vec::new(),
            sent: 0,
        })
    }

    /// How many views were sent.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Sends a view. A recorded camera waits here for fusion: first until it is there, then until the slowest camera
    /// has come within [`AHEAD_NS`]. `stop` is asked while waiting.
    ///
    /// # Errors
    /// Fusion went away or was started anew; the session is closed; `stop` said so.
    pub fn view(&mut self, view: &View, stop: &dyn Fn() -> bool) -> Result<()> {
        if self.source == Source::Recorded {
            self.keep_pace(view.stamp.mid_exposure, stop)?;
        }
        wire::encode_view(view, &self.camera, &mut self.bytes);
        heard(self.out.put(self.bytes.as_slice()).wait())
            .with_context(|| format!("camera \"{}\": a view was not sent", self.camera))?;
        self.sent += 1;
        Ok(())
    }

    /// Sends a view as another session sent it, byte for byte. Never waits.
    ///
    /// # Errors
    /// The session is closed.
    pub fn view_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        heard(self.out.put(bytes).wait())
            .with_context(|| format!("camera \"{}\": a view was not sent", self.camera))?;
        self.sent += 1;
        Ok(())
    }

    /// Says that a recorded camera has ended, and waits until fusion has taken all of it. Does nothing for a live one.
    ///
    /// # Errors
    /// As [`ViewSender::view`].
    pub fn end(mut self, stop: &dyn Fn() -> bool) -> Result<()> {
        if self.source == Source::Live {
            return Ok(());
        }
        while self.fusion.is_none() {
            self.ask(stop)?;
        }
        wire::encode_end(&self.camera, self.sent, &mut self.bytes);
        let end =
            (self.out.put(self.bytes.as_slice())).encoding(Encoding::from(wire::END_ENCODING));
        heard(end.wait()).with_context(|| format!("{}: the end was not sent", self.end_key))?;
        loop {
            match self.pace(stop)? {
                // Fusion leaves when every camera has ended, so it has heard this one too.
                None => return Ok(()),
                Some(pace) if pace.ended_cameras.contains(&self.camera) => return Ok(()),
                Some(_) => self.wait(stop)?,
            }
        }
    }

    fn keep_pace(&mut self, time: Timestamp, stop: &dyn Fn() -> bool) -> Result<()> {
        // There is a pace once every camera has sent a view: each may send its first.
        let first = *self.limit.get_or_insert(time);
        while self.fusion.is_none() || time > self.limit.unwrap_or(first) {
            self.ask(stop)?;
        }
        Ok(())
    }

    /// Asks fusion how far it is; waits a little where that is of no help.
    fn ask(&mut self, stop: &dyn Fn() -> bool) -> Result<()> {
        let Some(pace) = self.pace(stop)? else {
            let missed = *self.missed.get_or_insert_with(Instant::now);
            if self.fusion.is_some() && missed.elapsed() > GONE {
                bail!(
                    "camera \"{}\": fusion went away after {} views: start both again",
                    self.camera,
                    self.sent
                );
            }
            return self.wait(stop);
        };
        self.missed = None;
        match &self.fusion {
            None => self.fusion = Some(pace.session),
            Some(known) if *known != pace.session => bail!(
                "camera \"{}\": fusion was started anew after {} views: start both again",
                self.camera,
                self.sent
            ),
            Some(_) => {}
        }
        let allowed = pace
            .received_until_ns
            .map(|t| Timestamp(t.saturating_add(AHEAD_NS)));
        if allowed > self.limit {
            self.limit = allowed;
            return Ok(());
        }
        self.wait(stop)
    }

    fn wait(&self, stop: &dyn Fn() -> bool) -> Result<()> {
        if stop() {
            bail!("camera \"{}\": stopped", self.camera);
        }
        std::thread::sleep(ASK_AGAIN);
        Ok(())
    }

    /// How far fusion is; `None` when it is not there.
    fn pace(&self, stop: &dyn Fn() -> bool) -> Result<Option<v1::FlowControl>> {
        loop {
            let replies = self.network.get(self.pace_key.as_str()).timeout(ANSWER);
            let replies = heard(replies.with(FifoChannel::new(4)).wait())?;
            let mut late = false;
            while let Ok(reply) = replies.recv() {
                match reply.into_result() {
                    Ok(sample) => return Ok(Some(wire::decode(&sample.payload().to_bytes())?)),
                    Err(_) => late = true,
                }
            }
            if !late {
                return Ok(None);
            }
            tracing::debug!("{}: no answer in {ANSWER:?}, asking again", self.pace_key);
            self.wait(stop)?;
        }
    }
}

/// A message as it is on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnTheWire {
    /// A frame, live or smooth, as it says.
    Frame(Vec<u8>),
    /// Something that happened.
    Event(Vec<u8>),
    /// A view.
    View(Vec<u8>),
    /// A camera's picture.
    Picture(Vec<u8>),
}

/// The frames, events and views that a venue publishes, byte for byte, for those who record it.
pub struct WireTap {
    network: Session,
    rig_key: String,
    match_key: String,
    frame_keys: [String; 2],
    event_key: String,
    samples: FifoChannelHandler<Sample>,
    _subscribers: [zenoh::pubsub::Subscriber<()>; 5],
}

impl WireTap {
    /// Listens to frames, events, views and pictures.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str) -> Result<WireTap> {
        let (callback, samples) = FifoChannel::new(QUEUE).into_handler();
        let listen = |rest: &str| {
            let subscriber = network.declare_subscriber(key(venue, rest)?);
            heard(subscriber.with((callback.clone(), ())).wait())
        };
        let frames = ["track/frame", "track/smooth"];
        let _subscribers = [
            listen(frames[0])?,
            listen(frames[1])?,
            listen("event")?,
            listen("view/*")?,
            listen("picture/*")?,
        ];
        Ok(WireTap {
            network: network.clone(),
            rig_key: key(venue, "rig")?,
            match_key: key(venue, "match")?,
            frame_keys: [key(venue, frames[0])?, key(venue, frames[1])?],
            event_key: key(venue, "event")?,
            samples,
            _subscribers,
        })
    }

    /// Rig and match, once somebody tells them.
    ///
    /// # Errors
    /// The session is closed.
    pub fn preamble(&self) -> Result<Option<Preamble>> {
        let (rig, match_) = (self.get(&self.rig_key)?, self.get(&self.match_key)?);
        Ok(rig
            .zip(match_)
            .map(|(rig, match_)| Preamble { rig, match_ }))
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        let replies = heard(self.network.get(key).timeout(ANSWER).wait())?;
        let mut found = None;
        while let Ok(reply) = replies.recv() {
            if let Ok(sample) = reply.into_result() {
                found = Some(sample.payload().to_bytes().into_owned());
            }
        }
        Ok(found)
    }

    /// The next frame, event or view; `None` when none came in time.
    ///
    /// # Errors
    /// The session is closed.
    pub fn next(&mut self, timeout: Duration) -> Result<Option<OnTheWire>> {
        let view = Encoding::from(wire::VIEW_ENCODING);
        let picture = Encoding::from(PICTURE_ENCODING);
        loop {
            let Some(sample) = heard(self.samples.recv_timeout(timeout))? else {
                return Ok(None);
            };
            let bytes = || sample.payload().to_bytes().into_owned();
            let from = sample.key_expr().as_str();
            if self.frame_keys.iter().any(|k| k == from) {
                return Ok(Some(OnTheWire::Frame(bytes())));
            }
            if from == self.event_key {
                return Ok(Some(OnTheWire::Event(bytes())));
            }
            if sample.encoding() == &view {
                return Ok(Some(OnTheWire::View(bytes())));
            }
            if sample.encoding() == &picture {
                return Ok(Some(OnTheWire::Picture(bytes())));
            }
        }
    }
}
