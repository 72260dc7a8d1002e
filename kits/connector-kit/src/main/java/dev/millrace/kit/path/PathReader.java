package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads one path from many records; for structs it remembers a plan for each schema, up to a number of them. Thread-safe.
 */
public final class PathReader {

    /** Enough for topics of many event types. */
    public static final int SCHEMAS = 256;

    private final FieldPath path;
    private final SchemaPlans<PathPlan> plans;

    public PathReader(FieldPath path) {
        this(path, SCHEMAS);
    }

    /**
     * A reader with a cache of its own size.
     *
     * @param schemas how many plans it keeps at most
     */
    public PathReader(FieldPath path, int schemas) {
        this.path = path;
        this.plans = new SchemaPlans<>("the path " + path, schemas, schema -> new PathPlan(path, schema));
    }

    public FieldPath path() {
        return path;
    }

    /** The first thing there that is not null. */
    public Optional<Object> find(@Nullable Object value) {
        if (path.isSingle()) {
            Object found = one(value);
            return found == PathStep.NOTHING ? Optional.empty() : Optional.ofNullable(found);
        }
        return value instanceof Struct ? FieldPath.firstOf(findAll(value)) : path.find(value);
    }

    /** The first thing there, null or not, with its schema where one is known; empty when nothing is there. */
    public Optional<SchemaAndValue> first(@Nullable Schema schema, @Nullable Object value) {
        Search first = new Search(any -> true);
        Schema known = value instanceof Struct struct ? struct.schema() : schema;
        if (value == null || known == null) {
            path.read(value, first);
            return first.passed ? Optional.of(new SchemaAndValue(null, first.value)) : Optional.empty();
        }
        PathPlan plan = plans.of(known);
        plan.read(value, first);
        return first.passed ? Optional.of(new SchemaAndValue(plan.end(), first.value)) : Optional.empty();
    }

    /** Whether anything there, nulls included, passes a test. */
    public boolean anyMatch(@Nullable Object value, Predicate<@Nullable Object> test) {
        if (path.isSingle()) {
            Object found = one(value);
            return found != PathStep.NOTHING && test.test(found);
        }
        Search any = new Search(test);
        if (value instanceof Struct struct) {
            plans.of(struct.schema()).read(struct, any);
        } else {
            path.read(value, any);
        }
        return any.passed;
    }

    private @Nullable Object one(@Nullable Object value) {
        return value instanceof Struct struct ? plans.of(struct.schema()).one(struct) : path.one(value);
    }

    /** Everything there, in its order: absent things are passed over, nulls are not. */
    public List<@Nullable Object> findAll(@Nullable Object value) {
        if (!(value instanceof Struct struct)) {
            return path.findAll(value);
        }
        List<@Nullable Object> found = new ArrayList<>(1);
        plans.of(struct.schema()).read(struct, found::add);
        return found;
    }

    /** Why the path leads nowhere in records of a schema, with the nearest name where one is not there; empty if it leads. */
    public Optional<String> complaint(Schema schema) {
        return plans.of(schema).complaints().stream().findFirst().map(complaint -> "path " + path + ": " + complaint);
    }

    /** How often a plan had to be made: a number that grows with the records tells that the cache is too small. */
    public long misses() {
        return plans.misses();
    }

    /** Looks for the first thing that passes a test. */
    private static final class Search implements Consumer<@Nullable Object> {

        private final Predicate<@Nullable Object> test;
        private boolean passed;
        private @Nullable Object value;

        private Search(Predicate<@Nullable Object> test) {
            this.test = test;
        }

        @Override
        public void accept(@Nullable Object next) {
            if (!passed && test.test(next)) {
                passed = true;
                value = next;
            }
        }
    }
}
