package dev.millrace.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.millrace.ops.alerts.AlertsSection;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import dev.millrace.ops.watch.FlowView.Readings;
import dev.millrace.ops.watch.FlowView.TaskView;
import dev.millrace.ops.watch.Watch;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of alerts, from a watch that looks to a browser's requests. */
final class AlertsPageTest {

    private static final String NASTY = "<img src=x onerror=alert(1)>\"' orders";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private volatile String state = "FAILED";
    private final Watch watch = new Watch(
            Duration.ofMillis(20),
            before -> new ClusterView(Instant.now(), List.of(flow(state)), Figures.NONE, Optional.empty()));

    @AfterEach
    void endTheWatch() {
        watch.close();
    }

    @Test
    void showsWhatFiresAndWhatIsOverAndNoForeignMarkup() throws IOException {
        try (RunningConsole console = RunningConsole.open(section(true))) {
            watch.start();
            Eventually.holds("the alert is told", () -> page(console).contains("Told: log"));

            assertThat(page(console))
                    .contains("Task 0 has failed with X.", "&lt;img src=x onerror=alert(1)&gt;", "https://wiki.test/r")
                    .contains("Operators can silence alerts here.")
                    .doesNotContain("<img src=x");
            state = "RUNNING";
            Eventually.holds(
                    "the alert is over", () -> page(console).contains("No rule is broken for as long as it says."));
            assertThat(page(console)).doesNotContain("Nothing has fired and ended yet.");
        }
        assertThat(Files.readString(folder.resolve("state.json"))).contains("RESOLVED");
    }

    @Test
    void letsAnOperatorAloneSilenceAndTryAChannel() throws IOException {
        try (RunningConsole console = RunningConsole.with(users(), section(true))) {
            Map<String, String> form = Map.of("rule", "failed", "subject", "*", "time", "2h", "why", "<b>a change");
            assertThat(console.post("/alerts/silences", "ada", "looks", form).statusCode())
                    .isEqualTo(403);
            assertThat(console.post("/alerts/channels/log/test", "ada", "looks", Map.of())
                            .statusCode())
                    .isEqualTo(403);

            assertThat(console.post("/alerts/silences", "bob", "acts", form).statusCode())
                    .isEqualTo(303);
            assertThat(console.post("/alerts/channels/log/test", "bob", "acts", Map.of())
                            .statusCode())
                    .isEqualTo(303);
            assertThat(console.post("/alerts/channels/nobody/test", "bob", "acts", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(console.post("/alerts/silences", "bob", "acts", Map.of("time", "long", "why", "x"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(console.post("/alerts/silences", "bob", "acts", Map.of("time", "32d", "why", "x"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(console.post("/alerts/silences", "bob", "acts", Map.of("time", "1h"))
                            .statusCode())
                    .isEqualTo(400);

            assertThat(console.get("/alerts", "bob", "acts").body())
                    .contains("&lt;b&gt;a change — bob", "End it")
                    .doesNotContain("<b>a change");
            Eventually.holds(
                    "the test is told",
                    () -> console.get("/alerts", "ada", "looks").body().contains("1 told"));
            watch.start();
            Eventually.holds(
                    "the alert fires in silence",
                    () -> console.get("/alerts", "ada", "looks").body().contains("Nobody was told yet"));
        }
    }

    @Test
    void saysHowToGetAlertsWhereThereIsNoFile() throws IOException {
        try (RunningConsole console = RunningConsole.open(section(false))) {
            assertThat(page(console)).contains("start the console with <code>--alerts FILE</code>");
        }
    }

    private static String page(RunningConsole console) {
        return console.get("/alerts").body();
    }

    private AlertsSection section(boolean configured) throws IOException {
        Path rules = folder.resolve("alerts.yaml");
        Files.writeString(rules, """
                channels:
                - {name: log, kind: log}
                rules:
                - {name: failed, kind: task-failed, runbook: 'https://wiki.test/r'}
                """);
        return AlertsSection.open(
                configured ? Optional.of(rules) : Optional.empty(),
                Optional.of(folder.resolve("state.json")),
                watch,
                () -> {
                    throw new IllegalStateException("no rule asks for files");
                });
    }

    private static FlowView flow(String state) {
        return new FlowView(
                NASTY,
                true,
                "Source",
                "partner",
                List.of(),
                List.of(),
                "RUNNING",
                List.of(new TaskView(0, state, "w:1", "X")),
                Map.of(),
                Optional.empty(),
                Readings.NONE);
    }

    private UserFile users() throws IOException {
        Path file = folder.resolve("users");
        Files.writeString(file, "ada:" + hash("looks") + ":viewer\nbob:" + hash("acts") + ":operator\n");
        return UserFile.read(file);
    }

    private static String hash(String password) {
        return BCrypt.withDefaults().hashToString(4, password.toCharArray());
    }
}
