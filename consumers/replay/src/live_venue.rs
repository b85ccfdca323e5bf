//! A venue that is being tracked: its last minutes, its rig, and the health of its nodes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use trackside_recording::JpegImage;
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, Timestamp};
use trackside_transport::{convert_error, key, key_of_all};
use zenoh::bytes::Encoding;
use zenoh::query::Query;
use zenoh::{Session, Wait};

use crate::clip::{CLIP_ENCODING, ClipError, ClipRequest};
use crate::live_image_buffer::LiveImageBuffer;
use crate::ring::{FrameRing, RingLimits};
use crate::served_image::{MAX_DISTANCE_S, ServedImage};

/// Maximum memory of the images of the last minutes.
const IMAGE_BYTES: usize = 256 << 20;
/// Time that the replies with rig and match may take.
const REPLY_TIMEOUT: Duration = Duration::from_secs(1);
/// Nodes whose health is kept.
const MAX_NODES: usize = 256;

/// A venue that is being tracked.
pub struct LiveVenue {
    venue: String,
    network: Session,
    ring: Arc<FrameRing>,
    images: Arc<LiveImageBuffer>,
    state: Arc<Mutex<VenueState>>,
    unusable: Arc<AtomicU64>,
    _subscribers: Vec<zenoh::pubsub::Subscriber<()>>,
    _replay: zenoh::query::Queryable<()>,
}

#[derive(Default)]
struct VenueState {
    header: SessionHeader,
    health: BTreeMap<String, v1::Health>,
}

fn lock(state: &Mutex<VenueState>) -> MutexGuard<'_, VenueState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl LiveVenue {
    /// Subscribes to a venue and keeps its last minutes; answers [`topics::REPLAY`] on the wire.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key; a session that is closed.
    pub fn open(network: &Session, venue: &str, limits: RingLimits) -> Result<LiveVenue> {
        let ring = Arc::new(FrameRing::new(limits));
        let images = Arc::new(LiveImageBuffer::new(limits.seconds, IMAGE_BYTES));
        let state = Arc::new(Mutex::new(VenueState::default()));
        let unusable = Arc::new(AtomicU64::new(0));
        let subscribers = handlers(&ring, &images, &state)
            .into_iter()
            .map(|(topic, handle)| {
                let key = key_of_all(Some(venue), &topic)?;
                subscribe(network, key, &unusable, handle)
            })
            .collect::<Result<_>>()?;
        let replay_key = key(venue, topics::REPLAY)?;
        Ok(LiveVenue {
            venue: venue.to_owned(),
            network: network.clone(),
            _replay: answer_replay(network, replay_key, Arc::clone(&ring))?,
            ring,
            images,
            state,
            unusable,
            _subscribers: subscribers,
        })
    }

    /// Serves this rig and match until others are published: a page in the publishing process need not wait for the network.
    pub fn with_header(self, header: SessionHeader) -> LiveVenue {
        lock(&self.state).header = header;
        self
    }

    /// The frames of the last minutes.
    pub fn ring(&self) -> &FrameRing {
        &self.ring
    }

    /// The images of the last minutes.
    pub(crate) fn images(&self) -> &LiveImageBuffer {
        &self.images
    }

    /// The image of a camera that is nearest to an instant.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn image(&self, camera: &str, time: Timestamp) -> Result<ServedImage> {
        if let Some(image) = self.images.image(camera, time) {
            return Ok(image);
        }
        if self.images.has_images(camera) {
            bail!("camera \"{camera}\" has no image within {MAX_DISTANCE_S} s of {time}");
        }
        bail!("camera \"{camera}\" publishes no images: `trackside run --images 640` does")
    }

    /// Number of messages that could not be used.
    pub fn unusable(&self) -> u64 {
        self.unusable.load(Ordering::Relaxed)
    }

    /// The last health message of each node.
    pub fn health(&self) -> Vec<v1::Health> {
        lock(&self.state).health.values().cloned().collect()
    }

    /// Rig and match; requests them if they were not received yet.
    ///
    /// # Errors
    /// They are not published.
    pub async fn header(&self) -> Result<SessionHeader> {
        for part in [HeaderPart::Rig, HeaderPart::Match] {
            if !part.of(&mut lock(&self.state).header).is_empty() {
                continue;
            }
            let key = key(&self.venue, part.topic())?;
            let replies = convert_error(self.network.get(key).timeout(REPLY_TIMEOUT).await)?;
            while let Ok(reply) = replies.recv_async().await {
                if let Ok(sample) = reply.into_result() {
                    let bytes = sample.payload().to_bytes();
                    *part.of(&mut lock(&self.state).header) = bytes.to_vec();
                }
            }
        }
        let header = lock(&self.state).header.clone();
        if !header.is_complete() {
            bail!(
                "the rig of venue \"{}\" is not published yet: is `trackside run` or `fuse` running, and reachable?",
                self.venue
            );
        }
        Ok(header)
    }
}

/// One of the two messages of a [`SessionHeader`].
#[derive(Clone, Copy)]
enum HeaderPart {
    Rig,
    Match,
}

impl HeaderPart {
    fn topic(self) -> &'static str {
        match self {
            HeaderPart::Rig => topics::RIG,
            HeaderPart::Match => topics::MATCH,
        }
    }

    fn of(self, header: &mut SessionHeader) -> &mut Vec<u8> {
        match self {
            HeaderPart::Rig => &mut header.rig,
            HeaderPart::Match => &mut header.match_,
        }
    }
}

/// Takes in the messages of a topic.
type Handler = Box<dyn Fn(&[u8]) -> Result<()> + Send + Sync>;

/// Every topic that is subscribed to.
fn handlers(
    ring: &Arc<FrameRing>,
    images: &Arc<LiveImageBuffer>,
    state: &Arc<Mutex<VenueState>>,
) -> Vec<(String, Handler)> {
    let frame = |stream| -> Handler {
        let ring = Arc::clone(ring);
        Box::new(move |bytes| Ok(ring.insert(stream, Bytes::copy_from_slice(bytes))?))
    };
    let header = |part: HeaderPart| -> Handler {
        let state = Arc::clone(state);
        Box::new(move |bytes| {
            *part.of(&mut lock(&state).header) = bytes.to_vec();
            Ok(())
        })
    };
    let (event_ring, health_state) = (Arc::clone(ring), Arc::clone(state));
    let event: Handler = Box::new(move |bytes| {
        event_ring.insert_event(wire::decode(bytes)?);
        Ok(())
    });
    let health: Handler = Box::new(move |bytes| {
        let health: v1::Health = wire::decode(bytes)?;
        let nodes = &mut lock(&health_state).health;
        if nodes.len() < MAX_NODES || nodes.contains_key(&health.node) {
            nodes.insert(health.node.clone(), health);
        }
        Ok(())
    });
    let images = Arc::clone(images);
    let image: Handler = Box::new(move |bytes| {
        let image = JpegImage::decode(bytes)?;
        images.insert(&image.camera, image.time, image.jpeg);
        Ok(())
    });
    vec![
        (topics::IMAGE.to_owned(), image),
        (topics::FRAME.to_owned(), frame(Stream::Live)),
        (topics::SMOOTH.to_owned(), frame(Stream::Smooth)),
        (topics::EVENT.to_owned(), event),
        (topics::RIG.to_owned(), header(HeaderPart::Rig)),
        (topics::MATCH.to_owned(), header(HeaderPart::Match)),
        (topics::health("*"), health),
    ]
}

/// Subscribes to a key. Messages that cannot be used are counted, and logged at powers of two.
fn subscribe(
    network: &Session,
    key: String,
    unusable: &Arc<AtomicU64>,
    handle: Handler,
) -> Result<zenoh::pubsub::Subscriber<()>> {
    let count = Arc::clone(unusable);
    let subscriber = network.declare_subscriber(key).callback(move |sample| {
        if let Err(error) = handle(&sample.payload().to_bytes()) {
            let n = 1 + count.fetch_add(1, Ordering::Relaxed);
            if n.is_power_of_two() {
                tracing::warn!("{}: not used ({n} so far): {error}", sample.key_expr());
            }
        }
    });
    convert_error(subscriber.wait())
}

/// Answers `replay?from=…;to=…` with the frames of that interval.
fn answer_replay(
    network: &Session,
    own_key: String,
    ring: Arc<FrameRing>,
) -> Result<zenoh::query::Queryable<()>> {
    let queryable = network
        .declare_queryable(own_key.clone())
        .callback(move |query: Query| {
            let parameters = query.parameters();
            let clip = ClipRequest::parse(parameters.get("from"), parameters.get("to"))
                .and_then(|request| request.resolve(ring.span()))
                .map(|span| ring.clip(span).delimited());
            let replied = match clip {
                Ok(bytes) => query
                    .reply(own_key.clone(), bytes.to_vec())
                    .encoding(Encoding::from(CLIP_ENCODING))
                    .wait(),
                Err(error) => reply_error(&query, &error),
            };
            if let Err(error) = replied {
                tracing::debug!("{own_key}: a reply was not sent: {error}");
            }
        });
    convert_error(queryable.wait()).context("replay")
}

fn reply_error(query: &Query, error: &ClipError) -> zenoh::Result<()> {
    query
        .reply_err(error.to_string())
        .encoding(Encoding::TEXT_PLAIN)
        .wait()
}
