package dev.millrace.kit.path;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is worked out once for each schema of records and used for all records of it, such as a compiled path or a derived
 * schema; up to a number of schemas, of which those that went unused longest give way.
 *
 * <p>One plan is made for a schema however many threads ask, and equal schemas share it: what hangs on a plan is the same from
 * record to record. Thread-safe; what is known is found without a lock. Made plans are counted, and it is said once when
 * more schemas go through than are kept.
 *
 * @param <P> the plan
 */
public final class SchemaPlans<P> {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaPlans.class);

    private static final int SLOTS = 512;
    private static final int ROUNDS_OF_THRASHING = 4;

    private final String owner;
    private final int most;
    private final Function<Schema, P> make;
    private final Map<Schema, Plan<P>> plans = new ConcurrentHashMap<>();
    private final Queue<Plan<P>> queue = new ArrayDeque<>();
    private final AtomicReferenceArray<Known<P>> slots = new AtomicReferenceArray<>(SLOTS);
    private volatile @Nullable Known<P> last;
    private volatile long misses;
    private boolean told;

    /** A plan and what the cache knows about it. */
    private static final class Plan<P> {

        private final Schema schema;
        private final P plan;
        private volatile boolean used;
        private volatile boolean dropped;

        private Plan(Schema schema, P plan) {
            this.schema = schema;
            this.plan = plan;
        }

        private P use() {
            // Read first: a write for each record would make the cores fight for the cache line.
            if (!used) {
                used = true;
            }
            return plan;
        }
    }

    /** The plan of one instance of a schema: what is the same needs no comparison field by field. */
    private record Known<P>(Schema schema, Plan<P> plan) {}

    /**
     * An empty cache.
     *
     * @param owner whose it is, for the log, such as the name of a transform
     * @param most how many plans are kept at most, from 1
     * @param make makes the plan of a schema; what it throws goes to who asked, and is asked again the next time
     */
    public SchemaPlans(String owner, int most, Function<Schema, P> make) {
        if (most < 1) {
            throw new IllegalArgumentException("a cache of " + most + " schemas keeps nothing");
        }
        this.owner = owner;
        this.most = most;
        this.make = make;
    }

    /** The plan of a schema. */
    public P of(Schema schema) {
        Known<P> recent = last;
        if (recent != null && recent.schema() == schema && !recent.plan().dropped) {
            return recent.plan().use();
        }
        int slot = slot(schema);
        Known<P> known = slots.get(slot);
        if (known != null && known.schema() == schema && !known.plan().dropped) {
            return known.plan().use();
        }
        // A plan that was only made is not used yet: those that are met once give way to those that come again.
        Plan<P> plan = plans.get(schema);
        Known<P> found = new Known<>(schema, plan == null ? made(schema) : plan);
        slots.set(slot, found);
        last = found;
        return plan == null ? found.plan().plan : plan.use();
    }

    /** How often a plan had to be made: a number that grows with the records tells that the cache is too small. */
    public long misses() {
        return misses;
    }

    private static int slot(Schema schema) {
        int hash = System.identityHashCode(schema);
        return (hash ^ hash >>> 9) & SLOTS - 1;
    }

    private synchronized Plan<P> made(Schema schema) {
        Plan<P> there = plans.get(schema);
        if (there != null) {
            return there;
        }
        Plan<P> plan = new Plan<>(schema, make.apply(schema));
        misses++;
        makeRoom();
        plans.put(schema, plan);
        queue.add(plan);
        if (!told && misses > (long) most * ROUNDS_OF_THRASHING) {
            told = true;
            LOG.warn(
                    "{} meets more schemas than the {} it keeps plans for, and makes one anew for many records;"
                            + " raise schema.cache.size where the plugin has that option",
                    owner,
                    most);
        }
        return plan;
    }

    /** Takes plans away, oldest first, but leaves each that was used since it was looked at. */
    private void makeRoom() {
        // Once around at most: other threads may use every plan again while it is looked for one that nobody used.
        int looks = queue.size();
        while (queue.size() >= most) {
            Plan<P> oldest = queue.remove();
            if (oldest.used && looks-- > 0) {
                oldest.used = false;
                queue.add(oldest);
            } else {
                oldest.dropped = true;
                plans.remove(oldest.schema);
            }
        }
    }
}
