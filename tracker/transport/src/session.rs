//! The Zenoh session of a process, and where it listens.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use zenoh::{Session, Wait};

/// A link on one host is there within this time.
const MAX_LINK_TIME: Duration = Duration::from_secs(1);
/// How often it is looked for.
pub(crate) const POLL_PERIOD: Duration = Duration::from_millis(20);

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
    let mut has_neighbour = false;
    for endpoint in &options.listen {
        match taken(endpoint) {
            None => listen.push(endpoint.clone()),
            Some(other) => {
                tracing::warn!(
                    "{endpoint} is in use by another program on this host: connecting to it instead of listening"
                );
                listen.push("tcp/127.0.0.1:0".to_owned());
                connect.push(other);
                has_neighbour = true;
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
    let session = zenoh::open(config)
        .wait()
        .map_err(|e| anyhow!("{e}"))
        .with_context(|| {
            format!(
                "[publish]: cannot listen on {:?} or connect to {:?}",
                options.listen, options.connect
            )
        })?;
    if has_neighbour {
        wait_for_peer(&session);
    }
    Ok(session)
}

/// Waits a moment until the session is linked to the program whose address it found taken, which may be no Zenoh.
fn wait_for_peer(session: &Session) {
    let began = Instant::now();
    while !has_peer(session) && began.elapsed() < MAX_LINK_TIME {
        std::thread::sleep(POLL_PERIOD);
    }
}

/// Whether the session is linked to another.
pub(crate) fn has_peer(session: &Session) -> bool {
    session.info().peers_zid().wait().next().is_some()
        || session.info().routers_zid().wait().next().is_some()
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

/// Two sessions of this process, linked over a free port of the loopback interface: for tests and examples.
///
/// # Errors
/// There is no free port.
pub fn open_loopback_pair() -> Result<(Session, Session)> {
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let endpoint = format!("tcp/127.0.0.1:{port}");
    let first = open_session(&PublishOptions {
        listen: vec![endpoint.clone()],
        ..PublishOptions::default()
    })?;
    let second = open_session(&PublishOptions {
        listen: vec!["tcp/127.0.0.1:0".to_owned()],
        connect: vec![endpoint],
        ..PublishOptions::default()
    })?;
    Ok((first, second))
}
