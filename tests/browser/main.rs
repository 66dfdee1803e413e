//! The playground in a real browser: Debian's Chromium, driven through ChromeDriver. `tests/run` installs both.

mod cases;
mod driver;
mod playground;
