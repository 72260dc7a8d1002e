package dev.millrace.kit.contract;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A contract as a JSON Schema, whichever of the languages it is written in: for those who compare contracts. Immutable.
 *
 * @param id what the contract calls itself
 * @param version the beginning of its SHA-256 where it tells none
 * @param root the schema: an object by the names of its keywords, or a boolean; numbers are decimals in the one form that all
 *     equal numbers have
 * @param refersAlone whether nothing beside a {@code $ref} counts, as draft-07 has it
 */
public record ContractTree(String id, String version, Object root, boolean refersAlone) {

    /**
     * Reads a contract.
     *
     * @param schemaName which object of an Open Data Contract is meant; needed where there are several
     * @throws IllegalArgumentException when it is none that can be checked; the message goes on behind the name of what holds it
     */
    public static ContractTree parse(String text, Optional<String> schemaName) {
        ContractChecker checker =
                Contracts.parse(text, new ContractOptions(schemaName, ContractOptions.Nulls.ABSENT, true));
        Object root = Objects.requireNonNull(ContractText.parse(text));
        if (OpenContract.is(root)) {
            Object schema = OpenSchema.of(OpenContract.chosen((Map<?, ?>) root, schemaName));
            return new ContractTree(checker.id(), checker.version(), schema, false);
        }
        Dialect dialect = Dialect.of(root instanceof Map<?, ?> map ? map.get("$schema") : null);
        return new ContractTree(checker.id(), checker.version(), root, dialect == Dialect.DRAFT_07);
    }

    /** The schema that a {@code $ref} leads to; empty where none stands there. */
    public Optional<Object> referred(String reference) {
        return SchemaPointer.ofReference(reference)
                .flatMap(pointer -> pointer.in(root))
                .flatMap(target -> Optional.ofNullable(target.schema()));
    }
}
