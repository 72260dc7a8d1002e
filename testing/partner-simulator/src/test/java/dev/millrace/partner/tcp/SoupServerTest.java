package dev.millrace.partner.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SoupServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SoupServer server;

    @BeforeEach
    void start() throws IOException {
        server = SoupServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsALoginAndSendsTheSessionFromItsFirstNumber() throws Exception {
        server.publish("one");
        server.publish("two");

        try (Visitor client = login("", 1)) {
            assertThat(client.hearsHex(33))
                    .isEqualTo("001F41202020205345535330312020202020202020202020202020202020202031");
            assertThat(client.hearsHex(12)).isEqualTo("0004536F6E65" + "00045374776F");
        }
        assertThat(server.logins()).singleElement().satisfies(login -> {
            assertThat(login.user()).isEqualTo("trader");
            assertThat(login.password()).isEqualTo("secret");
            assertThat(login.patience()).contains(Duration.ofSeconds(15));
            assertThat(login.accepted()).isEqualTo(OptionalLong.of(1));
        });
        assertThat(server.await(() -> server.sentThrough() == 2, PATIENCE)).isTrue();
    }

    @Test
    void replaysFromTheNumberThatIsAskedFor() throws Exception {
        server.publish(4, number -> "m" + number);

        try (Visitor client = login("SESS01", 3)) {
            assertThat(client.hearsFrame()).endsWith("SESS01" + " ".repeat(19) + "3");
            assertThat(client.hearsFrame()).isEqualTo("Sm3");
            assertThat(client.hearsFrame()).isEqualTo("Sm4");
        }
    }

    @Test
    void zeroAsksForTheLatestMessageAndTooMuchGetsTheNextNumber() throws Exception {
        server.publish(4, number -> "m" + number);

        try (Visitor latest = login("", 0);
                Visitor beyond = login("", 99)) {
            assertThat(latest.hearsFrame()).endsWith(" 4");
            assertThat(latest.hearsFrame()).isEqualTo("Sm4");
            assertThat(beyond.hearsFrame()).endsWith(" 5");
        }
    }

    @Test
    void understandsALoginWithoutAHeartbeatTimeout() throws Exception {
        try (Visitor client = Visitor.to(server.port())) {
            client.says("\0\57Ltrader" + "secret    " + " ".repeat(10) + " ".repeat(19) + "1");

            assertThat(client.hearsFrame()).startsWith("A");
        }
        assertThat(server.logins().get(0).patience()).isEmpty();
    }

    @Test
    void rejectsAStrangerAndASessionThatIsNotThere() throws Exception {
        server.expect("TRADER", "secret");

        try (Visitor stranger = Visitor.to(server.port()).says(ask("trader", "guess", "", 1));
                Visitor late = login("GONE", 1);
                Visitor known = login("", 1)) {
            assertThat(stranger.hearsTheRest()).isEqualTo("\0\2JA");
            assertThat(late.hearsTheRest()).isEqualTo("\0\2JS");
            assertThat(known.hearsFrame()).startsWith("A");
        }
        assertThat(server.logins()).extracting(SoupLogin::rejected).contains(Optional.of('A'), Optional.of('S'));
    }

    @Test
    void rejectsAsOftenAsTold() throws Exception {
        server.rejectLogins('S', 1);

        try (Visitor first = login("", 1)) {
            assertThat(first.hearsTheRest()).isEqualTo("\0\2JS");
        }
        try (Visitor second = login("", 1)) {
            assertThat(second.hearsFrame()).startsWith("A");
        }
    }

    @Test
    void saysUnsequencedThingsInTheirPlaceWithoutANumber() throws Exception {
        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            server.publish("one");
            server.unsequenced("quote".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            server.debug("hello");
            server.publish("two");

            assertThat(client.hearsFrame()).isEqualTo("Sone");
            assertThat(client.hearsFrame()).isEqualTo("Uquote");
            assertThat(client.hearsFrame()).isEqualTo("+hello");
            assertThat(client.hearsFrame()).isEqualTo("Stwo");
        }
        assertThat(server.nextNumber()).isEqualTo(3);
    }

    @Test
    void saysThatItLivesAfterASecondAndSendsSilentClientsAway() throws Exception {
        try (Visitor client = Visitor.to(server.port())) {
            client.says("\0\64Ltrader" + "secret    " + " ".repeat(10) + " ".repeat(19) + "1" + " 2500");
            client.hearsFrame();

            assertThat(client.hearsFrame()).isEqualTo("H");
            client.saysHex("000152");
            assertThat(server.await(() -> server.clientHeartbeats() == 1, PATIENCE))
                    .isTrue();
            client.hearsTheRest();
        }
        assertThat(server.silentClients()).isEqualTo(1);
    }

    @Test
    void endsASessionOnceAllOfItIsSent() throws Exception {
        server.publish("last");

        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            server.endSession();
            assertThat(client.hearsTheRest()).isEqualTo("\0\5Slast\0\1Z");
        }
        try (Visitor late = login("SESS01", 2)) {
            assertThat(late.hearsTheRest()).isEqualTo("\0\2JS");
        }
        server.openSession("SESS02");
        try (Visitor next = login("", 1)) {
            assertThat(next.hearsFrame()).isEqualTo("A    SESS02" + " ".repeat(19) + "1");
        }
    }

    @Test
    void keepsALogoutAndWhatTheClientSays() throws Exception {
        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            client.says("\0\6Uorder").says("\0\1O");
            client.hearsTheRest();
        }

        assertThat(server.received()).containsExactly("order");
        assertThat(server.logouts()).isEqualTo(1);
        assertThat(server.await(() -> server.openConnections() == 0, PATIENCE)).isTrue();
    }

    @Test
    void goesOnWithAGapOrATooLowNumberWhenTold() throws Exception {
        server.publish(5, number -> "m" + number);

        server.shiftNextLogin(2);
        try (Visitor gap = login("SESS01", 2)) {
            assertThat(gap.hearsFrame()).endsWith(" 4");
            assertThat(gap.hearsFrame()).isEqualTo("Sm4");
        }
        server.shiftNextLogin(-1);
        try (Visitor low = login("SESS01", 5)) {
            assertThat(low.hearsFrame()).endsWith(" 4");
            assertThat(low.hearsFrame()).isEqualTo("Sm4");
        }
    }

    @Test
    void cutsTheLineInsideAFrame() throws Exception {
        server.publish("three");
        server.faults().cutAfter(33 + 6);

        try (Visitor client = login("", 1)) {
            client.hears(33);
            assertThat(client.hearsTheRest()).isEqualTo("\0\6Sthr");
        }
        try (Visitor again = login("SESS01", 1)) {
            again.hears(33);
            assertThat(again.hearsFrame()).isEqualTo("Sthree");
        }
    }

    @Test
    void splitsAndJoinsFrames() throws Exception {
        server.faults().splitEveryByte(true);
        server.faults().joinFrames(2);

        try (Visitor client = login("", 1).patience(300)) {
            assertThatThrownBy(() -> client.hears(1)).isInstanceOf(SocketTimeoutException.class);
            server.publish("one");
            assertThat(client.patience(20_000).hearsFrame()).startsWith("A");
            assertThat(client.hearsFrame()).isEqualTo("Sone");
        }
    }

    @Test
    void holdsEverythingWhileItIsSilent() throws Exception {
        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            server.faults().silence(true);
            server.publish("one");

            client.patience(1_500);
            assertThatThrownBy(() -> client.hears(1)).isInstanceOf(SocketTimeoutException.class);
            server.faults().silence(false);
            assertThat(client.patience(20_000).hearsFrame()).isEqualTo("Sone");
        }
    }

    @Test
    void stopsWritingWhenNobodyReads() throws Exception {
        server.sendBuffer(4_096);
        server.publish(20_000, number -> "x".repeat(1_000));

        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            server.await(() -> server.sentThrough() > 19_999, Duration.ofMillis(500));
            assertThat(server.sentThrough()).isBetween(1L, 19_999L);

            for (int number = 1; number <= 20_000; number++) {
                assertThat(client.hearsFrame()).hasSize(1_001);
            }
        }
    }

    @Test
    void injectsBytesThatAreNoFrame() throws Exception {
        try (Visitor client = login("", 1)) {
            client.hearsFrame();
            server.inject(new byte[] {(byte) 0xFF, (byte) 0xFF, 'S'});

            assertThat(client.hearsHex(3)).isEqualTo("FFFF53");
        }
    }

    @Test
    void refusesAndWelcomesAgainOnTheSamePort() throws Exception {
        int port = server.port();
        server.shut();
        assertThatThrownBy(() -> login("", 1)).isInstanceOf(IOException.class);

        server.open();

        try (Visitor client = login("", 1)) {
            assertThat(client.hearsFrame()).startsWith("A");
        }
        assertThat(server.port()).isEqualTo(port);
    }

    private Visitor login(String session, long number) throws IOException {
        return Visitor.to(server.port()).says(ask("trader", "secret", session, number));
    }

    private static String ask(String user, String password, String session, long number) {
        return "\0\64L" + String.format("%-6s%-10s%10s%20d%5d", user, password, session, number, 15_000);
    }
}
