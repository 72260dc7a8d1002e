package dev.millrace.transforms.contract;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.contract.ContractOptions;
import dev.millrace.kit.contract.ContractSource;
import dev.millrace.transforms.rewrite.CrossCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Which contract records are checked against. */
public final class ContractSettings {

    public static final String CONTRACT = "contract";
    public static final String FILE = "contract.file";
    public static final String SCHEMA_NAME = "contract.schema.name";
    public static final String NULLS = "contract.nulls";

    private static final ContractSource.Keys KEYS = new ContractSource.Keys(CONTRACT, FILE, SCHEMA_NAME);

    private ContractSettings() {}

    /** Declares the options, with the checks of one beside another. */
    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Contract")
                .text(
                        CONTRACT,
                        null,
                        "The contract itself: a JSON Schema (2020-12 or draft-07), or an Open Data Contract 3.x, as JSON or"
                                + " YAML. Set it, or contract.file; nothing that it refers to is loaded from elsewhere.")
                .text(
                        FILE,
                        null,
                        "A file on the worker that holds the contract. It is read when a task starts: restart the"
                                + " connector to have a new version take effect. Every worker needs the file.")
                .text(
                        SCHEMA_NAME,
                        null,
                        "Which schema object of an Open Data Contract describes the records, by its name or physicalName."
                                + " Needed where the contract describes several, and not for a JSON Schema.")
                .choice(
                        NULLS,
                        ContractOptions.Nulls.ABSENT,
                        "What a null is in a field of a struct or an entry of a map: absent, as if it were not there, for"
                                + " structs can't leave a field out; or null, the null of JSON. Choose null for a JSON"
                                + " Schema that lists null among the types of required properties; an Open Data Contract"
                                + " has its own rule, which is required.");
        for (String key : List.of(CONTRACT, FILE, SCHEMA_NAME)) {
            CrossCheck.on(definition, key, (parsed, problems) -> {
                ContractSource source = source(parsed);
                if (!source.isGiven() && key.equals(CONTRACT)) {
                    problems.report(
                            CONTRACT, "or " + FILE + " must be given: there is nothing to check records against");
                }
                source.validate((wrong, sentence) -> {
                    if (wrong.equals(key)) {
                        problems.report(key, sentence);
                    }
                });
            });
        }
    }

    /** The contract of a configuration that passed all checks. */
    public static ContractSource from(AbstractConfig config) {
        return source(config.values());
    }

    private static ContractSource source(Map<String, ?> parsed) {
        // What is neither is reported on its own key.
        boolean areNull =
                "null".equalsIgnoreCase(String.valueOf(parsed.get(NULLS)).trim()) && parsed.get(NULLS) != null;
        return new ContractSource(
                KEYS,
                text(parsed.get(CONTRACT)),
                text(parsed.get(FILE)),
                text(parsed.get(SCHEMA_NAME)),
                areNull ? ContractOptions.Nulls.NULL : ContractOptions.Nulls.ABSENT);
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString);
    }
}
