//! How many images a second this host processes.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::CameraInput;
use crate::camera_worker::CameraWorker;
use crate::capture::{CameraSource, DecodedImage, ImageSource, ReadOutcome};

/// Reads and observes the images of these cameras for `duration`, all cameras at once; returns images per second.
///
/// # Errors
/// Cameras without images or without networks; a network that does not run.
pub fn measure_images_per_s(cameras: Vec<CameraInput>, duration: Duration) -> Result<f64> {
    let mut observed = Vec::new();
    for camera in cameras {
        let CameraSource::Images(source) = camera.source else {
            bail!("a camera has no images");
        };
        observed.push((source, camera.worker.context("a camera has no networks")?));
    }
    let (images, ready) = (AtomicU64::new(0), Barrier::new(observed.len()));
    let observe = |(mut source, mut worker): (Box<ImageSource>, CameraWorker)| -> Result<Duration> {
        let mut image = DecodedImage::default();
        let mut next = || -> Result<bool> {
            let is_there = source.read(&mut image, &|| false) == ReadOutcome::Image;
            is_there
                .then(|| worker.observe(&image))
                .transpose()
                .map(|view| view.is_some())
        };
        // The first image is slower than all others: sessions open, memory is taken.
        let warmed_up = next();
        ready.wait();
        warmed_up?;
        let began = Instant::now();
        while began.elapsed() < duration && next()? {
            images.fetch_add(1, Ordering::Relaxed);
        }
        Ok(began.elapsed())
    };
    let slowest = thread::scope(|scope| -> Result<Duration> {
        let threads: Vec<_> = observed
            .into_iter()
            .map(|c| scope.spawn(|| observe(c)))
            .collect();
        let mut slowest = Duration::ZERO;
        for thread in threads {
            match thread.join() {
                Ok(took) => slowest = slowest.max(took?),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(slowest)
    })?;
    Ok(images.into_inner() as f64 / slowest.as_secs_f64().max(1e-3))
}
