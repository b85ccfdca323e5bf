//! What is wrong with what was read, said before a rig is blamed for it.

use trackside_calibration::Rig;

use super::recording::{RecordedCamera, RecordedProject};
use crate::CaseError;

/// Numbers up to this are shares of the image's sides: nobody is tracked within two pixels.
const MAX_SHARE: f32 = 2.0;
/// With more of its joints outside of the image than this, a camera's people are of another image …
const MOSTLY_OUTSIDE: f64 = 0.5;
/// … and with more than this, that is said.
const OFTEN_OUTSIDE: f64 = 0.1;
/// Cameras whose numbers have less than this in common are counted from different images.
const MIN_COMMON_SHARE: f64 = 0.5;

/// Checks that a camera's numbers are px.
///
/// # Errors
/// They are shares of the image's sides.
pub fn check_coordinates(
    name: &str,
    camera: &RecordedCamera,
    size_px: [u32; 2],
) -> Result<(), CaseError> {
    let (mut least, mut most, mut n) = (f32::MAX, f32::MIN, 0usize);
    let joints = camera
        .images
        .values()
        .flat_map(|i| i.people.iter().flatten().flatten());
    for joint in joints {
        least = least.min(joint[0].min(joint[1]));
        most = most.max(joint[0].max(joint[1]));
        n += 1;
    }
    if n == 0 || most > MAX_SHARE || least < -MAX_SHARE || size_px.iter().any(|s| *s < 16) {
        return Ok(());
    }
    let how = if least < -0.5 { "centred" } else { "unit" };
    let from = camera
        .people_from
        .as_ref()
        .map(|p| format!("{}: ", p.display()));
    Err(CaseError(format!(
        "{}camera \"{name}\": all joints lie between {least:.2} and {most:.2}: these are shares of the image, not pixels; \
         --coordinates {how} takes them as such",
        from.unwrap_or_default()
    )))
}

/// Checks a project; returns what the user should know of it, a sentence each.
///
/// # Errors
/// What cannot be tracked in 3D, whatever the rig: one camera alone; images without common numbers; joints outside of the images.
pub fn check(project: &RecordedProject) -> Result<Vec<String>, CaseError> {
    let mut notes = check_count(&project.rig, &project.cameras)?;
    for (camera, calibrated) in project.cameras.iter().zip(project.rig.cameras()) {
        notes.extend(check_places(&calibrated.name, camera, calibrated.size_px)?);
    }
    notes.extend(check_numbers(project)?);
    Ok(notes)
}

fn check_count(rig: &Rig, cameras: &[RecordedCamera]) -> Result<Vec<String>, CaseError> {
    let names = |is: fn(&RecordedCamera) -> bool| -> Vec<&str> {
        let named = rig.cameras().iter().zip(cameras);
        named
            .filter(|(_, c)| is(c))
            .map(|(c, _)| c.name.as_str())
            .collect()
    };
    let recorded = names(|c| c.video.is_some() || !c.images.is_empty());
    if let [only] = recorded[..] {
        return Err(CaseError(format!(
            "camera \"{only}\" is the only one with a recording: one camera cannot tell how far away anybody is; two or more \
             that see the same place at the same time are needed"
        )));
    }
    let with_people = names(|c| c.images.values().any(|i| !i.people.is_empty()));
    Ok(match with_people[..] {
        [only] => vec![format!(
            "camera \"{only}\" is the only one in which people were found: from these detections nothing can be tracked in 3D"
        )],
        [] if cameras.iter().any(|c| !c.images.is_empty()) => {
            vec!["there is nobody in any of the detections".to_owned()]
        }
        _ => Vec::new(),
    })
}

/// Whether a camera's joints lie in its image.
fn check_places(
    name: &str,
    camera: &RecordedCamera,
    size_px: [u32; 2],
) -> Result<Vec<String>, CaseError> {
    let [w, h] = size_px.map(|v| v as f32);
    let (mut n, mut outside, mut turned) = (0usize, 0usize, 0usize);
    let mut reach = [0.0f32; 2];
    let joints = camera
        .images
        .values()
        .flat_map(|i| i.people.iter().flatten().flatten());
    for &[x, y, _] in joints {
        let is_in = |x: f32, y: f32| (-1.0..=w + 1.0).contains(&x) && (-1.0..=h + 1.0).contains(&y);
        n += 1;
        outside += usize::from(!is_in(x, y));
        turned += usize::from(!is_in(y, x));
        reach = [reach[0].max(x), reach[1].max(y)];
    }
    let share = outside as f64 / n.max(1) as f64;
    if share <= OFTEN_OUTSIDE {
        return Ok(Vec::new());
    }
    let is_turned = 4 * turned < outside;
    let what = format!(
        "camera \"{name}\": {:.0} % of its joints lie outside of its image of {w}x{h} px: they reach {:.0}x{:.0} px{}",
        100.0 * share,
        reach[0],
        reach[1],
        if is_turned {
            ", as in an image that was turned by 90°"
        } else {
            ""
        }
    );
    if share > MOSTLY_OUTSIDE || is_turned {
        let from = camera
            .people_from
            .as_ref()
            .map(|p| format!("{}: ", p.display()));
        return Err(CaseError(format!(
            "{}{what}; detections and calibration must be of images of one size and orientation (--no-people imports the videos alone)",
            from.unwrap_or_default()
        )));
    }
    Ok(vec![what])
}

/// A camera's images as the project numbers them.
struct Numbers<'p> {
    name: &'p str,
    first: i64,
    last: i64,
    all: Vec<i64>,
}

/// Whether the cameras' images have common numbers.
fn check_numbers(project: &RecordedProject) -> Result<Vec<String>, CaseError> {
    let named = project.rig.cameras().iter().zip(&project.cameras);
    let numbers = |(calibrated, camera): (&'_ trackside_calibration::Camera, &RecordedCamera)| {
        let all: Vec<i64> = camera
            .images
            .keys()
            .map(|n| *n as i64 - camera.images_ahead)
            .collect();
        Some((calibrated.name.clone(), *all.first()?, *all.last()?, all))
    };
    let read: Vec<_> = named.filter_map(numbers).collect();
    let of = |r: &'_ (String, i64, i64, Vec<i64>)| (r.1, r.2);
    let cameras: Vec<Numbers<'_>> = read
        .iter()
        .map(|r| Numbers {
            name: &r.0,
            first: of(r).0,
            last: of(r).1,
            all: r.3.clone(),
        })
        .collect();
    // Whom a camera shares images with.
    let shares = |a: &Numbers<'_>, b: &Numbers<'_>| {
        let common = a
            .all
            .iter()
            .filter(|n| b.all.binary_search(n).is_ok())
            .count();
        common as f64 >= MIN_COMMON_SHARE * a.all.len().min(b.all.len()) as f64
    };
    let friends = |a: &Numbers<'_>| {
        cameras
            .iter()
            .filter(|b| b.name != a.name && shares(a, b))
            .count()
    };
    let alone = cameras.iter().min_by_key(|a| friends(a));
    let mut notes = Vec::new();
    if let Some(alone) = alone.filter(|a| cameras.len() > 1 && friends(a) == 0) {
        let other = cameras
            .iter()
            .filter(|b| b.name != alone.name)
            .max_by_key(|b| friends(b));
        let other = other.unwrap_or(alone);
        let what = format!(
            "camera \"{}\" has images numbered {} to {}, camera \"{}\" {} to {}: too few numbers are in common to be of the same \
             instants. If each counts from its own first image, --renumber counts all from 0",
            alone.name, alone.first, alone.last, other.name, other.first, other.last
        );
        let from = project
            .cameras
            .iter()
            .find_map(|c| c.people_from.as_deref());
        let folder = from
            .and_then(|p| p.parent())
            .unwrap_or(&project.calibration);
        return Err(CaseError::in_file(folder, what));
    }
    let mut firsts: Vec<i64> = cameras.iter().map(|c| c.first).collect();
    firsts.sort_unstable();
    for camera in &cameras {
        let usual = firsts[firsts.len() / 2];
        let late = (camera.first - usual).abs();
        if late > 0 && 10 * late as usize > camera.all.len() && camera.all.len() > 10 {
            notes.push(format!(
                "camera \"{}\" has images from number {} on, others from {usual}: if these are of the same instant, --renumber",
                camera.name, camera.first
            ));
        }
    }
    Ok(notes)
}
