package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which files a feed reads.
 *
 * @param include patterns of which a file must match one
 * @param exclude patterns of which it must match none
 * @param minBytes smaller files are left out
 * @param maxBytes larger files are left out; 0 for no limit
 * @param maxAge files last modified longer ago are left out; zero for no limit
 * @param scanInterval between two listings
 * @param unfinishedFiles how many files of a task may wait for Kafka at a time
 */
record SelectionSettings(
        List<String> include,
        List<String> exclude,
        long minBytes,
        long maxBytes,
        Duration maxAge,
        Duration scanInterval,
        int unfinishedFiles) {

    static final String INCLUDE = "files.include";
    static final String EXCLUDE = "files.exclude";
    static final String MIN_BYTES = "files.min.bytes";
    static final String MAX_BYTES = "files.max.bytes";
    static final String MAX_AGE = "files.max.age.ms";
    static final String SCAN_INTERVAL = "scan.interval.ms";
    static final String UNFINISHED_FILES = "files.unfinished.max";

    SelectionSettings {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Files")
                .list(
                        INCLUDE,
                        "*",
                        "Patterns of which a file must match one: globs, or regular expressions behind regex:. One that holds"
                                + " a slash is matched with the path below the input folder, any other with the name;"
                                + " ** crosses folders. Narrow it when other files share the folder. A comma ends a"
                                + " pattern.")
                .list(
                        EXCLUDE,
                        ".*,*.tmp,*.part,*.filepart",
                        "Patterns, as in files.include, of which a file must match none; a folder that matches one is not"
                                + " entered. The default leaves out hidden files and folders and the names that upload"
                                + " tools give to unfinished files; keep those when you add others.")
                .number(
                        MIN_BYTES,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "The size, in bytes, below which a file is left alone. Set it to 1 where senders make empty files"
                                + " first.")
                .number(
                        MAX_BYTES,
                        0L,
                        0L,
                        Long.MAX_VALUE,
                        "The size, in bytes, above which a file is left alone; 0 for no limit. Set it where a file beyond"
                                + " a size can only be a mistake.")
                .number(
                        MAX_AGE,
                        0L,
                        0L,
                        Duration.ofDays(36_500).toMillis(),
                        "How long ago, in milliseconds, a file may have been modified to be read; 0 for no limit. Set it"
                                + " where old files lie in the folder that nobody wants, well above the longest outage:"
                                + " a file that gets too old while the connector stands still is not read on.")
                .number(
                        SCAN_INTERVAL,
                        10_000L,
                        10L,
                        Duration.ofDays(1).toMillis(),
                        "The pause, in milliseconds, between two listings of the folders. Lower it when files must be"
                                + " noticed sooner.")
                .number(
                        UNFINISHED_FILES,
                        5_000,
                        1,
                        1_000_000,
                        "How many files of a task may wait for Kafka's confirmation at a time. Raise it for very many"
                                + " tiny files when offset.flush.interval.ms is long.");
    }

    static SelectionSettings from(AbstractConfig config) {
        return new SelectionSettings(
                config.getList(INCLUDE),
                config.getList(EXCLUDE),
                config.getLong(MIN_BYTES),
                config.getLong(MAX_BYTES),
                Duration.ofMillis(config.getLong(MAX_AGE)),
                Duration.ofMillis(config.getLong(SCAN_INTERVAL)),
                config.getInt(UNFINISHED_FILES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (config.getList(INCLUDE).isEmpty()) {
            problems.report(
                    INCLUDE, "must hold a pattern, or no file is ever read: remove the option to read all files");
        }
        checkPatterns(INCLUDE, config.getList(INCLUDE), problems);
        checkPatterns(EXCLUDE, config.getList(EXCLUDE), problems);
        long most = config.getLong(MAX_BYTES);
        if (most > 0 && most < config.getLong(MIN_BYTES)) {
            problems.report(MAX_BYTES, "must not be below " + MIN_BYTES + ", or no file is ever read");
        }
    }

    private static void checkPatterns(String key, List<String> patterns, Problems problems) {
        for (String pattern : patterns) {
            try {
                NamePattern unused = NamePattern.of(pattern);
            } catch (PatternSyntaxException wrong) {
                problems.report(key, "holds '" + pattern + "', which can't be read: " + wrong.getDescription());
            }
        }
    }
}
