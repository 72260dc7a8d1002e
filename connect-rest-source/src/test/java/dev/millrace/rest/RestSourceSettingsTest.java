package dev.millrace.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.feed.format.Formats;
import dev.millrace.http.ApiVersionWatch;
import dev.millrace.testkit.SettingsContract;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestSourceSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new RestSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of("http.url", "https://api.example/orders", "topic", "orders");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(RestSourceSettings.definition(), properties, false);
        EndpointNames.of(config);
        RestSourceSettings settings = RestSourceSettings.from(config, properties);
        EndpointSettings.validate(config, (key, sentence) -> {});
        Wire.validate(config, settings.endpoints().get(0).places(), (key, sentence) -> {});
        Clock clock = Clock.systemUTC();
        try (ApiClients clients = new ApiClients(
                1,
                new ApiVersionWatch("test", clock),
                new HostBreakers("test", clock, RandomGenerator.getDefault()),
                clock)) {
            Wire unused = Wire.of(config, settings.endpoints().get(0).places(), clients.of(config), clock);
        }
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("http.url", "topic");
    }

    /** The options of a format are read when an answer is. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return RestSourceSettings.definition().names().stream()
                .filter(key -> Formats.names().stream().anyMatch(format -> key.startsWith(format + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("http.url", "ftp://api.example"),
                Map.entry("http.query", "since={sinse}"),
                Map.entry("topic", "a/b"),
                Map.entry("record.key", "{values.id}"),
                Map.entry("record.headers", "cookies"),
                Map.entry("format", "yaml"),
                Map.entry("poll.interval.ms", "0"),
                Map.entry("poll.cron", "every minute"),
                Map.entry("poll.zone", "Mars"),
                Map.entry("poll.hours", "at night"),
                Map.entry("pagination", "scroll"),
                Map.entry("page.stop", "never"),
                Map.entry("page.first", "1"),
                Map.entry("page.cursor.pointer", "/next"),
                Map.entry("incremental", "sometimes"),
                Map.entry("incremental.field", "id"),
                Map.entry("incremental.lag.ms", "5"),
                Map.entry("time.format", "{nonsense"),
                Map.entry("time.zone", "Mars"),
                Map.entry("malformed.topic", "a/b"),
                Map.entry("conditional.requests", "perhaps"),
                Map.entry("endpoints", "a,b c"),
                Map.entry("batch.max.records", "0"));
    }

    @Test
    void laysTheOptionsOfAnEndpointOverThoseOfAll() {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("endpoints", "orders,customers");
        given.put("endpoint.customers.http.url", "https://api.example/customers");
        given.put("endpoint.customers.topic", "customers");

        RestSourceSettings settings = RestSourceSettings.from(given);

        assertThat(settings.endpoints())
                .extracting(
                        EndpointSettings::name,
                        endpoint -> endpoint.rows().topic().toString())
                .containsExactly(tuple("orders", "orders"), tuple("customers", "customers"));
    }

    @Test
    void needsNoAddressOfAllWhereEachEndpointHasItsOwn() {
        Map<String, String> given = Map.of(
                "endpoints", "a,b",
                "topic", "{endpoint}",
                "endpoint.a.http.url", "https://api.example/a",
                "endpoint.b.http.url", "https://api.example/b");

        assertThat(wrong(given)).isEmpty();
        assertThat(RestSourceSettings.from(given).endpoints()).hasSize(2);
    }

    @Test
    void tellsOfAnEndpointWithoutAnAddress() {
        Map<String, String> given =
                Map.of("endpoints", "a,b", "topic", "t", "endpoint.a.http.url", "https://api.example/a");

        assertThat(wrong(given)).containsOnlyKeys("http.url");
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint.c.http.url, https://api.example",
        "endpoint.a.htp.url, https://api.example",
        "endpoint.a, x",
        "endpoint.a.endpoints, x",
        "endpoint.a.batch.max.records, 5",
        "endpoint.a.topic, a/b",
        "endpoint.a.poll.interval.ms, 0",
    })
    void reportsAWrongOptionOfAnEndpointOnTheKeyThatWasGiven(String key, String value) {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("endpoints", "a,b");
        given.put(key, value);

        assertThat(wrong(given)).containsOnlyKeys(key);
    }

    @Test
    void spreadsEndpointsOverTasks() {
        RestSourceConnector connector = new RestSourceConnector();
        Map<String, String> given = new HashMap<>(configuration());
        given.put("endpoints", "a,b,c,d,e");
        connector.start(given);

        List<List<String>> names = new ArrayList<>();
        for (Map<String, String> task : connector.taskConfigs(2)) {
            names.add(RestSourceSettings.from(task).endpoints().stream()
                    .map(EndpointSettings::name)
                    .toList());
        }

        assertThat(names).containsExactly(List.of("a", "c", "e"), List.of("b", "d"));
        assertThat(connector.taskConfigs(9)).hasSize(5);
    }

    @Test
    void supportsExactlyOnce() {
        assertThat(new RestSourceConnector().exactlyOnceSupport(configuration()))
                .isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void takesACursorThatAPersonStores() {
        assertThatCode(() -> alter(Map.of("endpoint", "default"), Map.of("cursor", "2026-01-01T00:00:00Z")))
                .doesNotThrowAnyException();
        assertThatCode(() -> alter(Map.of("endpoint", "default"), null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, default, cursor, yesterday, no time",
        "endpoint, other, cursor, 2026-01-01T00:00:00Z, no such endpoint",
        "file, default, cursor, 2026-01-01T00:00:00Z, a partition is",
        "endpoint, default, curser, 2026-01-01T00:00:00Z, no entry curser",
        "endpoint, default, known, ???, hashes",
        "endpoint, default, page, one, number",
    })
    void refusesOffsetsThatNoEndpointCouldGoOnFrom(
            String partition, String name, String key, String value, String reason) {
        assertThatThrownBy(() -> alter(Map.of(partition, name), Map.of(key, value)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(reason);
    }

    /** The framework gives null for an offset that is removed. */
    private void alter(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("incremental", "timestamp");
        given.put("incremental.field", "updated");
        Map<Map<String, ?>, @Nullable Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, offset);
        new RestSourceConnector().alterOffsets(given, offsets);
    }

    private Map<String, List<String>> wrong(Map<String, String> given) {
        Map<String, List<String>> wrong = new TreeMap<>();
        for (ConfigValue value : connector().validate(given).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                wrong.put(value.name(), value.errorMessages());
            }
        }
        return wrong;
    }
}
