package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.partner.tcp.SoupLogin;
import dev.millrace.partner.tcp.SoupServer;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.Eventually;
import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SoupBinTCP with all that can go wrong on a line. */
@Timeout(120)
class SoupFaultsTest {

    private SoupServer server;

    @BeforeEach
    void start() throws IOException {
        server = SoupServer.start();
        server.expect("trader", "secret");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SourceHarness run(String... more) {
        return TestRun.of(TestRun.soup(server.host() + ":" + server.port(), more));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(number -> "m" + number).toList();
    }

    @Test
    void takesFramesThatComeByteByByteAndSeveralInOneSegment() {
        server.faults().splitEveryByte(true);
        server.publish(20, number -> "m" + number);
        try (SourceHarness harness = run()) {
            harness.runUntil(() -> harness.delivered().size() >= 20, "twenty records");
            server.faults().splitEveryByte(false);
            server.faults().joinFrames(7);
            server.publish(21, number -> "m" + number);
            harness.runUntil(() -> harness.delivered().size() >= 41, "all records");

            assertThat(TestRun.texts(harness.delivered())).isEqualTo(numbered(1, 41));
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void losesNothingAndRepeatsNothingWhenTheLineBreaksAnywhere(DeliveryMode mode) {
        server.publish(300, number -> "m" + number);
        try (SourceHarness harness =
                TestRun.of(mode, TestRun.soup(server.host() + ":" + server.port(), "batch.max.records", "7"))) {
            for (int cut = 0; cut < 8; cut++) {
                server.faults().resetAfter(33 + 40L * cut);
                int before = server.logins().size();
                harness.runUntil(
                        () -> server.logins().size() > before
                                || harness.delivered().size() >= 300,
                        "another login");
            }
            harness.runUntil(() -> harness.delivered().size() >= 300, "all records");

            assertThat(TestRun.texts(harness.delivered())).isEqualTo(numbered(1, 300));
        }
    }

    @ParameterizedTest
    @EnumSource(DeliveryMode.class)
    void asksForTheFirstMessageThatIsNotStoredAfterACrash(DeliveryMode mode) {
        server.publish(10, number -> "m" + number);
        try (SourceHarness harness =
                TestRun.of(mode, TestRun.soup(server.host() + ":" + server.port(), "batch.max.records", "4"))) {
            harness.runUntil(() -> harness.delivered().size() >= 10, "ten records");
            harness.poll();
            harness.commit();

            harness.crash();
            server.publish(5, number -> "m" + number);
            harness.start();
            harness.runUntil(() -> harness.delivered().size() >= 15, "fifteen records");

            SoupLogin last = server.logins().get(server.logins().size() - 1);
            assertThat(last.session().trim()).isEqualTo("SESS01");
            assertThat(last.requested()).isEqualTo(11);
            assertThat(TestRun.texts(harness.delivered())).isEqualTo(numbered(1, 15));
        }
    }

    @Test
    void connectsAgainForAGapAndStopsWhenItStays() {
        server.publish(10, number -> "m" + number);
        server.shiftNextLogin(3);
        try (SourceHarness harness = run()) {
            harness.runUntil(() -> harness.delivered().size() >= 10, "all records");

            assertThat(TestRun.texts(harness.delivered())).isEqualTo(numbered(1, 10));
            assertThat(server.logins()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void dropsWhatItHasAlready() {
        server.publish(10, number -> "m" + number);
        try (SourceHarness harness = run()) {
            harness.runUntil(() -> harness.delivered().size() >= 10, "ten records");
            server.shiftNextLogin(-4);
            server.cut();
            server.publish(3, number -> "m" + number);
            harness.runUntil(() -> harness.delivered().size() >= 13, "thirteen records");

            assertThat(TestRun.texts(harness.delivered())).isEqualTo(numbered(1, 13));
        }
    }

    @Test
    void stopsAtAFrameThatIsTooLongEachTime() {
        try (SourceHarness harness = run("frame.max.bytes", "100")) {
            server.publish("x".repeat(500));

            assertThatThrownBy(() -> harness.runUntil(() -> false, "an end"))
                    .hasStackTraceContaining("[frame-too-long]")
                    .hasStackTraceContaining("frame.max.bytes");
        }
    }

    @Test
    void refusesToSkipTheRestOfASessionThatIsGone() {
        server.publish(3, number -> "m" + number);
        try (SourceHarness harness = run()) {
            harness.runUntil(() -> harness.delivered().size() >= 3, "three records");
            server.rejectLogins('S', 1);
            server.cut();

            assertThatThrownBy(() -> harness.runUntil(() -> false, "an end"))
                    .hasStackTraceContaining("[session-gone]")
                    .hasStackTraceContaining("session.start.over");
        }
    }

    @Test
    void beginsANewSessionWhenThatIsAllowed() {
        server.publish(3, number -> "m" + number);
        try (SourceHarness harness = run("session.start.over", "true")) {
            harness.runUntil(() -> harness.delivered().size() >= 3, "three records");
            server.rejectLogins('S', 1);
            server.openSession("SESS02");
            server.cut();
            server.publish("new");
            harness.runUntil(() -> harness.delivered().size() >= 4, "the new session's record");

            assertThat(TestRun.texts(harness.delivered())).endsWith("new");
        }
    }

    @Test
    void triesTheNextHostWhenOneCantBeReached() throws IOException {
        int nobody = FreePorts.next();
        server.publish("here");
        try (SourceHarness harness =
                TestRun.of(TestRun.soup("127.0.0.1:" + nobody + "," + server.host() + ":" + server.port()))) {
            harness.runUntil(() -> harness.delivered().size() == 1, "the record of the second host");

            assertThat(TestRun.texts(harness.delivered())).containsExactly("here");
        }
    }

    @Test
    void readsNoMoreWhileKafkaConfirmsNothing() {
        int many = 3_000;
        String payload = "y".repeat(1_000);
        server.sendBuffer(1 << 14);
        server.publish(many, number -> payload + number);
        try (SourceHarness harness = run("unconfirmed.max.records", "100", "batch.max.records", "50")) {
            harness.holdConfirmations();
            harness.runUntil(() -> harness.unconfirmed().size() >= 100, "the window is full");
            for (int poll = 0; poll < 5; poll++) {
                harness.poll();
            }
            long sent = server.sentThrough();

            assertThat(harness.unconfirmed()).hasSizeBetween(100, 150);
            assertThat(sent).isLessThan(many);
            harness.releaseConfirmations();
            harness.runUntil(() -> harness.delivered().size() >= many, "all records");
            assertThat(harness.delivered()).hasSize(many);
            assertThat(server.silentClients()).isZero();
        }
    }

    @Test
    void keepsTryingWhileTheServerIsAway() throws IOException {
        server.shut();
        try (SourceHarness harness = run()) {
            harness.poll();
            server.publish("back");
            server.open();
            harness.runUntil(() -> harness.delivered().size() == 1, "a record");

            assertThat(harness.swallowed()).isEmpty();
        }
    }

    @Test
    void saysGoodbyeWhenItStops() {
        SourceHarness harness = run();
        harness.runUntil(() -> !server.logins().isEmpty(), "a login");
        Eventually.holds("heartbeats or not, the session is open", () -> server.openConnections() == 1);

        harness.stop();

        Eventually.holds("a logout", () -> server.logouts() == 1);
        Eventually.holds("nobody there", () -> server.openConnections() == 0);
    }

    @Test
    void setsAsideWhatItCantReadAndGoesOn() {
        server.publish("{\"id\": 1}");
        server.publish("{\"id\": ");
        server.publish("{\"id\": 3}");
        try (SourceHarness harness = run(
                "format", "json",
                "malformed.topic", "bad",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter")) {
            harness.runUntil(() -> harness.delivered().size() >= 3, "three records");

            assertThat(harness.delivered())
                    .extracting(record -> record.topic())
                    .containsExactly("messages", "bad", "messages");
            assertThat(harness.delivered())
                    .extracting(record -> TestRun.header(record, "millrace.sequence"))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void stopsInFrontOfWhatItCantRead() {
        server.publish("{\"id\": 1}");
        server.publish("{\"id\": ");
        server.publish("{\"id\": 3}");
        try (SourceHarness harness = run("format", "json")) {
            assertThatThrownBy(() -> harness.runUntil(() -> false, "an end"))
                    .hasStackTraceContaining("message 2")
                    .hasStackTraceContaining("malformed.topic");
            assertThat(harness.delivered()).hasSize(1);
        }
    }
}
