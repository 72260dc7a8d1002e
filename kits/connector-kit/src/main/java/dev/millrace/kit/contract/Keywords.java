package dev.millrace.kit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of one schema, each with the kind of value that it must have. */
final class Keywords {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private final SchemaPointer pointer;
    private final Map<String, @Nullable Object> values;

    @SuppressWarnings("unchecked") // ContractText makes maps by texts alone.
    Keywords(SchemaPointer pointer, @Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "has no schema at " + pointer + ": an object, true or false must stand there");
        }
        this.pointer = pointer;
        this.values = (Map<String, @Nullable Object>) map;
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String keyword) {
        return values.containsKey(keyword);
    }

    boolean hasAny(String... keywords) {
        return Set.of(keywords).stream().anyMatch(values::containsKey);
    }

    @Nullable
    Object raw(String keyword) {
        return values.get(keyword);
    }

    Optional<BigDecimal> number(String keyword) {
        if (!has(keyword)) {
            return Optional.empty();
        }
        if (raw(keyword) instanceof BigDecimal number) {
            return Optional.of(number);
        }
        throw fault(keyword, "must be a number");
    }

    /** A whole number from 0; what is larger than any value is as large as one can be. */
    Optional<Integer> count(String keyword) {
        return number(keyword).map(number -> {
            if (number.signum() < 0 || number.scale() > 0) {
                throw fault(keyword, "must be a whole number from 0");
            }
            return number.min(LARGEST).intValue();
        });
    }

    boolean flag(String keyword) {
        if (!has(keyword)) {
            return false;
        }
        if (raw(keyword) instanceof Boolean flag) {
            return flag;
        }
        throw fault(keyword, "must be true or false");
    }

    String text(String keyword) {
        if (raw(keyword) instanceof String text) {
            return text;
        }
        throw fault(keyword, "must be a text");
    }

    @SuppressWarnings("unchecked") // ContractText makes lists of what it reads.
    List<@Nullable Object> list(String keyword) {
        if (raw(keyword) instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw fault(keyword, "must be a list");
    }

    /** Texts; none where the keyword is not there. */
    List<String> texts(String keyword) {
        List<String> texts = new ArrayList<>();
        for (Object text : has(keyword) ? list(keyword) : List.of()) {
            if (!(text instanceof String one)) {
                throw fault(keyword, "must be a list of texts");
            }
            texts.add(one);
        }
        return texts;
    }

    /** What stands under names; empty where the keyword is not there. */
    @SuppressWarnings("unchecked") // ContractText makes maps by texts alone.
    Map<String, @Nullable Object> object(String keyword) {
        if (!has(keyword)) {
            return Map.of();
        }
        if (raw(keyword) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw fault(keyword, "must be an object");
    }

    IllegalArgumentException fault(String keyword, String sentence) {
        return new IllegalArgumentException("has a keyword " + keyword + " at " + pointer + " that " + sentence);
    }
}
