package dev.millrace.database.change;

import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.Reading;
import dev.millrace.database.reading.ReadingAudit;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.RecordKey;
import dev.millrace.database.reading.Topics;
import dev.millrace.database.row.RowSettings;
import dev.millrace.database.server.ConnectionSettings;
import dev.millrace.database.server.Dialect;
import dev.millrace.database.server.PooledDatabase;
import dev.millrace.database.server.TableName;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.Meters;
import dev.millrace.kit.SideForm;
import dev.millrace.kit.SideSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Readings of tables of a real server, without a worker. */
final class Capture implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Topic topic = new Topic();
    private final PooledDatabase database;
    private final Map<String, String> options = new HashMap<>();
    private final List<Meters> meters = new ArrayList<>();
    private Clock clock = Clock.systemUTC();

    Capture(String url, String username, String password) {
        ConfigDef definition = new ConfigDef();
        ConnectionSettings.define(definition);
        AbstractConfig config = new AbstractConfig(
                definition,
                Map.of(
                        ConnectionSettings.URL, url,
                        ConnectionSettings.USERNAME, username,
                        ConnectionSettings.PASSWORD, password),
                false);
        this.database = PooledDatabase.open(ConnectionSettings.from(config), "capture" + NUMBER.incrementAndGet());
        options.put(CaptureSettings.POLL, "10");
    }

    Capture with(String key, String value) {
        options.put(key, value);
        return this;
    }

    Capture with(Clock other) {
        clock = other;
        return this;
    }

    PooledDatabase database() {
        return database;
    }

    /** The reading of a table with triggers, as a task would begin it now. */
    Reading changes(String table) {
        return ChangeReadings.open(
                        room(), List.of(TableName.parse(table)), capture(), GapSettings.from(config()), types())
                .get(0);
    }

    ReadingRoom room() {
        String connector = "capture" + NUMBER.incrementAndGet();
        Meters figures = Meters.register("database-source", connector, "0");
        meters.add(figures);
        AbstractConfig config = config();
        SideSettings side =
                new SideSettings(Optional.of("audit"), EnumSet.allOf(AuditEvent.Step.class), SideForm.STRUCT);
        return new ReadingRoom(
                database,
                new Stored(topic),
                clock,
                Topics.parse("{table}"),
                RecordKey.parse("primary-key"),
                new ReadingAudit(side, connector, 0, config, clock),
                new MalformedRows(Optional.of("malformed"), SideForm.STRUCT),
                figures,
                connector,
                new ReadingRoom.Share(0, 1));
    }

    CaptureSettings capture() {
        return CaptureSettings.from(config());
    }

    static RowSettings types() {
        return RowSettings.standard();
    }

    AbstractConfig config() {
        ConfigDef definition = new ConfigDef();
        CaptureSettings.define(definition);
        GapSettings.define(definition);
        OutboxSettings.define(definition);
        return new AbstractConfig(definition, options, false);
    }

    /** Runs the SQL that the generator prints. */
    static void install(Connection connection, Dialect dialect, String table) throws SQLException {
        TableName name = TableName.parse(table);
        DdlRequest request = new DdlRequest(
                name,
                new TableName(name.schema(), name.table() + "_changes"),
                Optional.empty(),
                Done.DELETE,
                DdlRequest.Part.CREATE);
        run(connection, ChangeTableDdl.statements(connection, dialect, request));
    }

    static void run(Connection connection, List<Ddl.Statement> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Ddl.Statement each : statements) {
                statement.execute(each.sql());
            }
        }
    }

    @Override
    public void close() {
        meters.forEach(Meters::close);
        database.close();
    }

    /** What the topic has stored. */
    private record Stored(Topic topic) implements OffsetStorageReader {

        @Override
        @SuppressWarnings("unchecked") // offsets are maps of texts to plain values
        public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
            return topic.offset(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
            partitions.forEach(partition -> offsets.put(partition, offset(partition)));
            return offsets;
        }
    }
}
