//! `trackside calibrate convert`: rigs in other programs' formats.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use clap::{Args, ValueEnum};
use trackside_calibration::Rig;
use trackside_calibration::rig_file::{self, RigFormat};

use crate::commands::overwrite::Overwrite;

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
    /// The file to write, or the folder where the format is one.
    output: PathBuf,
    /// The format [default: by the output's extension, .toml, .yml or .qca.txt].
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<FormatArg>,
    /// The rig with the lenses, where the input is FreeD, which has poses only. Cameras without a FreeD number keep their poses.
    #[arg(long, value_name = "RIG", requires = "freed")]
    lenses: Option<PathBuf>,
    /// The camera of a FreeD number; may be repeated.
    #[arg(long, value_name = "NUMBER=CAMERA", requires = "lenses", value_parser = camera_number)]
    freed: Vec<(u8, String)>,
    /// The factor of all lengths: 0.001 where the rig is in millimetres.
    #[arg(long, value_name = "FACTOR", value_parser = factor)]
    scale: Option<f64>,
    #[command(flatten)]
    overwrite: Overwrite,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
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

impl FormatArg {
    fn from_extension(path: &Path) -> Option<FormatArg> {
        let name = path.file_name()?.to_str()?.to_lowercase();
        let has = |extension: &str| name.ends_with(extension);
        match () {
            () if has(".toml") => Some(FormatArg::Toml),
            () if has(".yml") || has(".yaml") => Some(FormatArg::Opencv),
            () if has(".qca.txt") => Some(FormatArg::Qualisys),
            () => None,
        }
    }

    fn format(self) -> RigFormat {
        match self {
            FormatArg::Toml => RigFormat::Toml,
            FormatArg::Caliscope => RigFormat::Caliscope,
            FormatArg::Opencv => RigFormat::OpenCv,
            FormatArg::Easymocap => RigFormat::EasyMocap,
            FormatArg::Colmap => RigFormat::Colmap,
            FormatArg::Qualisys => RigFormat::Qualisys,
        }
    }
}

fn camera_number(text: &str) -> Result<(u8, String), String> {
    let parts = text.split_once('=');
    let parsed = parts.and_then(|(n, camera)| Some((n.trim().parse().ok()?, camera.to_owned())));
    parsed.ok_or_else(|| "write a number up to 255 and a camera, as in 1=north".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let factor: Option<f64> = text.trim().parse().ok();
    factor
        .filter(|f| (1e-6..=1e6).contains(f))
        .ok_or_else(|| "write a number from 0.000001 to 1000000, as in 0.001".to_owned())
}

/// The rig with all lengths multiplied.
fn scaled(rig: &Rig, factor: f64) -> Result<Rig> {
    let mut cameras = rig.cameras().to_vec();
    for camera in &mut cameras {
        camera.cam_from_world.translation.vector *= factor;
    }
    Ok(rig.with_cameras(cameras)?)
}

/// Runs the command.
pub fn run(args: &ConvertArgs) -> Result<()> {
    let path = &args.output;
    let Some(to) = args.to.or_else(|| FormatArg::from_extension(path)) else {
        bail!(
            "{}: its extension names no format: give one with --to",
            path.display()
        );
    };
    ensure!(
        args.overwrite.force || !path.is_dir(),
        "{}: the folder exists: name another, or replace it with --force",
        path.display()
    );
    args.overwrite.check(path)?;
    let rig = match &args.lenses {
        Some(lenses) => {
            rig_file::apply_freed_poses(&rig_file::read(lenses)?, &args.rig, &args.freed)?
        }
        None => rig_file::read(&args.rig)?,
    };
    let rig = match args.scale {
        Some(factor) => scaled(&rig, factor)?,
        None => rig,
    };
    rig_file::write(&rig, path, to.format())?;
    eprintln!("{}: {} cameras", path.display(), rig.cameras().len());
    Ok(())
}
