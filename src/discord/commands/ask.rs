//! `/ask`: a question in one's own words.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::question;

/// Ask a career question in your own words
#[poise::command(slash_command, install_context = "Guild|User", interaction_context = "Guild|BotDm|PrivateChannel")]
pub async fn ask(
    ctx: Context<'_>,
    #[description = "Your question, such as: how long does it take to become a perfusionist?"]
    #[max_length = 1000]
    question: String,
) -> Result<(), Failure> {
    let question = question::clean(&question);
    if question.is_empty() {
        return super::respond(ctx, &Post::words(super::words(ctx).nothing_to_answer()).private()).await;
    }
    super::answer(ctx, &question, None).await.map(|_| ())
}
