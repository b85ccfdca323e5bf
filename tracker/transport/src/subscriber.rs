//! What a venue publishes, byte for byte, for those who record it.

use std::time::{Duration, Instant};

use anyhow::Result;
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use zenoh::bytes::Encoding;
use zenoh::handlers::{FifoChannel, FifoChannelHandler, IntoHandler};
use zenoh::sample::Sample;
use zenoh::{Session, Wait};

use crate::keys::{QUEUE, REPLY_TIMEOUT, convert_error, key, key_of_all};
use crate::session::{POLL_PERIOD, has_peer};

/// A peer has said what it answers to within this time of the link to it.
const MAX_DECLARATION_TIME: Duration = Duration::from_millis(500);

/// A message as it is on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawMessage {
    /// A frame; its `stream` field says which stream.
    Frame(Vec<u8>),
    /// An event.
    Event(Vec<u8>),
    /// A view.
    View(Vec<u8>),
    /// A camera's image.
    Image(Vec<u8>),
}

/// The frames, events, views and images of a venue.
pub struct Subscriber {
    network: Session,
    rig_key: String,
    match_key: String,
    frame_keys: [String; 2],
    event_key: String,
    samples: FifoChannelHandler<Sample>,
    _subscribers: Vec<zenoh::pubsub::Subscriber<()>>,
}

impl Subscriber {
    /// Subscribes to frames, events, views and images.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str) -> Result<Subscriber> {
        let (callback, samples) = FifoChannel::new(QUEUE).into_handler();
        let all = [
            topics::FRAME,
            topics::SMOOTH,
            topics::EVENT,
            topics::VIEW,
            topics::IMAGE,
        ];
        let subscribe = |topic: &str| {
            let subscriber = network.declare_subscriber(key_of_all(Some(venue), topic)?);
            convert_error(subscriber.with((callback.clone(), ())).wait())
        };
        Ok(Subscriber {
            network: network.clone(),
            rig_key: key(venue, topics::RIG)?,
            match_key: key(venue, topics::MATCH)?,
            frame_keys: [key(venue, topics::FRAME)?, key(venue, topics::SMOOTH)?],
            event_key: key(venue, topics::EVENT)?,
            samples,
            _subscribers: all.into_iter().map(subscribe).collect::<Result<_>>()?,
        })
    }

    /// Rig and match; `None` until they are published.
    ///
    /// # Errors
    /// The session is closed.
    pub fn session_header(&self) -> Result<Option<SessionHeader>> {
        let (rig, match_) = (self.get(&self.rig_key)?, self.get(&self.match_key)?);
        Ok(rig
            .zip(match_)
            .map(|(rig, match_)| SessionHeader { rig, match_ }))
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>> {
        let replies = convert_error(self.network.get(key).timeout(REPLY_TIMEOUT).wait())?;
        let mut last = None;
        while let Ok(reply) = replies.recv() {
            if let Ok(sample) = reply.into_result() {
                last = Some(sample.payload().to_bytes().into_owned());
            }
        }
        Ok(last)
    }

    /// The next message; `None` when none came in time.
    ///
    /// # Errors
    /// The session is closed.
    pub fn receive(&mut self, timeout: Duration) -> Result<Option<RawMessage>> {
        let view = Encoding::from(wire::VIEW_ENCODING);
        let image = Encoding::from(wire::IMAGE_ENCODING);
        loop {
            let Some(sample) = convert_error(self.samples.recv_timeout(timeout))? else {
                return Ok(None);
            };
            let bytes = || sample.payload().to_bytes().into_owned();
            let key = sample.key_expr().as_str();
            if self.frame_keys.iter().any(|k| k == key) {
                return Ok(Some(RawMessage::Frame(bytes())));
            }
            if key == self.event_key {
                return Ok(Some(RawMessage::Event(bytes())));
            }
            if sample.encoding() == &view {
                return Ok(Some(RawMessage::View(bytes())));
            }
            if sample.encoding() == &image {
                return Ok(Some(RawMessage::Image(bytes())));
            }
        }
    }
}

/// The name of a venue that is being published; `None` while there is none.
///
/// # Errors
/// The session is closed.
pub fn find_venue(network: &Session) -> Result<Option<String>> {
    let all = key_of_all(None, topics::MATCH)?;
    let replies = convert_error(network.get(all).timeout(REPLY_TIMEOUT).wait())?;
    while let Ok(reply) = replies.recv() {
        if let Ok(sample) = reply.into_result() {
            let match_: v1::Match = wire::decode(&sample.payload().to_bytes())?;
            return Ok(Some(match_.venue));
        }
    }
    Ok(None)
}

/// A venue that another process publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVenue {
    /// The session.
    pub session: String,
    /// The processes of the venue that are alive: role, host and process id.
    pub nodes: Vec<String>,
}

/// Whether a venue of that name is being published, and by whom.
///
/// # Errors
/// A venue name that cannot be part of a key; the session is closed.
pub fn published_venue(network: &Session, venue: &str) -> Result<Option<PublishedVenue>> {
    let began = Instant::now();
    let found = loop {
        if let Some(found) = published_match(network, venue)? {
            break found;
        }
        // What a peer answers to is known a moment after the link to it.
        if !has_peer(network) || began.elapsed() > MAX_DECLARATION_TIME {
            return Ok(None);
        }
        std::thread::sleep(POLL_PERIOD);
    };
    let alive = key_of_all(Some(venue), topics::NODE)?;
    let replies = network.liveliness().get(alive).timeout(REPLY_TIMEOUT);
    let replies = convert_error(replies.wait())?;
    let mut nodes = Vec::new();
    while let Ok(reply) = replies.recv() {
        if let Ok(sample) = reply.into_result() {
            let name = sample.key_expr().as_str().rsplit('/').next();
            nodes.push(name.unwrap_or_default().to_owned());
        }
    }
    nodes.sort();
    Ok(Some(PublishedVenue {
        session: found.session,
        nodes,
    }))
}

/// The match of a venue, where it is published.
fn published_match(network: &Session, venue: &str) -> Result<Option<v1::Match>> {
    let replies = network
        .get(key(venue, topics::MATCH)?)
        .timeout(REPLY_TIMEOUT);
    let replies = convert_error(replies.wait())?;
    let mut found = None;
    while let Ok(reply) = replies.recv() {
        if let Ok(sample) = reply.into_result() {
            found = wire::decode(&sample.payload().to_bytes()).ok();
        }
    }
    Ok(found)
}
