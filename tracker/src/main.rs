//! The `trackside` program.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use trackside::commands::Cli;
use trackside::commands::calibrate::RigVerdict;

fn main() -> ExitCode {
    hush_libraries();
    let Cli { command, log } = Cli::parse();
    log.start(&command);
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A check has printed its report already.
            if let Some(verdict) = error.downcast_ref::<RigVerdict>() {
                return ExitCode::from(verdict.exit_code());
            }
            let _ = writeln!(io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|e| e.downcast_ref::<io::Error>());
    io.into_iter()
        .any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// What OpenCV and FFmpeg write to standard error by themselves names no camera; our own messages do. And ONNX Runtime's
/// official builds report to their maker unless this is set before they start; a venue's hosts report to nobody.
#[allow(unsafe_code)]
fn hush_libraries() {
    for (name, quiet) in [
        ("OPENCV_LOG_LEVEL", "SILENT"),
        ("OPENCV_FFMPEG_LOGLEVEL", "-8"),
        ("ORT_DISABLE_TELEMETRY", "1"),
    ] {
        if std::env::var_os(name).is_none() {
            // SAFETY: the first thing the program does; no other thread is there to read the environment.
            unsafe { std::env::set_var(name, quiet) };
        }
    }
}
