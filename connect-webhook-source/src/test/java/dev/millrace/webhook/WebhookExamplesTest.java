package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples for webhooks, with the environment of a sender in this process. */
@Timeout(120)
class WebhookExamplesTest {

    private static final String SECRET = "a secret of both";
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\": \"([^\"]*)\"");

    private final Sending sender = new Sending();
    private final String now = String.valueOf(Instant.now().getEpochSecond());

    @Test
    void takesAnEventOfGithub() throws Exception {
        String body = "{\"action\":\"opened\",\"repository\":{\"full_name\":\"acme/shop\"}}";

        SourceRecord record = delivered(
                "webhook-github",
                "/hooks/github",
                body,
                "X-Hub-Signature-256",
                "sha256=" + hmac(body),
                "X-GitHub-Delivery",
                "72d3162e",
                "X-GitHub-Event",
                "issues");

        assertThat(record.topic()).isEqualTo("github-events");
        assertThat(record.key()).isEqualTo("acme/shop");
    }

    @Test
    void takesAnEventOfStripe() throws Exception {
        String body = "{\"id\":\"evt_1\",\"created\":1700000000,\"data\":{\"object\":{\"id\":\"ch_1\"}}}";

        SourceRecord record = delivered(
                "webhook-stripe",
                "/hooks/stripe",
                body,
                "Stripe-Signature",
                "t=" + now + ",v1=" + hmac(now + "." + body));

        assertThat(record.topic()).isEqualTo("stripe-events");
        assertThat(record.key()).isEqualTo("ch_1");
        assertThat(record.timestamp()).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void takesAnEventOfAnybodyElse() throws Exception {
        String body = "{\"order_id\":\"17\"}";

        SourceRecord record = delivered(
                "webhook-generic",
                "/hooks/orders",
                body,
                "X-Signature",
                hmac(now + "." + body),
                "X-Timestamp",
                now,
                "X-Event-Id",
                "e-1",
                "X-Kind",
                "orders");

        assertThat(record.topic()).isEqualTo("webhook-orders");
        assertThat(record.key()).isEqualTo("17");
    }

    private SourceRecord delivered(String example, String path, String body, String... headers) throws IOException {
        Map<String, String> configuration = configuration(example);
        assertThat(new WebhookSourceConnector().validate(configuration).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
        configuration.put("listener.linger.ms", "0");
        try (SourceHarness worker =
                ConnectorHarness.source(WebhookSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)) {
            worker.start().poll();
            CompletableFuture<HttpResponse<String>> answer = sender.postJson(path, body, headers);

            worker.runUntil(answer::isDone, "the sender is answered");

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(worker.delivered()).hasSize(1);
            return worker.delivered().get(0);
        }
    }

    private Map<String, String> configuration(String example) throws IOException {
        String text = Files.readString(Path.of("../config-examples", example + ".json"))
                .replace("${env:WEBHOOK_HOST}", "127.0.0.1")
                .replace("${env:WEBHOOK_PORT}", String.valueOf(sender.port()))
                .replaceAll("\\$\\{env:[A-Z]+_WEBHOOK_SECRET}", SECRET);
        Map<String, String> configuration = new HashMap<>();
        ENTRY.matcher(text).results().forEach(entry -> configuration.put(entry.group(1), entry.group(2)));
        return configuration;
    }

    private static String hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
