//! A map that forgets: entries end after a while, and the oldest go when there are too many.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::time::Duration;
use tokio::time::Instant;

/// Values by key, each kept for a while, never more than `capacity`. The time is passed in.
#[derive(Debug)]
pub struct Recent<K, V> {
    lifetime: Duration,
    capacity: usize,
    values: HashMap<K, (Instant, V)>,
    /// Every insertion in order; one whose time isn't the value's any more was replaced later.
    order: VecDeque<(Instant, K)>,
}

impl<K: Clone + Eq + Hash, V> Recent<K, V> {
    /// Empty.
    pub fn new(lifetime: Duration, capacity: usize) -> Self {
        Recent { lifetime, capacity, values: HashMap::new(), order: VecDeque::new() }
    }

    /// Keeps the value from `now` on, in the place of an older one.
    pub fn insert(&mut self, now: Instant, key: K, value: V) {
        self.values.insert(key.clone(), (now, value));
        self.order.push_back((now, key));
        self.forget(now);
    }

    /// The value, if it hasn't ended.
    pub fn get(&self, now: Instant, key: &K) -> Option<&V> {
        self.values.get(key).filter(|(since, _)| now.duration_since(*since) < self.lifetime).map(|(_, value)| value)
    }

    /// The value to change in place, if it hasn't ended; it ends when it would have.
    pub fn get_mut(&mut self, now: Instant, key: &K) -> Option<&mut V> {
        let lifetime = self.lifetime;
        self.values.get_mut(key).filter(|(since, _)| now.duration_since(*since) < lifetime).map(|(_, value)| value)
    }

    /// Takes the value out, if it hasn't ended.
    pub fn remove(&mut self, now: Instant, key: &K) -> Option<V> {
        let (since, value) = self.values.remove(key)?;
        (now.duration_since(since) < self.lifetime).then_some(value)
    }

    /// Drops all values that `gone` picks.
    pub fn drop_if(&mut self, gone: impl Fn(&K, &V) -> bool) {
        self.values.retain(|key, (_, value)| !gone(key, value));
    }

    fn forget(&mut self, now: Instant) {
        while let Some((since, key)) = self.order.front() {
            let current = self.values.get(key).is_some_and(|(at, _)| at == since);
            let ended = now.duration_since(*since) >= self.lifetime;
            // Replaced insertions count too, so that one busy key can't make the queue long.
            if current && !ended && self.values.len() <= self.capacity && self.order.len() <= 2 * self.capacity {
                break;
            }
            if current {
                self.values.remove(key);
            }
            self.order.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end() {
        let start = Instant::now();
        let mut recent = Recent::new(Duration::from_secs(10), 100);
        recent.insert(start, "a", 1);
        assert_eq!(recent.get(start + Duration::from_secs(9), &"a"), Some(&1));
        assert_eq!(recent.get(start + Duration::from_secs(10), &"a"), None);
        recent.insert(start + Duration::from_secs(10), "b", 2);
        assert_eq!(recent.values.len(), 1, "ended values are dropped");
    }

    #[test]
    fn the_oldest_go_first_and_memory_is_bounded() {
        let start = Instant::now();
        let mut recent = Recent::new(Duration::from_secs(1_000), 3);
        for key in 0..5 {
            recent.insert(start + Duration::from_secs(key), key, ());
        }
        let now = start + Duration::from_secs(5);
        assert_eq!((0..5).filter(|key| recent.get(now, key).is_some()).collect::<Vec<_>>(), [2, 3, 4]);
        for at in 0..1_000 {
            recent.insert(now + Duration::from_millis(at), 9, ());
        }
        assert!(recent.order.len() <= 7, "{}", recent.order.len());
        assert!(recent.get(now + Duration::from_secs(1), &9).is_some());
    }
}
