package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes nested parts of joined names: {@code address.city} is a city in an address. Names 0, 1, 2 and so on make a list, where
 * they are all there are.
 *
 * @param arrays whether they do
 * @param collapse whether a nested part is null where all that it was made of is
 */
record UnflattenStep(
        String rule, Place place, String delimiter, boolean arrays, boolean collapse, Policies.Missing missing)
        implements Step {

    @Override
    public boolean apply(Branch root, Material material) {
        Branch branch = root.find(place.names(), material);
        if (branch == null) {
            place.missing(rule, missing, root, material);
            return false;
        }
        Branch nested = Branch.fresh();
        boolean changed = false;
        Set<Branch> made = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Map.Entry<String, @Nullable Object> one : branch.parts().entrySet()) {
            List<String> names = split(one.getKey());
            changed |= names.size() > 1;
            insert(nested, names, one.getValue(), made, material);
        }
        branch.replace(new LinkedHashMap<>(nested.parts()));
        if (arrays) {
            branch.parts().replaceAll((name, part) -> part instanceof Branch inner ? listed(inner, made) : part);
        }
        return changed;
    }

    /** The names that were joined; a name with nothing before, behind or between delimiters was not. */
    private List<String> split(String name) {
        List<String> names = new ArrayList<>();
        int begin = 0;
        for (int end = name.indexOf(delimiter); end >= 0; end = name.indexOf(delimiter, begin)) {
            names.add(name.substring(begin, end));
            begin = end + delimiter.length();
        }
        names.add(name.substring(begin));
        return names.contains("") ? List.of(name) : names;
    }

    private void insert(Branch into, List<String> names, @Nullable Object part, Set<Branch> made, Material material) {
        Branch reached = into;
        for (String name : names.subList(0, names.size() - 1)) {
            Branch inner = reached.inner(name, material);
            if (inner == null) {
                if (reached.parts().containsKey(name)) {
                    throw place.failure(rule, "name-collision");
                }
                inner = Branch.fresh();
                if (collapse) {
                    inner.collapse();
                }
                made.add(inner);
                reached.parts().put(name, inner);
            }
            reached = inner;
        }
        Branch.add(reached.parts(), names.get(names.size() - 1), part, () -> {
            throw place.failure(rule, "name-collision");
        });
    }

    private Object listed(Branch branch, Set<Branch> made) {
        if (!made.contains(branch)) {
            return branch;
        }
        branch.parts().replaceAll((name, part) -> part instanceof Branch inner ? listed(inner, made) : part);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int at = 0; at < branch.parts().size(); at++) {
            String name = String.valueOf(at);
            if (!branch.parts().containsKey(name)) {
                return branch;
            }
            Object element = branch.parts().get(name);
            elements.add(element);
        }
        return new Elements(elements, rule, place.path());
    }
}
