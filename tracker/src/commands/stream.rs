//! The choice between the streams of a recording on the command line.

use clap::ValueEnum;
use trackside_schema::Stream;

/// Which frames of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum StreamChoice {
    /// The live frames; of a refined recording, the refined ones.
    #[default]
    Live,
    /// The fixed-lag smoothed frames.
    Smooth,
}

impl From<StreamChoice> for Stream {
    fn from(choice: StreamChoice) -> Stream {
        match choice {
            StreamChoice::Live => Stream::Live,
            StreamChoice::Smooth => Stream::Smooth,
        }
    }
}
