package dev.millrace.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.feed.format.Formats;
import dev.millrace.http.signature.WebhookProviders;
import dev.millrace.testkit.SettingsContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new WebhookSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "listener.port", "8090",
                "webhook.path", "/hooks",
                "webhook.verify", "none",
                "topic", "events",
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(WebhookSettings.definition(), properties, false);
        // Options that only one kind of verification uses are reported where they are named with another: not here.
        WebhookSettings.validate(config, properties, (key, sentence) -> {});
        WebhookSettings settings = WebhookSettings.from(config, properties);
        WebhookProviders.open(settings.config()).close();
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("listener.port", "webhook.path", "webhook.verify", "topic");
    }

    /** The options of a format are read when a body is. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return WebhookSettings.definition().names().stream()
                .filter(key -> Formats.names().stream().anyMatch(format -> key.startsWith(format + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("listener.port", "70000"),
                Map.entry("webhook.path", "hooks"),
                Map.entry("webhook.verify", "nobody"),
                Map.entry("topic", ""),
                Map.entry("ack.mode", "sometimes"),
                Map.entry("ack.timeout.ms", "5"),
                Map.entry("ack.on.dropped", "ignore"),
                Map.entry("retry.after.max.seconds", "1"),
                Map.entry("answer.accepted.status", "302"),
                Map.entry("answer.accepted.body", "{nobody}"),
                Map.entry("answer.refused.status", "410"),
                Map.entry("answer.unavailable.status", "429"),
                Map.entry("answer.malformed.content.type", "text"),
                Map.entry("queue.max.bytes", "65536"),
                Map.entry("body.max.bytes", "1048577"),
                Map.entry("rejected.body", "true"),
                Map.entry("dedup.store", "disk"),
                Map.entry("millrace.task", "0"),
                Map.entry("transaction.boundary", "interval"));
    }

    @ParameterizedTest
    @CsvSource({
        "ack.on.dropped, accept, errors.tolerance, all, ack.on.dropped",
        "ack.mode, enqueued, exactly.once.support, required, ack.mode",
        "transaction.boundary, connector, x, y, transaction.boundary",
    })
    void reportsWhatDoesNotGoTogether(String key, String value, String other, String with, String reportedOn) {
        Map<String, String> given = new HashMap<>(configuration());
        given.put(key, value);
        given.put(other, with);

        List<String> wrong = connector().validate(given).configValues().stream()
                .filter(validated -> !validated.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .toList();

        assertThat(wrong).contains(reportedOn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listener.port", "webhook.path", "webhook.verify", "topic"})
    void saysOnceThatAnOptionIsMissing(String key) {
        Map<String, String> given = new HashMap<>(configuration());
        given.remove(key);

        assertThat(errors(given)).containsOnlyKeys(key);
        assertThat(errors(given).get(key)).singleElement().asString().startsWith("Missing required");
    }

    @ParameterizedTest
    @CsvSource({
        "github, 0, 0, 1048576",
        "github, 0, 30000000, 26214400",
        "github, 0, 5000000, 5000000",
        "github, 2000, 30000000, 2000",
        "meta, 0, 30000000, 3145728",
        "stripe, 0, 30000000, 1048576",
        "stripe, 0, 500000, 500000",
        "stripe, 2000000, 3000000, 2000000",
    })
    void takesBodiesAsLongAsTheProviderSendsAndTheProducerTakes(String preset, int given, int producer, int expected) {
        Map<String, String> configuration = new HashMap<>(configuration());
        configuration.put("webhook.verify", preset);
        configuration.put("webhook.secrets", "a secret");
        if (given > 0) {
            configuration.put("body.max.bytes", String.valueOf(given));
        }
        if (producer > 0) {
            configuration.put("producer.override.max.request.size", String.valueOf(producer));
        }

        assertThat(errors(configuration)).isEmpty();
        assertThat(WebhookSettings.from(configuration).route().limits().bodyBytes())
                .isEqualTo(expected);
    }

    @Test
    void takesLongerBodiesWhereTheProducerDoes() {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("body.max.bytes", "4000000");
        given.put("producer.override.max.request.size", "4100000");

        assertThat(connector().validate(given).configValues())
                .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    }

    private Map<String, List<String>> errors(Map<String, String> given) {
        return connector().validate(given).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }

    @ParameterizedTest
    @CsvSource({
        "offsets, 1, committed, drop, SUPPORTED",
        "memory, 1, committed, drop, UNSUPPORTED",
        "offsets, 2, committed, drop, UNSUPPORTED",
        "offsets, 1, enqueued, drop, UNSUPPORTED",
        "offsets, 1, committed, tag, UNSUPPORTED",
    })
    void saysHonestlyWhetherItIsExactlyOnce(
            String store, String tasks, String mode, String action, ExactlyOnceSupport support) {
        Map<String, String> given = new HashMap<>(configuration());
        given.putAll(Map.of("dedup.store", store, "tasks.max", tasks, "ack.mode", mode, "dedup.action", action));
        WebhookSourceConnector connector = new WebhookSourceConnector();

        assertThat(connector.exactlyOnceSupport(given)).isEqualTo(support);
        assertThat(connector.canDefineTransactionBoundaries(given))
                .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
    }
}
