package dev.millrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.partner.tcp.Dc09Answer;
import dev.millrace.partner.tcp.Dc09Sender;
import dev.millrace.partner.tcp.Ebcdic;
import dev.millrace.partner.tcp.LlzzHost;
import dev.millrace.partner.tcp.SoupServer;
import dev.millrace.quickstart.FreePorts;
import dev.millrace.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The other sides of the examples of the legacy binary source. */
final class LegacyPartners implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final SoupServer feed;
    private final LlzzHost mainframe;
    private final int alarms = FreePorts.next();
    private final Path files = Platform.folder();

    LegacyPartners() throws IOException {
        feed = SoupServer.start();
        feed.expect("trader", "secret");
        mainframe = LlzzHost.listening();
        Files.createDirectories(files.resolve("inbound"));
        Files.createDirectories(files.resolve("archive"));
    }

    /** What the worker must know of them. */
    Map<String, String> environment() {
        Path examples = Path.of(System.getProperty("millrace.root"), "config-examples");
        return Map.of(
                "FEED_HOST", feed.host(),
                "FEED_PORT", String.valueOf(feed.port()),
                "FEED_USERNAME", "trader",
                "FEED_PASSWORD", "secret",
                "ALARM_HOST", "127.0.0.1",
                "ALARM_PORT", String.valueOf(alarms),
                "MAINFRAME_HOST", "127.0.0.1",
                "MAINFRAME_PORT", String.valueOf(mainframe.port()),
                "RECORD_FILES", files.toString(),
                "ORDER_FEED_SESSION",
                        examples.resolve("sessions/order-feed.yaml").toString());
    }

    /** Each says something, and it reaches its topic. */
    void speak() throws IOException {
        feed.publish("{\"order_id\":\"tick\",\"customer\":\"ada\"}");
        arrives("market-data", "tick");
        arrives("orders-by-feed", "tick");
        Eventually.holds(
                "the order is acknowledged", LIMIT, () -> feed.received().contains("ACK 1"));
        byte[] posting = Ebcdic.record()
                .text("4711", 8)
                .packed(new BigDecimal("12.50"), 11, 2)
                .bytes();
        byte[] taken = Ebcdic.record().text("TAKEN", 5).bytes();
        assertThat(mainframe.sendUntil(posting, taken, LIMIT, 3)).isPositive();
        arrives("postings", "4711");
        try (Dc09Sender panel = Dc09Sender.to("127.0.0.1", alarms, "1234")) {
            Optional<Dc09Answer> answer = panel.alarm("Nri1/BA501");
            assertThat(answer).get().extracting(Dc09Answer::kind).isEqualTo("ACK");
        }
        arrives("alarms", "Nri1/BA501");
        dropFile();
        arrives("mainframe-accounts", "0815");
    }

    /** An order as {@code layouts/orders.cpy} describes it, behind its descriptor word, and it reaches its topic. */
    void dropOrder(Path inbound, String id) throws IOException {
        byte[] order = Ebcdic.record()
                .hex("00390000")
                .text(id, 9)
                .text("ada", 5)
                .text("2026-11-21T12:00:00Z", 20)
                .text("rye flour", 12)
                .zoned(new BigDecimal("2"), 3, 0)
                .packed(new BigDecimal("7.25"), 7, 2)
                .bytes();
        Path uploading = inbound.resolveSibling("orders.part");
        Files.write(uploading, order);
        Files.move(uploading, inbound.resolve("orders-" + System.nanoTime() + ".bin"));
        arrives("orders-by-mainframe", "\"order_id\":\"" + id + "\"");
    }

    private void dropFile() throws IOException {
        byte[] account = Ebcdic.record()
                .text("0815", 8)
                .packed(new BigDecimal("99.00"), 11, 2)
                .bytes();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int record = 0; record < 3; record++) {
            file.writeBytes(new byte[] {0, (byte) (account.length + 4), 0, 0});
            file.writeBytes(account);
        }
        Path uploading = files.resolve("accounts.part");
        Files.write(uploading, file.toByteArray());
        Files.move(uploading, files.resolve("inbound/accounts-" + System.nanoTime() + ".bin"));
    }

    private static void arrives(String topic, String text) {
        Topic written = new Topic(Platform.broker().bootstrapServers(), topic);
        Eventually.holds(
                text + " is in " + topic,
                LIMIT,
                () -> written.values().stream().anyMatch(value -> value.contains(text)));
    }

    @Override
    public void close() {
        feed.close();
        mainframe.close();
    }
}
