package dev.millrace.kit.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads one path from many records; for structs it remembers a plan for each schema, up to a number of them. Thread-safe.
 */
public final class PathReader {

    /** Enough for topics of many event types. */
    public static final int SCHEMAS = 256;

    private record Known(Schema schema, PathPlan plan) {}

    private final FieldPath path;
    private final Map<Schema, PathPlan> plans;
    private final AtomicLong misses = new AtomicLong();
    private volatile @Nullable Known last;

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
        this.plans = PathPlan.cache(schemas);
    }

    public FieldPath path() {
        return path;
    }

    /** The first thing there that is not null. */
    public Optional<Object> find(@Nullable Object value) {
        return value instanceof Struct ? FieldPath.firstOf(findAll(value)) : path.find(value);
    }

    /** Everything there, in its order: absent things are passed over, nulls are not. */
    public List<@Nullable Object> findAll(@Nullable Object value) {
        if (!(value instanceof Struct struct)) {
            return path.findAll(value);
        }
        List<@Nullable Object> found = new ArrayList<>(1);
        plan(struct.schema()).read(struct, found::add);
        return found;
    }

    /** Why the path leads nowhere in records of a schema, with the nearest name where one is not there; empty if it leads. */
    public Optional<String> complaint(Schema schema) {
        return plan(schema).complaints().stream().findFirst().map(complaint -> "path " + path + ": " + complaint);
    }

    /** How often a plan had to be made: a number that grows with the records tells that the cache is too small. */
    public long misses() {
        return misses.get();
    }

    private PathPlan plan(Schema schema) {
        Known known = last;
        if (known != null && known.schema() == schema) {
            return known.plan();
        }
        PathPlan plan;
        synchronized (plans) {
            plan = plans.get(schema);
            if (plan == null) {
                misses.incrementAndGet();
                plan = new PathPlan(path, schema);
                plans.put(schema, plan);
            }
        }
        last = new Known(schema, plan);
        return plan;
    }
}
