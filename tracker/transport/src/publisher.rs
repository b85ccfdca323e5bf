//! Frames, rig, match, events, views and images of one run, for whoever subscribes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, TrackingFrame, View};
use zenoh::bytes::Encoding;
use zenoh::pubsub::Publisher as KeyPublisher;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::{Session, Wait};

use crate::keys::{convert_error, key};
use crate::node::Node;

/// Live frames fit one Zenoh batch of 65 535 bytes with its headers; a larger one could be lost on a busy link.
pub const FRAME_LIMIT_BYTES: usize = 65_000;

/// The publishers of one stream of frames: protobuf, and JSON while it has subscribers.
struct FramePublisher {
    protobuf: KeyPublisher<'static>,
    json: KeyPublisher<'static>,
    has_json_subscribers: Arc<AtomicBool>,
    sent: u64,
}

impl FramePublisher {
    fn open(
        network: &Session,
        frame_key: String,
        json_key: String,
        is_live: bool,
    ) -> Result<FramePublisher> {
        let protobuf = network
            .declare_publisher(frame_key)
            .encoding(Encoding::from(wire::FRAME_ENCODING))
            .priority(if is_live {
                Priority::RealTime
            } else {
                Priority::Data
            })
            .congestion_control(CongestionControl::Drop)
            .express(is_live);
        let json = network
            .declare_publisher(json_key)
            .encoding(Encoding::APPLICATION_JSON)
            .congestion_control(CongestionControl::Drop);
        let json = convert_error(json.wait())?;
        Ok(FramePublisher {
            protobuf: convert_error(protobuf.wait())?,
            has_json_subscribers: track_subscribers(&json)?,
            json,
            sent: 0,
        })
    }
}

/// The publisher of one camera's views or images, used while it has subscribers.
struct CameraPublisher {
    camera: String,
    publisher: KeyPublisher<'static>,
    has_subscribers: Arc<AtomicBool>,
}

impl CameraPublisher {
    fn new(camera: &str, publisher: KeyPublisher<'static>) -> Result<CameraPublisher> {
        Ok(CameraPublisher {
            camera: camera.to_owned(),
            has_subscribers: track_subscribers(&publisher)?,
            publisher,
        })
    }

    fn has_subscribers(&self) -> bool {
        self.has_subscribers.load(Ordering::Relaxed)
    }
}

/// Frames, events, rig and match of one run of the tracker.
pub struct Publisher {
    live: FramePublisher,
    smooth: FramePublisher,
    event: KeyPublisher<'static>,
    rig: CachedMessage,
    rig_key: String,
    _match: CachedMessage,
    /// By [`trackside_schema::CameraId`]; none where the cameras' own processes send them.
    views: Vec<CameraPublisher>,
    images: Vec<CameraPublisher>,
    node: Node,
    buffer: Vec<u8>,
    frames_too_large: u64,
    failures: u64,
    /// How many smooth frames were dropped for want of time; reported in the node's health.
    pub smooth_dropped: u64,
    /// How many fits of skeletons converged, used up their steps and could not be solved; reported in the node's health.
    pub skeleton_fits: [u64; 3],
}

impl Publisher {
    /// Publishes rig and match, and declares the node `node` alive.
    ///
    /// # Errors
    /// A venue or node name that cannot be part of a key.
    pub fn open(
        network: &Session,
        venue: &str,
        node: &str,
        header: &SessionHeader,
    ) -> Result<Publisher> {
        let frames = |frame, json, is_live| {
            FramePublisher::open(network, key(venue, frame)?, key(venue, json)?, is_live)
        };
        let event = network
            .declare_publisher(key(venue, topics::EVENT)?)
            .encoding(Encoding::from(wire::EVENT_ENCODING))
            .congestion_control(CongestionControl::Block);
        let rig_key = key(venue, topics::RIG)?;
        let match_key = key(venue, topics::MATCH)?;
        let SessionHeader { rig, match_ } = header;
        Ok(Publisher {
            live: frames(topics::FRAME, topics::FRAME_JSON, true)?,
            smooth: frames(topics::SMOOTH, topics::SMOOTH_JSON, false)?,
            event: convert_error(event.wait())?,
            views: Vec::new(),
            images: Vec::new(),
            rig: CachedMessage::publish(network, rig_key.clone(), wire::RIG_ENCODING, rig)?,
            rig_key,
            _match: CachedMessage::publish(network, match_key, wire::MATCH_ENCODING, match_)?,
            node: Node::open(network, venue, node)?,
            buffer: Vec::new(),
            frames_too_large: 0,
            failures: 0,
            smooth_dropped: 0,
            skeleton_fits: [0; 3],
        })
    }

    /// Publishes the rig of the frames that follow; late joiners get it instead of the one before.
    ///
    /// # Errors
    /// The network does not take it.
    pub fn publish_rig(&mut self, network: &Session, rig: &v1::Rig) -> Result<()> {
        wire::encode(rig, &mut self.buffer);
        let key = self.rig_key.clone();
        self.rig = CachedMessage::publish(network, key, wire::RIG_ENCODING, &self.buffer)?;
        Ok(())
    }

    /// Also sends the views of these cameras while they have subscribers: for a process that both observes and fuses.
    ///
    /// # Errors
    /// A camera name that cannot be part of a key.
    pub fn with_views(
        mut self,
        network: &Session,
        venue: &str,
        cameras: &[String],
    ) -> Result<Publisher> {
        for camera in cameras {
            let publisher = network
                .declare_publisher(key(venue, &format!("{}{camera}", topics::VIEW))?)
                .encoding(Encoding::from(wire::VIEW_ENCODING))
                .congestion_control(CongestionControl::Drop);
            let publisher = convert_error(publisher.wait())?;
            self.views.push(CameraPublisher::new(camera, publisher)?);
        }
        Ok(self)
    }

    /// Also sends images of these cameras while they have subscribers.
    ///
    /// # Errors
    /// A camera name that cannot be part of a key.
    pub fn with_images(
        mut self,
        network: &Session,
        venue: &str,
        cameras: &[String],
    ) -> Result<Publisher> {
        for camera in cameras {
            let publisher = network
                .declare_publisher(key(venue, &format!("{}{camera}", topics::IMAGE))?)
                .encoding(Encoding::from(wire::IMAGE_ENCODING))
                .priority(Priority::DataLow)
                .congestion_control(CongestionControl::Drop);
            let publisher = convert_error(publisher.wait())?;
            self.images.push(CameraPublisher::new(camera, publisher)?);
        }
        Ok(self)
    }

    /// Sends a camera's image, an encoded `foxglove.CompressedImage`; see [`Publisher::with_images`]. Never waits.
    pub fn publish_image(&mut self, camera: &str, bytes: &[u8]) {
        let target = self.images.iter().find(|target| target.camera == camera);
        if let Some(target) = target
            && target.has_subscribers()
        {
            let sent = target.publisher.put(bytes).wait();
            self.count_failure(sent);
        }
    }

    /// Sends a frame on the topic of its stream, also as JSON where that has subscribers. Never waits.
    pub fn publish_frame(&mut self, frame: &TrackingFrame) {
        let mut bytes = std::mem::take(&mut self.buffer);
        wire::encode_frame(frame, &mut bytes);
        self.send_frame(&bytes, frame);
        self.buffer = bytes;
    }

    /// Sends a frame as another session encoded it, byte for byte. Never waits.
    ///
    /// # Errors
    /// Bytes that are no frame.
    pub fn publish_encoded_frame(&mut self, bytes: &[u8]) -> Result<()> {
        let frame = wire::decode_frame(bytes)?;
        self.send_frame(bytes, &frame);
        Ok(())
    }

    fn send_frame(&mut self, bytes: &[u8], frame: &TrackingFrame) {
        let target = match frame.stream {
            Stream::Live | Stream::Refined => &mut self.live,
            Stream::Smooth => &mut self.smooth,
        };
        let mut sent = vec![];
        if bytes.len() <= FRAME_LIMIT_BYTES {
            sent.push(target.protobuf.put(bytes).wait());
            target.sent += 1;
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
        if target.has_json_subscribers.load(Ordering::Relaxed) {
            sent.push(match serde_json::to_vec(frame) {
                Ok(json) => target.json.put(json).wait(),
                Err(error) => Err(error.into()),
            });
        }
        sent.into_iter().for_each(|sent| self.count_failure(sent));
        self.publish_health();
    }

    /// How many live frames were sent, and how many of either stream were too large.
    pub fn frame_counts(&self) -> (u64, u64) {
        (self.live.sent, self.frames_too_large)
    }

    /// Sends views while they have subscribers; see [`Publisher::with_views`].
    pub fn publish_views(&mut self, views: &[View]) {
        let mut bytes = std::mem::take(&mut self.buffer);
        for view in views {
            let Some(target) = self.views.get(view.camera.index()) else {
                continue;
            };
            if target.has_subscribers() {
                wire::encode_view(view, &target.camera, &mut bytes);
                let sent = target.publisher.put(bytes.as_slice()).wait();
                self.count_failure(sent);
            }
        }
        self.buffer = bytes;
    }

    /// Sends an event, reliably.
    pub fn publish_event(&mut self, event: &v1::Event) {
        wire::encode(event, &mut self.buffer);
        let sent = self.event.put(self.buffer.as_slice()).wait();
        self.count_failure(sent);
    }

    /// Sends an event as another session encoded it, byte for byte.
    pub fn publish_encoded_event(&mut self, bytes: &[u8]) {
        let sent = self.event.put(bytes).wait();
        self.count_failure(sent);
    }

    /// Publishes the node's health, at most once a second. [`Publisher::publish_frame`] includes it.
    pub fn publish_health(&mut self) {
        let [converged, step_limit, singular] = self.skeleton_fits;
        let counters = [
            ("frames_sent", self.live.sent),
            ("smooth_sent", self.smooth.sent),
            ("smooth_dropped", self.smooth_dropped),
            ("frames_too_large", self.frames_too_large),
            ("failures", self.failures),
            ("skeleton_fits_converged", converged),
            ("skeleton_fits_step_limit", step_limit),
            ("skeleton_fits_singular", singular),
        ];
        self.node.publish_health(&counters);
    }

    fn count_failure(&mut self, sent: zenoh::Result<()>) {
        if let Err(error) = sent {
            self.failures += 1;
            if self.failures.is_power_of_two() {
                tracing::warn!("publishing failed ({} so far): {error}", self.failures);
            }
        }
    }
}

/// Whether a publisher has subscribers, kept up to date by the network.
fn track_subscribers(publisher: &KeyPublisher<'static>) -> Result<Arc<AtomicBool>> {
    let has_subscribers = Arc::new(AtomicBool::new(false));
    let current = Arc::clone(&has_subscribers);
    let listener = publisher
        .matching_listener()
        .callback(move |status| current.store(status.matching(), Ordering::Relaxed))
        .background();
    convert_error(listener.wait())?;
    if convert_error(publisher.matching_status().wait())?.matching() {
        has_subscribers.store(true, Ordering::Relaxed);
    }
    Ok(has_subscribers)
}

/// A message that is published once and given to every later query of its key.
struct CachedMessage {
    _queryable: zenoh::query::Queryable<()>,
}

impl CachedMessage {
    fn publish(
        network: &Session,
        key: String,
        encoding: &'static str,
        bytes: &[u8],
    ) -> Result<CachedMessage> {
        let (own_key, payload) = (key.clone(), bytes.to_vec());
        let queryable = network
            .declare_queryable(key.clone())
            .complete(true)
            .callback(move |query| {
                let reply = query.reply(own_key.clone(), payload.clone());
                if let Err(error) = reply.encoding(Encoding::from(encoding)).wait() {
                    tracing::debug!("{own_key}: a late joiner got no reply: {error}");
                }
            });
        let queryable = convert_error(queryable.wait())?;
        let put = network
            .put(key, bytes)
            .encoding(Encoding::from(encoding))
            .congestion_control(CongestionControl::Block);
        convert_error(put.wait())?;
        Ok(CachedMessage {
            _queryable: queryable,
        })
    }
}
