package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.Fixtures;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sessions of {@code fixtures/soup}, played byte by byte; silences are compressed. */
@Timeout(120)
class SoupTranscriptsTest {

    @Test
    void takesSequencedAndUnsequencedMessages() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(acts("login-accepted"));
                SourceHarness harness = TestRun.of(TestRun.soup(peer.address()))) {
            harness.runUntil(() -> harness.delivered().size() == 3, "three records");

            List<SourceRecord> records = harness.delivered();
            assertThat(records)
                    .extracting(record -> TestRun.header(record, "millrace.message"))
                    .containsExactly("sequenced", "unsequenced", "sequenced");
            assertThat(records)
                    .extracting(record -> TestRun.header(record, "millrace.sequence"))
                    .containsExactly(1L, null, 2L);
            assertThat(records.get(2).sourceOffset()).isEqualTo(Map.of("session", "SESS01", "sequence", 3L));
            assertThat(TestRun.text(records.get(1))).isEqualTo("quote request");
            harness.stop();
            Eventually.holds("the peer got the logout", peer::isDone);
        }
    }

    @Test
    void stopsWhenTheLoginIsRefused() throws IOException {
        ScriptedPeer.Act[] acts = acts("login-rejected");
        try (ScriptedPeer peer = new ScriptedPeer(acts[0]);
                SourceHarness harness = TestRun.of(TestRun.soup(peer.address(), "session.password", "wrong"))) {

            assertThatThrownBy(() -> harness.runUntil(() -> false, "an end"))
                    .hasStackTraceContaining("[login-rejected]")
                    .hasStackTraceContaining("with code A")
                    .hasStackTraceContaining("session.password");
        }
    }

    @Test
    void resumesAtTheNextNumberAfterAReset() throws IOException {
        AtomicBoolean taken = new AtomicBoolean();
        try (ScriptedPeer peer = new ScriptedPeer(acts("resume-at-sequence", taken::get));
                SourceHarness harness = TestRun.of(TestRun.soup(peer.address()))) {
            harness.runUntil(() -> harness.polled().size() >= 2, "the records before the reset");
            taken.set(true);
            harness.runUntil(() -> harness.delivered().size() >= 4, "four records");

            assertThat(TestRun.texts(harness.delivered())).containsExactly("one", "two", "three", "four");
            Eventually.holds("the transcript was played", peer::isDone);
        }
    }

    @Test
    void beginsANewSessionAfterTheEndOfOne() throws IOException {
        List<ScriptedPeer.Act> acts = new ArrayList<>(List.of(talk -> {
            talk.receive(54);
            talk.send("001F41" + "20202020534553533031" + "20".repeat(19) + "39");
            talk.send("0002" + "53" + "39");
        }));
        acts.addAll(List.of(acts("end-of-session")));
        try (ScriptedPeer peer = new ScriptedPeer(acts.toArray(ScriptedPeer.Act[]::new));
                SourceHarness harness = TestRun.of(TestRun.soup(
                        peer.address(),
                        "session.start",
                        "9",
                        "session.topic",
                        "sessions",
                        "value.converter",
                        "org.apache.kafka.connect.json.JsonConverter"))) {
            harness.runUntil(() -> TestRun.data(harness).size() >= 3, "three records");

            assertThat(TestRun.texts(TestRun.data(harness))).containsExactly("9", "last", "first");
            assertThat(harness.delivered())
                    .extracting(record -> TestRun.header(record, "millrace.event"))
                    .contains("accepted", "ended");
            assertThat(TestRun.data(harness).get(2).sourceOffset())
                    .isEqualTo(Map.of("session", "SESS02", "sequence", 2L));
        }
    }

    @Test
    void sendsHeartbeatsAndGivesASilentServerUp() throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(acts("heartbeat-timeouts"));
                SourceHarness harness = TestRun.of(TestRun.soup(
                        peer.address(),
                        "session.values",
                        "heartbeat-timeout-ms=5000,heartbeat-ms=150,silence-ms=600"))) {
            harness.runUntil(peer::isDone, "the client came again");

            assertThat(harness.delivered()).isEmpty();
        }
    }

    private static Transcript transcript(String name) throws IOException {
        Map<String, Transcript> all = Transcript.read(Fixtures.folder("soup").resolve("transcripts.json"));
        return Optional.ofNullable(all.get(name)).orElseThrow();
    }

    /** An act for each connection of a transcript. */
    private static ScriptedPeer.Act[] acts(String name) throws IOException {
        return acts(name, () -> true);
    }

    /** The same; a reset waits until what came before it was taken, for it takes along what was not. */
    private static ScriptedPeer.Act[] acts(String name, BooleanSupplier taken) throws IOException {
        List<ScriptedPeer.Act> acts = new ArrayList<>();
        List<Transcript.Step> steps = new ArrayList<>();
        for (Transcript.Step step : transcript(name).steps()) {
            if (step.event().equals("connect")) {
                acts.add(act(List.copyOf(steps), taken));
                steps.clear();
            } else {
                steps.add(step);
            }
        }
        acts.add(act(List.copyOf(steps), taken));
        return acts.toArray(ScriptedPeer.Act[]::new);
    }

    private static ScriptedPeer.Act act(List<Transcript.Step> steps, BooleanSupplier taken) {
        return talk -> {
            boolean reset = false;
            for (Transcript.Step step : steps) {
                if (!step.hex().isEmpty() && step.from().equals("client")) {
                    assertThat(talk.receiveHex(step.hex().length() / 2)).isEqualTo(step.hex());
                } else if (!step.hex().isEmpty()) {
                    talk.send(step.bytes());
                } else if (step.event().equals("reset")) {
                    reset = true;
                } else if (step.event().equals("close") && step.from().equals("client")) {
                    talk.awaitEnd();
                }
            }
            if (reset) {
                Eventually.holds("what was sent before the reset was taken", taken);
                talk.reset();
            }
        };
    }
}
