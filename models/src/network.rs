//! One model on this host: its sessions, shared by every camera's thread, and its batches.
//!
//! There is no thread here. Whoever has work queues it; whoever finds a session free takes the longest-waiting work
//! of one size, up to a batch, runs it and hands the answers round. On the processor a batch is one input and there
//! are as many sessions as cores; on a GPU there is one session, and what queues while it runs is the next batch.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;

use ort::session::Session;
use ort::value::{TensorElementType, TensorRef, ValueType};

use crate::ModelError;
use crate::decode::Tensor;
use crate::error::Locate;
use crate::manifest::{Dtype, Layout, Manifest};
use crate::runtime::{Provider, Runtime};
use crate::sample::{Elements, InputTensor};
use crate::weights::WeightsPath;

/// One input and what the network made of it. The memory is the caller's and is used again.
#[derive(Debug, Default)]
pub struct Job {
    /// Goes in.
    pub input: InputTensor,
    /// Comes out, in the network's order.
    pub outputs: Vec<Tensor>,
}

/// A job on its way, and where it goes back to.
struct Ticket {
    number: u64,
    job: Job,
    result: Result<(), ModelError>,
}

#[derive(Default)]
struct State {
    free: Vec<Session>,
    made: usize,
    next: u64,
    waiting: VecDeque<Ticket>,
    done: Vec<Ticket>,
}

/// One model, ready to run.
pub struct Network {
    manifest: Manifest,
    runtime: Runtime,
    onnx: Vec<u8>,
    sessions: usize,
    max_batch: usize,
    state: Mutex<State>,
    changed: Condvar,
}

impl Network {
    /// Loads a model: finds and proves its weights, and makes the first session. `max_batch` is `None` for what suits
    /// the provider, 1 on the processor and 8 on a GPU.
    pub fn open(
        manifest: &Manifest,
        weights: &WeightsPath,
        max_batch: Option<usize>,
    ) -> Result<Network, ModelError> {
        let onnx = weights.load(manifest)?;
        Network::from_onnx(manifest, onnx, max_batch)
    }

    /// A model of these bytes, whatever their sha256.
    pub(crate) fn from_onnx(
        manifest: &Manifest,
        onnx: Vec<u8>,
        max_batch: Option<usize>,
    ) -> Result<Network, ModelError> {
        let runtime = Runtime::get()?;
        let first = runtime
            .session(&onnx)
            .map_err(|e| e.at(format!("{} ({})", manifest.name, manifest.file)))?;
        let batches = check_input(manifest, &first)?;
        let on_cpu = runtime.provider == Provider::Cpu;
        let cores = available_parallelism().map_or(1, |n| n.get());
        let wanted = max_batch.unwrap_or(if on_cpu { 1 } else { 8 }).max(1);
        Ok(Network {
            manifest: manifest.clone(),
            runtime,
            onnx,
            sessions: if on_cpu { cores } else { 1 },
            max_batch: if batches { wanted } else { 1 },
            state: Mutex::new(State {
                free: vec![first],
                made: 1,
                ..State::default()
            }),
            changed: Condvar::new(),
        })
    }

    /// What it was made from.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What runs it.
    pub fn provider(&self) -> Provider {
        self.runtime.provider
    }

    /// How many inputs run at once in one session; 1 where the network's batch is fixed.
    pub fn max_batch(&self) -> usize {
        self.max_batch
    }

    /// Runs all jobs and returns when they are done. After an error the outputs of none are to be used.
    pub fn run(&self, jobs: &mut [Job]) -> Result<(), ModelError> {
        if jobs.is_empty() {
            return Ok(());
        }
        let mut state = self.lock();
        let first = state.next;
        state.next += jobs.len() as u64;
        for (number, job) in (first..).zip(jobs.iter_mut()) {
            state.waiting.push_back(Ticket {
                number,
                job: std::mem::take(job),
                result: Ok(()),
            });
        }
        self.changed.notify_all();
        let mine = first..first + jobs.len() as u64;
        let (mut left, mut result) = (jobs.len(), Ok(()));
        loop {
            for ticket in state.done.extract_if(.., |t| mine.contains(&t.number)) {
                jobs[(ticket.number - first) as usize] = ticket.job;
                result = result.and(ticket.result);
                left -= 1;
            }
            if left == 0 {
                return result;
            }
            state = match self.take_work(&mut state) {
                Some((session, batch)) => {
                    drop(state);
                    self.work(session, batch)
                }
                None => self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A session (`None`: one is still to be made) and the longest-waiting jobs of one size, if there are both.
    fn take_work(&self, state: &mut State) -> Option<(Option<Session>, Vec<Ticket>)> {
        let size = state.waiting.front()?.job.input.size;
        let session = match state.free.pop() {
            Some(session) => Some(session),
            None if state.made < self.sessions => {
                state.made += 1;
                None
            }
            None => return None,
        };
        let mut batch = Vec::with_capacity(self.max_batch);
        while batch.len() < self.max_batch
            && state
                .waiting
                .front()
                .is_some_and(|t| t.job.input.size == size)
        {
            batch.extend(state.waiting.pop_front());
        }
        Some((session, batch))
    }

    /// Runs one batch, with the lock free meanwhile.
    fn work(&self, session: Option<Session>, mut batch: Vec<Ticket>) -> MutexGuard<'_, State> {
        let session = session.map_or_else(|| self.runtime.session(&self.onnx), Ok);
        let (result, session) = match session {
            Ok(mut session) => (self.run_batch(&mut session, &mut batch), Some(session)),
            Err(error) => (Err(error), None),
        };
        let result = result.map_err(|e| e.at(&self.manifest.name));
        for ticket in &mut batch {
            ticket.result.clone_from(&result);
        }
        let mut state = self.lock();
        match session {
            Some(session) => state.free.push(session),
            None => state.made -= 1,
        }
        state.done.append(&mut batch);
        self.changed.notify_all();
        state
    }

    fn run_batch(&self, session: &mut Session, batch: &mut [Ticket]) -> Result<(), ModelError> {
        let [first, rest @ ..] = batch else {
            return Ok(());
        };
        let [width, height] = first.job.input.size.map(|s| s as usize);
        let count = 1 + rest.len();
        let shape = match self.manifest.input.layout {
            Layout::Nchw => [count, 3, height, width],
            Layout::Nhwc => [count, height, width, 3],
        };
        // One input is read where it lies; several are put side by side.
        let joined;
        let elements = if rest.is_empty() {
            &first.job.input.elements
        } else {
            joined = join(batch.iter().map(|t| &t.job.input.elements));
            &joined
        };
        let outputs = match elements {
            Elements::F32(v) => {
                let input = TensorRef::from_array_view((shape, v.as_slice())).locate("input")?;
                session.run(ort::inputs![input])
            }
            Elements::U8(v) => {
                let input = TensorRef::from_array_view((shape, v.as_slice())).locate("input")?;
                session.run(ort::inputs![input])
            }
        }
        .locate("running")?;
        for (index, value) in outputs.values().enumerate() {
            hand_round(&value, index, batch)?;
        }
        Ok(())
    }
}

/// Puts inputs of one size and type side by side.
fn join<'a>(inputs: impl Iterator<Item = &'a Elements>) -> Elements {
    inputs.fold(Elements::default(), |all, one| match (all, one) {
        (Elements::F32(mut all), Elements::F32(one)) => {
            all.extend_from_slice(one);
            Elements::F32(all)
        }
        (Elements::U8(mut all), Elements::U8(one)) => {
            all.extend_from_slice(one);
            Elements::U8(all)
        }
        (_, Elements::U8(one)) => Elements::U8(one.clone()),
        (all, _) => all,
    })
}

/// Gives every job of a batch its part of one output. Outputs that are not floats become floats.
fn hand_round(
    value: &ort::value::ValueRef<'_>,
    index: usize,
    batch: &mut [Ticket],
) -> Result<(), ModelError> {
    let whole: Vec<f32>;
    let (shape, data): (_, &[f32]) = match value.dtype().tensor_type() {
        Some(TensorElementType::Float32) => value.try_extract_tensor().locate("output")?,
        Some(TensorElementType::Int64) => {
            let (shape, data) = value.try_extract_tensor::<i64>().locate("output")?;
            whole = data.iter().map(|v| *v as f32).collect();
            (shape, &whole)
        }
        _ => {
            return Err(ModelError::new(format!(
                "output {index} is of type {}; floats are wanted",
                value.dtype()
            )));
        }
    };
    let dims: Vec<usize> = shape.iter().map(|d| *d as usize).collect();
    if dims.first() != Some(&batch.len()) {
        return Err(ModelError::new(format!(
            "output {index} has the shape {dims:?} for {} inputs; the batch must come first",
            batch.len()
        )));
    }
    let each = data.len() / batch.len();
    for (i, ticket) in batch.iter_mut().enumerate() {
        let outputs = &mut ticket.job.outputs;
        if outputs.len() <= index {
            outputs.resize_with(index + 1, Tensor::default);
        }
        let tensor = &mut outputs[index];
        tensor.shape.clear();
        tensor.shape.extend_from_slice(&dims[1..]);
        tensor.data.clear();
        tensor
            .data
            .extend_from_slice(&data[i * each..(i + 1) * each]);
    }
    Ok(())
}

/// Whether the network takes what its manifest says; answers whether its batch is free.
fn check_input(manifest: &Manifest, session: &Session) -> Result<bool, ModelError> {
    let located = |what: String| ModelError::new(what).at(&manifest.name);
    let [input] = session.inputs() else {
        return Err(located(format!(
            "the network has {} inputs; one picture is what it would be given",
            session.inputs().len()
        )));
    };
    let ValueType::Tensor { ty, shape, .. } = input.dtype() else {
        return Err(located(format!("its input is {}", input.dtype())));
    };
    let spec = &manifest.input;
    let [w, h] = spec.size.map(i64::from);
    let (dtype, wanted) = match (spec.dtype, spec.layout) {
        (Dtype::F32, Layout::Nchw) => (TensorElementType::Float32, [1, 3, h, w]),
        (Dtype::F32, Layout::Nhwc) => (TensorElementType::Float32, [1, h, w, 3]),
        (Dtype::U8, Layout::Nchw) => (TensorElementType::Uint8, [1, 3, h, w]),
        (Dtype::U8, Layout::Nhwc) => (TensorElementType::Uint8, [1, h, w, 3]),
    };
    let free = |i: usize| shape.get(i).is_some_and(|d| *d < 0);
    let fits = shape.len() == 4 && (0..4).all(|i| free(i) || shape[i] == wanted[i]);
    if !fits || *ty != dtype {
        return Err(located(format!(
            "the network takes {}, its manifest says {dtype} {wanted:?} ({:?})",
            input.dtype(),
            spec.layout
        )));
    }
    let sides = match spec.layout {
        Layout::Nchw => [2, 3],
        Layout::Nhwc => [1, 2],
    };
    if spec.multiple_of.is_some() && !sides.iter().all(|i| free(*i)) {
        return Err(located(format!(
            "the network takes {}, its manifest says that width and height are free (input.multiple_of)",
            input.dtype()
        )));
    }
    Ok(free(0))
}
