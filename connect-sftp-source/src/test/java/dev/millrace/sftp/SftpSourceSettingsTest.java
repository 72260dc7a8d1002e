package dev.millrace.sftp;

import dev.millrace.feed.format.Formats;
import dev.millrace.testkit.SettingsContract;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.Connector;

class SftpSourceSettingsTest extends SettingsContract {

    @Override
    protected Connector connector() {
        return new SftpSourceConnector();
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(
                "sftp.host", "sftp.example.com",
                "sftp.username", "partner",
                "sftp.password", "secret",
                "sftp.host.key.fingerprints", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
                "topic", "rows",
                "input.folders", "/in",
                "archive.folder", "/archive",
                "format", "lines",
                "validate.connection", "false");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(SftpSourceSettings.definition(), properties, false);
        SftpSourceSettings unused = SftpSourceSettings.from(config, properties);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of("topic", "input.folders", "format");
    }

    /** The store whose options are read here; those of the others are looked at by their own settings alone. */
    StoreSettings.Kind store() {
        return StoreSettings.Kind.SFTP;
    }

    /** The format is looked up, and its options are read, when a file is opened. */
    @Override
    protected Set<String> keysReadElsewhere() {
        return SftpSourceSettings.definition().names().stream()
                .filter(key -> (StoreSettings.Kind.isOfStore(key) && !store().uses(key))
                        || key.equals("format")
                        || Formats.names().stream().anyMatch(format -> key.startsWith(format + ".")))
                .collect(Collectors.toSet());
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("sftp.host", "sftp://example.com"),
                Map.entry("sftp.port", "70000"),
                Map.entry("sftp.host.key.check", "perhaps"),
                Map.entry("sftp.host.key.fingerprints", "MD5:00"),
                Map.entry("sftp.connect.timeout.ms", "1"),
                Map.entry("sftp.operation.timeout.ms", "1"),
                Map.entry("sftp.keepalive.interval.ms", "-1"),
                Map.entry("sftp.private.key.more.files", "/keys/old"),
                Map.entry("input.folders", "relative"),
                Map.entry("archive.folder", "/in"),
                Map.entry("files.include", "[a"),
                Map.entry("scan.interval.ms", "0"),
                Map.entry("file.identity", "name"),
                Map.entry("readiness.stable.scans", "0"),
                Map.entry("after.read", "burn"),
                Map.entry("format", "nonsense"),
                Map.entry("malformed.mode", "sometimes"),
                Map.entry("validate.connection", "perhaps"),
                Map.entry("errors.tolerance", "all"));
    }
}
