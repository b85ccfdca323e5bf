//! Frames, rig, match and events to whoever listens, over Zenoh.
//!
//! Keys, priorities and encodings are in `docs/reference/wire.md`. Publishing never stops a run and never waits for a
//! slow listener; what cannot be sent is named, counted, and told in the node's health.

mod session;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use trackside_calibration::{Rig, rig_file};
use trackside_schema::wire::{self, v1};
use trackside_schema::{Stream, Timestamp, TrackingFrame, View};
use zenoh::bytes::Encoding;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::{Session, Wait};

pub use session::{PublishOptions, open_session};

/// Live frames fit one Zenoh batch of 65 535 bytes with its headers; a larger one could be lost on a busy link.
pub const FRAME_LIMIT_BYTES: usize = 65_000;

/// What a picture is on the wire, and in recordings.
pub const PICTURE_ENCODING: &str = "application/protobuf;foxglove.CompressedImage";

/// How often a node tells its health, at most.
const HEALTH_EVERY: Duration = Duration::from_secs(1);

/// `trackside/v1/<venue>/<rest>`.
///
/// # Errors
/// A venue or a rest that cannot be part of a key.
pub fn key(venue: &str, rest: &str) -> Result<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if venue.is_empty() || !venue.chars().all(plain) {
        bail!("venue name \"{venue}\": use letters, digits, - and _ alone");
    }
    let key = format!("trackside/v{}/{venue}/{rest}", wire::SCHEMA);
    zenoh::key_expr::KeyExpr::new(key.as_str()).map_err(|e| anyhow!("key \"{key}\": {e}"))?;
    Ok(key)
}

/// Zenoh's errors are boxed strings without `Sync`; this keeps their words.
pub(crate) fn heard<T>(result: zenoh::Result<T>) -> Result<T> {
    result.map_err(|e| anyhow!("{e}"))
}

type Out = zenoh::pubsub::Publisher<'static>;

/// Where the frames of one stream go, and the same as JSON where somebody listens.
struct Frames {
    out: Out,
    json: Out,
    json_wanted: Arc<AtomicBool>,
    sent: u64,
}

impl Frames {
    fn open(network: &Session, frame: String, json: String, live: bool) -> Result<Frames> {
        let out = network
            .declare_publisher(frame)
            .encoding(Encoding::from(wire::FRAME_ENCODING))
            .priority(if live {
                Priority::RealTime
            } else {
                Priority::Data
            })
            .congestion_control(CongestionControl::Drop)
            .express(live);
        let json = network
            .declare_publisher(json)
            .encoding(Encoding::APPLICATION_JSON)
            .congestion_control(CongestionControl::Drop);
        let json = heard(json.wait())?;
        Ok(Frames {
            out: heard(out.wait())?,
            json_wanted: wanted(&json)?,
            json,
            sent: 0,
        })
    }
}

/// A camera's name, and where its views go where somebody listens.
type Seen = (String, Out, Arc<AtomicBool>);

/// Frames, events, rig and match of one run of the tracker.
pub struct Publisher {
    live: Frames,
    smooth: Frames,
    event: Out,
    rig: Cached,
    rig_key: String,
    _match: Cached,
    /// By [`trackside_schema::CameraId`]; none where the cameras' own processes send them.
    views: Vec<Seen>,
    pictures: Vec<Seen>,
    node: Node,
    bytes: Vec<u8>,
    frames_too_large: u64,
    failures: u64,
    /// How many smooth frames there was no time for; told in the node's health.
    pub smooth_dropped: u64,
}

impl Publisher {
    /// Publishes rig and match, and says that the node `node` is alive.
    ///
    /// # Errors
    /// A venue, node or camera name that cannot be part of a key.
    pub fn open(
        network: &Session,
        venue: &str,
        session: &str,
        node: &str,
        rig: &Rig,
    ) -> Result<Publisher> {
        let preamble = Preamble::new(venue, session, rig, None);
        Publisher::relay(network, venue, node, &preamble)
    }

    /// As [`Publisher::open`], with rig and match as they are.
    ///
    /// # Errors
    /// As [`Publisher::open`].
    pub fn relay(
        network: &Session,
        venue: &str,
        node: &str,
        preamble: &Preamble,
    ) -> Result<Publisher> {
        let frames =
            |frame, json, live| Frames::open(network, key(venue, frame)?, key(venue, json)?, live);
        let event = network
            .declare_publisher(key(venue, "event")?)
            .encoding(Encoding::from(wire::EVENT_ENCODING))
            .congestion_control(CongestionControl::Block);
        let Preamble { rig, match_ } = preamble;
        Ok(Publisher {
            live: frames("track/frame", "track/json", true)?,
            smooth: frames("track/smooth", "track/smooth/json", false)?,
            event: heard(event.wait())?,
            views: Vec::new(),
            pictures: Vec::new(),
            rig: Cached::open(network, key(venue, "rig")?, wire::RIG_ENCODING, rig)?,
            rig_key: key(venue, "rig")?,
            _match: Cached::open(network, key(venue, "match")?, wire::MATCH_ENCODING, match_)?,
            node: Node::open(network, venue, node)?,
            bytes: Vec::new(),
            frames_too_large: 0,
            failures: 0,
            smooth_dropped: 0,
        })
    }

    /// Publishes the rig that frames are made with from now on, and tells it to late joiners instead of the one before.
    ///
    /// # Errors
    /// The network does not take it.
    pub fn rig(&mut self, network: &Session, rig: &Rig) -> Result<()> {
        let bytes = Preamble::new("", "", rig, None).rig;
        self.rig = Cached::open(network, self.rig_key.clone(), wire::RIG_ENCODING, &bytes)?;
        Ok(())
    }

    /// Also sends what these cameras see, for as long as somebody listens: for a process that sees and fuses.
    ///
    /// # Errors
    /// A camera name that cannot be part of a key.
    pub fn with_views(
        mut self,
        network: &Session,
        venue: &str,
        cameras: &[String],
    ) -> Result<Publisher> {
        for name in cameras {
            let out = network
                .declare_publisher(key(venue, &format!("view/{name}"))?)
                .encoding(Encoding::from(wire::VIEW_ENCODING))
                .congestion_control(CongestionControl::Drop);
            let out = heard(out.wait())?;
            let wanted = wanted(&out)?;
            self.views.push((name.clone(), out, wanted));
        }
        Ok(self)
    }

    /// Also sends pictures of these cameras, for as long as somebody listens.
    ///
    /// # Errors
    /// A camera name that cannot be part of a key.
    pub fn with_pictures(
        mut self,
        network: &Session,
        venue: &str,
        cameras: &[String],
    ) -> Result<Publisher> {
        for name in cameras {
            let out = network
                .declare_publisher(key(venue, &format!("picture/{name}"))?)
                .encoding(Encoding::from(PICTURE_ENCODING))
                .priority(Priority::DataLow)
                .congestion_control(CongestionControl::Drop);
            let out = heard(out.wait())?;
            let wanted = wanted(&out)?;
            self.pictures.push((name.clone(), out, wanted));
        }
        Ok(self)
    }

    /// Sends a camera's picture, a `foxglove.CompressedImage`; see [`Publisher::with_pictures`]. Never waits.
    pub fn picture(&mut self, camera: &str, bytes: &[u8]) {
        let to = self.pictures.iter().find(|(name, ..)| name == camera);
        if let Some((_, out, wanted)) = to
            && wanted.load(Ordering::Relaxed)
        {
            let sent = out.put(bytes).wait();
            self.note(sent);
        }
    }

    /// Sends a frame where its stream goes, also as JSON where somebody listens. Never waits.
    pub fn frame(&mut self, frame: &TrackingFrame) {
        let mut bytes = std::mem::take(&mut self.bytes);
        wire::encode_frame(frame, &mut bytes);
        self.send(&bytes, frame);
        self.bytes = bytes;
    }

    /// Sends a frame as another session sent it, byte for byte. Never waits.
    ///
    /// # Errors
    /// Bytes that are no frame.
    pub fn frame_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        let frame = wire::decode_frame(bytes)?;
        self.send(bytes, &frame);
        Ok(())
    }

    fn send(&mut self, bytes: &[u8], frame: &TrackingFrame) {
        let to = match frame.stream {
            Stream::Live | Stream::Refined => &mut self.live,
            Stream::Smooth => &mut self.smooth,
        };
        let mut sent = vec![];
        if bytes.len() <= FRAME_LIMIT_BYTES {
            sent.push(to.out.put(bytes).wait());
            to.sent += 1;
        } else {
            self.frames_too_large += 1;
            if self.frames_too_large.is_power_of_two() {
                tracing::warn!(
                    "the frame of tick {} has {} bytes, more than the {FRAME_LIMIT_BYTES} that fit one live message: \
                     not sent ({} so far)",
                    frame.tick,
                    bytes.len(),
                    self.frames_too_large
                );
            }
        }
        if to.json_wanted.load(Ordering::Relaxed) {
            sent.push(match serde_json::to_vec(frame) {
                Ok(json) => to.json.put(json).wait(),
                Err(error) => Err(error.into()),
            });
        }
        sent.into_iter().for_each(|s| self.note(s));
        self.health();
    }

    /// How many live frames were sent, and how many of either stream were too large to be.
    pub fn frames(&self) -> (u64, u64) {
        (self.live.sent, self.frames_too_large)
    }

    /// Sends views to those who listen; see [`Publisher::with_views`].
    pub fn views(&mut self, views: &[View]) {
        let mut bytes = std::mem::take(&mut self.bytes);
        for view in views {
            let Some((name, out, wanted)) = self.views.get(view.camera.index()) else {
                continue;
            };
            if wanted.load(Ordering::Relaxed) {
                wire::encode_view(view, name, &mut bytes);
                let sent = out.put(bytes.as_slice()).wait();
                self.note(sent);
            }
        }
        self.bytes = bytes;
    }

    /// Sends an event, reliably.
    pub fn event(&mut self, event: &v1::Event) {
        wire::encode(event, &mut self.bytes);
        let sent = self.event.put(self.bytes.as_slice()).wait();
        self.note(sent);
    }

    /// Sends an event as another session sent it, byte for byte.
    pub fn event_as_sent(&mut self, bytes: &[u8]) {
        let sent = self.event.put(bytes).wait();
        self.note(sent);
    }

    /// Tells the node's health, at most once a second. [`Publisher::frame`] does it too.
    pub fn health(&mut self) {
        let counters = [
            ("frames_sent", self.live.sent),
            ("smooth_sent", self.smooth.sent),
            ("smooth_dropped", self.smooth_dropped),
            ("frames_too_large", self.frames_too_large),
            ("failures", self.failures),
        ];
        self.node.health(&counters);
    }

    fn note(&mut self, sent: zenoh::Result<()>) {
        if let Err(error) = sent {
            self.failures += 1;
            if self.failures.is_power_of_two() {
                tracing::warn!("publishing failed ({} so far): {error}", self.failures);
            }
        }
    }
}

/// Whether somebody listens, kept up to date by the network.
fn wanted(out: &Out) -> Result<Arc<AtomicBool>> {
    let wanted = Arc::new(AtomicBool::new(false));
    let now = Arc::clone(&wanted);
    let listener = out
        .matching_listener()
        .callback(move |status| now.store(status.matching(), Ordering::Relaxed))
        .background();
    heard(listener.wait())?;
    if heard(out.matching_status().wait())?.matching() {
        wanted.store(true, Ordering::Relaxed);
    }
    Ok(wanted)
}

/// What a consumer needs before frames make sense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preamble {
    /// A [`v1::Rig`].
    pub rig: Vec<u8>,
    /// A [`v1::Match`].
    pub match_: Vec<u8>,
}

impl Preamble {
    /// Of a run that starts now, on that field of play.
    pub fn new(venue: &str, session: &str, rig: &Rig, field: Option<&str>) -> Preamble {
        let mut preamble = Preamble::default();
        let rig_message = v1::Rig {
            schema: wire::SCHEMA,
            id: rig.id().0.clone(),
            toml: rig_file::to_toml(rig),
        };
        wire::encode(&rig_message, &mut preamble.rig);
        let match_message = v1::Match {
            schema: wire::SCHEMA,
            venue: venue.to_owned(),
            session: session.to_owned(),
            rig: rig.id().0.clone(),
            cameras: rig.cameras().iter().map(|c| c.name.clone()).collect(),
            started_ns: now().0,
            fusion: String::new(),
            field: field.unwrap_or_default().to_owned(),
            media: Vec::new(),
        };
        wire::encode(&match_message, &mut preamble.match_);
        preamble
    }

    /// Also says how views become athletes, for those who want to do it again.
    ///
    /// # Errors
    /// A match that cannot be read.
    pub fn with_fusion(mut self, options: &trackside_fusion::FusionOptions) -> Result<Preamble> {
        let mut match_: v1::Match = wire::decode(&self.match_)?;
        match_.fusion = toml::to_string(options).context("the options of fusion")?;
        wire::encode(&match_, &mut self.match_);
        Ok(self)
    }

    /// Also says where the original pictures lie.
    ///
    /// # Errors
    /// A match that cannot be read.
    pub fn with_media(mut self, media: Vec<v1::Media>) -> Result<Preamble> {
        let mut match_: v1::Match = wire::decode(&self.match_)?;
        match_.media = media;
        wire::encode(&match_, &mut self.match_);
        Ok(self)
    }

    /// What the messages say.
    ///
    /// # Errors
    /// A message that cannot be read, or a rig that is none.
    pub fn read(&self) -> Result<(Rig, v1::Match)> {
        let message: v1::Rig = wire::decode(&self.rig)?;
        let rig = rig_file::from_toml(&message.toml, "the rig")?;
        Ok((rig, wire::decode(&self.match_)?))
    }
}

/// A message that is sent once and told again to whoever asks for its key.
struct Cached {
    _queryable: zenoh::query::Queryable<()>,
}

impl Cached {
    fn open(
        network: &Session,
        key: String,
        encoding: &'static str,
        bytes: &[u8],
    ) -> Result<Cached> {
        let (own, payload) = (key.clone(), bytes.to_vec());
        let queryable = network
            .declare_queryable(key.clone())
            .complete(true)
            .callback(move |query| {
                let reply = query.reply(own.clone(), payload.clone());
                if let Err(error) = reply.encoding(Encoding::from(encoding)).wait() {
                    tracing::debug!("{own}: a late joiner got no answer: {error}");
                }
            });
        let queryable = heard(queryable.wait())?;
        let put = network
            .put(key, bytes)
            .encoding(Encoding::from(encoding))
            .congestion_control(CongestionControl::Block);
        heard(put.wait())?;
        Ok(Cached {
            _queryable: queryable,
        })
    }
}

/// One process of the venue: alive as long as this value lives.
pub struct Node {
    name: String,
    health: Out,
    told: Option<Instant>,
    bytes: Vec<u8>,
    _alive: zenoh::liveliness::LivelinessToken,
}

impl Node {
    /// Says that the node is alive.
    ///
    /// # Errors
    /// A venue or name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str, name: &str) -> Result<Node> {
        let own = key(venue, &format!("node/{name}"))?;
        let health = network
            .declare_publisher(format!("{own}/health"))
            .encoding(Encoding::from(wire::HEALTH_ENCODING))
            .priority(Priority::Background)
            .congestion_control(CongestionControl::Drop);
        Ok(Node {
            name: name.to_owned(),
            health: heard(health.wait())?,
            told: None,
            bytes: Vec::new(),
            _alive: heard(network.liveliness().declare_token(own).wait())?,
        })
    }

    /// Tells what the node counts, at most once a second.
    pub fn health(&mut self, counters: &[(&str, u64)]) {
        if self.told.is_some_and(|at| at.elapsed() < HEALTH_EVERY) {
            return;
        }
        self.told = Some(Instant::now());
        let counter = |&(name, value): &(&str, u64)| v1::Counter {
            name: name.to_owned(),
            value,
        };
        let message = v1::Health {
            schema: wire::SCHEMA,
            node: self.name.clone(),
            time_ns: now().0,
            counters: counters.iter().map(counter).collect(),
        };
        wire::encode(&message, &mut self.bytes);
        if let Err(error) = self.health.put(self.bytes.as_slice()).wait() {
            tracing::debug!("health of {} not told: {error}", self.name);
        }
    }
}

/// This host's clock.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Timestamp(since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX)))
}
