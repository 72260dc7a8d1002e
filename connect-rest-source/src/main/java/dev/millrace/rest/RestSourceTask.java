package dev.millrace.rest;

import dev.millrace.http.ApiVersionWatch;
import dev.millrace.kit.FailurePolicy;
import dev.millrace.kit.Meters;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.UnconfirmedAlarm;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** What the framework sees of a {@link Poller}. */
public final class RestSourceTask extends SourceTask {

    private final Clock clock;
    private final RandomGenerator random;
    private final List<Endpoint> opened = new ArrayList<>();
    private volatile @Nullable Poller poller;
    private @Nullable ApiClients clients;
    private @Nullable Meters meters;
    private @Nullable UnconfirmedAlarm alarm;

    /** A task as the worker makes it. */
    public RestSourceTask() {
        this(Clock.systemUTC(), RandomGenerator.getDefault());
    }

    RestSourceTask(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }

    @Override
    public void start(Map<String, String> properties) {
        RestSourceSettings settings = RestSourceSettings.from(properties);
        Meters figures = Meters.register("rest-source", settings.connector(), String.valueOf(settings.task()));
        meters = figures;
        PollAudit audit =
                new PollAudit(settings.side(), settings.connector(), settings.task(), settings.config(), clock);
        Bell bell = new Bell();
        ApiVersionWatch versions = new ApiVersionWatch(settings.connector() + "-" + settings.task(), clock);
        HostBreakers breakers = new HostBreakers(settings.connector() + "-" + settings.task(), clock, random);
        ApiClients opening = new ApiClients(settings.batches().concurrency(), versions, breakers, clock);
        clients = opening;
        EndpointOpening endpoints = new EndpointOpening(
                settings, context.offsetStorageReader(), opening, figures, audit, bell, clock, random);
        try {
            settings.endpoints().forEach(endpoint -> opened.add(endpoints.open(endpoint)));
        } catch (RuntimeException failed) {
            stop();
            throw FailurePolicy.stop(failed);
        }
        Poller started = new Poller(opened, settings.batches(), audit, bell, clock);
        PollMeters.register(figures, started, versions, breakers);
        alarm = new UnconfirmedAlarm(settings.connector() + "-" + settings.task(), started::oldestUnconfirmedMillis)
                .start();
        poller = started;
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Poller started = poller;
        return started == null ? null : started.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        Poller started = poller;
        if (started != null) {
            started.settle(record, metadata != null);
        }
    }

    @Override
    public void commit() {
        Poller started = poller;
        if (started != null) {
            started.committed();
        }
    }

    /** Called on the polling thread, also after a start that failed halfway; confirmations may come after it. */
    @Override
    public void stop() {
        opened.forEach(Endpoint::close);
        opened.clear();
        if (clients != null) {
            clients.close();
        }
        if (alarm != null) {
            alarm.close();
        }
        if (meters != null) {
            meters.close();
        }
    }
}
