package dev.millrace.transforms.mapping;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How a document is applied.
 *
 * @param root which side of the record
 * @param patches whether the record is changed; made anew otherwise
 * @param refreshMillis how often lookup files are looked at; 0 for never
 * @param scriptMillis what an expression may take
 * @param scriptDepth how many calls within calls it may make
 * @param schemas for how many schemas plans are kept
 */
public record MappingSettings(
        PathRoot root,
        boolean patches,
        long refreshMillis,
        long scriptMillis,
        int scriptDepth,
        Policies policies,
        int schemas) {

    public static final String MAPPING = "mapping";
    public static final String FILE = "mapping.file";
    public static final String VERSION = "mapping.version";
    public static final String MODE = "mode";
    public static final String REFRESH = "lookup.refresh.ms";
    public static final String SCRIPT_TIME = "expression.timeout.ms";
    public static final String SCRIPT_DEPTH = "expression.depth";

    /** What becomes of the fields that the document does not name. */
    public enum Mode {
        /** They are left out. */
        PROJECT,
        /** They stay. */
        PATCH
    }

    /** The settings of the transform on one side. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        define(definition);
        Policies.defineMissing(definition, Policies.Missing.IGNORE);
        Policies.defineNulls(definition, Policies.Nulls.KEEP);
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        CacheSettings.define(definition);
        return definition;
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Mapping")
                .text(
                        MAPPING,
                        null,
                        "The mapping document itself, as JSON or YAML: which fields a record has afterwards, and where they"
                                + " come from. Give it here where the configuration is the place where it is kept, or"
                                + " else in mapping.file.")
                .text(
                        FILE,
                        null,
                        "The file that holds the mapping document, on every worker. Give it in the place of mapping where"
                                + " the document has a life of its own, such as a repository.")
                .text(
                        VERSION,
                        null,
                        "The version that the document must have. Set it where the file is put in place by others than the"
                                + " configuration, so that neither runs with the wrong one.")
                .choice(
                        MODE,
                        Mode.PROJECT,
                        "Whether a record has only the targets of the document afterwards (project), or everything it had"
                                + " and the targets besides (patch). Choose patch to change a few fields of many.")
                .number(
                        REFRESH,
                        10_000L,
                        0L,
                        86_400_000L,
                        "How often the files of lookups are looked at for a change, in milliseconds; 0 for never. Lower it"
                                + " where a new key must be known at once.")
                .number(
                        SCRIPT_TIME,
                        1_000,
                        1,
                        60_000,
                        "How long an expression of JSONata may take for one record, in milliseconds. Raise it for large"
                                + " documents.")
                .number(
                        SCRIPT_DEPTH,
                        100,
                        10,
                        500,
                        "How many calls within calls an expression of JSONata may make. Raise it for documents that are"
                                + " nested deep.");
        CrossCheck.on(definition, MAPPING, (parsed, problems) -> checkDocument(parsed, problems, MAPPING));
        CrossCheck.on(definition, FILE, (parsed, problems) -> checkDocument(parsed, problems, FILE));
    }

    private static void checkDocument(Map<String, Object> parsed, Problems problems, String key) {
        String inline = (String) parsed.get(MAPPING);
        String file = (String) parsed.get(FILE);
        if (inline == null && file == null) {
            if (key.equals(MAPPING)) {
                problems.report(MAPPING, "must be given, or mapping.file: there is nothing to map by");
            }
            return;
        }
        if (inline != null && file != null) {
            if (key.equals(FILE)) {
                problems.report(FILE, "must not be given beside mapping: there would be two documents");
            }
            return;
        }
        if ((inline != null) == key.equals(MAPPING)) {
            check(inline, file, parsed, problems, key);
        }
    }

    private static void check(
            @Nullable String inline, @Nullable String file, Map<String, Object> parsed, Problems problems, String key) {
        try {
            Mapping mapping = read(inline, file);
            String version = (String) parsed.get(VERSION);
            if (version != null && !version.equals(mapping.version())) {
                problems.report(
                        key,
                        "holds version " + mapping.version() + " of " + mapping.id() + ", and mapping.version wants "
                                + version);
            }
        } catch (MappingFault wrong) {
            problems.report(key, "is not usable: " + wrong.getMessage());
        } catch (UncheckedIOException wrong) {
            problems.report(
                    key,
                    "names a file that " + LookupFault.sentence(Objects.requireNonNull(wrong.getCause()))
                            + ": put it on every worker, or correct" + " the path");
        }
    }

    /** Reads the settings of a transform on one side. */
    public static MappingSettings from(PathRoot root, AbstractConfig config) {
        return new MappingSettings(
                root,
                OptionGroup.choiceOf(Mode.class, config.getString(MODE)) == Mode.PATCH,
                config.getLong(REFRESH),
                config.getInt(SCRIPT_TIME),
                config.getInt(SCRIPT_DEPTH),
                Policies.from(config),
                CacheSettings.from(config).schemas());
    }

    /** The document of a configuration that was found to be good. */
    public static Mapping mapping(AbstractConfig config) {
        try {
            return read(config.getString(MAPPING), config.getString(FILE));
        } catch (UncheckedIOException | MappingFault gone) {
            throw new ConfigException(
                    config.getString(MAPPING) == null ? FILE : MAPPING, "(document)", gone.getMessage());
        }
    }

    private static Mapping read(@Nullable String inline, @Nullable String file) {
        if (inline != null) {
            return Mapping.parse(inline, null);
        }
        Path path = Path.of(Optional.ofNullable(file).orElse(""));
        try {
            return Mapping.parse(Files.readString(path), path.toAbsolutePath().getParent());
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** Sets what a document leaves to the transform. */
    void apply(Mapping mapping) {
        mapping.files().forEach(file -> file.refreshEvery(refreshMillis));
        for (MappingField field : mapping.fields()) {
            if (field.source() instanceof FieldSource.Script script) {
                script.origin().limit(scriptMillis, scriptDepth);
            }
        }
    }
}
