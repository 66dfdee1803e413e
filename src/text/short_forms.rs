//! Contractions and texting forms, written out.

/// What is typed, without apostrophes, and what it stands for; sorted by what is typed. What may mean something else, such
/// as 'its', 'well' and 'rn', isn't here.
const FORMS: [(&str, &str); 72] = [
    ("abt", "about"),
    ("arent", "are not"),
    ("b4", "before"),
    ("bc", "because"),
    ("cant", "can not"),
    ("couldnt", "could not"),
    ("coz", "because"),
    ("cuz", "because"),
    ("didnt", "did not"),
    ("doesnt", "does not"),
    ("dont", "do not"),
    ("dunno", "do not know"),
    ("gonna", "going to"),
    ("gotta", "have to"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("hes", "he is"),
    ("hows", "how is"),
    ("hrs", "hours"),
    ("hw", "how"),
    ("idk", "i do not know"),
    ("im", "i am"),
    ("isnt", "is not"),
    ("ive", "i have"),
    ("k", "okay"),
    ("lemme", "let me"),
    ("mins", "minutes"),
    ("n", "and"),
    ("ok", "okay"),
    ("pls", "please"),
    ("plz", "please"),
    ("ppl", "people"),
    ("r", "are"),
    ("shes", "she is"),
    ("shouldnt", "should not"),
    ("smth", "something"),
    ("sth", "something"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("theyd", "they would"),
    ("theyre", "they are"),
    ("theyve", "they have"),
    ("tho", "though"),
    ("thru", "through"),
    ("thx", "thanks"),
    ("tryna", "trying to"),
    ("ty", "thanks"),
    ("u", "you"),
    ("ur", "your"),
    ("wanna", "want to"),
    ("wasnt", "was not"),
    ("wat", "what"),
    ("wats", "what is"),
    ("weve", "we have"),
    ("whats", "what is"),
    ("wheres", "where is"),
    ("whos", "who is"),
    ("wht", "what"),
    ("whys", "why is"),
    ("wont", "will not"),
    ("wouldnt", "would not"),
    ("wut", "what"),
    ("wuts", "what is"),
    ("y", "why"),
    ("yall", "you all"),
    ("youd", "you would"),
    ("youll", "you will"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("yr", "year"),
    ("yrs", "years"),
    ("yup", "yes"),
];

/// Writes out the short forms of a text whose words are parted by single spaces.
pub(super) fn write_out(text: &str) -> String {
    let meant = |word| FORMS.binary_search_by_key(&word, |(typed, _)| *typed).map_or(word, |at| FORMS[at].1);
    text.split(' ').map(meant).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_sorted_and_written_out_once() {
        assert!(FORMS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(write_out("y cant u say wat its abt"), "why can not you say what its about");
        for (_, meant) in FORMS {
            assert_eq!(write_out(meant), meant);
        }
    }
}
