package dev.millrace.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes contracts and values out of JSON. */
final class ContractTrees {

    private static final About ABOUT = new About("test", "1", Map.of(), List.of());

    private ContractTrees() {}

    /** A JSON value as maps, lists, texts, booleans, nulls and decimals. */
    static @Nullable Object tree(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), tree(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>();
            node.forEach(element -> list.add(tree(element)));
            return list;
        }
        return node.isTextual()
                ? node.asText()
                : node.isBoolean() ? node.asBoolean() : node.isNull() ? null : ContractText.number(node.asText());
    }

    static ContractChecker byLibrary(Object schema, Dialect dialect, ContractOptions options) {
        return FullChecker.of(ABOUT, schema, dialect, options);
    }

    static Optional<ContractChecker> byRules(Object schema, Dialect dialect, ContractOptions options) {
        References.check(schema);
        return new SchemaCompiler(schema, dialect, options).compile().map(rule -> new RuleChecker(ABOUT, rule));
    }
}
