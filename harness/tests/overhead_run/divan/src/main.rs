//! Nanoseconds per pair of malloc and free through Rust's allocator, as it is or counted by divan.
use std::{hint::black_box, time::Instant};

#[cfg(feature = "counted")]
#[global_allocator]
static COUNTED: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    const PAIRS: u32 = 3_000_000;
    let start = Instant::now();
    for _ in 0..PAIRS {
        black_box(Box::new(black_box([0u8; 24])));
    }
    println!("{:.2}", start.elapsed().as_nanos() as f64 / f64::from(PAIRS));
}
