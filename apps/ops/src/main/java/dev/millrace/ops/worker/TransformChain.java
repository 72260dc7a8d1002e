package dev.millrace.ops.worker;

import dev.millrace.ops.CommandFailure;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * The transforms of a configuration in their order, as a worker would apply them. For one thread.
 *
 * @param <R> records of a source or of a sink
 */
public final class TransformChain<R extends ConnectRecord<R>> implements AutoCloseable {

    private final List<TransformStep<R>> steps;

    /**
     * Makes and configures them.
     *
     * @param plugins to be closed after the chain
     * @throws CommandFailure that names the key when one can't be
     */
    public TransformChain(ConnectorFile config, PluginPath plugins) {
        this.steps = config.list(TransformStep.TRANSFORMS).stream()
                .map(name -> new TransformStep<R>(name, config, plugins))
                .toList();
    }

    /** The transforms, for who wants to know what each of them does. */
    public List<TransformStep<R>> steps() {
        return steps;
    }

    /** What they make of a record; empty when one of them drops it. What they throw is not caught. */
    public Optional<R> apply(R record) {
        Optional<R> current = Optional.of(record);
        for (TransformStep<R> step : steps) {
            current = current.flatMap(one -> step.admits(one) ? step.apply(one) : Optional.of(one));
        }
        return current;
    }

    @Override
    public void close() {
        steps.forEach(TransformStep::close);
    }
}
