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
 * @param folder absolute, without a slash at its end
 * @param include globs of which a file's name must match one
 * @param exclude globs of which it must match none
 * @param scanInterval between two listings
 * @param unfinishedFiles how many files of a task may wait for Kafka at a time
 */
record SelectionSettings(
        String folder, List<String> include, List<String> exclude, Duration scanInterval, int unfinishedFiles) {

    static final String FOLDER = "input.folder";
    static final String INCLUDE = "files.include";
    static final String EXCLUDE = "files.exclude";
    static final String SCAN_INTERVAL = "scan.interval.ms";
    static final String UNFINISHED_FILES = "files.unfinished.max";

    SelectionSettings {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Files")
                .required(
                        FOLDER,
                        ConfigDef.Type.STRING,
                        "The folder whose files are read, as an absolute path on the server. Sub-folders are not"
                                + " entered.")
                .list(
                        INCLUDE,
                        "*",
                        "Globs of which a file's name must match one. Narrow it when other files share the folder.")
                .list(
                        EXCLUDE,
                        ".*,*.tmp,*.part,*.filepart",
                        "Globs of which a file's name must match none. The default leaves out hidden files and the names"
                                + " that upload tools give to unfinished ones.")
                .number(
                        SCAN_INTERVAL,
                        10_000L,
                        10L,
                        Duration.ofDays(1).toMillis(),
                        "The pause, in milliseconds, between two listings of the folder. Lower it when files must be"
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
                Folders.of(config, FOLDER).orElseThrow(),
                config.getList(INCLUDE),
                config.getList(EXCLUDE),
                Duration.ofMillis(config.getLong(SCAN_INTERVAL)),
                config.getInt(UNFINISHED_FILES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Folders.requireAbsolute(config, FOLDER, problems);
        if (config.getList(INCLUDE).isEmpty()) {
            problems.report(INCLUDE, "must hold a glob, or no file is ever read: remove the option to read all files");
        }
        checkGlobs(INCLUDE, config.getList(INCLUDE), problems);
        checkGlobs(EXCLUDE, config.getList(EXCLUDE), problems);
    }

    private static void checkGlobs(String key, List<String> globs, Problems problems) {
        for (String pattern : globs) {
            try {
                Glob unused = new Glob(pattern);
            } catch (PatternSyntaxException wrong) {
                problems.report(key, "holds '" + pattern + "', which is no glob: " + wrong.getDescription());
            }
        }
    }
}
