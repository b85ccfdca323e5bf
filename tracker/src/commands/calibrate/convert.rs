//! `trackside calibrate convert`: a rig in another program's format.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};
use trackside_calibration::rig_file::{self, Format};

/// Write a rig in another program's format.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate convert Calib.qca.txt rig.toml\n  \
                  trackside calibrate convert rig.toml sparse/0 --to colmap"
)]
pub struct ConvertArgs {
    /// The rig: a file or folder of any supported format.
    rig: PathBuf,
    /// What to write: a file, or a folder where the format is one.
    output: PathBuf,
    /// The format [default: by the output's extension, .toml, .yml or .qca.txt].
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
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

    fn format(self) -> Format {
        match self {
            To::Toml => Format::Toml,
            To::Caliscope => Format::Caliscope,
            To::Opencv => Format::OpenCv,
            To::Easymocap => Format::EasyMocap,
            To::Colmap => Format::Colmap,
            To::Qualisys => Format::Qualisys,
        }
    }
}

/// Runs the command.
pub fn run(args: &ConvertArgs) -> Result<()> {
    let path = &args.output;
    let Some(to) = args.to.or_else(|| To::by_name(path)) else {
        anyhow::bail!(
            "{}: its extension says no format: name one with --to",
            path.display()
        );
    };
    ensure!(
        args.force || !path.exists(),
        "{}: exists already: name another, or replace it with --force",
        path.display()
    );
    let rig = rig_file::read(&args.rig)?;
    rig_file::write(&rig, path, to.format())?;
    eprintln!("{}: {} cameras", path.display(), rig.cameras().len());
    Ok(())
}
