package dev.millrace.transforms.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.jspecify.annotations.Nullable;

/**
 * An expression of JSONata over the whole side, for what rules can't say. It may take so much time and so many calls within calls,
 * and no more. It can't ask for the time, nor for chance: the same record must always give the same. An evaluation belongs to
 * one thread, so each takes a compiled expression from a pool. Thread-safe.
 */
final class ScriptOrigin implements Origin {

    private static final Pattern UNSTABLE = Pattern.compile("\\$(now|millis|random|shuffle|eval)\\b");

    /** It makes a text of any width in one step, which no bound of time ends. */
    private static final Pattern UNBOUNDED = Pattern.compile("\\$pad\\b");

    private static final Pattern TOO_COSTLY = Pattern.compile("Stack overflow|Expression evaluation timeout");

    private final String text;
    private final int slot;
    private final Queue<Jsonata> idle;
    private final boolean aboutRecord;
    private volatile long mostMillis = 1_000;
    private volatile int deepest = 100;

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it is none, or uses what may give another result the next time, or what no bound ends
     */
    ScriptOrigin(String text) {
        Matcher unstable = UNSTABLE.matcher(text);
        if (unstable.find()) {
            throw new IllegalArgumentException("uses " + unstable.group()
                    + ", which may give something else when the same record is transformed again");
        }
        if (UNBOUNDED.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "uses $pad, which no bound of time ends; pad by the rule \"pad\" of the field");
        }
        this.text = text;
        this.slot = 0;
        this.aboutRecord = text.contains("$record");
        this.idle = new ConcurrentLinkedQueue<>(List.of(compiled(text)));
        if (ScriptText.hasRegularExpression(text)) {
            throw new IllegalArgumentException("has a regular expression, which no bound of time ends; take the rule"
                    + " \"replace\" of the field, or plain texts in $contains, $split and $replace");
        }
    }

    /** Sets what an evaluation may take. */
    void limit(long millis, int depth) {
        this.mostMillis = millis;
        this.deepest = depth;
    }

    private static Jsonata compiled(String text) {
        try {
            return Jsonata.jsonata(text);
        } catch (JException wrong) {
            throw new IllegalArgumentException(
                    "is no JSONata (" + wrong.getError() + ", character " + wrong.getLocation() + ")", wrong);
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException("is no JSONata", wrong);
        }
    }

    @Override
    public @Nullable Object read(Scope scope) {
        Jsonata borrowed = idle.poll();
        Jsonata expression = borrowed == null ? compiled(text) : borrowed;
        try {
            Jsonata.Frame frame = expression.createFrame();
            frame.setRuntimeBounds(mostMillis, deepest);
            if (aboutRecord) {
                frame.bind("record", about(scope.record));
            }
            Object result = expression.evaluate(PlainValue.of(scope.values[slot]), frame);
            idle.add(expression);
            return result == Jsonata.NULL_VALUE ? null : result;
        } catch (JException wrong) {
            throw new Inconvertible(
                    TOO_COSTLY.matcher(String.valueOf(wrong.getError())).lookingAt()
                            ? "expression-too-costly"
                            : "expression-failed");
        } catch (StackOverflowError tooDeep) {
            throw new Inconvertible("expression-too-costly");
        } catch (RuntimeException wrong) {
            throw new Inconvertible("expression-failed");
        }
    }

    private static Object about(ConnectRecord<?> record) {
        Map<String, Object> about = new HashMap<>();
        about.put("topic", record.topic());
        if (record.timestamp() != null) {
            about.put("timestamp", record.timestamp());
        }
        if (record.key() != null) {
            about.put("key", Objects.requireNonNull(PlainValue.of(record.key())));
        }
        return about;
    }
}
