//! Tracking frames to files and pictures: TRC, CSV, JSON lines, overlay
