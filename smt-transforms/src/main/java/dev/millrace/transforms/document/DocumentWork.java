package dev.millrace.transforms.document;

import dev.millrace.kit.path.SchemaPlans;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.MisusedTransform;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.Rewriter;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The work of the transforms that read or write a document in a field, or on a side as a whole. For any thread; closed once,
 * when the worker lets the transform go.
 */
public final class DocumentWork implements AutoCloseable {

    private final String transform;
    private final Side side;
    private final PlaceSettings place;
    private final Conversion conversion;
    private final Policies policies;
    private final RuleMeters meters;
    private final Guard guard;
    private final String rule;
    private final Absence absence;
    private final SchemaPlans<DocumentPlan> plans;
    private final @Nullable Rewriter many;

    DocumentWork(
            String transform, Side side, PlaceSettings place, Conversion conversion, Policies policies, int schemas) {
        this.transform = transform;
        this.side = side;
        this.place = place;
        this.conversion = conversion;
        this.policies = policies;
        this.rule = place.rule();
        this.meters = RuleMeters.register(transform, List.of(rule));
        this.guard = new Guard(transform, side, policies, meters);
        boolean left = policies.errors() == Policies.Errors.KEEP && !place.inPlace();
        boolean nulls =
                left || policies.errors() == Policies.Errors.NULL || policies.missing() == Policies.Missing.NULL;
        this.plans =
                new SchemaPlans<>(transform, schemas, schema -> new DocumentPlan(schema, place, conversion, nulls));
        meters.watch(plans);
        this.many = place.many()
                .map(path -> new Rewriter(
                        transform,
                        List.of(new Rewriter.Rule(rule, path, new DocumentChange(transform, conversion))),
                        policies,
                        meters,
                        schemas))
                .orElse(null);
        this.absence = new Absence(rule, place.path().text(), policies);
    }

    /** The record with its document read or written; null where the policies drop it. */
    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::work);
    }

    @Override
    public void close() {
        guard.close();
    }

    private <R extends ConnectRecord<R>> @Nullable R work(R record) {
        Schema schema = side.schema(record);
        Object value = side.value(record);
        if (value == null) {
            return record;
        }
        if (many != null) {
            SchemaAndValue done = many.rewrite(record, schema, value);
            return done.value() == value ? record : side.with(record, done.schema(), done.value());
        }
        if (place.path().isWhole() && place.inPlace()) {
            return whole(record, schema, value);
        }
        if (value instanceof Struct struct) {
            return struct(record, struct);
        }
        if (value instanceof Map<?, ?> map && schema == null) {
            return map(record, map);
        }
        throw new RuleFailure(rule, "", "not-a-struct");
    }

    private <R extends ConnectRecord<R>> R whole(R record, @Nullable Schema schema, Object value) {
        try {
            // Without a schema in front, what is written needs none either.
            boolean bare = schema == null && conversion instanceof Serializing;
            SchemaAndValue made =
                    conversion.apply(schema, value, bare ? Conversion.Place.MAP : Conversion.Place.REQUIRED);
            meters.applied(rule);
            return side.with(record, made.schema(), made.value());
        } catch (DocumentFault fault) {
            return kept(record, fault);
        }
    }

    private <R extends ConnectRecord<R>> @Nullable R struct(R record, Struct struct) {
        if (!conversion.fitsStructs()) {
            throw schemaNeeded(transform);
        }
        DocumentPlan plan = plan(struct.schema());
        Object toConvert = absence.resolve(plan.read(struct), plan.defaultValue());
        if (toConvert == Absence.DROP) {
            return null;
        }
        if (toConvert == Absence.LEAVE) {
            return left(record);
        }
        try {
            SchemaAndValue made = toConvert == Absence.NULL
                    ? plan.nothing()
                    : conversion.apply(plan.source(), toConvert, plan.place());
            if (made.schema() == null) {
                // Nothing can be guessed of a null.
                return left(record);
            }
            return put(record, plan, struct, made);
        } catch (DocumentFault fault) {
            if (policies.errors() == Policies.Errors.KEEP && place.inPlace()) {
                // The field has another schema now, and what was there does not fit.
                meters.failed(rule);
                throw new RuleFailure(rule, place.path().text(), "cannot-be-kept");
            }
            boolean nothing = policies.errors() == Policies.Errors.NULL || policies.errors() == Policies.Errors.KEEP;
            if (nothing && plan.nothing().schema() != null) {
                meters.failed(rule);
                return put(record, plan, struct, plan.nothing());
            }
            return kept(record, fault);
        }
    }

    /** Told at once and as an error, for every record of that kind would fail, or be kept in silence. */
    static MisusedTransform schemaNeeded(String transform) {
        return new MisusedTransform(
                ShapeSettings.SCHEMA,
                "is needed by " + transform + ": a value without a schema can't stand in a struct; declare one, or let "
                        + ShapeSettings.INFER + " schemas be guessed");
    }

    private <R extends ConnectRecord<R>> R put(R record, DocumentPlan plan, Struct struct, SchemaAndValue made) {
        try {
            Schema to = plan.with(made.schema());
            Struct put = Graft.struct(struct, to, place.target().names(), made.value());
            put.validate();
            meters.applied(rule);
            return side.with(record, to, put);
        } catch (DataException unfit) {
            // Such as a struct that had to be made around the target and has other fields that are required.
            throw new RuleFailure(rule, place.target().text(), "does-not-fit");
        } catch (DocumentFault fault) {
            throw new RuleFailure(rule, place.target().text(), fault.code());
        }
    }

    private DocumentPlan plan(Schema schema) {
        try {
            return plans.of(schema);
        } catch (DocumentFault fault) {
            throw new RuleFailure(rule, place.target().text(), fault.code());
        }
    }

    private <R extends ConnectRecord<R>> @Nullable R map(R record, Map<?, ?> map) {
        Object toConvert = absence.resolve(read(map), null);
        if (toConvert == Absence.DROP) {
            return null;
        }
        if (toConvert == Absence.LEAVE || (toConvert == Absence.NULL && place.inPlace())) {
            return left(record);
        }
        try {
            Object made = toConvert == Absence.NULL
                    ? null
                    : conversion.apply(null, toConvert, Conversion.Place.MAP).value();
            return put(record, map, made);
        } catch (DocumentFault fault) {
            if (policies.errors() == Policies.Errors.NULL) {
                meters.failed(rule);
                return put(record, map, null);
            }
            return kept(record, fault);
        }
    }

    private <R extends ConnectRecord<R>> R put(R record, Map<?, ?> map, @Nullable Object made) {
        try {
            Map<?, ?> put = Graft.map(map, place.target().names(), made);
            meters.applied(rule);
            return side.with(record, null, put);
        } catch (DocumentFault fault) {
            throw new RuleFailure(rule, place.target().text(), fault.code());
        }
    }

    private @Nullable Object read(Map<?, ?> map) {
        Object at = map;
        for (String name : place.path().names()) {
            if (at == null) {
                return null;
            }
            if (!(at instanceof Map<?, ?> inner) || !inner.containsKey(name)) {
                return DocumentPlan.MISSING;
            }
            at = inner.get(name);
        }
        return at;
    }

    private <R extends ConnectRecord<R>> R left(R record) {
        meters.skipped(rule);
        return record;
    }

    /** The record as it came where that is what a failure leads to; routing and failing are the guard's. */
    private <R extends ConnectRecord<R>> R kept(R record, DocumentFault fault) {
        meters.failed(rule);
        if (policies.errors() == Policies.Errors.KEEP) {
            return record;
        }
        throw failure(fault);
    }

    private RuleFailure failure(DocumentFault fault) {
        return new RuleFailure(rule, DocumentFault.join(place.path().text(), fault.path()), fault.code());
    }
}
