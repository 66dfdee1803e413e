//! Work on several threads.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What `work` makes of each number below `count`, in their order, on up to `threads` threads.
///
/// Pieces of work differ in length, so each thread takes the next one when it is free.
pub(crate) fn map<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|at| *at < count);
    let run = || take().map(|at| (at, work(at))).collect::<Vec<_>>();
    let mut done = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for worker in workers {
            done.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}
