package dev.millrace.transforms.shape;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.transforms.rewrite.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads the steps of a restructuring: each object of the array is one, named by its first key. */
final class Steps {

    private static final List<String> VERBS =
            List.of("drop", "keep", "move", "copy", "rename", "hoist", "lift", "flatten", "unflatten");
    private static final int MOST_ELEMENTS = 1_000;
    private static final int DEEPEST = 100;

    private Steps() {}

    /**
     * Reads steps.
     *
     * @param missing what is done where a path leads nowhere
     * @throws IllegalArgumentException when they are wrong; the message names the step
     */
    static List<Step> read(String json, Policies.Missing missing) {
        List<List<Step>> steps = RuleText.read(json, text -> step(text, missing));
        return steps.stream().flatMap(List::stream).toList();
    }

    private static List<Step> step(RuleText text, Policies.Missing missing) {
        List<String> verbs = VERBS.stream().filter(text::has).toList();
        if (verbs.size() != 1) {
            throw text.fault("must hold exactly one of " + String.join(", ", VERBS));
        }
        String rule = text.text("name").orElseGet(() -> text.number() + "-" + verbs.get(0));
        return switch (verbs.get(0)) {
            case "drop" ->
                text.texts("drop").stream()
                        .map(path -> drop(text, rule, path, missing))
                        .toList();
            case "keep" -> List.of(new KeepStep(rule, paths(text), missing));
            case "move", "copy" -> List.of(move(text, rule, verbs.get(0), missing));
            case "rename" -> List.of(rename(text, rule, missing));
            case "hoist" -> List.of(new HoistStep(rule, text.required("hoist")));
            case "lift" -> List.of(lift(text, rule, missing));
            case "flatten" -> List.of(flatten(text, rule, missing));
            default -> List.of(unflatten(text, rule, missing));
        };
    }

    private static Step drop(RuleText text, String rule, String path, Policies.Missing missing) {
        if (path.startsWith("**.")) {
            return new DropEverywhereStep(rule, single(text, "drop", path.substring(3)));
        }
        return scoped(text, rule, "drop", path, missing, place -> new DropStep(rule, place, missing));
    }

    private static List<Place> paths(RuleText text) {
        List<Place> kept = new ArrayList<>();
        for (String path : text.texts("keep")) {
            FieldPath parsed = text.path("keep", path);
            kept.add(new Place(
                    path,
                    parsed.names()
                            .filter(names -> !names.isEmpty())
                            .orElseThrow(() -> text.fault("keep takes names only, without stars, indexes and roots"))));
        }
        return kept;
    }

    private static Step move(RuleText text, String rule, String verb, Policies.Missing missing) {
        boolean replace = text.flag("replace", false);
        Scopes from = scopes(text, verb, text.required(verb));
        Scopes to = scopes(text, "to", text.required("to"));
        if (!from.outer().equals(to.outer())) {
            throw text.fault(
                    "leads through other lists than where it goes to: what stands before the last [*] must be the"
                            + " same in both paths");
        }
        boolean copy = verb.equals("copy");
        return from.around(rule, missing, new MoveStep(rule, from.last(), to.last(), copy, replace, missing));
    }

    private static Step rename(RuleText text, String rule, Policies.Missing missing) {
        String name = text.required("to");
        if (name.isEmpty()) {
            throw text.fault("to must not be empty");
        }
        return scoped(
                text,
                rule,
                "rename",
                text.required("rename"),
                missing,
                place -> new RenameStep(rule, place, name, missing));
    }

    private static Step lift(RuleText text, String rule, Policies.Missing missing) {
        String prefix = text.text("prefix").orElse("");
        return scoped(
                text,
                rule,
                "lift",
                text.required("lift"),
                missing,
                place -> new LiftStep(rule, place, prefix, missing));
    }

    private static Step flatten(RuleText text, String rule, Policies.Missing missing) {
        FlattenStep.Arrays arrays = text.choice("arrays", FlattenStep.Arrays.KEEP);
        String join = text.text("join").orElse(",");
        FlattenStep.Form form = new FlattenStep.Form(
                delimiter(text),
                arrays,
                arrays == FlattenStep.Arrays.JOIN ? ArrayText.joined(join) : ArrayText::json,
                text.number("depth", 1, DEEPEST, DEEPEST),
                text.number("elements", 1, MOST_ELEMENTS, 10));
        return whole(text, rule, "flatten", missing, place -> new FlattenStep(rule, place, form, missing));
    }

    private static Step unflatten(RuleText text, String rule, Policies.Missing missing) {
        String delimiter = delimiter(text);
        boolean arrays = text.flag("arrays", true);
        boolean collapse = text.flag("collapse", false);
        return whole(
                text,
                rule,
                "unflatten",
                missing,
                place -> new UnflattenStep(rule, place, delimiter, arrays, collapse, missing));
    }

    private static String delimiter(RuleText text) {
        String delimiter = text.text("delimiter").orElse(".");
        if (delimiter.isEmpty()) {
            throw text.fault("delimiter must not be empty");
        }
        return delimiter;
    }

    /** A step on the whole, where its key is true, or on what a path leads to. */
    private static Step whole(
            RuleText text, String rule, String key, Policies.Missing missing, Function<Place, Step> step) {
        if (text.isTrue(key)) {
            return step.apply(Place.WHOLE);
        }
        return scoped(text, rule, key, text.required(key), missing, step);
    }

    private static Step scoped(
            RuleText text, String rule, String key, String path, Policies.Missing missing, Function<Place, Step> step) {
        Scopes scopes = scopes(text, key, path);
        return scopes.around(rule, missing, step.apply(scopes.last()));
    }

    private static Place single(RuleText text, String key, String path) {
        Scopes scopes = scopes(text, key, path);
        if (!scopes.outer().isEmpty() || scopes.last().names().size() != 1) {
            throw text.fault(key + " takes one name behind **.");
        }
        return scopes.last();
    }

    private static Scopes scopes(RuleText text, String key, String path) {
        return text.parsed(key, path, Scopes::parse);
    }
}
