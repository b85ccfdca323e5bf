//! An interval of time as it is asked for, and frames as they are handed over.

use std::collections::BTreeMap;

use bytes::{BufMut, Bytes, BytesMut};
use trackside_schema::Timestamp;

/// Longer intervals are asked for in pieces, so that one request never fills the memory, s.
const LONGEST_S: f64 = 120.0;

/// From the first frame that is there to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first.
    pub first: Timestamp,
    /// The last.
    pub last: Timestamp,
}

/// Why there is no clip, in words.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoClip {
    /// What was asked for makes no sense.
    #[error("{0}")]
    Senseless(String),
    /// The interval, or a part of it, is not there.
    #[error("{0}")]
    NotThere(String),
    /// The interval ends so many seconds after the newest frame.
    #[error(
        "the interval ends {0:.3} s after the newest frame, in the future: ask again when that time has come"
    )]
    Future(f64),
}

/// An interval in seconds since 1970-01-01 UTC, its ends included; below 0: so long before the newest frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    from_s: f64,
    to_s: Option<f64>,
}

impl Asked {
    /// As typed: `from` is needed; without `to` the interval goes to the newest frame.
    ///
    /// # Errors
    /// What is no number, or no interval.
    pub fn read(from: Option<&str>, to: Option<&str>) -> Result<Asked, NoClip> {
        let Some(from) = from else {
            let example = "e.g. ?from=-10 (the last 10 s) or ?from=1767225600.5&to=1767225605";
            return Err(NoClip::Senseless(format!("from is missing, {example}")));
        };
        Ok(Asked {
            from_s: seconds("from", from)?,
            to_s: to.map(|to| seconds("to", to)).transpose()?,
        })
    }

    /// The times that are meant.
    ///
    /// # Errors
    /// An interval that is empty, too long, not there any more, or not there yet.
    pub fn within(self, span: Option<Span>) -> Result<Span, NoClip> {
        let Some(span) = span else {
            return Err(NoClip::NotThere("there is no frame yet".to_owned()));
        };
        let time = |s: f64| from_typed(s, span);
        let (first, last) = (time(self.from_s), self.to_s.map_or(span.last, time));
        let long = last.seconds_since(first);
        if long < 0.0 {
            let words = format!("the interval ends {:.3} s before it begins", -long);
            return Err(NoClip::Senseless(words));
        }
        if long > LONGEST_S {
            let words = format!(
                "the interval is {long:.0} s long: ask for at most {LONGEST_S:.0} s at a time"
            );
            return Err(NoClip::Senseless(words));
        }
        // Times are asked for in decimals and kept in nanoseconds: the last digits of a double are no future.
        let ahead = last.seconds_since(span.last);
        if ahead > 1e-6 {
            return Err(NoClip::Future(ahead));
        }
        if last < span.first {
            let words = format!(
                "the interval ended {:.3} s before the oldest frame that is kept, which is of {}",
                span.first.seconds_since(last),
                span.first
            );
            return Err(NoClip::NotThere(words));
        }
        Ok(Span { first, last })
    }
}

/// One instant as it is asked for: s since 1970-01-01 UTC; below 0: so long before the newest frame.
///
/// # Errors
/// What is no number; there is no frame yet.
pub fn instant(typed: Option<&str>, span: Option<Span>) -> Result<Timestamp, NoClip> {
    let Some(typed) = typed else {
        let words = "t is missing, e.g. ?camera=left&t=-2.5 (2.5 s ago) or &t=1767225600.5";
        return Err(NoClip::Senseless(words.to_owned()));
    };
    let s = seconds("t", typed)?;
    let Some(span) = span else {
        return Err(NoClip::NotThere("there is no frame yet".to_owned()));
    };
    Ok(from_typed(s, span))
}

fn from_typed(s: f64, span: Span) -> Timestamp {
    match s.is_sign_negative() {
        true => span.last.plus_seconds(s),
        false => Timestamp::default().plus_seconds(s),
    }
}

fn seconds(name: &str, typed: &str) -> Result<f64, NoClip> {
    let number = typed.parse().ok().filter(|s: &f64| s.is_finite());
    number.ok_or_else(|| NoClip::Senseless(format!("{name}={typed}: not a number of seconds")))
}

/// The frames of an interval, in the order of time; of each the refined one where there is one.
#[derive(Debug, Default)]
pub struct Clip {
    frames: BTreeMap<Timestamp, (bool, Bytes)>,
}

impl Clip {
    /// Adds a frame as it came over the wire; a refined one replaces the live one of the same time.
    pub fn push(&mut self, time: Timestamp, refined: bool, bytes: Bytes) {
        let known = self.frames.get(&time);
        if known.is_none_or(|(known, _)| refined || !known) {
            self.frames.insert(time, (refined, bytes));
        }
    }

    /// How many frames there are.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Each frame after its length as a varint: protobuf's delimited form.
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
    fn asked(from: &str, to: Option<&str>) -> Result<(i64, i64), NoClip> {
        let at = |s: f64| Timestamp::default().plus_seconds(s);
        let kept = Span {
            first: at(100.0),
            last: at(160.0),
        };
        let span = Asked::read(Some(from), to)?.within(Some(kept))?;
        Ok((span.first.0 / 1_000_000, span.last.0 / 1_000_000))
    }

    #[test]
    fn an_interval_is_meant_from_the_epoch_or_from_the_end() {
        assert_eq!(asked("110.5", Some("120")), Ok((110_500, 120_000)));
        assert_eq!(asked("-10", None), Ok((150_000, 160_000)));
        assert_eq!(asked("-10", Some("-4.5")), Ok((150_000, 155_500)));
    }

    #[test]
    fn what_cannot_be_had_is_said_in_words() {
        let words = |from, to| asked(from, to).unwrap_err().to_string();
        assert!(words("soon", None).contains("from=soon: not a number"));
        assert!(words("NaN", None).contains("not a number"));
        assert!(words("120", Some("110")).contains("ends 10.000 s before it begins"));
        assert!(words("0", None).contains("at most 120 s"));
        assert!(words("10", Some("20")).contains("80.000 s before the oldest"));
        assert_eq!(asked("150", Some("161")), Err(NoClip::Future(1.0)));
        assert!(
            Asked::read(None, None)
                .unwrap_err()
                .to_string()
                .contains("from is missing")
        );
        let nothing = Asked::read(Some("-1"), None).unwrap().within(None);
        assert!(nothing.unwrap_err().to_string().contains("no frame yet"));
    }

    #[test]
    fn a_refined_frame_replaces_the_live_one_whichever_came_first() {
        let mut clip = Clip::default();
        let (live, refined) = (Bytes::from_static(b"live"), Bytes::from(vec![b'r'; 200]));
        clip.push(Timestamp(2), true, refined.clone());
        clip.push(Timestamp(2), false, live.clone());
        clip.push(Timestamp(1), false, live);
        let mut all = b"\x04live\xc8\x01".to_vec();
        all.extend(&refined);
        assert_eq!((clip.len(), clip.delimited()), (2, Bytes::from(all)));
    }
}
