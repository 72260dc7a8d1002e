package dev.millrace.transforms.audit;

import dev.millrace.kit.AuditChain;
import dev.millrace.transforms.origin.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The chains of one transform, in which each record's evidence gets its place. A source's records make one chain in the order
 * of their transformation. A sink's make one for each partition, in the order of their offsets, and another one when an offset
 * comes again whose link was forgotten. Belongs to whoever holds its lock.
 */
final class Chains {

    private record Head(String chain, long seq, String hash) {}

    private final Supplier<String> ids;
    private final String first;
    private final Map<TopicPartition, Head> heads = new HashMap<>();
    private Head source;

    /**
     * Begins.
     *
     * @param ids gives a new name for a chain each time
     */
    Chains(Supplier<String> ids) {
        this.ids = ids;
        this.first = ids.get();
        this.source = new Head(first, -1, "");
    }

    /** The next place for a record of an origin; {@link #append} takes it. */
    AuditChain.Link next(Origin origin) {
        if (origin instanceof Origin.Stored stored) {
            Head head = heads.get(partition(stored));
            if (head == null) {
                head = new Head(first + suffix(stored), -1, "");
            } else if (stored.offset() <= head.seq()) {
                head = new Head(ids.get() + suffix(stored), -1, "");
            }
            return new AuditChain.Link(head.chain(), stored.offset(), head.hash());
        }
        return new AuditChain.Link(source.chain(), source.seq() + 1, source.hash());
    }

    /** Takes the place that {@link #next} gave. */
    void append(Origin origin, AuditChain.Link link, String hash) {
        Head head = new Head(link.chainId(), link.seq(), hash);
        if (origin instanceof Origin.Stored stored) {
            heads.put(partition(stored), head);
        } else {
            source = head;
        }
    }

    private static TopicPartition partition(Origin.Stored stored) {
        return new TopicPartition(stored.topic(), stored.partition());
    }

    private static String suffix(Origin.Stored stored) {
        return "/" + stored.topic() + "-" + stored.partition();
    }
}
