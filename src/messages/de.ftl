### German. See en.ftl for what a translation must keep.

## Answers

source = Quelle
overdue = Diese Antwort sollte wieder geprüft werden und ist vielleicht veraltet.
overdue_title = Prüfung fällig ⚠️
never_reviewed = Für diese Antwort ist kein Prüfdatum vermerkt.
reviewed_on = Zuletzt vom Moderationsteam geprüft am { $day }
date = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
decimal_mark = ,
related = Verwandte Fragen
and_more = und noch { $count }
answer_button = Antwort: { $question }
answered_before = Das habe ich hier gerade eben beantwortet: { $link }
about_message = Eine Antwort auf diese Nachricht: { $link }
quiet_answer = Darauf habe ich eine Antwort.
see_answer_button = Antwort ansehen

## Misses and suggestions

miss_title = Das weiß ich noch nicht
miss_with_nearest = Unsere Wissensbasis hat darauf keine Antwort, und raten möchte ich nicht. Kommt eine dieser Fragen dem nahe, was du suchst?
miss_on_with_nearest = Unsere Wissensbasis hat noch nichts zu „{ $subject }“, und raten möchte ich nicht. Kommt eine dieser Fragen dem nahe, was du suchst?
miss_on_alone = Unsere Wissensbasis hat noch nichts zu „{ $subject }“, und raten möchte ich nicht.
miss_with_topics = Unsere Wissensbasis hat darauf keine Antwort, und raten möchte ich nicht. Bitte frag mit anderen Worten, oder sieh nach, worüber ich etwas weiß.
miss_alone = Unsere Wissensbasis hat darauf keine Antwort, und raten möchte ich nicht. Bitte frag mit anderen Worten.
suggest_title = Meintest du eine dieser Fragen?
suggest_one_title = Meintest du das?
suggest = Wähle die Frage, die passt. Wenn keine passt, frag mich mit anderen Worten.
suggest_one = Wenn das deine Frage ist, drück darauf. Sonst frag mich mit anderen Worten.
decline_button = Keine davon
decline_one_button = Nein
other_language = Unsere Wissensbasis ist auf Englisch, und etwas anderes verstehe ich nicht. Bitte frag mich noch einmal auf Englisch; einfache Worte genügen.

## What members think of it

helpful_button = Hilfreich
not_helpful_button = Nicht hilfreich
voted = Danke. Deine Stimme zählt; um sie zu ändern, drück den anderen Knopf.
vote_not_kept = Danke. Deine Stimme wird nicht gespeichert, wie du es wolltest; mit `/privacy` änderst du das.
cannot_keep = Ich kann gerade nichts aufschreiben, deshalb hat sich nichts geändert. Bitte versuch es später noch einmal; wer mich betreibt, findet den Grund in meinem Log.
noted = Danke. Ich habe deine Frage auf die Liste des Moderationsteams gesetzt, ohne deinen Namen. `/privacy` sagt, was ich speichere.
not_noted = Danke, dass du es mir sagst. Deine Frage wird nicht gespeichert, wie du es wolltest.
question_gone = Danke, dass du es mir sagst. Ich kann deine Frage nicht mehr sehen und deshalb nicht weitergeben.
not_yours_to_judge = Das kann nur sagen, wer gefragt hat.

## Asking the moderators

ask_moderators_button = Moderationsteam fragen
moderators_asked = Ich habe deine Frage mit deinem Namen an das Moderationsteam weitergegeben, damit es dir antworten kann.
moderators_asked_in = Ich habe für deine Frage einen Thread geöffnet, damit das Moderationsteam dir antworten kann: { $thread }
moderators_asked_before = Das Moderationsteam hat diese Frage schon.
moderators_unreachable = Ich kann das Moderationsteam gerade nicht erreichen. Bitte frag es selbst.
asks_moderators =
    { $asker } fragt euch, denn ich habe keine Antwort: { $link }
    >>> { $question }
asks_here =
    { $asker } fragt, und ich habe keine Antwort. Wer es weiß, antworte bitte hier.
    >>> { $question }

## Buttons

listings_button = Stellenangebote
remove_button = Entfernen
topics_button = Alle Themen
previous_button = Vorherige
next_button = Nächste
back_button = Zurück
more_of_card_button = Mehr über diesen Beruf
all_questions_button = Alle Fragen
card_button = Zum Beruf: { $role }

## Roles

path = Der Weg dorthin
not_in_knowledge_base = Nicht in unserer Wissensbasis
card_questions = Fragen zu diesem Beruf
unknown_role = Unsere Wissensbasis hat keinen Beruf mit diesem Namen.
unknown_role_with_nearest = Unsere Wissensbasis hat keinen Beruf mit diesem Namen. Meintest du einen von diesen?
section_of = { $role }: { $section }
section_duties = Aufgaben
section_education = Ausbildung
section_certification = Zertifikat und Zulassung
section_pay = Bezahlung
section_outlook = Aussichten
section_setting = Arbeitsorte
section_on_call = Rufbereitschaft
section_similar = Ähnliche Berufe
section_first_step = Ein erster Schritt
one_year = 1 Jahr
some_years = { $years } Jahre
years_from_to = { $from } bis { $to } { $last ->
    [1] Jahr
   *[other] Jahre
}
about_years = etwa { $years }

## Two roles

compared_title = { $first } und { $second }
compared = Nebeneinander, aus unserer Wissensbasis. Wo bei einem der beiden ein Strich steht, hat sie dazu nichts.
blank = –
same_role = Das sind zwei Namen für denselben Beruf. Wähle einen anderen zum Vergleich.

## Listings

listings_title = Jobbörsen
listings_of = Stellenangebote: { $role }
no_boards = Unsere Wissensbasis nennt noch keine Jobbörse.
board_search = offene Stellen für diesen Beruf
board_front_page_of = das führt nur zur Startseite der Jobbörse; such dort nach „{ $role }“
board_front_page = das führt zur Startseite der Jobbörse

## Topics

topics_title = Was ich beantworten kann
general_group = Allgemeine Fragen
choose_group = Wähle einen Beruf, um seine Fragen zu sehen.
choose_topic = Wähle ein Thema.
choose_question = Wähle eine Frage, um ihre Antwort zu lesen.
no_topics = Unsere Wissensbasis ist bisher leer.
questions = { $count ->
    [one] 1 Frage
   *[other] { $count } Fragen
}
page = Seite { $page } von { $pages }

## Pictures of training paths. Their descriptions are read out by programs, so they are plain words.

picture_path = Ausbildungsweg:
picture_paths = Ausbildungswege auf einer gemeinsamen Achse in Jahren:
picture_in_all = insgesamt { $years }
picture_no_years = ohne Zeitangabe
picture_no_total = Summe unbekannt
picture_no_steps = keine Schritte genannt
picture_unit = Jahre
picture_key_span = von der kürzesten bis zur längsten Zeit
picture_key_span_before = von der kürzesten bis zur längsten Zeit; der nächste Schritt steht hinter der längsten
picture_key_open = ohne Zeitangabe: die Breite bedeutet nichts
picture_key_open_before = ohne Zeitangabe: die Breite bedeutet nichts; wann die Schritte danach beginnen, ist unbekannt

## Help and privacy

help_title = Wie du mich fragst
help =
    Ich beantworte Berufsfragen aus dem, was das Moderationsteam dieser Community aufgeschrieben hat, und ich sage es, wenn ich etwas nicht weiß.

    {"**"}Frag einfach**, auf Englisch: Erwähne { $bot } mit deiner Frage, antworte auf eine meiner Antworten, oder schick mir eine Direktnachricht. Tippfehler und Umgangssprache sind in Ordnung, und eine Nachfrage wie „and how long does that take?“ funktioniert zehn Minuten lang.

    `/ask` beantwortet eine Frage in deinen eigenen Worten.
    `/role` zeigt, was wir über einen Beruf wissen.
    `/compare` zeigt zwei Berufe nebeneinander.
    `/listings` führt zu Jobbörsen.
    `/topics` zählt alles auf, was ich beantworten kann.
    `/privacy` sagt, was ich über dich speichere.
    Ist dein Discord auf Deutsch, heißen sie `/fragen`, `/beruf`, `/vergleichen`, `/stellenangebote`, `/themen` und `/datenschutz`.

    In manchen Kanälen lese ich mit, ohne gerufen zu werden, und schreibe nur, wenn ich mir sicher bin. Was nach einer Frage an mich klingt und noch keine Antwort hat, geht ohne Namen an das Moderationsteam; `/privacy` sagt mehr dazu.

    Wenn ich die Nachricht von jemand anderem beantworten soll, öffne ihr Menü und wähle **Apps**, dann **Diese Frage beantworten**, oder antworte darauf und erwähne mich.
privacy_title = Was ich über dich speichere
privacy =
    {"**"}Fragen, die ich nicht beantworten konnte.** Wenn du mich etwas fragst, worauf ich keine Antwort habe, oder wenn du **{ not_helpful_button }** oder **{ decline_button }** drückst, speichere ich den Wortlaut deiner Frage, damit das Moderationsteam eine Antwort schreiben kann, bei einer Nachfrage auch, worauf sie folgt. Wo ich ungefragt mitlese, speichere ich nur, was hierher zu gehören scheint; was zu persönlich ist, etwa eine medizinische Frage, speichere ich nie. Dein Name wird nicht mitgespeichert: An seiner Stelle steht ein Code, den nur ich aus deinem Konto bilden kann. Nach { $days } Tagen wird die Frage gelöscht.

    {"**"}Wenn jemand in Not zu sein scheint.** Ich sage, wo es Hilfe gibt, und speichere nichts davon. Wo dieser Server es so eingestellt hat, bekommt sein Moderationsteam einen Link zu der Nachricht.

    {"**"}Deine Stimmen.** Ob dir eine Antwort geholfen hat, eine Stimme für jede Antwort, unter demselben Code. Wenn du einen von mehreren Vorschlägen auswählst, wird die Wahl für den Eintrag gezählt, und nichts von dir.

    {"**"}Sonst wird nichts gespeichert, was du schreibst.** Ich lese eine Frage, beantworte sie und vergesse sie. Was du zuletzt geschrieben hast, merke ich mir zwei Minuten lang, nur im Arbeitsspeicher, damit ich zwei Nachrichten verstehe, die zusammengehören. Etwa eine Viertelstunde lang merke ich mir, nur im Arbeitsspeicher, welche meiner Antworten du wo bekommen hast, damit ich Nachfragen verstehe, mich nicht wiederhole und meine Antwort verschwindet, wenn du deine Frage löschst. Auch das ist nach einem Neustart vergessen.

    In meinem Log stehen IDs und Zeiten, und nie, was jemand geschrieben hat.

    Die Knöpfe unten löschen, was ich von dir gespeichert habe, oder sorgen dafür, dass ich nie etwas speichere.
forget_button = Lösche, was du von mir gespeichert hast
opt_out_button = Speichere nie etwas von mir
opt_in_button = Du darfst wieder etwas speichern
forgotten = { $count ->
    [0] Ich habe keine Frage und keine Stimme von dir gespeichert.
    [one] Die eine Frage oder Stimme, die ich von dir gespeichert hatte, ist gelöscht.
   *[other] Die { $count } Fragen und Stimmen, die ich von dir gespeichert hatte, sind gelöscht.
}
opted_out = Von jetzt an speichere ich keine Frage und keine Stimme von dir, und was ich gespeichert hatte, ist gelöscht.
opted_in = Von jetzt an darf ich deine Stimmen speichern, und Fragen von dir, die ich nicht beantworten konnte.

## When something is in the way

still_reading = Ich bin gerade erst gestartet und lese noch meine Wissensbasis. Bitte frag in ein paar Sekunden noch einmal.
slow_down = Das war viel auf einmal. Gib mir ein paar Sekunden, und frag dann noch einmal.
too_busy = Gerade fragen mich zu viele auf einmal. Bitte frag in einer Minute noch einmal.
reply_without_ping = Antworten, die mich nicht erwähnen, kann ich nicht lesen. Bitte frag noch einmal mit { $bot } in deiner Nachricht, oder nimm `/ask`.
role_unreadable = Nachrichten, die nur meine Rolle erwähnen, kann ich nicht lesen. Bitte frag noch einmal mit { $bot } in deiner Nachricht, oder nimm `/ask`.
quote_unreadable = Diese Nachricht kann ich von hier aus nicht lesen. Öffne ihr Menü und wähle **Apps**, dann **Diese Frage beantworten**.
nothing_to_answer = Diese Nachricht hat keinen Text, den ich beantworten könnte.
stale_button = Das ist nicht mehr in unserer Wissensbasis; sie hat sich geändert, seit die Nachricht geschrieben wurde. `/topics` zeigt, was jetzt da ist.
unknown_button = Dieser Knopf funktioniert nicht mehr. Bitte frag noch einmal mit `/ask`.
not_yours_to_remove = Das kann nur entfernen, wer gefragt hat oder diesen Kanal moderiert.
something_went_wrong = Entschuldige, bei mir ist etwas schiefgegangen. Bitte versuch es gleich noch einmal.

## Settings

admins_only = Das kann nur benutzen, wer diesen Server verwaltet.
mode_here = **Modus** in { $channel }: { $mode } (hier eingestellt).
mode_of_operator = **Modus** in { $channel }: { $mode } (Voreinstellung).
mode_off = Ich antworte nur auf Befehle.
mode_mention = Ich antworte, wenn man mich erwähnt oder mir antwortet.
mode_auto = Ich antworte auf Erwähnungen, und auf Fragen ohne Erwähnung, wenn ich mir sicher bin.
mode_auto_blind = Ich antworte auf Erwähnungen; Fragen ohne Erwähnung kann ich nicht lesen, da der Message Content Intent fehlt.
mode_shadow = Ich lese zur Probe mit: Was ich antworten würde, geht nur in den Moderationskanal.
quiet_yes = **Leise**: ja. Statt einer Antwort schicke ich einen Knopf, der sie für alle öffnet, die ihn drücken.
quiet_no = **Leise**: nein. Alle im Kanal lesen meine Antworten.
cooldown_is = **Wartezeit**: { $minutes ->
    [0] keine. Ich beantworte dieselbe Frage, sooft sie gestellt wird.
    [one] 1 Minute. So lange gebe ich im Kanal dieselbe Antwort nicht noch einmal.
   *[other] { $minutes } Minuten. So lange gebe ich im Kanal dieselbe Antwort nicht noch einmal.
}
language_is = **Sprache** dessen, was ich selbst sage: Deutsch. Antworten bleiben in der Sprache unserer Wissensbasis.
moderators_are_in = **Moderationskanal**: { $channel }.
moderators_are_nowhere = **Moderationskanal**: keiner.
asking_goes_nowhere = **Moderationsteam fragen**: wird hier nicht angeboten.
asking_goes_to_channel = **Moderationsteam fragen**: gibt die Frage an den Moderationskanal weiter.
asking_opens_thread = **Moderationsteam fragen**: öffnet einen Thread neben der Frage.
help_for_everybody = **Hilfe** für jemanden, der in Not zu sein scheint: Ich sage, wo es sie gibt, auch wenn niemand mich anspricht.
help_for_addressed = **Hilfe** für jemanden, der in Not zu sein scheint: Ich sage, wo es sie gibt, wenn man mich anspricht, und schweige sonst.
alert_yes = **Hinweis**: Der Moderationskanal bekommt einen Link, wenn jemand in Not zu sein scheint.
alert_nowhere = **Hinweis**: Es gibt keinen Moderationskanal, der einen Link bekommen könnte, wenn jemand in Not zu sein scheint.
alert_no = **Hinweis**: keiner. Das Moderationsteam erfährt nicht, wenn jemand in Not zu sein scheint.

## Safety

somebody_in_need = Jemand scheint in Not zu sein: { $link }

## On trial

shadow_begins = Von jetzt an lese ich in diesem Kanal zur Probe mit. Ich antworte hier niemandem: Was ich sagen würde, geht nur in den Moderationskanal. `/ask` und meine anderen Befehle funktionieren wie immer, und `/privacy` sagt, was ich speichere.
shadow_addressed = Hier lese ich vorerst nur mit, zur Probe; das Moderationsteam sieht, was ich antworten würde. `/ask` antwortet dir sofort.
shadow_report = Zur Probe mitgelesen; darauf hätte ich geantwortet: { $link }
shadow_note = **In diesem Kanal lese ich zur Probe mit.** Wo ich antworten würde, bekommt das Moderationsteam einen Link zu der Nachricht und das, was ich sagen würde. Ich antworte hier nur denen, die einen Befehl benutzen.
shadow_needs_moderators = Dafür brauche ich einen Moderationskanal. Wähle zuerst einen mit `/settings server`; es wurde nichts geändert.
shadow_cannot_be_told = Ich kann in diesem Kanal nicht schreiben, deshalb würde niemand erfahren, dass ich zur Probe mitlese. Es wurde nichts geändert.

## Moderators: entries

moderators_only = Das kann nur das Moderationsteam dieser Community.
draft_gone = Diesen Entwurf gibt es nicht mehr: Er wurde gespeichert oder abgebrochen, gehört jemand anderem oder hat länger als 15 Minuten gewartet. Bitte fang noch einmal an.
cancelled = Abgebrochen. Es wurde nichts geändert.
texts_form = Frage und Antwort
details_form = Andere Formulierungen und Prüfung
question_input = Frage, wie Mitglieder sie sehen
question_hint = How long does it take to become a perfusionist?
answer_input = Antwort
answer_hint = Einfache Sätze. **Fettes**, Listen und [Links](https://…) gehen wie in jeder Nachricht.
topic_input = Thema, unter dem der Eintrag steht
topic_hint = Ein Wort, etwa training oder pay
sources_input = Quellen, mit ihren IDs in sources.toml
sources_hint = Mit Kommas dazwischen
related_input = Verwandte Einträge, mit ihren IDs
related_hint = Einer je Zeile, etwa perfusionist/pay
also_asked_input = Andere Formulierungen, eine je Zeile
also_asked_more_input = Weitere Formulierungen, eine je Zeile
not_for_input = Gilt nicht für diese Fragen, eine je Zeile
one_a_line_hint = Eine je Zeile, in den Worten der Mitglieder
reviewed_input = Zuletzt geprüft am
review_by_input = Wieder zu prüfen bis
date_hint = Jahr-Monat-Tag, etwa 2026-11-24
malformed_date = „{ $typed }“ ist kein Datum; schreib Jahr-Monat-Tag, etwa 2026-11-24.
texts_button = Frage und Antwort
details_button = Formulierungen und Prüfung
save_button = Speichern
cancel_button = Abbrechen
undo_button = Zurücknehmen
preview_of = **Vorschau.** Noch ist nichts geändert. In `{ $file }`:
no_answer_title = Keine Antwort
no_answer_shown = Mitglieder werden hieraus keine Antwort bekommen.
problems_field = Was die Prüfung dazu sagt
golden_field = Prüffragen (golden), bei denen sich etwas ändern würde
inbox_field = Andere Fragen im Posteingang, die sich ändern würden
group_field = Die Fragen, für die es gedacht ist
answers_of_group = { $all ->
    [one] Beantwortet { $answered } von 1 Frage dieser Gruppe.
   *[other] Beantwortet { $answered } von { $all } Fragen dieser Gruppe.
}
a_choice = eine Auswahl
no_answer = keine Antwort
conflict = **Jemand anderes hat diesen Eintrag geändert, seit du ihn geöffnet hast**, deshalb wurde nichts gespeichert. Das wurde geändert; dein eigener Text ist in den Formularen unten noch da. Sieh dir beides an, und speichere dann noch einmal von der Vorschau aus.
refused = So geht das nicht: { $why }
with_errors = damit ließe sich die Wissensbasis nicht mehr lesen.
cant_be_written = die Datei lässt sich nicht schreiben. Das Log sagt, warum; bitte gib denen Bescheid, die diesen Bot betreiben.
saved_and_served = **Gespeichert** als Änderung { $edit }: { $summary }. Mitglieder bekommen es ab jetzt.
saved_for_later = **Gespeichert** als Änderung { $edit }: { $summary }. Mitglieder bekommen es, sobald die anderen Fehler im Wissensordner behoben sind.

## Moderators: history and check

history_title = Was von hier aus geändert wurde
no_such_standard = Diese Frage steht nicht in der Liste; wähle eine von denen, die sie anbietet.
standard_and_file = Eine Standardfrage kommt in die Datei ihres Berufs; gib bitte `standardfrage` oder `datei` an, nicht beides.
no_history = Bisher wurde nichts von Discord aus oder mit `career-advisor inbox` geändert.
pick_edit = Eine Änderung ansehen
undone = (zurückgenommen)
check_title = Was die Prüfung sagt
check_clean = Nichts: Alle Dateien sind in Ordnung.
alarm_title = Der Wissensordner hat Fehler
alarm = Ich antworte weiter aus dem, was vorher da war. Sobald diese Fehler behoben sind, übernehme ich die Änderung von selbst:
alarm_copy = Ich bin mit einer Kopie des Ordners gestartet, wie er zuletzt in Ordnung war. Sobald diese Fehler behoben sind, übernehme ich die Dateien von selbst:
mended = Der Wissensordner ist wieder in Ordnung, und ich antworte daraus.

## Moderators: inbox

inbox_title = Fragen ohne gute Antwort
inbox_empty = Keine Frage wartet. Gut gemacht!
pick_group = Wähle eine Frage
times = { $count ->
    [one] einmal gefragt
   *[other] { $count }-mal gefragt
}{ $members ->
    [one] {""}
   *[other] {" "}von { $members } Mitgliedern
}
follows = nach „{ $question }“
group_title = Was soll mit dieser Frage geschehen?
pick_entry = Als Formulierung hinzufügen zu …
new_entry_button = Neuer Eintrag
never_button = Nie beantworten
dismiss_button = Verwerfen
group_gone = Diese Frage wartet nicht mehr. `/knowledge inbox` zeigt, welche noch warten.
was_not_answered = keine Antwort
was_declined = keiner der Vorschläge passte
was_not_helpful = die Antwort war nicht hilfreich
entry_was_not_helpful = `{ $entry }` war nicht hilfreich

## Moderators: status and counts

status_title = Status
holds = { $roles ->
    [one] 1 Beruf
   *[other] { $roles } Berufe
}, { $entries ->
    [one] 1 Eintrag
   *[other] { $entries } Einträge
}
served_since = In Gebrauch seit { $time }
copy_served_since = **Eine Kopie** der letzten fehlerfreien Dateien ist in Gebrauch seit { $time }
open_groups = { $count ->
    [0] Im Posteingang wartet keine Frage
    [one] Im Posteingang wartet 1 Frage
   *[other] Im Posteingang warten { $count } Fragen
}
overdue_entries = { $count ->
    [0] Keine Antwort ist zur Prüfung fällig
    [one] 1 Eintrag ist zur Prüfung fällig
   *[other] { $count } Einträge sind zur Prüfung fällig
}
dropped = Seit dem Start blieb liegen, weil zu viel zu tun war: Fragen ({ $questions }), andere Nachrichten ({ $overheard })
last_edit = Letzte Änderung: { $summary } von { $name }, { $time }
refused_folder = 🛑 Die Dateien haben { $errors } Fehler, deshalb ist noch in Gebrauch, was vorher da war. `/knowledge check` sagt mehr
warnings = { $count ->
    [0] Die Prüfung hat nichts zu bemängeln
    [one] Die Prüfung hat 1 Warnung; `/knowledge check` sagt mehr
   *[other] Die Prüfung hat { $count } Warnungen; `/knowledge check` sagt mehr
}
reloaded_same = Die Dateien haben sich nicht geändert, seit sie gelesen wurden.
reloaded = Die Dateien sind gelesen, und Mitglieder bekommen ab jetzt, was darin steht.
stats_title = Zahlen
phrasings = { $count ->
    [one] 1 Formulierung, die Fragen der Einträge mitgezählt
   *[other] { $count } Formulierungen, die Fragen der Einträge mitgezählt
}
edits = { $count ->
    [one] 1 Änderung im Verlauf
   *[other] { $count } Änderungen im Verlauf
}
misses_open = { $count ->
    [one] 1 gespeicherte Frage wartet im Posteingang
   *[other] { $count } gespeicherte Fragen warten im Posteingang
}
misses_answered = { $count ->
    [one] 1 gespeicherte Frage wurde durch eine Änderung beantwortet
   *[other] { $count } gespeicherte Fragen wurden durch eine Änderung beantwortet
}
misses_never = { $count ->
    [one] 1 gespeicherte Frage soll nie beantwortet werden
   *[other] { $count } gespeicherte Fragen sollen nie beantwortet werden
}
misses_dismissed = { $count ->
    [one] 1 gespeicherte Frage wurde verworfen
   *[other] { $count } gespeicherte Fragen wurden verworfen
}
votes = Stimmen: { $helpful } hilfreich, { $not_helpful } nicht hilfreich
chosen = Aus „Meintest du“ gewählt: { $count }
chosen_most = Am häufigsten: { $entries }

## Commands

command-ask = fragen
    .description = Stell eine Berufsfrage in deinen eigenen Worten
command-ask-question = frage
    .description = Deine Frage auf Englisch, etwa: how long does it take to become a perfusionist?
command-role = beruf
    .description = Sieh, was wir über einen Beruf wissen: Aufgaben, Ausbildung, Bezahlung und mehr
command-role-name = name
    .description = Der Name des Berufs; andere Namen und Tippfehler sind in Ordnung
command-compare = vergleichen
    .description = Sieh zwei Berufe nebeneinander
command-compare-first = erster
    .description = Der Name eines Berufs; andere Namen und Tippfehler sind in Ordnung
command-compare-second = zweiter
    .description = Der Beruf, mit dem du ihn vergleichen willst
command-listings = stellenangebote
    .description = Finde Stellenangebote für einen Beruf
command-listings-role = beruf
    .description = Der Name des Berufs; lass ihn weg, um alle Jobbörsen zu sehen
command-topics = themen
    .description = Sieh alles durch, was ich beantworten kann, nach Beruf und Thema
command-help = hilfe
    .description = Wie du mich fragst
command-privacy = datenschutz
    .description = Was ich über dich speichere
command-settings = einstellungen
    .description = Sieh oder ändere, wie ich mich auf diesem Server verhalte; für alle, die ihn verwalten
command-settings-channel = kanal
    .description = Wie ich mich in einem Kanal verhalte
command-settings-channel-mode = modus
    .description = Worauf ich in diesem Kanal antworte
command-settings-channel-mode-mention = mention: antworten, wenn man mich erwähnt
command-settings-channel-mode-auto = auto: auch auf Fragen ohne Erwähnung antworten
command-settings-channel-mode-shadow = shadow: zur Probe, nur dem Moderationsteam antworten
command-settings-channel-mode-off = off: nur Befehle
command-settings-channel-quiet = leise
    .description = Statt der Antwort einen kleinen Knopf schicken, der sie für alle öffnet, die ihn drücken
command-settings-channel-cooldown = wartezeit
    .description = Wie viele Minuten ich hier keine Antwort wiederhole; bei 0 halte ich mich nie zurück
command-settings-channel-channel = kanal
    .description = Um welchen Kanal es geht; ohne Angabe um diesen
command-settings-channel-reset = zurücksetzen
    .description = Zurück zu den Voreinstellungen für diesen Kanal
command-settings-server = server
    .description = Was für den ganzen Server gilt
command-settings-server-moderators = moderation
    .description = Der Kanal, in dem das Moderationsteam gefragt und benachrichtigt wird
command-settings-server-ask = fragen
    .description = Wohin „Moderationsteam fragen“ führt
command-settings-server-ask-channel = in den Moderationskanal
command-settings-server-ask-thread = in einen Thread neben der Frage
command-settings-server-help = hilfe
    .description = Wem ich sage, wo es Hilfe gibt, wenn jemand in Not zu sein scheint
command-settings-server-help-everybody = allen, auch wenn sie mich nicht ansprechen
command-settings-server-help-addressed = nur denen, die mich ansprechen
command-settings-server-alert = hinweis
    .description = Dem Moderationskanal einen Link schicken, wenn jemand in Not zu sein scheint
command-settings-server-language = sprache
    .description = Die Sprache dessen, was ich selbst sage; Antworten bleiben in der der Wissensbasis
command-settings-server-reset = zurücksetzen
    .description = Zurück zu den Voreinstellungen für den ganzen Server
command-answer-this-question = Diese Frage beantworten
command-knowledge = wissen
    .description = Halte die Wissensbasis in Ordnung; für das Moderationsteam
command-knowledge-status = status
    .description = Zeigt, was in Gebrauch ist und was wartet
command-knowledge-check = prüfen
    .description = Sagt, was an den Wissensdateien nicht stimmt und wie man es behebt
command-knowledge-reload = neu_laden
    .description = Liest die Wissensdateien neu ein, was auch von selbst geschieht
command-knowledge-add = hinzufügen
    .description = Schreibt eine neue Frage mit ihrer Antwort
command-knowledge-add-file = datei
    .description = Die Datei, in die sie kommt; die eines Berufs oder eine aus faq/
command-knowledge-add-standard = standardfrage
    .description = Was man bei jedem Beruf fragt und worauf deiner noch keine Antwort hat
command-knowledge-edit = bearbeiten
    .description = Ändert eine Frage, ihre Antwort oder wie Mitglieder sie stellen können
command-knowledge-edit-entry = eintrag
    .description = Der Eintrag; tipp ein Wort seiner Frage oder seine ID
command-knowledge-retire = stilllegen
    .description = Nimmt einen Eintrag außer Gebrauch oder wieder in Gebrauch; sein Text bleibt in der Datei
command-knowledge-retire-entry = eintrag
    .description = Der Eintrag; tipp ein Wort seiner Frage oder seine ID
command-knowledge-retire-bring_back = zurückholen
    .description = Wieder mit ihm antworten
command-knowledge-preview = vorschau
    .description = Zeigt eine Antwort, wie Mitglieder sie sehen
command-knowledge-preview-entry = eintrag
    .description = Der Eintrag; tipp ein Wort seiner Frage oder seine ID
command-knowledge-history = verlauf
    .description = Zeigt, wer was wann geändert hat
command-knowledge-undo = zurücknehmen
    .description = Nimmt eine Änderung zurück
command-knowledge-undo-number = nummer
    .description = Die Nummer der Änderung aus dem Verlauf; ohne sie die letzte
command-knowledge-inbox = posteingang
    .description = Arbeitet die Fragen ab, die keine gute Antwort bekommen haben
command-knowledge-stats = zahlen
    .description = Zählt, was in der Wissensbasis, im Posteingang und im Verlauf ist
