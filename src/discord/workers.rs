//! Worker threads for what takes a core some milliseconds: understanding questions and drawing pictures.
//!
//! There are as many of them as cores. What they can't do at once waits in a bounded queue for each priority, and what finds no
//! place there is dropped, so that neither a burst nor a flood costs more than these queues.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};
use tokio::sync::{Notify, oneshot};

/// How often the log tells what was dropped, at most.
const BETWEEN_REPORTS: Duration = Duration::from_secs(60);
/// The first report waits for the rest of its burst.
const BURST: Duration = Duration::from_secs(1);

/// Which work goes first. A higher priority always does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Commands and components, for which Discord waits three seconds.
    Interaction,
    /// Messages that speak to the bot.
    Addressed,
    /// Messages that don't, which nobody knows to wait for an answer.
    Overheard,
}

const PRIORITIES: usize = 3;

impl Priority {
    /// How much work may wait. A job takes some 10 ms, so that a full queue is done within a second on two cores.
    fn capacity(self) -> usize {
        match self {
            Priority::Interaction | Priority::Addressed => 128,
            Priority::Overheard => 64,
        }
    }
}

/// The work wasn't done: there was too much of it, or the bot stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped;

/// How much was dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DropCounts {
    /// Commands and components.
    pub interactions: u64,
    /// Messages that spoke to the bot.
    pub addressed: u64,
    /// Messages that didn't.
    pub overheard: u64,
}

/// The threads; they end with it, and what still waits is dropped then.
pub struct WorkerPool(Arc<Shared>);

struct Shared {
    queues: Mutex<Queues>,
    /// There is work, or no more will come.
    wake: Condvar,
    /// Something was dropped.
    dropped: Notify,
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queues {
    waiting: [VecDeque<Job>; PRIORITIES],
    dropped: DropCounts,
    /// Nothing is taken in any more that nobody knows of.
    stopping: bool,
    /// The threads are to end.
    closed: bool,
}

impl WorkerPool {
    /// Starts as many threads as there are cores.
    ///
    /// # Errors
    /// The operating system refuses threads.
    pub fn start() -> io::Result<Self> {
        Self::with_threads(thread::available_parallelism().map_or(1, NonZeroUsize::get))
    }

    fn with_threads(count: usize) -> io::Result<Self> {
        let pool =
            WorkerPool(Arc::new(Shared { queues: Mutex::default(), wake: Condvar::new(), dropped: Notify::new() }));
        for _ in 0..count {
            let shared = Arc::clone(&pool.0);
            let work = move || {
                while let Some(job) = shared.next() {
                    job();
                }
            };
            thread::Builder::new().name("worker".to_owned()).spawn(work)?;
        }
        Ok(pool)
    }

    /// Does the work on one of the threads. A panic in it is one of the caller's; work whose caller is gone isn't done.
    ///
    /// # Errors
    /// The work was dropped.
    pub async fn run<T: Send + 'static>(
        &self,
        priority: Priority,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Dropped> {
        let (done, outcome) = oneshot::channel();
        self.0.push(
            priority,
            Box::new(move || {
                if !done.is_closed() {
                    // A caller who went away meanwhile doesn't need it.
                    _ = done.send(catch_unwind(AssertUnwindSafe(work)));
                }
            }),
        )?;
        match outcome.await {
            Ok(outcome) => Ok(outcome.unwrap_or_else(|panic| resume_unwind(panic))),
            Err(_) => Err(Dropped),
        }
    }

    /// How much was dropped so far for want of room.
    pub fn dropped(&self) -> DropCounts {
        self.0.queues().dropped
    }

    /// Gives up what nobody would miss. The rest goes on, since somebody waits for it.
    pub fn stop(&self) {
        let given_up = {
            let mut queues = self.0.queues();
            queues.stopping = true;
            std::mem::take(&mut queues.waiting[Priority::Overheard as usize])
        };
        drop(given_up);
    }

    /// Logs how much is dropped, in one line a minute at most. Never ends.
    pub async fn report(&self) {
        let mut told = DropCounts::default();
        loop {
            self.0.dropped.notified().await;
            tokio::time::sleep(BURST).await;
            let now = self.dropped();
            if now == told {
                // The last report has it already.
                continue;
            }
            tracing::warn!(
                interactions = now.interactions - told.interactions,
                addressed = now.addressed - told.addressed,
                overheard = now.overheard - told.overheard,
                "too much to do at once; so many questions were dropped"
            );
            told = now;
            tokio::time::sleep(BETWEEN_REPORTS - BURST).await;
        }
    }
}

impl Drop for WorkerPool {
    fn drop(&mut self) {
        let given_up = {
            let mut queues = self.0.queues();
            queues.closed = true;
            std::mem::take(&mut queues.waiting)
        };
        drop(given_up);
        self.0.wake.notify_all();
    }
}

impl Shared {
    /// Lets a job wait for its turn. The newest is dropped where there is no room: those before it have waited longer, and it
    /// costs nothing more. That one member takes all the room is prevented before, by what a member may ask within some seconds.
    fn push(&self, priority: Priority, job: Job) -> Result<(), Dropped> {
        let mut queues = self.queues();
        if queues.stopping && priority == Priority::Overheard {
            return Err(Dropped);
        }
        let waiting = &mut queues.waiting[priority as usize];
        if waiting.len() < priority.capacity() {
            waiting.push_back(job);
            drop(queues);
            self.wake.notify_one();
            return Ok(());
        }
        match priority {
            Priority::Interaction => queues.dropped.interactions += 1,
            Priority::Addressed => queues.dropped.addressed += 1,
            Priority::Overheard => queues.dropped.overheard += 1,
        }
        drop(queues);
        self.dropped.notify_one();
        Err(Dropped)
    }

    /// Waits for the next job; `None` once the pool is gone.
    fn next(&self) -> Option<Job> {
        let mut queues = self.queues();
        loop {
            if queues.closed {
                return None;
            }
            if let Some(job) = queues.waiting.iter_mut().find_map(VecDeque::pop_front) {
                return Some(job);
            }
            queues = self.wake.wait(queues).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        // Nothing that is done under the lock leaves it half done.
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;
    use std::sync::mpsc::{Sender, channel};

    /// A pool of one thread, which is busy until the sender is gone.
    fn busy_pool() -> (WorkerPool, Sender<()>) {
        let pool = WorkerPool::with_threads(1).unwrap();
        let (release, released) = channel::<()>();
        let (begin, begun) = channel();
        let job = move || {
            begin.send(()).unwrap();
            _ = released.recv();
        };
        pool.0.push(Priority::Interaction, Box::new(job)).unwrap();
        begun.recv().unwrap();
        (pool, release)
    }

    #[test]
    fn a_higher_priority_goes_first_and_within_one_what_came_first() {
        let (pool, release) = busy_pool();
        let (done, order) = channel();
        use Priority::{Addressed, Interaction, Overheard};
        for (at, priority) in [Overheard, Addressed, Interaction, Overheard, Interaction].into_iter().enumerate() {
            let done = done.clone();
            pool.0.push(priority, Box::new(move || done.send(at).unwrap())).unwrap();
        }
        drop((release, done));
        assert_eq!(order.iter().collect::<Vec<_>>(), [2, 4, 1, 0, 3]);
    }

    #[tokio::test]
    async fn what_finds_no_room_is_dropped_and_counted() {
        let (pool, _release) = busy_pool();
        for _ in 0..Priority::Overheard.capacity() {
            pool.0.push(Priority::Overheard, Box::new(|| ())).unwrap();
        }
        assert_eq!(pool.run(Priority::Overheard, || ()).await, Err(Dropped));
        assert_eq!(pool.dropped(), DropCounts { overheard: 1, ..DropCounts::default() });
        assert!(pool.run(Priority::Addressed, || ()).now_or_never().is_none(), "there is room for others");
    }

    #[tokio::test]
    async fn a_panic_is_the_callers_and_the_thread_goes_on() {
        let pool = WorkerPool::with_threads(1).unwrap();
        let panicking = pool.run(Priority::Interaction, || panic!("on purpose"));
        let panic: Box<&str> = AssertUnwindSafe(panicking).catch_unwind().await.unwrap_err().downcast().unwrap();
        assert_eq!(*panic, "on purpose");
        assert_eq!(pool.run(Priority::Interaction, || 7).await, Ok(7));
    }

    #[tokio::test]
    async fn work_whose_caller_is_gone_is_not_done() {
        let (pool, release) = busy_pool();
        let (done, order) = channel();
        let unwanted = done.clone();
        assert!(pool.run(Priority::Interaction, move || unwanted.send("unwanted").unwrap()).now_or_never().is_none());
        drop(release);
        pool.run(Priority::Overheard, move || done.send("wanted").unwrap()).await.unwrap();
        assert_eq!(order.recv(), Ok("wanted"));
    }

    #[tokio::test]
    async fn a_stop_gives_up_what_was_only_overheard() {
        let (pool, _release) = busy_pool();
        let mut overheard = Box::pin(pool.run(Priority::Overheard, || ()));
        assert!(overheard.as_mut().now_or_never().is_none());
        pool.stop();
        assert_eq!(overheard.await, Err(Dropped));
        assert_eq!(pool.run(Priority::Overheard, || ()).await, Err(Dropped), "no more is taken in");
        assert!(pool.run(Priority::Addressed, || ()).now_or_never().is_none(), "somebody waits for this");
        assert_eq!(pool.dropped(), DropCounts::default(), "there was room");
    }
}
