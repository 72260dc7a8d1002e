package dev.millrace.kit.contract;

import dev.millrace.kit.Sha256;
import dev.millrace.kit.path.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A contract that is a JSON Schema. */
final class JsonSchemaContract {

    private JsonSchemaContract() {}

    static ContractChecker parse(String text, Object root, ContractOptions options) {
        if (options.schemaName().isPresent()) {
            throw new IllegalArgumentException(
                    "is a JSON Schema, which describes one kind of record: a schema name chooses from an Open Data"
                            + " Contract only; leave it away");
        }
        Dialect dialect = Dialect.of(root instanceof Map<?, ?> map ? map.get("$schema") : null);
        References.check(root);
        About about = about(text, root, dialect);
        return new SchemaCompiler(root, dialect, options)
                .compile()
                .<ContractChecker>map(rule -> new RuleChecker(about, rule))
                .orElseGet(() -> FullChecker.of(about, root, dialect, options));
    }

    private static About about(String text, Object root, Dialect dialect) {
        String hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        return new About(
                told(root, "$id").or(() -> told(root, "title")).orElse("sha256:" + hash),
                told(root, "version").orElse(hash),
                Classifications.of(root),
                notes(root, dialect));
    }

    private static Optional<String> told(Object root, String keyword) {
        Object value = root instanceof Map<?, ?> map ? map.get(keyword) : null;
        return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** Keywords that look like a slip of the pen, for what nobody knows is no rule. */
    private static List<String> notes(Object root, Dialect dialect) {
        List<String> notes = new ArrayList<>();
        SchemaWalk.walk(
                root,
                (pointer, schema) -> schema.keySet().stream()
                        .filter(keyword -> !dialect.known().contains(keyword) && !keyword.startsWith("x-"))
                        .forEach(keyword -> NearestName.in(keyword, List.copyOf(dialect.known()))
                                .ifPresent(near -> notes.add("the keyword " + keyword + " at " + pointer
                                        + " is unknown and checks nothing; did you mean " + near + "?"))));
        return notes;
    }
}
