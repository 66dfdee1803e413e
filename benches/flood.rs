//! What floods do to the bot: `cargo bench --bench flood`. Prints figures, judges nothing.
//!
//! Runs the real program against the simulator. One member, or many, write far more than the bot can answer, and others mention
//! it meanwhile: how long do they wait, and what does it cost? Times are those of the simulator's journal, from the event that
//! is sent to the request that answers it.
//!
//! The simulator takes as much of the machine as the bot. What is sent at once waits in its socket until both have worked through
//! what was sent before, and that counts too. `/role` needs no thought: what it waits for is the socket and the machine.
//!
//! `FLOOD_BINARY` measures another build of the program. Arguments pick floods by parts of their names.

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let floods = flood::Flood::ALL.into_iter();
    let floods = floods.filter(|flood| wanted.is_empty() || wanted.iter().any(|part| flood.name.contains(part)));
    let data = tempfile::tempdir().expect("a folder");
    // The first start reads the whole knowledge base, which the others needn't.
    flood::Program::start(data.path(), &[], "http://127.0.0.1:9", "none").await.stop();
    for flood in floods {
        flood::measure(flood, data.path()).await;
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("memory and threads of another process are read from /proc, which this system hasn't");
}

#[cfg(target_os = "linux")]
mod flood {
    use career_advisor::knowledge;
    use career_advisor::simulator::{ChannelId, Simulator, SimulatorOptions, Traffic, UserId};
    use std::collections::HashMap;
    use std::io::{BufRead as _, BufReader};
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};
    use tokio::sync::oneshot;

    /// Members who mention the bot, or use `/role`, meanwhile; each stays within what a member may ask.
    const OTHERS: usize = 60;
    const BETWEEN_MENTIONS: Duration = Duration::from_millis(50);
    const MENTIONS: usize = 200;
    /// A command for so many mentions.
    const MENTIONS_A_COMMAND: usize = 5;
    /// The flood begins with this mention.
    const BEGIN: usize = 20;
    /// For how long answers are waited for after the last mention.
    const PATIENCE: Duration = Duration::from_secs(30);
    /// Until memory is looked at for the last time.
    const SETTLING: Duration = Duration::from_secs(10);
    const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/knowledge");

    /// What is written too much of.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum What {
        Nothing,
        /// One member asks new questions in an auto channel.
        Questions,
        /// One member mentions the bot with new questions.
        Mentions,
        /// Many members chat in auto channels.
        Chatter,
    }

    #[derive(Clone, Copy, Debug)]
    pub struct Flood {
        pub name: &'static str,
        what: What,
        messages: usize,
        /// So many messages a second; as fast as can be where it's `None`.
        rate: Option<usize>,
    }

    impl Flood {
        const fn new(name: &'static str, what: What, messages: usize, rate: Option<usize>) -> Self {
            Flood { name, what, messages, rate }
        }

        pub const ALL: [Flood; 7] = [
            Flood::new("no flood", What::Nothing, 0, None),
            Flood::new(
                "5,000 questions of one member in an auto channel within a second",
                What::Questions,
                5_000,
                Some(5_000),
            ),
            Flood::new("5,000 questions of one member in an auto channel at once", What::Questions, 5_000, None),
            Flood::new("5,000 mentions by one member within a second", What::Mentions, 5_000, Some(5_000)),
            Flood::new("5,000 mentions by one member at once", What::Mentions, 5_000, None),
            Flood::new(
                "50,000 messages of chatter in auto channels within ten seconds",
                What::Chatter,
                50_000,
                Some(5_000),
            ),
            Flood::new("50,000 messages of chatter in auto channels at once", What::Chatter, 50_000, None),
        ];
    }

    /// The server, and who is in it.
    struct Scene {
        discord: Simulator,
        auto: Vec<ChannelId>,
        channels: Vec<ChannelId>,
        others: Vec<UserId>,
        chatting: Vec<UserId>,
        flooder: UserId,
        questions: Vec<String>,
        roles: Vec<String>,
    }

    impl Scene {
        async fn set() -> Self {
            let options = SimulatorOptions {
                patience: Duration::from_secs(60),
                requests_per_second: 100_000,
                ..SimulatorOptions::default()
            };
            let discord = Simulator::start(options).await.expect("a free port");
            let guild = discord.add_guild("Careers");
            let channels = |kind: &str, count: usize| -> Vec<_> {
                (0..count).map(|at| discord.add_channel(guild, &format!("{kind}-{at}"))).collect()
            };
            let members = |kind: &str, count: usize| -> Vec<_> {
                (0..count).map(|at| discord.add_member(guild, &format!("{kind} {at}"), &[])).collect()
            };
            let shipped = knowledge::load(Path::new(SHIPPED), None).knowledge.expect("a valid folder");
            Scene {
                auto: channels("auto", 5),
                // Few enough messages in each that Discord's limits have nothing to say.
                channels: channels("questions", 20),
                others: members("Other", OTHERS),
                chatting: members("Chatting", 200),
                flooder: members("Flooder", 1)[0],
                questions: shipped.golden.iter().map(|case| case.ask.clone()).collect(),
                roles: shipped.roles.iter().map(|role| role.name.clone()).collect(),
                discord,
            }
        }

        /// A question that wasn't asked before.
        fn question(&self, at: usize) -> String {
            format!("{} my friend {at} wants to know", self.questions[at % self.questions.len()])
        }

        async fn flood(&self, flood: Flood) {
            const A_TICK: usize = 50;
            let mut ticks =
                flood.rate.map(|rate| tokio::time::interval(Duration::from_secs(1) * A_TICK as u32 / rate as u32));
            for at in 0..flood.messages {
                if at % A_TICK == 0 {
                    match &mut ticks {
                        Some(ticks) => _ = ticks.tick().await,
                        // Others want to be heard.
                        None => tokio::task::yield_now().await,
                    }
                }
                match flood.what {
                    What::Nothing => {}
                    What::Questions => {
                        self.discord.say(self.flooder, self.auto[0], &self.question(10_000 + at));
                    }
                    What::Mentions => {
                        let text = self.to_bot(&self.question(10_000 + at));
                        self.discord.say(self.flooder, self.channels[0], &text);
                    }
                    What::Chatter => self.chat(at),
                }
            }
        }

        fn chat(&self, at: usize) {
            const CHATTER: [&str; 8] = [
                "good morning everybody",
                "lol that was so funny",
                "did you see the game last night?",
                "brb getting a sandwich",
                "happy birthday!!",
                "who wants to play minecraft later",
                "same here honestly",
                "my cat just knocked over the plant again",
            ];
            let text = format!("{} {at}", CHATTER[at % CHATTER.len()]);
            self.discord.say(self.chatting[at % self.chatting.len()], self.auto[at % self.auto.len()], &text);
        }

        fn to_bot(&self, text: &str) -> String {
            format!("{} {text}", self.discord.mention(self.discord.bot()))
        }
    }

    /// The program under test.
    pub struct Program {
        child: Child,
    }

    impl Program {
        /// Starts the program and waits until it has read its knowledge base.
        pub async fn start(data: &Path, auto: &[ChannelId], url: &str, token: &str) -> Self {
            let binary = std::env::var("FLOOD_BINARY").unwrap_or(env!("CARGO_BIN_EXE_career-advisor").to_owned());
            let auto: Vec<String> = auto.iter().map(ToString::to_string).collect();
            let mut child = Command::new(binary)
                .arg("run")
                .current_dir(data)
                .env_clear()
                .env("DISCORD_TOKEN", token)
                .env("DISCORD_API_URL", url)
                .env("KNOWLEDGE_DIR", SHIPPED)
                .env("AUTO_CHANNELS", auto.join(","))
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts");
            let log = BufReader::new(child.stderr.take().expect("a pipe"));
            let (read, has_read) = oneshot::channel();
            std::thread::spawn(move || {
                let mut read = Some(read);
                for line in log.lines().map_while(Result::ok) {
                    if line.contains("knowledge base read")
                        && let Some(read) = read.take()
                    {
                        read.send(()).expect("somebody waits");
                    }
                    if line.contains("too much to do") || line.contains("ERROR") {
                        println!("  log: {line}");
                    }
                }
            });
            has_read.await.expect("the program reads its knowledge base");
            Program { child }
        }

        /// Ends it.
        pub fn stop(mut self) {
            self.child.kill().expect("the program still runs");
            self.child.wait().expect("the program still runs");
        }

        /// A line of what Linux tells of the process.
        fn status(&self, name: &str) -> u64 {
            let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
        }

        fn megabytes(&self, name: &str) -> u64 {
            self.status(name) / 1_000
        }

        /// What it has computed so far, in hundredths of a second, which is what Linux counts in.
        fn computed(&self) -> u64 {
            let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
            // The name before the last bracket may hold anything.
            let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
            fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
        }
    }

    /// When messages and interactions were sent to the bot and answered first, by their ids.
    #[derive(Default)]
    struct Times {
        seen: usize,
        sent: HashMap<String, Duration>,
        answered: HashMap<String, Duration>,
    }

    impl Times {
        /// Looks at what the journal has in addition. To be called often, since the journal forgets.
        fn look(&mut self, discord: &Simulator) {
            let (entries, seen) = discord.journal_after(self.seen);
            assert_eq!(entries.len(), seen - self.seen, "the journal forgot what wasn't looked at");
            self.seen = seen;
            for entry in entries {
                match entry.traffic {
                    Traffic::ToBot(payload) => {
                        if let Some(id) = payload["d"]["id"].as_str() {
                            self.sent.entry(id.to_owned()).or_insert(entry.at);
                        }
                    }
                    Traffic::Rest(request) if request.method == "POST" && request.status < 300 => {
                        let of_interaction = request.path.strip_prefix("/interactions/");
                        let of_interaction = of_interaction.and_then(|rest| rest.split('/').next());
                        let of_message = || request.body["message_reference"]["message_id"].as_str();
                        if let Some(id) = of_interaction.or_else(of_message) {
                            self.answered.entry(id.to_owned()).or_insert(entry.at);
                        }
                    }
                    _ => {}
                }
            }
        }

        fn has_all(&self, ids: &[String]) -> bool {
            ids.iter().all(|id| self.answered.contains_key(id))
        }

        fn spread(&self, ids: &[String]) -> String {
            let waited = |id: &String| Some(self.answered.get(id)?.saturating_sub(self.sent[id]));
            let mut waited: Vec<Option<Duration>> = ids.iter().map(waited).collect();
            // What was never answered waited longest.
            waited.sort_unstable_by_key(|time| time.unwrap_or(Duration::MAX));
            let at = |share: usize| match waited[(waited.len() - 1) * share / 100] {
                Some(time) => format!("{:.0} ms", time.as_secs_f32() * 1_000.0),
                None => "never".to_owned(),
            };
            let lost = waited.iter().filter(|time| time.is_none()).count();
            format!("median {}, p99 {}, longest {}, {lost} of {} lost", at(50), at(99), at(100), waited.len())
        }
    }

    /// Lets the flood happen, and prints what it does.
    pub async fn measure(flood: Flood, data: &Path) {
        let scene = Arc::new(Scene::set().await);
        let discord = &scene.discord;
        let program = Arc::new(Program::start(data, &scene.auto, &discord.base_url(), discord.token()).await);
        discord.wait_until_ready().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        println!("{}", flood.name);
        let computed_before = program.computed();
        let (memory_before, threads_before) = (program.megabytes("VmRSS"), program.status("Threads"));
        let times = Arc::new(Mutex::new(Times::default()));
        let watching = tokio::spawn({
            let (scene, program, times) = (Arc::clone(&scene), Arc::clone(&program), Arc::clone(&times));
            async move {
                let mut most_threads = 0;
                loop {
                    times.lock().expect("no panic").look(&scene.discord);
                    most_threads = most_threads.max(program.status("Threads"));
                    if Arc::strong_count(&times) == 1 {
                        return (most_threads, program);
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        });

        let (mut mentions, mut commands) = (Vec::new(), Vec::new());
        let mut flooding = None;
        let mut ticks = tokio::time::interval(BETWEEN_MENTIONS);
        for at in 0..MENTIONS {
            ticks.tick().await;
            if at == BEGIN {
                let scene = Arc::clone(&scene);
                flooding = Some(tokio::spawn(async move {
                    let begun = Instant::now();
                    scene.flood(flood).await;
                    begun.elapsed()
                }));
            }
            let member = scene.others[at % (OTHERS / 2)];
            let channel = scene.channels[1 + at % (scene.channels.len() - 1)];
            mentions.push(discord.say(member, channel, &scene.to_bot(&scene.question(at))).to_string());
            if at % MENTIONS_A_COMMAND == 0 {
                let at = at / MENTIONS_A_COMMAND;
                let member = scene.others[OTHERS / 2 + at % (OTHERS / 2)];
                let role = scene.roles[at % scene.roles.len()].as_str();
                let used = discord.run_command(member, channel, "role", &[("name", role.into())]);
                commands.push(used.expect("the command is registered").to_string());
            }
        }
        let took = flooding.expect("the flood began").await.expect("no panic");
        let waiting = Instant::now();
        while waiting.elapsed() < PATIENCE {
            let done = {
                let times = times.lock().expect("no panic");
                times.has_all(&mentions) && times.has_all(&commands)
            };
            if done {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let computed = (program.computed() - computed_before) * 10;
        let peak = program.megabytes("VmHWM");
        tokio::time::sleep(SETTLING).await;
        let (memory_after, threads_after) = (program.megabytes("VmRSS"), program.status("Threads"));
        {
            let times = times.lock().expect("no panic");
            println!("  sent within {:.1} s", took.as_secs_f32());
            println!("  mentions of others: {}", times.spread(&mentions));
            println!("  first response to /role: {}", times.spread(&commands));
        }
        drop(times);
        let (most_threads, watched) = watching.await.expect("no panic");
        println!("  resident: {memory_before} MB before, {peak} MB at most, {memory_after} MB {SETTLING:?} later");
        println!("  computed: {computed} ms on all cores");
        println!("  threads: {threads_before} before, {most_threads} at most, {threads_after} later");
        drop(program);
        Arc::into_inner(watched).expect("nobody else has it").stop();
    }
}
