//! How far a camera was turned, by the background of its pictures.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;
use std::time::Instant;

use nalgebra::{UnitQuaternion, Vector3};
use opencv::core::{Mat, Scalar};
use opencv::prelude::*;
use trackside_calibration::solve::background::Background;
use trackside_datasets::render::{NOBODY, Painter, Renderer};
use trackside_datasets::world::{World, WorldFile};
use trackside_schema::{Timestamp, Turn};

/// Asked: 0.03°.
const WITHIN_RAD: f64 = 5.2e-4;

fn turned(deg: [f64; 3]) -> UnitQuaternion<f64> {
    UnitQuaternion::from_scaled_axis(Vector3::from(deg.map(f64::to_radians)))
}

/// How far what is said is from the truth, rad.
fn off(said: &Turn, truth: &UnitQuaternion<f64>) -> f64 {
    let said = Vector3::from(said.by_rad.map(f64::from));
    UnitQuaternion::from_scaled_axis(said).angle_to(truth)
}

/// Looks at pictures a fifth of a second apart.
struct Looker(Background, i64);

impl Looker {
    fn look(&mut self, picture: &Mat) -> Option<Turn> {
        self.1 += 200_000_000;
        self.0.look(picture, Timestamp(self.1), &[]).unwrap()
    }
}

fn world(venue: &str) -> Arc<World> {
    let file = WorldFile::open(venue, &[]).unwrap();
    Arc::new(World::new(&file, 900_001).unwrap())
}

fn painted(painter: &mut Painter, at_s: f64) -> Mat {
    let [w, h] = painter.size_px();
    let mut picture = Mat::new_rows_cols_with_default(
        h as i32,
        w as i32,
        opencv::core::CV_8UC3,
        Scalar::default(),
    )
    .unwrap();
    let image = (at_s * 1e3) as u64;
    painter.paint(at_s, image, picture.data_bytes_mut().unwrap());
    picture
}

/// The picture times `gain`, plus `more`.
fn lit(picture: &Mat, gain: f64, more: f64) -> Mat {
    let mut other = Mat::default();
    picture.convert_to(&mut other, -1, gain, more).unwrap();
    other
}

/// Two cameras of a hall with players whom nobody detects, and two of a track where nobody is.
#[test]
fn a_bump_is_measured_with_athletes_and_without() {
    let bumps = [
        [0.18, 0.24, 0.0],
        [-0.2, 0.4, 0.2],
        [0.6, -0.75, 0.3],
        [1.5, 2.5, -0.6],
    ];
    for (venue, cameras) in [("basketball", [0, 2]), ("sprint", [4, 5])] {
        let world = world(venue);
        let mut painters = Renderer::new(&world, 900_001, 2).unwrap().into_painters();
        for camera in cameras {
            let truth = world.cameras()[camera].camera.clone();
            let painter = &mut painters[camera];
            let mut looker = Looker(Background::new(truth.clone()).unwrap(), 0);
            assert_eq!(looker.look(&painted(painter, 0.0)), None);
            let mut who = vec![0; painter.size_px().into_iter().product()];
            painter.segment(0.5, &mut who);
            let share = who.iter().filter(|w| **w != NOBODY).count() as f64 / who.len() as f64;
            assert_eq!(share > 0.0, venue == "basketball");
            let mut took_s = f64::MAX;
            for i in 1..8 {
                let picture = painted(painter, 0.2 * f64::from(i));
                // Lamps go out, one after the other.
                let picture = lit(&picture, 1.0 - 0.05 * f64::from(i), 2.0 * f64::from(i));
                let began = Instant::now();
                let said = looker.look(&picture).unwrap();
                took_s = began.elapsed().as_secs_f64().min(took_s);
                let still = off(&said, &UnitQuaternion::identity());
                assert!(still < 0.2 * WITHIN_RAD, "camera {camera}: {said:?}");
            }
            println!(
                "camera {camera}, {venue}: {:.2} ms for the quickest look",
                1e3 * took_s
            );
            for (i, deg) in bumps.into_iter().enumerate() {
                let mut bumped = truth.clone();
                bumped.cam_from_world = turned(deg) * truth.cam_from_world;
                painter.lead(&bumped);
                let picture = painted(painter, 2.0 + 0.2 * i as f64);
                let began = Instant::now();
                let said = looker.look(&picture).unwrap();
                let took_s = began.elapsed().as_secs_f64();
                let off = off(&said, &turned(deg));
                println!(
                    "  {deg:?}: off by {:.4}°, said to {:.4}°, {} of {} tiles, {:.1} ms",
                    off.to_degrees(),
                    f64::from(said.sigma_rad[0]).to_degrees(),
                    said.agree,
                    said.compared,
                    1e3 * took_s
                );
                assert!(off < WITHIN_RAD, "camera {camera}, {deg:?}: {said:?}");
            }
        }
    }
}
