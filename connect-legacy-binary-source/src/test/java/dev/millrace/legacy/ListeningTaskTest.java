package dev.millrace.legacy;

import dev.millrace.testkit.FreePorts;
import dev.millrace.testkit.SourceTaskContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A port whose callers get an answer for each line keeps what every source promises. */
@Timeout(120)
class ListeningTaskTest extends SourceTaskContract {

    private final List<InsistentCaller> callers = new CopyOnWriteArrayList<>();
    private final int port = FreePorts.next();

    @AfterEach
    void stop() {
        callers.forEach(InsistentCaller::close);
    }

    @Override
    protected SourceConnector connector() {
        return new FramedTcpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "topic", "rows",
                "mode", "server",
                "listen.ports", String.valueOf(port),
                "listen.address", "127.0.0.1",
                "session", "lines",
                "session.values", "answer=OK",
                "batch.max.records", String.valueOf(LARGEST_BATCH));
    }

    @Override
    protected void offer(List<String> payloads) {
        callers.add(new InsistentCaller(port, payloads));
    }

    @Override
    protected Optional<String> payloadOf(SourceRecord record) {
        return Optional.of(new String((byte[]) record.value(), StandardCharsets.UTF_8));
    }

    @Override
    protected boolean finished() {
        return callers.stream().allMatch(InsistentCaller::isAnswered);
    }

    @Override
    protected boolean released() {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    @Override
    protected boolean resumes() {
        return false;
    }
}
