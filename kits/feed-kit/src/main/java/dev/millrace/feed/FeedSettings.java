package dev.millrace.feed;

import dev.millrace.feed.content.ContentSettings;
import dev.millrace.feed.content.PgpSettings;
import dev.millrace.feed.format.Formats;
import dev.millrace.feed.format.PreparedFormat;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.feed.schema.SchemaSettings;
import dev.millrace.kit.AuditEvent;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.RetryPolicy;
import dev.millrace.kit.RetrySettings;
import dev.millrace.kit.SideSettings;
import dev.millrace.kit.contract.ContractChecker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** What a file feed does, whatever store its files live in: one record per group of options. */
public final class FeedSettings {

    public static final String FOLDERS = InputSettings.FOLDERS;
    public static final String ARCHIVE_FOLDER = FinishSettings.ARCHIVE_FOLDER;
    public static final String QUARANTINE_FOLDER = FinishSettings.QUARANTINE_FOLDER;
    public static final String FORMAT = "format";

    private final AbstractConfig config;
    private final TargetSettings target;
    private final TypeTopics typeTopics;
    private final InputSettings input;
    private final SelectionSettings selection;
    private final OrderSettings order;
    private final ReadinessSettings readiness;
    private final IdentitySettings identity;
    private final FinishSettings finish;
    private final MalformedSettings malformed;
    private final SpoolSettings spool;
    private final Optional<ContractChecker> contract;
    private final ContentSettings content;
    private final PgpSettings pgp;
    private final AcknowledgementSettings acknowledgements;
    private final SideSettings side;
    private final RetryPolicy retry;

    private final RecordFormat format;
    private final PreparedFormat prepared;

    private FeedSettings(AbstractConfig config, Map<String, String> configuration, RecordFormat format) {
        this.config = config;
        this.format = format;
        this.target = TargetSettings.from(config);
        this.typeTopics = TypeTopics.from(config);
        this.input = InputSettings.from(config);
        this.selection = SelectionSettings.from(config);
        this.order = OrderSettings.from(config);
        this.readiness = ReadinessSettings.from(config);
        this.identity = IdentitySettings.from(config);
        this.finish = FinishSettings.from(config);
        this.malformed = MalformedSettings.from(config);
        this.spool = SpoolSettings.from(config);
        this.content = ContentSettings.from(config);
        this.pgp = PgpSettings.from(config);
        this.acknowledgements = AcknowledgementSettings.from(config);
        this.side = SideSettings.from(config, configuration);
        this.retry = RetrySettings.fromBackoff(config);
        // Formats read it for each file; a schema file that is missing is found before the first one.
        SchemaSettings unused = SchemaSettings.from(config);
        this.contract = RecordContract.from(config).load();
        PreparedFormat plain = format.prepare(config);
        this.prepared = contract.map(held -> RecordContract.held(plain, held)).orElse(plain);
    }

    public static void define(ConfigDef definition) {
        TargetSettings.define(definition);
        TypeTopics.define(definition);
        InputSettings.define(definition);
        SelectionSettings.define(definition);
        OrderSettings.define(definition);
        ReadinessSettings.define(definition);
        IdentitySettings.define(definition);
        FinishSettings.define(definition);
        new OptionGroup(definition, "Format")
                .add(
                        FORMAT,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ConfigDef.ValidString.in(Formats.names().toArray(String[]::new)),
                        ConfigDef.Importance.HIGH,
                        "How the bytes of a file become records. Its own options carry its name as a prefix.");
        ContentSettings.define(definition);
        PgpSettings.define(definition);
        SpoolSettings.define(definition);
        RecordContract.define(definition);
        MalformedSettings.define(definition);
        Formats.define(definition);
        AcknowledgementSettings.define(definition);
        SideSettings.define(definition);
        RetrySettings.defineBackoff(definition);
    }

    /** Reads the group; {@code configuration} is the connector's as given. */
    public static FeedSettings from(AbstractConfig config, Map<String, String> configuration) {
        return from(config, configuration, Formats.named(config.getString(FORMAT)));
    }

    /** Reads the group for a format that may be none of the list. */
    static FeedSettings from(AbstractConfig config, Map<String, String> configuration, RecordFormat format) {
        return new FeedSettings(config, configuration, format);
    }

    /** Reports options that contradict each other; {@code config} has passed the checks of each single option. */
    public static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        TypeTopics.validate(config, problems);
        InputSettings.validate(config, problems);
        SelectionSettings.validate(config, problems);
        OrderSettings.validate(config, configuration, problems);
        ReadinessSettings.validate(config, problems);
        IdentitySettings.validate(config, configuration, problems);
        FinishSettings.validate(config, problems);
        MalformedSettings.validate(config, problems);
        SpoolSettings.validate(config, problems);
        RecordContract.validate(config, problems);
        PgpSettings.validate(config, problems);
        SideSettings side = SideSettings.from(config, configuration);
        MalformedSettings.validateSkip(config, side, problems);
        if (MalformedSettings.hasTopic(config)
                || AcknowledgementSettings.from(config).topic().isPresent()
                || side.auditTopic().isPresent()) {
            SideSettings.validate(configuration, problems);
        }
        RetrySettings.validate(config, problems);
        SchemaSettings.validate(config, problems);
        RecordFormat format = Formats.named(config.getString(FORMAT));
        List<String> ofFormat = new ArrayList<>();
        format.validate(config, (key, sentence) -> {
            ofFormat.add(key);
            problems.report(key, sentence);
        });
        // What the format can't read, such as a file of partners, says nothing of acknowledgements.
        if (ofFormat.isEmpty()) {
            AcknowledgementSettings.validate(config, format, problems);
        }
    }

    /** The folders whose files are read. */
    public List<String> folders() {
        return input.folders();
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
            folders().forEach(folder -> folders.add(new WrittenFolder(FOLDERS, folder)));
        }
        finish.archive().ifPresent(to -> folders.add(new WrittenFolder(ARCHIVE_FOLDER, to.fixedFolder())));
        finish.quarantine().ifPresent(to -> folders.add(new WrittenFolder(QUARANTINE_FOLDER, to.fixedFolder())));
        acknowledgements.folder().ifPresent(to -> folders.add(new WrittenFolder(AcknowledgementSettings.FOLDER, to)));
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
        return format;
    }

    /** What records must keep to, where they must. */
    Optional<ContractChecker> contract() {
        return contract;
    }

    /** The format with its options read, its records held to the contract where there is one. */
    PreparedFormat prepared() {
        return prepared;
    }

    TargetSettings target() {
        return target;
    }

    TypeTopics typeTopics() {
        return typeTopics;
    }

    InputSettings input() {
        return input;
    }

    SelectionSettings selection() {
        return selection;
    }

    OrderSettings order() {
        return order;
    }

    ReadinessSettings readiness() {
        return readiness;
    }

    IdentitySettings identity() {
        return identity;
    }

    /** The folders that files are put into: nothing in them is input. */
    Set<String> ownFolders() {
        Set<String> own = new HashSet<>();
        finish.archive().map(FileTemplate::fixedFolder).ifPresent(own::add);
        finish.quarantine().map(FileTemplate::fixedFolder).ifPresent(own::add);
        acknowledgements.folder().ifPresent(own::add);
        return own;
    }

    MalformedSettings malformed() {
        return malformed;
    }

    SpoolSettings spool() {
        return spool;
    }

    ContentSettings content() {
        return content;
    }

    PgpSettings pgp() {
        return pgp;
    }

    /** Whether a file that can't be read can be set aside, so that somebody hears of it; else the task stops at it. */
    boolean setsFilesAside() {
        return malformed.mode() != MalformedMode.FAIL
                || finish.quarantine().isPresent()
                || side.tells(AuditEvent.Step.QUARANTINED);
    }

    AcknowledgementSettings acknowledgements() {
        return acknowledgements;
    }

    SideSettings side() {
        return side;
    }

    RetryPolicy retry() {
        return retry;
    }
}
