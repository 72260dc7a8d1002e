package dev.millrace.kit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Tells one configuration of a connector from another in evidence, without a word of what it holds. */
public final class ConfigHash {

    private ConfigHash() {}

    /**
     * The SHA-256 of all declared options as JSON, sorted by name and with their defaults, in hexadecimal digits. Secrets are
     * left out, and so are options that the connector does not declare, such as those of transforms and converters: which of
     * those are secret is not known here.
     */
    public static String of(AbstractConfig config) {
        Map<String, Object> known = new TreeMap<>();
        for (Map.Entry<String, ?> option : config.values().entrySet()) {
            if (config.typeOf(option.getKey()) != ConfigDef.Type.PASSWORD) {
                known.put(option.getKey(), String.valueOf(option.getValue()));
            }
        }
        return Sha256.hex(ConnectJson.text(null, known).getBytes(StandardCharsets.UTF_8));
    }
}
