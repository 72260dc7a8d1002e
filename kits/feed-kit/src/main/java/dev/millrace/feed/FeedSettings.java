package dev.millrace.feed;

import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What a file feed does, whatever store its files live in: one record per group of options. */
public final class FeedSettings {

    public static final String FOLDER = SelectionSettings.FOLDER;
    public static final String ARCHIVE_FOLDER = FinishSettings.ARCHIVE_FOLDER;
    public static final String QUARANTINE_FOLDER = FinishSettings.QUARANTINE_FOLDER;
    public static final String FORMAT = "format";

    private final AbstractConfig config;
    private final TargetSettings target;
    private final SelectionSettings selection;
    private final ReadinessSettings readiness;
    private final FinishSettings finish;
    private final MalformedSettings malformed;
    private final SideSettings side;
    private final RetryPolicy retry;

    private FeedSettings(AbstractConfig config, Map<String, String> configuration) {
        this.config = config;
        this.target = TargetSettings.from(config);
        this.selection = SelectionSettings.from(config);
        this.readiness = ReadinessSettings.from(config);
        this.finish = FinishSettings.from(config);
        this.malformed = MalformedSettings.from(config);
        this.side = SideSettings.from(config, configuration);
        this.retry = RetrySettings.fromBackoff(config);
        // Formats read it for each file; a schema file that is missing is found before the first one.
        SchemaSettings unused = SchemaSettings.from(config);
    }

    public static void define(ConfigDef definition) {
        TargetSettings.define(definition);
        SelectionSettings.define(definition);
        ReadinessSettings.define(definition);
        FinishSettings.define(definition);
        new OptionGroup(definition, "Format")
                .add(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(Formats.names().toArray(String[]::new)),
                        ConfigDef.Importance.HIGH,
                        "How the bytes of a file become records. Its own options carry its name as a prefix.");
        MalformedSettings.define(definition);
        Formats.define(definition);
        SideSettings.define(definition);
        RetrySettings.defineBackoff(definition);
    }

    /** Reads the group; {@code configuration} is the connector's as given. */
    public static FeedSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new FeedSettings(config, configuration);
    }

    /** Reports options that contradict each other; {@code config} has passed the checks of each single option. */
    public static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        SelectionSettings.validate(config, problems);
        FinishSettings.validate(config, problems);
        MalformedSettings.validate(config, problems);
        SideSettings side = SideSettings.from(config, configuration);
        MalformedSettings.validateSkip(config, side, problems);
        if (MalformedSettings.hasTopic(config) || side.auditTopic().isPresent()) {
            SideSettings.validate(configuration, problems);
        }
        RetrySettings.validate(config, problems);
        SchemaSettings.validate(config, problems);
        Formats.named(config.getString(FORMAT)).validate(config, problems);
    }

    /** The folder whose files are read. */
    public String folder() {
        return selection.folder();
    }

    /**
     * A folder that the feed writes into.
     *
     * @param key the option that names it
     */
    public record WrittenFolder(String key, String folder) {}

    /** The folders that must be there and allow files to be made, renamed and removed; none where the feed only reads. */
    public List<WrittenFolder> writtenFolders() {
        List<WrittenFolder> folders = new ArrayList<>();
        if (finish.afterRead() != AfterRead.KEEP || finish.quarantine().isPresent()) {
            folders.add(new WrittenFolder(FOLDER, folder()));
        }
        finish.archive().ifPresent(to -> folders.add(new WrittenFolder(ARCHIVE_FOLDER, to.fixedFolder())));
        finish.quarantine().ifPresent(to -> folders.add(new WrittenFolder(QUARANTINE_FOLDER, to.fixedFolder())));
        return folders;
    }

    FinishSettings finish() {
        return finish;
    }

    /** Holds the options of the format. */
    AbstractConfig config() {
        return config;
    }

    RecordFormat format() {
        return Formats.named(config.getString(FORMAT));
    }

    TargetSettings target() {
        return target;
    }

    SelectionSettings selection() {
        return selection;
    }

    ReadinessSettings readiness() {
        return readiness;
    }

    MalformedSettings malformed() {
        return malformed;
    }

    SideSettings side() {
        return side;
    }

    RetryPolicy retry() {
        return retry;
    }
}
