package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/** Finds out how a file of records that a copybook describes is framed and encoded. */
public final class RecordDetector {

    private static final String COPYBOOK = "copybook";

    private RecordDetector() {}

    /**
     * The options of framing, charset and byte order that fit a file's first bytes best; those of the configuration where
     * none fits clearly better.
     *
     * @param config holds the options of the format copybook, and names the copybook
     * @throws ConfigException when the copybook can't be used
     */
    public static Map<String, String> copybook(AbstractConfig config, byte[] head) {
        RecordBook book;
        try {
            book = RecordBook.of(config, new CopybookSource());
        } catch (BadOption wrong) {
            throw new ConfigException(wrong.getMessage());
        }
        Map<String, String> found = new TreeMap<>();
        found.put(COPYBOOK + ".framing", Options.nameOf(book.framing().framing()));
        found.put(COPYBOOK + ".charset", book.options().text().charset().name());
        new Detector(book, head).better().ifPresent(better -> found.putAll(better.options()));
        return found;
    }
}
