package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a format that fit a sample.
 *
 * @param reason what was seen, without any of the sample's values
 * @param records how many of the sample's first records these options read
 * @param malformed how many of the first they do not
 * @param remark what a person must add or check; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FormatProposal(
        Map<String, String> config,
        String reason,
        long records,
        long malformed,
        List<Leaf> fields,
        @Nullable String remark) {
    FormatProposal {
        config = new TreeMap<>(config);
        fields = List.copyOf(fields);
    }

    /** How well it fits: whatever can't be read counts more than what can. */
    double share() {
        return records + malformed == 0 ? 0 : (double) records / (records + malformed);
    }
}
