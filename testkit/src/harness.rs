//! Test targets with tests on the shared cases.

use std::cell::RefCell;
use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// A test of a target that [`tests!`](crate::tests) makes.
pub enum Test {
    /// Runs everywhere.
    Plain(fn()),
    /// Takes the folder of the shared cases, and is ignored where there is none.
    OnSharedCases(fn(&Path)),
}

/// The folder of the shared cases: `$TRACKSIDE_SHARED`, by default `shared` beside the checkout; `None` where it has no `cases`.
pub fn shared_cases() -> Option<PathBuf> {
    let named = env::var_os("TRACKSIDE_SHARED").filter(|v| !v.is_empty());
    let folder = named.map_or_else(|| checkout().join("../shared"), PathBuf::from);
    let folder = folder.canonicalize().ok()?;
    folder.join("cases").is_dir().then_some(folder)
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The `main` of a target that [`tests!`](crate::tests) makes of the file `source`. Takes the arguments of Rust's own test runner.
///
/// # Panics
/// `source` has a `#[test]`, which nothing would run.
pub fn run(source: &str, tests: Vec<(&'static str, Test)>) -> ExitCode {
    let arguments = Arguments::from_args();
    let source = checkout().join(source);
    let has_test_attribute = std::fs::read_to_string(&source)
        .is_ok_and(|text| text.lines().any(|line| line.trim() == "#[test]"));
    assert!(
        !has_test_attribute,
        "{}: nothing runs its #[test]: list the test in tests!",
        source.display()
    );
    let folder = shared_cases();
    let waiting = tests
        .iter()
        .filter(|t| matches!(t.1, Test::OnSharedCases(_)));
    let ignored = waiting.count();
    if folder.is_none() && ignored > 0 && !arguments.list {
        eprintln!(
            "skipped: {ignored} tests need the shared cases, whose folder TRACKSIDE_SHARED names"
        );
    }
    let show = arguments.nocapture || arguments.show_output;
    let trial = |(name, test): (&'static str, Test)| {
        let folder = folder.clone();
        let is_ignored = matches!(test, Test::OnSharedCases(_)) && folder.is_none();
        let run = move || {
            let _figures = Figures { show };
            match test {
                Test::Plain(test) => test(),
                Test::OnSharedCases(test) => {
                    test(&folder.ok_or("there are no shared cases: set TRACKSIDE_SHARED")?);
                }
            }
            Ok(())
        };
        Trial::test(name, run).with_ignored_flag(is_ignored)
    };
    libtest_mimic::run(&arguments, tests.into_iter().map(trial).collect()).exit_code()
}

thread_local! {
    static FIGURES: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps a line for when the running test fails, or `--nocapture` is given; the macro [`figures!`](crate::figures) formats it.
pub fn print_figures(line: &str) {
    FIGURES.with_borrow_mut(|figures| *figures += &format!("{line}\n"));
}

/// Prints what the test kept, when the test ends.
struct Figures {
    show: bool,
}

impl Drop for Figures {
    fn drop(&mut self) {
        let figures = FIGURES.take();
        if self.show || std::thread::panicking() {
            eprint!("{figures}");
        }
    }
}

/// As `println!`, of a test in a target of [`tests!`](crate::tests): shown where the test fails, and with `--nocapture`.
#[macro_export]
macro_rules! figures {
    ($($argument:tt)*) => { $crate::print_figures(&format!($($argument)*)) };
}

/// Makes the `main` of a test target with `harness = false`. Tests after `on_shared_cases` take the folder of the shared cases as
/// a `&Path`, and are ignored, and counted so, where it is absent. Do not use `#[test]` in such a target: nothing would run it.
///
/// ```no_run
/// # use std::path::Path;
/// fn one_and_one_are_two() {
///     assert_eq!(1 + 1, 2);
/// }
///
/// fn the_rig_has_a_camera(shared: &Path) {
///     let rig = std::fs::read_to_string(shared.join("cases/shelf-a/rig.toml")).unwrap();
///     assert!(rig.contains("[cam_"));
/// }
///
/// trackside_testkit::tests! {
///     one_and_one_are_two;
///     on_shared_cases the_rig_has_a_camera
/// }
/// ```
#[macro_export]
macro_rules! tests {
    ($($plain:ident),* $(,)? ; on_shared_cases $($shared:ident),+ $(,)?) => {
        fn main() -> std::process::ExitCode {
            $crate::run(file!(), vec![
                $((stringify!($plain), $crate::Test::Plain($plain)),)*
                $((stringify!($shared), $crate::Test::OnSharedCases($shared)),)+
            ])
        }
    };
    (on_shared_cases $($shared:ident),+ $(,)?) => { $crate::tests! { ; on_shared_cases $($shared),+ } };
}
