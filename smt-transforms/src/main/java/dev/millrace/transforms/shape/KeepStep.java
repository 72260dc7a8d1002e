package dev.millrace.transforms.shape;

import dev.millrace.transforms.rewrite.Policies;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes away all but some parts; those that stay keep their order. */
record KeepStep(String rule, List<Place> places, Policies.Missing missing) implements Step {

    KeepStep {
        places = List.copyOf(places);
    }

    @Override
    public boolean apply(Branch root, Material material) {
        for (Place place : places) {
            Branch parent = root.find(place.parents(), material);
            if (parent == null || !parent.parts().containsKey(place.name())) {
                place.missing(rule, missing, root, material);
            }
        }
        return keep(root, material, places.stream().map(Place::names).toList());
    }

    private static boolean keep(Branch branch, Material material, List<List<String>> paths) {
        Set<String> whole = new LinkedHashSet<>();
        Set<String> partly = new LinkedHashSet<>();
        paths.forEach(names -> (names.size() == 1 ? whole : partly).add(names.get(0)));
        boolean changed = branch.parts().keySet().removeIf(name -> !whole.contains(name) && !partly.contains(name));
        for (String name : partly) {
            if (!whole.contains(name) && branch.parts().containsKey(name)) {
                Branch inner = branch.inner(name, material);
                List<List<String>> deeper = paths.stream()
                        .filter(names -> names.get(0).equals(name))
                        .map(names -> names.subList(1, names.size()))
                        .toList();
                changed |= inner != null && keep(inner, material, deeper);
            }
        }
        return changed;
    }
}
