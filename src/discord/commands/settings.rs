//! `/settings`: what a server's admins set for it and for its channels.

use super::Context;
use crate::discord::channels::{self, Mode};
use crate::discord::cooldown::LONGEST_REPEAT;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::send;
use crate::discord::settings::{Asking, ChannelSettings, Help, ServerSettings};
use crate::messages::Language;
use poise::serenity_prelude as serenity;
use serenity::Mentionable as _;
use std::time::Duration;

/// What an admin can choose for a channel's free text.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
pub enum ModeChoice {
    /// Answer when it speaks to the bot.
    #[name = "mention: answer when mentioned"]
    Mention,
    /// Answer plain questions too.
    #[name = "auto: also answer plain questions"]
    Auto,
    /// Answer to the moderators alone.
    #[name = "shadow: on trial, answer to the moderators alone"]
    Shadow,
    /// Never answer.
    #[name = "off: only commands"]
    Off,
}

/// Where **Ask a moderator** leads.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
pub enum AskingChoice {
    /// To their channel.
    #[name = "channel: the moderators' channel"]
    Channel,
    /// Into a thread.
    #[name = "thread: beside the question"]
    Thread,
}

/// To whom help is offered.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
pub enum HelpChoice {
    /// Everybody.
    #[name = "everybody: also who doesn't speak to me"]
    Everybody,
    /// Who speaks to the bot.
    #[name = "addressed: only who speaks to me"]
    Addressed,
}

/// What the bot speaks.
#[derive(Clone, Copy, Debug, poise::ChoiceParameter)]
pub enum LanguageChoice {
    /// English.
    English,
    /// German.
    #[name = "Deutsch"]
    German,
}

/// See or change how I behave in this server; for those who manage it
#[poise::command(
    slash_command,
    subcommands("channel", "server"),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_GUILD"
)]
pub async fn settings(_: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// The server, for those who manage it; everybody else is told.
async fn managed(ctx: Context<'_>) -> Result<Option<serenity::GuildId>, Failure> {
    let interaction = ctx.interaction;
    let held = interaction.member.as_ref().and_then(|member| member.permissions);
    let guild = interaction.guild_id.filter(|_| held.is_some_and(serenity::Permissions::manage_guild));
    if guild.is_none() {
        tracing::warn!(user_id = interaction.user.id.get(), "refused: only those who manage the server may do this");
        tell(ctx, super::words(ctx).admins_only()).await?;
    }
    Ok(guild)
}

async fn tell(ctx: Context<'_>, words: &str) -> Result<(), Failure> {
    super::respond(ctx, &Post::words(words).private()).await
}

/// How I treat a channel
#[poise::command(slash_command)]
pub async fn channel(
    ctx: Context<'_>,
    #[description = "What I answer in this channel"] mode: Option<ModeChoice>,
    #[description = "Post a small button instead of the answer, which opens for whoever presses it"] quiet: Option<
        bool,
    >,
    #[description = "For how many minutes I don't repeat an answer here; 0 for never holding back"]
    #[min = 0]
    #[max = 1440]
    cooldown: Option<u16>,
    #[description = "Back to the operator's settings for this channel"] reset: Option<bool>,
    #[description = "Which channel it is about; without it, this one"]
    #[channel_types("Text", "News", "Forum", "PublicThread", "NewsThread", "Voice")]
    channel: Option<serenity::PartialChannel>,
) -> Result<(), Failure> {
    let Some(guild) = managed(ctx).await? else { return Ok(()) };
    let bot = ctx.framework.user_data;
    let channel = channel.map_or(ctx.interaction.channel_id, |channel| channel.id);
    let before = bot.settings.of_channel(channel.get());
    let kept = if reset.unwrap_or_default() { ChannelSettings::default() } else { before };
    let mode = mode.map(|mode| match mode {
        ModeChoice::Mention => Mode::Mention,
        ModeChoice::Auto => Mode::Auto,
        ModeChoice::Shadow => Mode::Shadow,
        ModeChoice::Off => Mode::Off,
    });
    let minutes = |minutes: u16| Duration::from_secs(60 * u64::from(minutes)).min(LONGEST_REPEAT);
    let settings = ChannelSettings {
        mode: mode.or(kept.mode),
        quiet: quiet.or(kept.quiet),
        cooldown: cooldown.map(minutes).or(kept.cooldown),
    };
    if settings.mode == Some(Mode::Shadow) && before.mode != Some(Mode::Shadow) {
        let words = super::words(ctx);
        if bot.moderators_channel(Some(guild)).is_none() {
            return tell(ctx, words.shadow_needs_moderators()).await;
        }
        // Members are told before anybody listens.
        let announced = send::post(&ctx.serenity_context().http, channel, &Post::words(words.shadow_begins())).await;
        if let Err(failure) = announced {
            tracing::warn!(channel_id = channel.get(), %failure, "members can't be told that the bot listens");
            return tell(ctx, words.shadow_cannot_be_told()).await;
        }
    }
    if settings != before {
        bot.settings.set_channel(&bot.desk.store, guild.get(), channel.get(), settings).await?;
        let (guild_id, channel_id, user_id) = (guild.get(), channel.get(), ctx.interaction.user.id.get());
        tracing::info!(guild_id, channel_id, user_id, ?settings, "channel set");
    }
    tell(ctx, &shown(ctx, guild, channel).await).await
}

/// What holds for a channel, whoever set it.
async fn shown(ctx: Context<'_>, guild: serenity::GuildId, channel: serenity::ChannelId) -> String {
    let (bot, words, serenity) = (ctx.framework.user_data, super::words(ctx), ctx.serenity_context());
    let mode = channels::mode(bot, serenity, guild, channel).await;
    let is_set = bot.settings.of_channel(channel.get()).mode.is_some();
    let place = channel.mention().to_string();
    let named = if is_set { words.mode_here(&place, mode.name()) } else { words.mode_of_operator(&place, mode.name()) };
    let means = match mode {
        Mode::Off => words.mode_off(),
        Mode::Mention => words.mode_mention(),
        Mode::Shadow => words.mode_shadow(),
        Mode::Auto if bot.reads_messages() => words.mode_auto(),
        Mode::Auto => words.mode_auto_blind(),
    };
    let quiet = channels::is_quiet(bot, serenity, guild, channel).await;
    let quiet = if quiet { words.quiet_yes() } else { words.quiet_no() };
    let cooldown = channels::cooldown(bot, serenity, guild, channel).await;
    format!("{named} {means}\n{quiet}\n{}", words.cooldown_is(cooldown.as_secs() / 60))
}

/// What holds for the whole server
#[poise::command(slash_command)]
pub async fn server(
    ctx: Context<'_>,
    #[description = "The channel in which moderators are asked and told"]
    #[channel_types("Text")]
    moderators: Option<serenity::PartialChannel>,
    #[description = "Where 'Ask a moderator' leads"] ask: Option<AskingChoice>,
    #[description = "The language of what I say myself; answers stay in the knowledge base's"] language: Option<
        LanguageChoice,
    >,
    #[description = "To whom I say where help is, when somebody seems to be in need"] help: Option<HelpChoice>,
    #[description = "Send the moderators' channel a link when somebody seems to be in need"] alert: Option<bool>,
    #[description = "Back to the operator's settings for the whole server"] reset: Option<bool>,
) -> Result<(), Failure> {
    let Some(guild) = managed(ctx).await? else { return Ok(()) };
    let bot = ctx.framework.user_data;
    let before = bot.settings.of_server(guild.get());
    let kept = if reset.unwrap_or_default() { ServerSettings::default() } else { before };
    let asking = ask.map(|ask| match ask {
        AskingChoice::Channel => Asking::Channel,
        AskingChoice::Thread => Asking::Thread,
    });
    let language = language.map(|language| match language {
        LanguageChoice::English => Language::English,
        LanguageChoice::German => Language::German,
    });
    let help = help.map(|help| match help {
        HelpChoice::Everybody => Help::Everybody,
        HelpChoice::Addressed => Help::Addressed,
    });
    let settings = ServerSettings {
        language: language.or(kept.language),
        moderators: moderators.map(|channel| channel.id.get()).or(kept.moderators),
        asking: asking.or(kept.asking),
        help: help.or(kept.help),
        alert: alert.or(kept.alert),
    };
    if settings != before {
        bot.settings.set_server(&bot.desk.store, guild.get(), settings).await?;
        tracing::info!(guild_id = guild.get(), user_id = ctx.interaction.user.id.get(), ?settings, "server set");
    }
    // In the language that was just chosen.
    let words = bot.words(Some(guild));
    let moderators = match bot.moderators_channel(Some(guild)) {
        Some(channel) => words.moderators_are_in(&channel.mention().to_string()),
        None => words.moderators_are_nowhere().to_owned(),
    };
    let asking = match bot.asking(Some(guild)) {
        Some(Asking::Channel) => words.asking_goes_to_channel(),
        Some(Asking::Thread) => words.asking_opens_thread(),
        None => words.asking_goes_nowhere(),
    };
    let set = bot.settings.of_server(guild.get());
    let help = match set.help.unwrap_or_default() {
        Help::Everybody => words.help_for_everybody(),
        Help::Addressed => words.help_for_addressed(),
    };
    let alert = match set.alert.unwrap_or_default() {
        true if bot.moderators_channel(Some(guild)).is_some() => words.alert_yes(),
        true => words.alert_nowhere(),
        false => words.alert_no(),
    };
    tell(ctx, &format!("{moderators}\n{asking}\n{help}\n{alert}\n{}", words.language_is())).await
}
