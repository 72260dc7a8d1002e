package dev.millrace.kit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A contract of the Open Data Contract Standard 3.x (bitol.io): the rules of one of its schema objects that can be held to one
 * record.
 */
final class OpenContract {

    private OpenContract() {}

    static boolean is(Object root) {
        return root instanceof Map<?, ?> map
                && ("DataContract".equals(map.get("kind"))
                        || (map.containsKey("apiVersion") && map.get("schema") instanceof List));
    }

    static ContractChecker parse(Map<?, ?> root, ContractOptions options) {
        Keywords contract = new Keywords(SchemaPointer.ROOT, root);
        String edition = String.valueOf(contract.raw("apiVersion"));
        if (!edition.matches("v?3\\..*")) {
            throw new IllegalArgumentException("is an Open Data Contract with apiVersion " + edition
                    + ", which is not served: use 3.1.0 or another 3.x");
        }
        OpenCompiler compiler = new OpenCompiler();
        Rule rule = compiler.object(chosen(root, options.schemaName()));
        return new RuleChecker(
                new About(contract.text("id"), contract.text("version"), compiler.classifications(), compiler.notes()),
                rule);
    }

    static List<String> names(Map<?, ?> root) {
        return objects(new Keywords(SchemaPointer.ROOT, root)).stream()
                .flatMap(OpenContract::names)
                .distinct()
                .toList();
    }

    static int count(Map<?, ?> root) {
        return objects(new Keywords(SchemaPointer.ROOT, root)).size();
    }

    /** The schema object of a name, or the only one. */
    static Keywords chosen(Map<?, ?> root, Optional<String> name) {
        List<Keywords> objects = objects(new Keywords(SchemaPointer.ROOT, root));
        String known = objects.stream().flatMap(OpenContract::names).distinct().collect(Collectors.joining(", "));
        if (name.isEmpty()) {
            if (objects.size() == 1) {
                return objects.get(0);
            }
            throw new IllegalArgumentException(
                    objects.isEmpty()
                            ? "describes no schema object, so that there is nothing to check"
                            : "describes several schema objects: choose one of " + known + " by its name");
        }
        return objects.stream()
                .filter(object -> names(object).anyMatch(name.get()::equals))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "describes no schema object " + name.get() + ": choose one of " + known));
    }

    private static List<Keywords> objects(Keywords contract) {
        List<Keywords> objects = new ArrayList<>();
        SchemaPointer pointer = SchemaPointer.ROOT.with("schema");
        for (Object object : contract.has("schema") ? contract.list("schema") : List.of()) {
            objects.add(new Keywords(pointer.with(String.valueOf(objects.size())), object));
        }
        return objects;
    }

    private static Stream<String> names(Keywords object) {
        return Stream.of("name", "physicalName")
                .map(object::raw)
                .filter(Objects::nonNull)
                .map(String::valueOf);
    }
}
