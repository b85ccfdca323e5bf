//! From an image to detections in image pixels: resample, run, decode, map back.

use crate::decode::{
    Box2d, DecodedKeypoint, DecodedPerson, Detection, Tensor, blazepose, detr, footandball,
    heatmap, movenet, openpose, output, reid, rtmdet, rtmo, simcc, single_shot, yolox,
};
use crate::error::ModelError;
use crate::image::ImageView;
use crate::manifest::{Decoder, InputSpec, Manifest};
use crate::network::{InferenceRequest, Network};
use crate::sample::{Affine, BorderMode, Sampler};

/// Memory that is reused from image to image. Each thread needs its own.
#[derive(Debug, Default)]
pub struct InferenceBuffers {
    sampler: Sampler,
    requests: Vec<InferenceRequest>,
}

impl InferenceBuffers {
    /// A request to run a network on the whole image, in an input of `size` (width and height, px).
    pub fn request_for_image(
        &mut self,
        image: &ImageView<'_>,
        input: &InputSpec,
        size: [u32; 2],
    ) -> InferenceRequest {
        let mut request = InferenceRequest::default();
        let image_from_input = Affine::whole_image(image.size(), size, input.fit);
        self.sampler.fill(
            image,
            &image_from_input,
            input,
            size,
            BorderMode::Replicate,
            &mut request.input,
        );
        request
    }
}

impl Network {
    /// Detects people and balls with at least `min_score`, best first; boxes in image pixels.
    ///
    /// `size` is the width and height of the input, px, for networks with dynamic input size; `None`: the manifest's
    /// size, reduced to the aspect ratio of the image.
    ///
    /// # Errors
    /// An image whose bytes do not fit its size, a failing runtime, outputs of an unexpected shape, a decoder that gives no
    /// boxes.
    pub fn detect(
        &self,
        image: &ImageView<'_>,
        size: Option<[u32; 2]>,
        min_score: f32,
        buffers: &mut InferenceBuffers,
    ) -> Result<Vec<Detection>, ModelError> {
        let size = self.input_size(image, size);
        let image_from_input = self.run_on_image(image, size, buffers)?;
        let mut found = decode_detections(
            self.manifest(),
            &buffers.requests[0].outputs,
            size,
            min_score,
        )?;
        for detection in &mut found {
            detection.bounds = image_from_input.box_to_image(&detection.bounds);
        }
        Ok(found)
    }

    /// Estimates the joints of all people in one pass, and detects balls if the network does; best first, in image pixels.
    ///
    /// `size` as in [`Network::detect`]; `min_scores` are those of people and of balls.
    ///
    /// # Errors
    /// As [`Network::detect`], for a decoder of multi-person poses.
    pub fn detect_multi_pose(
        &self,
        image: &ImageView<'_>,
        size: Option<[u32; 2]>,
        min_scores: [f32; 2],
        buffers: &mut InferenceBuffers,
    ) -> Result<(Vec<DecodedPerson>, Vec<DecodedKeypoint>), ModelError> {
        let manifest = self.manifest();
        let image_from_input = self.run_on_image(image, self.input_size(image, size), buffers)?;
        let outputs = &buffers.requests[0].outputs;
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
            Decoder::Rtmo {} => {
                let found = rtmo::decode(output(outputs, 0)?, output(outputs, 1)?, min_scores[0]);
                found.map(|people| (people, Vec::new()))
            }
            _ => return Err(no_decoder(manifest)),
        }
        .map_err(|e| e.in_context(&manifest.name))?;
        check_joints(manifest, people.iter().map(|p| p.joints.len()))?;
        people.retain(|p| p.score >= min_scores[0]);
        let joints = people
            .iter_mut()
            .flat_map(|p| p.joints.iter_mut().flatten());
        joints
            .chain(&mut balls)
            .for_each(|keypoint| *keypoint = keypoint_to_image(&image_from_input, *keypoint));
        Ok((people, balls))
    }

    /// Estimates the joints of each person in the box `people[i]` (image pixels): one list per person, in the order of the
    /// manifest's joint set, in image pixels.
    ///
    /// # Errors
    /// As [`Network::detect`], for a decoder of single-person poses.
    pub fn estimate_joints(
        &self,
        image: &ImageView<'_>,
        people: &[Box2d],
        buffers: &mut InferenceBuffers,
    ) -> Result<Vec<Vec<DecodedKeypoint>>, ModelError> {
        let transforms = self.run_crops(image, people, buffers)?;
        let decode = |(request, image_from_input): (&InferenceRequest, &Affine)| {
            let keypoints =
                decode_single_pose(self.manifest(), &request.outputs, request.input.size)?;
            let to_image = |k| keypoint_to_image(image_from_input, k);
            Ok(keypoints.into_iter().map(to_image).collect())
        };
        buffers
            .requests
            .iter()
            .zip(&transforms)
            .map(decode)
            .collect()
    }

    /// Computes the re-identification embedding of each person in the box `people[i]` (image pixels), of unit length. `None`:
    /// the network returned a zero vector.
    ///
    /// # Errors
    /// As [`Network::detect`], for a decoder of embeddings.
    pub fn embed_people(
        &self,
        image: &ImageView<'_>,
        people: &[Box2d],
        buffers: &mut InferenceBuffers,
    ) -> Result<Vec<Option<Vec<f32>>>, ModelError> {
        if !matches!(self.manifest().decoder, Decoder::Reid {}) {
            return Err(no_decoder(self.manifest()));
        }
        self.run_crops(image, people, buffers)?;
        let embedding = |request: &InferenceRequest| reid::decode(output(&request.outputs, 0)?);
        buffers.requests.iter().map(embedding).collect()
    }

    fn input_size(&self, image: &ImageView<'_>, size: Option<[u32; 2]>) -> [u32; 2] {
        let input = &self.manifest().input;
        size.filter(|_| input.multiple_of.is_some())
            .unwrap_or_else(|| input.size_for(image.size()))
    }

    /// Runs the network on the whole image; the outputs are in the first request. Returns `image_from_input`.
    fn run_on_image(
        &self,
        image: &ImageView<'_>,
        size: [u32; 2],
        buffers: &mut InferenceBuffers,
    ) -> Result<Affine, ModelError> {
        image.check()?;
        let input = &self.manifest().input;
        let image_from_input = Affine::whole_image(image.size(), size, input.fit);
        buffers.requests.resize_with(1, InferenceRequest::default);
        let request = &mut buffers.requests[0];
        buffers.sampler.fill(
            image,
            &image_from_input,
            input,
            size,
            BorderMode::Replicate,
            &mut request.input,
        );
        self.run(&mut buffers.requests)?;
        Ok(image_from_input)
    }

    /// Runs the network on a crop around each person; the outputs are in as many requests. Returns `image_from_input` of
    /// each crop.
    fn run_crops(
        &self,
        image: &ImageView<'_>,
        people: &[Box2d],
        buffers: &mut InferenceBuffers,
    ) -> Result<Vec<Affine>, ModelError> {
        image.check()?;
        let input = &self.manifest().input;
        buffers
            .requests
            .resize_with(people.len(), InferenceRequest::default);
        let mut transforms = Vec::with_capacity(people.len());
        for (person, request) in people.iter().zip(&mut buffers.requests) {
            let image_from_input = Affine::crop(person, input.size, input.margin);
            let size = input.size;
            buffers.sampler.fill(
                image,
                &image_from_input,
                input,
                size,
                BorderMode::Constant,
                &mut request.input,
            );
            transforms.push(image_from_input);
        }
        self.run(&mut buffers.requests)?;
        Ok(transforms)
    }
}

/// Maps a keypoint from input pixels to image pixels.
fn keypoint_to_image(image_from_input: &Affine, keypoint: DecodedKeypoint) -> DecodedKeypoint {
    DecodedKeypoint {
        at: image_from_input.to_image(keypoint.at),
        sigma_px: keypoint.sigma_px * image_from_input.scale[0].abs(),
        score: keypoint.score,
    }
}

/// Decodes the outputs of a detector; boxes in input pixels.
fn decode_detections(
    manifest: &Manifest,
    outputs: &[Tensor],
    size: [u32; 2],
    min_score: f32,
) -> Result<Vec<Detection>, ModelError> {
    let at = |i| output(outputs, i);
    match manifest.decoder {
        Decoder::Yolox { nms_iou } => yolox::decode(at(0)?, size, nms_iou, min_score),
        Decoder::Rtmdet {} => rtmdet::decode(at(0)?, min_score),
        Decoder::Detr { person, ball } => {
            detr::decode(at(0)?, at(1)?, size, [Some(person), ball], min_score)
        }
        Decoder::Footandball {} => footandball::decode(at(0)?, at(1)?, at(2)?, size, min_score),
        _ => return Err(no_decoder(manifest)),
    }
    .map_err(|e| e.in_context(&manifest.name))
}

/// Decodes the outputs of a single-person pose network; keypoints in input pixels.
fn decode_single_pose(
    manifest: &Manifest,
    outputs: &[Tensor],
    size: [u32; 2],
) -> Result<Vec<DecodedKeypoint>, ModelError> {
    let at = |i| output(outputs, i);
    let keypoints = match manifest.decoder {
        Decoder::Heatmap { blur } => heatmap::decode(at(0)?, size, blur),
        Decoder::Simcc { split } => simcc::decode(at(0)?, at(1)?, size, split),
        Decoder::Movenet {} => movenet::decode(at(0)?, size),
        Decoder::Blazepose {} => blazepose::decode(at(0)?, at(1)?, size),
        _ => return Err(no_decoder(manifest)),
    }
    .map_err(|e| e.in_context(&manifest.name))?;
    check_joints(manifest, [keypoints.len()])?;
    Ok(keypoints)
}

/// Checks the numbers of joints of people against the joint set.
fn check_joints(
    manifest: &Manifest,
    counts: impl IntoIterator<Item = usize>,
) -> Result<(), ModelError> {
    let expected = manifest.joints().map_or(0, |set| set.joints.len());
    match counts.into_iter().find(|n| *n != expected) {
        Some(found) => Err(ModelError::new(format!(
            "{}: the network returned {found} joints, its joint set has {expected}",
            manifest.name
        ))),
        None => Ok(()),
    }
}

fn no_decoder(manifest: &Manifest) -> ModelError {
    ModelError::new(format!(
        "{}: the decoder {:?} does not serve this task",
        manifest.name, manifest.decoder
    ))
}
