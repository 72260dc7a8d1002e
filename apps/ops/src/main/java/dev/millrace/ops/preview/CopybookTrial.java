package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;

/** Options of the format copybook to begin with, before anything is known of a file. */
final class CopybookTrial {

    private static final String FRAMING = "copybook.framing";

    private CopybookTrial() {}

    /**
     * Options that the copybook can be used with: records of a fixed length, or with descriptor words where theirs differ.
     *
     * @param others options that are known
     * @throws CommandFailure when the copybook can't be used
     */
    static AbstractConfig of(Path copybook, Map<String, String> others) {
        Map<String, String> options = new TreeMap<>(others);
        options.put("format", "copybook");
        options.put("copybook.file", copybook.toString());
        if (options.containsKey(FRAMING)) {
            return FormatTrial.config(options);
        }
        try {
            return FormatTrial.config(options);
        } catch (CommandFailure ofFixedLength) {
            options.put(FRAMING, "v");
            return FormatTrial.config(options);
        }
    }
}
