//! Compiles `proto/` to Rust and to the file descriptors that recordings carry. Does not need `protoc`.

use std::{env, error::Error, fs, path::Path};

use protox::prost::Message;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let files = ["skeleton", "view", "frame", "venue", "flow_control"]
        .map(|f| format!("trackside/v1/{f}.proto"));
    let mut descriptors = protox::compile(files, ["proto"])?;
    prost_build::Config::new()
        .enable_type_names()
        .compile_fds(descriptors.clone())?;
    // Recordings carry the descriptors; comments would only enlarge them.
    for file in &mut descriptors.file {
        file.source_code_info = None;
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(
        Path::new(&out).join("trackside.v1.bin"),
        descriptors.encode_to_vec(),
    )?;
    Ok(())
}
