//! Links to sites that nobody has vouched for.

use super::Context;
use super::prose::without_code;
use crate::diagnostic::{Code, Diagnostic};
use crate::knowledge::shorten;
use crate::knowledge::suggest::nearest;
use crate::knowledge::validate::links::links;
use std::collections::BTreeSet;

/// Links of a community into itself.
const OWN: [&str; 2] = ["discord.com", "discord.gg"];

/// Reports links of answers and cards to hosts of which no source and no job board is.
pub(super) fn unknown(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    const FILES: [&str; 2] = ["sources.toml", "listings.toml"];
    let is_unread = |error: &Diagnostic| matches!(error.code, Code::UnreadableFile | Code::InvalidUtf8);
    let mut unread = context.errors.iter().filter(|error| is_unread(error)).filter_map(|error| error.place.as_ref());
    if unread.any(|place| FILES.contains(&&*place.file)) {
        return;
    }
    // From the files' texts, so that an error in them doesn't make their hosts unknown.
    let texts: Vec<&str> = FILES.iter().filter_map(|file| context.texts.get(*file)).map(|text| &**text).collect();
    let known: BTreeSet<String> =
        texts.iter().flat_map(|text| links(text).into_iter().filter_map(|link| host(&text[link]))).collect();
    for shown in context.shown().filter(|shown| shown.cites.is_some()) {
        for span in links(&without_code(shown.text)) {
            let url = &shown.text[span.clone()];
            // Other addresses than these are an error of their own.
            let Some(host) = host(url).filter(|host| url.starts_with("https://") && !is_known(host, &known)) else {
                continue;
            };
            let message =
                format!("{} links to `{}`, which is no source and no job board of ours", shown.what, shorten(&host));
            let help = match nearest(&host, known.iter().map(String::as_str)) {
                Some(guess) => format!("did you mean `{guess}`? Else add the page to sources.toml"),
                None => "if the page can be trusted, add it to sources.toml and name it in `sources`".to_owned(),
            };
            out.push(Diagnostic::at(Code::UnknownHost, shown.place(span), message).help(help));
        }
    }
}

/// The host of an address, as hosts are compared.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    (!host.is_empty() && !host.contains('@')).then(|| host.to_owned())
}

/// Whether it is a known host, or a part of one.
fn is_known(host: &str, known: &BTreeSet<String>) -> bool {
    let is_part = |of: &str| host.strip_suffix(of).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    known.iter().map(String::as_str).chain(OWN).any(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://a.org/x", true)]
    #[case("https://www.A.org:8080?y", true)]
    #[case("https://jobs.a.org", true)]
    #[case("https://ba.org", false)]
    #[case("https://org", false)]
    #[case("https://discord.com/channels/1/2", true)]
    fn check(#[case] url: &str, #[case] expected: bool) {
        assert_eq!(is_known(&host(url).unwrap(), &BTreeSet::from(["a.org".to_owned()])), expected);
    }
}
