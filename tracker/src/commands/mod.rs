//! The command line, one file a command.

pub mod bench;
pub mod calibrate;
pub mod demo;
pub mod doctor;
pub mod eval;
pub mod export;
pub mod fuse;
pub mod highlights;
pub mod import;
pub mod models;
pub mod node;
pub mod observe;
pub mod overlay;
pub mod overwrite;
pub mod plot;
pub mod record;
pub mod recover;
pub mod refine;
pub mod renamed_flags;
pub mod replay;
pub mod run;
pub mod serve;
pub mod setup;
pub mod stream;
pub mod synth;

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::progress;

/// Venue cameras in, live 3D skeletons and ball out.
#[derive(Debug, Parser)]
#[command(name = "trackside", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The amount of logging.
    #[command(flatten)]
    pub log: Log,
}

/// The amount of logging on standard error. `RUST_LOG` overrides it.
#[derive(Clone, Copy, Debug, Args)]
pub struct Log {
    /// Log more; twice, log everything.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    /// Log errors alone.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
}

impl Cli {
    /// Parses a command line. What begins with `-` and is a number is a value, as in `--at -1`.
    ///
    /// # Errors
    /// A command line that is wrong, or asks for help.
    pub fn from_arguments(
        arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    ) -> Result<Cli, clap::Error> {
        let matches = with_negative_numbers(Cli::command()).try_get_matches_from(arguments)?;
        Cli::from_arg_matches(&matches)
    }
}

fn with_negative_numbers(command: clap::Command) -> clap::Command {
    let takes_values = |arg: &clap::Arg| arg.get_action().takes_values();
    command
        .mut_args(|arg| {
            if takes_values(&arg) {
                arg.allow_negative_numbers(true)
            } else {
                arg
            }
        })
        .mut_subcommands(with_negative_numbers)
}

impl Log {
    /// Starts logging to standard error. The demo has a screen of its own and logs errors alone.
    pub fn start(self, command: &Command) {
        let level = match (self.quiet, self.verbose) {
            (true, _) => {
                progress::silence();
                "error"
            }
            (_, 0) if matches!(command, Command::Demo(_)) => "error",
            (_, 0) => "error,trackside=info",
            (_, 1) => "info,trackside=debug",
            _ => "debug",
        };
        let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .without_time()
            .with_target(false)
            .init();
    }
}

/// The roles of the one program.
#[derive(Debug, Subcommand)]
#[allow(missing_docs)]
pub enum Command {
    Demo(demo::DemoArgs),
    Run(run::RunArgs),
    Node(node::NodeArgs),
    Fuse(fuse::FuseArgs),
    Observe(observe::ObserveArgs),
    Setup(setup::SetupArgs),
    Calibrate(calibrate::CalibrateArgs),
    Import(Box<import::ImportArgs>),
    Eval(eval::EvalArgs),
    Export(export::ExportArgs),
    Overlay(overlay::OverlayArgs),
    Highlights(highlights::HighlightsArgs),
    Plot(plot::PlotArgs),
    Synth(synth::SynthArgs),
    Record(record::RecordArgs),
    Replay(replay::ReplayArgs),
    Refine(refine::RefineArgs),
    Serve(serve::ServeArgs),
    Recover(recover::RecoverArgs),
    Models(models::ModelsArgs),
    Bench(bench::BenchArgs),
    Doctor(doctor::DoctorArgs),
}

impl Command {
    /// Runs the command to its end.
    pub fn run(self) -> anyhow::Result<()> {
        match self {
            Command::Demo(args) => demo::run(args),
            Command::Run(args) => run::run(args),
            Command::Node(args) => node::run(args),
            Command::Fuse(args) => fuse::run(args),
            Command::Observe(args) => observe::run(args),
            Command::Setup(args) => setup::run(&args),
            Command::Calibrate(args) => calibrate::run(args),
            Command::Import(args) => import::run(*args),
            Command::Eval(args) => eval::run(args),
            Command::Export(args) => export::run(args),
            Command::Overlay(args) => overlay::run(args),
            Command::Highlights(args) => highlights::run(args),
            Command::Plot(args) => plot::run(args),
            Command::Synth(args) => synth::run(args),
            Command::Record(args) => record::run(args),
            Command::Replay(args) => replay::run(args),
            Command::Refine(args) => refine::run(args),
            Command::Serve(args) => serve::run(args),
            Command::Recover(args) => recover::run(args),
            Command::Models(args) => models::run(args),
            Command::Bench(args) => bench::run(args),
            Command::Doctor(args) => doctor::run(args),
        }
    }
}
