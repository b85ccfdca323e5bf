//! Which networks observe a venue's images: those that it names, or a preset of this host; and what to do where they are not
//! on this host.

use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use trackside_models::{
    Catalogue, Engine, HostKind, Manifest, ModelTask, ObserverOptions, Preset, WeightsSearchPath,
    megabytes,
};

use crate::venue::{EMBEDDED_NETWORK, ModelsSection, Venue};

/// The networks of a `[models]` section.
#[derive(Clone, Debug)]
pub struct ChosenNetworks {
    /// The options of the observer.
    pub options: ObserverOptions,
    /// The preset that names the detector or the pose network; `None`: the section names both.
    pub preset: Option<Preset>,
    /// Networks that are not on this host, in the order of use.
    missing: Vec<Manifest>,
}

/// Loads the networks that observe a venue's images.
///
/// # Errors
/// As [`choose`] and [`ChosenNetworks::open`].
pub fn open(venue: &Venue) -> Result<Arc<Engine>> {
    let models = venue.models.clone().unwrap_or_default();
    let located = || format!("{}: [models]", venue.path.display());
    let chosen = choose(&models).with_context(located)?;
    let engine = chosen.open().with_context(located)?;
    let ObserverOptions { detector, pose, .. } = &chosen.options;
    if let Some(Preset { quality, host, .. }) = chosen.preset {
        let pose = pose.as_deref().unwrap_or("no pose network");
        let host = host.name();
        tracing::info!("preset {quality} for this host ({host}): {detector} and {pose}");
    }
    if detector == EMBEDDED_NETWORK && !venue.is_synthetic() {
        tracing::warn!(
            "{EMBEDDED_NETWORK} was trained on rendered people alone: on photographs it misses most people and reports some \
             where nobody is; --quality balanced takes networks for real images"
        );
    }
    Ok(engine)
}

/// The networks of a `[models]` section: what it names; else those of its preset, `balanced` by default, for this host.
///
/// # Errors
/// An unknown network; ONNX Runtime that is missing, where a preset depends on what it runs on.
pub fn choose(models: &ModelsSection) -> Result<ChosenNetworks> {
    let catalogue = Catalogue::load()?;
    let preset = match (models.preset, &models.detector) {
        (None, Some(_)) => None,
        (quality, _) => Some(Preset::of(
            quality.unwrap_or_default(),
            HostKind::of_this_host()?,
        )),
    };
    let named = models.detector.as_deref();
    let detector = named.or(preset.map(|p| p.detector)).unwrap_or_default();
    // A detector that finds joints itself excludes a pose network.
    let takes_pose = catalogue.by_name(detector)?.task != ModelTask::PoseMulti;
    let usual_pose = preset.filter(|_| takes_pose).map(|p| p.pose);
    let pose = models.pose.as_deref().or(usual_pose);
    let options = models.options(detector, pose);
    let weights = WeightsSearchPath::default();
    let roles = [
        Some(&options.detector),
        options.pose.as_ref(),
        options.ball.as_ref(),
        options.reid.as_ref(),
    ];
    let mut missing = Vec::new();
    for name in roles.into_iter().flatten() {
        let manifest = catalogue.by_name(name)?;
        if weights.find(manifest).is_none() {
            missing.push(manifest.clone());
        }
    }
    Ok(ChosenNetworks {
        options,
        preset,
        missing,
    })
}

impl ChosenNetworks {
    /// Loads the networks.
    ///
    /// # Errors
    /// Networks that are not on this host, with the command that fetches them, its size and its terms; networks that cannot be
    /// run; a detector of boxes without a network for joints, where nothing else would be observed.
    pub fn open(&self) -> Result<Arc<Engine>> {
        if let Some(missing) = self.describe_missing() {
            bail!("{missing}");
        }
        let engine = Engine::open(&self.options, &WeightsSearchPath::default())?;
        if self.options.pose.is_none() {
            let catalogue = Catalogue::load()?;
            let detector = catalogue.by_name(&self.options.detector)?;
            if detector.task == ModelTask::Detect {
                tracing::warn!(
                    "{} finds boxes: without a network for joints (`pose`) people are not reported, only balls",
                    detector.name
                );
            }
        }
        Ok(engine)
    }

    /// The one command that fetches what is missing. `None`: nothing is, or something has no address.
    pub fn pull_command(&self) -> Option<String> {
        if self.missing.is_empty() || self.missing.iter().any(|m| m.urls.is_empty()) {
            return None;
        }
        let all_of_preset =
            |p: &Preset| (self.missing.iter()).all(|m| p.networks().contains(&m.name.as_str()));
        Some(match self.preset.filter(all_of_preset) {
            Some(preset) => format!("trackside models pull --preset {}", preset.quality),
            None => {
                let names: Vec<&str> = self.missing.iter().map(|m| m.name.as_str()).collect();
                format!("trackside models pull {}", names.join(" "))
            }
        })
    }

    /// What is missing, the command that fetches it, its size and its terms, in words. `None`: nothing is missing.
    pub fn describe_missing(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let mut text = match self.preset {
            Some(preset) => format!(
                "real images take the preset {} for this host ({}): {} and {}. ",
                preset.quality,
                preset.host.name(),
                preset.detector,
                preset.pose
            ),
            None => String::new(),
        };
        let names: Vec<&str> = self.missing.iter().map(|m| m.name.as_str()).collect();
        let are = if names.len() == 1 { "is" } else { "are" };
        // Writing into a String cannot fail.
        let _ = write!(text, "{} {are} not on this host", names.join(" and "));
        match self.pull_command() {
            Some(command) => {
                let _ = write!(text, ": `{command}` fetches {}", total_size(&self.missing));
            }
            None => {
                let homeless = self.missing.iter().filter(|m| m.urls.is_empty());
                for manifest in homeless {
                    let _ = write!(
                        text,
                        "; {} has no download address (source: {}), `trackside models pull {} --from FOLDER` takes its file {}",
                        manifest.name, manifest.source, manifest.name, manifest.file
                    );
                }
            }
        }
        for manifest in &self.missing {
            let _ = write!(text, "\n  {}: {}", manifest.name, manifest.terms());
        }
        Some(text)
    }
}

/// The size of several downloads, for people: `64.0 MB`, `more than 36 MB` where one is not known.
pub fn total_size<'a>(manifests: impl IntoIterator<Item = &'a Manifest>) -> String {
    let (mut bytes, mut is_exact, mut is_complete) = (0, true, true);
    for manifest in manifests {
        match (manifest.download_bytes(), manifest.bytes) {
            (Some(known), _) => bytes += known,
            (None, Some(known)) => (bytes, is_exact) = (bytes + known, false),
            (None, None) => is_complete = false,
        }
    }
    match (is_complete, is_exact) {
        (true, true) => megabytes(bytes),
        (true, false) => format!("about {}", megabytes(bytes)),
        (false, _) if bytes == 0 => "files of unknown size".to_owned(),
        (false, _) => format!("more than {}", megabytes(bytes)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn missing(names: &[&str], preset: Option<Preset>) -> ChosenNetworks {
        let catalogue = Catalogue::with_folder(None).unwrap();
        let manifest = |name: &&str| catalogue.by_name(name).unwrap().clone();
        ChosenNetworks {
            options: ObserverOptions::default(),
            preset,
            missing: names.iter().map(manifest).collect(),
        }
    }

    #[test]
    fn one_command_fetches_all_that_is_missing_and_terms_are_said() {
        let preset = Preset::of(trackside_models::Quality::Balanced, HostKind::Cpu);
        let whole = missing(&preset.networks(), Some(preset));
        let command = whole.pull_command().unwrap();
        assert_eq!(command, "trackside models pull --preset balanced");
        let text = whole.describe_missing().unwrap();
        assert!(
            text.contains("yolox-tiny and rtmpose-s-halpe26 are not on this host")
                && text.contains("about 43.0 MB")
                && text.contains("research only"),
            "{text}"
        );
        let named = missing(&["yolox-x", "rtmpose-t-halpe26"], None);
        let command = named.pull_command().unwrap();
        assert_eq!(command, "trackside models pull yolox-x rtmpose-t-halpe26");
        assert!(
            named
                .describe_missing()
                .unwrap()
                .contains("more than 396.1 MB")
        );
        let more = missing(&["yolox-tiny", "reid-youtu-2021nov"], Some(preset));
        let command = more.pull_command().unwrap();
        assert_eq!(
            command,
            "trackside models pull yolox-tiny reid-youtu-2021nov"
        );
        assert_eq!(missing(&[], Some(preset)).describe_missing(), None);
    }
}
