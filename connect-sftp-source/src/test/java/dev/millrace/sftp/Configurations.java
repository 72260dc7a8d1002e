package dev.millrace.sftp;

import dev.millrace.partner.SftpPartner;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Configurations for tests. */
final class Configurations {

    private Configurations() {}

    /** Reaches the partner: password login, pinned host key. */
    static Map<String, String> login(SftpPartner partner) {
        return new HashMap<>(Map.of(
                SftpSettings.HOST, partner.host(),
                SftpSettings.PORT, String.valueOf(partner.port()),
                SftpSettings.USERNAME, partner.username(),
                SftpSettings.PASSWORD, partner.password(),
                SftpSettings.FINGERPRINTS, partner.hostKeyFingerprint()));
    }

    /** Reads lines from {@code /in}, archives to {@code /archive}, all at once. */
    static Map<String, String> connector(SftpPartner partner) {
        Map<String, String> configuration = login(partner);
        configuration.putAll(Map.of(
                "name", "drops",
                "connector.class", SftpSourceConnector.class.getName(),
                "topic", "rows",
                "input.folder", "/in",
                "archive.folder", "/archive",
                "format", "lines",
                "scan.interval.ms", "20",
                "readiness.stable.scans", "1"));
        configuration.putAll(Map.of("retry.backoff.ms", "20", "retry.backoff.max.ms", "100"));
        return configuration;
    }

    static SftpSettings settings(Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        SftpSettings.define(definition);
        return SftpSettings.from(new AbstractConfig(definition, configuration, false));
    }

    static Map<String, String> with(Map<String, String> configuration, String key, String value) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.put(key, value);
        return changed;
    }

    static Map<String, String> without(Map<String, String> configuration, String... keys) {
        Map<String, String> changed = new HashMap<>(configuration);
        for (String key : keys) {
            changed.remove(key);
        }
        return changed;
    }
}
