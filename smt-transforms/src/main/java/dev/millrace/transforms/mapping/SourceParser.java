package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.kit.path.PathStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the paths of a field, and what makes one value of many. */
final class SourceParser {

    /** What documents write for 'reduce'. */
    private enum Reducer {
        FIRST,
        COUNT
    }

    private final Section section;
    private final @Nullable ValueType type;

    SourceParser(Section section, @Nullable ValueType type) {
        this.section = section;
        this.type = type;
    }

    /** The source of a target so many lists deep. */
    Optional<FieldSource> parse(int depth) {
        List<String> texts = section.texts("source");
        List<FieldPath> paths = new ArrayList<>();
        for (String text : texts) {
            path(text).ifPresent(paths::add);
        }
        Optional<Reducer> reducer = section.choice("reduce", Reducer.class);
        if (section.has("join") && section.has("reduce")) {
            section.wrong("has both 'join' and 'reduce'");
        }
        Reduction reduction = section.has("join")
                ? Reduction.JOIN
                : reducer.map(one -> Reduction.valueOf(one.name())).orElse(Reduction.NONE);
        String separator = section.text("join").orElse("");
        if (paths.isEmpty() || paths.size() < texts.size()) {
            return Optional.empty();
        }
        check(paths, reduction, depth);
        return Optional.of(new FieldSource.Places(paths, reduction, separator));
    }

    private Optional<FieldPath> path(String text) {
        try {
            return Optional.of(FieldPath.parse(text));
        } catch (IllegalArgumentException wrong) {
            section.wrong("source", "is no path: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private void check(List<FieldPath> paths, Reduction reduction, int depth) {
        boolean reduces = reduction != Reduction.NONE;
        boolean many = paths.size() > 1;
        if (many && !reduces && !section.has("reduce")) {
            section.wrong("source", "names several paths: give 'join', or 'reduce' with first or count");
        }
        for (FieldPath path : paths) {
            int stars = MappingField.stars(path.steps());
            boolean anyName = path.steps().stream().anyMatch(PathStep.AnyName.class::isInstance);
            many |= anyName || stars > depth;
            if (path.steps().stream().anyMatch(PathStep.AnyDepth.class::isInstance)) {
                section.wrong("source", path + " holds **, which leads to no certain place");
            } else if ((anyName || stars > depth) && !reduces && !section.has("reduce")) {
                section.wrong(
                        "source",
                        path + " leads to many places: write [*] in the target too, or give 'join', or 'reduce' with"
                                + " first or count");
            }
            checkRoot(path);
        }
        if (reduces && !many) {
            section.wrong("source", "leads to one place, and there is nothing to join or to reduce");
        }
    }

    private void checkRoot(FieldPath path) {
        boolean parts = path.root() == PathRoot.HEADER || path.root() == PathRoot.KEY || path.root() == PathRoot.VALUE;
        if (parts && !path.isSingle() && path.root() == PathRoot.HEADER) {
            section.wrong("source", path + " leads to many places, and headers are read at one");
        }
        if (path.root() == PathRoot.HEADER && type == null && !section.has("type") && !section.has("join")) {
            section.wrong("type", "must be given, for nothing tells the type of " + path);
        }
    }
}
