package dev.millrace.feed.binary;

import dev.millrace.feed.format.Options;
import java.util.List;
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
        RecordBook book = book(config);
        Map<String, String> found = new TreeMap<>();
        found.put(COPYBOOK + ".framing", Options.nameOf(book.framing().framing()));
        found.put(COPYBOOK + ".charset", book.options().text().charset().name());
        new Detector(book, head).better().ifPresent(better -> found.putAll(better.options()));
        return found;
    }

    /**
     * A way to read the bytes.
     *
     * @param options that stand for it, by their keys
     * @param records how many are found
     * @param faults how many places are no records
     * @param numbers the packed and zoned fields in them that are not empty
     * @param validNumbers those of them that are numbers
     * @param likelihood from 0 to 1
     */
    public record Proposal(
            Map<String, String> options, int records, int faults, int numbers, int validNumbers, double likelihood) {

        public Proposal {
            options = Map.copyOf(options);
        }
    }

    /**
     * All ways to read a file's first bytes by a copybook, the likeliest first.
     *
     * @param config holds the options of the format copybook, and names the copybook
     * @throws ConfigException when the copybook can't be used
     */
    public static List<Proposal> proposals(AbstractConfig config, byte[] head) {
        return new Detector(book(config), head)
                .all().stream()
                        .map(found -> new Proposal(
                                found.options(),
                                found.records(),
                                found.faults(),
                                found.plausibility().numbers(),
                                found.plausibility().validNumbers(),
                                found.likelihood()))
                        .toList();
    }

    static RecordBook book(AbstractConfig config) {
        try {
            return RecordBook.of(config, new CopybookSource());
        } catch (BadOption wrong) {
            throw new ConfigException(wrong.getMessage());
        }
    }
}
