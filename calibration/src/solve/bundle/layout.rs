//! The order of the parameters of a bundle adjustment, and of the blocks of its normal equations.

use super::problem::{BundleProblem, CameraBlock, FreeFocal, PointBlock};

/// The components of a camera: rotation about its centre (3), translation along its axes (3), clock offset and drift,
/// fx fy cx cy, eight distortion coefficients.
pub(in crate::solve) const CAMERA_COMPONENTS: usize = 20;
/// The component of the clock's offset, and of its drift.
pub(in crate::solve) const CLOCK_OFFSET: usize = 6;
pub(in crate::solve) const CLOCK_DRIFT: usize = 7;
/// The first component of the intrinsics.
pub(in crate::solve) const INTRINSICS: usize = 8;
/// The first distortion coefficient.
const DISTORTION: usize = INTRINSICS + 4;

/// A parameter of a camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::solve) enum CameraParameter {
    /// One of its components.
    Component(usize),
    /// The logarithm of a factor of both focal lengths.
    LogFocal,
}

fn camera_parameters(block: &CameraBlock) -> Vec<CameraParameter> {
    let free = block.free;
    let mut all = Vec::new();
    let mut add =
        |components: std::ops::Range<usize>| all.extend(components.map(CameraParameter::Component));
    if free.pose {
        add(0..6);
    }
    if free.clock_offset {
        add(CLOCK_OFFSET..CLOCK_OFFSET + 1);
    }
    if free.clock_drift {
        add(CLOCK_DRIFT..CLOCK_DRIFT + 1);
    }
    if free.focal == FreeFocal::Separate {
        add(INTRINSICS..INTRINSICS + 2);
    }
    if free.principal_point {
        add(INTRINSICS + 2..INTRINSICS + 4);
    }
    let coefficients = match block.camera.distortion {
        crate::Distortion::BrownConrady(k) => k.len(),
        crate::Distortion::Fisheye(k) => k.len(),
    };
    add(DISTORTION..DISTORTION + free.distortion.min(coefficients));
    if free.focal == FreeFocal::Common {
        all.push(CameraParameter::LogFocal);
    }
    all
}

/// The observations of one point by one camera.
#[derive(Clone, Copy, Debug)]
pub(in crate::solve) struct ObservationGroup {
    pub camera: usize,
    /// The range in [`ParameterLayout::order`].
    pub observations: [usize; 2],
    /// Where its block of W begins.
    pub w: usize,
}

/// The numbers that the blocks of the normal equations have.
#[derive(Clone, Copy, Debug)]
pub(in crate::solve) struct BlockSizes {
    /// Of W.
    pub w: usize,
    /// Of the points' parameters.
    pub points: usize,
    /// Of V.
    pub v: usize,
}

/// Where each parameter stands. It does not change during an adjustment.
#[derive(Clone, Debug)]
pub(in crate::solve) struct ParameterLayout {
    /// By camera.
    pub parameters: Vec<Vec<CameraParameter>>,
    /// By camera, the first of its parameters among those of all cameras.
    pub first_parameter: Vec<usize>,
    /// The number of all cameras' parameters.
    pub camera_parameters: usize,
    /// Observations by point, then by camera.
    pub order: Vec<usize>,
    pub groups: Vec<ObservationGroup>,
    /// By point, the range of its groups.
    pub groups_of_point: Vec<[usize; 2]>,
    /// By point, the first of its parameters.
    pub point_parameters: Vec<usize>,
    /// By point, where its block of V begins.
    pub v_blocks: Vec<usize>,
    pub sizes: BlockSizes,
}

impl ParameterLayout {
    pub fn of(problem: &BundleProblem) -> ParameterLayout {
        let parameters: Vec<_> = problem.cameras.iter().map(camera_parameters).collect();
        let mut camera_parameters = 0;
        let first_parameter = offsets(parameters.iter().map(Vec::len), &mut camera_parameters);
        let mut order: Vec<usize> = (0..problem.observations.len()).collect();
        order.sort_by_key(|&i| {
            let o = &problem.observations[i];
            (o.point, o.camera)
        });
        let mut groups: Vec<ObservationGroup> = Vec::new();
        let mut groups_of_point = vec![[0, 0]; problem.points.len()];
        let (mut w, mut last) = (0, None);
        for (index, &i) in order.iter().enumerate() {
            let o = &problem.observations[i];
            if last != Some((o.point, o.camera)) {
                if last.map(|l| l.0) != Some(o.point) {
                    groups_of_point[o.point] = [groups.len(), groups.len()];
                }
                groups.push(ObservationGroup {
                    camera: o.camera,
                    observations: [index, index],
                    w,
                });
                w += parameters[o.camera].len() * problem.points[o.point].parameter_count();
                groups_of_point[o.point][1] = groups.len();
                last = Some((o.point, o.camera));
            }
            if let Some(group) = groups.last_mut() {
                group.observations[1] = index + 1;
            }
        }
        let (mut points, mut v) = (0, 0);
        let count = |p: &PointBlock| p.parameter_count();
        let point_parameters = offsets(problem.points.iter().map(count), &mut points);
        let v_blocks = offsets(problem.points.iter().map(|p| count(p).pow(2)), &mut v);
        ParameterLayout {
            parameters,
            first_parameter,
            camera_parameters,
            order,
            groups,
            groups_of_point,
            point_parameters,
            v_blocks,
            sizes: BlockSizes { w, points, v },
        }
    }

    pub fn groups_of(&self, point: usize) -> &[ObservationGroup] {
        let [from, to] = self.groups_of_point[point];
        &self.groups[from..to]
    }

    pub fn point_count(&self) -> usize {
        self.point_parameters.len()
    }

    /// The number of parameters of a point.
    pub fn parameters_of_point(&self, point: usize) -> usize {
        self.point_parameters
            .get(point + 1)
            .unwrap_or(&self.sizes.points)
            - self.point_parameters[point]
    }
}

/// The offset of each block when blocks of these lengths follow each other; the sum goes to `total`.
fn offsets(lengths: impl Iterator<Item = usize>, total: &mut usize) -> Vec<usize> {
    lengths
        .map(|n| {
            let at = *total;
            *total += n;
            at
        })
        .collect()
}
