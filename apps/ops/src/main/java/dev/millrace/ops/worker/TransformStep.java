package dev.millrace.ops.worker;

import dev.millrace.ops.CommandFailure;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * One transform of a chain, with its predicate. For one thread.
 *
 * @param <R> records of a source or of a sink
 */
public final class TransformStep<R extends ConnectRecord<R>> implements AutoCloseable {

    static final String TRANSFORMS = "transforms";
    private static final String PREDICATES = "predicates";

    /** A predicate by its name, and which answer of it lets records into the transform. */
    private record Condition<R extends ConnectRecord<R>>(String name, Predicate<R> predicate, boolean negated) {

        boolean admits(R record) {
            return PluginPath.within(predicate, () -> predicate.test(record)) != negated;
        }

        String text() {
            return (negated ? "not " : "") + name;
        }
    }

    private final String name;
    private final Transformation<R> transform;
    private final Optional<Condition<R>> condition;

    /**
     * Makes and configures it.
     *
     * @param name in the configuration
     * @throws CommandFailure that names the key when it can't be
     */
    TransformStep(String name, ConnectorFile config, PluginPath plugins) {
        this.name = name;
        String key = TRANSFORMS + "." + name;
        Map<String, String> settings = new TreeMap<>(config.below(key + "."));
        this.transform = create(plugins, key, settings, Transformation.class);
        // A worker gives predicate and negate to no transform.
        String predicate = settings.remove("predicate");
        boolean negated = Boolean.parseBoolean(settings.remove("negate"));
        this.condition = Optional.ofNullable(predicate).map(named -> condition(key, named, negated, config, plugins));
        PluginPath.configure(key, transform, () -> transform.configure(settings));
    }

    private static <R extends ConnectRecord<R>> Condition<R> condition(
            String transform, String name, boolean negated, ConnectorFile config, PluginPath plugins) {
        if (!config.list(PREDICATES).contains(name)) {
            throw CommandFailure.usage(
                    transform + ".predicate names " + name + ", which " + PREDICATES + " does not list: add it there");
        }
        String key = PREDICATES + "." + name;
        Map<String, String> settings = new TreeMap<>(config.below(key + "."));
        Predicate<R> predicate = create(plugins, key, settings, Predicate.class);
        PluginPath.configure(key, predicate, () -> predicate.configure(settings));
        return new Condition<>(name, predicate, negated);
    }

    /** What it takes are records of the connector, of one type in a chain. */
    @SuppressWarnings("unchecked")
    private static <T> T create(PluginPath plugins, String key, Map<String, String> settings, Class<? super T> type) {
        String className = settings.remove("type");
        return (T) plugins.create(key + ".type", className == null ? "" : className, type);
    }

    /** Its name in the configuration. */
    public String name() {
        return name;
    }

    /** The class of the transform. */
    public String type() {
        return transform.getClass().getName();
    }

    /** The predicate's name, with {@code not} before it where it is negated. */
    public Optional<String> predicate() {
        return condition.map(Condition::text);
    }

    /** Whether the predicate lets a record into the transform; what the predicate throws is not caught. */
    public boolean admits(R record) {
        return condition.isEmpty() || condition.get().admits(record);
    }

    /** What the transform makes of a record that it admits, empty when it drops it; what it throws is not caught. */
    public Optional<R> apply(R record) {
        return PluginPath.within(transform, () -> Optional.ofNullable(transform.apply(record)));
    }

    @Override
    public void close() {
        condition.ifPresent(with -> with.predicate().close());
        transform.close();
    }
}
