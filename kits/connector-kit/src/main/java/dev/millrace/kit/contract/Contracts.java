package dev.millrace.kit.contract;

import java.util.List;
import java.util.Map;

/** Reads contracts: JSON Schema 2020-12 and draft-07 as JSON or YAML, and the Open Data Contract Standard 3.x as YAML or JSON. */
public final class Contracts {

    private Contracts() {}

    /**
     * Reads a contract.
     *
     * @throws IllegalArgumentException when it is none that can be checked; the message goes on behind the name of what holds
     *     it, as in "is not JSON at line 3"
     */
    public static ContractChecker parse(String text, ContractOptions options) {
        Object root = root(text);
        return OpenContract.is(root)
                ? OpenContract.parse((Map<?, ?>) root, options)
                : JsonSchemaContract.parse(text, root, options);
    }

    /**
     * The names that {@link ContractOptions#schemaName} can choose from; none for a JSON Schema.
     *
     * @throws IllegalArgumentException when the text is no contract
     */
    public static List<String> schemaNames(String text) {
        Object root = root(text);
        return OpenContract.is(root) ? OpenContract.names((Map<?, ?>) root) : List.of();
    }

    /** Whether {@link #parse} can't do without a schema name. */
    static boolean needsName(String text) {
        Object root = root(text);
        return OpenContract.is(root) && OpenContract.count((Map<?, ?>) root) > 1;
    }

    private static Object root(String text) {
        Object root = ContractText.parse(text);
        if (root instanceof Map || root instanceof Boolean) {
            return root;
        }
        throw new IllegalArgumentException("is no contract: it must be an object, either a JSON Schema or an Open Data"
                + " Contract with apiVersion and kind: DataContract");
    }
}
