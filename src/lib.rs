//! API Gateway mapping templates, offline, exactly as the real service runs them.
#![forbid(unsafe_code)]

pub mod java;
