package dev.millrace.feed;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * When a file is taken to be complete.
 *
 * @param stableScans in how many listings in a row it must look the same
 * @param minimumAge how long it must have looked the same, by our own clock
 * @param marker what the file is called that must stand beside it
 * @param manifest the glob of files that list complete ones
 */
record ReadinessSettings(
        int stableScans,
        Duration minimumAge,
        Optional<NameTemplate> marker,
        Optional<String> manifest,
        Checksum checksum) {

    /** The digest that stands in a file beside the data. */
    enum Checksum {
        /** There is none. */
        NONE("", ""),
        /** Behind {@code .md5}. */
        MD5("MD5", ".md5"),
        /** Behind {@code .sha1}. */
        SHA1("SHA-1", ".sha1"),
        /** Behind {@code .sha256}. */
        SHA256("SHA-256", ".sha256");

        private final String algorithm;
        private final String extension;

        Checksum(String algorithm, String extension) {
            this.algorithm = algorithm;
            this.extension = extension;
        }

        /** As the platform spells it. */
        String algorithm() {
            return algorithm;
        }

        /** The name of the file beside the data. */
        Optional<NameTemplate> sidecar() {
            return this == NONE ? Optional.empty() : Optional.of(NameTemplate.of(NameTemplate.NAME + extension));
        }
    }

    static final String STABLE_SCANS = "readiness.stable.scans";
    static final String MINIMUM_AGE = "readiness.min.age.ms";

    static final String MARKER = "readiness.marker";
    static final String MANIFEST = "readiness.manifest";
    static final String CHECKSUM = "readiness.checksum";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Readiness")
                .number(
                        STABLE_SCANS,
                        2,
                        1,
                        1_000,
                        "In how many listings in a row a file must have the same size and time before it is read. Raise"
                                + " it for senders that pause while they write; 1 is safe only where files appear"
                                + " whole.")
                .number(
                        MINIMUM_AGE,
                        0L,
                        0L,
                        Duration.ofDays(30).toMillis(),
                        "How long, in milliseconds by the worker's own clock, a file must have looked the same before it"
                                + " is read. Raise it for senders that stop and go on.")
                .text(
                        MARKER,
                        null,
                        "The name of the marker that a sender puts beside a file when it is complete, such as"
                                + " {name}.done or {stem}.ctl, where {stem} is the name up to its last dot. Set it where"
                                + " senders make markers: a file without one waits, a marker is never data, and it is"
                                + " deleted after its file was moved or deleted.")
                .text(
                        MANIFEST,
                        null,
                        "The glob of manifests, such as manifest-*.txt: files that list, one a line, the complete files"
                                + " of their folder as name, size and digest, the latter two if known, with commas or"
                                + " blanks between; as sha256sum writes them; or as a JSON array of objects with name,"
                                + " size and md5, sha1 or sha256. Set it where senders make them: a file waits until one"
                                + " lists it with its size. Manifests are never data and stay where they are.")
                .choice(
                        CHECKSUM,
                        Checksum.NONE,
                        "Which digest a sender puts beside each file, in a file of its name and .md5, .sha1 or .sha256:"
                                + " md5, sha1, sha256 or none. Set it where senders do so: a file waits for its digest,"
                                + " and is checked against it before its first record; the digest's file is deleted"
                                + " after its file was moved or deleted.");
    }

    static ReadinessSettings from(AbstractConfig config) {
        return new ReadinessSettings(
                config.getInt(STABLE_SCANS),
                Duration.ofMillis(config.getLong(MINIMUM_AGE)),
                text(config, MARKER).map(NameTemplate::of),
                text(config, MANIFEST),
                OptionGroup.choiceOf(Checksum.class, config.getString(CHECKSUM)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        try {
            text(config, MARKER).ifPresent(NameTemplate::of);
        } catch (IllegalArgumentException wrong) {
            problems.report(MARKER, String.valueOf(wrong.getMessage()));
        }
        try {
            text(config, MANIFEST).ifPresent(Glob::new);
        } catch (PatternSyntaxException wrong) {
            problems.report(MANIFEST, "is no glob: " + wrong.getDescription());
        }
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
