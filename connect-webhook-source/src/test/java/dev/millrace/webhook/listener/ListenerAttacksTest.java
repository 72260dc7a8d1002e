package dev.millrace.webhook.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who mean no good are refused within limits, and good senders notice nothing. */
@Timeout(120)
class ListenerAttacksTest {

    private static final double SCALE = Double.parseDouble(System.getProperty("millrace.scale", "0.05"));

    private final ListenerRegistry registry = new ListenerRegistry();
    private final Lease lease = registry.acquire(
            TestListeners.settings(
                    LimitSettings.CONNECTIONS,
                    String.valueOf((int) Math.max(200, 2_000 * SCALE)),
                    LimitSettings.HEAD_TIMEOUT,
                    "3000",
                    LimitSettings.BODY_RATE,
                    "1024"),
            "orders");
    private final TestRoute route = TestRoute.at("orders", "/hook");
    private final GoodSender good = new GoodSender();

    @BeforeEach
    void join() {
        Membership<TestRoute> unused = lease.join(route);
        good.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        good.end();
        lease.close();
    }

    /**
     * Sends one request after the other, on one connection and on new ones in turn. A connection that was closed while it
     * had nothing to say is no trouble, as little as for any client; several in a row are.
     */
    private final class GoodSender extends Thread {
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicReference<String> trouble = new AtomicReference<>("");
        private volatile boolean over;

        @Override
        public void run() {
            int closed = 0;
            while (!over) {
                try (RawClient client = new RawClient(lease.port())) {
                    for (int at = 0; at < 10 && !over; at++) {
                        int status = client.post("/hook", "good").status();
                        if (status != 200) {
                            trouble.set("status " + status);
                        }
                        answered.incrementAndGet();
                        closed = 0;
                    }
                } catch (IOException failed) {
                    closed++;
                    if (closed > 3) {
                        trouble.set(failed.toString());
                    }
                }
            }
        }

        void end() throws InterruptedException {
            over = true;
            join();
        }

        /** Good requests went well before, and go well now. */
        void goesOn() {
            int before = answered.get();
            Eventually.holds("good requests are answered", () -> answered.get() > before + 20);
            assertThat(trouble.get()).isEmpty();
        }
    }

    @Test
    void closesAConnectionWhoseHeadDrips() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nX-Slow: ");
            AtomicInteger sent = new AtomicInteger();

            Eventually.holds("the connection is closed", () -> drip(client, sent));

            assertThat(sent.get()).isPositive();
        }
        good.goesOn();
    }

    @Test
    void closesAConnectionWhoseSecondHeadDrips() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            assertThat(client.post("/hook", "x").status()).isEqualTo(200);
            client.send("POST /ho");
            AtomicInteger sent = new AtomicInteger();

            Eventually.holds("the connection is closed", () -> drip(client, sent));
        }
        good.goesOn();
    }

    private static boolean drip(RawClient client, AtomicInteger sent) {
        try {
            client.send("a");
            sent.incrementAndGet();
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    @Test
    void endsABodyThatDrips() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            long began = System.nanoTime();
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
            Eventually.holds("the request is admitted", () -> route.roomsOpen.get() >= 1);
            AtomicInteger sent = new AtomicInteger();

            Eventually.holds("the connection is closed", () -> drip(client, sent));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(4));
        }
        good.goesOn();
        good.end();
        assertThat(route.roomsOpen).hasValue(0);
    }

    @Test
    void tellsASenderThatItIsTooSlow() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\nabc");

            RawClient.Reply reply = client.read();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(client.isClosedByServer()).isTrue();
        }
        good.goesOn();
    }

    @Test
    void keepsAConnectionThatWaitsForItsNextRequest() throws Exception {
        try (RawClient patient = new RawClient(lease.port())) {
            int first = patient.post("/hook", "one").status();
            boolean left = patient.isLeftAlone(6_000);

            assertThat(first).isEqualTo(200);
            assertThat(left).isTrue();
            assertThat(patient.post("/hook", "two").status()).isEqualTo(200);
        }
    }

    @Test
    void makesRoomForWorkingSendersAmongIdleConnections() throws Exception {
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int at = 0; at < 10_000 * SCALE; at++) {
                idle.add(new RawClient(lease.port()));
            }

            good.goesOn();

            try (RawClient late = new RawClient(lease.port())) {
                assertThat(late.post("/hook", "x").status()).isEqualTo(200);
            }
            assertThat(idle.get(0).isClosedByServer()).isTrue();
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
    }

    @Test
    void refusesAnEndlessBodyOfChunks() throws Exception {
        byte[] chunk = ("10000\r\n" + "x".repeat(65_536) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        long sent = 0;
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
            try {
                for (int at = 0; at < 1_600; at++) {
                    client.send(chunk);
                    sent += chunk.length;
                }
            } catch (SocketException closed) {
                assertThat(sent).isPositive();
            }
        }

        assertThat(sent).isLessThan(40 << 20);
        good.goesOn();
        good.end();
        assertThat(route.roomsOpen).hasValue(0);
        assertThat(route.received).allMatch(request -> request.body().length == 4);
    }

    @Test
    void tellsASenderThatItsBodyIsTooLarge() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n120000\r\n"
                    + "x".repeat(0x120000) + "\r\n0\r\n\r\n");

            RawClient.Reply reply = client.read();

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.header("Connection")).isEqualTo("close");
        }
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n" + "x".repeat(1_048_577));

            assertThat(client.read().status()).isEqualTo(413);
        }
        good.goesOn();
    }

    @Test
    void refusesALargeBodyBeforeItInvitesIt() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");

            assertThat(client.read().status()).isEqualTo(413);
        }
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            client.send("ok");
            assertThat(client.read().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAFloodOfHeaders() throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            assertThat(client.send("POST /hook HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
                            .read()
                            .status())
                    .isEqualTo(431);
        }
        try (RawClient client = new RawClient(lease.port())) {
            assertThat(client.send("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n" + "X: y\r\n".repeat(150)
                                    + "\r\n")
                            .read()
                            .status())
                    .isEqualTo(431);
        }
        good.goesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked\r\nContent-Length: 5",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Content-Length: +5",
                "Content-Length: 0x5",
                "Content-Length: -1",
                "X\u0000: y\r\nContent-Length: 0",
                "Content-Length: 5\r\n folded"
            })
    void refusesWhatTwoReadersCouldUnderstandDifferently(String headers) throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            client.send("POST /hook HTTP/1.1\r\nHost: h\r\n" + headers
                    + "\r\n\r\n0\r\n\r\nPOST /hook HTTP/1.1\r\nHost: h\r\n" + "Content-Length: 8\r\n\r\nsmuggled");

            RawClient.Reply reply = client.read();

            assertThat(reply.status()).isBetween(400, 501);
            assertThat(reply.headers()).doesNotContainKeys("server");
            assertThat(reply.header("X-Request-Id")).isNotEmpty();
            assertThat(reply.body().length()).isLessThan(40);
            assertThat(reply.body()).doesNotContainIgnoringCase("jetty").doesNotContain("smuggled");
            assertThat(client.isClosedByServer()).isTrue();
        }
        good.goesOn();
        good.end();
        assertThat(route.received).allMatch(request -> request.body().length == 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /hook HTTP/1.1\r\nHost: h\r\n\r\n",
                "CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n",
                "GET /hook\r\n\r\n",
                "POST /hook HTTP/1.1\r\n\r\n",
                "POST /hook HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /a/../hook%2f HTTP/1.1\r\nHost: h\r\n\r\n",
                "POST /hook HTTP/9.9\r\nHost: h\r\n\r\n",
                "\u0001\u0002\u0003 nonsense\r\n\r\n"
            })
    void refusesWhatIsNoProperRequest(String request) throws Exception {
        try (RawClient client = new RawClient(lease.port())) {
            RawClient.Reply reply = client.send(request).read();

            assertThat(reply.status()).isBetween(400, 505);
            assertThat(reply.body().length()).isLessThan(40);
            assertThat(reply.body()).doesNotContain("/hook");
        }
        good.goesOn();
    }

    @Test
    void holdsTheRateOfARoute() throws Exception {
        lease.join(TestRoute.at("orders", "/slow", new RouteLimits(1_000, 2, 0)));
        lease.join(TestRoute.at("orders", "/thin", new RouteLimits(1_000, 0, 10)));

        List<Integer> requests = new ArrayList<>();
        List<Integer> bytes = new ArrayList<>();
        String wait = "";
        // Two at once and one more in half a second each: a slow machine sends some more before one is too many.
        while (requests.size() < 100 && !requests.contains(429)) {
            RawClient.Reply reply = RawClient.post(lease.port(), "/slow", "x");
            requests.add(reply.status());
            wait = reply.header("Retry-After");
        }
        for (int at = 0; at < 4; at++) {
            bytes.add(RawClient.post(lease.port(), "/thin", "x".repeat(500)).status());
        }

        assertThat(requests).hasSizeGreaterThan(2).startsWith(200, 200).endsWith(429);
        assertThat(Integer.parseInt(wait)).isPositive();
        assertThat(bytes.get(0)).isEqualTo(200);
        assertThat(bytes.subList(1, 4)).containsOnly(429);
        good.goesOn();
    }
}
