//! What a camera of a venue gives: images, or views that were detected before.

use anyhow::{Context, Result, ensure};
use trackside_evaluation::case::{self, JointSetMap};
use trackside_schema::View;

use super::image_source::ImageSource;
use super::image_times::nominal_rate_hz;
use super::synthetic_camera::synthetic_views;
use crate::venue::{MediaSource, Venue, VenueCamera};

/// Whether images or recorded detections are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum InputKind {
    /// Images, observed by the networks of `[models]`.
    #[default]
    Video,
    /// Detections that were made of the images before.
    Detections,
}

/// What a camera gives.
#[derive(Debug)]
pub enum CameraSource {
    /// Images, to be observed.
    Images(Box<ImageSource>),
    /// Views.
    Views(std::vec::IntoIter<View>),
}

impl CameraSource {
    /// Opens what the venue names for a camera.
    ///
    /// # Errors
    /// Media that are not there or cannot be read, naming the camera and the file.
    pub fn open(venue: &Venue, camera: &VenueCamera, input: InputKind) -> Result<CameraSource> {
        let opened = match input {
            InputKind::Video => {
                let clock = venue.rig.clock(camera.id);
                ImageSource::open(camera, venue.start, venue.rate_hz, clock)
                    .map(|images| CameraSource::Images(Box::new(images)))
            }
            InputKind::Detections => {
                read_views(venue, camera).map(|views| CameraSource::Views(views.into_iter()))
            }
        };
        opened.with_context(|| format!("camera \"{}\"", camera.name))
    }

    /// Images per second, where it is known.
    pub fn rate_hz(&self) -> Option<f64> {
        match self {
            CameraSource::Images(images) => images.rate_hz(),
            CameraSource::Views(views) => rate_of_views_hz(views.as_slice()),
        }
    }

    /// How many images or views are expected, where it is known.
    pub fn expected(&self) -> Option<u64> {
        match self {
            CameraSource::Images(images) => images.expected(),
            CameraSource::Views(views) => Some(views.as_slice().len() as u64),
        }
    }
}

/// Frame sets per second: the venue's, else the rate of its fastest camera.
///
/// # Errors
/// Neither is known.
pub fn frame_set_rate_hz<'a>(
    venue: &Venue,
    sources: impl Iterator<Item = &'a CameraSource>,
) -> Result<f64> {
    let fastest = sources.filter_map(CameraSource::rate_hz).reduce(f64::max);
    venue.rate_hz.or(fastest).with_context(|| {
        format!(
            "{}: no camera says how many images a second it gives: set rate_hz",
            venue.path.display()
        )
    })
}

fn read_views(venue: &Venue, camera: &VenueCamera) -> Result<Vec<View>> {
    if let Some(MediaSource::Synthetic(world)) = &camera.source {
        return Ok(synthetic_views(world, camera.id));
    }
    let path = camera
        .detections
        .as_ref()
        .context("the venue file names no `detections` for it")?;
    // Detections of a ball alone have no joints.
    let no_joints = JointSetMap::from_names::<&str>(&[]);
    let set = venue.joint_set.as_ref().unwrap_or(&no_joints);
    let calibrated = venue
        .rig
        .camera(camera.id)
        .context("a venue's cameras are its rig's")?;
    let mut views = case::read_views(path, camera.id, calibrated, set)?;
    ensure!(
        !views.is_empty(),
        "{}: there is nothing in it",
        path.display()
    );
    let start = venue.start.plus_seconds(camera.offset_s);
    for view in &mut views {
        let time = &mut view.stamp.mid_exposure;
        time.0 = time.0.saturating_add(start.0);
        *time = venue.rig.clock(camera.id).rig_time(*time);
    }
    Ok(views)
}

fn rate_of_views_hz(views: &[View]) -> Option<f64> {
    let (first, last) = (views.first()?, views.last()?);
    let seconds = last
        .stamp
        .mid_exposure
        .seconds_since(first.stamp.mid_exposure);
    let images = last.frame_index - first.frame_index;
    (seconds > 0.0).then(|| nominal_rate_hz(images as f64 / seconds))
}
