//! A venue as it is on the wire now: its last minutes, its rig, and how its nodes are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use trackside_schema::Timestamp;
use trackside_schema::wire::{self, v1};
use zenoh::bytes::Encoding;
use zenoh::query::Query;
use zenoh::{Session, Wait};

use super::PICTURES_BYTES;
use super::SMOOTH;
use super::clip::{Asked, NoClip};
use super::pictures::{Album, NEAR_S, Shown};
use super::ring::{Limits, Ring};
use crate::publish::{Preamble, heard, key};
use crate::record;

/// Encoding of an answer to `replay`: frames in protobuf's delimited form.
pub const CLIP_ENCODING: &str = "application/protobuf;trackside.v1.TrackingFrame;delimited";
/// How long rig and match may take to be told.
const ANSWER: Duration = Duration::from_secs(1);
/// Nodes whose health is kept.
const NODES: usize = 256;

/// A venue that is being tracked.
pub struct Live {
    venue: String,
    network: Session,
    ring: Arc<Ring>,
    album: Arc<Album>,
    state: Arc<Mutex<State>>,
    unusable: Arc<AtomicU64>,
    _subscribers: Vec<zenoh::pubsub::Subscriber<()>>,
    _replay: zenoh::query::Queryable<()>,
}

#[derive(Default)]
struct State {
    preamble: Preamble,
    health: BTreeMap<String, v1::Health>,
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Listens to a venue and keeps its last minutes; answers `replay` on the wire.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key; a session that is closed.
    pub fn open(network: &Session, venue: &str, limits: Limits) -> Result<Live> {
        let ring = Arc::new(Ring::new(limits));
        let album = Arc::new(Album::new(limits.seconds, PICTURES_BYTES));
        let state = Arc::new(Mutex::new(State::default()));
        let unusable = Arc::new(AtomicU64::new(0));
        let subscribers = takers(&ring, &album, &state)
            .into_iter()
            .map(|(rest, take)| listen(network, key(venue, rest)?, &unusable, take))
            .collect::<Result<_>>()?;
        Ok(Live {
            venue: venue.to_owned(),
            network: network.clone(),
            _replay: answer_replay(network, key(venue, "replay")?, Arc::clone(&ring))?,
            ring,
            album,
            state,
            unusable,
            _subscribers: subscribers,
        })
    }

    /// The last minutes.
    pub fn ring(&self) -> &Ring {
        &self.ring
    }

    /// The pictures of the last minutes.
    pub fn album(&self) -> &Album {
        &self.album
    }

    /// The picture of a camera that is nearest to an instant.
    ///
    /// # Errors
    /// There is none.
    pub fn picture(&self, camera: &str, time: Timestamp) -> Result<Shown> {
        if let Some(shown) = self.album.picture(camera, time) {
            return Ok(shown);
        }
        if self.album.has(camera) {
            bail!("camera \"{camera}\" has no picture within {NEAR_S} s of {time}");
        }
        bail!("camera \"{camera}\" publishes no pictures: `trackside run --pictures 640` does")
    }

    /// How many messages could not be used.
    pub fn unusable(&self) -> u64 {
        self.unusable.load(Ordering::Relaxed)
    }

    /// How the venue's nodes are.
    pub fn health(&self) -> Vec<v1::Health> {
        lock(&self.state).health.values().cloned().collect()
    }

    /// Rig and match; asks for them where they are not known yet.
    ///
    /// # Errors
    /// Nobody tells them.
    pub async fn preamble(&self) -> Result<Preamble> {
        for (rest, is_rig) in [("rig", true), ("match", false)] {
            let known = {
                let state = lock(&self.state);
                !if is_rig {
                    &state.preamble.rig
                } else {
                    &state.preamble.match_
                }
                .is_empty()
            };
            if known {
                continue;
            }
            let replies = heard(
                self.network
                    .get(key(&self.venue, rest)?)
                    .timeout(ANSWER)
                    .await,
            )?;
            while let Ok(reply) = replies.recv_async().await {
                if let Ok(sample) = reply.into_result() {
                    let bytes = sample.payload().to_bytes();
                    state_of(&mut lock(&self.state).preamble, is_rig, &bytes);
                }
            }
        }
        let preamble = lock(&self.state).preamble.clone();
        if preamble.rig.is_empty() || preamble.match_.is_empty() {
            bail!(
                "nobody has published the rig of venue \"{}\" yet: is `trackside run` or `fuse` running, and reachable?",
                self.venue
            );
        }
        Ok(preamble)
    }
}

/// What is done with the messages of a key.
type Take = Box<dyn Fn(&[u8]) -> Result<()> + Send + Sync>;

/// Every key that is listened to.
fn takers(
    ring: &Arc<Ring>,
    album: &Arc<Album>,
    state: &Arc<Mutex<State>>,
) -> Vec<(&'static str, Take)> {
    let frames = |refined| -> Take {
        let ring = Arc::clone(ring);
        Box::new(move |bytes| Ok(ring.frame(refined, Bytes::copy_from_slice(bytes))?))
    };
    let told = |is_rig| -> Take {
        let state = Arc::clone(state);
        Box::new(move |bytes| {
            state_of(&mut lock(&state).preamble, is_rig, bytes);
            Ok(())
        })
    };
    let (events, healths) = (Arc::clone(ring), Arc::clone(state));
    let event: Take = Box::new(move |bytes| {
        events.event(wire::decode(bytes)?);
        Ok(())
    });
    let health: Take = Box::new(move |bytes| {
        let health: v1::Health = wire::decode(bytes)?;
        let known = &mut lock(&healths).health;
        if known.len() < NODES || known.contains_key(&health.node) {
            known.insert(health.node.clone(), health);
        }
        Ok(())
    });
    let album = Arc::clone(album);
    let picture: Take = Box::new(move |bytes| {
        let picture = record::read_picture(bytes)?;
        album.add(&picture.camera, picture.time, picture.jpeg);
        Ok(())
    });
    vec![
        ("picture/*", picture),
        ("track/frame", frames(false)),
        (SMOOTH, frames(true)),
        ("event", event),
        ("rig", told(true)),
        ("match", told(false)),
        ("node/*/health", health),
    ]
}

/// What cannot be used is counted, and now and then said.
fn listen(
    network: &Session,
    key: String,
    unusable: &Arc<AtomicU64>,
    take: Take,
) -> Result<zenoh::pubsub::Subscriber<()>> {
    let count = Arc::clone(unusable);
    let subscriber = network.declare_subscriber(key).callback(move |sample| {
        if let Err(error) = take(&sample.payload().to_bytes()) {
            let n = 1 + count.fetch_add(1, Ordering::Relaxed);
            if n.is_power_of_two() {
                tracing::warn!("{}: not used ({n} so far): {error}", sample.key_expr());
            }
        }
    });
    heard(subscriber.wait())
}

fn state_of(preamble: &mut Preamble, is_rig: bool, bytes: &[u8]) {
    let place = if is_rig {
        &mut preamble.rig
    } else {
        &mut preamble.match_
    };
    *place = bytes.to_vec();
}

/// The venue that is being published, where its name was not given; `None` while there is none.
///
/// # Errors
/// The session is closed.
pub fn any_venue(network: &Session) -> Result<Option<String>> {
    let all = format!("trackside/v{}/*/match", wire::SCHEMA);
    let replies = heard(network.get(all).timeout(ANSWER).wait())?;
    while let Ok(reply) = replies.recv() {
        if let Ok(sample) = reply.into_result() {
            let match_: v1::Match = wire::decode(&sample.payload().to_bytes())?;
            return Ok(Some(match_.venue));
        }
    }
    Ok(None)
}

/// Answers `replay?from=…;to=…` with the frames of that interval.
fn answer_replay(
    network: &Session,
    own: String,
    ring: Arc<Ring>,
) -> Result<zenoh::query::Queryable<()>> {
    let queryable = network
        .declare_queryable(own.clone())
        .callback(move |query: Query| {
            let asked = query.parameters();
            let clip = Asked::read(asked.get("from"), asked.get("to"))
                .and_then(|asked| asked.within(ring.span()))
                .map(|span| ring.clip(span).delimited());
            let told = match clip {
                Ok(bytes) => query
                    .reply(own.clone(), bytes.to_vec())
                    .encoding(Encoding::from(CLIP_ENCODING))
                    .wait(),
                Err(error) => tell(&query, &error),
            };
            if let Err(error) = told {
                tracing::debug!("{own}: an answer was not sent: {error}");
            }
        });
    heard(queryable.wait()).context("replay")
}

fn tell(query: &Query, error: &NoClip) -> zenoh::Result<()> {
    query
        .reply_err(error.to_string())
        .encoding(Encoding::TEXT_PLAIN)
        .wait()
}
