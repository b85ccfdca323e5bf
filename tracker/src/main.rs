//! The `trackside` program.

use std::io::{self, Write};
use std::process::ExitCode;

use trackside::commands::calibrate::RigVerdict;
use trackside::commands::{Cli, renamed_flags};

fn main() -> ExitCode {
    silence_libraries();
    let Cli { command, log } = match Cli::from_arguments(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => return report_usage(&error),
    };
    log.start(&command);
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of standard output has closed it.
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

/// Prints help or what is wrong with the command line, and what a flag is called now that had another name.
fn report_usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let unknown = error.kind() == clap::error::ErrorKind::UnknownArgument;
    if let Some(hint) = unknown.then(|| renamed_flags::hint(&arguments)).flatten() {
        let _ = writeln!(io::stderr(), "\nrenamed: {hint}");
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|e| e.downcast_ref::<io::Error>());
    io.into_iter()
        .any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Silences what OpenCV and FFmpeg write to standard error: it names no camera, and the program's own messages do. Disables
/// the telemetry of ONNX Runtime's official builds, which must be set before they start.
#[allow(unsafe_code)]
fn silence_libraries() {
    for (name, quiet) in [
        ("OPENCV_LOG_LEVEL", "SILENT"),
        ("OPENCV_FFMPEG_LOGLEVEL", "-8"),
        ("ORT_DISABLE_TELEMETRY", "1"),
    ] {
        if std::env::var_os(name).is_none() {
            // SAFETY: main calls this first, before any other thread could read the environment.
            unsafe { std::env::set_var(name, quiet) };
        }
    }
}
