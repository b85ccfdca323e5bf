//! What a network says about a picture: sample, run, decode, and back into the picture's pixels.

use crate::ModelError;
use crate::decode::{
    Box2d, Detection, Person, Spot, Tensor, blazepose, footandball, heatmap, movenet, openpose,
    output, reid, rtmdet, simcc, single_shot, yolox,
};
use crate::manifest::{Decoder, Input, Manifest};
use crate::network::{Job, Network};
use crate::picture::Picture;
use crate::sample::{Affine, Border, Sampler};

/// Memory that is used again from picture to picture; one a thread.
#[derive(Debug, Default)]
pub struct Scratch {
    sampler: Sampler,
    jobs: Vec<Job>,
}

impl Scratch {
    /// The job of running a network on a whole picture at that size.
    pub fn prepare(&mut self, picture: &Picture<'_>, input: &Input, size: [u32; 2]) -> Job {
        let mut job = Job::default();
        let map = Affine::letterbox(picture.size(), size);
        self.sampler
            .fill(picture, &map, input, size, Border::Repeat, &mut job.input);
        job
    }
}

impl Network {
    /// Finds people and balls of at least `min_score`, best first. `size` is the input's width and height, for
    /// networks that take more than one; `None`: as the manifest says, shrunk to the picture's shape.
    pub fn detect(
        &self,
        picture: &Picture<'_>,
        size: Option<[u32; 2]>,
        min_score: f32,
        scratch: &mut Scratch,
    ) -> Result<Vec<Detection>, ModelError> {
        let size = self.input_size(picture, size);
        let map = self.run_whole(picture, size, scratch)?;
        let mut found = boxes(self.manifest(), &scratch.jobs[0].outputs, size, min_score)?;
        for detection in &mut found {
            detection.bounds = map.box_to_picture(&detection.bounds);
        }
        Ok(found)
    }

    /// Finds everyone's joints at once, and the balls where the network knows them; the surest first. `size` is as for
    /// [`Network::detect`], `min_scores` of people and balls.
    pub fn everyone(
        &self,
        picture: &Picture<'_>,
        size: Option<[u32; 2]>,
        min_scores: [f32; 2],
        scratch: &mut Scratch,
    ) -> Result<(Vec<Person>, Vec<Spot>), ModelError> {
        let manifest = self.manifest();
        let map = self.run_whole(picture, self.input_size(picture, size), scratch)?;
        let outputs = &scratch.jobs[0].outputs;
        let (mut people, mut balls) = match manifest.decoder {
            Decoder::Openpose { stride } => {
                let found = openpose::decode(output(outputs, 0)?, output(outputs, 1)?, stride);
                found.map(|people| (people, Vec::new()))
            }
            Decoder::SingleShot {} => single_shot::decode(
                output(outputs, 0)?,
                output(outputs, 1)?,
                min_scores[0],
                min_scores[1],
            ),
            _ => return Err(no_decoder(manifest)),
        }
        .map_err(|e| e.at(&manifest.name))?;
        people.retain(|p| p.score >= min_scores[0]);
        let joints = people
            .iter_mut()
            .flat_map(|p| p.joints.iter_mut().flatten());
        joints
            .chain(&mut balls)
            .for_each(|spot| *spot = placed(&map, *spot));
        Ok((people, balls))
    }

    /// Finds the joints of each person, in the order of the manifest's joint set.
    pub fn joints(
        &self,
        picture: &Picture<'_>,
        people: &[Box2d],
        scratch: &mut Scratch,
    ) -> Result<Vec<Vec<Spot>>, ModelError> {
        let maps = self.run_crops(picture, people, scratch)?;
        let decode = |(job, map): (&Job, &Affine)| {
            let spots = pose(self.manifest(), &job.outputs, job.input.size)?;
            Ok(spots.into_iter().map(|s| placed(map, s)).collect())
        };
        scratch.jobs.iter().zip(&maps).map(decode).collect()
    }

    /// Gives each person's appearance vector, of unit length.
    pub fn appearances(
        &self,
        picture: &Picture<'_>,
        people: &[Box2d],
        scratch: &mut Scratch,
    ) -> Result<Vec<Option<Vec<f32>>>, ModelError> {
        if !matches!(self.manifest().decoder, Decoder::Reid {}) {
            return Err(no_decoder(self.manifest()));
        }
        self.run_crops(picture, people, scratch)?;
        let vector = |job: &Job| reid::decode(output(&job.outputs, 0)?);
        scratch.jobs.iter().map(vector).collect()
    }

    fn input_size(&self, picture: &Picture<'_>, wanted: Option<[u32; 2]>) -> [u32; 2] {
        let input = &self.manifest().input;
        wanted
            .filter(|_| input.multiple_of.is_some())
            .unwrap_or_else(|| input.size_for(picture.size()))
    }

    /// Runs on the whole picture; the answer is in the first job.
    fn run_whole(
        &self,
        picture: &Picture<'_>,
        size: [u32; 2],
        scratch: &mut Scratch,
    ) -> Result<Affine, ModelError> {
        picture.check()?;
        let map = Affine::letterbox(picture.size(), size);
        scratch.jobs.resize_with(1, Job::default);
        let job = &mut scratch.jobs[0];
        let input = &self.manifest().input;
        scratch
            .sampler
            .fill(picture, &map, input, size, Border::Repeat, &mut job.input);
        self.run(&mut scratch.jobs)?;
        Ok(map)
    }

    /// Runs on the crop round each person; the answers are in as many jobs.
    fn run_crops(
        &self,
        picture: &Picture<'_>,
        people: &[Box2d],
        scratch: &mut Scratch,
    ) -> Result<Vec<Affine>, ModelError> {
        picture.check()?;
        let input = &self.manifest().input;
        scratch.jobs.resize_with(people.len(), Job::default);
        let mut maps = Vec::with_capacity(people.len());
        for (person, job) in people.iter().zip(&mut scratch.jobs) {
            let map = Affine::crop(person, input.size, input.margin);
            let size = input.size;
            scratch
                .sampler
                .fill(picture, &map, input, size, Border::Fade, &mut job.input);
            maps.push(map);
        }
        self.run(&mut scratch.jobs)?;
        Ok(maps)
    }
}

/// A joint taken from a network's input to the picture.
fn placed(map: &Affine, spot: Spot) -> Spot {
    Spot {
        at: map.to_picture(spot.at),
        sigma: spot.sigma * map.scale[0].abs(),
        score: spot.score,
    }
}

/// The boxes in a detector's outputs.
fn boxes(
    manifest: &Manifest,
    outputs: &[Tensor],
    size: [u32; 2],
    min_score: f32,
) -> Result<Vec<Detection>, ModelError> {
    let at = |i| output(outputs, i);
    match manifest.decoder {
        Decoder::Yolox { nms_iou } => yolox::decode(at(0)?, size, nms_iou, min_score),
        Decoder::Rtmdet {} => rtmdet::decode(at(0)?, min_score),
        Decoder::Footandball {} => footandball::decode(at(0)?, at(1)?, at(2)?, size, min_score),
        _ => return Err(no_decoder(manifest)),
    }
    .map_err(|e| e.at(&manifest.name))
}

/// The joints in a one-person network's outputs.
fn pose(manifest: &Manifest, outputs: &[Tensor], size: [u32; 2]) -> Result<Vec<Spot>, ModelError> {
    let at = |i| output(outputs, i);
    let spots = match manifest.decoder {
        Decoder::Heatmap { blur } => heatmap::decode(at(0)?, size, blur),
        Decoder::Simcc { split } => simcc::decode(at(0)?, at(1)?, size, split),
        Decoder::Movenet {} => movenet::decode(at(0)?, size),
        Decoder::Blazepose {} => blazepose::decode(at(0)?, at(1)?, size),
        _ => return Err(no_decoder(manifest)),
    }
    .map_err(|e| e.at(&manifest.name))?;
    let wanted = manifest.joints().map_or(0, |set| set.joints.len());
    if spots.len() != wanted {
        return Err(ModelError::new(format!(
            "{}: the network gave {} joints, its joint set has {wanted}",
            manifest.name,
            spots.len()
        )));
    }
    Ok(spots)
}

fn no_decoder(manifest: &Manifest) -> ModelError {
    ModelError::new(format!(
        "{}: its decoder {:?} does not give what is asked for",
        manifest.name, manifest.decoder
    ))
}
