package dev.millrace.transforms.mapping;

import dev.millrace.kit.path.FieldPath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a whole document and finds all that is wrong with it. Used once. */
final class MappingParser {

    private static final List<String> KEYS =
            List.of("id", "version", "description", "owner", "target", "fields", "remove", "lookups");

    private final @Nullable Path folder;
    private final Faults faults = new Faults();
    private final List<FileLookup> files = new ArrayList<>();

    MappingParser(@Nullable Path folder) {
        this.folder = folder;
    }

    Mapping parse(String text) {
        Optional<DocumentNode> root = new DocumentReader(faults).read(text);
        Mapping mapping = root.map(this::mapping).orElse(null);
        if (faults.count() > 0 || mapping == null) {
            throw new MappingFault(faults.all());
        }
        return mapping;
    }

    private Mapping mapping(DocumentNode root) {
        Section document = new Section("document", root, faults).allow(KEYS);
        Mapping.Head head = head(document);
        Map<String, LookupTable> tables = new LinkedHashMap<>();
        document.section("lookups")
                .ifPresent(section -> section.entries().forEach((name, node) -> {
                    Optional<LookupTable> table = table(new Section("lookup '" + name + "'", node, faults));
                    tables.put(name, table.orElse(key -> null));
                }));
        List<MappingField> fields = fields(document, tables);
        List<List<String>> removed = removed(document);
        tree(fields, removed);
        Object lookups = document.node("lookups").map(DocumentNode::valueOf).orElse(Map.of());
        return new Mapping(head, fields, removed, asMap(lookups), files);
    }

    @SuppressWarnings("unchecked") // Sections are maps of texts.
    private static Map<String, Object> asMap(@Nullable Object lookups) {
        return lookups instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Mapping.Head head(Section document) {
        Optional<Section> target = document.section("target");
        target.ifPresent(section -> {
            section.allow(List.of("schemaName", "schemaVersion"));
            section.requiredText("schemaName");
        });
        return new Mapping.Head(
                document.requiredText("id"),
                document.requiredText("version"),
                document.text("description").orElse(""),
                document.text("owner").orElse(""),
                target.flatMap(section -> section.text("schemaName")),
                target.flatMap(section -> section.number("schemaVersion", 0, Integer.MAX_VALUE)));
    }

    private List<MappingField> fields(Section document, Map<String, LookupTable> tables) {
        Optional<DocumentNode> node = document.node("fields");
        if (!(node.orElse(null) instanceof DocumentNode.Items items)
                || items.items().isEmpty()) {
            document.wrong("fields", "must be a list of fields");
            return List.of();
        }
        List<MappingField> fields = new ArrayList<>();
        TreeSet<String> used = new TreeSet<>();
        for (int at = 0; at < items.items().size(); at++) {
            new FieldParser(at + 1, items.items().get(at), faults, tables, used)
                    .parse()
                    .ifPresent(fields::add);
        }
        tables.keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> faults.add("lookup '" + name + "'", "is used by no field"));
        return fields;
    }

    private Optional<LookupTable> table(Section section) {
        if (!section.has("file")) {
            Map<String, Object> values = Map.copyOf(section.values());
            if (values.isEmpty()) {
                section.wrong("is empty");
            }
            return Optional.of(values::get);
        }
        section.allow(List.of("file", "key", "value", "delimiter"));
        if (section.has("key") != section.has("value")) {
            section.wrong("names one column of two: give 'key' and 'value', or neither for the first two");
        }
        String delimiter = section.text("delimiter").orElse(",");
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            section.wrong("delimiter", "must be one character");
            return Optional.empty();
        }
        return path(section)
                .flatMap(path -> file(
                        section,
                        new LookupFile(
                                path,
                                section.text("key").orElse(""),
                                section.text("value").orElse(""),
                                delimiter.charAt(0))));
    }

    private Optional<Path> path(Section section) {
        String name = section.requiredText("file");
        try {
            Path path = Path.of(name);
            if (path.isAbsolute() || name.isEmpty()) {
                return Optional.of(path);
            }
            if (folder != null) {
                return Optional.of(folder.resolve(path));
            }
            section.wrong("file", "must be a whole path where the document is not in a file itself");
        } catch (InvalidPathException wrong) {
            section.wrong("file", "is no path");
        }
        return Optional.empty();
    }

    private Optional<LookupTable> file(Section section, LookupFile file) {
        try {
            FileLookup lookup = new FileLookup(file, System::nanoTime);
            files.add(lookup);
            return Optional.of(lookup);
        } catch (IOException wrong) {
            section.wrong("file " + file.path() + " " + LookupFault.sentence(wrong));
            return Optional.empty();
        }
    }

    private static List<List<String>> removed(Section document) {
        List<List<String>> removed = new ArrayList<>();
        for (String path : document.texts("remove")) {
            try {
                Optional<List<String>> names = FieldPath.parse(path).names().filter(all -> !all.isEmpty());
                names.ifPresentOrElse(
                        removed::add, () -> document.wrong("remove", "must be made of names alone: " + path));
            } catch (IllegalArgumentException wrong) {
                document.wrong("remove", "holds a path that is none: " + wrong.getMessage());
            }
        }
        return removed;
    }

    /** Builds the tree once, for what does not go together in it. */
    private void tree(List<MappingField> fields, List<List<String>> removed) {
        TargetNode tree = TargetNode.root();
        for (MappingField field : fields) {
            tree.add(field).ifPresent(fault -> faults.add("target '" + field.rule() + "'", fault));
        }
        for (List<String> names : removed) {
            tree.remove(names).ifPresent(fault -> faults.add("remove '" + String.join(".", names) + "'", fault));
        }
        uncounted(tree, 0);
    }

    /** Notes lists of which nothing tells how many elements they have. */
    private void uncounted(TargetNode node, int depth) {
        node.fields().values().forEach(child -> uncounted(child, depth));
        TargetNode element = node.element().orElse(null);
        if (element == null) {
            return;
        }
        boolean counted = node.rules().stream()
                .filter(rule -> rule.source() instanceof FieldSource.Places)
                .flatMap(rule -> ((FieldSource.Places) Objects.requireNonNull(rule.source())).paths().stream())
                .anyMatch(path -> MappingField.stars(path.steps()) > depth);
        if (!counted) {
            faults.add(
                    "target '" + node.path() + "[*]'", "has no source with [*], which would tell how many there are");
        }
        uncounted(element, depth + 1);
    }
}
