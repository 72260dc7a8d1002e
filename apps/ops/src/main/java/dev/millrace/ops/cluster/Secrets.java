package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.ops.connect.ConnectApi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which settings hold secrets: those declared PASSWORD, and, where nothing is declared, those named like one. Their values
 * are references to a config provider or not to be shown.
 */
final class Secrets {

    private static final String HIDDEN = "[hidden]";

    private static final Pattern NAMED = Pattern.compile(
            "(^|.*[.])(password|passphrases?|secrets?|token|api\\.key|private\\.keys?|protect\\.keys|decrypt\\.keys"
                    + "|basic\\.auth\\.user\\.info)",
            Pattern.CASE_INSENSITIVE);

    /** {@code ${provider:[path:]key}} and nothing else (KIP-297). */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\w+:[^}]+}");

    private static final Pattern CLIENT = Pattern.compile("(producer|consumer|admin)\\.override\\.(.+)");

    /** Of all clients alike: those of SASL and TLS. */
    private static final Map<String, ConfigDef.ConfigKey> CLIENTS =
            ProducerConfig.configDef().configKeys();

    private static final JsonNode NOTHING = MissingNode.getInstance();

    private final Set<String> declared;

    private Secrets(Set<String> declared) {
        this.declared = declared;
    }

    static Secrets of(ConnectorFile file) {
        Declared declared = Declared.of(file);
        Set<String> secrets = new TreeSet<>();
        file.settings().keySet().stream()
                .filter(key -> declared.find(key).isSecret())
                .forEach(secrets::add);
        return new Secrets(secrets);
    }

    /** The same with what a worker declares. */
    Secrets and(Set<String> others) {
        Set<String> all = new TreeSet<>(declared);
        all.addAll(others);
        return new Secrets(all);
    }

    /** The same with what a cluster's plugins declare of which nothing is known here. */
    static Secrets of(ConnectorFile file, ConnectApi cluster) {
        Set<String> secrets = new TreeSet<>();
        for (String key : Declared.of(file).unknown()) {
            String prefix = key.equals("connector.class") ? "" : key.substring(0, key.length() - "type".length());
            for (JsonNode option :
                    cluster.definitions(file.setting(key).orElse("-")).orElse(NOTHING)) {
                if (option.path("type").asText().equals("PASSWORD")) {
                    secrets.add(prefix + option.path("name").asText());
                }
            }
        }
        return of(file).and(secrets);
    }

    Set<String> declared() {
        return Set.copyOf(declared);
    }

    static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }

    boolean isSecret(String key) {
        var client = CLIENT.matcher(key);
        return declared.contains(key)
                || NAMED.matcher(key).matches()
                || (client.matches()
                        && CLIENTS.containsKey(client.group(2))
                        && CLIENTS.get(client.group(2)).type == ConfigDef.Type.PASSWORD);
    }

    /** The keys of secrets whose value stands in the configuration itself. */
    List<String> plain(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(entry ->
                        isSecret(entry.getKey()) && !entry.getValue().isEmpty() && !isReference(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A value as it may be shown. */
    String shown(String key, String value) {
        return isSecret(key) && !value.isEmpty() && !isReference(value) ? HIDDEN : value;
    }

    /** A text of others about these settings, without a secret that it may quote. */
    String cleaned(String text, Map<String, String> settings) {
        String cleaned = text;
        for (String key : plain(settings)) {
            cleaned = cleaned.replace(settings.getOrDefault(key, HIDDEN), HIDDEN);
        }
        return cleaned;
    }
}
