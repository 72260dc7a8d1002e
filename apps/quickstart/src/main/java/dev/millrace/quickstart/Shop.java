package dev.millrace.quickstart;

import dev.millrace.partner.Latencies;
import dev.millrace.partner.SendingTerms;
import dev.millrace.partner.WebhookJournal;
import dev.millrace.partner.WebhookSender;
import dev.millrace.partner.WebhookSigner;
import dev.millrace.partner.WebhookTraffic;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * A shop that tells its orders by webhook, signed as <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 * describe it: each until it gets a 2xx, some beside each other.
 *
 * <p>Life cycle: {@link #at} chooses address and secret, {@link #open} begins to send and returns at once,
 * {@link #close()} gives up what is open.
 */
final class Shop implements AutoCloseable {
    /** Where the example listens for it. */
    static final String PATH = "/hooks/shop";

    private static final String HOST = "127.0.0.1";
    private static final int KEY_BYTES = 32;
    private static final int AT_ONCE = 32;

    private final int port;
    private final byte[] key;
    private final String secret;
    private final WebhookSender sender;

    private Shop(int port, byte[] key) {
        this.port = port;
        this.key = key.clone();
        this.secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        this.sender = WebhookSender.to(
                url(),
                WebhookSigner.standardWebhooks(secret),
                SendingTerms.persistent().connections(AT_ONCE));
    }

    /** A shop with a new secret that will send to this port of the loopback address. */
    static Shop at(int port) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Shop(port, key);
    }

    /** What a connector's configuration refers to. */
    Map<String, String> environment() {
        return Map.of("WEBHOOK_HOST", HOST, "WEBHOOK_PORT", Integer.toString(port), "SHOP_WEBHOOK_SECRET", secret);
    }

    String url() {
        return "http://" + HOST + ":" + port + PATH;
    }

    /** Begins to send the orders of the sample. */
    void open(Sample sample) {
        WebhookTraffic unused = sender.atConcurrency(AT_ONCE, sample.rows(), sample::event);
    }

    /** What came of it until now, in one line. */
    String account() {
        WebhookJournal journal = sender.journal();
        Latencies latencies = journal.latencies();
        long attempts =
                journal.statuses().values().stream().mapToLong(Long::longValue).sum();
        String text = "webhooks: %d of %d acknowledged, after %d attempts"
                .formatted(journal.acknowledged().size(), journal.sent().size(), attempts);
        return latencies.count() == 0
                ? text
                : text
                        + "; half of the answers came within %d ms, 99 of 100 within %d ms"
                                .formatted(
                                        latencies.median().toMillis(),
                                        latencies.percentile(99).toMillis());
    }

    /** A line for a POSIX shell that signs one order with the shop's secret and sends it. */
    String curl() {
        return """
                id=$(openssl rand -hex 8); now=$(date +%%s); order='{"order_id":"mine","customer":"C-001","quantity":1}'; \
                curl -i %s -H 'Content-Type: application/json' -H "webhook-id: $id" -H "webhook-timestamp: $now" \
                -H "webhook-signature: v1,$(printf '%%s.%%s.%%s' "$id" "$now" "$order" \
                | openssl dgst -sha256 -mac HMAC -macopt hexkey:%s -binary | openssl base64 -A)" -d "$order\"""".formatted(url(), HexFormat.of().formatHex(key));
    }

    @Override
    public void close() {
        sender.close();
    }
}
