package dev.millrace.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.partner.environment.Broker;
import dev.millrace.partner.tcp.SoupServer;
import dev.millrace.quickstart.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connector that reads a sequenced feed, and the server of it. The value of a record is its number in words. */
final class FramedTcpFlow implements AutoCloseable {

    static final String TYPE = "dev.millrace.legacy.FramedTcpSourceConnector";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Broker broker;
    private final SoupServer server;
    private final String name = Platform.name("framed-tcp");
    private final Map<String, String> configuration = new LinkedHashMap<>();

    FramedTcpFlow(Broker broker) throws IOException {
        this.broker = broker;
        this.server = SoupServer.start();
        configuration.putAll(Map.of(
                "name", name,
                "connector.class", TYPE,
                "tasks.max", "1",
                "hosts", server.host() + ":" + server.port(),
                "session", "soupbintcp-4.1",
                "session.username", "trader",
                "session.password", "secret",
                "retry.backoff.max.ms", "1000",
                "topic", name + "-data"));
        configuration.putAll(Map.of(
                "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "producer.override.enable.idempotence", "true",
                "topic.creation.default.partitions", "1",
                "topic.creation.default.replication.factor", "1"));
    }

    FramedTcpFlow with(Map<String, String> options) {
        configuration.putAll(options);
        return this;
    }

    FramedTcpFlow on(WorkerProcess worker) {
        try {
            worker.rest().put(name, JSON.writeValueAsString(configuration));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
        worker.rest().awaitRunning(name, 1, LIMIT);
        return this;
    }

    SoupServer server() {
        return server;
    }

    Topic data() {
        return new Topic(broker.bootstrapServers(), name + "-data");
    }

    @Override
    public void close() {
        server.close();
    }
}
