package dev.millrace.ops.preview;

import dev.millrace.feed.SampleReading;
import dev.millrace.ops.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a sample's bytes come from.
 *
 * @param name for messages
 * @param bytes how many there are
 */
record SampleSource(String name, long bytes, SampleReading.Opener opener) {

    /**
     * A file.
     *
     * @throws CommandFailure when it can't be read
     */
    static SampleSource of(Path file) {
        try {
            return new SampleSource(
                    String.valueOf(file.getFileName()), Files.size(file), () -> Files.newInputStream(file));
        } catch (IOException missing) {
            throw unreadable(file.toString(), missing);
        }
    }

    /** Bytes, which nobody changes any more. */
    static SampleSource of(String name, byte[] bytes) {
        return new SampleSource(name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    CommandFailure unreadable(IOException why) {
        return unreadable(name, why);
    }

    private static CommandFailure unreadable(String name, IOException why) {
        return CommandFailure.usage(name + " can't be read; name a file or a folder that can", why);
    }
}
