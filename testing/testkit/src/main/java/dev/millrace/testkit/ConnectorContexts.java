package dev.millrace.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** What the worker gives a connector; remembers what the connector asked for. Thread-safe. */
final class ConnectorContexts implements SourceConnectorContext, SinkConnectorContext {
    private final OffsetStorageReader offsets;
    private final AtomicInteger reconfigurations = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    ConnectorContexts(OffsetStorageReader offsets) {
        this.offsets = offsets;
    }

    int reconfigurations() {
        return reconfigurations.get();
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }

    @Override
    public void requestTaskReconfiguration() {
        reconfigurations.incrementAndGet();
    }

    @Override
    public void raiseError(Exception e) {
        failure.compareAndSet(null, e);
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return offsets;
    }
}
