//! `trackside calibrate convert`: a rig in another program's format.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};
use trackside_calibration::Rig;
use trackside_calibration::rig_file::{self, RigFormat};

/// Write a rig in another program's format.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate convert Calib.qca.txt rig.toml\n  \
                  trackside calibrate convert rig.toml sparse/0 --to colmap\n  \
                  trackside calibrate convert heads.freed rig.toml --lenses lenses.toml --freed 1=north --freed 2=south"
)]
pub struct ConvertArgs {
    /// The rig: a file or folder of any supported format.
    rig: PathBuf,
    /// What to write: a file, or a folder where the format is one.
    output: PathBuf,
    /// The format [default: by the output's extension, .toml, .yml or .qca.txt].
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
    /// FreeD has poses and no lenses: the rig whose lenses they are. Cameras that FreeD does not name stay where they stand.
    #[arg(long, value_name = "RIG", requires = "freed")]
    lenses: Option<PathBuf>,
    /// Which camera a FreeD number is; may be repeated.
    #[arg(long, value_name = "NUMBER=CAMERA", requires = "lenses", value_parser = numbered)]
    freed: Vec<(u8, String)>,
    /// Replace what is there.
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum To {
    /// The TOML of anipose and Pose2Sim.
    Toml,
    /// Caliscope's camera_array.toml.
    Caliscope,
    /// OpenCV FileStorage YAML.
    Opencv,
    /// EasyMocap's intri.yml and extri.yml, in a folder.
    Easymocap,
    /// COLMAP's text model, in a folder.
    Colmap,
    /// Qualisys .qca.txt.
    Qualisys,
}

impl To {
    fn by_name(path: &Path) -> Option<To> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let ends = |end: &str| name.ends_with(end);
        match () {
            () if ends(".toml") => Some(To::Toml),
            () if ends(".yml") || ends(".yaml") => Some(To::Opencv),
            () if ends(".qca.txt") => Some(To::Qualisys),
            () => None,
        }
    }

    fn format(self) -> RigFormat {
        match self {
            To::Toml => RigFormat::Toml,
            To::Caliscope => RigFormat::Caliscope,
            To::Opencv => RigFormat::OpenCv,
            To::Easymocap => RigFormat::EasyMocap,
            To::Colmap => RigFormat::Colmap,
            To::Qualisys => RigFormat::Qualisys,
        }
    }
}

fn numbered(text: &str) -> Result<(u8, String), String> {
    let parts = text.split_once('=');
    let parsed = parts.and_then(|(n, camera)| Some((n.trim().parse().ok()?, camera.to_owned())));
    parsed.ok_or_else(|| "write a number up to 255 and a camera, as in 1=north".to_owned())
}

/// The rig with FreeD's poses.
fn with_poses(lenses: &Rig, path: &Path, names: &[(u8, String)]) -> Result<Rig> {
    let mut cameras = lenses.cameras().to_vec();
    let poses = rig_file::read_freed_poses(path)?;
    for (number, pose) in &poses {
        let named = names.iter().find(|(n, _)| n == number);
        let Some((_, name)) = named else {
            bail!(
                "{}: has a camera {number}: say which it is, --freed {number}=CAMERA",
                path.display()
            );
        };
        let camera = cameras.iter_mut().find(|c| c.name == *name);
        let camera = camera
            .with_context(|| format!("camera \"{name}\" is not in the rig with the lenses"))?;
        camera.cam_from_world = *pose;
    }
    for (number, name) in names {
        ensure!(
            poses.iter().any(|(n, _)| n == number),
            "{}: has no camera {number}, which --freed calls \"{name}\"",
            path.display()
        );
    }
    Ok(lenses.with_cameras(cameras)?)
}

/// Runs the command.
pub fn run(args: &ConvertArgs) -> Result<()> {
    let path = &args.output;
    let Some(to) = args.to.or_else(|| To::by_name(path)) else {
        bail!(
            "{}: its extension says no format: name one with --to",
            path.display()
        );
    };
    ensure!(
        args.force || !path.exists(),
        "{}: exists already: name another, or replace it with --force",
        path.display()
    );
    let rig = match &args.lenses {
        Some(lenses) => with_poses(&rig_file::read(lenses)?, &args.rig, &args.freed)?,
        None => rig_file::read(&args.rig)?,
    };
    rig_file::write(&rig, path, to.format())?;
    eprintln!("{}: {} cameras", path.display(), rig.cameras().len());
    Ok(())
}
