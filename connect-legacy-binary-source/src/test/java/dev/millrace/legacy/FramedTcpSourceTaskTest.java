package dev.millrace.legacy;

import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A session that resumes by its numbers, and acknowledges, keeps what every source promises. */
@Timeout(120)
class FramedTcpSourceTaskTest extends SourceTaskContract {

    private NumberedPeer peer;

    @BeforeEach
    void start() throws IOException {
        peer = new NumberedPeer();
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
    }

    @Override
    protected SourceConnector connector() {
        return new FramedTcpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "topic",
                "rows",
                "hosts",
                peer.address(),
                "session",
                NumberedPeer.SESSION,
                "batch.max.records",
                String.valueOf(LARGEST_BATCH),
                "retry.backoff.ms",
                "20",
                "retry.backoff.max.ms",
                "100");
    }

    @Override
    protected void offer(List<String> payloads) {
        peer.offer(payloads);
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.of(new String((byte[]) record.value(), StandardCharsets.UTF_8));
    }

    @Override
    protected boolean finished() {
        return peer.isAllAcknowledged();
    }

    @Override
    protected boolean released() {
        return !peer.isConnected();
    }
}
