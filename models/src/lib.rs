//! Pixels to 2D people and balls: manifests, weights, sessions, decoders
