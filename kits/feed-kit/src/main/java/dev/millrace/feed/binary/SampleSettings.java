package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import dev.millrace.kit.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * A file that settings can be tried on.
 *
 * @param file on the worker; empty for none
 */
record SampleSettings(String file) {

    static final String FILE = ".sample.file";
    private static final int LOOK = 1 << 16;

    static void define(Options options, String format) {
        options.text(
                format + FILE,
                "",
                new ConfigDef.NonNullValidator(),
                Width.LONG,
                "Sample",
                "A file on the worker that validation tries the settings on: it says when another framing, charset or byte"
                        + " order fits better. Set it while you configure a new feed; nothing else reads it.");
    }

    static SampleSettings from(AbstractConfig config, String format) {
        return new SampleSettings(config.getString(format + FILE));
    }

    /** Reports settings that the sample does not fit. */
    void validate(RecordBook book, Problems problems) {
        if (file.isBlank()) {
            return;
        }
        byte[] head;
        try (InputStream bytes = Files.newInputStream(Path.of(file))) {
            head = bytes.readNBytes(LOOK);
        } catch (IOException | InvalidPathException missing) {
            problems.report(
                    book.format() + FILE, file + " can't be read on this worker; put it there, or empty this option");
            return;
        }
        Detector detector = new Detector(book, head);
        Optional<Detector.Finding> better = detector.better();
        better.ifPresent(found -> problems.report(
                book.format() + ".framing",
                "these settings find " + detector.configured().records() + " records at the start of the sample, with "
                        + detector.configured().plausibility().validNumbers() + " of "
                        + detector.configured().plausibility().numbers() + " packed and zoned fields valid; "
                        + found.sentence()));
    }
}
