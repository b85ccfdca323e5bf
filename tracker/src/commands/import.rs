//! `trackside import`: make a venue from another program's recording.

mod case;
mod image_times;
mod models;
mod project;
mod rig_check;
mod size;
mod venue_file;
pub mod videos;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use trackside_evaluation::projects::joint_layouts::JointLayout;
use trackside_evaluation::projects::{self, Coordinates, ProjectKind, ProjectOptions};

use self::size::Size;

/// Make a venue from another program's recording. Without a command, the folder's kind is recognised and said.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:\n  trackside import recordings/balancing -o balancing\n  \
                  trackside import pose2sim recordings/balancing -o balancing --detector yolox-s --pose rtmpose-m-halpe26\n  \
                  trackside import opencap OpenCapData_1234 --trial walk -o walk\n  \
                  trackside import detections alphapose/ --calibration rig.toml --videos videos/ -o game\n  \
                  trackside run balancing/venue.toml --from detections --export out.trc"
)]
pub struct ImportArgs {
    #[command(subcommand)]
    from: Option<ImportSource>,
    #[command(flatten)]
    any: Option<ProjectArgs>,
}

#[derive(Debug, Subcommand)]
enum ImportSource {
    /// A Pose2Sim project, or a trial of one: calibration/, videos/, pose-associated/, pose-sync/ or pose/.
    Pose2sim(ProjectArgs),
    /// An OpenCap session: Videos/Cam0/, sessionMetadata.yaml.
    Opencap(ProjectArgs),
    /// A FreeMoCap recording: synchronized_videos/, output_data/, *_camera_calibration.toml.
    Freemocap(ProjectArgs),
    /// A Caliscope workspace: camera_array.toml, recordings/.
    Caliscope(ProjectArgs),
    /// EasyMocap's files: intri.yml, extri.yml, videos/ or images/, annots/ or openpose/.
    Easymocap(ProjectArgs),
    /// 2D people of OpenPose, AlphaPose, MMPose, Sports2D, DeepLabCut or MediaPipe, a file or folder a camera, and a rig file.
    Detections(ProjectArgs),
    Videos(videos::VideosArgs),
    /// A case: case.toml, rig.toml, videos/, detections/.
    Case {
        /// The case's folder.
        folder: PathBuf,
        #[command(flatten)]
        venue: VenueArgs,
    },
}

/// Which project, and how it is read where it leaves a choice.
#[derive(Debug, Args)]
struct ProjectArgs {
    /// The project's folder.
    // Clap knows that these arguments are there by their group, which it leaves empty where another is flattened into it.
    #[arg(group = "ProjectArgs")]
    folder: PathBuf,
    /// The rig file, where the project has several or none.
    #[arg(long, value_name = "FILE")]
    calibration: Option<PathBuf>,
    /// The folder of videos, where it is not the project's own.
    #[arg(long, value_name = "DIR")]
    videos: Option<PathBuf>,
    /// The 2D people, where the project has several: pose, pose-sync, …
    #[arg(long, value_name = "NAME")]
    people: Option<String>,
    /// The trial or recording, where the project has several.
    #[arg(long, value_name = "NAME")]
    trial: Option<String>,
    /// The order of the joints, where it does not show: coco17, body25, body25b, halpe26, coco133, …
    #[arg(long, value_name = "NAME", value_parser = joint_layout)]
    joint_set: Option<JointLayout>,
    /// What the numbers of the 2D people are, where it does not show.
    #[arg(long, value_enum, value_name = "KIND")]
    coordinates: Option<CoordinatesArg>,
    /// Count each camera's images from 0, whatever the names of their files say.
    #[arg(long)]
    renumber: bool,
    /// Leave the 2D people out: cameras and videos alone.
    #[arg(long)]
    no_people: bool,
    #[command(flatten)]
    venue: VenueArgs,
}

impl ProjectArgs {
    fn options(&self) -> ProjectOptions<'_> {
        ProjectOptions {
            calibration: self.calibration.as_deref(),
            videos: self.videos.as_deref(),
            people: self.people.as_deref(),
            trial: self.trial.as_deref(),
            joints: self.joint_set,
            coordinates: self.coordinates.map(CoordinatesArg::coordinates),
            image_size_px: Some(size::of_images),
            renumber: self.renumber,
            without_people: self.no_people,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CoordinatesArg {
    /// px of the image.
    Pixels,
    /// 0 to 1 of the image's width and height.
    Unit,
    /// -1 to 1 from edge to edge.
    Centred,
}

impl CoordinatesArg {
    fn coordinates(self) -> Coordinates {
        match self {
            CoordinatesArg::Pixels => Coordinates::Pixels,
            CoordinatesArg::Unit => Coordinates::Unit,
            CoordinatesArg::Centred => Coordinates::Centred,
        }
    }
}

/// The venue that is made.
#[derive(Debug, Args)]
struct VenueArgs {
    /// The folder to make: venue.toml, rig.toml, detections/.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The network that finds people, a name of `trackside models list`.
    #[arg(long, value_name = "MODEL")]
    detector: Option<String>,
    /// The network that finds their joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pose: Option<String>,
    /// The venue's name in keys and recordings [default: the new folder's].
    #[arg(long)]
    name: Option<String>,
    /// How images of another size than the calibrated one came to differ [default: what their sizes show].
    #[arg(long, value_enum, value_name = "HOW")]
    size: Option<Size>,
    /// Images per second of media that do not carry a rate [default: the project's, else 60].
    #[arg(long, value_name = "HZ", value_parser = rate)]
    fps: Option<f64>,
    /// Write into a folder that is not empty.
    #[arg(long)]
    force: bool,
}

fn joint_layout(name: &str) -> Result<JointLayout, String> {
    JointLayout::by_name(name)
        .ok_or_else(|| format!("known are {}", JointLayout::names().join(", ")))
}

fn rate(text: &str) -> Result<f64, String> {
    let rate: Option<f64> = text.parse().ok();
    rate.filter(|r| (0.01..=10_000.0).contains(r))
        .ok_or_else(|| "a number of images per second, 0.01 to 10000".to_owned())
}

/// Runs the command.
pub fn run(args: ImportArgs) -> Result<()> {
    let (kind, project) = match (args.from, args.any) {
        (Some(ImportSource::Case { folder, venue }), _) => return case::import(&folder, &venue),
        (Some(ImportSource::Videos(videos)), _) => return videos::run(&videos),
        (Some(ImportSource::Pose2sim(project)), _) => (ProjectKind::Pose2Sim, project),
        (Some(ImportSource::Opencap(project)), _) => (ProjectKind::OpenCap, project),
        (Some(ImportSource::Freemocap(project)), _) => (ProjectKind::FreeMoCap, project),
        (Some(ImportSource::Caliscope(project)), _) => (ProjectKind::Caliscope, project),
        (Some(ImportSource::Easymocap(project)), _) => (ProjectKind::EasyMocap, project),
        (Some(ImportSource::Detections(project)), _) => (ProjectKind::Detections, project),
        (None, Some(project)) => {
            let kind =
                if project.calibration.is_some() && projects::recognise(&project.folder).is_err() {
                    ProjectKind::Detections
                } else {
                    projects::recognise(&project.folder)?
                };
            eprintln!(
                "{}: this is {kind} (trackside import {} names it)",
                project.folder.display(),
                kind.name()
            );
            if kind == ProjectKind::Case {
                return case::import(&project.folder, &project.venue);
            }
            (kind, project)
        }
        (None, None) => unreachable_without_folder(),
    };
    project::import(kind, &project)
}

/// Clap refuses a command line with neither a command nor a folder.
fn unreachable_without_folder() -> ! {
    let mut command = <crate::commands::Cli as clap::CommandFactory>::command();
    let missing = clap::error::ErrorKind::MissingRequiredArgument;
    command
        .error(
            missing,
            "import wants a folder: trackside import FOLDER -o DIR",
        )
        .exit()
}
