//! `trackside calibrate` on the command line.
#![allow(clippy::unwrap_used)]

mod program;

use std::fs;

use trackside_calibration::{Rig, rig_file};

#[test]
fn a_rig_is_checked_repaired_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| program::run_in(folder.path(), args);
    let synthesized = run(&[
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
    assert_eq!(synthesized.0, 0, "{}", synthesized.2);
    let check = [
        "calibrate",
        "check",
        "--detections",
        "case",
        "--field",
        "basketball-fiba",
    ];

    let (code, output, _) = run(&[&check[..], &["case/rig.toml"]].concat());
    assert_eq!(code, 0, "{output}");
    assert!(output.starts_with("good: "), "{output}");

    // Cameras that the rig does not have are named.
    let rig = rig_file::read(&folder.path().join("case/rig.toml")).unwrap();
    let mut cameras = rig.cameras().to_vec();
    let removed = cameras.pop().unwrap().name;
    let smaller = rig_file::to_toml(&Rig::new(cameras.clone()).unwrap());
    fs::write(folder.path().join("smaller.toml"), smaller).unwrap();
    let (code, output, errors) = run(&[&check[..], &["smaller.toml"]].concat());
    assert_eq!(code, 0, "{output}{errors}");
    let named = format!(
        "does not have: \"{removed}\"; it has \"{}\"",
        cameras[0].name
    );
    assert!(errors.contains(&named), "{errors}");
    cameras
        .iter_mut()
        .for_each(|c| c.name += " of another venue");
    let elsewhere = rig_file::to_toml(&Rig::new(cameras).unwrap());
    fs::write(folder.path().join("elsewhere.toml"), elsewhere).unwrap();
    let poses = [
        "calibrate",
        "poses",
        "elsewhere.toml",
        "--people",
        "case",
        "-o",
        "new.toml",
    ];
    for args in [&[&check[..], &["elsewhere.toml"]].concat(), &poses[..]] {
        let (code, _, errors) = run(args);
        assert!(code == 1 && errors.contains("none is left"), "{errors}");
    }

    // The same rig in millimetres, as if another program had written it.
    let mut cameras = rig.cameras().to_vec();
    cameras
        .iter_mut()
        .for_each(|c| c.cam_from_world.translation.vector *= 1e3);
    let wrong = rig_file::to_toml(&rig.with_cameras(cameras).unwrap());
    fs::write(folder.path().join("wrong.toml"), wrong).unwrap();
    let options = [
        "wrong.toml",
        "--json",
        "--repair",
        "repaired.toml",
        "--report",
        "report.html",
    ];
    let (code, output, errors) = run(&[&check[..], &options[..]].concat());
    assert_eq!(code, 0, "{errors}");
    assert!(errors.contains("repaired.toml is good"), "{errors}");
    let report: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert_eq!(report["verdict"], "wrong");
    assert_eq!(report["diagnoses"][0]["cause"], "unit");
    assert_eq!(report["repaired"]["verdict"], "good");
    let repaired = rig_file::read(&folder.path().join("repaired.toml")).unwrap();
    for (a, b) in repaired.cameras().iter().zip(rig.cameras()) {
        assert!(a.centre().distance(b.centre()) < 1e-6);
    }
    let page = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert_eq!(page.matches("<svg").count(), 2 + rig.cameras().len());
    assert!(
        page.contains("millimetres") && !page.contains("http"),
        "the page is not self-contained"
    );

    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.json"]);
    assert!(code == 1 && errors.contains("--to"), "{errors}");
    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.yml"]);
    assert_eq!(code, 0, "{errors}");
    let (code, _, errors) = run(&["calibrate", "convert", "case/rig.toml", "rig.yml"]);
    assert!(code == 1 && errors.contains("--force"), "{errors}");

    let (code, _, errors) = run(&["calibrate", "check", "case/rig.toml"]);
    assert!(code == 1 && errors.contains("--landmarks"), "{errors}");
    let unknown_field = [
        "calibrate",
        "check",
        "case/rig.toml",
        "--detections",
        "case",
        "--field",
        "cricket",
    ];
    let (code, _, errors) = run(&unknown_field);
    assert!(
        code == 1 && errors.contains("cricket") && errors.contains("handball"),
        "{errors}"
    );
}
