#![allow(missing_docs, dead_code)]
use std::path::PathBuf;
use std::sync::Arc;
use trackside_schema::{Ball2d, Person2d};
pub struct Picture<'a> { pub width: u32, pub height: u32, pub stride: usize, pub bgr: &'a [u8] }
#[derive(Default)]
pub struct ObserverOptions { pub detector: String, pub pose: Option<String>, pub detect_every: u32, pub detector_size: Option<[u32; 2]>, pub min_score: f32 }
#[derive(Default)]
pub struct WeightsPath(PathBuf);
pub struct Engine;
pub struct Observer;
impl Engine {
    pub fn open(_: &ObserverOptions, _: &WeightsPath) -> anyhow::Result<Arc<Engine>> { anyhow::bail!("not yet") }
    pub fn observer(self: &Arc<Self>) -> Observer { Observer }
}
impl Observer {
    pub fn observe(&mut self, _: &Picture<'_>, _: &mut Vec<Person2d>, _: &mut Vec<Ball2d>) -> anyhow::Result<()> { Ok(()) }
}
