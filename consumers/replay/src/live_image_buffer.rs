//! The images of the last minutes of a live venue.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use trackside_schema::Timestamp;

use crate::served_image::{MAX_DISTANCE_S, ServedImage, find_nearest};

/// The images that were received, no more of them than a number of seconds and bytes.
#[derive(Debug)]
pub struct LiveImageBuffer {
    limit_s: f64,
    limit_bytes: usize,
    images: Mutex<BufferedImages>,
}

#[derive(Debug, Default)]
struct BufferedImages {
    by_camera: BTreeMap<String, VecDeque<(Timestamp, Bytes)>>,
    bytes: usize,
}

impl LiveImageBuffer {
    /// An empty buffer.
    pub fn new(limit_s: f64, limit_bytes: usize) -> LiveImageBuffer {
        LiveImageBuffer {
            limit_s,
            limit_bytes,
            images: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BufferedImages> {
        self.images.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a camera's newest image. One that is older than the last empties the camera's queue: a replay that starts over.
    pub fn insert(&self, camera: &str, time: Timestamp, jpeg: Bytes) {
        let mut guard = self.lock();
        let buffered = &mut *guard;
        let images = buffered.by_camera.entry(camera.to_owned()).or_default();
        if images.back().is_some_and(|(last, _)| time <= *last) {
            buffered.bytes -= images.drain(..).map(|(_, old)| old.len()).sum::<usize>();
        }
        buffered.bytes += jpeg.len();
        images.push_back((time, jpeg));
        while let Some((first, _)) = images.front()
            && time.seconds_since(*first) > self.limit_s
        {
            buffered.bytes -= images.pop_front().map_or(0, |(_, old)| old.len());
        }
        while buffered.bytes > self.limit_bytes {
            let longest = buffered.by_camera.values_mut().max_by_key(|p| p.len());
            let Some((_, old)) = longest.and_then(VecDeque::pop_front) else {
                return;
            };
            buffered.bytes -= old.len();
        }
    }

    /// Whether there are images of that camera.
    pub fn has_images(&self, camera: &str) -> bool {
        self.lock().by_camera.contains_key(camera)
    }

    /// The image nearest to an instant.
    pub fn image(&self, camera: &str, time: Timestamp) -> Option<ServedImage> {
        let buffered = self.lock();
        let images = buffered.by_camera.get(camera)?;
        let from = images.partition_point(|(t, _)| *t < time.plus_seconds(-MAX_DISTANCE_S));
        let candidates = images.range(from..).map(|(t, jpeg)| (*t, jpeg.clone()));
        let mut nearest = find_nearest(time, candidates)?;
        // The next image is still to come: it will be as far away as the one before.
        if images.back().is_some_and(|(last, _)| *last == nearest.time)
            && let Some((before, _)) = images.iter().rev().nth(1)
        {
            let half = Timestamp(nearest.time.0 + (nearest.time.0 - before.0) / 2);
            nearest.until = nearest.until.min(half);
        }
        Some(ServedImage::recorded(nearest))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp(ms * 1_000_000)
    }

    #[test]
    fn seconds_and_bytes_are_bounded_and_a_replay_that_starts_over_empties_the_buffer() {
        let buffer = LiveImageBuffer::new(1.0, 1000);
        let jpeg = |n: usize| Bytes::from(vec![0; n]);
        for ms in (0..3000).step_by(100) {
            buffer.insert("a", at(ms), jpeg(10));
            buffer.insert("b", at(ms), jpeg(80));
        }
        assert!(buffer.image("a", at(1000)).is_none());
        let newest = buffer.image("a", at(2910)).unwrap();
        assert_eq!((newest.time, newest.until), (at(2900), at(2950)));
        assert!(buffer.images.lock().unwrap().bytes <= 1000);
        buffer.insert("a", at(50), jpeg(10));
        assert!(buffer.image("a", at(2900)).is_none());
        assert_eq!(buffer.image("a", at(60)).unwrap().time, at(50));
        assert!(!buffer.has_images("c"));
    }
}
