package dev.millrace.ops.cluster;

import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a configuration to the bundled definitions: unknown keys, keys that are missing, types, ranges and values. What it
 * can't judge, a plugin that is not of the suite, it names.
 */
final class BundledCheck {

    private BundledCheck() {}

    static List<Finding> findings(ConnectorFile file) {
        Declared declared = Declared.of(file);
        KeyFamilies families =
                new KeyFamilies(file.settings(), declared.options().keySet());
        List<Finding> findings = new ArrayList<>();
        file.settings().forEach((key, value) -> {
            if (declared.options().containsKey(key) || families.know(key)) {
                if (!value.contains("${")) {
                    declared.find(key)
                            .complaint(value)
                            .ifPresent(wrong -> findings.add(new Finding(file, key, LintRule.INVALID_VALUE, wrong)));
                }
            } else if (!declared.mayTake(key)) {
                findings.add(new Finding(
                        file,
                        key,
                        LintRule.UNKNOWN_KEY,
                        unknown(key, List.copyOf(declared.options().keySet()))));
            }
        });
        declared.options().forEach((key, option) -> {
            Optional<String> value = file.setting(key);
            if (option.required() && (value.isEmpty() || value.get().isBlank())) {
                findings.add(new Finding(file, key, LintRule.REQUIRED_KEY, "is required and not there"));
            }
        });
        return findings;
    }

    /** The keys that name plugins of which nothing is known here. */
    static List<String> unchecked(ConnectorFile file) {
        return Declared.of(file).unknown().stream()
                .map(key -> key + "=" + file.setting(key).orElse(""))
                .toList();
    }

    static String unknown(String key, List<String> known) {
        return "is unknown to the plugin, its transforms and the worker"
                + NearestName.in(key, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
    }
}
