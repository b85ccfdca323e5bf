//! USD files: their text, and what Pixar's library reads from them.

use trackside_export::usd;

use super::*;

/// The text of a property of a prim at a time code.
fn sample<'t>(text: &'t str, prim: &str, property: &str, code: &str) -> &'t str {
    let begin = text.find(&format!("\"{prim}\"")).unwrap();
    let keys = text[begin..].split_once(property).unwrap().1;
    let keys = keys.split_once("\n        ").unwrap().1;
    let key = format!("{code}: ");
    let line = keys.lines().find_map(|l| l.trim().strip_prefix(&key));
    line.unwrap().trim_end_matches(',')
}

/// The numbers of the n-th tuple of a list.
fn tuple(list: &str, n: usize) -> Vec<f64> {
    let tuple = list
        .split('(')
        .nth(n + 1)
        .unwrap()
        .split(')')
        .next()
        .unwrap();
    tuple.split(", ").map(|v| v.parse().unwrap()).collect()
}

#[test]
fn usd_has_bodies_ball_field_and_cameras_at_their_positions() {
    let world = world();
    let tracks = recording(&world);
    let cameras: &'static [_] = world.rig().unwrap().cameras().to_vec().leak();
    let scene = scene(&world, cameras);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("game.usda");
    assert_eq!(
        usd::write(&tracks, &scene, FootMode::Measured, &path).unwrap(),
        4
    );
    let text = fs::read_to_string(&path).unwrap();

    assert!(text.starts_with("#usda 1.0\n("));
    for (open, close) in [('{', '}'), ('(', ')'), ('[', ']')] {
        assert_eq!(text.matches(open).count(), text.matches(close).count());
    }
    assert_eq!(text.matches("def SkelRoot ").count(), 4);
    assert_eq!(text.matches("def Camera ").count(), cameras.len());
    assert!(text.contains("displayName = \"Lions 7\"") && text.contains("def Mesh \"Floor\""));
    assert!(!text.contains("NaN") && !text.contains("inf,"));
    // An absent athlete, and the ball before it appears, are invisible.
    assert_eq!(
        sample(&text, "athlete_2", "visibility", "40"),
        "\"inherited\""
    );
    assert_eq!(
        sample(&text, "athlete_2", "visibility", "19.5"),
        "\"invisible\""
    );
    assert_eq!(sample(&text, "Ball", "visibility", "0"), "\"invisible\"");

    // With locked feet, the joints are as measured.
    let locked = folder.path().join("locked.usda");
    usd::write(&tracks, &scene, FootMode::Locked, &locked).unwrap();
    let locked = fs::read_to_string(&locked).unwrap();
    let mut expected = Vec::new();
    for (id, track) in tracks.athletes() {
        let prim = format!("athlete_{}", id.0);
        let own = &locked[locked.find(&format!("\"{prim}\"")).unwrap()..];
        for frame in track.samples.iter().filter(|s| s.tick % 7 == 0) {
            for (joint, bone) in NODES {
                let at = frame.joints[joint.index()]
                    .unwrap()
                    .position_m
                    .map(f64::from);
                let code = frame.tick.to_string();
                let translations = sample(&text, &prim, "translations", &code);
                let position = tuple(translations, bone as usize);
                let error = (Vector3::from_vec(position) - Vector3::from(at)).norm();
                assert!(error < 1e-5, "{prim} {bone:?} at {code}: {error} m");
                let node = format!("{prim}/{bone:?}");
                expected.push(json!({"node": node, "frame": frame.tick, "at": at}));
            }
            for joint in [Joint::LAnkle, Joint::RBigToe, Joint::Neck] {
                let at = frame.joints[joint.index()]
                    .unwrap()
                    .position_m
                    .map(f64::from);
                let code = frame.tick.to_string();
                let position = tuple(sample(own, joint.name(), "xformOp:translate", &code), 0);
                let error = (Vector3::from_vec(position) - Vector3::from(at)).norm();
                assert!(error < 2e-5, "{prim} {joint:?} at {code}: {error} m");
                let node = format!("{prim}/Joints/{}", joint.name());
                expected.push(json!({"node": node, "frame": frame.tick, "at": at}));
            }
        }
    }
    check_with_program("usd.py", &path, &expected, 1.0);
}
