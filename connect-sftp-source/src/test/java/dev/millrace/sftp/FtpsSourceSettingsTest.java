package dev.millrace.sftp;

import java.util.HashMap;
import java.util.Map;

/** The settings with another store. */
final class FtpsSourceSettingsTest extends SftpSourceSettingsTest {

    @Override
    StoreSettings.Kind store() {
        return StoreSettings.Kind.FTPS;
    }

    @Override
    protected Map<String, String> configuration() {
        Map<String, String> configuration = new HashMap<>(super.configuration());
        configuration.keySet().removeIf(key -> key.startsWith("sftp."));
        configuration.putAll(Map.of(
                "store", "ftps", "ftp.host", "ftp.example.com", "ftp.username", "partner", "ftp.password", "secret"));
        return configuration;
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.ofEntries(
                Map.entry("store", "webdav"),
                Map.entry("ftp.host", "ftp://example.com"),
                Map.entry("ftp.port", "70000"),
                Map.entry("ftp.mode", "lazy"),
                Map.entry("ftp.passive.address.check", "perhaps"),
                Map.entry("ftp.encoding", "runes"),
                Map.entry("ftp.list.time.zone", "Atlantis"),
                Map.entry("ftp.connect.timeout.ms", "1"),
                Map.entry("ftp.operation.timeout.ms", "1"),
                Map.entry("ftp.keepalive.interval.ms", "-1"),
                Map.entry("ftps.mode", "perhaps"),
                Map.entry("ftps.check", "perhaps"),
                Map.entry("ftps.certificate.fingerprints", "SHA1:00"),
                Map.entry("ftps.client.key.passphrase", "alone"),
                Map.entry("ftps.protocols", "SSLv3"),
                Map.entry("sftp.host", "elsewhere"));
    }
}
