//! What people do in the playground.

use crate::driver::Page;
use crate::playground::Playground;
use fantoccini::key::Key;
use std::fs;

const WIDE: (u32, u32) = (1400, 900);
const NARROW: (u32, u32) = (390, 844);
const TRAINING: &str = "How long does it take to become a perfusionist?";

/// A page with an entrance into a channel, as somebody, once the bot answers.
async fn enter(name: &'static str, playground: &Playground, size: (u32, u32), person: &str, channel: &str) -> Page {
    let page = Page::open(name, &playground.address, size).await;
    page.until_text("#members", "Ada").await;
    go_to(&page, person, channel).await;
    page.until("!document.querySelector('#knowledge-facts').textContent.includes('Still reading')").await;
    page.until("document.querySelector('#bot-status').hidden").await;
    page
}

/// Speaks as somebody in a channel from now on.
async fn go_to(page: &Page, person: &str, channel: &str) {
    let person = with_name("#members label", ".member-name", person);
    page.until(&person).await;
    page.evaluate(&format!("{person}.click()")).await;
    let link = with_name("#channels a", ".grow", channel);
    page.until(&link).await;
    page.evaluate(&format!("{link}.click()")).await;
    page.until(&format!("document.querySelector('#channel-name').textContent.includes({channel:?})")).await;
}

/// JavaScript for the element in which the name stands.
fn with_name(elements: &str, names: &str, name: &str) -> String {
    format!(
        "[...document.querySelectorAll({elements:?})].find((one) => one.querySelector({names:?})?.textContent === {name:?})"
    )
}

async fn say(page: &Page, text: &str) {
    page.type_into("#composer", text).await;
    page.key(Key::Enter).await;
}

#[tokio::test]
async fn a_question_in_free_text_is_answered_and_explained() {
    let playground = Playground::start(&[]);
    let page = enter("free-text", &playground, WIDE, "Ada", "careers").await;
    say(&page, "how long duz it take to becom a perfusionist").await;
    page.until_text("#message-list li", "at least six years").await;
    page.until_text("#why", "perfusionist/training-length").await;
    page.until_text("#why", "roles/perfusionist.toml").await;
    page.until_text("#why", "duz").await;
    page.picture("answer").await;
    // A related question opens for whoever presses alone.
    page.click("#message-list button", "How long is the perfusion program itself?").await;
    page.until_text("#message-list li", "Only you can see this").await;
    page.picture("related").await;
    page.is_accessible().await;
}

#[tokio::test]
async fn several_questions_are_answered_and_explained_part_by_part() {
    let playground = Playground::start(&[]);
    let page = enter("several", &playground, WIDE, "Ada", "careers").await;
    say(&page, "what do perfusionists do and how long is the training").await;
    page.until_text("#message-list .embed", "What does a perfusionist do?").await;
    page.until_text("#message-list .embed", "at least six years").await;
    page.until_text("#why", "And the next question in it").await;
    page.until_text("#why", "perfusionist/training-length").await;
    page.picture("both").await;
    page.is_accessible().await;
}

#[tokio::test]
async fn a_mention_is_typed_with_the_keyboard() {
    let playground = Playground::start(&[]);
    let page = enter("mention", &playground, WIDE, "Ada", "questions").await;
    page.type_into("#composer", "@Car").await;
    page.until("!document.querySelector('#picker-box').hidden").await;
    page.key(Key::Enter).await;
    page.keys("what do perfusionists earn").await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "How much do perfusionists make?").await;
    // Without a mention the bot is silent here, and the arrow key opens one's last message.
    say(&page, "thanks").await;
    page.until_text("#message-list li", "thanks").await;
    page.key(Key::Up).await;
    page.until("document.activeElement.classList.contains('editor')").await;
    page.keys(" a lot").await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "thanks a lot").await;
    page.until_text("#message-list li", "(edited)").await;
}

#[tokio::test]
async fn a_command_is_picked_and_completed_with_the_keyboard() {
    let playground = Playground::start(&[]);
    let page = enter("command", &playground, WIDE, "Ada", "questions").await;
    page.type_into("#composer", "/ro").await;
    page.until_text("#picker", "/role").await;
    page.picture("picker").await;
    page.is_accessible().await;
    page.key(Key::Enter).await;
    page.keys("perfusoinist").await;
    page.until_text("#picker [role=option]", "Perfusionist").await;
    page.picture("choices").await;
    page.is_accessible().await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "Not in our knowledge base").await;
    page.until_text("#message-list li", "Ada used /role").await;
    page.picture("card").await;
    page.is_accessible().await;
}

#[tokio::test]
async fn the_menu_of_a_message_has_the_bots_command() {
    let playground = Playground::start(&[]);
    let page = enter("menu", &playground, WIDE, "Ben", "off-topic").await;
    say(&page, TRAINING).await;
    page.until_text("#message-list li", TRAINING).await;
    go_to(&page, "Ada", "off-topic").await;
    page.until_text("#message-list li", TRAINING).await;
    // Its button shows once the focus is on the message.
    page.evaluate("document.querySelector('#message-list > li').focus()").await;
    page.evaluate("document.querySelector('#message-list .more').focus()").await;
    page.key(Key::Enter).await;
    page.until_text(".menu", "Answer this question").await;
    page.picture("open").await;
    page.is_accessible().await;
    // From below: the bot's command is the last item.
    page.key(Key::Up).await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "at least six years").await;
    page.until("document.querySelector('.menu') === null").await;
}

#[tokio::test]
async fn a_moderator_changes_an_answer_and_members_get_it() {
    let playground = Playground::start(&[]);
    let page = enter("moderator", &playground, WIDE, "Mia", "questions").await;
    page.type_into("#composer", "/knowledge ed").await;
    page.until_text("#picker", "/knowledge edit").await;
    page.key(Key::Enter).await;
    page.keys("perfusionist/training-length").await;
    page.until_text("#picker [role=option]", "perfusionist/training-length").await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until("document.querySelector('dialog.modal[open]')").await;
    page.picture("form").await;
    page.is_accessible().await;
    let answer = "[...document.querySelectorAll('dialog.modal label')].find((label) => label.innerText.startsWith('Answer')).htmlFor";
    page.evaluate(&format!("document.getElementById({answer}).select()")).await;
    page.evaluate(&format!("document.getElementById({answer}).focus()")).await;
    page.keys("Plan on six years, and a cup of tea.").await;
    page.click("dialog.modal button", "Submit").await;
    page.until_text("#message-list li", "a cup of tea").await;
    page.until_text("#message-list li button", "Save").await;
    page.picture("preview").await;
    let file = playground.file("roles/perfusionist.toml");
    assert!(!fs::read_to_string(&file).unwrap().contains("cup of tea"), "a preview writes nothing");
    page.click("#message-list button", "Save").await;
    page.until_text("#message-list li", "Saved").await;
    assert!(fs::read_to_string(&file).unwrap().contains("Plan on six years, and a cup of tea."));
    go_to(&page, "Ada", "careers").await;
    say(&page, TRAINING).await;
    page.until_text("#message-list li", "a cup of tea").await;
}

#[tokio::test]
async fn members_get_nothing_of_a_moderators() {
    let playground = Playground::start(&[]);
    let page = enter("refused", &playground, WIDE, "Ada", "questions").await;
    page.type_into("#composer", "/knowledge").await;
    page.until("document.querySelector('#picker-box').hidden").await;
    page.key(Key::Enter).await;
    go_to(&page, "Ben", "questions").await;
    // Discord offers the command to him, and the bot refuses.
    page.type_into("#composer", "/knowledge st").await;
    page.until_text("#picker", "/knowledge status").await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "moderators").await;
    page.until_text("#message-list li", "Only you can see this").await;
    page.picture("private").await;
    // The outsider finds no channel of the server at all.
    go_to(&page, "Otto", "Career Advisor").await;
    assert_eq!(page.evaluate("document.querySelectorAll('#channels a').length").await, 1);
    say(&page, "what do perfusionists earn").await;
    page.until_text("#message-list li", "How much do perfusionists make?").await;
}

#[tokio::test]
async fn a_post_in_the_forum_is_answered_in_its_thread() {
    let playground = Playground::start(&[]);
    let page = enter("forum", &playground, WIDE, "Ada", "career-forum").await;
    page.until_text("#posts", "Nothing has been posted here yet").await;
    page.picture("empty").await;
    page.is_accessible().await;
    page.type_into("#post-title", TRAINING).await;
    // Without a text it isn't sent.
    page.key(Key::Enter).await;
    page.until("document.activeElement.id === 'post-text' && document.activeElement.ariaInvalid").await;
    page.keys("I'm thinking about a change.").await;
    page.key(Key::Tab).await;
    page.key(Key::Enter).await;
    page.until_text("#channel-name", TRAINING).await;
    page.until_text("#message-list li", "at least six years").await;
    // The post is open, and one can go on writing.
    page.until("document.activeElement.id === 'composer'").await;
    page.until_text("#channels [aria-current]", TRAINING).await;
    page.picture("post").await;
    page.is_accessible().await;
    page.click("#channel-name a", "career-forum").await;
    page.until_text("#posts .post", "I'm thinking about a change.").await;
    page.until("document.activeElement.id === 'post-title'").await;
    page.picture("posts").await;
    page.is_accessible().await;
    page.evaluate("document.querySelector('#theme').click()").await;
    page.picture("posts-other-theme").await;
    page.is_accessible().await;
    page.resize(NARROW).await;
    page.picture("posts-narrow").await;
    assert_eq!(page.evaluate("document.documentElement.scrollWidth <= innerWidth").await, true, "nothing sticks out");
    page.evaluate("document.querySelector('#posts .post').focus()").await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "at least six years").await;
    page.picture("post-narrow").await;
    page.is_accessible().await;
}

#[tokio::test]
async fn a_channel_is_set_to_auto_with_the_keyboard() {
    let playground = Playground::start(&[]);
    let page = enter("settings", &playground, WIDE, "Mia", "questions").await;
    let badge = "[...document.querySelectorAll('#channels a')].find((one) => one.textContent.includes('off-topic')).querySelector('.badge').textContent";
    assert_eq!(page.evaluate(badge).await, "off");
    page.type_into("#composer", "/settings ch").await;
    page.until_text("#picker", "/settings channel").await;
    page.key(Key::Enter).await;
    // From the button that sends, past the one that leaves, back to the last option.
    let back = format!("{}{}", char::from(Key::Shift), char::from(Key::Tab));
    page.keys(&back).await;
    page.keys(&back).await;
    page.until("document.activeElement.textContent === '+ channel'").await;
    page.key(Key::Enter).await;
    page.until_text("#picker [role=option]", "#career-forum").await;
    page.picture("channels").await;
    page.is_accessible().await;
    page.keys("off").await;
    page.key(Key::Enter).await;
    page.until("document.activeElement.value === '#off-topic'").await;
    page.key(Key::Tab).await;
    page.until("document.activeElement.textContent === '+ mode'").await;
    page.key(Key::Enter).await;
    page.keys("auto").await;
    page.until_text("#picker [role=option]", "auto: also answer plain questions").await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "auto (set here)").await;
    page.until(&format!("{badge} === 'auto'")).await;
    page.picture("badge").await;
    page.is_accessible().await;
    // The bot's words name the channel with a link to it.
    page.click("#message-list a.mention", "#off-topic").await;
    page.until_text("#channel-name", "off-topic").await;
    page.until("document.activeElement.id === 'composer'").await;
    say(&page, TRAINING).await;
    page.until_text("#message-list li", "at least six years").await;
}

#[tokio::test]
async fn a_thread_is_opened_from_the_list_and_from_its_mention() {
    let playground = Playground::start(&[]);
    let page = enter("thread", &playground, WIDE, "Mia", "questions").await;
    page.type_into("#composer", "/settings server ").await;
    page.click("#command .add", "+ ask").await;
    page.keys("thread").await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until_text("#message-list li", "opens a thread beside the question").await;
    // Members see from the list that a channel is on trial and quiet.
    page.type_into("#composer", "/settings channel ").await;
    page.click("#command .add", "+ quiet").await;
    page.keys("true").await;
    page.key(Key::Enter).await;
    page.click("#command .add", "+ mode").await;
    page.keys("shadow").await;
    page.key(Key::Enter).await;
    page.key(Key::Enter).await;
    page.until_text("#channels .badge", "shadow").await;
    page.until("document.querySelector('#channels .quiet')").await;
    go_to(&page, "Ada", "questions").await;
    let question = "Can I keep bees on the roof of the hospital?";
    page.type_into("#composer", &format!("/ask {question}")).await;
    page.key(Key::Enter).await;
    page.click("#message-list button", "Ask a moderator").await;
    page.until_text("#channels ul ul a", question).await;
    page.click("#message-list a.mention", &format!("#{question}")).await;
    page.until_text("#channel-name .name", question).await;
    say(&page, "Or at least on the lawn?").await;
    page.until_text("#message-list li", "on the lawn").await;
    page.picture("open").await;
    page.is_accessible().await;
    page.evaluate("document.querySelector('#theme').click()").await;
    page.picture("other-theme").await;
    page.is_accessible().await;
    go_to(&page, "Mia", "off-topic").await;
    go_to(&page, "Mia", question).await;
    page.until_text("#message-list li", "on the lawn").await;
    // A link to the thread opens it.
    page.evaluate("location.reload()").await;
    page.until_text("#channel-name .name", question).await;
    page.until_text("#message-list li", "on the lawn").await;
    // What the moderators read on trial leads to the channel in which it was asked.
    go_to(&page, "Ada", "questions").await;
    say(&page, "How long does it take to become a perfusionist?").await;
    go_to(&page, "Mia", "moderators").await;
    page.click("#message-list a.mention", "#questions › message").await;
    page.until_text("#channel-name .name", "questions").await;
}

#[tokio::test]
async fn files_that_change_on_disk_show_at_once() {
    let playground = Playground::start(&[]);
    let page = enter("disk", &playground, WIDE, "Mia", "moderators").await;
    let file = playground.file("roles/perfusionist.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("question = ", "qestion = ", 1)).unwrap();
    page.until("!document.querySelector('#knowledge-banner').hidden").await;
    page.until_text("#knowledge-facts", "qestion").await;
    page.until_text("#knowledge-facts", "roles/perfusionist.toml").await;
    page.until_text("#message-list li", "qestion").await;
    page.picture("broken").await;
    page.is_accessible().await;
    fs::write(&file, text).unwrap();
    page.until("document.querySelector('#knowledge-banner').hidden").await;
}

#[tokio::test]
async fn the_page_fits_a_phone_and_both_themes() {
    let playground = Playground::start(&[]);
    let page = enter("phone", &playground, NARROW, "Ada", "careers").await;
    say(&page, TRAINING).await;
    page.until_text("#message-list li", "at least six years").await;
    assert_eq!(page.evaluate("document.documentElement.scrollWidth <= innerWidth").await, true, "nothing sticks out");
    page.picture("channel").await;
    page.is_accessible().await;
    page.click("button", "Channels and members").await;
    page.picture("channels").await;
    page.is_accessible().await;
    page.key(Key::Escape).await;
    page.click("button", "Why this answer").await;
    page.until_text("#why", "perfusionist/training-length").await;
    page.picture("why").await;
    page.key(Key::Escape).await;
    page.evaluate("document.querySelector('#theme').click()").await;
    page.picture("other-theme").await;
    page.is_accessible().await;
}

#[tokio::test]
async fn no_request_leaves_the_machine() {
    let playground = Playground::start(&[]);
    let page = enter("local", &playground, WIDE, "Ada", "careers").await;
    say(&page, TRAINING).await;
    page.until_text("#message-list li", "at least six years").await;
    let loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)").await;
    let loaded: Vec<&str> = loaded.as_array().unwrap().iter().filter_map(|name| name.as_str()).collect();
    assert!(loaded.len() > 5, "{loaded:?}");
    let foreign: Vec<_> = loaded.iter().filter(|name| !name.starts_with(&playground.address)).collect();
    assert!(foreign.iter().all(|name| name.starts_with("data:")), "{foreign:?}");
}
