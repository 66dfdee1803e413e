//! What a server's admins set for a channel.

use super::knowledge::{self, PAY, TRAINING};
use super::world::{QUIET, World};
use career_advisor::messages;
use career_advisor::simulator::OptionValue;

impl World {
    /// The server's owner uses `/settings` in the channel.
    async fn set(&self, given: &[(&str, OptionValue)]) -> String {
        let owner = self.discord.owner(self.guild);
        let used = self.discord.run_command(owner, self.channel, "settings", given).unwrap();
        let answer = self.discord.response_message(used).await;
        assert!(answer.ephemeral, "{}", answer.text());
        answer.content
    }
}

#[tokio::test]
async fn a_mode_that_an_admin_sets_holds_over_a_restart() {
    let mut world = World::start().await;
    let said = world.set(&[]).await;
    assert!(said.contains("mention (the operator's setting)"), "{said}");
    // A choice of poise's comes as its number.
    let said = world.set(&[("mode", 1.into())]).await;
    assert!(said.contains("auto (set here)"), "{said}");
    let answer = world.ask(PAY).await;
    assert_eq!(answer.embeds[0].title, PAY);
    world.restart(knowledge::small()).await;
    let answer = world.ask(TRAINING).await;
    assert_eq!(answer.embeds[0].title, TRAINING);
    let said = world.set(&[("mode", 2.into())]).await;
    assert!(said.contains("off (set here)"), "{said}");
    world.discord.say(world.ada, world.channel, &world.to_bot("what do perfusionists earn"));
    world.discord.no_message_within(world.channel, QUIET).await;
    let said = world.set(&[("mode", 3.into())]).await;
    assert!(said.contains("mention (the operator's setting)"), "{said}");
}

#[tokio::test]
async fn in_a_quiet_channel_an_answer_opens_for_whoever_presses() {
    let world = World::start().await;
    world.set(&[("quiet", true.into())]).await;
    let small = world.ask(&world.to_bot(PAY)).await;
    assert_eq!((small.content.as_str(), small.embeds.len()), (messages::QUIET_ANSWER, 0));
    let answer = world.press(world.ben, &small, messages::SEE_ANSWER_BUTTON).await;
    assert_eq!((answer.embeds[0].title.as_str(), answer.ephemeral), (PAY, true));
    world.set(&[("quiet", false.into())]).await;
    assert_eq!(world.ask(&world.to_bot(TRAINING)).await.embeds[0].title, TRAINING);
}

#[tokio::test]
async fn members_may_not_set_anything() {
    let world = World::start().await;
    let refused = world.discord.run_command(world.mia, world.channel, "settings", &[]).unwrap_err();
    assert!(refused.to_string().contains("is not offered"), "{refused}");
}
