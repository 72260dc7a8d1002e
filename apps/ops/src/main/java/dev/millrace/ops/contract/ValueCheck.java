package dev.millrace.ops.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.ContractOptions;
import dev.millrace.kit.contract.Contracts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a value that a contract lists, as records are checked: by those rules of a schema that are about single values. */
final class ValueCheck {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> RULES = List.of(
            "type",
            "enum",
            "const",
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern");

    private final ContractChecker checker;

    private ValueCheck(ContractChecker checker) {
        this.checker = checker;
    }

    static ValueCheck of(Shape.Part rule) {
        Map<String, @Nullable Object> rules = new LinkedHashMap<>();
        RULES.stream()
                .filter(rule.keywords()::containsKey)
                .forEach(keyword -> rules.put(keyword, rule.keywords().get(keyword)));
        try {
            return new ValueCheck(Contracts.parse(JSON.writeValueAsString(rules), ContractOptions.STANDARD));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean accepts(@Nullable Object value) {
        return checker.accepts(null, value);
    }
}
