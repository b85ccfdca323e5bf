//! Runs the program as a user does.
#![allow(dead_code)] // Each test target uses its part.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program with these arguments; its output is captured.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    command
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What the program wrote to standard error.
pub fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Standard output, of a run that succeeded.
pub fn stdout(output: Output) -> String {
    assert!(output.status.success(), "{}", errors(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Runs the program; it must succeed. Returns standard output.
pub fn succeed(args: &[&str]) -> String {
    stdout(command(args).output().unwrap())
}

/// Runs the program with `--json`; it must succeed. Returns what it printed.
pub fn report(args: &[&str]) -> Value {
    let printed = succeed(&[args, &["--json"]].concat());
    // The last line: a dashboard may come before.
    serde_json::from_str(printed.lines().last().unwrap()).unwrap()
}

/// Runs the program; it must refuse, in words. Returns standard error.
pub fn refuse(args: &[&str]) -> String {
    let output = command(args).output().unwrap();
    let errors = errors(&output);
    assert!(
        !output.status.success() && output.stdout.is_empty(),
        "{args:?}: {errors}"
    );
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

/// Runs the program in a folder: exit code, standard output, standard error.
pub fn run_in(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = command(args).current_dir(folder).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code().unwrap(), printed, errors(&output))
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
