package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RawHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] BODY = "hello".getBytes(StandardCharsets.UTF_8);

    @Test
    void dripsAHeadUntilTheServerHasEnough() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            in.readNBytes(150);
            TinyServer.answer(out, 408, "Connection: close");
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).slowHead("/in", Duration.ofMillis(5));

            assertThat(outcome.status()).isEqualTo(408);
            assertThat(outcome.end()).isEqualTo(RawOutcome.End.CLOSED);
            assertThat(outcome.sent()).isBetween(150L, 3_000L);
        }
    }

    @Test
    void dripsAHeadForNoLongerThanItsTime() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> in.transferTo(OutputStream.nullOutputStream()))) {
            RawOutcome outcome =
                    RawHttp.to(server.port(), Duration.ofMillis(300)).slowHead("/in", Duration.ofMillis(50));

            assertThat(outcome.end()).isEqualTo(RawOutcome.End.OPEN);
            assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofMillis(290));
            assertThat(outcome.sent()).isLessThan(400);
        }
    }

    @Test
    void dripsABodyByteByByte() throws Exception {
        AtomicLong read = new AtomicLong();
        try (TinyServer server = new TinyServer((in, out) -> {
            TinyServer.head(in);
            read.set(in.readNBytes(5).length);
            TinyServer.answer(out, 408, "Connection: close");
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE)
                    .slowBody("/in", Map.of("X-A", "1"), 1_000, Duration.ofMillis(5));

            assertThat(read).hasValue(5);
            assertThat(outcome.status()).isEqualTo(408);
            assertThat(outcome.ended()).isTrue();
        }
    }

    @Test
    void endsInTimeWhenTheServerReadsNothing() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        try (TinyServer server = new TinyServer((in, out) -> never.join())) {
            RawOutcome outcome =
                    RawHttp.to(server.port(), Duration.ofMillis(500)).endlessChunks("/in", Map.of(), Long.MAX_VALUE);

            assertThat(outcome.status()).isZero();
            assertThat(outcome.end()).isEqualTo(RawOutcome.End.OPEN);
            assertThat(outcome.took()).isBetween(Duration.ofMillis(490), PATIENCE);
            never.complete(null);
        }
    }

    @Test
    void sendsChunksUntilTheServerRefuses() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            TinyServer.head(in);
            assertThat(new String(in.readNBytes(7), StandardCharsets.US_ASCII)).isEqualTo("10000\r\n");
            in.skipNBytes(1_000_000);
            TinyServer.answer(out, 413, "Connection: close");
            in.transferTo(OutputStream.nullOutputStream());
        })) {
            RawOutcome outcome =
                    RawHttp.to(server.port(), Duration.ofSeconds(5)).endlessChunks("/in", Map.of(), Long.MAX_VALUE);

            assertThat(outcome.status()).isEqualTo(413);
            assertThat(outcome.sent()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void makesZerosThatInflateToTheirSize() throws Exception {
        byte[] bomb = RawHttp.zeros(10_000_000);

        assertThat(bomb).hasSizeLessThan(15_000);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bomb))) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(10_000_000);
        }
    }

    @Test
    void sendsTheBombUnderItsName() throws Exception {
        try (RestPartner server = RestPartner.start()) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).gzipBomb("/in", Map.of("X-A", "1"), 1_000_000);

            assertThat(outcome.status()).isEqualTo(200);
            assertThat(server.received()).singleElement().satisfies(request -> {
                assertThat(request.header("Content-Encoding")).hasValue("gzip");
                assertThat(request.body()).isEqualTo(RawHttp.zeros(1_000_000));
            });
        }
    }

    @Test
    void floodsWithFields() throws Exception {
        AtomicLong length = new AtomicLong();
        try (TinyServer server = new TinyServer((in, out) -> {
            length.set(TinyServer.head(in).length());
            TinyServer.answer(out, 431);
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).headerFlood("/in", 100, 50);

            assertThat(outcome.status()).isEqualTo(431);
            assertThat(length.get()).isBetween(6_000L, 7_000L);
        }
    }

    @Test
    void smugglesASecondRequestBehindTwoFramings() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            assertThat(TinyServer.head(in)).contains("Content-Length: 5", "Transfer-Encoding: chunked");
            in.skipNBytes(5);
            TinyServer.answer(out, 200);
            TinyServer.answer(out, TinyServer.head(in).contains("/smuggled") ? 201 : 500);
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).conflictingLengths("/in", Map.of());

            assertThat(outcome.statuses()).containsExactly(200, 201);
        }
    }

    @Test
    void sendsTwoLengths() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> TinyServer.answer(
                out, TinyServer.head(in).contains("Content-Length: 3\r\nContent-Length: 5") ? 400 : 200))) {
            assertThat(RawHttp.to(server.port(), PATIENCE)
                            .twoLengths("/in", Map.of())
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void sendsRequestsWithoutWaitingForAnswers() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            for (int number = 0; number < 3; number++) {
                TinyServer.head(in);
                in.skipNBytes(5);
            }
            for (int status : List.of(200, 202, 204)) {
                out.write(("HTTP/1.1 " + status + " x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + (status == 204 ? "" : "2\r\nok\r\n0\r\n\r\n"))
                        .getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            RawOutcome outcome =
                    RawHttp.to(server.port(), PATIENCE).pipeline("/in", Map.of(), List.of(BODY, BODY, BODY));

            assertThat(outcome.statuses()).containsExactly(200, 202, 204);
            assertThat(outcome.replies().get(0).body()).isEqualTo("ok");
        }
    }

    @Test
    void stillReadsTheAnswerWhenItHasClosedItsDirection() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            TinyServer.head(in);
            assertThat(in.readAllBytes()).hasSize(5);
            TinyServer.answer(out, 200);
        })) {
            assertThat(RawHttp.to(server.port(), PATIENCE)
                            .halfClosed("/in", Map.of(), BODY)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void endsABodyHalfway() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            assertThat(TinyServer.head(in)).contains("Content-Length: 10\r\n");
            TinyServer.answer(out, in.readAllBytes().length == 5 ? 400 : 500);
        })) {
            assertThat(RawHttp.to(server.port(), PATIENCE)
                            .truncated("/in", Map.of(), BODY)
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void sendsTheBodyOnceItMay() throws Exception {
        try (TinyServer server = new TinyServer((in, out) -> {
            assertThat(TinyServer.head(in)).contains("Expect: 100-continue");
            TinyServer.answer(out, 100);
            TinyServer.answer(out, in.readNBytes(5).length == 5 ? 200 : 500);
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).expectContinue("/in", Map.of(), BODY);

            assertThat(outcome.statuses()).containsExactly(100, 200);
        }
    }

    @Test
    void keepsTheBodyToItselfWhenItIsRefusedBefore() throws Exception {
        CompletableFuture<Integer> bodyLength = new CompletableFuture<>();
        try (TinyServer server = new TinyServer((in, out) -> {
            TinyServer.head(in);
            TinyServer.answer(out, 413);
            bodyLength.complete(in.readAllBytes().length);
        })) {
            RawOutcome outcome = RawHttp.to(server.port(), PATIENCE).expectContinue("/in", Map.of(), 1L << 40, BODY);

            assertThat(outcome.statuses()).containsExactly(413);
            assertThat(outcome.end()).isEqualTo(RawOutcome.End.OPEN);
            assertThat(bodyLength.get(60, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void holdsConnectionsOpenAndSeesThemGo() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (TinyServer server = new TinyServer((in, out) -> end.join());
                IdleConnections idle = RawHttp.to(server.port(), PATIENCE).idle(300)) {
            assertThat(idle.established()).isEqualTo(300);
            assertThat(idle.alive()).isEqualTo(300);
            assertThat(Eventually.holds(() -> server.visits() == 300, PATIENCE)).isTrue();

            end.complete(null);

            assertThat(Eventually.holds(() -> idle.alive() == 0, PATIENCE)).isTrue();
        }
    }

    @Test
    void countsRefusedConnections() throws IOException {
        try (Socket nobody = boundOnly()) {
            try (IdleConnections idle =
                    RawHttp.to(nobody.getLocalPort(), PATIENCE).idle(3)) {
                assertThat(idle.refused()).isEqualTo(3);
                assertThat(idle.established()).isZero();
            }
        }
    }

    @Test
    void seesAResetAsTheEnd() throws Exception {
        try (Socket nobody = boundOnly()) {
            RawOutcome outcome = RawHttp.to(nobody.getLocalPort(), PATIENCE).post("/in", Map.of(), BODY);

            assertThat(outcome.end()).isEqualTo(RawOutcome.End.RESET);
            assertThat(outcome.status()).isZero();
            assertThat(outcome.sent()).isZero();
        }
    }

    /** Holds a port on which nobody listens: one that was only closed, another process may take at once. */
    private static Socket boundOnly() throws IOException {
        Socket bound = new Socket();
        bound.bind(Loopback.at(0));
        return bound;
    }
}
