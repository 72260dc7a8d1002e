package dev.millrace.ops.preview;

import dev.millrace.ops.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of a configuration in their order, as a worker would apply them. For one thread.
 *
 * @param <R> records of a source or of a sink
 */
final class TransformChain<R extends ConnectRecord<R>> implements AutoCloseable {

    private static final String TRANSFORMS = "transforms";
    private static final String PREDICATES = "predicates";

    private final List<TransformStep<R>> steps = new ArrayList<>();
    private final long mostCharacters;

    /**
     * What became of a record, and in which steps.
     *
     * @param record null when it was dropped, or has failed
     */
    record Result<R extends ConnectRecord<R>>(@Nullable R record, List<StepReport> steps) {}

    /**
     * Makes and configures them.
     *
     * @param mostCharacters that the values of a record may have as texts between two transforms
     * @throws CommandFailure that names the key when one can't be
     */
    TransformChain(ConnectorFile config, PluginPath plugins, long mostCharacters) {
        this.mostCharacters = mostCharacters;
        for (String name : config.list(TRANSFORMS)) {
            String prefix = TRANSFORMS + "." + name + ".";
            Map<String, String> settings = new TreeMap<>(config.below(prefix));
            Transformation<R> transform = create(plugins, prefix, settings, Transformation.class);
            Optional<TransformStep.Condition<R>> condition = condition(config, plugins, prefix, settings);
            steps.add(new TransformStep<>(name, transform, condition, settings));
        }
    }

    /** A worker gives predicate and negate to no transform. */
    private Optional<TransformStep.Condition<R>> condition(
            ConnectorFile config, PluginPath plugins, String prefix, Map<String, String> settings) {
        String name = settings.remove("predicate");
        boolean negated = Boolean.parseBoolean(settings.remove("negate"));
        if (name == null) {
            return Optional.empty();
        }
        if (!config.list(PREDICATES).contains(name)) {
            throw CommandFailure.usage(
                    prefix + "predicate names " + name + ", which " + PREDICATES + " does not list: add it there");
        }
        String own = PREDICATES + "." + name + ".";
        Map<String, String> ofPredicate = new TreeMap<>(config.below(own));
        Predicate<R> predicate = create(plugins, own, ofPredicate, Predicate.class);
        TransformStep.configured(own, () -> predicate.configure(ofPredicate));
        return Optional.of(new TransformStep.Condition<>(name, predicate, negated));
    }

    /** What it takes are records of the connector, of one type in a chain. */
    @SuppressWarnings("unchecked")
    private static <T> T create(
            PluginPath plugins, String prefix, Map<String, String> settings, Class<? super T> type) {
        String className = settings.remove("type");
        return (T) plugins.create(prefix + "type", className == null ? "" : className, type);
    }

    /** Applies all, up to the one that drops or refuses the record. */
    Result<R> apply(R record, boolean showsValues) {
        List<StepReport> reports = new ArrayList<>();
        R current = record;
        for (TransformStep<R> step : steps) {
            TransformStep.Result<R> result = step.apply(current, showsValues);
            reports.add(result.report());
            current = result.record();
            if (current == null) {
                break;
            }
            if (result.characters() > mostCharacters) {
                throw CommandFailure.usage("transforms." + result.report().transform() + " makes a record of more than "
                        + mostCharacters + " characters: take a smaller sample");
            }
        }
        return new Result<>(current, List.copyOf(reports));
    }

    @Override
    public void close() {
        steps.forEach(TransformStep::close);
    }
}
