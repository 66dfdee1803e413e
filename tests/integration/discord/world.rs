//! A local Discord with the bot in it: `let world = World::start().await;`.

use super::knowledge;
use career_advisor::config::Config;
use career_advisor::discord::{Hooks, RunError, run};
use career_advisor::knowledge::{self as folder, FolderSource, KnowledgeSource as _};
use career_advisor::messages::Words;
use career_advisor::moderation::{Desk, Settings, chores};
use career_advisor::reply::Reply;
use career_advisor::serving::{Serving, Teacher};
use career_advisor::simulator::{
    ChannelId, GuildId, InteractionId, Message, MessageId, OptionValue, Request, ResponseKind, RoleId, Route,
    Simulator, SimulatorOptions, UserId, intents, permissions,
};
use career_advisor::store::Store;
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;

/// Long enough for the bot to post something that it shouldn't.
pub const QUIET: Duration = Duration::from_millis(400);

/// A guild with a channel for each mode, two members, and the bot.
pub struct World {
    pub discord: Simulator,
    pub guild: GuildId,
    /// Answers mentions.
    pub channel: ChannelId,
    /// Answers plain questions too.
    pub auto: ChannelId,
    /// Answers no free text.
    pub off: ChannelId,
    pub ada: UserId,
    pub ben: UserId,
    /// A moderator.
    pub mia: UserId,
    /// What makes somebody a moderator.
    pub moderators: RoleId,
    /// Where moderators are told of trouble.
    pub moderators_channel: ChannelId,
    pub log: Log,
    /// What the bot thinks about passes it.
    pub gate: Gate,
    plan: Plan,
    /// With the folders `knowledge` and `data`.
    pub dir: TempDir,
    pub desk: Arc<Desk>,
    bot: Option<Running>,
    _logging: tracing::subscriber::DefaultGuard,
}

/// How a world is to be.
pub struct Plan {
    knowledge: knowledge::Files,
    token: Option<String>,
    refused_intents: u64,
    commands_in_guild: bool,
    http_client: Option<reqwest::Client>,
    discord: Option<Simulator>,
    panics: bool,
    still_reading: bool,
    folder_breaks: bool,
}

struct Running {
    chores: JoinHandle<()>,
    stop: oneshot::Sender<()>,
    task: JoinHandle<Result<(), RunError>>,
}

/// What the bot logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }

    pub fn count(&self, part: &str) -> usize {
        self.text().matches(part).count()
    }

    /// Waits until the log has this.
    pub async fn wait_for(&self, part: &str) {
        for _ in 0..1_500 {
            if self.count(part) > 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the log never had {part:?}:\n{}", self.text());
    }
}

/// What every answer passes on the worker thread that makes it, at the moment when it looks at the calendar. Open at first.
#[derive(Clone)]
pub struct Gate(Arc<(Mutex<Passages>, Condvar)>);

struct Passages {
    arrived: usize,
    /// Who came as this one, or later, waits.
    allowed: usize,
}

impl Default for Gate {
    fn default() -> Self {
        let open = Passages { arrived: 0, allowed: usize::MAX };
        Gate(Arc::new((Mutex::new(open), Condvar::new())))
    }
}

impl Gate {
    /// From now on whoever comes has to wait; returns how many came before.
    pub fn close(&self) -> usize {
        let mut passages = self.0.0.lock().unwrap();
        passages.allowed = passages.arrived;
        passages.arrived
    }

    /// Lets so many more through, in the order in which they came.
    pub fn let_through(&self, count: usize) {
        self.0.0.lock().unwrap().allowed += count;
        self.0.1.notify_all();
    }

    pub fn open(&self) {
        self.0.0.lock().unwrap().allowed = usize::MAX;
        self.0.1.notify_all();
    }

    /// How many have come so far, whether they had to wait or not.
    pub fn arrived(&self) -> usize {
        self.0.0.lock().unwrap().arrived
    }

    /// Waits until so many have come.
    pub async fn wait_for(&self, arrived: usize) {
        for _ in 0..2_000 {
            if self.arrived() >= arrived {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} came, not {arrived}", self.arrived());
    }

    fn pass(&self) {
        let mut passages = self.0.0.lock().unwrap();
        let mine = passages.arrived;
        passages.arrived += 1;
        drop(self.0.1.wait_while(passages, |passages| mine >= passages.allowed).unwrap());
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Plan {
    pub fn knowledge(mut self, knowledge: knowledge::Files) -> Self {
        self.knowledge = knowledge;
        self
    }

    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The Message Content intent is switched off.
    pub fn without_message_content(mut self) -> Self {
        self.refused_intents = intents::MESSAGE_CONTENT;
        self
    }

    pub fn commands_in_guild(mut self) -> Self {
        self.commands_in_guild = true;
        self
    }

    /// Whatever needs to know the date panics.
    pub fn panicking(mut self) -> Self {
        self.panics = true;
        self
    }

    /// The bot never gets to the end of its knowledge base.
    pub fn still_reading(mut self) -> Self {
        self.still_reading = true;
        self
    }

    /// The knowledge folder will have errors, which the log tells.
    pub fn folder_breaks(mut self) -> Self {
        self.folder_breaks = true;
        self
    }

    /// The bot believes that it speaks to the real Discord.
    pub fn over(mut self, discord: Simulator, http_client: reqwest::Client) -> Self {
        self.discord = Some(discord);
        self.http_client = Some(http_client);
        self
    }

    /// Starts the bot and waits until it is ready.
    pub async fn start(self) -> World {
        let mut world = self.set().await;
        world.start_bot();
        world.discord.wait_until_ready().await;
        // The simulator knows of these a moment before the bot does.
        world.log.wait_for("connected").await;
        world.log.wait_for("commands registered").await;
        world
    }

    /// Everything but the bot.
    pub async fn set(mut self) -> World {
        let log = Log::default();
        let for_writer = log.clone();
        // Tests run on one thread each, so that the log of one has nothing of another's.
        let filter: Targets = "warn,career_advisor=debug,serenity::gateway=off".parse().expect("a filter");
        let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || for_writer.clone());
        let logging = tracing::subscriber::set_default(tracing_subscriber::registry().with(filter).with(lines));
        let discord = match self.discord.take() {
            Some(discord) => discord,
            None => simulator().await,
        };
        let guild = discord.add_guild("Careers");
        discord.refuse_intents(self.refused_intents);
        let channel = |name| discord.add_channel(guild, name);
        let dir = tempfile::tempdir().unwrap();
        write(&dir, &self.knowledge);
        let gate = Gate::default();
        let desk = desk(&dir, gate.clone(), self.panics, self.still_reading).await;
        let moderators = discord.add_role_with(guild, "Moderators", permissions::MANAGE_MESSAGES);
        World {
            moderators,
            mia: discord.add_member(guild, "Mia", &[moderators]),
            moderators_channel: channel("moderators"),
            channel: channel("questions"),
            auto: channel("auto"),
            off: channel("off"),
            ada: discord.add_member(guild, "Ada", &[]),
            ben: discord.add_member(guild, "Ben", &[]),
            guild,
            log,
            gate,
            dir,
            desk,
            bot: None,
            plan: self,
            discord,
            _logging: logging,
        }
    }
}

/// Puts these files, and no others, into the folder `knowledge`.
fn write(dir: &TempDir, files: &knowledge::Files) {
    let root = dir.path().join("knowledge");
    if root.exists() {
        fs::remove_dir_all(&root).unwrap();
    }
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

async fn desk(dir: &TempDir, gate: Gate, panics: bool, still_reading: bool) -> Arc<Desk> {
    let store = Store::open(&dir.path().join("data")).await.unwrap();
    let teacher = Teacher::new(&dir.path().join("data")).unwrap();
    let source = Arc::new(FolderSource::new(dir.path().join("knowledge")));
    let files = source.read();
    let checked = folder::check(&files, None);
    let problems = checked.diagnostics.clone();
    let started = Arc::new(AtomicBool::new(false));
    let on_purpose = Arc::clone(&started);
    let today = Arc::new(move || {
        assert!(!panics || !on_purpose.load(Ordering::Relaxed), "on purpose");
        gate.pass();
        jiff::civil::date(2026, 11, 24)
    });
    let serving = Serving::new(source, teacher, today, files, checked);
    let serving = Arc::new(serving.unwrap_or_else(|| panic!("{problems:#?}")));
    let learns = Arc::clone(&serving);
    if !still_reading {
        tokio::task::spawn_blocking(move || learns.learn().unwrap()).await.unwrap();
    }
    started.store(true, Ordering::Relaxed);
    Arc::new(Desk::new(serving, store, Settings { commits: false, days_kept: 90 }))
}

/// A simulator that is patient with a busy machine.
pub async fn simulator() -> Simulator {
    let options = SimulatorOptions { patience: Duration::from_secs(20), ..SimulatorOptions::default() };
    Simulator::start(options).await.unwrap()
}

impl World {
    pub async fn start() -> World {
        World::plan().start().await
    }

    pub fn plan() -> Plan {
        Plan {
            knowledge: knowledge::small(),
            token: None,
            refused_intents: 0,
            commands_in_guild: false,
            http_client: None,
            discord: None,
            panics: false,
            still_reading: false,
            folder_breaks: false,
        }
    }

    fn config(&self) -> Config {
        let variables = [
            ("DISCORD_TOKEN", self.plan.token.clone().unwrap_or_else(|| self.discord.token().to_owned())),
            ("DISCORD_API_URL", if self.plan.http_client.is_some() { String::new() } else { self.discord.base_url() }),
            ("DISCORD_GUILD_ID", if self.plan.commands_in_guild { self.guild.to_string() } else { String::new() }),
            ("AUTO_CHANNELS", self.auto.to_string()),
            ("OFF_CHANNELS", self.off.to_string()),
            ("HOME_GUILD_ID", self.guild.to_string()),
            ("MODERATOR_ROLE_IDS", self.moderators.to_string()),
            ("MODERATOR_CHANNEL_ID", self.moderators_channel.to_string()),
        ];
        Config::from_environment(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()))
            .unwrap()
    }

    pub fn start_bot(&mut self) {
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { _ = stopped.await };
        let hooks = Hooks { http_client: self.plan.http_client.clone(), listener: None };
        let task = tokio::spawn(run(self.config(), Arc::clone(&self.desk), hooks, shutdown));
        let chores = tokio::spawn(chores(Arc::clone(&self.desk)));
        self.bot = Some(Running { chores, stop, task });
    }

    /// Asks the bot to stop and waits for it.
    pub async fn stop_bot(&mut self) -> Result<(), RunError> {
        let bot = self.bot.take().unwrap();
        bot.chores.abort();
        _ = bot.stop.send(());
        bot.task.await.unwrap()
    }

    /// Waits for the bot to end by itself.
    pub async fn ended(&mut self) -> Result<(), RunError> {
        let bot = self.bot.take().unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(20), bot.task).await;
        ended.expect("the bot goes on").unwrap()
    }

    /// The bot stops and starts again, with another knowledge base.
    pub async fn restart(&mut self, knowledge: knowledge::Files) {
        self.stop_bot().await.unwrap();
        write(&self.dir, &knowledge);
        self.desk = desk(&self.dir, self.gate.clone(), false, false).await;
        let connected = self.log.count("connected");
        self.start_bot();
        self.discord.wait_until_ready().await;
        while self.log.count("connected") == connected {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Ada says it in the channel, and the bot replies.
    pub async fn ask(&self, text: &str) -> Message {
        self.ask_in(self.channel, self.ada, text).await
    }

    pub async fn ask_in(&self, channel: ChannelId, member: UserId, text: &str) -> Message {
        let question = self.discord.say(member, channel, text);
        let reply = self.discord.next_message(channel).await;
        assert_eq!(reply.reply_to, Some(question), "{}", reply.text());
        reply
    }

    /// The text with a mention of the bot before it.
    pub fn to_bot(&self, text: &str) -> String {
        format!("{} {text}", self.discord.mention(self.discord.bot()))
    }

    pub fn command(&self, name: &str, given: &[(&str, OptionValue)]) -> InteractionId {
        self.discord.run_command(self.ada, self.channel, name, given).unwrap()
    }

    /// Ada uses the command in the channel.
    pub async fn answer_to(&self, name: &str, given: &[(&str, OptionValue)]) -> Message {
        self.discord.response_message(self.command(name, given)).await
    }

    /// A member presses the button with this label.
    pub async fn press(&self, member: UserId, message: &Message, label: &str) -> Message {
        let pressed = self.press_only(member, message, label);
        self.discord.response_message(pressed).await
    }

    pub fn press_only(&self, member: UserId, message: &Message, label: &str) -> InteractionId {
        let button = message.button(label).unwrap_or_else(|| panic!("no button {label:?}:\n{}", message.text()));
        self.discord.press(member, message.id, &button.custom_id).unwrap()
    }

    /// A member chooses the option with this label.
    pub async fn choose(&self, member: UserId, message: &Message, label: &str) -> Message {
        let select = &message.selects[0];
        let option = select.options.iter().find(|option| option.label == label);
        let option = option.unwrap_or_else(|| panic!("no option {label:?}:\n{}", message.text()));
        let chosen = self.discord.choose(member, message.id, &select.custom_id, &[&option.value]).unwrap();
        self.discord.response_message(chosen).await
    }

    /// Waits until the bot knows which message its response to a command became: it looks that up, or is told where the response
    /// came after a promise.
    pub async fn until_known(&self, response: &Message) {
        let id = response.id.to_string();
        let told = |request: &Request| request.method != "PATCH" && request.answer["id"] == id;
        self.discord.wait_for_request(&Route::new("*", "/webhooks/**"), told).await;
        tokio::time::sleep(QUIET / 4).await;
    }

    /// A question that gets suggestions; which one that is, is the matching's business.
    pub fn unsure(&self) -> String {
        let pairs = knowledge::WORDS.iter().flat_map(|one| knowledge::WORDS.map(|other| format!("{one} {other}")));
        let suggests =
            |question: &String| matches!(self.desk.serving.advisor().ask(question, None).reply, Reply::Suggest(_));
        pairs.into_iter().find(suggests).expect("every question is sure")
    }

    /// Reads a file of the knowledge folder.
    pub fn file(&self, path: &str) -> String {
        fs::read_to_string(self.dir.path().join("knowledge").join(path)).unwrap()
    }

    /// Writes a file of the knowledge folder.
    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.dir.path().join("knowledge").join(path), text).unwrap();
    }

    /// Mia uses a subcommand of `/knowledge`.
    pub async fn moderate(&self, name: &str, given: &[(&str, OptionValue)]) -> Message {
        self.discord.response_message(self.moderator_command(self.mia, name, given)).await
    }

    pub fn moderator_command(&self, who: UserId, name: &str, given: &[(&str, OptionValue)]) -> InteractionId {
        self.discord.run_command(who, self.channel, &format!("knowledge {name}"), given).unwrap()
    }

    /// Presses a button that changes the message which it stands under, and waits for that.
    pub async fn press_in_place(&self, who: UserId, message: &Message, label: &str) -> Message {
        let pressed = self.press_only(who, message, label);
        self.changed_by(pressed).await
    }

    /// Chooses an option of a menu whose message changes.
    pub async fn choose_in_place(&self, who: UserId, message: &Message, label: &str) -> Message {
        let select = &message.selects[0];
        let option = select.options.iter().find(|option| option.label.contains(label));
        let option = option.unwrap_or_else(|| panic!("no option {label:?}:\n{}", message.text()));
        let chosen = self.discord.choose(who, message.id, &select.custom_id, &[&option.value]).unwrap();
        self.changed_by(chosen).await
    }

    async fn changed_by(&self, interaction: InteractionId) -> Message {
        let response = self.discord.wait_until_response(interaction, |response| {
            matches!(response.kind, ResponseKind::Update | ResponseKind::Message)
        });
        response.await.message.unwrap()
    }

    /// Questions whose words are ours and that nothing answers.
    pub fn gaps<const COUNT: usize>(&self) -> [String; COUNT] {
        let pairs = knowledge::WORDS.iter().flat_map(|one| knowledge::WORDS.map(|other| format!("{one} {other}")));
        let advisor = self.desk.serving.advisor();
        let mut gaps = pairs.filter(|question| advisor.ask(question, None).is_gap);
        std::array::from_fn(|_| gaps.nth(5).expect("everything is answered"))
    }

    pub async fn until_deleted(&self, message: MessageId) {
        self.discord.wait_until_message(message, |message| message.deleted).await;
    }
}

impl Drop for World {
    /// Whatever a test is about: nobody is pinged, Discord refused nothing, and no member's words are in the log.
    fn drop(&mut self) {
        // No thread is left waiting.
        self.gate.open();
        if std::thread::panicking() {
            return;
        }
        assert!(self.plan.panics || self.plan.folder_breaks || self.log.count(" ERROR ") == 0, "{}", self.log.text());
        let requests = self.discord.requests();
        for request in requests.iter().filter(|request| makes_a_message(request)) {
            let data = if request.path.ends_with("/callback") { &request.body["data"] } else { &request.body };
            let allowed = &data["allowed_mentions"];
            assert_eq!(allowed["parse"], json!([]), "{} {}: {}", request.method, request.path, request.body);
            assert_eq!((&allowed["users"], &allowed["roles"]), (&json!([]), &json!([])));
            assert_eq!(allowed["replied_user"], json!(false));
        }
        let refused = requests.iter().find(|request| request.status == 400 && request.answer["code"] == 50_035);
        let refused = refused.filter(|request| request.answer["errors"]["message_reference"].is_null());
        assert!(refused.is_none(), "Discord refused a body: {refused:?}");
        for channel in [self.channel, self.auto, self.off] {
            for message in self.discord.messages(channel) {
                if message.author != Some(self.discord.bot()) && message.content.chars().count() > 12 {
                    assert!(!self.log.text().contains(&message.content), "the log quotes {:?}", message.content);
                }
            }
        }
    }
}

fn makes_a_message(request: &Request) -> bool {
    let last = request.path.rsplit('/').next().unwrap_or_default();
    let kind = request.body["type"].as_u64();
    match request.method.as_str() {
        "POST" if last == "callback" => matches!(kind, Some(4 | 7)),
        "POST" if last == "threads" => false,
        "POST" | "PATCH" => request.body != Value::Null && !request.path.ends_with("/commands"),
        _ => false,
    }
}

/// The button under suggestions, or a lone one, that says that none fits.
pub fn decline_label(offered: &Message) -> &'static str {
    let labels = [Words::ENGLISH.decline_button(), Words::ENGLISH.decline_one_button()];
    labels.into_iter().find(|label| offered.button(label).is_some()).unwrap_or_else(|| panic!("{}", offered.text()))
}

/// Posting a message in a channel.
pub fn posting() -> Route {
    Route::new("POST", "/channels/*/messages")
}
