package dev.millrace.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.ops.connect.ConnectRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds a configuration to what a cluster's own worker and plugins say of it, transforms and predicates included. */
public final class LiveCheck {

    /** What a connector needs and declares as optional: its task would fail. */
    private static final Map<String, Set<String>> NEEDED_BY_TASKS = Map.of(
            "io.debezium.connector.jdbc.JdbcSinkConnector",
            Set.of("connection.url", "connection.username", "connection.password"));

    private final ConnectApi cluster;

    public LiveCheck(ConnectApi cluster) {
        this.cluster = cluster;
    }

    /** What is wrong with it; a key may have several faults. */
    public List<Finding> findings(ConnectorFile file) {
        Secrets secrets = Secrets.of(file);
        try {
            return findings(file, secrets, cluster.validate(file.type(), file.settings()));
        } catch (ConnectRefusal refused) {
            boolean unknown = refused.sentence().contains("Failed to find any class");
            return List.of(new Finding(
                    file,
                    "connector.class",
                    unknown ? LintRule.UNKNOWN_PLUGIN : LintRule.INVALID_VALUE,
                    unknown
                            ? "names " + file.type() + ", which the cluster has not installed"
                            : "is refused: " + secrets.cleaned(refused.sentence(), file.settings())));
        }
    }

    private static List<Finding> findings(ConnectorFile file, Secrets bundled, JsonNode answer) {
        Map<String, JsonNode> declared = new LinkedHashMap<>();
        Set<String> passwords = new TreeSet<>();
        for (JsonNode config : answer.path("configs")) {
            JsonNode definition = config.path("definition");
            String key = config.path("value").path("name").asText();
            if (!definition.isNull()) {
                declared.put(key, definition);
            }
            if (definition.path("type").asText().equals("PASSWORD")) {
                passwords.add(key);
            }
        }
        Secrets secrets = bundled.and(passwords);
        List<Finding> findings = new ArrayList<>();
        for (JsonNode config : answer.path("configs")) {
            String key = config.path("value").path("name").asText();
            for (JsonNode error : config.path("value").path("errors")) {
                String message = "is refused: " + secrets.cleaned(error.asText(), file.settings());
                findings.add(new Finding(file, key, LintRule.INVALID_VALUE, message));
            }
        }
        KeyFamilies families = new KeyFamilies(file.settings(), declared.keySet());
        for (String key : file.settings().keySet()) {
            if (!declared.containsKey(key) && !families.know(key)) {
                findings.add(new Finding(
                        file, key, LintRule.UNKNOWN_KEY, BundledCheck.unknown(key, List.copyOf(declared.keySet()))));
            }
        }
        declared.forEach((key, definition) -> {
            if (file.setting(key).isEmpty() && isNeeded(key, definition, file)) {
                findings.add(new Finding(file, key, LintRule.REQUIRED_KEY, "is required and not there"));
            }
        });
        secrets.plain(file.settings())
                .forEach(key ->
                        findings.add(new Finding(file, key, LintRule.SECRET_IN_FILE, SuiteRules.SECRET_IN_FILE)));
        return findings;
    }

    /** The type of a converter is told by the worker, which knows for what it uses it. */
    private static boolean isNeeded(String key, JsonNode definition, ConnectorFile file) {
        return NEEDED_BY_TASKS.getOrDefault(file.type(), Set.of()).contains(key)
                || (definition.path("required").asBoolean() && !key.endsWith(".converter.type"));
    }
}
