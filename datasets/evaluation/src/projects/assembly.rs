//! From what a reader found, by the names of its files, to a project by the rig's cameras.

use std::collections::BTreeMap;
use std::path::PathBuf;

use trackside_calibration::Rig;

use super::camera_matching::match_cameras;
use super::joint_layouts::{JointLayout, layout_of_25};
use super::joint_names::joint_named;
use super::people::CameraPeople;
use super::plausibility;
use super::recording::{Coordinates, ImagePeople, ProjectOptions, RecordedCamera, RecordedProject};
use crate::CaseError;
use crate::case::JointNames;

/// The fewest joints with known names that make a person.
const MIN_NAMED_JOINTS: usize = 4;

/// What a reader found.
pub(super) struct Parts {
    pub(super) calibration: PathBuf,
    pub(super) rig: Rig,
    /// By name: a video or a folder of images each.
    pub(super) videos: Vec<(String, PathBuf)>,
    /// By name: one camera's people each, and where they were read from.
    pub(super) people: Vec<(String, PathBuf, CameraPeople)>,
    /// The folder that people are in, for errors.
    pub(super) people_folder: PathBuf,
    /// The order of joints that the project's settings name.
    pub(super) layout: Option<JointLayout>,
    /// As [`RecordedCamera::images_ahead`], by the name in [`Parts::people`].
    pub(super) images_ahead: BTreeMap<String, i64>,
    /// As [`RecordedCamera::times_s`], by the name in [`Parts::people`] or [`Parts::videos`].
    pub(super) times_s: BTreeMap<String, BTreeMap<u64, f64>>,
    pub(super) rate_hz: Option<f64>,
    pub(super) notes: Vec<String>,
}

impl Parts {
    pub(super) fn new(calibration: PathBuf, rig: Rig) -> Parts {
        Parts {
            people_folder: calibration.clone(),
            calibration,
            rig,
            videos: Vec::new(),
            people: Vec::new(),
            layout: None,
            images_ahead: BTreeMap::new(),
            times_s: BTreeMap::new(),
            rate_hz: None,
            notes: Vec::new(),
        }
    }

    /// Puts everything to its camera, settles the order of the joints, and checks what was read.
    pub(super) fn assemble(
        mut self,
        options: ProjectOptions<'_>,
    ) -> Result<RecordedProject, CaseError> {
        if options.without_people {
            self.people.clear();
        }
        let mut cameras = vec![RecordedCamera::default(); self.rig.cameras().len()];
        let places = match_cameras(&self.rig, &self.videos, &mut self.notes)?;
        for (place, (name, video)) in places.into_iter().zip(&self.videos) {
            cameras[place].video = Some(video.clone());
            cameras[place].times_s = self.times_s.get(name).cloned().unwrap_or_default();
        }
        let found: Vec<_> = self
            .people
            .iter()
            .map(|p| (p.0.clone(), p.1.clone()))
            .collect();
        let places = match_cameras(&self.rig, &found, &mut self.notes)?;
        let joints = self.joints(options)?;
        for (place, (name, path, people)) in places.into_iter().zip(self.people) {
            let size_px = self.rig.cameras()[place].size_px;
            let camera = &mut cameras[place];
            camera.people_from = Some(path);
            let images_ahead = self.images_ahead.get(&name).copied().unwrap_or(0);
            if let Some(times_s) = self.times_s.get(&name) {
                camera.times_s.clone_from(times_s);
            }
            camera.images_ahead = images_ahead;
            camera.images = people.images;
            let taken = options.coordinates.or(people.coordinates);
            if taken.is_none() {
                let name = &self.rig.cameras()[place].name;
                plausibility::check_coordinates(name, camera, size_px)?;
            }
            let kept = joints.as_ref().map_or(usize::MAX, |j| j.kept);
            for image in camera.images.values_mut() {
                keep(image, kept, taken.unwrap_or_default(), size_px);
            }
            if options.renumber {
                renumber(camera);
            }
        }
        let mut project = RecordedProject {
            calibration: self.calibration,
            rig: self.rig,
            cameras,
            joints: joints.map(|j| j.names),
            rate_hz: self.rate_hz,
            notes: self.notes,
        };
        let notes = plausibility::check(&project)?;
        project.notes.extend(notes);
        Ok(project)
    }

    /// The order of the joints, and how many of them are used; `None` where there is nobody.
    fn joints(&self, options: ProjectOptions<'_>) -> Result<Option<Joints>, CaseError> {
        let people = || {
            let images = self.people.iter().flat_map(|(_, _, p)| p.images.values());
            images.flat_map(|image| &image.people)
        };
        let error = |what: String| Err(CaseError::in_file(&self.people_folder, what));
        let Some(count) = people().next().map(Vec::len) else {
            return Ok(None);
        };
        if let Some(other) = people().map(Vec::len).find(|n| *n != count) {
            return error(format!(
                "has people of {count} and of {other} joints: one project has one joint set"
            ));
        }
        if let Some(layout) = options.joints {
            if layout.count == count {
                return Ok(Some(Joints::of(layout)));
            }
            let (name, n) = (layout.name, layout.count);
            return error(format!("has {count} joints a person, {name} has {n}"));
        }
        if let Some(names) = self.joint_names()? {
            return self.named_joints(&names).map(Some);
        }
        let layout = match count {
            25 => layout_of_25(people().map(Vec::as_slice)),
            _ => JointLayout::of_count(count),
        };
        let stated = self.layout.filter(|l| l.count == count);
        match layout.or(stated) {
            Some(layout) => Ok(Some(Joints::of(layout))),
            None => error(format!(
                "the order of the {count} joints a person cannot be detected: state it with --joint-set, one of {}",
                JointLayout::names().join(", ")
            )),
        }
    }

    /// The names in the files, which must be the same in all.
    fn joint_names(&self) -> Result<Option<Vec<String>>, CaseError> {
        let mut names: Option<(&Vec<String>, &PathBuf)> = None;
        for (_, path, people) in self.people.iter().filter(|p| !p.2.images.is_empty()) {
            match (&people.joint_names, names) {
                (Some(new), None) => names = Some((new, path)),
                (Some(new), Some((known, first))) if new != known => {
                    let what = format!("has other joints than {}", first.display());
                    return Err(CaseError::in_file(path, what));
                }
                _ => {}
            }
        }
        Ok(names.map(|(names, _)| names.clone()))
    }

    fn named_joints(&self, names: &[String]) -> Result<Joints, CaseError> {
        let known = names.iter().map(|name| joint_named(name));
        let mut used: Vec<String> = Vec::new();
        let mut n_known = 0;
        for (name, joint) in names.iter().zip(known) {
            let canonical = joint.map(|j| j.name().to_owned());
            // A second joint of one name, as both of `head` and `head_top`, has no place.
            let canonical = canonical.filter(|c| !used.contains(c));
            n_known += usize::from(canonical.is_some());
            used.push(canonical.unwrap_or_else(|| format!("other {name}")));
        }
        if n_known < MIN_NAMED_JOINTS {
            let what = format!(
                "of its joints {} only {n_known} are joints of a person's body: is it a recording of a person?",
                names.join(", ")
            );
            return Err(CaseError::in_file(&self.people_folder, what));
        }
        Ok(Joints {
            kept: used.len(),
            names: JointNames::Names(used),
        })
    }
}

/// The order of the joints that are used, and how many they are.
struct Joints {
    names: JointNames,
    kept: usize,
}

impl Joints {
    fn of(layout: JointLayout) -> Joints {
        Joints {
            names: JointNames::Set(layout.set.name.to_owned()),
            kept: layout.set.joints.len(),
        }
    }
}

/// Keeps the joints that are used, in px; a person without any is nobody.
fn keep(image: &mut ImagePeople, kept: usize, taken: Coordinates, size_px: [u32; 2]) {
    for person in &mut image.people {
        person.truncate(kept);
        for joint in person.iter_mut().flatten() {
            [joint[0], joint[1]] = taken.to_pixels([joint[0], joint[1]], size_px);
        }
    }
    image
        .people
        .retain(|person| person.iter().any(Option::is_some));
}

fn renumber(camera: &mut RecordedCamera) {
    let Some((&first, _)) = camera.images.first_key_value() else {
        return;
    };
    let images = std::mem::take(&mut camera.images);
    camera.images = images
        .into_iter()
        .map(|(n, image)| (n - first, image))
        .collect();
    camera.images_ahead = 0;
}
