package dev.millrace.ops.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration makes of samples.
 *
 * @param connector its class
 * @param format by which the samples were read
 * @param samples what was read of each
 * @param findings how many of the records would not arrive as they should
 */
record PreviewReport(String connector, String format, List<Sample> samples, List<RecordReport> records, long findings) {
    PreviewReport {
        samples = List.copyOf(samples);
        records = List.copyOf(records);
    }

    /**
     * What was read of a file.
     *
     * @param bytes of the file
     * @param bytesRead of these, as the file's stream gave them out
     * @param failure why it can't be read at all, or no further; null when all is well
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(
            String file,
            long bytes,
            long bytesRead,
            @Nullable String failure) {}
}
