package dev.millrace.feed.layout;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a header's or trailer's field must say about other records.
 *
 * @param field the field that says it
 * @param of the types of the records it speaks of; empty for all, skipped ones included
 * @param sum the field of those records that is summed up; empty when they are counted
 * @param where patterns that fields of those records must match to be taken
 * @param since the type of the record that sets the total to nothing; empty for the file's beginning
 * @param modulo what remains of a sum, as its last digits; 0 for all of them
 * @param blocks how many records make one; 1 when records are counted
 * @param code what a wrong total is called
 */
public record Check(
        String field,
        Set<String> of,
        Optional<String> sum,
        Map<String, Pattern> where,
        Optional<String> since,
        OptionalInt modulo,
        int blocks,
        String code) {

    public Check {
        of = Set.copyOf(of);
        where = Map.copyOf(where);
    }

    /** Whether records of a type are spoken of. */
    public boolean concerns(String type) {
        return of.isEmpty() || of.contains(type);
    }
}
