package dev.millrace.feed;

import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.ContractOptions;
import dev.millrace.kit.contract.ContractSource;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which contract the records of files must keep to; one that breaks it is a malformed record. */
record RecordContract(ContractSource source) {

    static final String FILE = "file.contract";
    static final String SCHEMA_NAME = "file.contract.schema.name";
    static final String NULLS = "file.contract.nulls";

    private static final ContractSource.Keys KEYS = new ContractSource.Keys("", FILE, SCHEMA_NAME);

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Contract")
                .text(
                        FILE,
                        null,
                        "A file on the worker with a contract that every record must keep to: a JSON Schema (2020-12 or"
                                + " draft-07), or an Open Data Contract 3.x, as JSON or YAML. A record that breaks it is"
                                + " malformed with the code contract-violation; set it with file.acceptance=whole to have a"
                                + " file with one such record set aside as a whole. It is read when a task starts.")
                .text(
                        SCHEMA_NAME,
                        null,
                        "Which schema object of an Open Data Contract describes the records, by its name or physicalName."
                                + " Needed where the contract describes several.")
                .choice(
                        NULLS,
                        ContractOptions.Nulls.ABSENT,
                        "What a null is in a record, such as an empty column: absent, as if the field were not there, or"
                                + " null, the null of JSON. Choose null for a JSON Schema that lists null among the types"
                                + " of required properties; an Open Data Contract has its own rule, which is required.");
    }

    static RecordContract from(AbstractConfig config) {
        return new RecordContract(new ContractSource(
                KEYS,
                Optional.empty(),
                Optional.ofNullable(config.getString(FILE)),
                Optional.ofNullable(config.getString(SCHEMA_NAME)),
                OptionGroup.choiceOf(ContractOptions.Nulls.class, config.getString(NULLS))));
    }

    static void validate(AbstractConfig config, Problems problems) {
        from(config).source.validate(problems);
    }

    /** The contract; empty where records are not held to any. */
    Optional<ContractChecker> load() {
        return source.isGiven() ? Optional.of(source.load()) : Optional.empty();
    }

    /** The format, whose records are held to the contract. */
    static PreparedFormat held(PreparedFormat format, ContractChecker contract) {
        return (bytes, context) -> new ContractReader(format.open(bytes, context), contract, context.source());
    }
}
