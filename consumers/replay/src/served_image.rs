//! The image of a camera that shows an instant.

use bytes::Bytes;
use trackside_schema::Timestamp;

/// An image shows an instant that is at most this far away, s.
pub const MAX_DISTANCE_S: f64 = 0.5;

/// An image, and the instants of which it is the nearest one.
#[derive(Clone, Debug)]
pub struct ServedImage {
    /// The middle of its exposure.
    pub time: Timestamp,
    /// It is the nearest one from here,
    pub from: Timestamp,
    /// to here.
    pub until: Timestamp,
    /// Whether it was decoded from the original medium.
    pub is_original: bool,
    /// A JPEG of the whole of what the rig's camera sees, distorted as the lens does.
    pub jpeg: Bytes,
}

impl ServedImage {
    /// An image as it was recorded or received.
    pub fn recorded(nearest: Nearest<Bytes>) -> ServedImage {
        ServedImage {
            time: nearest.time,
            from: nearest.from,
            until: nearest.until,
            is_original: false,
            jpeg: nearest.item,
        }
    }

    /// An image decoded from the original medium, for the view that was made from it.
    pub fn original(view: &Nearest<u64>, jpeg: Bytes) -> ServedImage {
        ServedImage {
            time: view.time,
            from: view.from,
            until: view.until,
            is_original: true,
            jpeg,
        }
    }
}

/// The item that is nearest to an instant, and the instants of which that is so.
#[derive(Clone, Debug)]
pub struct Nearest<T> {
    /// Its time.
    pub time: Timestamp,
    /// From here,
    pub from: Timestamp,
    /// to here.
    pub until: Timestamp,
    /// What was found.
    pub item: T,
}

/// Finds the item nearest to `time` among items in the order of time.
pub fn find_nearest<T>(
    time: Timestamp,
    items: impl IntoIterator<Item = (Timestamp, T)>,
) -> Option<Nearest<T>> {
    let distance_s = |t: Timestamp| t.seconds_since(time).abs();
    let midpoint = |a: Timestamp, b: Timestamp| Timestamp(a.0 + (b.0 - a.0) / 2);
    let mut nearest: Option<Nearest<T>> = None;
    for (t, item) in items {
        let mut from = t.plus_seconds(-MAX_DISTANCE_S);
        if let Some(best) = &mut nearest {
            if distance_s(t) >= distance_s(best.time) {
                best.until = best.until.min(midpoint(best.time, t));
                break;
            }
            from = from.max(midpoint(best.time, t));
        }
        nearest = Some(Nearest {
            time: t,
            from,
            until: t.plus_seconds(MAX_DISTANCE_S),
            item,
        });
    }
    nearest.filter(|nearest| distance_s(nearest.time) <= MAX_DISTANCE_S)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp(ms * 1_000_000)
    }

    #[test]
    fn the_nearest_item_is_found_with_its_validity() {
        let items = [0, 40, 80, 3000].map(|ms| (at(ms), ms));
        let nearest = find_nearest(at(45), items).unwrap();
        assert_eq!(
            (nearest.item, nearest.from, nearest.until),
            (40, at(20), at(60))
        );
        let last = find_nearest(at(2900), items).unwrap();
        assert_eq!(
            (last.item, last.from, last.until),
            (3000, at(2500), at(3500))
        );
        assert!(find_nearest(at(1000), items).is_none());
        assert!(find_nearest::<()>(at(0), []).is_none());
    }
}
