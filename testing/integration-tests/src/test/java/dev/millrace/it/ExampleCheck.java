package dev.millrace.it;

import dev.millrace.ops.cluster.ConnectorFile;
import dev.millrace.ops.cluster.Finding;
import dev.millrace.ops.cluster.KeyFamilies;
import dev.millrace.ops.cluster.LiveCheck;
import dev.millrace.ops.connect.ConnectApi;
import dev.millrace.quickstart.ConnectRest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds an example to what a worker and its plugins declare: no key that nobody knows, none missing, no value that is wrong,
 * and no secret in the file.
 */
final class ExampleCheck {

    /** What Debezium says of a database that nobody runs; that it works there is what the tests of capture show. */
    private static final Pattern NO_DATABASE =
            Pattern.compile("is refused: (Error while validating connector config: Connection to .*"
                    + "|Error during connection validation: .*Failed to establish connection with the database.*)");

    private final LiveCheck check;
    private final Set<String> plugins = new TreeSet<>();

    ExampleCheck(ConnectRest worker) {
        this.check = new LiveCheck(ConnectApi.at(worker.base()));
        worker.plugins().forEach(plugin -> plugins.add(plugin.path("class").asText()));
    }

    /** What is wrong, by key; a key may have several faults. */
    Map<String, List<String>> problems(ConfigExample example) {
        Map<String, List<String>> problems = new TreeMap<>();
        for (Finding finding : check.findings(
                new ConnectorFile(example.title(), readable(example).settings()))) {
            if (!isNoDatabase(finding, example) && !isOfOurs(finding, example)) {
                problems.computeIfAbsent(finding.key(), first -> new ArrayList<>())
                        .add(finding.code().code() + ": " + finding.message());
            }
        }
        return problems;
    }

    private static boolean isNoDatabase(Finding finding, ConfigExample example) {
        return example.type().startsWith("io.debezium.")
                && NO_DATABASE.matcher(finding.message()).matches();
    }

    /** Of what stands in for a reference or a converter, see below. */
    private static boolean isOfOurs(Finding finding, ConfigExample example) {
        return switch (finding.code()) {
            case SECRET_IN_FILE ->
                example.setting(finding.key())
                        .filter(ConfigExample::isReference)
                        .isPresent();
            case UNKNOWN_KEY -> new KeyFamilies(example.settings(), Set.of()).know(finding.key());
            default -> false;
        };
    }

    /** The same where the worker lacks a converter or a config provider: another one, or a value, in its place. */
    private ConfigExample readable(ConfigExample example) {
        ConfigExample readable = example;
        for (Map.Entry<String, String> setting : example.settings().entrySet()) {
            String key = setting.getKey();
            if (key.matches("(key|value|header)\\.converter")
                    && KeyFamilies.isConverter(setting.getValue())
                    && !plugins.contains(setting.getValue())) {
                readable = readable.with(key, "org.apache.kafka.connect.json.JsonConverter");
            } else {
                readable = readable.with(key, setting.getValue().replaceAll("\\$\\{(?!env:)\\w+:[^}]+}", "a-value"));
            }
        }
        return readable;
    }
}
