package dev.millrace.quickstart;

import dev.millrace.partner.tcp.SoupServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/**
 * A feed of numbered orders over SoupBinTCP 4.1, whose client acknowledges by number what Kafka has.
 *
 * <p>Life cycle: {@link #start} listens, {@link #open} publishes the orders, {@link #close()} cuts every line.
 */
final class Feed implements AutoCloseable {
    private static final String USERNAME = "trader";
    private static final int PASSWORD_BYTES = 5;
    private static final String ACKNOWLEDGEMENT = "ACK ";
    private static final Duration LAST_ANSWER = Duration.ofSeconds(5);

    private final SoupServer server;
    private final String password;

    private Feed(SoupServer server, String password) {
        this.server = server;
        this.password = password;
        server.expect(USERNAME, password);
    }

    /** A feed on a free port that lets in nobody without its new password. */
    static Feed start() throws IOException {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return new Feed(SoupServer.start(), HexFormat.of().formatHex(password));
    }

    /**
     * What a connector's configuration refers to.
     *
     * @param examples the folder of the examples, in which the session file lies
     */
    Map<String, String> environment(Path examples) {
        return Map.of(
                "FEED_HOST", server.host(),
                "FEED_PORT", Integer.toString(server.port()),
                "FEED_USERNAME", USERNAME,
                "FEED_PASSWORD", password,
                "ORDER_FEED_SESSION",
                        examples.resolve("sessions/order-feed.yaml").toString());
    }

    String address() {
        return server.host() + ":" + server.port();
    }

    /** Publishes the orders of the sample, numbered from 1. */
    void open(Sample sample) {
        long unused = server.publish(sample.rows(), sample::message);
    }

    /** What came of it until now, in one line; waits a moment for the last acknowledgement, which leaves behind the record. */
    String account() {
        try {
            boolean unused = server.await(() -> acknowledged() == published(), LAST_ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "feed: %d of %d messages acknowledged, %d acknowledgements, %d logins"
                .formatted(
                        acknowledged(),
                        published(),
                        server.received().size(),
                        server.logins().size());
    }

    private long published() {
        return server.nextNumber() - 1;
    }

    /** The number up to which Kafka has everything, as the client says. */
    private long acknowledged() {
        return server.received().stream()
                .filter(text -> text.startsWith(ACKNOWLEDGEMENT))
                .mapToLong(text -> Long.parseLong(text.substring(ACKNOWLEDGEMENT.length())))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
