package dev.millrace.legacy;

import dev.millrace.feed.format.Formats;
import dev.millrace.testkit.SettingsContract;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.Connector;

class RecordFileSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new RecordFileSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "topic", "rows",
                "input.folders", "/in",
                "archive.folder", "/archive",
                "copybook.text", "01 R. 05 A PIC X(3).");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(RecordFileSettings.definition(), properties, false);
        RecordFileSettings unused = RecordFileSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("topic", "input.folders");
    }

    /** The options of a format are read when a file is opened. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return RecordFileSettings.definition().names().stream()
                .filter(key -> key.equals("format")
                        || Formats.names().stream().anyMatch(format -> key.startsWith(format + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(
                "file.store.name", "a/b",
                "format", "nonsense",
                "input.folders", "relative",
                "copybook.text", "01 R. 05 A PIC (3).",
                "errors.tolerance", "all");
    }
}
