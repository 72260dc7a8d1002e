package dev.millrace.feed;

import dev.millrace.feed.content.PgpSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What must be known of a file before its first record is handed over, and where the file waits for that.
 *
 * @param folder on the worker
 * @param maxBytes how large a file may be, decrypted and unpacked
 */
record SpoolSettings(Acceptance acceptance, Optional<Path> folder, long maxBytes) {

    static final String ACCEPTANCE = "file.acceptance";
    static final String FOLDER = "spool.dir";
    static final String MAX_BYTES = "spool.max.bytes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Acceptance")
                .choice(
                        ACCEPTANCE,
                        Acceptance.STREAMING,
                        "When the records of a file are handed over: with streaming as they are read, so that what lies"
                                + " before a defect is in Kafka; with whole only after the file was transferred, unpacked"
                                + " and read to its end without a fault, else the file is set aside as a whole. Choose"
                                + " whole where half a file is worse than none; it needs spool.dir.")
                .text(
                        FOLDER,
                        null,
                        "A folder on the worker's disk where files wait, decrypted and unpacked, while they are checked"
                                + " before their first record. Needed by file.acceptance=whole and by pgp.verify other"
                                + " than streaming; other checks transfer the file twice without it.")
                .number(
                        MAX_BYTES,
                        10L << 30,
                        1 << 10,
                        Long.MAX_VALUE,
                        "How many bytes a task may keep in spool.dir. A larger file stays where it is, and the log says"
                                + " spool-full; raise it for larger files where the disk has room.");
    }

    static SpoolSettings from(AbstractConfig config) {
        return new SpoolSettings(
                OptionGroup.choiceOf(Acceptance.class, config.getString(ACCEPTANCE)),
                text(config).map(Path::of),
                config.getLong(MAX_BYTES));
    }

    static void validate(AbstractConfig config, Problems problems) {
        Optional<String> folder = text(config);
        if (folder.isEmpty()) {
            if (OptionGroup.choiceOf(Acceptance.class, config.getString(ACCEPTANCE)) == Acceptance.WHOLE) {
                problems.report(FOLDER, "is needed by file.acceptance=whole: name a folder on the worker's disk");
            } else if (PgpSettings.from(config).needsProofFirst()) {
                problems.report(
                        FOLDER,
                        "is needed to see the end of encrypted files before their records leave: name a folder on the"
                                + " worker's disk, or choose pgp.verify=streaming");
            }
            return;
        }
        try {
            Path path = Path.of(folder.get());
            if (!path.isAbsolute() || !Files.isDirectory(path) || !Files.isWritable(path)) {
                problems.report(
                        FOLDER, "must be an existing folder of the worker that it may write to, from the root on");
            }
        } catch (InvalidPathException wrong) {
            problems.report(FOLDER, "is no path of the worker's file system");
        }
    }

    private static Optional<String> text(AbstractConfig config) {
        return Optional.ofNullable(config.getString(FOLDER)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
