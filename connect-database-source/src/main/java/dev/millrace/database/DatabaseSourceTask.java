package dev.millrace.database;

import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.ReadingAudit;
import dev.millrace.database.reading.ReadingLoop;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.server.PooledDatabase;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Meters;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.UnconfirmedAlarm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** What the framework sees of a {@link ReadingLoop}. */
public final class DatabaseSourceTask extends SourceTask {

    private final Clock clock;
    private final RandomGenerator random;
    private volatile @Nullable ReadingLoop loop;
    private @Nullable PooledDatabase database;
    private @Nullable Meters meters;
    private @Nullable UnconfirmedAlarm alarm;

    /** A task as the worker makes it. */
    public DatabaseSourceTask() {
        this(Clock.systemUTC(), RandomGenerator.getDefault());
    }

    DatabaseSourceTask(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        try {
            start(DatabaseSourceSettings.from(properties));
        } catch (RuntimeException failed) {
            stop();
            throw FailurePolicy.stop(failed);
        }
    }

    private void start(DatabaseSourceSettings settings) {
        String name = settings.connector() + "-" + settings.share().task();
        meters = Meters.register(
                "database-source",
                settings.connector(),
                String.valueOf(settings.share().task()));
        database = PooledDatabase.open(settings.connection(), name);
        ReadingRoom room = new ReadingRoom(
                database,
                context.offsetStorageReader(),
                clock,
                settings.records().topics(),
                settings.records().key(),
                new ReadingAudit(
                        settings.side(), settings.connector(), settings.share().task(), settings.config(), clock),
                new MalformedRows(
                        settings.records().malformed(), settings.side().form()),
                meters,
                settings.connector(),
                settings.share());
        ReadingLoop readings = new ReadingLoop(
                name,
                room,
                Readings.open(room, settings),
                settings.batches(),
                settings.backOff(),
                room.database()::failure,
                random);
        loop = readings;
        alarm = new UnconfirmedAlarm(name, readings::oldestUnconfirmedMillis).start();
        readings.start();
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        ReadingLoop readings = loop;
        return readings == null ? null : readings.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        ReadingLoop readings = loop;
        if (readings != null) {
            readings.settle(record, metadata != null);
        }
    }

    @Override
    public void commit() {
        ReadingLoop readings = loop;
        if (readings != null) {
            readings.committed();
        }
    }

    /** Called on the polling thread, also after a start that failed halfway; confirmations may come after it. */
    @Override
    public void stop() {
        if (loop != null) {
            loop.close();
        }
        if (database != null) {
            database.close();
        }
        if (alarm != null) {
            alarm.close();
        }
        if (meters != null) {
            meters.close();
        }
    }
}
