//! What the golden questions came to, counted.

use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How wide a row of the reliability table is, in confidence.
const ROWS: usize = 10;

/// What a golden question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Answered with one of its entries; or rightly not answered.
    Right,
    /// One of its entries was offered.
    Offered,
    /// Nothing was shown although there is an entry.
    Missed,
    /// A wrong entry was shown.
    Wrong,
}

/// A golden question that was asked.
#[derive(Clone, Debug)]
pub(super) struct Judged<'a> {
    /// The file that it stands in, without its ending.
    pub set: &'a str,
    /// The topic of its first entry; `None` where there must be no answer.
    pub topic: Option<&'a str>,
    pub verdict: Verdict,
    /// Its first entry, and the entry that was shown.
    pub expected: Option<&'a str>,
    pub shown: Option<&'a str>,
    /// The first candidate's confidence, and whether showing it would have been right.
    pub confidence: f32,
    pub first_is_right: bool,
}

/// Counts of verdicts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub right: usize,
    pub offered: usize,
    pub missed: usize,
    pub wrong: usize,
}

/// A row of the reliability table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Reliability {
    /// Confidences from here to the next row's.
    pub from: f64,
    pub questions: usize,
    /// Their confidence on average.
    pub confidence: f64,
    /// The share whose first candidate is right.
    pub right: f64,
}

/// All that is counted of one set.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Report<'a> {
    pub with_entry: Counts,
    pub without: Counts,
    pub by_topic: BTreeMap<&'a str, Counts>,
    /// The expected entry, the entry that was shown instead, and how often; the most frequent first.
    pub confused: Vec<(&'a str, &'a str, usize)>,
    /// Rows without questions are left out.
    pub reliability: Vec<Reliability>,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Right => &mut self.right,
            Verdict::Offered => &mut self.offered,
            Verdict::Missed => &mut self.missed,
            Verdict::Wrong => &mut self.wrong,
        } += 1;
    }

    fn all(&self) -> usize {
        self.right + self.offered + self.missed + self.wrong
    }

    fn share(&self, part: usize) -> f64 {
        100.0 * part as f64 / self.all().max(1) as f64
    }
}

impl<'a> Report<'a> {
    /// One report a set.
    pub(super) fn by_set(judged: &[Judged<'a>]) -> BTreeMap<&'a str, Self> {
        let mut sets: BTreeMap<&str, Vec<&Judged<'a>>> = BTreeMap::new();
        for case in judged {
            sets.entry(case.set).or_default().push(case);
        }
        sets.into_iter().map(|(set, judged)| (set, Report::of(&judged))).collect()
    }

    fn of(judged: &[&Judged<'a>]) -> Self {
        let mut report = Report::default();
        let mut confused: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut rows = [Reliability::default(); ROWS];
        for case in judged {
            match case.topic {
                Some(topic) => {
                    report.with_entry.add(case.verdict);
                    report.by_topic.entry(topic).or_default().add(case.verdict);
                }
                None => report.without.add(case.verdict),
            }
            if let (Verdict::Wrong, Some(shown)) = (case.verdict, case.shown) {
                *confused.entry((case.expected.unwrap_or("no answer"), shown)).or_default() += 1;
            }
            let row = &mut rows[((case.confidence * ROWS as f32) as usize).min(ROWS - 1)];
            row.questions += 1;
            row.confidence += f64::from(case.confidence);
            row.right += f64::from(u8::from(case.first_is_right));
        }
        report.confused = confused.into_iter().map(|((expected, shown), times)| (expected, shown, times)).collect();
        report.confused.sort_by_key(|(.., times)| std::cmp::Reverse(*times));
        let mean = |(at, row): (usize, Reliability)| Reliability {
            from: at as f64 / ROWS as f64,
            confidence: row.confidence / row.questions as f64,
            right: row.right / row.questions as f64,
            ..row
        };
        report.reliability = rows.into_iter().enumerate().filter(|(_, row)| row.questions > 0).map(mean).collect();
        report
    }

    /// Of what was shown, the share that was wrong, in percent.
    fn wrong_among_shown(&self) -> f64 {
        let shown = Counts {
            right: self.with_entry.right,
            wrong: self.with_entry.wrong + self.without.wrong,
            ..Counts::default()
        };
        shown.share(shown.wrong)
    }

    /// Writes the report for people.
    pub(super) fn write(&self, out: &mut impl Write, set: &str) -> io::Result<()> {
        let Counts { right, offered, missed, wrong } = self.with_entry;
        let share = self.with_entry.share(right);
        writeln!(
            out,
            "{set}: {} questions with an entry: {right} right ({share:.1} %), {offered} offered, {missed} missed, {wrong} wrong",
            self.with_entry.all(),
        )?;
        let answered = self.without.wrong;
        let share = self.without.share(answered);
        writeln!(out, "{set}: {} questions without: {answered} answered ({share:.1} %)", self.without.all())?;
        writeln!(out, "{set}: {:.1} % of what was shown is wrong", self.wrong_among_shown())
    }

    /// Writes the tables behind the counts for people.
    pub(super) fn write_details(&self, out: &mut impl Write, set: &str) -> io::Result<()> {
        writeln!(out, "\n{set}, by topic:             right  offered  missed  wrong")?;
        for (topic, Counts { right, offered, missed, wrong }) in &self.by_topic {
            writeln!(out, "  {topic:<28} {right:>5} {offered:>8} {missed:>7} {wrong:>6}")?;
        }
        if !self.confused.is_empty() {
            writeln!(out, "\n{set}, wrongly shown:")?;
        }
        for (expected, shown, times) in &self.confused {
            writeln!(out, "  {times} x {shown} instead of {expected}")?;
        }
        writeln!(out, "\n{set}, confidence against truth:\n  confidence  questions  on average  right")?;
        for row in &self.reliability {
            let (confidence, right) = (100.0 * row.confidence, 100.0 * row.right);
            writeln!(out, "  from {:.1}    {:>9}     {confidence:>5.1} %  {right:>5.1} %", row.from, row.questions)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(verdict: Verdict, topic: Option<&'static str>, confidence: f32) -> Judged<'static> {
        let first_is_right = verdict == Verdict::Right && topic.is_some();
        let shown = (confidence >= 0.5).then_some("faq/b");
        let expected = topic.map(|_| "faq/a");
        Judged { set: "tuning", topic, verdict, expected, shown, confidence, first_is_right }
    }

    #[test]
    fn counts_by_hand() {
        let cases = [
            judged(Verdict::Right, Some("pay"), 0.92),
            judged(Verdict::Right, Some("pay"), 1.0),
            judged(Verdict::Wrong, Some("pay"), 0.96),
            judged(Verdict::Offered, Some("day"), 0.35),
            judged(Verdict::Right, None, 0.0),
            judged(Verdict::Wrong, None, 0.55),
        ];
        let reports = Report::by_set(&cases);
        let report = &reports["tuning"];
        assert_eq!(report.with_entry, Counts { right: 2, offered: 1, missed: 0, wrong: 1 });
        assert_eq!(report.without, Counts { right: 1, offered: 0, missed: 0, wrong: 1 });
        assert_eq!(report.by_topic["pay"], Counts { right: 2, offered: 0, missed: 0, wrong: 1 });
        assert_eq!(report.confused, [("faq/a", "faq/b", 1), ("no answer", "faq/b", 1)]);
        let last = report.reliability.last().unwrap();
        assert_eq!((last.from, last.questions), (0.9, 3));
        assert!((last.confidence - 0.96).abs() < 1e-6 && (last.right - 2.0 / 3.0).abs() < 1e-9);
        assert_eq!(report.wrong_among_shown(), 50.0);
    }
}
