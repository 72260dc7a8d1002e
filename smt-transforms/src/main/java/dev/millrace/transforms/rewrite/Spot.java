package dev.millrace.transforms.rewrite;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Where a change is made.
 *
 * @param record the record as it came
 * @param rule what tells the rule from the transform's others
 * @param path the place from the side's beginning, names joined by dots and {@code [*]} for every element of a list, so that it
 *     is the same for all records: {@code items[*].ssn}
 */
public record Spot(ConnectRecord<?> record, String rule, String path) {

    /** A failure of the rule at this place. */
    public RuleFailure failure(String code) {
        return new RuleFailure(rule, path, code);
    }
}
