package dev.millrace.rest;

import dev.millrace.feed.format.Read;
import dev.millrace.kit.change.Change;
import dev.millrace.kit.change.ChangeDetector;
import dev.millrace.kit.change.ChangeSettings;
import dev.millrace.kit.change.Place;
import dev.millrace.kit.path.PathReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of rows that are new, changed or gone since the round before. Belongs to the polling thread. */
final class ChangedRows implements RowRecords {

    private static final String NO_KEY = "change-key-missing";

    private final List<PathReader> key;
    private final boolean needsRecordKey;
    private final RecordMaker maker;
    private final DeletedRecords deleted;
    private final ChangeDetector detector;
    private RoundTotals totals = new RoundTotals();

    ChangedRows(ChangeKeySettings settings, RecordMaker maker, DeletedRecords deleted, ChangeDetector detector) {
        this.key = settings.key().stream().map(PathReader::new).toList();
        this.needsRecordKey = settings.shared().deleted() != ChangeSettings.Deleted.NONE;
        this.maker = maker;
        this.deleted = deleted;
        this.detector = detector;
    }

    /** A page alone does not tell which rows came before it. */
    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public void begin(RoundTotals roundTotals) {
        totals = roundTotals;
        detector.begin();
    }

    @Override
    public @Nullable PolledRecord of(Emission emission) {
        PolledRecord record = maker.record(emission);
        if (!record.isAside()) {
            Optional<List<String>> identity = identity(emission, record);
            if (identity.isPresent()) {
                return good(emission, record, identity.get());
            }
            record = maker.record(emission.faulty(NO_KEY));
        }
        return aside(emission, record);
    }

    private Optional<List<String>> identity(Emission emission, PolledRecord record) {
        String recordKey = (String) record.key();
        if (recordKey == null ? needsRecordKey : !ChangeDetector.isShort(recordKey)) {
            return Optional.empty();
        }
        if (key.isEmpty()) {
            return Optional.ofNullable(recordKey).map(List::of);
        }
        List<String> parts = new ArrayList<>();
        for (PathReader part : key) {
            Optional<String> text = emission.row().read() instanceof Read.Value value
                    ? part.find(value.value()).flatMap(RowPlaces::text)
                    : Optional.empty();
            text.ifPresent(parts::add);
        }
        return parts.size() == key.size() ? Optional.of(parts) : Optional.empty();
    }

    private @Nullable PolledRecord good(Emission emission, PolledRecord record, List<String> identity) {
        Object value = emission.row().read() instanceof Read.Value read ? read.value() : null;
        Optional<Change> change = detector.row(identity, value, record.key() == null ? "" : (String) record.key());
        if (change.isEmpty()) {
            totals.takenBack(false);
            return null;
        }
        Place place = change.get().place();
        return record.at(place.partition(), place.offset()).as(change.get().kind());
    }

    /** A row that can't be read is set aside once, as long as it comes again as it is. */
    private @Nullable PolledRecord aside(Emission emission, PolledRecord record) {
        Optional<Place> place = detector.unreadable(emission.row().hash());
        if (place.isEmpty()) {
            totals.takenBack(true);
            return null;
        }
        return record.at(place.get().partition(), place.get().offset());
    }

    @Override
    public @Nullable PolledRecord behind(boolean isUnchanged) {
        return detector.behind(isUnchanged)
                .map(gone -> {
                    totals.count(false);
                    return deleted.of(gone);
                })
                .orElse(null);
    }
}
