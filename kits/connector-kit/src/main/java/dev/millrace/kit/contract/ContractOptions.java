package dev.millrace.kit.contract;

import java.util.Optional;

/**
 * How a contract is understood.
 *
 * @param schemaName which object of an Open Data Contract is meant, by its name or physical name; needed where there are several
 * @param nulls what a null in a struct or a map is
 * @param formats whether the keyword for formats is a rule; else it is a remark, as JSON Schema 2020-12 has it by default
 */
public record ContractOptions(Optional<String> schemaName, Nulls nulls, boolean formats) {

    /** The only object, nulls as absent, formats as rules. */
    public static final ContractOptions STANDARD = new ContractOptions(Optional.empty(), Nulls.ABSENT, true);

    /** What a null in a field of a struct or an entry of a map is; elements of lists are always what they are. */
    public enum Nulls {
        /** As if the field were not there, for structs can't leave one out. */
        ABSENT,
        /** The null of JSON. */
        NULL
    }
}
