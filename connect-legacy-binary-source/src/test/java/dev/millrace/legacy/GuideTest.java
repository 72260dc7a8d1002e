package dev.millrace.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guide and the examples say is accepted. */
class GuideTest {

    private static final Path GUIDE = Path.of("../docs/guides/framed-tcp.md");
    private static final Pattern YAML = Pattern.compile("```yaml\n(protocol: .*?)```", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\"([a-z.0-9]+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void showsSessionsThatAreAccepted() throws IOException {
        Matcher session = YAML.matcher(Files.readString(GUIDE));
        int found = 0;
        while (session.find()) {
            found++;
            Map<String, String> configuration =
                    TestRun.configuration("mode", "server", "listen.ports", "5000", "session", session.group(1));
            assertThat(errors(new FramedTcpSourceConnector(), configuration)).isEmpty();
        }
        assertThat(found).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "legacy-soup-feed, false",
        "legacy-orders-feed, false",
        "legacy-alarms-dc09, false",
        "legacy-mainframe-socket, false",
        "legacy-record-files, true"
    })
    void hasExamplesThatAreAccepted(String example, boolean files) throws IOException {
        String text = Files.readString(Path.of("../config-examples", example + ".json"))
                .replace("${env:FEED_PORT}", "5000")
                .replace("${env:MAINFRAME_PORT}", "5001")
                .replace("${env:ALARM_PORT}", "5002")
                .replace("${env:FEED_USERNAME}", "trader")
                .replace("${env:FEED_PASSWORD}", "secret")
                .replace("${env:RECORD_FILES}", "/data")
                .replace("${env:ORDER_FEED_SESSION}", "../config-examples/sessions/order-feed.yaml")
                .replaceAll("\\$\\{env:\\w+}", "localhost");
        Map<String, String> configuration = new HashMap<>();
        Matcher entry = ENTRY.matcher(text);
        while (entry.find()) {
            configuration.put(entry.group(1), entry.group(2).replace("\\n", "\n"));
        }

        SourceConnector connector = files ? new RecordFileSourceConnector() : new FramedTcpSourceConnector();

        assertThat(errors(connector, configuration)).isEmpty();
    }

    private static List<String> errors(SourceConnector connector, Map<String, String> configuration) {
        return connector.validate(configuration).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }
}
