//! Requests for intervals of time, and the frames that answer them.

use std::collections::BTreeMap;

use bytes::{BufMut, Bytes, BytesMut};
use trackside_recording::TimeSpan;
use trackside_schema::{Stream, Timestamp};

/// Encoding of a clip: frames in protobuf's delimited form.
pub(crate) const CLIP_ENCODING: &str = "application/protobuf;trackside.v1.TrackingFrame;delimited";

/// The longest interval of one request, s: longer ones could fill the memory.
const MAX_LENGTH_S: f64 = 120.0;

/// Why there is no clip, in words.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ClipError {
    /// The request makes no sense.
    #[error("{0}")]
    Invalid(String),
    /// The interval, or a part of it, is not available.
    #[error("{0}")]
    NotAvailable(String),
    /// The interval ends this long after the newest frame, s.
    #[error(
        "the interval ends {0:.3} s after the newest frame, in the future: ask again when that time has come"
    )]
    Future(f64),
}

/// An interval in seconds since 1970-01-01 UTC, its ends included; below 0: so long before the newest frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClipRequest {
    from_s: f64,
    to_s: Option<f64>,
}

impl ClipRequest {
    /// Parses a request: `from` is needed; without `to` the interval goes to the newest frame.
    ///
    /// # Errors
    /// What is no number, or no interval.
    pub fn parse(from: Option<&str>, to: Option<&str>) -> Result<ClipRequest, ClipError> {
        let Some(from) = from else {
            let example = "e.g. ?from=-10 (the last 10 s) or ?from=1767225600.5&to=1767225605";
            return Err(ClipError::Invalid(format!("from is missing, {example}")));
        };
        Ok(ClipRequest {
            from_s: parse_seconds("from", from)?,
            to_s: to.map(|to| parse_seconds("to", to)).transpose()?,
        })
    }

    /// The interval in absolute times, given that frames of `span` are available.
    ///
    /// # Errors
    /// An interval that is empty, too long, not there any more, or not there yet.
    pub fn resolve(self, span: Option<TimeSpan>) -> Result<TimeSpan, ClipError> {
        let Some(span) = span else {
            return Err(ClipError::NotAvailable("there is no frame yet".to_owned()));
        };
        let time = |s: f64| absolute_time(s, span);
        let (first, last) = (time(self.from_s), self.to_s.map_or(span.last, time));
        let long = last.seconds_since(first);
        if long < 0.0 {
            let words = format!("the interval ends {:.3} s before it begins", -long);
            return Err(ClipError::Invalid(words));
        }
        if long > MAX_LENGTH_S {
            let words = format!(
                "the interval is {long:.0} s long: ask for at most {MAX_LENGTH_S:.0} s at a time"
            );
            return Err(ClipError::Invalid(words));
        }
        // Requests are in decimals, times in nanoseconds: the rounding of a double is not the future.
        let ahead = last.seconds_since(span.last);
        if ahead > 1e-6 {
            return Err(ClipError::Future(ahead));
        }
        if last < span.first {
            let words = format!(
                "the interval ended {:.3} s before the oldest frame that is kept, which is of {}",
                span.first.seconds_since(last),
                span.first
            );
            return Err(ClipError::NotAvailable(words));
        }
        Ok(TimeSpan { first, last })
    }
}

/// Parses one instant: s since 1970-01-01 UTC; below 0: so long before the newest frame.
///
/// # Errors
/// What is no number; there is no frame yet.
pub fn parse_instant(typed: Option<&str>, span: Option<TimeSpan>) -> Result<Timestamp, ClipError> {
    let Some(typed) = typed else {
        let words = "t is missing, e.g. ?camera=left&t=-2.5 (2.5 s ago) or &t=1767225600.5";
        return Err(ClipError::Invalid(words.to_owned()));
    };
    let s = parse_seconds("t", typed)?;
    let Some(span) = span else {
        return Err(ClipError::NotAvailable("there is no frame yet".to_owned()));
    };
    Ok(absolute_time(s, span))
}

fn absolute_time(s: f64, span: TimeSpan) -> Timestamp {
    match s.is_sign_negative() {
        true => span.last.plus_seconds(s),
        false => Timestamp::default().plus_seconds(s),
    }
}

fn parse_seconds(name: &str, typed: &str) -> Result<f64, ClipError> {
    let number = typed.parse().ok().filter(|s: &f64| s.is_finite());
    number.ok_or_else(|| ClipError::Invalid(format!("{name}={typed}: not a number of seconds")))
}

/// The frames of an interval, in the order of time; where a time has a smooth frame, that one.
#[derive(Debug, Default)]
pub struct Clip {
    frames: BTreeMap<Timestamp, (Stream, Bytes)>,
}

impl Clip {
    /// Adds a frame as encoded; a smooth one replaces the live one of the same time.
    pub fn insert(&mut self, time: Timestamp, stream: Stream, bytes: Bytes) {
        let existing = self.frames.get(&time);
        if existing.is_none_or(|(old, _)| stream == Stream::Smooth || *old != Stream::Smooth) {
            self.frames.insert(time, (stream, bytes));
        }
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// The frames, each after its length as a varint: protobuf's delimited form.
    pub fn delimited(&self) -> Bytes {
        let frames = || self.frames.values().map(|(_, bytes)| bytes);
        let mut out = BytesMut::with_capacity(frames().map(|b| b.len() + 5).sum());
        for bytes in frames() {
            let mut length = bytes.len();
            while length >= 0x80 {
                out.put_u8(length as u8 | 0x80);
                length >>= 7;
            }
            out.put_u8(length as u8);
            out.put_slice(bytes);
        }
        out.freeze()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// In milliseconds.
    fn resolve(from: &str, to: Option<&str>) -> Result<(i64, i64), ClipError> {
        let at = |s: f64| Timestamp::default().plus_seconds(s);
        let kept = TimeSpan {
            first: at(100.0),
            last: at(160.0),
        };
        let span = ClipRequest::parse(Some(from), to)?.resolve(Some(kept))?;
        Ok((span.first.0 / 1_000_000, span.last.0 / 1_000_000))
    }

    #[test]
    fn an_interval_counts_from_the_epoch_or_from_the_end() {
        assert_eq!(resolve("110.5", Some("120")), Ok((110_500, 120_000)));
        assert_eq!(resolve("-10", None), Ok((150_000, 160_000)));
        assert_eq!(resolve("-10", Some("-4.5")), Ok((150_000, 155_500)));
    }

    #[test]
    fn requests_that_cannot_be_met_are_refused_in_words() {
        let words = |from, to| resolve(from, to).unwrap_err().to_string();
        assert!(words("soon", None).contains("from=soon: not a number"));
        assert!(words("NaN", None).contains("not a number"));
        assert!(words("120", Some("110")).contains("ends 10.000 s before it begins"));
        assert!(words("0", None).contains("at most 120 s"));
        assert!(words("10", Some("20")).contains("80.000 s before the oldest"));
        assert_eq!(resolve("150", Some("161")), Err(ClipError::Future(1.0)));
        assert!(
            ClipRequest::parse(None, None)
                .unwrap_err()
                .to_string()
                .contains("from is missing")
        );
        let nothing = ClipRequest::parse(Some("-1"), None).unwrap().resolve(None);
        assert!(nothing.unwrap_err().to_string().contains("no frame yet"));
    }

    #[test]
    fn a_smooth_frame_replaces_the_live_one_whichever_came_first() {
        let mut clip = Clip::default();
        let (live, smooth) = (Bytes::from_static(b"live"), Bytes::from(vec![b'r'; 200]));
        clip.insert(Timestamp(2), Stream::Smooth, smooth.clone());
        clip.insert(Timestamp(2), Stream::Live, live.clone());
        clip.insert(Timestamp(1), Stream::Live, live);
        let mut all = b"\x04live\xc8\x01".to_vec();
        all.extend(&smooth);
        assert_eq!((clip.len(), clip.delimited()), (2, Bytes::from(all)));
    }
}
