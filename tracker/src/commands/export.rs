//! `trackside export`: recordings to TRC, CSV or JSON lines.

use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use clap::{Args, ValueEnum};

use crate::output::Export;
use crate::recording::{Recording, Told};

/// Recordings to TRC, CSV or JSON lines.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside export match.mcap --to trc -o athletes.trc")]
pub struct ExportArgs {
    /// The recording.
    file: PathBuf,
    /// What to write.
    #[arg(long)]
    to: Format,
    /// Which frames.
    #[arg(long, value_name = "STREAM", value_enum, default_value_t)]
    stream: Told,
    /// Where to [default: beside the recording, under its name].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Markers for OpenSim and Pose2Sim: metres, y up, one file an athlete (FILE_1.trc, FILE_2.trc, …).
    Trc,
    /// One row a joint and moment.
    Csv,
    /// One tracking frame a line.
    Jsonl,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Trc => "trc",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }
}

/// Runs the command.
pub fn run(args: ExportArgs) -> Result<()> {
    let extension = args.to.extension();
    let output = args
        .output
        .unwrap_or_else(|| args.file.with_extension(extension));
    ensure!(
        output
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(extension)),
        "{}: --to {extension} writes a file that ends in .{extension}",
        output.display()
    );
    let recording = Recording::open(&args.file)?;
    let mut export = Export::create(&output, None)?;
    for frame in recording.frames_told(args.stream)? {
        export.push(&frame?)?;
    }
    let files = export.finish()?;
    if files.is_empty() {
        bail!(
            "{}: nobody was tracked in it, nothing was written",
            args.file.display()
        );
    }
    for file in files {
        eprintln!("{}", file.display());
    }
    Ok(())
}
