package dev.millrace.legacy;

import dev.millrace.feed.format.Formats;
import dev.millrace.testkit.SettingsContract;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.Connector;

class FramedTcpSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new FramedTcpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "topic", "messages",
                "hosts", "feed.example.com:5000",
                "session", "soupbintcp-4.1",
                "session.username", "trader",
                "session.password", "secret");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(FramedTcpSettings.definition(), properties, false);
        FramedTcpSettings unused = FramedTcpSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("topic");
    }

    /** The options of a format are read when a message is. The file of a session is not looked at where its text is given. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return FramedTcpSettings.definition().names().stream()
                .filter(key -> Formats.names().stream().anyMatch(format -> key.startsWith(format + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("topic", "a b"),
                Map.entry("mode", "peer"),
                Map.entry("hosts", "feed.example.com"),
                Map.entry("listen.ports", "5000"),
                Map.entry("allowed.addresses", "10.0.0.0/8"),
                Map.entry("connections.max", "0"),
                Map.entry("bind.retry.ms", "-1"),
                Map.entry("connect.timeout.ms", "1"),
                Map.entry("frame.timeout.ms", "0"),
                Map.entry("frame.max.bytes", "0"),
                Map.entry("tls.certificate.file", "/nowhere.pem"),
                Map.entry("session", "smoke-signals"),
                Map.entry("session.file", "/nowhere.yaml"),
                Map.entry("session.values", "speed"),
                Map.entry("session.username", "toolongforsoup"),
                Map.entry("session.password", "much too long for soup"),
                Map.entry("session.secret", "soup has none"),
                Map.entry("session.start", "-2"),
                Map.entry("feed.name", " "),
                Map.entry("record.key", "{colour}"),
                Map.entry("format", "nonsense"),
                Map.entry("ack.on.dropped", "refuse"),
                Map.entry("malformed.mode", "sometimes"),
                Map.entry("batch.max.records", "0"),
                Map.entry("unconfirmed.max.records", "0"),
                Map.entry("tasks.max", "2"),
                Map.entry("errors.tolerance", "all"));
    }
}
