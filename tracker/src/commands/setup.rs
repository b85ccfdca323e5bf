//! `trackside setup`: from a folder of videos to a venue that can be tracked, step by step. It runs the commands that do the
//! steps and prints each, so that any of them can be repeated alone.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, Parser};
use trackside_calibration::check::Verdict;
use trackside_replay::{ImageRequest, MediaFiles};

use super::Cli;
use super::calibrate::RigVerdict;
use crate::media::open_media;
use crate::venue::{MediaSource, Venue};

/// From a folder of videos to a venue: what is in the videos, who is in them, where the cameras stand, and how good that is.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside setup recordings/game -o game --distance left,right=18.40\n  \
                  trackside run game/venue.toml --record game.mcap\n\n\
                  What is there already is kept: after an interruption the same command goes on. To repeat a step, delete its file \
                  (venue.toml, people.mcap) or run the command that setup prints."
)]
pub struct SetupArgs {
    /// The folder of videos: one file or one subfolder a camera.
    folder: PathBuf,
    /// The folder to make: venue.toml, rig.toml, people.mcap, setup.html.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// A folder of videos or images of a board, one file or subfolder a camera: lenses come from them. Describe the board with
    /// --chessboard or --charuco.
    #[arg(long, value_name = "FOLDER")]
    boards: Option<PathBuf>,
    /// Inner corners of the board's chessboard, as 9x6.
    #[arg(long, value_name = "WxH", requires = "boards")]
    chessboard: Option<String>,
    /// Squares of a ChArUco board, as 7x5.
    #[arg(long, value_name = "WxH", requires = "boards")]
    charuco: Option<String>,
    /// The side of the board's squares, mm.
    #[arg(long, value_name = "MM", requires = "boards")]
    square_mm: Option<String>,
    /// The side of a ChArUco board's markers, mm.
    #[arg(long, value_name = "MM", requires = "charuco")]
    marker_mm: Option<String>,
    /// The field of play: basketball, football, …
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
    /// A measured distance between two cameras, m; may be repeated. Without one the scale is that of the athletes' bodies.
    #[arg(long, value_name = "A,B=M")]
    distance: Vec<String>,
    /// The measured height of a camera above the floor, m; may be repeated.
    #[arg(long, value_name = "CAMERA=M")]
    height: Vec<String>,
    /// The athletes' mean stature, m.
    #[arg(long, value_name = "M")]
    stature: Option<String>,
    /// Points and lines of known position in the images, as for `calibrate poses`.
    #[arg(long, value_name = "FILE")]
    landmarks: Option<PathBuf>,
    /// The network that finds people, a name of `trackside models list`.
    #[arg(long, value_name = "MODEL")]
    detector: Option<String>,
    /// The network that finds their joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pose: Option<String>,
    /// The cameras are genlocked: keep their clocks.
    #[arg(long)]
    no_clocks: bool,
    /// Use so many seconds of each camera.
    #[arg(long, value_name = "S", default_value_t = 60.0)]
    seconds: f64,
}

/// The files of a venue that is set up.
struct Files {
    venue: PathBuf,
    rig: PathBuf,
    people: PathBuf,
    stills: PathBuf,
    page: PathBuf,
}

/// Runs the command.
pub fn run(args: &SetupArgs) -> Result<()> {
    let at = |name: &str| args.output.join(name);
    let files = Files {
        venue: at("venue.toml"),
        rig: at("rig.toml"),
        people: at("people.mcap"),
        stills: at("stills"),
        page: at("setup.html"),
    };
    if is_there(1, "the videos", &files.venue) {
        import(args)?;
    }
    if is_there(2, "who is in them", &files.people) {
        observe(args, &files)?;
    }
    eprintln!("\n[3/4] where the cameras stand");
    poses(args, &files)?;
    eprintln!("\n[4/4] how good it is");
    check(args, &files)
}

/// Says which step begins; whether it is to be made, since its file is not there yet.
fn is_there(step: u8, what: &str, file: &Path) -> bool {
    eprintln!("\n[{step}/4] {what}");
    let is_missing = !file.exists();
    if !is_missing {
        eprintln!("{} is there and kept", file.display());
    }
    is_missing
}

fn import(args: &SetupArgs) -> Result<()> {
    let mut words = Words::new(&["import", "videos"]);
    words.path(&args.folder)?;
    words.path_option("--boards", args.boards.as_deref())?;
    words.option("--chessboard", args.chessboard.as_deref());
    words.option("--charuco", args.charuco.as_deref());
    words.option("--square-mm", args.square_mm.as_deref());
    words.option("--marker-mm", args.marker_mm.as_deref());
    words.option("--field", args.field.as_deref());
    words.option("--detector", args.detector.as_deref());
    words.option("--pose", args.pose.as_deref());
    words.path_option("-o", Some(&args.output))?;
    words.run()
}

fn observe(args: &SetupArgs, files: &Files) -> Result<()> {
    let mut words = Words::new(&["observe"]);
    words.path(&files.venue)?;
    words.option("--detector", args.detector.as_deref());
    words.option("--pose", args.pose.as_deref());
    words.option("--seconds", Some(&args.seconds.to_string()));
    // Only a whole file gets the name by which the next run knows that the step is done.
    let unfinished = files.people.with_extension("unfinished.mcap");
    words.path_option("-o", Some(&unfinished))?;
    words.with("--force").run()?;
    fs::rename(&unfinished, &files.people)
        .with_context(|| format!("{}: cannot be renamed", unfinished.display()))
}

/// Finds the poses, and the clocks where the people's movement determines them; else those of the import stay.
fn poses(args: &SetupArgs, files: &Files) -> Result<()> {
    let words = poses_command(args, files)?;
    let Err(error) = words.clone().run() else {
        return Ok(());
    };
    // Every refusal that keeping the clocks mends names that option.
    let refusal = format!("{error:#}");
    if !args.no_clocks && refusal.contains("--no-clocks") {
        eprintln!("{refusal}\nOnce more, with the clocks as they were imported:");
        return words
            .with("--no-clocks")
            .run()
            .with_context(|| what_to_film(args));
    }
    Err(error.context(what_to_film(args)))
}

fn poses_command(args: &SetupArgs, files: &Files) -> Result<Words> {
    let mut words = Words::new(&["calibrate", "poses"]);
    words.path(&files.rig)?;
    words.path_option("--people", Some(&files.people))?;
    words = words.with("--no-pose-prior");
    if args.boards.is_none() {
        words.option("--refine", Some("lens"));
        words.option("--focal-percent", Some("20"));
    }
    words.path_option("--landmarks", args.landmarks.as_deref())?;
    for distance in &args.distance {
        words.option("--distance", Some(distance));
    }
    for height in &args.height {
        words.option("--height", Some(height));
    }
    words.option("--stature", args.stature.as_deref());
    words.path_option("-o", Some(&files.rig))?;
    Ok(match args.no_clocks {
        true => words.with("--no-clocks"),
        false => words,
    })
}

/// What makes poses that were refused determined.
fn what_to_film(args: &SetupArgs) -> String {
    let mut ways = vec![
        "let two to six people walk and run over the whole field for a minute, in view of at least two cameras at a time",
    ];
    if args.distance.is_empty() && args.height.is_empty() {
        ways.push(
            "measure the distance between two cameras and give it with --distance A,B=METRES",
        );
    }
    if args.boards.is_none() {
        ways.push("film a chessboard with each camera, for its lens: --boards FOLDER");
    }
    ways.push("film a clap that all cameras hear, for the clocks");
    format!(
        "the cameras' poses could not be found; what helps:\n  {}",
        ways.join("\n  ")
    )
}

/// Checks the rig; what is wrong and has a repair is repaired, and the rig checked again.
fn check(args: &SetupArgs, files: &Files) -> Result<()> {
    write_stills(&Venue::load(&files.venue)?, &files.stills)?;
    let words = check_command(args, files)?;
    let mut verdict = verdict_of(words.clone())?;
    if verdict == Verdict::Wrong {
        eprintln!();
        let mut repair = words.clone();
        repair.path_option("--repair", Some(&files.rig))?;
        repair.run().with_context(|| what_to_film(args))?;
        eprintln!();
        verdict = verdict_of(words)?;
    }
    if verdict == Verdict::Wrong {
        bail!("{}", what_to_film(args));
    }
    eprintln!(
        "\nThe venue is set up; its cameras are {verdict}. Look at {}\nNext: trackside run {} --no-publish --record {}",
        files.page.display(),
        files.venue.display(),
        args.output.join("game.mcap").display()
    );
    Ok(())
}

fn check_command(args: &SetupArgs, files: &Files) -> Result<Words> {
    let mut words = Words::new(&["calibrate", "check"]);
    words.path(&files.rig)?;
    words.path_option("--recording", Some(&files.people))?;
    words.path_option("--landmarks", args.landmarks.as_deref())?;
    words.path_option("--report", Some(&files.page))?;
    words.path_option("--images", Some(&files.stills))?;
    Ok(words.with("--force"))
}

/// Runs a check; its verdict.
fn verdict_of(check: Words) -> Result<Verdict> {
    match check.run() {
        Ok(()) => Ok(Verdict::Good),
        Err(error) => match error.downcast_ref::<RigVerdict>() {
            Some(RigVerdict(verdict)) => Ok(*verdict),
            None => Err(error),
        },
    }
}

/// Writes the first image of each camera, as the page shows it.
fn write_stills(venue: &Venue, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    for camera in &venue.cameras {
        let paths = match &camera.source {
            Some(MediaSource::Path(path)) => vec![path.clone()],
            Some(MediaSource::Chapters(files)) => files.clone(),
            _ => continue,
        };
        let Some(calibrated) = venue.rig.camera(camera.id) else {
            continue;
        };
        let media = MediaFiles {
            paths,
            turn_deg: camera.turn.turn_deg(),
            size: camera.size,
        };
        let first = ImageRequest {
            frame_index: 0,
            time_s: None,
        };
        let jpeg = open_media(&media, calibrated)?.read_jpeg(first, None)?;
        let path = folder.join(format!("{}.jpg", camera.name));
        fs::write(&path, jpeg).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// A command of this program in the making.
#[derive(Clone)]
struct Words(Vec<String>);

impl Words {
    fn new(command: &[&str]) -> Words {
        Words(command.iter().map(|&w| w.to_owned()).collect())
    }

    fn with(mut self, word: &str) -> Words {
        self.0.push(word.to_owned());
        self
    }

    fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.extend([name.to_owned(), value.to_owned()]);
        }
    }

    fn path(&mut self, path: &Path) -> Result<()> {
        let text = path.to_str();
        let text = text.with_context(|| format!("{}: the path must be Unicode", path.display()))?;
        self.0.push(text.to_owned());
        Ok(())
    }

    fn path_option(&mut self, name: &str, path: Option<&Path>) -> Result<()> {
        if let Some(path) = path {
            self.0.push(name.to_owned());
            self.path(path)?;
        }
        Ok(())
    }

    /// Prints the command as a user would type it, and runs it.
    fn run(self) -> Result<()> {
        let is_plain = |c: char| c.is_alphanumeric() || "-_./,=+:".contains(c);
        let quote = |word: &String| match word.chars().all(is_plain) {
            true => word.clone(),
            false => format!("'{}'", word.replace('\'', r"'\''")),
        };
        let typed: Vec<String> = self.0.iter().map(quote).collect();
        eprintln!("$ trackside {}", typed.join(" "));
        let program = std::iter::once("trackside".to_owned());
        Cli::try_parse_from(program.chain(self.0))?.command.run()
    }
}
