package dev.millrace.http;

import static dev.millrace.http.Sending.answer;
import static dev.millrace.http.Sending.failure;
import static dev.millrace.http.Sending.get;
import static dev.millrace.http.Sending.post;
import static dev.millrace.http.Sending.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.RestPartner;
import dev.millrace.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RepliesTest {

    private static final int MEGABYTE = 1024 * 1024;

    @Test
    void readsOnlyTheBeginningOfAReplyOfAHundredMegabytes() throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawServer server = RawServer.speaking(connection -> {
                    RawServer.readHead(connection.getInputStream());
                    OutputStream out = connection.getOutputStream();
                    out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + 100L * MEGABYTE + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    byte[] chunk = new byte[64 * 1024];
                    while (written.get() < 100L * MEGABYTE) {
                        out.write(chunk);
                        written.addAndGet(chunk.length);
                    }
                });
                HttpSender sender =
                        settings(Map.of("http.reply.max.bytes", "1000")).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.truncated()).isTrue();
            assertThat(reply.body()).hasSize(1000);
            assertThat(written.get()).isLessThan(50L * MEGABYTE);
        }
    }

    @Test
    void keepsTheConnectionOfAReplyThatIsALittleTooLong() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n", new byte[5000]);
                HttpSender sender =
                        settings(Map.of("http.reply.max.bytes", "1000")).openPlain(1, false)) {

            HttpReply first = answer(sender.send(get(server.url())));
            HttpReply second = answer(sender.send(get(server.url())));

            assertThat(first.truncated()).isTrue();
            assertThat(second.body()).hasSize(1000);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, false", "1001, true"})
    void knowsWhetherAReplyIsWhole(int length, boolean truncated) throws Exception {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n", new byte[length]);
                HttpSender sender =
                        settings(Map.of("http.reply.max.bytes", "1000")).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(reply.truncated()).isEqualTo(truncated);
        }
    }

    @Test
    void takesNoMoreOutOfAGzipBombThanAllowed() throws Exception {
        byte[] bomb = gzip(new byte[200 * MEGABYTE]);
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n", bomb);
                HttpSender sender =
                        settings(Map.of("http.reply.max.bytes", "1000000")).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(bomb.length).isLessThan(MEGABYTE);
            assertThat(reply.truncated()).isTrue();
            assertThat(reply.body()).hasSize(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "raw deflate"})
    void takesTheCompressionOff(String encoding) throws Exception {
        byte[] text = "öre,".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        byte[] body = switch (encoding) {
            case "deflate" -> deflate(text, false);
            case "raw deflate" -> deflate(text, true);
            default -> gzip(text);
        };
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding.replace("raw ", "")
                                + "\r\nTransfer-Encoding: chunked\r\n",
                        chunked(body));
                HttpSender sender = settings(Map.of()).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(reply.body()).isEqualTo(text);
            assertThat(reply.truncated()).isFalse();
            assertThat(reply.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void leavesAnEncodingThatItDoesNotKnow() throws Exception {
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n", new byte[] {1, 2, 3});
                HttpSender sender = settings(Map.of()).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(reply.header("Content-Encoding")).contains("br");
            assertThat(reply.body()).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "no gzip"})
    void takesADamagedCompressionForABrokenReply(String damage) throws Exception {
        byte[] whole = gzip("text".repeat(1000).getBytes(StandardCharsets.UTF_8));
        byte[] body = damage.equals("cut")
                ? Arrays.copyOf(whole, whole.length - 4)
                : "no gzip".getBytes(StandardCharsets.UTF_8);
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n", body);
                HttpSender sender = settings(Map.of()).openPlain(1, false)) {

            HttpFault fault = failure(HttpFault.class, sender.send(get(server.url())));

            assertThat(fault.stage()).isEqualTo(HttpFault.Stage.BROKEN);
        }
    }

    @Test
    void readsAnEmptyBodyThatIsSaidToBeCompressed() throws Exception {
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n", new byte[0]);
                HttpSender sender = settings(Map.of()).openPlain(1, false)) {

            HttpReply reply = answer(sender.send(get(server.url())));

            assertThat(reply.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y\r\n", "X"})
    void readsNoEndlessHead(String part) throws Exception {
        AtomicLong written = new AtomicLong();
        try (RawServer server = RawServer.speaking(connection -> {
                    RawServer.readHead(connection.getInputStream());
                    OutputStream out = connection.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    byte[] chunk = part.repeat(1_000).getBytes(StandardCharsets.US_ASCII);
                    while (written.get() < 100L * MEGABYTE) {
                        out.write(chunk);
                        written.addAndGet(chunk.length);
                    }
                });
                HttpSender sender = settings(Map.of()).openPlain(1, false)) {

            HttpFault fault = failure(HttpFault.class, sender.send(post(server.url())));

            assertThat(fault.stage()).isIn(HttpFault.Stage.BROKEN, HttpFault.Stage.UNANSWERED);
            assertThat(written.get()).isLessThan(50L * MEGABYTE);
        }
    }

    @Test
    void asksForCompressionWhereThatIsSet() throws Exception {
        try (RestPartner partner = RestPartner.start();
                HttpSender asking =
                        settings(Map.of("http.reply.compression", "gzip")).openPlain(1, false);
                HttpSender silent = settings(Map.of()).openPlain(1, false)) {

            answer(asking.send(get(partner.url())));
            answer(silent.send(get(partner.url())));
            answer(asking.send(post(partner.url(), new HttpHeader("Accept-Encoding", "identity"))));

            assertThat(partner.received())
                    .extracting(request -> request.header("Accept-Encoding").orElse("none"))
                    .containsExactly("gzip", "none", "identity");
        }
    }

    @Test
    void meetsNoClosedConnectionWhereTheServerClosesIdleOnes() throws Exception {
        try (RawServer server = RawServer.speaking(connection -> {
                    connection.setSoTimeout(1_000);
                    while (RawServer.readHead(connection.getInputStream())) {
                        connection
                                .getOutputStream()
                                .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                });
                HttpSender sender = settings(Map.of()).openPlain(4, false)) {
            for (int request = 0; request < 3; request++) {
                HttpReply reply = answer(sender.send(get(server.url())));
                assertThat(reply.status()).isEqualTo(204);
                Eventually.holds("the server closed it", () -> server.stillOpen() == 0);
            }
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(byte[] text, boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(6, raw))) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunked(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        bytes.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }
}
