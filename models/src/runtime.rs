//! ONNX Runtime: where its library is, and which of its providers this host can use.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ort::environment::Environment;
use ort::ep::{self, ExecutionProvider};
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};

use crate::ModelError;
use crate::error::Locate;
use crate::weights::{checkout, user_folder};

/// What runs the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// An NVIDIA GPU through TensorRT.
    TensorRt,
    /// An NVIDIA GPU through CUDA.
    Cuda,
    /// The processor.
    Cpu,
}

impl Provider {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Provider::TensorRt => "TensorRT",
            Provider::Cuda => "CUDA",
            Provider::Cpu => "CPU",
        }
    }
}

/// Finds libonnxruntime: `ORT_DYLIB_PATH`, beside the program, `models/runtime/` of the checkout, the user's cache
/// (`trackside/runtime`), then the system's folders.
pub fn find() -> Result<PathBuf, ModelError> {
    if let Some(path) = env::var_os("ORT_DYLIB_PATH").filter(|v| !v.is_empty()) {
        let path = PathBuf::from(path);
        if path.is_file() {
            return path.canonicalize().locate(path.display());
        }
        return Err(ModelError::new(format!(
            "ORT_DYLIB_PATH names {}, which is not there; name libonnxruntime.so or unset it",
            path.display()
        )));
    }
    let folders = folders();
    folders.iter().find_map(|f| library_in(f)).ok_or_else(|| {
        let list: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
        ModelError::new(format!(
            "ONNX Runtime is missing: no libonnxruntime.so in {}; `make setup` fetches it, or set ORT_DYLIB_PATH",
            list.join(", ")
        ))
    })
}

/// What runs networks on this host. Loads the library.
pub fn provider() -> Result<Provider, ModelError> {
    Ok(Runtime::get()?.provider)
}

fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(beside) = env::current_exe()
        .ok()
        .and_then(|p| Some(p.parent()?.to_path_buf()))
    {
        folders.push(beside.join("lib"));
        folders.push(beside);
    }
    folders.push(checkout().join("runtime"));
    folders.extend(user_folder("XDG_CACHE_HOME", ".cache").map(|f| f.join("runtime")));
    if let Some(paths) = env::var_os("LD_LIBRARY_PATH") {
        folders.extend(env::split_paths(&paths).filter(|p| p.is_absolute()));
    }
    let arch = env::consts::ARCH;
    folders.extend(
        [
            "/usr/local/lib".into(),
            format!("/usr/lib/{arch}-linux-gnu"),
            "/usr/lib".into(),
        ]
        .map(PathBuf::from),
    );
    folders
}

/// The newest libonnxruntime of a folder, by name.
fn library_in(folder: &Path) -> Option<PathBuf> {
    let version = |name: &str| -> Option<Vec<u32>> {
        let rest = name.strip_prefix("libonnxruntime.so")?;
        rest.split('.').skip(1).map(|n| n.parse().ok()).collect()
    };
    fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = version(entry.file_name().to_str()?)?;
            entry.path().is_file().then(|| (version, entry.path()))
        })
        .max()
        .map(|(_, path)| path)
}

/// The process's one ONNX Runtime and what runs its networks.
#[derive(Clone, Debug)]
pub(crate) struct Runtime {
    environment: Environment,
    pub(crate) provider: Provider,
}

/// Kept for the life of the process: ONNX Runtime can be set up once only.
static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);

impl Runtime {
    /// The runtime, loaded at the first call.
    pub(crate) fn get() -> Result<Runtime, ModelError> {
        let mut kept = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = &*kept {
            return Ok(runtime.clone());
        }
        let path = find()?;
        let environment = ort::init_from(&path)
            .locate("ONNX Runtime")?
            .with_telemetry(false)
            .with_name("trackside")
            .build()
            .locate(path.display())?;
        environment.set_log_level(ort::logging::LogLevel::Error);
        let provider = choose(&environment);
        tracing::info!(provider = provider.name(), library = %path.display(), "ONNX Runtime");
        let runtime = Runtime {
            environment,
            provider,
        };
        *kept = Some(runtime.clone());
        Ok(runtime)
    }

    /// A session of one network. On the processor it uses one thread, the caller's: sessions run side by side.
    pub(crate) fn session(&self, onnx: &[u8]) -> Result<Session, ModelError> {
        self.build(onnx)
            .map_err(|e| ModelError::new(format!("not an ONNX that ONNX Runtime can run: {e}")))
    }

    fn build(&self, onnx: &[u8]) -> ort::Result<Session> {
        let mut builder = Session::builder(&self.environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(1)?
            .with_inter_threads(1)?;
        register(self.provider, &mut builder)?;
        builder.commit_from_memory(onnx)
    }
}

/// The first provider that the library has and that starts on this host.
fn choose(environment: &Environment) -> Provider {
    let starts = |provider: Provider| {
        SessionBuilder::new(environment)
            .and_then(|mut builder| register(provider, &mut builder))
            .inspect_err(|e| {
                tracing::warn!(
                    provider = provider.name(),
                    "built in, but does not start: {e}"
                );
            })
            .is_ok()
    };
    let built_in = |found: ort::Result<bool>| found.unwrap_or(false);
    if built_in(ep::TensorRT::is_available()) && starts(Provider::TensorRt) {
        Provider::TensorRt
    } else if built_in(ep::CUDA::is_available()) && starts(Provider::Cuda) {
        Provider::Cuda
    } else {
        Provider::Cpu
    }
}

/// Adds the provider to a session; what it cannot run falls to the next best.
fn register(provider: Provider, builder: &mut SessionBuilder) -> ort::Result<()> {
    match provider {
        Provider::Cpu => Ok(()),
        Provider::Cuda => ep::CUDA::default().register(builder),
        Provider::TensorRt => {
            let mut tensorrt = ep::TensorRT::default().with_fp16(false);
            if let Some(cache) = user_folder("XDG_CACHE_HOME", ".cache") {
                let cache = cache.join("tensorrt").display().to_string();
                tensorrt = tensorrt
                    .with_engine_cache(true)
                    .with_engine_cache_path(&cache)
                    .with_timing_cache(true)
                    .with_timing_cache_path(cache);
            }
            tensorrt.register(builder)?;
            ep::CUDA::default().register(builder)
        }
    }
}
