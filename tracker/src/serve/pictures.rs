//! The picture of a camera that shows an instant: of the file that was recorded from, or as it was recorded or heard.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use opencv::core::Mat;
use trackside_calibration::{Camera, CameraClock, SizePolicy};
use trackside_schema::Timestamp;
use trackside_schema::wire::v1;

use crate::capture::film::{Film, Wanted};
use crate::picture;

/// A picture shows an instant that is no further away than this, s.
pub const NEAR_S: f64 = 0.5;
/// How much memory pictures that were made may take, for those who ask for them again.
const AGAIN_BYTES: usize = 64 << 20;

/// A picture, and the instants of which it is the nearest one.
#[derive(Clone, Debug)]
pub struct Shown {
    /// When it was taken: the middle of its exposure.
    pub time: Timestamp,
    /// It is the nearest one from here,
    pub from: Timestamp,
    /// to here.
    pub until: Timestamp,
    /// Whether it was made from the original file.
    pub original: bool,
    /// A JPEG of all that the rig's camera sees, its lens's distortion as it is.
    pub jpeg: Bytes,
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The message that is nearest to an instant, and the instants of which that is so.
#[derive(Clone, Debug)]
pub struct Near<T> {
    /// Its time.
    pub time: Timestamp,
    /// From here,
    pub from: Timestamp,
    /// to here.
    pub until: Timestamp,
    /// What was found.
    pub what: T,
}

/// Finds the one nearest to `time` among what comes in the order of time.
pub fn nearest<T>(
    time: Timestamp,
    all: impl IntoIterator<Item = (Timestamp, T)>,
) -> Option<Near<T>> {
    let far = |t: Timestamp| t.seconds_since(time).abs();
    let half = |a: Timestamp, b: Timestamp| Timestamp(a.0 + (b.0 - a.0) / 2);
    let mut found: Option<Near<T>> = None;
    for (t, what) in all {
        let mut from = t.plus_seconds(-NEAR_S);
        if let Some(known) = &mut found {
            if far(t) >= far(known.time) {
                known.until = known.until.min(half(known.time, t));
                break;
            }
            from = from.max(half(known.time, t));
        }
        found = Some(Near {
            time: t,
            from,
            until: t.plus_seconds(NEAR_S),
            what,
        });
    }
    found.filter(|near| far(near.time) <= NEAR_S)
}

/// The files that a recording was made from.
#[derive(Debug)]
pub struct Films {
    cameras: BTreeMap<String, Original>,
    again: Mutex<VecDeque<(Key, Bytes)>>,
}

/// Camera, number of the picture, width.
type Key = (String, u64, Option<u32>);

/// What is needed to show one camera's pictures.
#[derive(Debug)]
struct Original {
    camera: Camera,
    clock: CameraClock,
    media: v1::Media,
    /// Where the file may be, the likeliest first.
    places: Vec<PathBuf>,
    film: Mutex<Option<Film>>,
}

impl Films {
    /// As the recording says, or in the folder `elsewhere`, which goes first.
    pub fn new(
        cameras: impl Iterator<Item = (Camera, CameraClock)>,
        media: &[v1::Media],
        elsewhere: Option<&Path>,
    ) -> Films {
        let original = |(camera, clock): (Camera, CameraClock)| {
            let media = media.iter().find(|m| m.camera == camera.name)?.clone();
            let places = places(&media.path, elsewhere);
            let film = Mutex::default();
            Some((
                camera.name.clone(),
                Original {
                    camera,
                    clock,
                    media,
                    places,
                    film,
                },
            ))
        };
        Films {
            cameras: cameras.filter_map(original).collect(),
            again: Mutex::default(),
        }
    }

    /// Whether the file of that camera is known and there.
    pub fn has(&self, camera: &str) -> bool {
        (self.cameras.get(camera)).is_some_and(|c| c.places.iter().any(|p| p.exists()))
    }

    /// The picture that a view was made from, where the recording knows its file.
    ///
    /// # Errors
    /// A file that was moved, or that does not have that picture.
    pub fn picture(
        &self,
        camera: &str,
        view: &Near<u64>,
        width: Option<u32>,
    ) -> Result<Option<Bytes>> {
        let Some(original) = self.cameras.get(camera) else {
            return Ok(None);
        };
        let key = (camera.to_owned(), view.what, width);
        if let Some(known) = self.recall(&key) {
            return Ok(Some(known));
        }
        let start = original.media.start_ns.map(Timestamp);
        let wanted = Wanted {
            number: view.what,
            at_s: start.map(|start| original.clock.camera_time(view.time).seconds_since(start)),
        };
        let jpeg = original.jpeg(wanted, width);
        let jpeg = Bytes::from(jpeg.with_context(|| format!("camera \"{camera}\""))?);
        self.keep(key, jpeg.clone());
        Ok(Some(jpeg))
    }

    fn recall(&self, key: &Key) -> Option<Bytes> {
        let mut again = lock(&self.again);
        let place = again.iter().position(|(known, _)| known == key)?;
        let used = again.remove(place)?;
        let jpeg = used.1.clone();
        again.push_back(used);
        Some(jpeg)
    }

    /// Lets go of those that nobody asked for the longest.
    fn keep(&self, key: Key, jpeg: Bytes) {
        let mut again = lock(&self.again);
        again.push_back((key, jpeg));
        let mut bytes: usize = again.iter().map(|(_, jpeg)| jpeg.len()).sum();
        while bytes > AGAIN_BYTES {
            bytes -= again.pop_front().map_or(bytes, |(_, jpeg)| jpeg.len());
        }
    }
}

impl Original {
    /// One after another: a file has one place where it is read.
    fn jpeg(&self, wanted: Wanted, width: Option<u32>) -> Result<Vec<u8>> {
        let mut film = lock(&self.film);
        let open = match &mut *film {
            Some(open) => open,
            None => film.insert(self.open()?),
        };
        let mut pixels = Mat::default();
        if let Err(error) = open.read(wanted, &mut pixels) {
            // The next who asks may find the file in order again.
            *film = None;
            return Err(error);
        }
        drop(film);
        let policy = SizePolicy::from_name(&self.media.size).unwrap_or_default();
        picture::jpeg(&pixels, &self.camera, policy, width)
    }

    fn open(&self) -> Result<Film> {
        match self.places.iter().find(|p| p.exists()) {
            Some(path) => Film::open(path),
            None => bail!(
                "{}: the file that was recorded from is not there any more: say with --media FOLDER where it is now",
                self.media.path
            ),
        }
    }
}

/// In `elsewhere` under as many of its last folders as are there, then where it was.
fn places(path: &str, elsewhere: Option<&Path>) -> Vec<PathBuf> {
    let path = Path::new(path);
    let parts: Vec<_> = path.iter().skip(1).collect();
    let under = |folder: &Path| {
        let tails = (0..parts.len()).map(|from| parts[from..].iter().collect::<PathBuf>());
        tails.map(|tail| folder.join(tail)).collect::<Vec<_>>()
    };
    let mut places = elsewhere.map(under).unwrap_or_default();
    places.push(path.to_owned());
    places
}

/// The pictures that were heard live, no more of them than a number of seconds and bytes.
#[derive(Debug)]
pub struct Album {
    seconds: f64,
    bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    cameras: BTreeMap<String, VecDeque<(Timestamp, Bytes)>>,
    bytes: usize,
}

impl Album {
    /// An empty one.
    pub fn new(seconds: f64, bytes: usize) -> Album {
        Album {
            seconds,
            bytes,
            kept: Mutex::default(),
        }
    }

    /// Takes in a camera's newest picture. One that is older than the last begins anew: a replay that starts over.
    pub fn add(&self, camera: &str, time: Timestamp, jpeg: Bytes) {
        let mut kept = lock(&self.kept);
        let kept = &mut *kept;
        let pictures = kept.cameras.entry(camera.to_owned()).or_default();
        if pictures.back().is_some_and(|(last, _)| time <= *last) {
            kept.bytes -= pictures.drain(..).map(|(_, old)| old.len()).sum::<usize>();
        }
        kept.bytes += jpeg.len();
        pictures.push_back((time, jpeg));
        while let Some((first, _)) = pictures.front()
            && time.seconds_since(*first) > self.seconds
        {
            kept.bytes -= pictures.pop_front().map_or(0, |(_, old)| old.len());
        }
        while kept.bytes > self.bytes {
            let longest = kept.cameras.values_mut().max_by_key(|p| p.len());
            let Some((_, old)) = longest.and_then(VecDeque::pop_front) else {
                return;
            };
            kept.bytes -= old.len();
        }
    }

    /// Whether there are pictures of that camera.
    pub fn has(&self, camera: &str) -> bool {
        let kept = lock(&self.kept);
        kept.cameras.contains_key(camera)
    }

    /// The picture nearest to an instant.
    pub fn picture(&self, camera: &str, time: Timestamp) -> Option<Shown> {
        let kept = lock(&self.kept);
        let pictures = kept.cameras.get(camera)?;
        let from = pictures.partition_point(|(t, _)| *t < time.plus_seconds(-NEAR_S));
        let all = pictures.range(from..).map(|(t, jpeg)| (*t, jpeg.clone()));
        let mut near = nearest(time, all)?;
        // The next one is still to come: it will be as far away as the one before.
        if pictures.back().is_some_and(|(last, _)| *last == near.time)
            && let Some((before, _)) = pictures.iter().rev().nth(1)
        {
            let half = Timestamp(near.time.0 + (near.time.0 - before.0) / 2);
            near.until = near.until.min(half);
        }
        Some(Shown::recorded(near))
    }
}

impl Shown {
    /// One that came as it is.
    pub fn recorded(near: Near<Bytes>) -> Shown {
        Shown {
            time: near.time,
            from: near.from,
            until: near.until,
            original: false,
            jpeg: near.what,
        }
    }

    /// One that was made from the original file.
    pub fn made(view: &Near<u64>, jpeg: Bytes) -> Shown {
        Shown {
            time: view.time,
            from: view.from,
            until: view.until,
            original: true,
            jpeg,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const MS: i64 = 1_000_000;

    fn at(ms: i64) -> Timestamp {
        Timestamp(ms * MS)
    }

    #[test]
    fn the_nearest_one_and_how_long_it_is() {
        let all = [0, 40, 80, 3000].map(|ms| (at(ms), ms));
        let near = nearest(at(45), all).unwrap();
        assert_eq!((near.what, near.from, near.until), (40, at(20), at(60)));
        let last = nearest(at(2900), all).unwrap();
        assert_eq!(
            (last.what, last.from, last.until),
            (3000, at(2500), at(3500))
        );
        assert!(nearest(at(1000), all).is_none());
        assert!(nearest::<()>(at(0), []).is_none());
    }

    #[test]
    fn an_album_keeps_so_many_seconds_and_bytes_and_begins_anew() {
        let album = Album::new(1.0, 1000);
        let jpeg = |n: usize| Bytes::from(vec![0; n]);
        for ms in (0..3000).step_by(100) {
            album.add("a", at(ms), jpeg(10));
            album.add("b", at(ms), jpeg(80));
        }
        assert!(album.picture("a", at(1000)).is_none());
        let newest = album.picture("a", at(2910)).unwrap();
        assert_eq!((newest.time, newest.until), (at(2900), at(2950)));
        assert!(album.kept.lock().unwrap().bytes <= 1000);
        album.add("a", at(50), jpeg(10));
        assert!(album.picture("a", at(2900)).is_none());
        assert_eq!(album.picture("a", at(60)).unwrap().time, at(50));
        assert!(!album.has("c"));
    }

    #[test]
    fn a_file_that_was_moved_is_looked_for_where_it_may_be() {
        let elsewhere = Some(Path::new("/new"));
        let all = places("/old/left/video.mp4", elsewhere);
        let expected = [
            "/new/old/left/video.mp4",
            "/new/left/video.mp4",
            "/new/video.mp4",
        ];
        assert_eq!(all[..3], expected.map(PathBuf::from));
        assert_eq!(all[3], Path::new("/old/left/video.mp4"));
    }
}
