package dev.millrace.database;

import dev.millrace.database.change.CaptureSettings;
import dev.millrace.database.change.GapSettings;
import dev.millrace.database.change.OutboxSettings;
import dev.millrace.database.reading.BatchSettings;
import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.ConnectionSettings;
import dev.millrace.database.server.Dialect;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The options of a database source, as one of its tasks sees them.
 *
 * @param share which part of the work is this task's
 * @param config the connector's
 */
record DatabaseSourceSettings(
        String connector,
        ReadingRoom.Share share,
        ConnectionSettings connection,
        QuerySettings query,
        CaptureSettings capture,
        OutboxSettings outbox,
        GapSettings gaps,
        RowSettings rows,
        RecordSettings records,
        BatchSettings batches,
        RetryPolicy backOff,
        SideSettings side,
        AbstractConfig config) {

    /** What the connector tells its tasks; no options, so not declared as such. */
    static final String TASK = "millrace.task";

    static final String TASKS = "millrace.tasks";

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ConnectionSettings.define(definition);
        QuerySettings.define(definition);
        CaptureSettings.define(definition);
        OutboxSettings.define(definition);
        GapSettings.define(definition);
        RowSettings.define(definition);
        RecordSettings.define(definition);
        BatchSettings.define(definition);
        RetrySettings.defineBackoff(definition);
        SideSettings.define(definition);
        return definition;
    }

    static DatabaseSourceSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), configuration, false), configuration);
    }

    static DatabaseSourceSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new DatabaseSourceSettings(
                configuration.getOrDefault("name", "database-source"),
                new ReadingRoom.Share(
                        Integer.parseInt(configuration.getOrDefault(TASK, "0")),
                        Integer.parseInt(configuration.getOrDefault(TASKS, "1"))),
                ConnectionSettings.from(config),
                QuerySettings.from(config),
                CaptureSettings.from(config),
                OutboxSettings.from(config),
                GapSettings.from(config),
                RowSettings.from(config),
                RecordSettings.from(config),
                BatchSettings.from(config),
                RetrySettings.fromBackoff(config),
                SideSettings.from(config, configuration),
                config);
    }

    /** How many tasks have something to do, of as many as are allowed. */
    int usefulTasks(int most) {
        return Math.min(most, query.mostTasks());
    }

    /** Checks groups one by one, then what lies between them. */
    static void validate(Map<String, String> configuration, Problems problems) {
        AbstractConfig config = new AbstractConfig(definition(), configuration, false);
        boolean[] found = {false};
        Problems watched = (key, sentence) -> {
            found[0] = true;
            problems.report(key, sentence);
        };
        ConnectionSettings.validate(config, watched);
        QuerySettings.validate(config, dialect(config), watched);
        RetrySettings.validate(config, watched);
        if ("all".equalsIgnoreCase(configuration.get("errors.tolerance"))) {
            problems.report(
                    "errors.tolerance",
                    "must be none: with all the worker drops a record that a transform, a converter or Kafka fails on"
                            + " without a trace, and its row would be passed or deleted");
        }
        if (!found[0]) {
            QuerySettings query = QuerySettings.from(config);
            RecordSettings.validate(config, query, watched);
            ofMode(config, query, configuration, watched);
            between(config, watched);
        }
        if (isGiven(configuration, SideSettings.AUDIT_TOPIC) || isGiven(configuration, MalformedRows.TOPIC)) {
            SideSettings.validate(configuration, problems);
        }
    }

    private static void ofMode(
            AbstractConfig config, QuerySettings query, Map<String, String> configuration, Problems problems) {
        switch (query.mode()) {
            case CHANGES -> {
                CaptureSettings.validate(config, problems);
                GapSettings.validate(config, problems);
                refuse("outbox.", "mode=outbox", configuration, problems);
            }
            case OUTBOX -> {
                CaptureSettings.validate(config, problems);
                OutboxSettings.validate(config, problems);
                GapSettings.validate(config, problems);
            }
            case BULK, INCREMENTING, TIMESTAMP, TIMESTAMP_INCREMENTING -> {
                refuse("outbox.", "mode=outbox", configuration, problems);
                refuse("capture.", "mode=changes and mode=outbox", configuration, problems);
                refuse("gap.", "mode=changes and mode=outbox", configuration, problems);
            }
        }
    }

    /** Who sets an option that nobody reads expects something else. */
    private static void refuse(String prefix, String modes, Map<String, String> configuration, Problems problems) {
        configuration.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted()
                .forEach(key -> problems.report(key, "belongs to " + modes + ": remove it, or set the mode"));
    }

    private static void between(AbstractConfig config, Problems problems) {
        int threads = BatchSettings.from(config).threads();
        int connections = ConnectionSettings.from(config).maxConnections();
        if (threads > connections) {
            problems.report(
                    BatchSettings.THREADS,
                    "is more than the " + connections + " connections of connection.max: raise that, or lower this");
        }
    }

    private static Dialect dialect(AbstractConfig config) {
        return Dialect.of(config.getString(ConnectionSettings.URL).trim());
    }

    private static boolean isGiven(Map<String, String> configuration, String key) {
        return !configuration.getOrDefault(key, "").isBlank();
    }
}
