//! Lines in the log of the peer.
//!
//! ```ignore
//! use fluence_sdk::{info, logger};
//!
//! const NETWORK: i32 = 1;
//!
//! fn main() {
//!     logger::Logger::new().with_level(logger::Level::Debug).with_target("network", NETWORK).install();
//! }
//!
//! fn work() {
//!     info!("{} entries", 3);
//!     info!(target: "network", "connected");
//! }
//! ```
//!
//! Without an installed logger lines up to `Info` are written, or up to what the environment variable `WASM_LOG` says. A target is a bit
//! of the mask with which the service's configuration chooses what is written; lines without a target are always written.

use std::cell::RefCell;

/// How important a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something failed.
    Error = 1,
    /// Something is suspicious.
    Warn = 2,
    /// Something happened that people want to know.
    Info = 3,
    /// For those who look for a mistake.
    Debug = 4,
    /// For those who look very closely.
    Trace = 5,
}

/// Which lines are written.
#[derive(Clone, Debug)]
pub struct Logger {
    level: Option<Level>,
    targets: Vec<(String, i32)>,
}

thread_local!(static LOGGER: RefCell<Option<Logger>> = RefCell::new(None));

impl Logger {
    /// A logger with the level of the environment variable `WASM_LOG`, or `Info`.
    pub fn new() -> Self {
        let level = match std::env::var("WASM_LOG").map(|text| text.to_ascii_lowercase()).as_deref() {
            Ok("off") => None,
            Ok("error") => Some(Level::Error),
            Ok("warn") => Some(Level::Warn),
            Ok("debug") => Some(Level::Debug),
            Ok("trace") => Some(Level::Trace),
            _ => Some(Level::Info),
        };
        Logger { level, targets: Vec::new() }
    }

    /// Writes lines up to this level.
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// Names a target, which is a bit of the mask of the service's configuration.
    pub fn with_target(mut self, name: impl Into<String>, bit: i32) -> Self {
        self.targets.push((name.into(), bit));
        self
    }

    /// Uses this logger from now on.
    pub fn install(self) {
        LOGGER.with(|logger| *logger.borrow_mut() = Some(self));
    }

    fn bit_of(&self, target: &str) -> i32 {
        self.targets.iter().find(|(name, _)| name == target).map_or(0, |(_, bit)| *bit)
    }
}

impl Default for Logger {
    fn default() -> Self {
        Logger::new()
    }
}

/// Writes a line; the macros call it.
pub fn log(level: Level, target: &str, arguments: std::fmt::Arguments<'_>) {
    let bit = LOGGER.with(|logger| {
        let mut logger = logger.borrow_mut();
        let logger = logger.get_or_insert_with(Logger::new);
        logger.level.filter(|most| level <= *most).map(|_| logger.bit_of(target))
    });
    if let Some(bit) = bit {
        write(level, bit, &arguments.to_string());
    }
}

#[cfg(target_arch = "wasm32")]
fn write(level: Level, target: i32, text: &str) {
    #[link(wasm_import_module = "__marine_host_api_v3")]
    extern "C" {
        fn log_utf8_string(level: i32, target: i32, address: i32, length: i32);
    }

    unsafe { log_utf8_string(level as i32, target, text.as_ptr() as i32, text.len() as i32) }
}

#[cfg(not(target_arch = "wasm32"))]
fn write(level: Level, target: i32, text: &str) {
    println!("[{:?}] {} {}", level, target, text);
}

/// Writes a line of a level.
#[macro_export]
macro_rules! log {
    ($level:ident, target: $target:expr, $($text:tt)+) => {
        $crate::logger::log($crate::logger::Level::$level, $target, ::std::format_args!($($text)+))
    };
    ($level:ident, $($text:tt)+) => {
        $crate::logger::log($crate::logger::Level::$level, "", ::std::format_args!($($text)+))
    };
}

/// Writes a line about a failure.
#[macro_export]
macro_rules! error {
    ($($text:tt)+) => { $crate::log!(Error, $($text)+) };
}

/// Writes a line about something suspicious.
#[macro_export]
macro_rules! warn {
    ($($text:tt)+) => { $crate::log!(Warn, $($text)+) };
}

/// Writes a line that people want to know.
#[macro_export]
macro_rules! info {
    ($($text:tt)+) => { $crate::log!(Info, $($text)+) };
}

/// Writes a line for those who look for a mistake.
#[macro_export]
macro_rules! debug {
    ($($text:tt)+) => { $crate::log!(Debug, $($text)+) };
}

/// Writes a line for those who look very closely.
#[macro_export]
macro_rules! trace {
    ($($text:tt)+) => { $crate::log!(Trace, $($text)+) };
}
