package dev.millrace.ops.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is declared of one configuration, by key: options of the worker, the connector and each of its transforms and
 * predicates.
 *
 * @param options those that are known
 * @param open beginnings of keys that parts take of which nothing is known here
 * @param unknown the keys that name these parts
 */
record Declared(Map<String, OptionDefinition> options, Set<String> open, Set<String> unknown) {

    /** An option of a connector, set anew for one of its routes or endpoints. */
    private static final Pattern ANEW = Pattern.compile("(?:route|endpoint)\\.[\\w-]+\\.(.+)");

    static Declared of(ConnectorFile file) {
        Declared declared = new Declared(new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        declared.options.putAll(BundledDefinitions.ALL.worker(file.isSink()));
        BundledDefinitions.ALL.of(file.type()).ifPresentOrElse(declared.options::putAll, () -> {
            declared.open.add("");
            declared.unknown.add("connector.class");
        });
        declared.parts(file, "transforms");
        declared.parts(file, "predicates");
        return declared;
    }

    private void parts(ConnectorFile file, String kind) {
        for (String alias : file.list(kind)) {
            String prefix = kind + "." + alias + ".";
            Map<String, String> own = new HashMap<>(Map.of("type", "class"));
            if (kind.equals("transforms")) {
                own.putAll(Map.of("predicate", "string", "negate", "boolean"));
            }
            own.forEach((name, type) -> options.put(prefix + name, option(prefix + name, type, name.equals("type"))));
            BundledDefinitions.ALL
                    .of(file.setting(prefix + "type").orElse(""))
                    .ifPresentOrElse(
                            known -> known.forEach((name, option) -> options.put(prefix + name, option)), () -> {
                                open.add(prefix);
                                unknown.add(prefix + "type");
                            });
        }
    }

    /** The option that a key sets; that of the whole where the key sets it for a route or an endpoint. */
    OptionDefinition find(String key) {
        OptionDefinition option = options.get(key);
        Matcher anew = ANEW.matcher(key);
        if (option == null && anew.matches()) {
            option = options.get(anew.group(1));
        }
        return option == null ? option(key, "string", false) : option;
    }

    /** Whether some part may take this key that is not known here. */
    boolean mayTake(String key) {
        boolean ofAPart = key.startsWith("transforms.") || key.startsWith("predicates.");
        return open.stream().anyMatch(prefix -> prefix.isEmpty() ? !ofAPart : key.startsWith(prefix));
    }

    private static OptionDefinition option(String name, String type, boolean required) {
        return new OptionDefinition(name, type, required, List.of(), true, Optional.empty(), Optional.empty());
    }
}
