//! The presence and the health of one process.

use std::time::{Duration, Instant, SystemTime};

use anyhow::Result;
use trackside_schema::Timestamp;
use trackside_schema::wire::{self, topics, v1};
use zenoh::bytes::Encoding;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::{Session, Wait};

use crate::keys::{convert_error, key};

/// The shortest time between two health messages.
const HEALTH_PERIOD: Duration = Duration::from_secs(1);

/// One process of the venue: alive as long as this value lives.
pub struct Node {
    name: String,
    health: zenoh::pubsub::Publisher<'static>,
    published: Option<Instant>,
    buffer: Vec<u8>,
    _liveliness: zenoh::liveliness::LivelinessToken,
}

impl Node {
    /// Declares the node alive.
    ///
    /// # Errors
    /// A venue or name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str, name: &str) -> Result<Node> {
        let liveliness = key(venue, &format!("{}{name}", topics::NODE))?;
        let health = network
            .declare_publisher(key(venue, &topics::health(name))?)
            .encoding(Encoding::from(wire::HEALTH_ENCODING))
            .priority(Priority::Background)
            .congestion_control(CongestionControl::Drop);
        Ok(Node {
            name: name.to_owned(),
            health: convert_error(health.wait())?,
            published: None,
            buffer: Vec::new(),
            _liveliness: convert_error(network.liveliness().declare_token(liveliness).wait())?,
        })
    }

    /// Publishes the node's counters, at most once a second.
    pub fn publish_health(&mut self, counters: &[(&str, u64)]) {
        if (self.published).is_some_and(|at| at.elapsed() < HEALTH_PERIOD) {
            return;
        }
        self.published = Some(Instant::now());
        let counter = |&(name, value): &(&str, u64)| v1::Counter {
            name: name.to_owned(),
            value,
        };
        let message = v1::Health {
            schema: wire::SCHEMA,
            node: self.name.clone(),
            time_ns: Timestamp::from(SystemTime::now()).0,
            counters: counters.iter().map(counter).collect(),
        };
        wire::encode(&message, &mut self.buffer);
        if let Err(error) = self.health.put(self.buffer.as_slice()).wait() {
            tracing::debug!("health of {} was not published: {error}", self.name);
        }
    }
}
