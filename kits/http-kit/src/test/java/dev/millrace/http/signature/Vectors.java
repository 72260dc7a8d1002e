package dev.millrace.http.signature;

import dev.millrace.http.ReceivedHeaders;
import dev.millrace.http.ReceivedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Requests and providers for tests. */
final class Vectors {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Vectors() {}

    static AbstractConfig config(Map<String, String> properties) {
        ConfigDef definition = new ConfigDef();
        WebhookProviders.define(definition);
        return new AbstractConfig(definition, properties, false);
    }

    static Map<String, String> problems(Map<String, String> properties) {
        Map<String, String> problems = new HashMap<>();
        WebhookProviders.validate(
                config(properties), (key, sentence) -> problems.merge(key, sentence, (a, b) -> a + "; " + b));
        return problems;
    }

    /** A provider that can't fetch anything. */
    static WebhookProvider provider(String preset, String secrets, String... more) {
        Map<String, String> properties = new HashMap<>(Map.of("webhook.verify", preset, "webhook.secrets", secrets));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return WebhookProviders.open(config(properties));
    }

    static ReceivedRequest request(String method, String url, byte[] body, String... headers) {
        List<ReceivedHeaders.Field> fields = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new ReceivedHeaders.Field(headers[i], headers[i + 1]));
        }
        int question = url.indexOf('?');
        String withoutQuery = question < 0 ? url : url.substring(0, question);
        return new ReceivedRequest(
                "r-1",
                method,
                url,
                withoutQuery.replaceFirst("^https?://[^/]*", ""),
                question < 0 ? "" : url.substring(question + 1),
                new ReceivedHeaders(fields),
                body,
                "127.0.0.1",
                null,
                NOW);
    }

    static WebhookProvider.Admission admit(WebhookProvider provider, ReceivedRequest request, Instant now) {
        try {
            return provider.admit(request, now).toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("an admission never fails", failed);
        }
    }

    /** As a sender signs that knows the secret "secret". */
    static String sign(SignatureScheme scheme, ReceivedRequest request, String time) {
        return scheme.sign(request, scheme.signingKey("secret").orElseThrow(), time, "");
    }

    /** {@code event}, or the reason why not. */
    static String outcome(WebhookProvider provider, ReceivedRequest request, Instant now) {
        WebhookProvider.Admission admission = admit(provider, request, now);
        if (admission instanceof WebhookProvider.Admission.Refused refused) {
            return refused.reason();
        }
        if (admission instanceof WebhookProvider.Admission.Undecided undecided) {
            return "undecided " + undecided.reason();
        }
        return admission instanceof WebhookProvider.Admission.Handshake ? "handshake" : "event";
    }
}
