package dev.millrace.it;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the send of every third number fail twice, in a way that a worker tries again: it then transforms the record again, in
 * the same instances (AbstractWorkerSourceTask#sendRecords).
 */
public final class StumblingPartitioner implements Partitioner {

    static final int EVERY = 3;

    private final Set<String> stumbled = ConcurrentHashMap.newKeySet();

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        String number = keyBytes == null ? "0" : new String(keyBytes, StandardCharsets.UTF_8);
        boolean isThird = Integer.parseInt(number) % EVERY == 0;
        if (isThird && (stumbled.add(number) || stumbled.add(number + " again"))) {
            throw new RetriableException("the test wants another try");
        }
        return 0;
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
