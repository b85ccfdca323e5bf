//! ONNX Runtime: the location of its library, and the execution provider of this host.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ort::environment::Environment;
use ort::ep::{self, ExecutionProvider};
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};

use crate::directories::{package_directory, user_directory};
use crate::error::ErrorContext;
use crate::error::ModelError;

/// The execution provider of the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// An NVIDIA GPU through TensorRT.
    TensorRt,
    /// An NVIDIA GPU through CUDA.
    Cuda,
    /// The CPU.
    Cpu,
}

impl Provider {
    /// The usual name.
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
///
/// # Errors
/// `ORT_DYLIB_PATH` names a missing file, or no folder has the library.
pub fn find_library() -> Result<PathBuf, ModelError> {
    if let Some(path) = env::var_os("ORT_DYLIB_PATH").filter(|v| !v.is_empty()) {
        let path = PathBuf::from(path);
        if path.is_file() {
            return path.canonicalize().context(path.display());
        }
        return Err(ModelError::new(format!(
            "ORT_DYLIB_PATH names {}, which does not exist; set it to libonnxruntime.so or unset it",
            path.display()
        )));
    }
    let folders = library_folders();
    folders.iter().find_map(|f| library_in(f)).ok_or_else(|| {
        let list: Vec<String> = folders.iter().map(|f| f.display().to_string()).collect();
        ModelError::new(format!(
            "ONNX Runtime is missing: no libonnxruntime.so in {}; `make setup` fetches it, or set ORT_DYLIB_PATH",
            list.join(", ")
        ))
    })
}

/// The execution provider of this host. Loads the library.
///
/// # Errors
/// As [`find_library`], and a library that cannot be loaded.
pub fn active_provider() -> Result<Provider, ModelError> {
    Ok(Runtime::get()?.provider)
}

fn library_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(beside) = env::current_exe()
        .ok()
        .and_then(|p| Some(p.parent()?.to_path_buf()))
    {
        folders.push(beside.join("lib"));
        folders.push(beside);
    }
    folders.push(package_directory().join("runtime"));
    folders.extend(user_directory("XDG_CACHE_HOME", ".cache").map(|f| f.join("runtime")));
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

/// The libonnxruntime with the highest version in its file name in a folder.
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

/// The ONNX Runtime of the process and its execution provider.
#[derive(Clone, Debug)]
pub(crate) struct Runtime {
    environment: Environment,
    pub(crate) provider: Provider,
}

/// Lives as long as the process: ONNX Runtime can be initialised only once.
static RUNTIME: Mutex<Option<Runtime>> = Mutex::new(None);

impl Runtime {
    /// The runtime; the first call loads it.
    pub(crate) fn get() -> Result<Runtime, ModelError> {
        let mut slot = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = &*slot {
            return Ok(runtime.clone());
        }
        let path = find_library()?;
        let environment = ort::init_from(&path)
            .context("ONNX Runtime")?
            .with_telemetry(false)
            .with_name("trackside")
            .build()
            .context(path.display())?;
        environment.set_log_level(ort::logging::LogLevel::Error);
        let provider = select_provider(&environment);
        tracing::info!(provider = provider.name(), library = %path.display(), "ONNX Runtime");
        let runtime = Runtime {
            environment,
            provider,
        };
        *slot = Some(runtime.clone());
        Ok(runtime)
    }

    /// A session of one network. On the CPU it runs on the calling thread only: sessions run in parallel.
    pub(crate) fn session(&self, onnx: &[u8]) -> Result<Session, ModelError> {
        self.build(onnx).map_err(|e| {
            ModelError::new(format!(
                "not an ONNX network that ONNX Runtime can run: {e}"
            ))
        })
    }

    fn build(&self, onnx: &[u8]) -> ort::Result<Session> {
        let mut builder = Session::builder(&self.environment)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_intra_threads(1)?
            .with_inter_threads(1)?;
        register_provider(self.provider, &mut builder)?;
        builder.commit_from_memory(onnx)
    }
}

/// The first provider that the library contains and that starts on this host.
fn select_provider(environment: &Environment) -> Provider {
    let starts = |provider: Provider| {
        SessionBuilder::new(environment)
            .and_then(|mut builder| register_provider(provider, &mut builder))
            .inspect_err(|e| {
                tracing::warn!(
                    provider = provider.name(),
                    "available in the library, but does not start: {e}"
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

/// Adds the provider to a session; operators that it does not support run on the next provider.
fn register_provider(provider: Provider, builder: &mut SessionBuilder) -> ort::Result<()> {
    match provider {
        Provider::Cpu => Ok(()),
        Provider::Cuda => ep::CUDA::default().register(builder),
        Provider::TensorRt => {
            let mut tensorrt = ep::TensorRT::default().with_fp16(false);
            if let Some(cache) = user_directory("XDG_CACHE_HOME", ".cache") {
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
