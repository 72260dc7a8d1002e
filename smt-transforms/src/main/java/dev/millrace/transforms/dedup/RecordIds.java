package dev.millrace.transforms.dedup;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.RecordPath;
import dev.millrace.transforms.origin.Fingerprint;
import dev.millrace.transforms.origin.Origin;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Tells records apart by what their configuration names; records of different topics always. For any thread. */
final class RecordIds {

    /** The rule that failures name. */
    static final String RULE = "id";

    private record Part(String name, RecordPath path) {}

    private final List<Part> parts;
    private final Policies.Missing missing;
    private final Fingerprint.Maker fingerprints;

    RecordIds(List<String> paths, Policies.Missing missing, Fingerprint.Maker fingerprints) {
        this.parts = paths.stream()
                .map(path -> new Part(path, RecordPath.of(FieldPath.parse(path))))
                .toList();
        this.missing = missing;
        this.fingerprints = fingerprints;
    }

    /**
     * The id of a record; empty where it has none, and then nothing is its duplicate.
     *
     * @throws RuleFailure when a part is missing or null and is not to be
     */
    Optional<Fingerprint> of(ConnectRecord<?> record) {
        List<@Nullable Object> id = new ArrayList<>();
        id.add(Origin.of(record) instanceof Origin.Stored stored ? stored.topic() : record.topic());
        if (parts.isEmpty()) {
            id.addAll(Arrays.asList(record.key(), record.value()));
        }
        for (Part part : parts) {
            Object value = part.path().first(record).map(SchemaAndValue::value).orElse(null);
            if (value == null) {
                switch (missing) {
                    case FAIL -> throw new RuleFailure(RULE, part.name(), "missing");
                    case IGNORE -> {
                        return Optional.empty();
                    }
                    case NULL -> {
                        // It is a part like any other.
                    }
                }
            }
            id.add(value);
        }
        try {
            return Optional.of(fingerprints.of(id));
        } catch (DataException unfit) {
            throw new RuleFailure(RULE, "", "not-canonical");
        }
    }
}
