//! A browser, and what a person does in it.

use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// After so long a page has failed at what a test waits for. A machine that builds meanwhile may take most of a minute to learn a
/// changed folder.
const PATIENCE: Duration = Duration::from_secs(180);

/// ChromeDriver, which takes its browser along when it ends.
struct Driver {
    port: u16,
    process: Child,
}

impl Driver {
    fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver isn't there; tests/run installs it");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        Driver { port: port.expect("chromedriver tells its port"), process }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Killed outright it would leave the browser behind.
        let asked = TcpStream::connect(("127.0.0.1", self.port))
            .and_then(|mut driver| driver.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        if asked.is_err() {
            _ = self.process.kill();
        }
        _ = self.process.wait();
    }
}

/// A page in a window of its own.
pub struct Page {
    client: Client,
    name: &'static str,
    _driver: Driver,
}

impl Page {
    /// Opens the address in a window of this size. The name is that of the test's pictures.
    pub async fn open(name: &'static str, address: &str, (width, height): (u32, u32)) -> Self {
        let arguments = [
            "--headless=new",
            // Tests may run as root, where Chromium has no sandbox.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &format!("--window-size={width},{height}"),
        ];
        let mut capabilities = Capabilities::new();
        capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let driver = Driver::start();
        let address_of_driver = format!("http://127.0.0.1:{}", driver.port);
        let client = ClientBuilder::new(connector).capabilities(capabilities).connect(&address_of_driver).await;
        let page = Page { client: client.expect("a browser"), name, _driver: driver };
        page.client.goto(address).await.unwrap();
        page
    }

    /// Gives the window another size.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Evaluates a JavaScript expression.
    pub async fn evaluate(&self, expression: &str) -> Value {
        self.client.execute(&format!("return ({expression});"), vec![]).await.unwrap()
    }

    /// Waits until a JavaScript expression is true.
    pub async fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.evaluate(&format!("Boolean({expression})")).await != true {
            if begun.elapsed() > PATIENCE {
                self.picture("failed").await;
                let text = self.evaluate("document.body.innerText").await;
                panic!("waited in vain for {expression}\nthe page says:\n{}", text.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until an element's text has this.
    pub async fn until_text(&self, css: &str, text: &str) {
        let all = format!("[...document.querySelectorAll({})]", json!(css));
        self.until(&format!("{all}.some((element) => element.textContent.includes({}))", json!(text))).await;
    }

    /// Clicks on the first element whose text or label is this.
    pub async fn click(&self, css: &str, text: &str) {
        let (css, text) = (json!(css), json!(text));
        let found = format!(
            "[...document.querySelectorAll({css})].find((element) => [element.textContent.trim(), element.ariaLabel].includes({text}))"
        );
        self.until(&found).await;
        self.evaluate(&format!("({found}).setAttribute('data-test', 'target')")).await;
        let element = self.client.find(Locator::Css("[data-test=target]")).await.unwrap();
        self.evaluate("document.querySelector('[data-test=target]').removeAttribute('data-test')").await;
        element.click().await.unwrap();
    }

    /// Types into whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    /// Presses one key.
    pub async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Puts the focus there and types.
    pub async fn type_into(&self, css: &str, text: &str) {
        self.until(&format!("document.querySelector({})", json!(css))).await;
        self.evaluate(&format!("document.querySelector({}).focus()", json!(css))).await;
        self.keys(text).await;
    }

    /// Keeps a picture of the page for whoever wants to look at it.
    pub async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        let picture = self.client.screenshot().await.unwrap();
        fs::write(folder.join(format!("{}-{name}.png", self.name)), picture).unwrap();
    }

    /// Checks that axe finds nothing serious on the page as it is.
    pub async fn is_accessible(&self) {
        let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe).expect("axe-core isn't there; tests/run installs it");
        self.client.execute(&axe, vec![]).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run().then((results) => done(results), (error) => done(String(error)));";
        let results = self.client.execute_async(run, vec![]).await.unwrap();
        let violations = results["violations"].as_array().unwrap_or_else(|| panic!("axe failed: {results}"));
        assert!(results["passes"].as_array().is_some_and(|passes| passes.len() > 10), "axe looked at the page");
        let serious: Vec<String> = violations
            .iter()
            .filter(|found| matches!(found["impact"].as_str(), Some("serious" | "critical")))
            .map(|found| format!("{}: {} {}", found["id"], found["help"], found["nodes"]))
            .collect();
        assert!(serious.is_empty(), "{}", serious.join("\n"));
    }
}
