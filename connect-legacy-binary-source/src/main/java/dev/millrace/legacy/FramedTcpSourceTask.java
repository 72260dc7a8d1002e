package dev.millrace.legacy;

import dev.millrace.kit.Meters;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.Sleeper;
import dev.millrace.kit.UnconfirmedAlarm;
import dev.millrace.legacy.line.Transport;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** The connections of one feed, or of one port: their messages to Kafka, and Kafka's word back to the other side. */
public final class FramedTcpSourceTask extends SourceTask {

    private @Nullable HandOver handOver;
    private @Nullable Transport transport;
    private @Nullable Meters meters;
    private @Nullable UnconfirmedAlarm alarm;

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        FramedTcpSettings settings = FramedTcpSettings.from(properties);
        HandOver worker = new HandOver(settings.records(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        handOver = worker;
        Meters figures = TaskMeters.register(settings, worker);
        meters = figures;
        Transport connections = new TaskOpening(
                        settings, worker, context.offsetStorageReader(), figures, Clock.systemUTC(), Sleeper.SYSTEM)
                .open();
        transport = connections;
        alarm = new UnconfirmedAlarm(settings.connector() + "-" + settings.task(), worker::oldestMillis).start();
        connections.start();
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        return handOver == null ? null : handOver.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (handOver != null) {
            handOver.settle(record, metadata != null);
        }
    }

    @Override
    public void commit() {
        if (handOver != null) {
            handOver.committed();
        }
    }

    /** Called on the polling thread, also after a start that failed halfway; confirmations may come after it. */
    @Override
    public void stop() {
        if (transport != null) {
            transport.close();
            transport = null;
        }
        if (alarm != null) {
            alarm.close();
        }
        if (meters != null) {
            meters.close();
        }
    }
}
