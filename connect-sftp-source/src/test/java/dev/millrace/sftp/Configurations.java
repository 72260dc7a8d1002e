package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import dev.millrace.partner.FtpPartner;
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

    /** Reaches the partner: password login, pinned certificate. */
    static Map<String, String> login(FtpPartner partner, FtpPartner.Protection protection) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                StoreSettings.STORE, protection == FtpPartner.Protection.PLAIN ? "ftp" : "ftps",
                FtpSettings.HOST, partner.host(),
                FtpSettings.PORT, String.valueOf(partner.port()),
                FtpSettings.USERNAME, partner.username(),
                FtpSettings.PASSWORD, partner.password()));
        if (protection != FtpPartner.Protection.PLAIN) {
            configuration.put(FtpsSettings.FINGERPRINTS, partner.certificateFingerprint());
            configuration.put(
                    FtpsSettings.MODE, protection == FtpPartner.Protection.IMPLICIT ? "implicit" : "explicit");
        }
        return configuration;
    }

    /** Reads lines from {@code /in}, archives to {@code /archive}, all at once. */
    static Map<String, String> connector(SftpPartner partner) {
        return feed(login(partner), "");
    }

    /** The same over any login. */
    static Map<String, String> feed(Map<String, String> login, String root) {
        Map<String, String> configuration = new HashMap<>(login);
        configuration.putAll(Map.of(
                "name", "drops",
                "connector.class", SftpSourceConnector.class.getName(),
                "topic", "rows",
                "input.folders", root + "/in",
                "archive.folder", root + "/archive",
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

    /** The store that a configuration chooses. */
    static FileStore store(Map<String, String> configuration) {
        ConfigDef definition = new ConfigDef();
        StoreSettings.define(definition);
        return StoreSettings.from(new AbstractConfig(definition, configuration, false))
                .newStore();
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
