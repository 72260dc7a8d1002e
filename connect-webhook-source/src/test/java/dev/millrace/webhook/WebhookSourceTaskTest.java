package dev.millrace.webhook;

import dev.millrace.testkit.SourceTaskContract;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Timeout;

/** The contract of sources: a unit is a request of many lines, its sender tries again until it is answered with success. */
@Timeout(120)
class WebhookSourceTaskTest extends SourceTaskContract {

    private final Sending sender = new Sending();
    private final List<CompletableFuture<HttpResponse<String>>> offered = new ArrayList<>();

    @Override
    protected SourceConnector connector() {
        return new WebhookSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> configuration = sender.configuration("/rows");
        configuration.put("value.form", "parsed");
        configuration.put("format", "lines");
        configuration.put("batch.max.records", String.valueOf(LARGEST_BATCH));
        configuration.put("ack.timeout.ms", "9000");
        return configuration;
    }

    @Override
    protected void offer(List<String> payloads) {
        offered.add(sender.insist("/rows", String.join("\n", payloads) + "\n"));
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        Object value = record.value();
        return Optional.of(
                value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value));
    }

    @Override
    protected boolean finished() {
        return offered.stream().allMatch(CompletableFuture::isDone);
    }

    @Override
    protected boolean released() {
        return !sender.isListening();
    }

    @Override
    protected boolean resumes() {
        return false;
    }
}
