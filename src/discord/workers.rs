//! Worker threads for what takes a core some milliseconds: understanding questions and drawing pictures.
//!
//! There are as many of them as cores. What they can't do at once waits in a bounded queue for each priority, and what finds no
//! place there is dropped, so that neither a burst nor a flood costs more than these queues. What is only overheard keeps half of
//! the threads busy at most, so that who speaks to the bot needn't wait for it, nor Discord's messages for a core.

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

impl Priority {
    const ALL: [Priority; 3] = [Priority::Interaction, Priority::Addressed, Priority::Overheard];

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
    waiting: [VecDeque<Job>; Priority::ALL.len()],
    dropped: DropCounts,
    /// How many threads are busy with what was overheard, and may be.
    overhearing: usize,
    most_overhearing: usize,
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
        let queues = Queues { most_overhearing: count.div_ceil(2), ..Queues::default() };
        let shared = Shared { queues: Mutex::new(queues), wake: Condvar::new(), dropped: Notify::new() };
        let pool = WorkerPool(Arc::new(shared));
        for _ in 0..count {
            let shared = Arc::clone(&pool.0);
            let work = move || {
                while let Some((priority, job)) = shared.next() {
                    job();
                    shared.done(priority);
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

impl Queues {
    fn take(&mut self) -> Option<(Priority, Job)> {
        for priority in Priority::ALL {
            if priority == Priority::Overheard && self.overhearing == self.most_overhearing {
                continue;
            }
            if let Some(job) = self.waiting[priority as usize].pop_front() {
                self.overhearing += usize::from(priority == Priority::Overheard);
                return Some((priority, job));
            }
        }
        None
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
    fn next(&self) -> Option<(Priority, Job)> {
        let mut queues = self.queues();
        loop {
            if queues.closed {
                return None;
            }
            if let Some(job) = queues.take() {
                return Some(job);
            }
            queues = self.wake.wait(queues).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A job of this priority is done.
    fn done(&self, priority: Priority) {
        if priority == Priority::Overheard {
            self.queues().overhearing -= 1;
            // Another thread may have passed over what waits, and this one may go on with something else.
            self.wake.notify_one();
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

    #[test]
    fn what_is_overheard_leaves_threads_to_others() {
        let pool = WorkerPool::with_threads(2).unwrap();
        let (begin, begun) = channel();
        let (release, released) = channel::<()>();
        let released = Arc::new(Mutex::new(released));
        for name in ["first", "second"] {
            let (begin, released) = (begin.clone(), Arc::clone(&released));
            let job = move || {
                begin.send(name).unwrap();
                _ = released.lock().unwrap().recv();
            };
            pool.0.push(Priority::Overheard, Box::new(job)).unwrap();
        }
        assert_eq!(begun.recv(), Ok("first"));
        pool.0.push(Priority::Addressed, Box::new(move || begin.send("addressed").unwrap())).unwrap();
        assert_eq!(begun.recv(), Ok("addressed"));
        release.send(()).unwrap();
        assert_eq!(begun.recv(), Ok("second"));
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
