//! One model on this host: a pool of ONNX Runtime sessions shared by the threads of all cameras, and dynamic batching.
//!
//! The pool has no thread of its own. A thread queues its requests; any waiting thread that finds an idle session takes the
//! longest-waiting requests of one input size, up to `max_batch`, runs them, and distributes the outputs. On the CPU a batch
//! is one input and there are as many sessions as cores. On a GPU there is one session, and the requests that arrive while
//! it runs form the next batch.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use ort::session::Session;
use ort::value::{TensorElementType, TensorRef, ValueType};

use crate::decode::Tensor;
use crate::error::ErrorContext;
use crate::error::ModelError;
use crate::manifest::{ElementType, Manifest, TensorLayout};
use crate::runtime::{Provider, Runtime};
use crate::sample::{InputElements, InputTensor};
use crate::weights::WeightsSearchPath;

/// One input of a network and its outputs. The caller owns the memory and reuses it.
#[derive(Debug, Default)]
pub struct InferenceRequest {
    /// The input.
    pub input: InputTensor,
    /// The outputs, in the order of the network.
    pub outputs: Vec<Tensor>,
}

/// A request in the queue, and its result.
struct QueuedRequest {
    number: u64,
    request: InferenceRequest,
    result: Result<(), ModelError>,
}

#[derive(Default)]
struct SessionPool {
    idle: Vec<Session>,
    /// Number of sessions that exist, idle or running.
    created: usize,
    next_number: u64,
    waiting: VecDeque<QueuedRequest>,
    done: Vec<QueuedRequest>,
}

/// One loaded model.
pub struct Network {
    manifest: Manifest,
    runtime: Runtime,
    onnx: Vec<u8>,
    max_sessions: usize,
    max_batch: usize,
    /// The batch size of a network that takes no other.
    fixed_batch: Option<usize>,
    /// For each output of the network, its place among those of the decoder.
    output_places: Vec<usize>,
    pool: Mutex<SessionPool>,
    changed: Condvar,
}

impl Network {
    /// Loads a model: finds its weights, verifies their SHA-256, and creates the first session. `max_batch`: `None` means 1 on
    /// the CPU and 8 on a GPU.
    ///
    /// # Errors
    /// Missing or wrong weights, a missing or failing runtime, a network whose input differs from the manifest.
    pub fn open(
        manifest: &Manifest,
        weights: &WeightsSearchPath,
        max_batch: Option<usize>,
    ) -> Result<Network, ModelError> {
        let onnx = weights.load(manifest)?;
        Network::from_onnx(manifest, onnx, max_batch)
    }

    /// Loads a model from ONNX bytes without verifying their SHA-256.
    pub(crate) fn from_onnx(
        manifest: &Manifest,
        onnx: Vec<u8>,
        max_batch: Option<usize>,
    ) -> Result<Network, ModelError> {
        let runtime = Runtime::get()?;
        let first = runtime
            .session(&onnx)
            .map_err(|e| e.in_context(format!("{} ({})", manifest.name, manifest.file)))?;
        let fixed_batch = check_input(manifest, &first)?;
        let names: Vec<&str> = first.outputs().iter().map(|o| o.name()).collect();
        let output_places = output_places(&names, manifest.decoder.output_names());
        let on_cpu = runtime.provider == Provider::Cpu;
        let cores = available_parallelism().map_or(1, |n| n.get());
        let max_batch = max_batch.unwrap_or(if on_cpu { 1 } else { 8 }).max(1);
        Ok(Network {
            manifest: manifest.clone(),
            runtime,
            onnx,
            max_sessions: if on_cpu { cores } else { 1 },
            max_batch: fixed_batch.unwrap_or(max_batch),
            fixed_batch,
            output_places,
            pool: Mutex::new(SessionPool {
                idle: vec![first],
                created: 1,
                ..SessionPool::default()
            }),
            changed: Condvar::new(),
        })
    }

    /// The manifest of the model.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The execution provider.
    pub fn provider(&self) -> Provider {
        self.runtime.provider
    }

    /// Maximum number of inputs per run; the batch size of the network where that is fixed.
    pub fn max_batch(&self) -> usize {
        self.max_batch
    }

    /// Runs all requests and returns when they are done.
    ///
    /// # Errors
    /// A failing runtime, and outputs of an unexpected type or shape. After an error the outputs of all requests are invalid.
    pub fn run(&self, requests: &mut [InferenceRequest]) -> Result<(), ModelError> {
        if requests.is_empty() {
            return Ok(());
        }
        let mut pool = self.lock();
        let first = pool.next_number;
        pool.next_number += requests.len() as u64;
        for (number, request) in (first..).zip(requests.iter_mut()) {
            pool.waiting.push_back(QueuedRequest {
                number,
                request: std::mem::take(request),
                result: Ok(()),
            });
        }
        self.changed.notify_all();
        let own = first..first + requests.len() as u64;
        let (mut remaining, mut result) = (requests.len(), Ok(()));
        loop {
            for queued in pool.done.extract_if(.., |t| own.contains(&t.number)) {
                requests[(queued.number - first) as usize] = queued.request;
                result = result.and(queued.result);
                remaining -= 1;
            }
            if remaining == 0 {
                return result;
            }
            pool = match self.next_batch(&mut pool) {
                Some((session, batch)) => {
                    drop(pool);
                    self.run_and_return(session, batch)
                }
                None => self
                    .changed
                    .wait(pool)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, SessionPool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An idle session (`None`: one has still to be created) and the longest-waiting requests of one input size. `None`: no
    /// session or no request.
    fn next_batch(&self, pool: &mut SessionPool) -> Option<(Option<Session>, Vec<QueuedRequest>)> {
        let size = pool.waiting.front()?.request.input.size;
        let session = match pool.idle.pop() {
            Some(session) => Some(session),
            None if pool.created < self.max_sessions => {
                pool.created += 1;
                None
            }
            None => return None,
        };
        let mut batch = Vec::with_capacity(self.max_batch);
        while batch.len() < self.max_batch
            && pool
                .waiting
                .front()
                .is_some_and(|t| t.request.input.size == size)
        {
            batch.extend(pool.waiting.pop_front());
        }
        Some((session, batch))
    }

    /// Runs one batch without holding the lock, then returns the session and the requests to the pool.
    fn run_and_return(
        &self,
        session: Option<Session>,
        mut batch: Vec<QueuedRequest>,
    ) -> MutexGuard<'_, SessionPool> {
        let session = session.map_or_else(|| self.runtime.session(&self.onnx), Ok);
        let (result, session) = match session {
            Ok(mut session) => (self.run_batch(&mut session, &mut batch), Some(session)),
            Err(error) => (Err(error), None),
        };
        let result = result.map_err(|e| e.in_context(&self.manifest.name));
        for queued in &mut batch {
            queued.result.clone_from(&result);
        }
        let mut pool = self.lock();
        match session {
            Some(session) => pool.idle.push(session),
            None => pool.created -= 1,
        }
        pool.done.append(&mut batch);
        self.changed.notify_all();
        pool
    }

    fn run_batch(
        &self,
        session: &mut Session,
        batch: &mut [QueuedRequest],
    ) -> Result<(), ModelError> {
        let [first, rest @ ..] = batch else {
            return Ok(());
        };
        let [width, height] = first.request.input.size.map(|s| s as usize);
        let inputs = 1 + rest.len();
        let count = self.fixed_batch.unwrap_or(inputs);
        let shape = match self.manifest.input.layout {
            TensorLayout::Nchw => [count, 3, height, width],
            TensorLayout::Nhwc => [count, height, width, 3],
        };
        // A single input is passed without copying it.
        let batched;
        let elements = if count == 1 {
            &first.request.input.elements
        } else {
            batched = concatenate(batch.iter().map(|t| &t.request.input.elements))
                .padded(count * 3 * width * height);
            &batched
        };
        let outputs = match elements {
            InputElements::F32(v) => {
                let input = TensorRef::from_array_view((shape, v.as_slice())).context("input")?;
                session.run(ort::inputs![input])
            }
            InputElements::U8(v) => {
                let input = TensorRef::from_array_view((shape, v.as_slice())).context("input")?;
                session.run(ort::inputs![input])
            }
        }
        .context("running")?;
        for (index, value) in outputs.values().enumerate() {
            let place = self.output_places.get(index).copied().unwrap_or(index);
            scatter_output(&value, place, count, batch)?;
        }
        Ok(())
    }
}

/// Concatenates inputs of one size and type.
fn concatenate<'a>(inputs: impl Iterator<Item = &'a InputElements>) -> InputElements {
    inputs.fold(InputElements::default(), |all, one| match (all, one) {
        (InputElements::F32(mut all), InputElements::F32(one)) => {
            all.extend_from_slice(one);
            InputElements::F32(all)
        }
        (InputElements::U8(mut all), InputElements::U8(one)) => {
            all.extend_from_slice(one);
            InputElements::U8(all)
        }
        (_, InputElements::U8(one)) => InputElements::U8(one.clone()),
        (all, _) => all,
    })
}

impl InputElements {
    /// The same elements, and then zeros up to `len`: inputs of a fixed batch that nobody asked for.
    fn padded(mut self, len: usize) -> InputElements {
        match &mut self {
            InputElements::F32(v) => v.resize(len, 0.0),
            InputElements::U8(v) => v.resize(len, 0),
        }
        self
    }
}

/// The place of each of a network's outputs among those of its decoder: by name where the network has all of the decoder's
/// names (one of several for each), with the others behind them; else in the network's own order.
fn output_places(names: &[&str], wanted: &[&[&str]]) -> Vec<usize> {
    let place = |name: &str| wanted.iter().position(|w| w.contains(&name));
    let places: Vec<Option<usize>> = names.iter().map(|n| place(n)).collect();
    let is_complete = (0..wanted.len()).all(|p| places.contains(&Some(p)));
    if !is_complete {
        return (0..names.len()).collect();
    }
    let mut next = wanted.len();
    let mut taken = vec![false; wanted.len()];
    let mut place_or_behind = |place: Option<usize>| match place {
        Some(place) if !taken[place] => {
            taken[place] = true;
            place
        }
        _ => {
            next += 1;
            next - 1
        }
    };
    places.into_iter().map(&mut place_or_behind).collect()
}

/// Copies to each request of a batch its part of one output; 64-bit integers are converted to floats. `count` is the batch size
/// of the network, at least the number of requests.
fn scatter_output(
    value: &ort::value::ValueRef<'_>,
    index: usize,
    count: usize,
    batch: &mut [QueuedRequest],
) -> Result<(), ModelError> {
    let converted: Vec<f32>;
    let (shape, data): (_, &[f32]) = match value.dtype().tensor_type() {
        Some(TensorElementType::Float32) => value.try_extract_tensor().context("output")?,
        Some(TensorElementType::Int64) => {
            let (shape, data) = value.try_extract_tensor::<i64>().context("output")?;
            converted = data.iter().map(|v| *v as f32).collect();
            (shape, &converted)
        }
        _ => {
            return Err(ModelError::new(format!(
                "output {index} has type {}; floats are expected",
                value.dtype()
            )));
        }
    };
    let dims: Vec<usize> = shape.iter().map(|d| *d as usize).collect();
    if dims.first() != Some(&count) {
        return Err(ModelError::new(format!(
            "output {index} has the shape {dims:?} for {count} inputs; the batch must come first"
        )));
    }
    let len = data.len() / count;
    for (i, queued) in batch.iter_mut().enumerate() {
        let outputs = &mut queued.request.outputs;
        if outputs.len() <= index {
            outputs.resize_with(index + 1, Tensor::default);
        }
        let tensor = &mut outputs[index];
        tensor.shape.clear();
        tensor.shape.extend_from_slice(&dims[1..]);
        tensor.data.clear();
        tensor.data.extend_from_slice(&data[i * len..(i + 1) * len]);
    }
    Ok(())
}

/// No network has a larger fixed batch.
const MAX_FIXED_BATCH: i64 = 64;

/// Checks the input of the network against its manifest. Returns its batch size where that is fixed.
fn check_input(manifest: &Manifest, session: &Session) -> Result<Option<usize>, ModelError> {
    let located = |what: String| ModelError::new(what).in_context(&manifest.name);
    let [input] = session.inputs() else {
        return Err(located(format!(
            "the network has {} inputs; one image is expected",
            session.inputs().len()
        )));
    };
    let ValueType::Tensor { ty, shape, .. } = input.dtype() else {
        return Err(located(format!("its input is {}", input.dtype())));
    };
    let spec = &manifest.input;
    let [w, h] = spec.size.map(i64::from);
    let (dtype, expected) = match (spec.dtype, spec.layout) {
        (ElementType::F32, TensorLayout::Nchw) => (TensorElementType::Float32, [1, 3, h, w]),
        (ElementType::F32, TensorLayout::Nhwc) => (TensorElementType::Float32, [1, h, w, 3]),
        (ElementType::U8, TensorLayout::Nchw) => (TensorElementType::Uint8, [1, 3, h, w]),
        (ElementType::U8, TensorLayout::Nhwc) => (TensorElementType::Uint8, [1, h, w, 3]),
    };
    let is_free = |i: usize| shape.get(i).is_some_and(|d| *d < 0);
    let has_batch = |batch: i64| batch < 0 || (1..=MAX_FIXED_BATCH).contains(&batch);
    let fits = shape.len() == 4
        && has_batch(shape[0])
        && (1..4).all(|i| is_free(i) || shape[i] == expected[i]);
    if !fits || *ty != dtype {
        return Err(located(format!(
            "the network takes {}, its manifest says {dtype} {expected:?} ({:?})",
            input.dtype(),
            spec.layout
        )));
    }
    let sides = match spec.layout {
        TensorLayout::Nchw => [2, 3],
        TensorLayout::Nhwc => [1, 2],
    };
    if spec.multiple_of.is_some() && !sides.iter().all(|i| is_free(*i)) {
        return Err(located(format!(
            "the network takes {}, its manifest declares a dynamic width and height (input.multiple_of)",
            input.dtype()
        )));
    }
    Ok((!is_free(0)).then_some(shape[0] as usize))
}

#[cfg(test)]
mod tests {
    use super::output_places;

    #[test]
    fn outputs_are_ordered_by_name_where_all_names_are_known() {
        let wanted: &[&[&str]] = &[&["pred_boxes", "dets"], &["logits", "labels"]];
        assert_eq!(output_places(&["logits", "pred_boxes"], wanted), [1, 0]);
        let others = output_places(&["hidden", "labels", "aux", "dets"], wanted);
        assert_eq!(others, [2, 1, 3, 0]);
        assert_eq!(output_places(&["a", "logits"], wanted), [0, 1]);
        assert_eq!(output_places(&["a", "b"], &[]), [0, 1]);
    }
}
