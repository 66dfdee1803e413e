//! Finds roles by what people call them, also while they are still typing.

use crate::knowledge::model::Role;
use crate::text::{normalise, singular, tokens};

/// Names at least this alike (Jaro-Winkler, 0 to 1) are taken for one another's slips.
const ALIKE: f64 = 0.88;

/// Every name of every role.
#[derive(Debug)]
pub struct RoleNames {
    /// The role's index with one of its names, normalised and without plural endings; the proper name comes first.
    names: Vec<(usize, String)>,
}

impl RoleNames {
    /// Collects the names, aliases and ids of roles.
    pub fn new(roles: &[Role]) -> Self {
        let all = |role: &Role| [role.name.clone(), role.id.clone()].into_iter().chain(role.aliases.clone());
        let names = roles.iter().enumerate().flat_map(|(at, role)| all(role).map(move |name| (at, key(&name))));
        RoleNames { names: names.filter(|(_, name)| !name.is_empty()).collect() }
    }

    /// The role that goes by this name, an alias, or a slip of one that no other role's name is as near to.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = key(name);
        if let Some((role, _)) = self.names.iter().find(|(_, known)| *known == wanted) {
            return Some(*role);
        }
        let near = self.nearest(&wanted);
        match near.as_slice() {
            [(likeness, role), rest @ ..] if *likeness >= ALIKE => {
                rest.first().is_none_or(|(second, _)| second < likeness).then_some(*role)
            }
            _ => None,
        }
    }

    /// The roles that what was typed so far may become, likeliest first; every role, in order, for nothing.
    pub fn complete(&self, partial: &str) -> Vec<usize> {
        let typed = key(partial);
        let rank = |name: &str| match name {
            _ if name.starts_with(&typed) => Some(0),
            _ if tokens(name).iter().any(|word| word.starts_with(&typed)) => Some(1),
            // Two letters are in too many names to tell anything.
            _ if typed.chars().count() < 3 => None,
            _ if name.contains(&typed) => Some(2),
            // A slip in what is typed so far: compare with as much of the name.
            _ => {
                let start: String = name.chars().take(typed.chars().count()).collect();
                let likeness = strsim::jaro_winkler(&typed, &start).max(strsim::jaro_winkler(&typed, name));
                (likeness >= ALIKE).then_some(3)
            }
        };
        let mut found: Vec<(i32, usize)> =
            self.names.iter().filter_map(|(role, name)| Some((rank(name)?, *role))).collect();
        found.sort_unstable();
        let mut roles: Vec<usize> = Vec::new();
        for (_, role) in found {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        roles
    }

    /// Every role with the likeness of its likest name, the likest first.
    fn nearest(&self, wanted: &str) -> Vec<(f64, usize)> {
        let mut best: Vec<(f64, usize)> = Vec::new();
        for (role, name) in &self.names {
            let likeness = strsim::jaro_winkler(wanted, name);
            match best.iter_mut().find(|(_, known)| known == role) {
                Some((known, _)) => *known = known.max(likeness),
                None => best.push((likeness, *role)),
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best
    }

    /// The roles whose names are nearest, for 'did you mean'.
    pub fn suggest(&self, name: &str, most: usize) -> Vec<usize> {
        self.nearest(&key(name)).into_iter().take(most).map(|(_, role)| role).collect()
    }
}

fn key(name: &str) -> String {
    tokens(&normalise(name)).into_iter().map(singular).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use rstest::rstest;

    fn role(id: &str, name: &str, aliases: &[&str]) -> Role {
        Role {
            id: id.to_owned(),
            name: name.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            summary: String::new(),
            card: Vec::new(),
            path: Vec::new(),
            place: Place { file: "roles/x.toml".into(), span: 0..0 },
        }
    }

    fn names() -> RoleNames {
        RoleNames::new(&[
            role("perfusionist", "Perfusionist", &["pump tech"]),
            role("surgical-technologist", "Surgical technologist", &["scrub tech", "surg tech"]),
            role("respiratory-therapist", "Respiratory therapist", &["RT"]),
        ])
    }

    #[rstest]
    #[case("perfusionist", Some(0))]
    #[case("Perfusionists", Some(0))]
    #[case("perfusionst", Some(0))]
    #[case("profusionist", Some(0))]
    #[case("SCRUB TECH", Some(1))]
    #[case("surgical-technologist", Some(1))]
    #[case("rt", Some(2))]
    #[case("plumber", None)]
    #[case("", None)]
    fn check_find(#[case] name: &str, #[case] expected: Option<usize>) {
        assert_eq!(names().find(name), expected);
    }

    #[rstest]
    #[case("", &[0, 1, 2])]
    #[case("p", &[0])]
    #[case("perfos", &[0])]
    #[case("tech", &[0, 1])]
    #[case("therap", &[2])]
    #[case("zzz", &[])]
    fn check_complete(#[case] partial: &str, #[case] expected: &[usize]) {
        assert_eq!(names().complete(partial), expected);
    }
}
