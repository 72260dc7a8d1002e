package dev.millrace.webhook;

import dev.millrace.http.ReceivedRequest;
import dev.millrace.http.signature.Habits;
import dev.millrace.http.signature.WebhookProvider;
import dev.millrace.http.signature.WebhookProviders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/** The real task, whose sender is judged at a time that is set. */
public final class ClockedTask extends SourceTask {

    private final WebhookSourceTask real = new WebhookSourceTask(ClockedTask::open);

    private static WebhookProvider open(AbstractConfig config) {
        WebhookProvider provider = WebhookProviders.open(config);
        Object now = config.originals().get(ClockedConnector.NOW);
        return now == null ? provider : new Clocked(provider, Instant.ofEpochSecond(Long.parseLong(now.toString())));
    }

    private record Clocked(WebhookProvider real, Instant now) implements WebhookProvider {
        @Override
        public Habits habits() {
            return real.habits();
        }

        @Override
        public CompletionStage<Admission> admit(ReceivedRequest request, Instant unused) {
            return real.admit(request, now);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @Override
    public void initialize(SourceTaskContext given) {
        super.initialize(given);
        real.initialize(given);
    }

    @Override
    public void start(Map<String, String> properties) {
        real.start(properties);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        return real.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        real.commitRecord(record, metadata);
    }

    @Override
    public void commit() {
        real.commit();
    }

    @Override
    public void stop() {
        real.stop();
    }

    @Override
    public String version() {
        return real.version();
    }
}
