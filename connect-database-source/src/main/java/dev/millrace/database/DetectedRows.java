package dev.millrace.database;

import dev.millrace.database.reading.DatabaseRecord;
import dev.millrace.database.reading.MalformedRows;
import dev.millrace.database.reading.ReadingRoom;
import dev.millrace.database.reading.RecordKey;
import dev.millrace.database.row.RowShape;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import dev.millrace.kit.Sha256;
import dev.millrace.kit.ValueText;
import dev.millrace.kit.change.Change;
import dev.millrace.kit.change.ChangeDetector;
import dev.millrace.kit.change.ChangeKind;
import dev.millrace.kit.change.ChangeMeters;
import dev.millrace.kit.change.ChangeSettings;
import dev.millrace.kit.change.Compared;
import dev.millrace.kit.change.Place;
import dev.millrace.kit.change.RowHasher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** Of the rows of runs, those that are new, changed or gone since the run before. Of one thread at a time. */
final class DetectedRows implements BulkRows {

    private static final String KEY_MISSING = "change-key-missing";

    private final Compared compared;
    private final ChangeSettings settings;
    private final OffsetStorageReader offsets;
    private final RecordKey recordKey;
    private final MalformedRows malformed;
    private final DetectedDeletions deletions;
    private final ChangeMeters meters;
    private final RowHasher hasher = new RowHasher();
    private final Map<String, Integer> unreadable = new HashMap<>();
    private @Nullable ChangeDetector detector;
    private @Nullable RowShape shape;

    private DetectedRows(
            Compared compared,
            ChangeSettings settings,
            OffsetStorageReader offsets,
            RecordKey recordKey,
            MalformedRows malformed,
            DetectedDeletions deletions,
            ChangeMeters meters) {
        this.compared = compared;
        this.settings = settings;
        this.offsets = offsets;
        this.recordKey = recordKey;
        this.malformed = malformed;
        this.deletions = deletions;
        this.meters = meters;
    }

    /** The rows that become records by these settings. */
    static BulkRows of(ReadingRoom room, ChangeSettings settings, QuerySource source) {
        if (!settings.detects()) {
            return ALL;
        }
        Compared compared = new Compared(source.toString(), source.partition(), QuerySettings.KEY_COLUMNS);
        String topic = source.table()
                .map(room.topics()::of)
                .orElseGet(() -> room.topics().ofQuery(source.name()));
        return new DetectedRows(
                compared,
                settings,
                room.offsets(),
                room.key(),
                room.malformed(),
                new DetectedDeletions(compared, source.name(), topic),
                new ChangeMeters(room.meters(source.name())::counter));
    }

    /**
     * Judges an offset that a person wants to store.
     *
     * @return false when the partition is none of a bucket
     * @throws IllegalArgumentException when the offset is none of a bucket
     */
    static boolean check(Map<String, ?> partition, Map<String, ?> offset, ChangeSettings settings) {
        boolean isBucket = partition.get(Compared.BUCKET) instanceof String;
        if (isBucket) {
            ChangeDetector.check(offset, settings);
        }
        return isBucket;
    }

    /** A place in a run does not tell which rows came before it. */
    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public void begin(long run) {
        ChangeDetector loaded = detector;
        if (loaded == null) {
            loaded = ChangeDetector.load(compared, settings, offsets, meters);
            detector = loaded;
        }
        loaded.begin();
        unreadable.clear();
        shape = null;
    }

    @Override
    public void shape(RowShape next) {
        if (next.keyColumns().isEmpty()) {
            throw new ConnectorFailure(
                    FailureKind.MISCONFIGURED,
                    KEY_MISSING,
                    compared.name()
                            + " has no primary key, and detect=changes needs one: name the columns that tell its"
                            + " rows apart in " + QuerySettings.KEY_COLUMNS);
        }
        shape = next;
    }

    @Override
    public @Nullable DatabaseRecord of(DatabaseRecord row) {
        String fault = row.fault();
        if (fault != null) {
            return aside(row, fault);
        }
        List<String> identity = identity(row);
        String key;
        try {
            key = key(row, identity);
        } catch (ConnectorFailure failure) {
            return of(malformed.setAside(compared.partition(), offset(row), compared.name(), failure));
        }
        Optional<Change> change = running().row(identity, row.value(), key);
        return change.map(told -> {
                    DatabaseRecord moved =
                            row.at(told.place().partition(), told.place().offset());
                    moved.headers().addString(ChangeKind.HEADER, told.kind().word());
                    return moved;
                })
                .orElse(null);
    }

    @SuppressWarnings("unchecked") // the framework's maps have texts for keys
    private static Map<String, ?> offset(DatabaseRecord row) {
        return (Map<String, ?>) row.sourceOffset();
    }

    private List<String> identity(DatabaseRecord row) {
        Struct value = (Struct) row.value();
        List<String> identity = new ArrayList<>();
        for (String column : current().keyColumns()) {
            Field field = value.schema().field(column);
            Object part = value.get(field);
            identity.add(part == null ? "" : ValueText.of(field.schema(), part));
        }
        return identity;
    }

    /** What is remembered of the record's key; nothing, where nobody hears of rows that are gone. */
    private String key(DatabaseRecord row, List<String> identity) {
        if (settings.deleted() == ChangeSettings.Deleted.NONE) {
            return "";
        }
        if (row.key() == null) {
            throw keyFault(identity, "has no key, under which it could be told as deleted");
        }
        String key = DetectedKey.text(row.key());
        if (!ChangeDetector.isShort(key)) {
            throw keyFault(identity, "has a key of " + key.length() + " characters, too long to be remembered");
        }
        return key;
    }

    private ConnectorFailure keyFault(List<String> identity, String sentence) {
        String hash = Sha256.hex(String.join("\0", identity).getBytes(StandardCharsets.UTF_8));
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                KEY_MISSING,
                compared.name() + ": the row with the key hash " + hash.substring(0, 16) + " " + sentence
                        + ": set another " + RecordKey.KEY + ", or " + ChangeSettings.DELETED
                        + "=none");
    }

    /** A row that can't be read is set aside once, as long as it comes again as it is. */
    private @Nullable DatabaseRecord aside(DatabaseRecord row, String fault) {
        int number = unreadable.merge(fault, 1, Integer::sum);
        byte[] name = (fault + " " + number).getBytes(StandardCharsets.UTF_8);
        Optional<Place> place = running().unreadable(hasher.hash(name, 0, name.length));
        return place.map(there -> row.at(there.partition(), there.offset())).orElse(null);
    }

    @Override
    public @Nullable DatabaseRecord behind() {
        return running()
                .behind(false)
                .map(gone -> deletions.of(gone, keySchema()))
                .orElse(null);
    }

    private Schema keySchema() {
        return recordKey.wantsPrimary() ? current().keySchema().orElseThrow() : Schema.STRING_SCHEMA;
    }

    private ChangeDetector running() {
        if (detector == null) {
            throw new IllegalStateException("no run has begun");
        }
        return detector;
    }

    private RowShape current() {
        if (shape == null) {
            throw new IllegalStateException("no result came yet");
        }
        return shape;
    }
}
