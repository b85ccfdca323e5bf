//! `trackside calibrate` on the command line.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::Command;

use trackside_calibration::{Rig, rig_file};

/// Runs the program in a folder: exit code, standard output, standard error.
fn trackside(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    let output = command.args(args).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_rig_is_checked_mended_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| trackside(folder.path(), args);
    let made = run(&[
        "synth",
        "basketball",
        "--seed",
        "900001",
        "--seconds",
        "5",
        "--no-videos",
        "-o",
        "case",
    ]);
    assert_eq!(made.0, 0, "{}", made.2);
    let check = [
        "calibrate",
        "check",
        "--detections",
        "case",
        "--field",
        "basketball-fiba",
    ];

    let (code, said, _) = run(&[&check[..], &["case/rig.toml"]].concat());
    assert_eq!(code, 0, "{said}");
    assert!(said.starts_with("good: "), "{said}");

    // Cameras that the rig does not have are named.
    let rig = rig_file::read(&folder.path().join("case/rig.toml")).unwrap();
    let mut cameras = rig.cameras().to_vec();
    let left_out = cameras.pop().unwrap().name;
    let smaller = rig_file::to_toml(&Rig::new(cameras.clone()).unwrap());
    fs::write(folder.path().join("smaller.toml"), smaller).unwrap();
    let (code, said, errors) = run(&[&check[..], &["smaller.toml"]].concat());
    assert_eq!(code, 0, "{said}{errors}");
    let named = format!(
        "does not have: \"{left_out}\"; it has \"{}\"",
        cameras[0].name
    );
    assert!(errors.contains(&named), "{errors}");
    cameras
        .iter_mut()
        .for_each(|c| c.name += " of another hall");
    let elsewhere = rig_file::to_toml(&Rig::new(cameras).unwrap());
    fs::write(folder.path().join("elsewhere.toml"), elsewhere).unwrap();
    let asked = [
        "calibrate",
        "poses",
        "elsewhere.toml",
        "--people",
        "case",
        "-o",
        "new.toml",
    ];
    for asked in [&[&check[..], &["elsewhere.toml"]].concat(), &asked[..]] {
        let (code, _, errors) = run(asked);
        assert!(code == 1 && errors.contains("none is left"), "{errors}");
    }

    // The same rig in millimetres, as if another program had written it.
    let mut cameras = rig.cameras().to_vec();
    cameras
        .iter_mut()
        .for_each(|c| c.cam_from_world.translation.vector *= 1e3);
    let wrong = rig_file::to_toml(&rig.with_cameras(cameras).unwrap());
    fs::write(folder.path().join("wrong.toml"), wrong).unwrap();
    let asked = [
        "wrong.toml",
        "--json",
        "--repair",
        "mended.toml",
        "--report",
        "report.html",
    ];
    let (code, said, errors) = run(&[&check[..], &asked[..]].concat());
    assert_eq!(code, 4, "{errors}");
    let found: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(found["verdict"], "wrong");
    assert_eq!(found["diagnoses"][0]["cause"], "unit");
    assert_eq!(found["repaired"]["verdict"], "good");
    let mended = rig_file::read(&folder.path().join("mended.toml")).unwrap();
    for (a, b) in mended.cameras().iter().zip(rig.cameras()) {
        assert!(a.centre().distance(b.centre()) < 1e-6);
    }
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert_eq!(page.matches("<svg").count(), 2 + rig.cameras().len());
    assert!(
        page.contains("millimetres") && !page.contains("http"),
        "not one file"
    );

    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.json"]);
    assert!(code == 1 && errors.contains("--to"), "{errors}");
    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.yml"]);
    assert_eq!(code, 0, "{errors}");
    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.yml"]);
    assert!(code == 1 && errors.contains("--force"), "{errors}");

    let (code, _, errors) = run(&["calibrate", "check", "case/rig.toml"]);
    assert!(code == 1 && errors.contains("--landmarks"), "{errors}");
    let asked = [
        "calibrate",
        "check",
        "case/rig.toml",
        "--detections",
        "case",
        "--field",
        "cricket",
    ];
    let (code, _, errors) = run(&asked);
    assert!(
        code == 1 && errors.contains("cricket") && errors.contains("handball"),
        "{errors}"
    );
}
