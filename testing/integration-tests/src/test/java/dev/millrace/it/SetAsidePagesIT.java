package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.it.StartedConsole.Visitor;
import dev.millrace.testkit.Eventually;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set aside, as the console shows it and sends it again. */
class SetAsidePagesIT {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void tellsViewersTheCausesAndTheHeadersOfTheFailureAndNoPayload() {
        try (DeadLetters letters = DeadLetters.create().fill(20);
                StartedConsole console = console(letters)) {
            String topics = console.get(Visitor.VIEWER, "/setaside").body();
            String topic = console.get(Visitor.VIEWER, page(letters, "")).body();
            String chosen = console.get(Visitor.VIEWER, page(letters, "?stage=TASK_PUT&connector=it%27s"))
                    .body();
            HttpResponse<String> record = console.get(Visitor.VIEWER, page(letters, "/0/7"));
            HttpResponse<String> nothing = console.get(Visitor.VIEWER, page(letters, "/0/20"));

            assertThat(topics).contains(letters.topic(), "<strong>20</strong> records are set aside");
            assertThat(topic)
                    .contains("org.apache.kafka.connect.errors.DataException", "TASK_PUT", DeadLetters.CONNECTOR)
                    .contains("/setaside/" + letters.topic() + "/0/19\"")
                    .containsPattern("<rect [^>]*height=\"40.0\"");
            assertThat(chosen).contains("none of these", "it&#39;s");
            assertThat(record.statusCode()).isEqualTo(200);
            assertThat(record.body()).contains(letters.orders() + "-3@1", "2023-11-14T22:13:20.007Z", "8 bytes");
            for (String page : List.of(topics, topic, record.body())) {
                assertThat(page).doesNotContain("answered 42", "k7<", "{&quot;id", "t7<");
            }
            assertThat(nothing.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsNothingSetAsideInATopicThatIsNotMadeYet() {
        String missing = Platform.name("missing") + ".dlq";
        try (StartedConsole console = StartedConsole.start(folder, "--set-aside-topic", missing)) {
            String topics = console.get(Visitor.VIEWER, "/setaside").body();
            HttpResponse<String> topic = console.get(Visitor.VIEWER, "/setaside/" + missing);
            HttpResponse<String> parked = console.get(Visitor.VIEWER, "/setaside/" + missing + ".parked");
            HttpResponse<String> record = console.get(Visitor.VIEWER, "/setaside/" + missing + "/0/0");

            assertThat(topics).contains("not made yet");
            assertThat(topic.statusCode()).isEqualTo(200);
            assertThat(topic.body()).contains("nothing is set aside");
            assertThat(parked.statusCode()).isEqualTo(200);
            assertThat(record.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void opensNoOtherTopicAndAsksNoFreeConditionForViewers() {
        try (DeadLetters letters = DeadLetters.create().fill(1);
                StartedConsole console = console(letters)) {
            HttpResponse<String> other = console.get(Visitor.OPERATOR, "/setaside/" + letters.orders());
            HttpResponse<String> record = console.get(Visitor.OPERATOR, "/setaside/" + letters.audit() + "/0/0");
            HttpResponse<String> replay =
                    console.post(Visitor.OPERATOR, "/setaside/" + letters.orders() + "/replay", send("OPS-1"));
            String condition = "?where=" + encoded("message contains '420'");
            HttpResponse<String> viewer = console.get(Visitor.VIEWER, page(letters, condition));
            HttpResponse<String> operator = console.get(Visitor.OPERATOR, page(letters, condition));
            HttpResponse<String> wrong = console.get(Visitor.OPERATOR, page(letters, "?where=message+contains"));

            assertThat(List.of(other, record, replay))
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(404);
            assertThat(viewer.statusCode()).isEqualTo(403);
            assertThat(operator.body())
                    .contains("1 record chosen")
                    .contains("/replay?where=message+contains+%27420%27\"");
            assertThat(console.get(Visitor.OPERATOR, page(letters, "?from=9000d&stage=TASK_PUT"))
                            .body())
                    .containsPattern("/replay\\?where=stage[^\"]*&amp;from=20[0-9-]{8}T[0-9A-F%.]+Z\"");
            assertThat(wrong.body()).contains("--where");
        }
    }

    @Test
    void showsAValueToOperatorsOnlyAndWritesDownWhoLooked() {
        try (DeadLetters letters = DeadLetters.create().fill(1);
                StartedConsole console = console(letters);
                StartedConsole without = StartedConsole.start(folder, "--set-aside-topic", letters.topic())) {
            HttpResponse<String> viewer = console.post(Visitor.VIEWER, page(letters, "/0/0/value"), Map.of());
            HttpResponse<String> unwritten = without.post(Visitor.OPERATOR, page(letters, "/0/0/value"), Map.of());
            List<String> before = letters.read(letters.audit()).values();
            HttpResponse<String> operator = console.post(Visitor.OPERATOR, page(letters, "/0/0/value"), Map.of());

            assertThat(viewer.statusCode()).isEqualTo(403);
            assertThat(unwritten.body()).contains("--audit-topic").doesNotContain("{&quot;id&quot;:0}");
            assertThat(before).isEmpty();
            assertThat(operator.body())
                    .contains("{&quot;id&quot;:0}", "k0", "the receiver answered 420 for &#39;o0&#39;", "t0");
            assertThat(letters.read(letters.audit()).values())
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .contains(
                                    "\"event\":\"dlq.value.shown\"",
                                    "\"by\":\"OPERATOR\"",
                                    "\"topic\":\"" + letters.topic() + "\"",
                                    "\"offset\":0"));
        }
    }

    @Test
    void escapesWhateverRecordsSay() {
        String evil = "<script>alert('x')</script>\"&";
        try (DeadLetters letters = DeadLetters.create()) {
            try (TopicWriter writer = new TopicWriter()) {
                writer.write(new ProducerRecord<>(
                        letters.topic(),
                        null,
                        evil,
                        evil,
                        List.of(
                                DeadLetters.header("__connect.errors.connector.name", evil),
                                DeadLetters.header("__connect.errors.stage", evil),
                                DeadLetters.header("__connect.errors.class.name", evil),
                                DeadLetters.header("__connect.errors.exception.class.name", evil),
                                DeadLetters.header("__connect.errors.exception.message", evil),
                                DeadLetters.header("__connect.errors.topic", evil),
                                DeadLetters.header("__connect.errors.partition", evil),
                                DeadLetters.header(evil, evil))));
            }
            try (StartedConsole console = console(letters)) {
                String query = "?connector=" + encoded(evil) + "&from=" + encoded("1d") + "&stage=" + encoded(evil);
                String topic = console.get(Visitor.VIEWER, page(letters, "")).body();
                String chosen =
                        console.get(Visitor.OPERATOR, page(letters, query)).body();
                String record =
                        console.get(Visitor.VIEWER, page(letters, "/0/0")).body();
                String value = console.post(Visitor.OPERATOR, page(letters, "/0/0/value"), Map.of())
                        .body();
                String form = console.get(Visitor.OPERATOR, page(letters, "/replay?where=" + encoded(evil)))
                        .body();
                String refused = console.post(
                                Visitor.OPERATOR, page(letters, "/replay"), with(send(evil), "where", evil))
                        .body();

                assertThat(chosen).contains("1 record chosen");
                for (String page : List.of(topic, chosen, record, value, form, refused)) {
                    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>alert", "\"&\"");
                }
            }
        }
    }

    @Test
    void sendsAllAgainAfterADryRunAndClearsTheTopic() {
        try (DeadLetters letters = DeadLetters.create().fill(300);
                StartedConsole console = console(letters)) {
            String tried = ended(
                    console,
                    console.post(Visitor.OPERATOR, page(letters, "/replay"), with(send("OPS-7"), "act", "try")));
            boolean untouched = letters.read(letters.retry()).values().isEmpty();
            HttpResponse<String> started = console.post(Visitor.OPERATOR, page(letters, "/replay"), send("OPS-7"));
            String sent = ended(console, started);
            letters.fill(2);
            HttpResponse<String> viewer = console.post(Visitor.VIEWER, path(started) + "/remove", Map.of());
            String cleared = console.post(Visitor.OPERATOR, path(started) + "/remove", Map.of())
                    .body();

            assertThat(tried)
                    .contains("<strong>300</strong> of 300 records would be sent", "Send these records")
                    .doesNotContain("Delete what was sent");
            assertThat(untouched).isTrue();
            assertThat(sent)
                    .contains("<strong>300</strong> of 300 records sent", letters.retry(), "Delete what was sent");
            assertThat(letters.read(letters.retry()).values()).hasSize(300).doesNotHaveDuplicates();
            assertThat(viewer.statusCode()).isEqualTo(403);
            assertThat(cleared).contains("was deleted from");
            assertThat(letters.read(letters.topic()).values()).containsExactly("{\"id\":0}", "{\"id\":1}");
            assertThat(letters.read(letters.audit()).values())
                    .extracting(entry -> entry.replaceAll(".*\"event\":\"([a-z.]*)\".*", "$1"))
                    .containsExactly("dlq.replay.started", "dlq.replay.completed", "dlq.records.removed");
            assertThat(letters.read(letters.audit()).values())
                    .allSatisfy(entry -> assertThat(entry).contains("\"by\":\"OPERATOR\""));
            assertThat(console.get(Visitor.VIEWER, "/setaside").body()).contains("<strong>2</strong> records");
        }
    }

    @Test
    void cancelsAReplayThatTheSameQuestionGoesOnWithAndRunsOneOfATopicAtATime() {
        try (DeadLetters letters = DeadLetters.create().fill(200);
                StartedConsole console = console(letters)) {
            HttpResponse<String> slow =
                    console.post(Visitor.OPERATOR, page(letters, "/replay"), with(send("OPS-8"), "rate", "2"));
            Eventually.holds(
                    "it has begun",
                    () -> console.get(Visitor.VIEWER, path(slow)).body().contains("<progress max=\"200\""));
            String second = console.post(Visitor.OPERATOR, page(letters, "/replay"), send("OPS-9"))
                    .body();
            String running = console.get(Visitor.VIEWER, path(slow)).body();
            HttpResponse<String> viewer = console.post(Visitor.VIEWER, path(slow) + "/cancel", Map.of());
            console.post(Visitor.OPERATOR, path(slow) + "/cancel", Map.of());
            String cancelled = ended(console, slow);
            int before = letters.read(letters.retry()).values().size();
            String rest = ended(
                    console, console.post(Visitor.OPERATOR, page(letters, "/replay"), with(send("OPS-8"), "rate", "")));

            assertThat(second).contains("is under way");
            assertThat(running).contains("<span class=\"state\">running</span>");
            assertThat(viewer.statusCode()).isEqualTo(403);
            assertThat(cancelled).contains("cancelled after", "Go on");
            assertThat(before).isLessThan(200);
            assertThat(rest).contains("<strong>200</strong> of 200 records sent", "it went on");
            assertThat(letters.read(letters.retry()).values()).hasSize(200).doesNotHaveDuplicates();
        }
    }

    private StartedConsole console(DeadLetters letters) {
        return StartedConsole.start(folder, "--set-aside-topic", letters.topic(), "--audit-topic", letters.audit());
    }

    /** Waits for the end of the replay to whose page the answer led. */
    private static String ended(StartedConsole console, HttpResponse<String> started) {
        assertThat(started.uri().getPath()).as(started.body()).contains("/replays/");
        Eventually.holds(
                "the replay ends",
                () -> !console.get(Visitor.VIEWER, path(started)).body().contains("data-refresh"));
        return console.get(Visitor.OPERATOR, path(started)).body();
    }

    private static String path(HttpResponse<String> page) {
        return page.uri().getPath();
    }

    private static String page(DeadLetters letters, String rest) {
        return "/setaside/" + letters.topic() + rest;
    }

    private static Map<String, String> send(String reason) {
        return Map.of("target", "retry", "max-attempts", "3", "stop-growth", "10", "reason", reason, "act", "send");
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(field, value);
        return changed;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
