//! Frames, rig, match and events to whoever listens, over Zenoh.
//!
//! Keys, priorities and encodings are in `docs/reference/wire.md`. Publishing never stops a run and never waits for a
//! slow listener; what cannot be sent is named, counted, and told in the node's health.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use trackside_calibration::{Rig, rig_file};
use trackside_schema::wire::{self, v1};
use trackside_schema::{Timestamp, TrackingFrame};
use zenoh::bytes::Encoding;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::{Session, Wait};

/// Live frames fit one Zenoh batch of 65 535 bytes with its headers; a larger one could be lost on a busy link.
pub const FRAME_LIMIT_BYTES: usize = 65_000;

/// How often a node tells its health, at most.
const HEALTH_EVERY: Duration = Duration::from_secs(1);

/// Where the program talks to others: `[publish]` of a venue file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublishOptions {
    /// Whether to talk at all.
    pub enabled: bool,
    /// Zenoh endpoints to listen on. The default is this host alone; `tcp/0.0.0.0:7447` opens it to the network.
    pub listen: Vec<String>,
    /// Zenoh endpoints of other nodes or routers to connect to.
    pub connect: Vec<String>,
    /// Whether to look for other nodes, and be found, by UDP multicast on the local network.
    pub multicast: bool,
}

impl Default for PublishOptions {
    fn default() -> PublishOptions {
        PublishOptions {
            enabled: true,
            listen: vec!["tcp/127.0.0.1:7447".to_owned()],
            connect: Vec::new(),
            multicast: false,
        }
    }
}

/// Opens this process's one Zenoh session.
///
/// An address that another process on this host already listens on is connected to instead, so that several programs
/// with the default options find each other.
///
/// # Errors
/// An endpoint that is none, or an address that this host does not have.
pub fn open_session(options: &PublishOptions) -> Result<Session> {
    // Programs that start together may find an address free together; those that lose it then find it taken.
    open_once(options)
        .or_else(|_| open_once(options))
        .or_else(|_| open_once(options))
}

fn open_once(options: &PublishOptions) -> Result<Session> {
    let mut listen = Vec::new();
    let mut connect = options.connect.clone();
    for endpoint in &options.listen {
        match taken(endpoint) {
            None => listen.push(endpoint.clone()),
            Some(other) => {
                tracing::warn!(
                    "{endpoint} is in use by another program on this host: connecting to it instead of listening"
                );
                listen.push("tcp/127.0.0.1:0".to_owned());
                connect.push(other);
            }
        }
    }
    let mut config = zenoh::Config::default();
    let mut set = |key: &str, value: serde_json::Value| {
        config
            .insert_json5(key, &value.to_string())
            .map_err(|e| anyhow!("[publish]: {value} is not usable: {e}"))
    };
    set("mode", "peer".into())?;
    set("listen/endpoints", listen.into())?;
    set("connect/endpoints", connect.into())?;
    set("scouting/multicast/enabled", options.multicast.into())?;
    // An address that answers, but not as Zenoh does, is not waited for long.
    set("transport/unicast/open_timeout", 3_000.into())?;
    // Recorded views wait for a slow reader; an hour passes before the reader is given up.
    let block = "transport/link/tx/queue/congestion_control/block/wait_before_close";
    set(block, 3_600_000_000_u64.into())?;
    zenoh::open(config)
        .wait()
        .map_err(|e| anyhow!("{e}"))
        .with_context(|| {
            format!(
                "[publish]: cannot listen on {:?} or connect to {:?}",
                options.listen, options.connect
            )
        })
}

/// The endpoint to connect to where a TCP address of this host is already listened on.
fn taken(endpoint: &str) -> Option<String> {
    let address = endpoint.strip_prefix("tcp/")?;
    let error = std::net::TcpListener::bind(address).err()?;
    (error.kind() == std::io::ErrorKind::AddrInUse).then(|| {
        let local = address
            .replace("0.0.0.0", "127.0.0.1")
            .replace("[::]", "[::1]");
        format!("tcp/{local}")
    })
}

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

/// Frames, events, rig and match of one run of the tracker.
pub struct Publisher {
    venue: String,
    session: String,
    frame: Out,
    json: Out,
    json_wanted: Arc<AtomicBool>,
    event: Out,
    _cached: [Cached; 2],
    node: Node,
    bytes: Vec<u8>,
    frames_sent: u64,
    frames_too_large: u64,
    failures: u64,
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
        Publisher::relay(network, venue, session, node, &preamble)
    }

    /// As [`Publisher::open`], with rig and match as another session sent them.
    ///
    /// # Errors
    /// As [`Publisher::open`].
    pub fn relay(
        network: &Session,
        venue: &str,
        session: &str,
        node: &str,
        preamble: &Preamble,
    ) -> Result<Publisher> {
        let frame = network
            .declare_publisher(key(venue, "track/frame")?)
            .encoding(Encoding::from(wire::FRAME_ENCODING))
            .priority(Priority::RealTime)
            .congestion_control(CongestionControl::Drop)
            .express(true);
        let json = network
            .declare_publisher(key(venue, "track/json")?)
            .encoding(Encoding::APPLICATION_JSON)
            .congestion_control(CongestionControl::Drop);
        let event = network
            .declare_publisher(key(venue, "event")?)
            .encoding(Encoding::from(wire::EVENT_ENCODING))
            .congestion_control(CongestionControl::Block);
        let json = heard(json.wait())?;
        let json_wanted = wanted(&json)?;
        let Preamble { rig, match_ } = preamble;
        Ok(Publisher {
            venue: venue.to_owned(),
            session: session.to_owned(),
            frame: heard(frame.wait())?,
            json,
            json_wanted,
            event: heard(event.wait())?,
            _cached: [
                Cached::open(network, key(venue, "rig")?, wire::RIG_ENCODING, rig)?,
                Cached::open(network, key(venue, "match")?, wire::MATCH_ENCODING, match_)?,
            ],
            node: Node::open(network, venue, node)?,
            bytes: Vec::new(),
            frames_sent: 0,
            frames_too_large: 0,
            failures: 0,
        })
    }

    /// Sends a frame to `track/frame`, and to `track/json` where somebody listens there. Never waits.
    pub fn frame(&mut self, frame: &TrackingFrame) {
        let mut bytes = std::mem::take(&mut self.bytes);
        wire::encode_frame(frame, &mut bytes);
        self.send(&bytes, frame.tick);
        self.bytes = bytes;
        if self.json_wanted.load(Ordering::Relaxed) {
            self.send_json(frame);
        }
        self.health();
    }

    /// Sends a frame as another session sent it, byte for byte. Never waits.
    ///
    /// # Errors
    /// Bytes that are no frame.
    pub fn frame_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        let frame = wire::decode_frame(bytes)?;
        self.send(bytes, frame.tick);
        if self.json_wanted.load(Ordering::Relaxed) {
            self.send_json(&frame);
        }
        self.health();
        Ok(())
    }

    fn send(&mut self, bytes: &[u8], tick: u64) {
        if bytes.len() <= FRAME_LIMIT_BYTES {
            let sent = self.frame.put(bytes).wait();
            self.frames_sent += 1;
            return self.note(sent);
        }
        self.frames_too_large += 1;
        if self.frames_too_large.is_power_of_two() {
            tracing::warn!(
                "the frame of tick {tick} has {} bytes, more than the {FRAME_LIMIT_BYTES} that fit one live message: \
                 not sent ({} so far)",
                bytes.len(),
                self.frames_too_large
            );
        }
    }

    fn send_json(&mut self, frame: &TrackingFrame) {
        let sent = match serde_json::to_vec(frame) {
            Ok(json) => self.json.put(json).wait(),
            Err(error) => Err(error.into()),
        };
        self.note(sent);
    }

    /// How many frames were sent, and how many were too large to be.
    pub fn frames(&self) -> (u64, u64) {
        (self.frames_sent, self.frames_too_large)
    }

    /// Sends an event, reliably; fills in the schema's version, the venue and the session.
    pub fn event(&mut self, mut event: v1::Event) {
        event.schema = wire::SCHEMA;
        event.venue.clone_from(&self.venue);
        event.session.clone_from(&self.session);
        wire::encode(&event, &mut self.bytes);
        let sent = self.event.put(self.bytes.as_slice()).wait();
        self.note(sent);
    }

    /// Tells the node's health, at most once a second. [`Publisher::frame`] does it too.
    pub fn health(&mut self) {
        let counters = [
            ("frames_sent", self.frames_sent),
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
            field: field.unwrap_or_default().to_owned(),
        };
        wire::encode(&match_message, &mut preamble.match_);
        preamble
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
