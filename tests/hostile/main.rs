//! Input that means harm: each case ends, in an error that names the limit it reached or in an answer, on a stack of
//! 512 KiB.

mod bodies;
mod containers;
mod harness;
mod numbers;
mod paths;
mod patterns;
mod strings;
mod syntax;
