//! The receiving end of the views of a venue's cameras: the process that fuses.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{CameraId, RigId, Timestamp, View};
use zenoh::bytes::Encoding;
use zenoh::handlers::{FifoChannel, FifoChannelHandler};
use zenoh::sample::{Sample, SampleKind};
use zenoh::{Session, Wait};

use crate::keys::{QUEUE, convert_error, key, key_of_all};

/// The cameras of a rig, by [`CameraId`].
#[derive(Clone, Debug)]
pub struct CameraNames {
    /// The rig.
    pub rig: RigId,
    /// Their names.
    pub names: Vec<String>,
}

impl CameraNames {
    fn find(&self, name: &str) -> Result<CameraId> {
        let index = self.names.iter().position(|known| known == name);
        let id = index.and_then(|i| u8::try_from(i).ok()).map(CameraId);
        id.with_context(|| {
            format!(
                "the rig of rig id {} has no camera \"{name}\": use one rig on all hosts",
                self.rig
            )
        })
    }
}

/// What the receiver of views receives.
#[derive(Debug)]
pub enum Received {
    /// A view. `view.camera` is the camera's index in the receiver's rig, found by its name.
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
        is_alive: bool,
    },
    /// A message that cannot be used, in words that name its key.
    Unusable(String),
}

/// The views of all cameras of a venue.
pub struct ViewReceiver {
    views: zenoh::pubsub::Subscriber<FifoChannelHandler<Sample>>,
    nodes: zenoh::pubsub::Subscriber<FifoChannelHandler<Sample>>,
    node_prefix: String,
    cameras: CameraNames,
    progress: Arc<Mutex<Progress>>,
    _flow_control: zenoh::query::Queryable<()>,
}

/// How far the views of each camera were taken.
struct Progress {
    session: String,
    /// By the camera's name: the time of the last view taken.
    taken: BTreeMap<String, Option<Timestamp>>,
    ended: Vec<String>,
}

impl Progress {
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

impl ViewReceiver {
    /// Subscribes to the views of these cameras. From here on, recorded cameras run.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key.
    pub fn open(
        network: &Session,
        venue: &str,
        session: &str,
        cameras: CameraNames,
    ) -> Result<ViewReceiver> {
        let views = network
            .declare_subscriber(key_of_all(Some(venue), topics::VIEW)?)
            .with(FifoChannel::new(QUEUE));
        let nodes = network
            .liveliness()
            .declare_subscriber(key_of_all(Some(venue), topics::NODE)?)
            .history(true)
            .with(FifoChannel::new(QUEUE));
        let views = convert_error(views.wait())?;
        let nodes = convert_error(nodes.wait())?;
        let progress = Arc::new(Mutex::new(Progress {
            session: session.to_owned(),
            taken: (cameras.names.iter().map(|name| (name.clone(), None))).collect(),
            ended: Vec::new(),
        }));
        let (own_key, shared) = (key(venue, topics::FLOW_CONTROL)?, Arc::clone(&progress));
        // Declared after the subscriber: a sender that gets a reply has the subscriber to send views to.
        let queryable = network
            .declare_queryable(own_key.clone())
            .complete(true)
            .callback(move |query| {
                let mut bytes = Vec::new();
                let message = shared
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .message();
                wire::encode(&message, &mut bytes);
                if let Err(error) = query.reply(own_key.clone(), bytes).wait() {
                    tracing::debug!("{own_key}: a camera got no reply: {error}");
                }
            });
        Ok(ViewReceiver {
            views,
            nodes,
            node_prefix: key(venue, topics::NODE.trim_end_matches('/'))? + "/",
            cameras,
            progress,
            _flow_control: convert_error(queryable.wait())?,
        })
    }

    /// The next message, in the order of sending for each camera; `None` when none came in time.
    ///
    /// # Errors
    /// The session is closed.
    pub fn receive(&mut self, timeout: Duration) -> Result<Option<Received>> {
        if let Some(sample) = convert_error(self.nodes.try_recv())? {
            let name = sample.key_expr().as_str().strip_prefix(&self.node_prefix);
            return Ok(Some(Received::Node {
                name: name.unwrap_or_default().to_owned(),
                is_alive: sample.kind() == SampleKind::Put,
            }));
        }
        let sample = convert_error(self.views.recv_timeout(timeout))?;
        Ok(sample.map(|sample| {
            self.decode(&sample).unwrap_or_else(|error| {
                Received::Unusable(format!("{}: {error:#}", sample.key_expr()))
            })
        }))
    }

    fn decode(&mut self, sample: &Sample) -> Result<Received> {
        let bytes = sample.payload().to_bytes();
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if sample.encoding() == &Encoding::from(wire::END_ENCODING) {
            let end = wire::decode_end(&bytes)?;
            let camera = self.cameras.find(&end.camera)?;
            progress.taken.remove(&end.camera);
            progress.ended.push(end.camera);
            return Ok(Received::End {
                camera,
                views: end.views,
            });
        }
        let (mut view, name) = wire::decode_view(&bytes)?;
        view.camera = self.cameras.find(&name)?;
        if let Some(taken) = progress.taken.get_mut(&name) {
            *taken = (*taken).max(Some(view.stamp.mid_exposure));
        }
        Ok(Received::View(view))
    }
}
