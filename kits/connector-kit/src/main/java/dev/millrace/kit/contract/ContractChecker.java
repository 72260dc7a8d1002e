package dev.millrace.kit.contract;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against one contract. Structs, maps and lists are checked as the JSON that they would be written as: dates and
 * times in ISO 8601, decimals as numbers, bytes as base64. Immutable, for any thread.
 */
public interface ContractChecker {

    /**
     * What is wrong with a value; empty when it keeps to the contract.
     *
     * @param schema the value's schema, which tells a date from a time; null in maps without a schema
     * @param value as the converter gives it; nothing of it is changed, and defaults of schemas are never put in
     * @param most after how many violations the check ends, from 1
     */
    List<Violation> check(@Nullable Schema schema, @Nullable Object value, int most);

    /** Whether a value keeps to the contract. */
    default boolean accepts(@Nullable Schema schema, @Nullable Object value) {
        return check(schema, value, 1).isEmpty();
    }

    /** What the contract calls itself. */
    String id();

    /** The contract's version; the beginning of its SHA-256 where it tells none. */
    String version();

    /** The classification of each place that has one, such as {@code items[*].ssn} to {@code restricted}, in their order. */
    Map<String, String> classifications();

    /** What a person should know of the contract: rules that can't be held to one record, and keywords that nobody knows. */
    List<String> notes();
}
