package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What becomes of files once Kafka has them.
 *
 * @param archiveFolder present when files are moved
 * @param quarantineFolder where files that can't be read to their end go, if they are to be moved at all
 */
record FinishSettings(AfterRead afterRead, Optional<String> archiveFolder, Optional<String> quarantineFolder) {

    static final String AFTER_READ = "after.read";
    static final String ARCHIVE_FOLDER = "archive.folder";
    static final String QUARANTINE_FOLDER = "quarantine.folder";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "After reading")
                .choice(
                        AFTER_READ,
                        AfterRead.MOVE,
                        "What becomes of a file once Kafka has all of it. Choose keep on a read-only account: the stored"
                                + " offset then tells that the file is done.")
                .text(
                        ARCHIVE_FOLDER,
                        null,
                        "The folder that finished files are moved to, as an absolute path on the same server. Needed by"
                                + " after.read=move; it must exist.")
                .text(
                        QUARANTINE_FOLDER,
                        null,
                        "The folder that files go to which can't be read to their end. Without it such a file stays"
                                + " where it is and is not read again.");
    }

    static FinishSettings from(AbstractConfig config) {
        return new FinishSettings(
                OptionGroup.choiceOf(AfterRead.class, config.getString(AFTER_READ)),
                Folders.of(config, ARCHIVE_FOLDER),
                Folders.of(config, QUARANTINE_FOLDER));
    }

    static void validate(AbstractConfig config, Problems problems) {
        AfterRead afterRead = OptionGroup.choiceOf(AfterRead.class, config.getString(AFTER_READ));
        Optional<String> archive = Folders.of(config, ARCHIVE_FOLDER);
        if (afterRead == AfterRead.MOVE && archive.isEmpty()) {
            problems.report(
                    ARCHIVE_FOLDER, "is needed by after.read=move: name a folder, or choose after.read=delete or keep");
        }
        if (afterRead != AfterRead.MOVE && archive.isPresent()) {
            problems.report(
                    ARCHIVE_FOLDER,
                    "is never used with after.read=" + config.getString(AFTER_READ)
                            + ": remove it, or choose after.read=move");
        }
        Optional<String> input = Folders.of(config, SelectionSettings.FOLDER);
        for (String key : List.of(ARCHIVE_FOLDER, QUARANTINE_FOLDER)) {
            Folders.requireAbsolute(config, key, problems);
            Optional<String> folder = Folders.of(config, key);
            if (folder.isPresent() && folder.equals(input)) {
                problems.report(key, "must not be the input folder, or its files would be read again");
            }
        }
    }
}
