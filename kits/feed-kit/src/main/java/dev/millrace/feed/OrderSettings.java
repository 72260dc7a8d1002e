package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * In which order files are read.
 *
 * @param strict whether a file that can't be read yet holds up those behind it
 * @param sequence finds the number in a name; present with {@link Order#SEQUENCE}
 * @param gap how long a missing number holds up those behind it
 */
record OrderSettings(Order order, boolean strict, Optional<SequencePattern> sequence, Duration gap) {

    /** What decides which of the files that are there comes first. */
    enum Order {
        /** The name, then the path. */
        NAME,
        /** The modification time, the oldest first. */
        MODIFIED,
        /** The size, the smallest first. */
        SIZE,
        /** The number in the name; what has none comes by its name. */
        SEQUENCE;

        Comparator<FileIdentity> comparator() {
            Comparator<FileIdentity> first = switch (this) {
                case NAME, SEQUENCE -> Comparator.comparing(FileIdentity::name);
                case MODIFIED -> Comparator.comparingLong(FileIdentity::modified);
                case SIZE -> Comparator.comparingLong(FileIdentity::size);
            };
            return first.thenComparing(FileIdentity::path);
        }
    }

    static final String ORDER = "files.order";
    static final String STRICT = "files.order.strict";
    static final String SEQUENCE_PATTERN = "files.sequence.pattern";
    static final String SEQUENCE_GAP = "files.sequence.gap.ms";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Order")
                .choice(
                        ORDER,
                        Order.NAME,
                        "Which of the files that a listing shows is read first: by name, modified (the oldest), size (the"
                                + " smallest) or sequence (a number in the name). Change it when later files build upon"
                                + " earlier ones; each task orders its own share.")
                .flag(
                        STRICT,
                        false,
                        "Whether a file that is not ready, or can't be read now, holds up all that come behind it in"
                                + " the order. Set it when the order matters more than time; it needs tasks.max=1. A"
                                + " file that appears late can't be put before one that was read.")
                .text(
                        SEQUENCE_PATTERN,
                        null,
                        "The regular expression of a whole name whose one group is the number, such as orders-(\\d+)"
                                + "\\.csv, for files.order=sequence. Names that differ beside the number, and folders,"
                                + " are sequences of their own, each read by one task; a name that does not match is"
                                + " read in the order of names, behind the numbers. After a restart a sequence begins"
                                + " with the lowest number that is there.")
                .number(
                        SEQUENCE_GAP,
                        Duration.ofHours(1).toMillis(),
                        0L,
                        Duration.ofDays(365).toMillis(),
                        "How long, in milliseconds, a missing number of a sequence holds up the files behind it. Raise it"
                                + " when an order with a hole is worse than a delay; at its end the sequence goes on,"
                                + " and an audit event tells which numbers were missing.");
    }

    static OrderSettings from(AbstractConfig config) {
        Order order = OptionGroup.choiceOf(Order.class, config.getString(ORDER));
        return new OrderSettings(
                order,
                config.getBoolean(STRICT),
                pattern(config).filter(text -> order == Order.SEQUENCE).map(SequencePattern::new),
                Duration.ofMillis(config.getLong(SEQUENCE_GAP)));
    }

    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        if (config.getBoolean(STRICT) && !TaskCount.isOne(configuration)) {
            problems.report(STRICT, "needs tasks.max=1: several tasks read side by side, in no order among them");
        }
        boolean inSequence = OptionGroup.choiceOf(Order.class, config.getString(ORDER)) == Order.SEQUENCE;
        Optional<String> pattern = pattern(config);
        if (inSequence && pattern.isEmpty()) {
            problems.report(SEQUENCE_PATTERN, "is needed by files.order=sequence: say where in a name its number is");
        }
        if (!inSequence && pattern.isPresent()) {
            problems.report(
                    SEQUENCE_PATTERN,
                    "is never used with files.order=" + config.getString(ORDER)
                            + ": remove it, or choose files.order=sequence");
        }
        if (!inSequence && config.originals().containsKey(SEQUENCE_GAP)) {
            problems.report(
                    SEQUENCE_GAP,
                    "is never used with files.order=" + config.getString(ORDER)
                            + ": remove it, or choose files.order=sequence");
        }
        try {
            pattern.ifPresent(SequencePattern::new);
        } catch (PatternSyntaxException wrong) {
            problems.report(SEQUENCE_PATTERN, "can't be read: " + wrong.getDescription());
        }
    }

    /** What decides on the share of a file: all of a sequence are of one. */
    String shareKey(String path) {
        return sequence.flatMap(pattern -> pattern.find(path))
                .map(SequencePattern.Numbered::sequence)
                .orElse(path);
    }

    /** Whether the files behind one that could not be read must wait for it. */
    boolean holdsBack() {
        return strict || sequence.isPresent();
    }

    private static Optional<String> pattern(AbstractConfig config) {
        return Optional.ofNullable(config.getString(SEQUENCE_PATTERN)).filter(text -> !text.isBlank());
    }
}
