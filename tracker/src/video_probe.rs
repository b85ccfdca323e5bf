//! What a camera recorded: its files looked at once, before anything is computed with them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::{Mat, MatTraitConst};

use crate::capture::container::VideoMetadata;
use crate::capture::{FrameRate, ImageFolder, VideoFile, bgr_bytes, image_size_px};
use crate::orientation::Orientation;

/// Images that are looked at of a file that does not list its images' times.
const TIMED_IMAGES: usize = 120;
/// Pairs of images that are looked at for combs, and how many images lie between their beginnings.
const COMB_PAIRS: usize = 12;
const COMB_STEP: usize = 5;
/// A pixel that changes by this from one image to the next moves, of 255.
const MOTION_CONTRAST: i32 = 20;
/// A line that is brighter or darker than both its neighbours by this belongs to a comb.
const COMB_CONTRAST: i32 = 12;
/// An interlaced video has combs in this share of what moves …
const MIN_COMB_SHARE: f64 = 0.15;
/// … this many times as many between neighbouring lines as between those of one field, which lie further apart …
const MIN_COMB_RATIO: f64 = 1.1;
/// … and so many pixels that move.
const MIN_MOVING: u64 = 500;

/// What a camera recorded.
#[derive(Clone, Debug)]
pub struct RecordingProbe {
    /// A folder of images, or the files of one video in order.
    pub files: Vec<PathBuf>,
    /// Width and height of upright images, px.
    pub size_px: [u32; 2],
    /// How stored pixels are turned.
    pub orientation: Orientation,
    /// Images per second and whether intervals vary; `None` for folders of images.
    pub rate: Option<FrameRate>,
    /// How many images there are, as far as the files say it.
    pub images: Option<u64>,
    /// How long the recording is, s; 0 where that is not known.
    pub length_s: f64,
    /// What the first file says about itself.
    pub metadata: VideoMetadata,
    /// Whether images consist of two fields, by what the file says or by what they look like.
    pub is_interlaced: bool,
    /// What is odd, in words that name the file.
    pub notes: Vec<String>,
}

/// Looks at the files of one camera.
///
/// # Errors
/// A file that cannot be read, or whose images have another size than those of the first.
pub fn probe_recording(files: &[PathBuf]) -> Result<RecordingProbe> {
    let first = files.first().context("there is no file")?;
    if first.is_dir() {
        return probe_folder(first);
    }
    let mut probe = probe_video(first)?;
    for file in &files[1..] {
        let chapter = probe_video(file)?;
        ensure!(
            chapter.size_px == probe.size_px,
            "{}: its images are {} px, those of {} {} px: they are not chapters of one recording",
            file.display(),
            size_text(chapter.size_px),
            first.display(),
            size_text(probe.size_px)
        );
        probe.images = probe.images.zip(chapter.images).map(|(a, b)| a + b);
        probe.length_s += chapter.length_s;
        probe.is_interlaced |= chapter.is_interlaced;
        probe.notes.extend(chapter.notes);
    }
    probe.files = files.to_vec();
    Ok(probe)
}

/// `1920×1080`.
pub fn size_text([w, h]: [u32; 2]) -> String {
    format!("{w}×{h}")
}

fn probe_folder(path: &Path) -> Result<RecordingProbe> {
    let folder = ImageFolder::open(path)?;
    let image = folder.read(&folder.files[0])?;
    Ok(RecordingProbe {
        files: vec![path.to_owned()],
        size_px: image_size_px(&image),
        orientation: folder.orientation,
        rate: None,
        images: Some(folder.files.len() as u64),
        length_s: 0.0,
        metadata: VideoMetadata::default(),
        is_interlaced: false,
        notes: Vec::new(),
    })
}

fn probe_video(path: &Path) -> Result<RecordingProbe> {
    let mut video = VideoFile::open(path, Orientation::default())?;
    let mut size_px = None;
    let (mut times_s, mut combs) = (Vec::new(), Combs::default());
    let mut before = Mat::default();
    while times_s.len() < TIMED_IMAGES
        && let Some(time_s) = video.grab()?
    {
        let in_pair = times_s.len() % COMB_STEP;
        if in_pair < 2 && times_s.len() < COMB_STEP * COMB_PAIRS {
            let mut image = Mat::default();
            video.retrieve(&mut image)?;
            size_px.get_or_insert(image_size_px(&image));
            if in_pair == 1 {
                combs.add(&before, &image, video.orientation())?;
            }
            before = image;
        }
        times_s.push(time_s);
    }
    let Some(size_px) = size_px else {
        bail!("{}: has no image that can be decoded", path.display());
    };
    let listed = video.listed_times_s();
    let rate = match listed.len() {
        0 | 1 => FrameRate::of(&times_s),
        _ => FrameRate::of(listed),
    };
    let metadata = video.metadata().clone();
    let name = path.display();
    let mut notes: Vec<String> = (metadata.notes.iter())
        .map(|note| format!("{name}: {note}"))
        .collect();
    if metadata.is_truncated {
        notes.push(format!("{name}: it is cut short"));
    }
    tracing::debug!("{name}: {combs:?}");
    let is_interlaced = metadata.is_interlaced == Some(true) || combs.are_interlaced();
    if is_interlaced {
        notes.push(format!(
            "{name}: it is interlaced: what moves is combed and found less well; deinterlace it, or record progressive"
        ));
    }
    let images = video.declared_images();
    let by_count = images.zip(rate).map(|(n, rate)| n as f64 / rate.rate_hz);
    let by_times = match listed {
        [] => None,
        _ => metadata.end_s.map(|end_s| end_s - metadata.first_image_s),
    };
    Ok(RecordingProbe {
        files: vec![path.to_owned()],
        size_px,
        orientation: video.orientation(),
        rate,
        images,
        length_s: by_times.or(by_count).unwrap_or(0.0),
        is_interlaced,
        metadata,
        notes,
    })
}

/// Pixels that move, and those of them that stand out of both neighbours among stored lines.
#[derive(Debug, Default)]
struct Combs {
    moving: u64,
    /// Out of the next lines, and out of the next lines of the same field.
    standing_out: [u64; 2],
}

impl Combs {
    /// Looks at an image and the one before it.
    fn add(&mut self, before: &Mat, image: &Mat, orientation: Orientation) -> Result<()> {
        if image_size_px(before) != image_size_px(image) {
            return Ok(());
        }
        let (bytes, stride) = bgr_bytes(image)?;
        let (bytes_before, _) = bgr_bytes(before)?;
        let [w, h] = [image.cols(), image.rows()].map(|n| usize::try_from(n).unwrap_or(0));
        // Stored lines are columns of an image that was turned by a quarter.
        let (lines, along, line_step, along_step) = match orientation.turn_deg() % 180 {
            0 => (h, w, stride, 3),
            _ => (w, h, 3, stride),
        };
        for line in 2..lines.saturating_sub(2) {
            for i in 0..along {
                // Green stands for brightness.
                let at = line * line_step + i * along_step + 1;
                let here = i32::from(bytes[at]);
                if (here - i32::from(bytes_before[at])).abs() < MOTION_CONTRAST {
                    continue;
                }
                self.moving += 1;
                for (count, far) in self.standing_out.iter_mut().zip([1, 2]) {
                    let above = here - i32::from(bytes[at - far * line_step]);
                    let below = here - i32::from(bytes[at + far * line_step]);
                    let stands_out = above.abs().min(below.abs()) > COMB_CONTRAST;
                    *count += u64::from(stands_out && above.signum() == below.signum());
                }
            }
        }
        Ok(())
    }

    fn are_interlaced(&self) -> bool {
        let [next, same_field] = self.standing_out.map(|n| n as f64);
        self.moving > MIN_MOVING
            && next > MIN_COMB_SHARE * self.moving as f64
            && next > MIN_COMB_RATIO * same_field
    }
}
