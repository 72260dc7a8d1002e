package dev.millrace.ops.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.ops.CommandFailure;
import dev.millrace.transforms.rewrite.MisusedTransform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transform of a chain, with its predicate. For one thread.
 *
 * @param <R> records of a source or of a sink
 */
final class TransformStep<R extends ConnectRecord<R>> implements AutoCloseable {

    private static final String OURS = "dev.millrace.";

    /** A predicate by its name, and which answer of it lets records into the transform. */
    record Condition<R extends ConnectRecord<R>>(String name, Predicate<R> predicate, boolean negated) {
        boolean admits(R record) {
            return predicate.test(record) != negated;
        }

        String text() {
            return (negated ? "not " : "") + name;
        }
    }

    /**
     * What became of a record.
     *
     * @param record null when it was dropped, or has failed
     * @param characters of the record's values as texts
     */
    record Result<R extends ConnectRecord<R>>(@Nullable R record, StepReport report, long characters) {
        Result<R> of(long many) {
            return new Result<>(record, report, many);
        }
    }

    private final String name;
    private final Transformation<R> transform;
    private final Optional<Condition<R>> condition;

    TransformStep(
            String name, Transformation<R> transform, Optional<Condition<R>> condition, Map<String, String> settings) {
        this.name = name;
        this.transform = transform;
        this.condition = condition;
        within(transform, () -> {
            configured("transforms." + name, () -> transform.configure(settings));
            return name;
        });
    }

    /** A plugin refuses its settings by an exception, whose message is about settings and no payload. */
    static void configured(String prefix, Runnable configure) {
        try {
            configure.run();
        } catch (ConfigException refused) {
            throw CommandFailure.usage(prefix + ": " + refused.getMessage(), refused);
        } catch (ConnectException refused) {
            throw CommandFailure.usage(prefix + " can't be configured: " + refused.getMessage(), refused);
        }
    }

    /** Applies it to a record. */
    Result<R> apply(R record, boolean showsValues) {
        Map<String, Leaf> before = Leaves.of(record);
        try {
            if (condition.isPresent()
                    && !within(
                            condition.get().predicate(), () -> condition.get().admits(record))) {
                return told(record, "passed-over", List.of(), null, null);
            }
            R after = within(transform, () -> transform.apply(record));
            if (after == null) {
                return told(null, "dropped", List.of(), null, null);
            }
            Map<String, Leaf> behind = Leaves.of(after);
            List<Difference> changes = Difference.between(before, behind).stream()
                    .map(change -> showsValues ? change : change.masked())
                    .toList();
            return told(after, changes.isEmpty() ? "unchanged" : "changed", changes, null, null)
                    .of(Leaves.characters(behind));
        } catch (MisusedTransform misused) {
            return told(null, "misconfigured", List.of(), "misconfigured", misused.getMessage());
        } catch (RuntimeException failed) {
            return failed(failed, showsValues);
        }
    }

    private Result<R> told(
            @Nullable R record,
            String outcome,
            List<Difference> changes,
            @Nullable String code,
            @Nullable String message) {
        return new Result<>(
                record,
                new StepReport(
                        name,
                        transform.getClass().getName(),
                        condition.map(Condition::text).orElse(null),
                        outcome,
                        changes,
                        code,
                        message),
                0);
    }

    /** Our own transforms promise that their messages hold no payload; of others, nobody knows. */
    private Result<R> failed(RuntimeException failure, boolean showsValues) {
        String message = String.valueOf(failure.getMessage());
        if (transform.getClass().getName().startsWith(OURS)) {
            try {
                JsonNode line = new ObjectMapper().readTree(message);
                String code = line.path("code").asText("failed");
                return told(null, "failed", List.of(), code, message);
            } catch (JsonProcessingException other) {
                return told(null, "failed", List.of(), failure.getClass().getSimpleName(), message);
            }
        }
        String shown = showsValues ? message : "its message may hold values: --show-values shows it";
        return told(null, "failed", List.of(), failure.getClass().getSimpleName(), shown);
    }

    /** A worker sets the plugin's own loader while it calls it; some plugins look for classes by that. */
    private static <T> T within(Object plugin, Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.getClass().getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        condition.ifPresent(with -> with.predicate().close());
        transform.close();
    }
}
