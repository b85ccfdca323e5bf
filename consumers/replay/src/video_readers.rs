//! Images of the media that a recording was made from, and a cache of decoded ones.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use trackside_calibration::{Camera, CameraClock, SizePolicy};
use trackside_schema::Timestamp;
use trackside_schema::wire::v1;

use crate::media::{ImageReader, ImageRequest, MediaFiles, OpenMedia};
use crate::served_image::Nearest;

/// Maximum memory of the cache of decoded images, bytes.
const CACHE_BYTES: usize = 64 << 20;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The media that a recording was made from, by camera.
pub struct VideoReaders {
    cameras: BTreeMap<String, CameraMedium>,
    cache: ImageCache,
}

/// One camera's medium.
struct CameraMedium {
    camera: Camera,
    clock: CameraClock,
    media: v1::Media,
    /// Where each of its files may be, the likeliest first.
    candidates: Vec<Vec<PathBuf>>,
    open: OpenMedia,
    reader: Mutex<Option<Box<dyn ImageReader>>>,
}

impl VideoReaders {
    /// As the recording says, or in the folder `moved_to`, which goes first.
    pub fn new(
        cameras: impl Iterator<Item = (Camera, CameraClock)>,
        media: &[v1::Media],
        moved_to: Option<&Path>,
        open: OpenMedia,
    ) -> VideoReaders {
        let medium = |(camera, clock): (Camera, CameraClock)| {
            let media = media.iter().find(|m| m.camera == camera.name)?.clone();
            let medium = CameraMedium {
                clock,
                candidates: std::iter::once(&media.path)
                    .chain(&media.chapters)
                    .map(|path| candidate_paths(path, moved_to))
                    .collect(),
                media,
                open,
                reader: Mutex::default(),
                camera,
            };
            Some((medium.camera.name.clone(), medium))
        };
        VideoReaders {
            cameras: cameras.filter_map(medium).collect(),
            cache: ImageCache::default(),
        }
    }

    /// Whether the recording names the medium of that camera and it exists.
    pub fn has_images(&self, camera: &str) -> bool {
        let is_there = |paths: &Vec<PathBuf>| paths.iter().any(|p| p.exists());
        (self.cameras.get(camera)).is_some_and(|c| c.candidates.iter().all(is_there))
    }

    /// The image that a view was made from, as a JPEG; `None` where the recording does not name the camera's medium.
    ///
    /// # Errors
    /// A medium that was moved, or that does not have that image.
    pub fn image(
        &self,
        camera: &str,
        view: &Nearest<u64>,
        width: Option<u32>,
    ) -> Result<Option<Bytes>> {
        let Some(medium) = self.cameras.get(camera) else {
            return Ok(None);
        };
        let key = (camera.to_owned(), view.item, width);
        if let Some(jpeg) = self.cache.get(&key) {
            return Ok(Some(jpeg));
        }
        let start = medium.media.start_ns.map(Timestamp);
        let image = ImageRequest {
            frame_index: view.item,
            time_s: start.map(|start| medium.clock.camera_time(view.time).seconds_since(start)),
        };
        let jpeg = medium.read_jpeg(image, width);
        let jpeg = Bytes::from(jpeg.with_context(|| format!("camera \"{camera}\""))?);
        self.cache.insert(key, jpeg.clone());
        Ok(Some(jpeg))
    }
}

impl CameraMedium {
    /// One image after another: a medium has one position where it is read.
    fn read_jpeg(&self, image: ImageRequest, width: Option<u32>) -> Result<Vec<u8>> {
        let mut reader = lock(&self.reader);
        let open = match &mut *reader {
            Some(open) => open,
            None => reader.insert(self.open()?),
        };
        let jpeg = open.read_jpeg(image, width);
        if jpeg.is_err() {
            // The next request may find the medium in order again.
            *reader = None;
        }
        jpeg
    }

    fn open(&self) -> Result<Box<dyn ImageReader>> {
        let mut paths = Vec::new();
        for candidates in &self.candidates {
            match candidates.iter().find(|p| p.exists()) {
                Some(path) => paths.push(path.clone()),
                None => bail!(
                    "{}: the file that was recorded from does not exist any more: name its new folder with --media FOLDER",
                    candidates
                        .last()
                        .map_or(&*self.media.path, |p| p.to_str().unwrap_or_default())
                ),
            }
        }
        let files = MediaFiles {
            paths,
            turn_deg: self.media.turn,
            size: SizePolicy::from_name(&self.media.size).unwrap_or_default(),
        };
        (self.open)(&files, &self.camera)
    }
}

/// In `moved_to` under as many of its last folders as are there, then where it was.
fn candidate_paths(path: &str, moved_to: Option<&Path>) -> Vec<PathBuf> {
    let path = Path::new(path);
    let parts: Vec<_> = path.iter().skip(1).collect();
    let under = |folder: &Path| {
        let tails = (0..parts.len()).map(|from| parts[from..].iter().collect::<PathBuf>());
        tails.map(|tail| folder.join(tail)).collect::<Vec<_>>()
    };
    let mut candidates = moved_to.map(under).unwrap_or_default();
    candidates.push(path.to_owned());
    candidates
}

/// Camera, number of the image, width.
type CacheKey = (String, u64, Option<u32>);

/// Decoded images, the least recently used first.
#[derive(Debug, Default)]
struct ImageCache {
    images: Mutex<VecDeque<(CacheKey, Bytes)>>,
}

impl ImageCache {
    fn get(&self, key: &CacheKey) -> Option<Bytes> {
        let mut images = lock(&self.images);
        let index = images.iter().position(|(cached, _)| cached == key)?;
        let used = images.remove(index)?;
        let jpeg = used.1.clone();
        images.push_back(used);
        Some(jpeg)
    }

    /// Adds an image, and evicts the least recently used ones.
    fn insert(&self, key: CacheKey, jpeg: Bytes) {
        let mut images = lock(&self.images);
        images.push_back((key, jpeg));
        let mut bytes: usize = images.iter().map(|(_, jpeg)| jpeg.len()).sum();
        while bytes > CACHE_BYTES {
            bytes -= images.pop_front().map_or(bytes, |(_, jpeg)| jpeg.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_medium_that_was_moved_is_looked_for_under_every_tail_of_its_path() {
        let candidates = candidate_paths("/old/left/video.mp4", Some(Path::new("/new")));
        let expected = [
            "/new/old/left/video.mp4",
            "/new/left/video.mp4",
            "/new/video.mp4",
        ];
        assert_eq!(candidates[..3], expected.map(PathBuf::from));
        assert_eq!(candidates[3], Path::new("/old/left/video.mp4"));
    }
}
