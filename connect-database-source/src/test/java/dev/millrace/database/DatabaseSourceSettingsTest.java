package dev.millrace.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.SettingsContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSourceSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new DatabaseSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "database.url", "jdbc:postgresql://localhost/shop",
                "mode", "incrementing",
                "tables", "public.orders",
                "incrementing.column", "id",
                "topic", "orders");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(DatabaseSourceSettings.definition(), properties, false);
        DatabaseSourceSettings unused = DatabaseSourceSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("database.url", "topic");
    }

    /** Read where there is a query, which stands beside no tables. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return Set.of("query.id", "query.parameters");
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("database.url", "postgresql://localhost/shop"),
                Map.entry("mode", "sometimes"),
                Map.entry("topic", "{tabel}"),
                Map.entry("record.key", "{id}"),
                Map.entry("malformed.topic", "a/b"),
                Map.entry("poll.interval.ms", "0"),
                Map.entry("poll.cron", "every minute"),
                Map.entry("read.threads", "5"),
                Map.entry("connection.max", "0"),
                Map.entry("retry.backoff.max.ms", "1"),
                Map.entry("outbox.topic", "orders"),
                Map.entry("capture.done", "keep"),
                Map.entry("gap.on.timeout", "skip"),
                Map.entry("errors.tolerance", "all"),
                Map.entry("batch.max.records", "0"));
    }

    @Test
    void spreadsTablesOverTasks() {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("tables", "a,b,c");

        assertThat(tasks(given, 2)).hasSize(2);
        assertThat(tasks(given, 8)).hasSize(3);
        assertThat(tasks(given, 8))
                .extracting(task -> task.get("millrace.task"))
                .containsExactly("0", "1", "2");
    }

    @Test
    void spreadsTheTasksOverTheirPartsWhereTablesAreSplit() {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("part.keys", "1000");

        assertThat(tasks(given, 4))
                .hasSize(4)
                .allSatisfy(task -> assertThat(task).containsEntry("millrace.tasks", "4"));
    }

    @Test
    void canBeExactlyOnce() {
        assertThat(new DatabaseSourceConnector().exactlyOnceSupport(configuration()))
                .isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({"table, public.orders", "query, revenue", "endpoint, orders"})
    void refusesOffsetsThatAreNone(String name, String value) {
        DatabaseSourceConnector connector = new DatabaseSourceConnector();
        Map<Map<String, ?>, Map<String, ?>> offsets = Map.of(Map.of(name, value), Map.of("cursor", "nonsense"));

        assertThatThrownBy(() -> connector.alterOffsets(configuration(), offsets))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("not an offset of this connector");
    }

    @Test
    void letsAnOffsetBeRemoved() {
        DatabaseSourceConnector connector = new DatabaseSourceConnector();
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(Map.of("table", "public.orders"), null);

        assertThatCode(() -> connector.alterOffsets(configuration(), offsets)).doesNotThrowAnyException();
    }

    @Test
    void asksForTheConverterWhereSideRecordsMustFitIt() {
        Map<String, String> given = new HashMap<>(configuration());
        given.put("audit.topic", "audit");

        assertThat(problems(given)).anyMatch(problem -> problem.contains("value.converter"));
    }

    private static List<Map<String, String>> tasks(Map<String, String> configuration, int most) {
        DatabaseSourceConnector connector = new DatabaseSourceConnector();
        connector.start(configuration);
        return connector.taskConfigs(most);
    }

    private static List<String> problems(Map<String, String> configuration) {
        return new DatabaseSourceConnector()
                .validate(configuration).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }
}
