//! Causing faults, and looking at what happened.

use serde_json::json;

use crate::simulator::Simulator;
use crate::simulator::faults::{Failure, Route};
use crate::simulator::ids::{GuildId, InteractionId, UserId};
use crate::simulator::journal::{Entry, Request, Traffic};
use crate::simulator::sessions::Outgoing;

impl Simulator {
    /// Lets the next requests to a route fail.
    pub fn fail_next(&self, route: Route, failure: Failure) {
        self.shared.change(|state| state.faults.rest.push((route, failure)));
    }

    /// Ends all faults that are still to come.
    pub fn heal(&self) {
        self.shared.change(|state| state.faults = Default::default());
    }

    /// Cuts every gateway connection without a word; sessions stay resumable.
    pub fn drop_connection(&self) {
        self.tell_all(|| Outgoing::Drop);
    }

    /// Asks every shard to reconnect and resume (opcode 7).
    pub fn ask_reconnect(&self) {
        self.tell_all(|| Outgoing::Payload(json!({ "op": 7, "s": null, "t": null, "d": null })));
    }

    /// Tells every shard that its session is invalid (opcode 9), and whether it may still resume.
    pub fn invalidate_session(&self, resumable: bool) {
        self.tell_all(|| Outgoing::Payload(json!({ "op": 9, "s": null, "t": null, "d": resumable })));
        if !resumable {
            self.shared.change(|state| state.sessions.clear());
        }
    }

    /// Closes every gateway connection with this code.
    pub fn close_gateway(&self, code: u16) {
        self.tell_all(|| Outgoing::Close(code, "Closed by the simulator."));
        // After these Discord has forgotten the session.
        if matches!(code, 4004 | 4007 | 4009..=4014) {
            self.shared.change(|state| state.sessions.clear());
        }
    }

    fn tell_all(&self, what: impl Fn() -> Outgoing) {
        self.shared.change(|state| {
            let sockets: Vec<_> = state.sessions.iter().filter_map(|session| session.socket.clone()).collect();
            for socket in sockets {
                let outgoing = what();
                if let Outgoing::Payload(payload) = &outgoing {
                    state.record(Traffic::ToBot(payload.clone()));
                }
                // A connection that is gone already needs no telling.
                let _ = socket.send(outgoing);
            }
        });
    }

    /// Refuses every IDENTIFY with this close code from now on; `None` accepts them again.
    pub fn refuse_identify(&self, code: Option<u16>) {
        self.shared.change(|state| state.faults.refuse_identify = code);
    }

    /// Refuses every RESUME from now on, or accepts them again.
    pub fn refuse_resume(&self, refuse: bool) {
        self.shared.change(|state| state.faults.refuse_resume = refuse);
    }

    /// Switches [`intents`](crate::simulator::intents) off in the 'developer portal': an IDENTIFY that asks for one
    /// is closed with 4014.
    pub fn refuse_intents(&self, bits: u64) {
        self.shared.change(|state| state.faults.refused_intents = bits);
    }

    /// Stops acknowledging heartbeats, or starts again.
    pub fn stop_acks(&self, stop: bool) {
        self.shared.change(|state| state.faults.silent_heartbeats = stop);
    }

    /// Everything that went over the wire so far; after 20,000 entries the older half is dropped.
    pub fn journal(&self) -> Vec<Entry> {
        self.shared.read(|state| state.journal.clone())
    }

    /// What went over the wire after the first `seen` entries, and how many entries there are now in all.
    pub fn journal_after(&self, seen: usize) -> (Vec<Entry>, usize) {
        self.shared.read(|state| {
            let known = seen.saturating_sub(state.forgotten).min(state.journal.len());
            (state.journal[known..].to_vec(), state.forgotten + state.journal.len())
        })
    }

    /// The REST requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.read(|state| {
            let rest = state.journal.iter().filter_map(|entry| match &entry.traffic {
                Traffic::Rest(request) => Some(request.clone()),
                _ => None,
            });
            rest.collect()
        })
    }

    /// The REST requests so far that went to a route.
    pub fn requests_to(&self, route: &Route) -> Vec<Request> {
        let mut requests = self.requests();
        requests.retain(|request| route.matches(&request.method, &request.path));
        requests
    }

    /// The names of the registered commands: global ones, and those of `guild`.
    pub fn commands(&self, guild: Option<GuildId>) -> Vec<String> {
        self.shared.read(|state| {
            state
                .commands
                .iter()
                .filter(|command| command.guild.is_none() || command.guild == guild)
                .filter_map(|command| command.json["name"].as_str().map(str::to_owned))
                .collect()
        })
    }

    /// The definitions of the registered commands as Discord keeps them.
    pub fn command_definitions(&self, guild: Option<GuildId>) -> Vec<serde_json::Value> {
        self.shared.read(|state| {
            state
                .commands
                .iter()
                .filter(|command| command.guild.is_none() || command.guild == guild)
                .map(|command| command.json.clone())
                .collect()
        })
    }

    /// The token with which the bot answers an interaction, for tests that answer in its place.
    ///
    /// # Panics
    ///
    /// If there is no such interaction.
    pub fn token_of(&self, interaction: InteractionId) -> String {
        self.shared.read(|state| state.interactions[&interaction].token.clone())
    }

    /// A file that the bot uploaded, by its link: its media type and its bytes.
    pub fn download(&self, url: &str) -> Option<(String, Vec<u8>)> {
        self.shared.read(|state| {
            let key = url.strip_prefix(&format!("{}/attachments/", state.base_url))?;
            state.uploads.get(key).cloned()
        })
    }

    /// Who used the command that an interaction is, or that it goes back to, and the command's name with its subcommand.
    pub fn command_of(&self, interaction: InteractionId) -> Option<(UserId, String)> {
        self.shared.read(|state| {
            let found = state.interactions.get(&interaction)?;
            let mut name = found.command()?.to_owned();
            let first = &found.data["options"][0];
            if matches!(first["type"].as_u64(), Some(1 | 2)) {
                name = format!("{name} {}", first["name"].as_str().unwrap_or_default());
            }
            Some((found.member, name))
        })
    }
}
