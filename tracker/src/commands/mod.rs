//! The command line, one file a command.

pub mod bench;
pub mod demo;
pub mod doctor;
pub mod eval;
pub mod export;
pub mod fuse;
pub mod import;
pub mod models;
pub mod node;
pub mod overlay;
pub mod record;
pub mod recover;
pub mod replay;
pub mod run;

use clap::{Parser, Subcommand};

/// Venue cameras in, live 3D skeletons and ball out.
#[derive(Debug, Parser)]
#[command(name = "trackside", version, about, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The roles of the one program.
#[derive(Debug, Subcommand)]
#[allow(missing_docs)]
pub enum Command {
    Demo(demo::DemoArgs),
    Run(run::RunArgs),
    Node(node::NodeArgs),
    Fuse(fuse::FuseArgs),
    Import(import::ImportArgs),
    Eval(eval::EvalArgs),
    Export(export::ExportArgs),
    Overlay(overlay::OverlayArgs),
    Record(record::RecordArgs),
    Replay(replay::ReplayArgs),
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
            Command::Import(args) => import::run(args),
            Command::Eval(args) => eval::run(args),
            Command::Export(args) => export::run(args),
            Command::Overlay(args) => overlay::run(args),
            Command::Record(args) => record::run(args),
            Command::Replay(args) => replay::run(args),
            Command::Recover(args) => recover::run(args),
            Command::Models(args) => models::run(args),
            Command::Bench(args) => bench::run(args),
            Command::Doctor(args) => doctor::run(args),
        }
    }
}
