//! Gauge freedoms: motions of a whole bundle problem that leave all reprojection errors unchanged.

use nalgebra::{DVector, Vector3};

use super::layout::{
    CAMERA_COMPONENTS, CLOCK_DRIFT, CLOCK_OFFSET, CameraParameter, INTRINSICS, ParameterLayout,
};
use super::normal_equations::NormalEquations;
use super::priors;
use super::problem::BundleProblem;

/// A direction counts as fixed when its information exceeds this: known to better than 1 km, rad or s.
const MIN_INFORMATION: f64 = 1e-6;

/// A direction in which a whole problem can move: rotation, scale and translation about `pivot`, clock offset and drift.
pub(super) struct GaugeDirections {
    pivot: Vector3<f64>,
    rotation: Vector3<f64>,
    translation: Vector3<f64>,
    scale: f64,
    clock_offset: f64,
    clock_drift: f64,
}

impl GaugeDirections {
    /// Three translations, three rotations, scale, time and its rate.
    pub fn all(problem: &BundleProblem) -> Vec<GaugeDirections> {
        let centres = problem.cameras.iter().map(|c| c.camera.centre().0.coords);
        let pivot = centres.sum::<Vector3<f64>>() / problem.cameras.len().max(1) as f64;
        let none = || GaugeDirections {
            pivot,
            rotation: Vector3::zeros(),
            translation: Vector3::zeros(),
            scale: 0.0,
            clock_offset: 0.0,
            clock_drift: 0.0,
        };
        let mut all = Vec::new();
        for axis in [Vector3::x(), Vector3::y(), Vector3::z()] {
            all.push(GaugeDirections {
                translation: axis,
                ..none()
            });
            all.push(GaugeDirections {
                rotation: axis,
                ..none()
            });
        }
        all.push(GaugeDirections {
            scale: 1.0,
            ..none()
        });
        all.push(GaugeDirections {
            clock_offset: 1.0,
            ..none()
        });
        all.push(GaugeDirections {
            clock_drift: 1.0,
            ..none()
        });
        all
    }

    /// How a point of the world moves.
    fn displacement(&self, p: &Vector3<f64>) -> Vector3<f64> {
        self.rotation.cross(&(p - self.pivot)) + self.translation + self.scale * (p - self.pivot)
    }

    /// How all components of a camera change.
    fn components(&self, problem: &BundleProblem, camera: usize) -> [f64; CAMERA_COMPONENTS] {
        let camera = &problem.cameras[camera].camera;
        let r = camera.cam_from_world.rotation;
        // The centre moves by −Rᵀ t.
        let (rotation, translation) = (
            -(r * self.rotation),
            -(r * self.displacement(&camera.centre().0.coords)),
        );
        let mut components = [0.0; CAMERA_COMPONENTS];
        components[..3].copy_from_slice(rotation.as_slice());
        components[3..6].copy_from_slice(translation.as_slice());
        components[CLOCK_OFFSET] = self.clock_offset;
        components[CLOCK_DRIFT] = self.clock_drift;
        components
    }

    /// The direction in the parameters of all cameras.
    pub fn in_parameters(&self, problem: &BundleProblem, layout: &ParameterLayout) -> DVector<f64> {
        let mut direction = DVector::zeros(layout.camera_parameters);
        for camera in 0..problem.cameras.len() {
            let components = self.components(problem, camera);
            for (a, parameter) in layout.parameters[camera].iter().enumerate() {
                if let CameraParameter::Component(n) = parameter {
                    direction[layout.first_parameter[camera] + a] = components[*n];
                }
            }
        }
        direction
    }

    /// Whether a fixed camera, a fixed point, or a prior holds it.
    pub fn is_fixed(&self, problem: &BundleProblem, layout: &ParameterLayout) -> bool {
        let is_held = |i: usize| {
            let parameters = &layout.parameters[i];
            let components = self.components(problem, i);
            (0..INTRINSICS).any(|n| {
                components[n] != 0.0 && !parameters.contains(&CameraParameter::Component(n))
            })
        };
        if (0..problem.cameras.len()).any(is_held) {
            return true;
        }
        let mut priors_alone = NormalEquations::new(layout);
        priors::add_cameras(problem, layout, &mut priors_alone, false);
        priors_alone.u.fill_lower_triangle_with_upper_triangle();
        let d = self.in_parameters(problem, layout);
        let mut information = d.dot(&(&priors_alone.u * &d));
        for point in &problem.points {
            let by = self.displacement(&point.state[0]);
            match point.prior {
                _ if point.is_fixed && by.norm() > 0.0 => return true,
                Some((_, prior)) => information += by.dot(&(prior * by)),
                None => {}
            }
        }
        information > MIN_INFORMATION
    }
}
