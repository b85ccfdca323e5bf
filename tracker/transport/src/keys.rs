//! Keys of the wire: `trackside/v1/<venue>` and a topic.

use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use trackside_schema::wire;
use zenoh::key_expr::KeyExpr;

/// How long a reply to a query may take.
pub(crate) const REPLY_TIMEOUT: Duration = Duration::from_secs(2);
/// Samples that wait between the network and their reader. When it is full it holds the network back.
pub(crate) const QUEUE: usize = 4096;

/// Whether a venue's name can be part of a key: letters, digits, `-` and `_`.
pub fn is_venue_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.chars().all(is_plain)
}

/// `trackside/v1/<venue><topic>`.
///
/// # Errors
/// A venue or topic that cannot be part of a key.
pub fn key(venue: &str, topic: &str) -> Result<String> {
    if !is_venue_name(venue) {
        bail!("venue name \"{venue}\": use letters, digits, - and _ alone");
    }
    let key = format!("trackside/v{}/{venue}{topic}", wire::SCHEMA);
    KeyExpr::new(key.as_str()).map_err(|e| anyhow!("key \"{key}\": {e}"))?;
    Ok(key)
}

/// The key expression of a topic of whatever venue, or of whatever camera or node where the topic is a prefix of such.
///
/// # Errors
/// As [`key`].
pub fn key_of_all(venue: Option<&str>, topic: &str) -> Result<String> {
    let any = if topic.ends_with('/') { "*" } else { "" };
    match venue {
        Some(venue) => key(venue, &format!("{topic}{any}")),
        None => Ok(format!("trackside/v{}/*{topic}{any}", wire::SCHEMA)),
    }
}

/// Zenoh's errors are boxed strings without `Sync`: keeps their words.
///
/// # Errors
/// The given one.
pub fn convert_error<T>(result: zenoh::Result<T>) -> Result<T> {
    result.map_err(|e| anyhow!("{e}"))
}
