package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values without a schema: objects are maps whose keys are texts. What is not touched is handed on as it is. */
final class MapMaterial implements Material {

    static final MapMaterial MATERIAL = new MapMaterial();

    private MapMaterial() {}

    /** Whether a value can be reshaped. */
    static boolean isObject(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return false;
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean namesAreData() {
        return true;
    }

    @Override
    public boolean isBranch(Object part) {
        return part instanceof Branch || isObject(part);
    }

    @Override
    public Branch open(Object part) {
        if (part instanceof Branch branch) {
            return branch;
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        ((Map<?, ?>) part).forEach((name, value) -> parts.put((String) name, value));
        return new Branch(null, parts);
    }

    @Override
    public boolean isArray(Object part) {
        return part instanceof List || part instanceof Elements;
    }

    @Override
    public List<? extends @Nullable Object> elements(Object array, int most, String rule, String path) {
        List<? extends @Nullable Object> elements =
                array instanceof Elements made ? made.parts() : (List<? extends @Nullable Object>) array;
        if (elements.size() > most) {
            throw new RuleFailure(rule, path, "too-many-elements");
        }
        return elements;
    }

    @Override
    public Object text(Object array, ArrayText form, String rule, String path) {
        return form.of(null, (List<?>) Objects.requireNonNull(finished(array)), rule, path);
    }

    @Override
    public Object each(Object array, Step step) {
        return (array instanceof Elements made ? made : new Elements((List<?>) array, step.rule(), ""))
                .each(step, this);
    }

    @Override
    public @Nullable Object absent() {
        return null;
    }

    /** A part as the value that it stands for. */
    static @Nullable Object finished(@Nullable Object part) {
        if (part instanceof Branch branch) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            boolean any = !branch.isCollapsing();
            for (Map.Entry<String, @Nullable Object> one : branch.parts().entrySet()) {
                Object value = finished(one.getValue());
                any |= value != null;
                map.put(one.getKey(), value);
            }
            return any ? map : null;
        }
        if (part instanceof Elements elements) {
            List<@Nullable Object> list = new ArrayList<>();
            elements.parts().forEach(element -> list.add(finished(element)));
            return list;
        }
        return part;
    }
}
