//! Which program's project a folder is.

use std::fmt;
use std::path::Path;

use super::folder::{entries, is_video};
use super::recording::{ProjectOptions, RecordedProject};
use super::{caliscope, detections, easymocap, freemocap, opencap, pose2sim};
use crate::CaseError;

/// A kind of project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectKind {
    /// A case of this program's own: `case.toml`.
    Case,
    /// See [`opencap`].
    OpenCap,
    /// See [`easymocap`].
    EasyMocap,
    /// See [`freemocap`].
    FreeMoCap,
    /// See [`caliscope`].
    Caliscope,
    /// See [`pose2sim`].
    Pose2Sim,
    /// See [`detections`].
    Detections,
}

impl ProjectKind {
    /// The kinds, the surer to recognise before the others.
    const ALL: [ProjectKind; 7] = [
        ProjectKind::Case,
        ProjectKind::OpenCap,
        ProjectKind::EasyMocap,
        ProjectKind::FreeMoCap,
        ProjectKind::Caliscope,
        ProjectKind::Pose2Sim,
        ProjectKind::Detections,
    ];

    /// As the command line has it.
    pub fn name(self) -> &'static str {
        match self {
            ProjectKind::Case => "case",
            ProjectKind::OpenCap => "opencap",
            ProjectKind::EasyMocap => "easymocap",
            ProjectKind::FreeMoCap => "freemocap",
            ProjectKind::Caliscope => "caliscope",
            ProjectKind::Pose2Sim => "pose2sim",
            ProjectKind::Detections => "detections",
        }
    }

    fn is(self, folder: &Path) -> bool {
        match self {
            ProjectKind::Case => folder.join("case.toml").is_file(),
            ProjectKind::OpenCap => opencap::is_project(folder),
            ProjectKind::EasyMocap => easymocap::is_project(folder),
            ProjectKind::FreeMoCap => freemocap::is_project(folder),
            ProjectKind::Caliscope => caliscope::is_project(folder),
            ProjectKind::Pose2Sim => pose2sim::is_project(folder),
            ProjectKind::Detections => detections::is_project(folder),
        }
    }
}

impl fmt::Display for ProjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ProjectKind::Case => "a case (case.toml)",
            ProjectKind::OpenCap => "an OpenCap session",
            ProjectKind::EasyMocap => "an EasyMocap project",
            ProjectKind::FreeMoCap => "a FreeMoCap recording",
            ProjectKind::Caliscope => "a Caliscope workspace",
            ProjectKind::Pose2Sim => "a Pose2Sim project",
            ProjectKind::Detections => "a folder of 2D people with a rig file",
        })
    }
}

/// Which project a folder is.
///
/// # Errors
/// None that is known, or no folder: what is there, and what to do with it.
pub fn recognise(folder: &Path) -> Result<ProjectKind, CaseError> {
    if !folder.is_dir() {
        let what = if folder.exists() {
            "is no folder"
        } else {
            "there is no such folder"
        };
        return Err(CaseError::in_file(folder, what));
    }
    let kinds = ProjectKind::ALL.into_iter();
    if let Some(kind) = kinds.into_iter().find(|kind| kind.is(folder)) {
        return Ok(kind);
    }
    let found = entries(folder)?;
    let videos = found.iter().filter(|(_, path)| is_video(path)).count();
    let what = if videos > 0 {
        format!(
            "holds {videos} videos and no calibration: trackside import videos {} makes a venue of videos alone",
            folder.display()
        )
    } else {
        let names: Vec<&str> = found
            .iter()
            .map(|(name, _)| name.as_str())
            .take(8)
            .collect();
        let names = if names.is_empty() {
            "nothing".to_owned()
        } else {
            names.join(", ")
        };
        format!(
            "is no project that is known; it holds {names}. Known are Pose2Sim (calibration/, pose/, videos/), OpenCap \
             (Videos/Cam0/), EasyMocap (intri.yml), FreeMoCap (synchronized_videos/), Caliscope (camera_array.toml) and a rig file \
             beside 2D people; trackside import --help lists the commands that name one"
        )
    };
    Err(CaseError::in_file(folder, what))
}

/// Reads a project of that kind; a case is read with [`Case`](crate::case::Case).
///
/// # Errors
/// What is wrong with the project, named, with what to do.
pub fn read(
    kind: ProjectKind,
    folder: &Path,
    options: ProjectOptions<'_>,
) -> Result<RecordedProject, CaseError> {
    match kind {
        ProjectKind::Case => Err(CaseError::in_file(
            folder,
            "is a case, not another program's project",
        )),
        ProjectKind::OpenCap => opencap::read(folder, options),
        ProjectKind::EasyMocap => easymocap::read(folder, options),
        ProjectKind::FreeMoCap => freemocap::read(folder, options),
        ProjectKind::Caliscope => caliscope::read(folder, options),
        ProjectKind::Pose2Sim => pose2sim::read(folder, options),
        ProjectKind::Detections => detections::read(folder, options),
    }
}
