package dev.millrace.feed.plan;

import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * What became of a record's bytes.
 *
 * @param used how many of them the layout describes
 * @param corrupt how often each field was corrupt, by its path; empty when all is well
 * @param doubtful the fields of undecided redefinitions that were no values in one of the meanings
 */
public record Decoded(Struct value, int used, Map<String, Integer> corrupt, int doubtful) {
    public Decoded {
        corrupt = Map.copyOf(corrupt);
    }
}
