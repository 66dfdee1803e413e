//! Numbers as people write them.

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 'four': a figure only with a unit behind it, since prose is full of them.
    Spelt,
    /// '20': it depends on the words around it.
    Plain,
    /// '$20', '20%', '4,000', '20k', 'four-year': a figure wherever it stands.
    Telling,
}

/// A word that is a number, or a span of two.
pub(super) struct Number<'a> {
    pub kind: Kind,
    pub text: &'a str,
}

impl<'a> Number<'a> {
    /// Reads a word without the marks around it.
    pub fn read(text: &'a str) -> Option<Self> {
        let word = text.to_lowercase();
        if SPELT.contains(&word.as_str()) {
            return Some(Number { kind: Kind::Spelt, text });
        }
        if let Some((number, rest)) = word.split_once('-')
            && SPELT.contains(&number)
        {
            return UNITS.contains(&rest).then_some(Number { kind: Kind::Telling, text });
        }
        let unsigned = MONEY.iter().find_map(|sign| text.strip_prefix(sign));
        let (first, mut rest) = digits(unsigned.unwrap_or(text))?;
        let mut telling = unsigned.is_some() || first.contains(',');
        if let Some(behind) = rest.strip_prefix(['-', '–', '—'])
            && let Some((second, behind)) =
                digits(MONEY.iter().find_map(|sign| behind.strip_prefix(sign)).unwrap_or(behind))
        {
            // 555-1234 is a telephone number, 2024-2026 are years, 4-6 is a span.
            let is_phone = first.len() == 3 && second.len() == 4;
            if is_phone || is_year(first) && is_year(second) {
                return None;
            }
            telling |= second.contains(',');
            rest = behind;
        }
        match rest {
            "" | "+" => {}
            "%" | "k" | "K" | "m" | "M" | "bn" | "%+" | "k+" | "K+" => telling = true,
            _ if rest.strip_prefix('-').is_some_and(|unit| UNITS.contains(&unit)) => telling = true,
            _ => return None,
        }
        Some(Number { kind: if telling { Kind::Telling } else { Kind::Plain }, text })
    }
}

/// The digits that a word begins with, with commas between thousands and a decimal point, and what stands behind them.
fn digits(word: &str) -> Option<(&str, &str)> {
    let run = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut end = run(word);
    if end == 0 || end > 1 && word.starts_with('0') {
        return None;
    }
    while word[end..].starts_with(',') && run(&word[end + 1..]) == 3 {
        end += 4;
    }
    if word[end..].starts_with('.') && run(&word[end + 1..]) > 0 {
        end += 1 + run(&word[end + 1..]);
    }
    Some(word.split_at(end))
}

/// Whether a number may as well be a year of the calendar.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

const MONEY: [&str; 8] = ["US$", "C$", "CA$", "A$", "$", "€", "£", "¥"];

const SPELT: [&str; 27] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
];

/// What makes a figure even of a number that is spelt out.
pub(super) const UNITS: [&str; 25] = [
    "year", "years", "month", "months", "week", "weeks", "hour", "hours", "minute", "minutes", "percent", "%",
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "cents", "USD", "EUR", "GBP", "hundred", "thousand",
    "million",
];
