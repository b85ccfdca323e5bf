//! A board on the floor as landmarks: it defines the world.

use nalgebra::Vector3;

use super::board::BoardDetection;
use super::landmarks::{Landmark, LandmarkGeometry, LandmarkPixel};

/// The accuracy of a detected corner, px: it is interpolated, not picked by hand.
const CORNER_SIGMA_PX: f64 = 0.3;
/// The accuracy of a printed corner, m.
const CORNER_SIGMA_M: f64 = 0.0005;

/// The corners of a board on the floor, from the indices of cameras and the detections in their images. The world's origin is the
/// board's first corner, x runs along its width, and z is up.
pub fn floor_board_landmarks(detections: Vec<(usize, BoardDetection)>) -> Vec<Landmark> {
    let mut corners: Vec<Landmark> = Vec::new();
    for (camera, detection) in detections {
        for (corner, at) in detection.corners {
            // A board's y runs down, so that its z points into the floor.
            let p_in_world = Vector3::new(corner.x, -corner.y, 0.0);
            let geometry = LandmarkGeometry::Point(p_in_world);
            let pixel = LandmarkPixel {
                camera,
                at,
                sigma_px: CORNER_SIGMA_PX,
            };
            match corners.iter_mut().find(|c| c.geometry == geometry) {
                Some(landmark) => landmark.pixels.push(pixel),
                None => corners.push(Landmark {
                    name: format!("board {:.3} {:.3}", p_in_world.x, p_in_world.y),
                    geometry,
                    sigma_m: CORNER_SIGMA_M,
                    pixels: vec![pixel],
                }),
            }
        }
    }
    corners
}
