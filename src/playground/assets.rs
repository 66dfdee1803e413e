//! The page's files, which are part of the program.

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Path, media type and content of each.
const FILES: [(&str, &str, &str); 30] = [
    ("/", HTML, include_str!("page/index.html")),
    ("/api.js", SCRIPT, include_str!("page/api.js")),
    ("/app.js", SCRIPT, include_str!("page/app.js")),
    ("/command-form.js", SCRIPT, include_str!("page/command-form.js")),
    ("/commands.js", SCRIPT, include_str!("page/commands.js")),
    ("/components.js", SCRIPT, include_str!("page/components.js")),
    ("/composer.js", SCRIPT, include_str!("page/composer.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/drawers.js", SCRIPT, include_str!("page/drawers.js")),
    ("/embed.js", SCRIPT, include_str!("page/embed.js")),
    ("/forum.js", SCRIPT, include_str!("page/forum.js")),
    ("/icons.js", SCRIPT, include_str!("page/icons.js")),
    ("/inline.js", SCRIPT, include_str!("page/inline.js")),
    ("/knowledge.js", SCRIPT, include_str!("page/knowledge.js")),
    ("/markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("/menu.js", SCRIPT, include_str!("page/menu.js")),
    ("/message.js", SCRIPT, include_str!("page/message.js")),
    ("/messages.js", SCRIPT, include_str!("page/messages.js")),
    ("/modal.js", SCRIPT, include_str!("page/modal.js")),
    ("/people.js", SCRIPT, include_str!("page/people.js")),
    ("/picker.js", SCRIPT, include_str!("page/picker.js")),
    ("/place.js", SCRIPT, include_str!("page/place.js")),
    ("/select.js", SCRIPT, include_str!("page/select.js")),
    ("/sidebar.js", SCRIPT, include_str!("page/sidebar.js")),
    ("/style.css", CSS, include_str!("page/style.css")),
    ("/theme.js", SCRIPT, include_str!("page/theme.js")),
    ("/times.js", SCRIPT, include_str!("page/times.js")),
    ("/toast.js", SCRIPT, include_str!("page/toast.js")),
    ("/welcome.js", SCRIPT, include_str!("page/welcome.js")),
    ("/why.js", SCRIPT, include_str!("page/why.js")),
];

/// The media type and the content of the file at this path.
pub(super) fn find(path: &str) -> Option<(&'static str, &'static str)> {
    FILES.into_iter().find(|(of, _, _)| *of == path).map(|(_, kind, content)| (kind, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_file_of_the_page_is_served() {
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/playground/page");
        let names = std::fs::read_dir(page).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
        let mut paths: Vec<String> = names.map(|name| format!("/{name}").replace("/index.html", "/")).collect();
        paths.sort();
        let mut served: Vec<&str> = FILES.iter().map(|(path, _, _)| *path).collect();
        served.sort_unstable();
        assert_eq!(paths, served);
        assert!(find("/../mod.rs").is_none());
    }
}
