package dev.millrace.ops.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.watch.ClusterView;
import dev.millrace.ops.watch.Figures;
import dev.millrace.ops.watch.FlowView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an alert: pending, firing, told once, over; over restarts, silences and a cluster that does not answer. */
final class AlertsTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String RULE = "- {name: failed, kind: task-failed, for: 1m, repeat: 4h}\n";
    private static final FlowView FAILED = Flows.failed("orders", "ConnectException wrong-key");
    private static final FlowView RUNNING = Flows.running("orders");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void firesOnceTheTimeIsOverAndTellsThatItIsOver() {
        Bench bench = new Bench(folder, RULE);

        assertThat(bench.look(SOON, FAILED).heard()).isEmpty();
        assertThat(bench.alerts().view().pending()).hasSize(1);
        assertThat(bench.look(MINUTE, FAILED).heard()).containsExactly("FIRING failed: orders");
        assertThat(bench.look(SOON, FAILED).heard()).isEmpty();
        assertThat(bench.alerts().view().firing()).singleElement().satisfies(row -> {
            assertThat(row.alert().sentence()).isEqualTo("Task 0 has failed with ConnectException wrong-key.");
            assertThat(row.alert().told()).containsExactly("people");
        });
        assertThat(bench.look(SOON, RUNNING).heard()).containsExactly("RESOLVED failed: orders");
        assertThat(bench.alerts().view().firing()).isEmpty();
        assertThat(bench.alerts().view().past()).hasSize(1);
    }

    @Test
    void saysNothingOfWhatIsOverBeforeItsTime() {
        Bench bench = new Bench(folder, RULE);

        bench.look(SOON, FAILED).look(SOON, RUNNING).look(SOON, FAILED).look(SOON, RUNNING);

        assertThat(bench.heard()).isEmpty();
        assertThat(bench.alerts().view().past()).isEmpty();
    }

    @Test
    void remindsAfterTheRepeatIntervalAlone() {
        Bench bench = new Bench(folder, RULE);
        bench.look(SOON, FAILED).look(MINUTE, FAILED).heard();

        assertThat(bench.look(Duration.ofMinutes(239), FAILED).heard()).isEmpty();
        assertThat(bench.look(MINUTE, FAILED).heard()).containsExactly("REMINDER failed: orders");
        assertThat(bench.look(MINUTE, FAILED).heard()).isEmpty();
    }

    @Test
    void tellsNothingTwiceWhenTheConsoleIsStartedAgain() {
        Bench bench = new Bench(folder, RULE);
        bench.look(SOON, FAILED).look(MINUTE, FAILED).heard();

        bench.startAgain();

        assertThat(bench.look(SOON, FAILED).heard()).isEmpty();
        bench.startAgain();
        assertThat(bench.look(SOON, RUNNING).heard()).containsExactly("RESOLVED failed: orders");
    }

    @Test
    void deliversLaterWhatAChannelDidNotTakeThoughTheConsoleIsStartedAgain() {
        Bench bench = new Bench(folder, RULE);
        bench.channelWorks(false);
        bench.look(SOON, FAILED).look(MINUTE, FAILED);
        assertThat(bench.alerts().view().channels()).singleElement().satisfies(channel -> {
            assertThat(channel.trouble()).isEqualTo("out of order");
            assertThat(channel.waiting()).isEqualTo(1);
        });

        bench.startAgain();
        bench.channelWorks(true);

        assertThat(bench.look(SOON, FAILED).heard()).containsExactly("FIRING failed: orders");
        assertThat(bench.look(SOON, FAILED).heard()).isEmpty();
        assertThat(bench.alerts().view().channels())
                .singleElement()
                .satisfies(channel -> assertThat(channel.trouble()).isEmpty());
    }

    @Test
    void silencesWhatAnOperatorSaysAndTellsWhatStillFiresAfterwards() {
        Bench bench = new Bench(folder, RULE);
        bench.alerts().silence("fail*", "ord*", Duration.ofHours(2), "bob", "a change is under way");

        bench.look(SOON, FAILED, Flows.failed("other", "")).look(MINUTE, FAILED, Flows.failed("other", ""));
        assertThat(bench.heard()).containsExactly("FIRING failed: other");

        assertThat(bench.look(Duration.ofHours(2), FAILED).heard())
                .containsExactlyInAnyOrder("FIRING failed: orders", "RESOLVED failed: other");
        assertThat(bench.alerts().view().silences()).isEmpty();
    }

    @Test
    void keepsASilenceOverARestartUntilItIsEnded() {
        Bench bench = new Bench(folder, RULE);
        bench.alerts().silence("*", "*", Duration.ofHours(2), "bob", "a change");
        bench.startAgain();
        bench.look(SOON, FAILED).look(MINUTE, FAILED);
        assertThat(bench.heard()).isEmpty();

        String id = bench.alerts().view().silences().get(0).silence().id();
        bench.alerts().endSilence(id);

        assertThat(bench.look(SOON, FAILED).heard()).containsExactly("FIRING failed: orders");
    }

    @Test
    void takesNothingForOverWhileTheClusterDoesNotAnswer() {
        Bench bench = new Bench(folder, RULE + "- {name: blind, kind: not-watched}\n");
        bench.look(SOON, FAILED).look(MINUTE, FAILED).heard();
        ClusterView before = new ClusterView(
                bench.clock.instant(), List.of(), Figures.NONE, Optional.of("Connect does not answer."));

        bench.clock.passes(SOON);
        bench.see(before);

        assertThat(bench.heard()).containsExactly("FIRING blind: cluster");
        assertThat(bench.alerts().view().firing()).hasSize(2);
        assertThat(bench.look(SOON).heard())
                .containsExactlyInAnyOrder("RESOLVED failed: orders", "RESOLVED blind: cluster");
    }

    @Test
    void keepsAnAlertWhoseFigureNobodyMeasuresAnyMore() {
        Bench bench = new Bench(folder, "- {name: down, kind: breaker-open}\n");
        assertThat(bench.look(SOON, Flows.breaker("orders", 2)).heard()).containsExactly("FIRING down: orders");

        assertThat(bench.look(SOON, RUNNING).heard()).isEmpty();
        assertThat(bench.alerts().view().firing()).hasSize(1);
        assertThat(bench.unknown()).containsExactly("orders: Nobody measures its breaker.");

        assertThat(bench.look(SOON, Flows.breaker("orders", 0)).heard()).containsExactly("RESOLVED down: orders");
    }

    @Test
    void forgetsAlertsOfRulesThatTheFileDoesNotHaveAnyMore() {
        Bench first = new Bench(folder, RULE);
        first.look(SOON, FAILED).look(MINUTE, FAILED);

        Bench second = new Bench(folder, "- {name: down, kind: breaker-open}\n");

        assertThat(second.look(SOON, FAILED).heard()).isEmpty();
        assertThat(second.alerts().view().firing()).isEmpty();
    }

    @Test
    void namesARunbookByTheRuleElseByTheRegistryElseByKindOrPlugin() {
        Bench bench = new Bench(folder, """
                - {name: own, kind: breaker-open, runbook: https://wiki.test/own}
                - {name: down, kind: breaker-open}
                - {name: late, kind: freshness, limit: 1s}
                """);
        FlowView broken = Flows.measured("a", 0, 0, 2, 5_000);
        FlowView registered = Flows.promising(Flows.measured("b", 0, 0, 2, 5_000), Map.of(), "docs/runbooks/b.md");

        bench.look(SOON, broken, registered);

        assertThat(bench.alerts().view().firing())
                .extracting(row -> row.alert().rule() + " " + row.alert().subject() + " "
                        + row.alert().runbook())
                .containsExactlyInAnyOrder(
                        "own a https://wiki.test/own",
                        "own b https://wiki.test/own",
                        "down a docs/runbooks/flow-delivery.md",
                        "late a docs/runbooks/flow-delivery.md",
                        "late b docs/runbooks/b.md",
                        "down b docs/runbooks/b.md");
    }

    @Test
    void goesOnWhenTheStateCannotBeWrittenAndSaysSo() throws IOException {
        Bench bench = new Bench(folder, RULE);
        Files.createDirectories(folder.resolve("state.json/in-the-way"));

        bench.look(SOON, FAILED).look(MINUTE, FAILED);

        assertThat(bench.heard()).containsExactly("FIRING failed: orders");
        assertThat(bench.alerts().view().kept()).startsWith("The state can't be written to ");
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(".alerts"));
    }

    @Test
    void refusesAStateThatIsNone() throws IOException {
        Files.writeString(folder.resolve("state.json"), "[1");

        assertThatThrownBy(() -> new Bench(folder, RULE))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("state.json is no state of alerts: move it away");
    }
}
