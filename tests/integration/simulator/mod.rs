//! The simulator is tested from outside: by serenity, by raw HTTP, and by a raw WebSocket.

mod deadlines;
mod events;
mod faults;
mod forum;
mod gateway;
mod interactions;
mod limits;
mod members;
mod messages;
mod played;
mod probe;
mod raw;
mod tls;

use career_advisor::simulator::{ChannelId, GuildId, Simulator, SimulatorOptions, UserId};

/// A local Discord with one guild, one channel and one member.
struct Scene {
    discord: Simulator,
    guild: GuildId,
    channel: ChannelId,
    ada: UserId,
}

impl Scene {
    async fn new() -> Self {
        Self::with(SimulatorOptions::default()).await
    }

    async fn with(options: SimulatorOptions) -> Self {
        let discord = Simulator::start(options).await.expect("a free port");
        let guild = discord.add_guild("Careers");
        let channel = discord.add_channel(guild, "questions");
        let ada = discord.add_member(guild, "Ada", &[]);
        Self { discord, guild, channel, ada }
    }
}
