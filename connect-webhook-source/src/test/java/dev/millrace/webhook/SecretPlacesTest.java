package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.ConnectorHarness;
import dev.millrace.testkit.DeliveryMode;
import dev.millrace.testkit.SourceHarness;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves a sender stays out of records, at whatever place the settings have it. */
@Timeout(120)
class SecretPlacesTest {

    private static final String PROOF = "open-sesame";

    private final Sending sender = new Sending();

    @ParameterizedTest
    @CsvSource({
        "api-key, webhook.verify.header=X-Gate, X-Gate, /in",
        "bearer, , Authorization, /in",
        "azure-event-grid, webhook.verify.parameter=gate, X-Other, /in?gate=open-sesame&page=2",
        "hmac, webhook.hmac.signature=header:X-Gate, X-Gate, /in",
        "hmac, webhook.hmac.signature=header:X-Gate-#, X-Gate-3, /in",
        "hmac, webhook.hmac.signature=query:gate, X-Other, /in?gate=open-sesame&page=2",
    })
    void isInNoRecord(String preset, @Nullable String option, String header, String address) throws Exception {
        Map<String, String> configuration = configuration(preset, option);
        Map<String, String> open = new HashMap<>(configuration);
        open.put("webhook.secrets", "another-secret");
        String value = header.equals("X-Other") ? "other" : header.equals("Authorization") ? "Bearer " + PROOF : PROOF;

        List<SourceRecord> records = delivered(configuration, open, address, header, value);

        assertThat(records).isNotEmpty().allSatisfy(record -> {
            assertThat(everything(record)).doesNotContain(PROOF);
            assertThat(everything(record)).contains("x-kind");
        });
    }

    private List<SourceRecord> delivered(
            Map<String, String> first, Map<String, String> second, String address, String header, String value)
            throws Exception {
        List<SourceRecord> all = new ArrayList<>();
        for (Map<String, String> configuration : List.of(first, second)) {
            try (SourceHarness worker = ConnectorHarness.source(
                            WebhookSourceConnector::new, configuration, DeliveryMode.AT_LEAST_ONCE)
                    .start()) {
                worker.poll();
                CompletableFuture<HttpResponse<String>> answer =
                        sender.post(address, "body", header, value, "X-Kind", "test");
                worker.pollUntil(1);
                worker.runUntil(answer::isDone, "the sender is answered");
                assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isIn(200, 401);
                all.addAll(worker.delivered());
            }
        }
        return all;
    }

    private Map<String, String> configuration(String preset, @Nullable String option) {
        Map<String, String> configuration = sender.configuration("/in");
        configuration.put("webhook.verify", preset);
        configuration.put("webhook.secrets", PROOF);
        configuration.put("rejected.topic", "rejected");
        configuration.put("side.value.form", "string");
        if (option != null) {
            int equals = option.indexOf('=');
            configuration.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return configuration;
    }

    private static String everything(SourceRecord record) {
        StringBuilder text = new StringBuilder(String.valueOf(record.value()));
        record.headers()
                .forEach(header -> text.append(header.key())
                        .append('=')
                        .append(header.value())
                        .append('\n'));
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
