//! `trackside import videos`: a venue from a folder of videos. What the files say about themselves is read once; clocks and
//! lenses are guessed where nothing gives them; poses are left open.

mod lenses;
mod table;
mod venue_text;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use trackside_calibration::{Camera, Rig, rig_file};
use trackside_sports::FieldName;

use crate::clock_guess::{ClockGuess, Recording, guess_clocks};
use crate::commands::calibrate::BoardArgs;
use crate::video_folder::{FoundCamera, find_cameras};
use crate::video_probe::{RecordingProbe, probe_recording};

pub use lenses::LensBasis;

/// Make a venue from a folder of videos: one file or one subfolder a camera. Chapters in a subfolder are joined in order.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside import videos recordings/game -o game\n  \
                  trackside import videos recordings/game --boards recordings/boards --chessboard 9x6 --square-mm 80 --field basketball -o game"
)]
pub struct VideosArgs {
    /// The folder of videos.
    pub folder: PathBuf,
    /// A folder of videos or images of a board, one file or one subfolder a camera with the camera's name: lenses come from them.
    /// Describe the board with --chessboard or --charuco.
    #[arg(long, value_name = "FOLDER")]
    pub boards: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) board: BoardArgs,
    /// The field of play: basketball, football, basketball-nba, …
    #[arg(long, value_name = "NAME")]
    pub field: Option<FieldName>,
    /// The folder to make: venue.toml, rig.toml.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// The network that finds people, a name of `trackside models list`.
    #[arg(long, value_name = "MODEL")]
    pub detector: Option<String>,
    /// The network that finds their joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pub pose: Option<String>,
    /// The venue's name in keys and recordings [default: the new folder's].
    #[arg(long)]
    pub name: Option<String>,
    /// Images per second of folders of images, which do not carry a rate.
    #[arg(long, value_name = "HZ", value_parser = super::rate)]
    pub fps: Option<f64>,
    /// Do not listen to the sound.
    #[arg(long)]
    pub no_sound: bool,
    /// Write into a folder that is not empty.
    #[arg(long)]
    pub force: bool,
}

/// A venue that was made from videos.
#[derive(Clone, Debug)]
pub struct ImportedVideos {
    /// The venue file.
    pub venue: PathBuf,
    /// The rig file: lenses, and poses that say nothing.
    pub rig: PathBuf,
    /// By camera.
    pub cameras: Vec<ImportedCamera>,
    /// When the recordings began, by camera.
    pub clocks: ClockGuess,
    /// What else is to be said, a sentence each.
    pub notes: Vec<String>,
}

/// A camera that was made from videos.
#[derive(Clone, Debug)]
pub struct ImportedCamera {
    /// Its name.
    pub name: String,
    /// What its files are.
    pub probe: RecordingProbe,
    /// Its lens; the pose says nothing.
    pub camera: Camera,
    /// Where the lens comes from.
    pub lens: LensBasis,
}

/// Runs the command.
pub fn run(args: &VideosArgs) -> Result<()> {
    let imported = import_videos(args)?;
    table::print(&imported)?;
    say_what_is_next(args, &imported);
    Ok(())
}

/// Makes the venue.
///
/// # Errors
/// A folder without videos; a file that cannot be used, named; an output folder that is not empty.
pub fn import_videos(args: &VideosArgs) -> Result<ImportedVideos> {
    super::models::check(args.detector.as_deref(), args.pose.as_deref())?;
    check_output(args)?;
    let board = match &args.boards {
        Some(_) => Some(args.board.board()?),
        None => {
            ensure!(
                !args.board.is_given(),
                "--chessboard and --charuco describe the board in --boards FOLDER, which is missing"
            );
            None
        }
    };
    let (found, mut notes) = find_cameras(&args.folder)?;
    let names: Vec<&str> = found.iter().map(|c| c.name.as_str()).collect();
    let boards = args.boards.as_deref();
    let boards = boards.map(|folder| lenses::find_boards(folder, &names, &mut notes));
    let boards = boards.transpose()?.unwrap_or_default();
    let mut cameras = Vec::new();
    for camera in &found {
        cameras.push(import_camera(args, camera, board.as_ref(), &boards)?);
    }
    if cameras.len() == 1 {
        notes.push("there is one camera: two or more are needed for positions in space".to_owned());
    }
    for camera in &cameras {
        notes.extend(camera.probe.notes.iter().cloned());
    }
    let clocks = guess(&cameras, args.no_sound)?;
    notes.extend(clocks.notes.iter().cloned());
    let imported = ImportedVideos {
        venue: args.output.join("venue.toml"),
        rig: args.output.join("rig.toml"),
        cameras,
        clocks,
        notes,
    };
    write(args, &imported)?;
    Ok(imported)
}

fn import_camera(
    args: &VideosArgs,
    found: &FoundCamera,
    board: Option<&trackside_calibration::solve::board::Board>,
    boards: &[(String, PathBuf)],
) -> Result<ImportedCamera> {
    let named = || format!("camera \"{}\"", found.name);
    let probe = probe_recording(&found.files).with_context(named)?;
    if probe.rate.is_none() && args.fps.is_none() {
        let path = &found.files[0];
        let what = match path.is_dir() {
            true => "is a folder of images",
            false => "does not say how many images a second it has",
        };
        bail!(
            "camera \"{}\": {} {what}: say how many a second with --fps",
            found.name,
            path.display()
        );
    }
    let path = boards.iter().find(|b| b.0 == found.name).map(|b| &*b.1);
    let (camera, lens) = match (board, path) {
        (Some(board), Some(path)) => lenses::from_board(board, &found.name, path, &probe)?,
        _ => lenses::guessed(&found.name, probe.size_px),
    };
    Ok(ImportedCamera {
        name: found.name.clone(),
        probe,
        camera,
        lens,
    })
}

/// The first guess of when the recordings began.
fn guess(cameras: &[ImportedCamera], without_sound: bool) -> Result<ClockGuess> {
    let mut metadata: Vec<_> = cameras.iter().map(|c| c.probe.metadata.clone()).collect();
    if without_sound {
        metadata.iter_mut().for_each(|m| m.sound = None);
    }
    let recordings: Vec<Recording<'_>> = (cameras.iter().zip(&metadata))
        .map(|(camera, metadata)| Recording {
            camera: &camera.name,
            path: &camera.probe.files[0],
            metadata,
            length_s: camera.probe.length_s,
        })
        .collect();
    let style = ProgressStyle::with_template("{spinner} listening to the sound, {elapsed}")?;
    let spinner = ProgressBar::new_spinner().with_style(style);
    spinner.enable_steady_tick(std::time::Duration::from_millis(200));
    let clocks = guess_clocks(&recordings);
    spinner.finish_and_clear();
    Ok(clocks)
}

fn check_output(args: &VideosArgs) -> Result<()> {
    let folder = &args.output;
    if let Ok(mut inside) = fs::read_dir(folder)
        && inside.next().is_some()
        && !args.force
    {
        bail!(
            "{}: the folder is not empty; --force writes into it",
            folder.display()
        );
    }
    Ok(())
}

fn write(args: &VideosArgs, imported: &ImportedVideos) -> Result<()> {
    let folder = args.output.display();
    fs::create_dir_all(&args.output).with_context(|| format!("{folder}: cannot be made"))?;
    let cameras = imported.cameras.iter().map(|c| c.camera.clone()).collect();
    let rig = Rig::new(cameras).map_err(|e| anyhow::anyhow!("rig: {e}"))?;
    let save = |path: &Path, text: String| {
        fs::write(path, text).with_context(|| format!("{}: cannot be written", path.display()))
    };
    let text = venue_text::venue_toml(args, imported)?;
    save(&imported.rig, rig_file::to_toml(&rig))?;
    save(&imported.venue, text)
}

/// Commands that work as they are printed.
fn say_what_is_next(args: &VideosArgs, imported: &ImportedVideos) {
    let (venue, rig) = (imported.venue.display(), imported.rig.display());
    let people = imported.venue.with_file_name("people.mcap");
    let people = people.display();
    let is_guessed = |c: &ImportedCamera| matches!(c.lens, LensBasis::Guessed);
    let refine = match imported.cameras.iter().any(is_guessed) {
        true => " --refine lens --focal-percent 20",
        false => "",
    };
    eprintln!(
        "{venue}: {} cameras; their poses are still unknown",
        imported.cameras.len()
    );
    let (detector, pose) = (args.detector.as_deref(), args.pose.as_deref());
    // Where no command fetches the networks, what was said names what to do.
    let pull = super::models::say_missing(detector, pose).unwrap_or_default();
    eprintln!(
        "Next: {pull}trackside observe {venue} -o {people}\n      \
         trackside calibrate poses {rig} --people {people} --no-pose-prior{refine} -o {rig}"
    );
    if let [a, b, ..] = &imported.cameras[..] {
        eprintln!(
            "      with --distance {},{}=METRES, if you measured it: the bodies alone give the size of the venue to some percent",
            a.name, b.name
        );
    }
}
