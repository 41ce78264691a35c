//! `vtlgate serve`, through the binary and over HTTP.

mod client;
mod load;
mod messages;
mod reload;
mod server;
mod stop;
