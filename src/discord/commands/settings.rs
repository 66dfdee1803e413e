//! `/settings`: what a server's admins set for a channel.

use super::Context;
use crate::discord::channels::{self, Mode};
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::settings::ChannelSettings;
use crate::messages;
use poise::serenity_prelude as serenity;

/// What an admin can choose for a channel's free text.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
pub enum ModeChoice {
    /// Answer when it speaks to the bot.
    #[name = "mention: answer when mentioned"]
    Mention,
    /// Answer plain questions too.
    #[name = "auto: also answer plain questions"]
    Auto,
    /// Never answer.
    #[name = "off: only commands"]
    Off,
    /// As the operator has set it.
    #[name = "as the operator has set it"]
    Default,
}

/// See or change how I treat this channel; for those who manage the server
#[poise::command(
    slash_command,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
pub async fn settings(
    ctx: Context<'_>,
    #[description = "What I answer in this channel"] mode: Option<ModeChoice>,
    #[description = "Post a small button instead of the answer, which opens for whoever presses it"] quiet: Option<
        bool,
    >,
) -> Result<(), Failure> {
    let bot = ctx.framework.user_data;
    let interaction = ctx.interaction;
    let held = interaction.member.as_ref().and_then(|member| member.permissions);
    let (Some(guild), true) = (interaction.guild_id, held.is_some_and(serenity::Permissions::manage_guild)) else {
        tracing::warn!(user_id = interaction.user.id.get(), "refused: only those who manage the server may do this");
        return super::respond(ctx, &Post::words(messages::ADMINS_ONLY).private()).await;
    };
    let channel = interaction.channel_id;
    let mut settings = bot.settings.of(channel.get());
    let changes = mode.is_some() || quiet.is_some();
    if changes {
        settings = ChannelSettings {
            mode: match mode {
                None => settings.mode,
                Some(ModeChoice::Default) => None,
                Some(ModeChoice::Mention) => Some(Mode::Mention),
                Some(ModeChoice::Auto) => Some(Mode::Auto),
                Some(ModeChoice::Off) => Some(Mode::Off),
            },
            quiet: quiet.or(settings.quiet),
        };
        bot.settings.set(&bot.desk.store, guild.get(), channel.get(), settings).await?;
        tracing::info!(
            guild_id = guild.get(),
            channel_id = channel.get(),
            user_id = interaction.user.id.get(),
            ?settings,
            "settings changed"
        );
    }
    let mode = channels::mode(bot, ctx.serenity_context(), guild, channel).await;
    let quiet = channels::is_quiet(bot, ctx.serenity_context(), guild, channel).await;
    let words = messages::channel_settings(mode.name(), settings.mode.is_some(), quiet, bot.reads_messages());
    super::respond(ctx, &Post::words(words).private()).await
}
